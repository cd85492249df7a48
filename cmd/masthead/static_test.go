package main

import (
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// staticExamples are the files that docs/static-hosting.md shows, as seen from the others.
const staticExamples = "../static/"

func TestThePageOfStaticHostingShowsTheFilesThatAreTested(t *testing.T) {
	page, err := os.ReadFile("../../docs/static-hosting.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"nginx.conf", "Caddyfile"} {
		text, err := os.ReadFile(servingExamples + staticExamples + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(page, append([]byte("\n"), text...)) {
			t.Errorf("docs/static-hosting.md does not have %s as it is", name)
		}
	}
}

// staticTree builds everything that can lie beside the feeds, and gives the folder.
func staticTree(t *testing.T) (dir string) {
	t.Helper()
	dir = newsroomOf(t, `site: {url: https://example.org/, machine_use: {train: deny, ai_input: deny}, language: en}
sources: [{dir: posts}]
publish: {opml: feeds.opml, links: feed-links.html, news_sitemap: news-sitemap.xml, headers: _headers, precompress: [gz, br, zst]}
`)
	rebuild(t, dir)
	return dir
}

func rebuild(t *testing.T, dir string) {
	t.Helper()
	if said, err := program(t.Context(), "build", dir, "-q", "--state", "none").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
}

// wantStatic asks a server of files for every document, as readers do. Each has to be what the lines for other hosts say that it is.
func wantStatic(t *testing.T, dir string, client *http.Client, codings ...string) {
	t.Helper()
	lines, err := os.ReadFile(filepath.Join(dir, "public", "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	documents := 0
	for rule := range strings.SplitSeq(string(lines), "\n\n") {
		path, header, found := strings.Cut(rule, "\n")
		if !found || !strings.HasPrefix(path, "/") {
			continue
		}
		documents++
		whole, err := os.ReadFile(filepath.Join(dir, "public", filepath.FromSlash(path)))
		if err != nil {
			t.Fatal(err)
		}
		for _, coding := range append([]string{"identity"}, codings...) {
			response, body := askBy(t, client, "GET", path, "Accept-Encoding", coding)
			if got := response.Header.Get("Content-Encoding"); response.StatusCode != http.StatusOK || got != coding && coding != "identity" || got != "" && coding == "identity" {
				t.Errorf("%s in %s: status %d in %q", path, coding, response.StatusCode, got)
				continue
			}
			if unpackedBy(t, coding, body) != string(whole) {
				t.Errorf("%s in %s is another", path, coding)
			}
			if len(codings) > 0 && !strings.Contains(response.Header.Get("Vary"), "Accept-Encoding") && coding != "identity" {
				t.Errorf("%s in %s: caches are not told that there are others: %v", path, coding, response.Header)
			}
			for line := range strings.Lines(header + "\n") {
				name, want, _ := strings.Cut(strings.TrimSpace(line), ": ")
				got := response.Header.Get(name)
				if got == "application/json" { // which knows no charset (RFC 8259 §11)
					got += "; charset=utf-8"
				}
				if got != want {
					t.Errorf("%s in %s: %s is %q, want %q", path, coding, name, got, want)
				}
			}
			tag, date := response.Header.Get("ETag"), response.Header.Get("Last-Modified")
			later := time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)
			for _, condition := range [][]string{{"If-None-Match", tag}, {"If-Modified-Since", date}, {"If-Modified-Since", later}} {
				again, _ := askBy(t, client, "GET", path, append(condition, "Accept-Encoding", coding)...)
				if again.StatusCode != http.StatusNotModified {
					t.Errorf("%s in %s by %v: status %d", path, coding, condition, again.StatusCode)
				}
			}
			if plain, _ := askBy(t, client, "GET", path); plain.Header.Get("Last-Modified") != date {
				t.Errorf("%s is of %s, and in %s of %s", path, plain.Header.Get("Last-Modified"), coding, date)
			}
		}
	}
	if documents != 11 {
		t.Errorf("%d documents", documents)
	}
	for _, name := range []string{"/_headers", "/.masthead.json", "/nothing.xml"} {
		if response, _ := askBy(t, client, "GET", name); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s has the status %d", name, response.StatusCode)
		}
	}
}

func unpackedBy(t *testing.T, coding, packed string) string {
	t.Helper()
	var whole bytes.Buffer
	var err error
	switch r := strings.NewReader(packed); coding {
	case "identity":
		return packed
	case "gzip":
		return unzipped(t, packed)
	case "br":
		_, err = whole.ReadFrom(brotli.NewReader(r))
	case "zstd":
		var z *zstd.Decoder
		if z, err = zstd.NewReader(r); err == nil {
			defer z.Close()
			_, err = whole.ReadFrom(z)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return whole.String()
}

func TestFilesServedByNginx(t *testing.T) {
	t.Parallel()
	nginx := programOf(t, "nginx")
	types := "/etc/nginx/mime.types"
	if _, err := os.Stat(types); err != nil {
		t.Skip("nginx has its types elsewhere")
	}
	dir := staticTree(t)
	out := filepath.Join(dir, "p.sock")
	text := adapted(t, staticExamples+"nginx.conf", "/srv/news/public", filepath.Join(dir, "public"), "listen 80;", "listen unix:"+out+";")
	startServer(t, dir, out, nginxCommand(t, nginx, dir, "include "+types+";\n"+text))
	wantStatic(t, dir, onSocket(out), "gzip")
}

func TestFilesServedByCaddy(t *testing.T) {
	t.Parallel()
	caddy := programOf(t, "caddy")
	dir := staticTree(t)
	out := filepath.Join(dir, "p.sock")
	text := adapted(t, staticExamples+"Caddyfile", "/srv/news/public", filepath.Join(dir, "public"), "example.org {", "http://example.org {\n\tbind unix/"+out)
	write(t, filepath.Join(dir, "Caddyfile"), "{\n\tadmin off\n\tauto_https off\n}\n"+text)
	startServer(t, dir, out, []string{caddy, "run", "--config", filepath.Join(dir, "Caddyfile"), "--adapter", "caddyfile"})
	wantStatic(t, dir, onSocket(out), "br", "zstd", "gzip")
}

// The list of feeds and the sitemap are as their specifications have it.
func TestTheDirectoryIsValid(t *testing.T) {
	jing := client(t, "jing")
	dir := staticTree(t)
	date := time.Now().Add(-time.Hour).UTC().Format(time.RFC3339)
	write(t, filepath.Join(dir, "posts", "news.md"), "---\ntitle: \"News & <more>\"\ndate: "+date+"\nlanguage: zh-TW\n---\nText.\n")
	write(t, filepath.Join(dir, "posts", "more.md"), "---\ntitle: More\ndate: "+date+"\n---\nText.\n")
	rebuild(t, dir)
	for _, name := range []string{"feeds.opml", "news-sitemap.xml"} {
		command(t, nil, jing, "-c", "testdata/"+name+".rnc", filepath.Join(dir, "public", name))
	}
	broken := filepath.Join(dir, "broken.opml")
	write(t, broken, `<opml version="2.0"><head/><body><outline text="A" type="rss"/></body></opml>`)
	if exec.Command(jing, "-c", "testdata/feeds.opml.rnc", broken).Run() == nil {
		t.Error("the grammar lets a feed without an address pass")
	}
}

// What lies beside the feeds is served, too, and the packed copies lie in the folder alone, as the configuration has it that was
// read last.
func TestServeAnswersWithWhatLiesBesideTheFeeds(t *testing.T) {
	const site = "site: {url: https://example.org/}\nsources: [{dir: posts}]\n"
	dir := newsroomOf(t, site+"publish: {dir: public, opml: feeds.opml, news_sitemap: news-sitemap.xml, precompress: [gz]}\n")
	m := start(t, dir)
	m.waitFor(t, "built")
	for path, want := range map[string]string{"/feeds.opml": "text/x-opml; charset=utf-8", "/news-sitemap.xml": "application/xml; charset=utf-8"} {
		if response, _ := get(t, m.address+path, nil); response.StatusCode != http.StatusOK || response.Header.Get("Content-Type") != want {
			t.Errorf("%s: status %d, %v", path, response.StatusCode, response.Header)
		}
	}
	if response, _ := get(t, m.address+"/feed.xml.gz", nil); response.StatusCode != http.StatusNotFound {
		t.Errorf("a packed copy has the status %d", response.StatusCode)
	}
	for _, name := range []string{"feed.xml.gz", "feeds.opml.gz"} {
		if _, err := os.Stat(filepath.Join(dir, "public", name)); err != nil {
			t.Error(err)
		}
	}
	write(t, filepath.Join(dir, configName), site+"publish: {dir: public, precompress: [br]}\n")
	m.signal(t, syscall.SIGHUP)
	m.waitFor(t, "the configuration was read again")
	m.waitFor(t, "built")
	for name, want := range map[string]bool{"feed.xml.gz": false, "feed.xml.br": true, "feeds.opml": false, "feeds.opml.gz": false} {
		if _, err := os.Stat(filepath.Join(dir, "public", name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	m.end(t)
}
