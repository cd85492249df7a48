package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/mmcdole/gofeed"
)

// daily is a server of its own process, with few stories and a log of its requests.
type daily struct {
	*running
	dir     string
	stories []entry
}

// serveDaily starts it, with more lines of configuration. Its clock is the real one.
func serveDaily(t *testing.T, more ...string) *daily {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "masthead.yaml"), `
site: {title: The Daily, url: https://example.org, language: en, rights: '© {year} Daily Press'}
sources: [{dir: posts}]
serve: {access_log: true}
`+strings.Join(more, "\n"))
	d := &daily{dir: dir}
	d.write(t, "Harbour opens", "Jane Doe", "Ben Roe")
	d.write(t, "AT&T <says> “yes”", "Zoë Ünal")
	d.write(t, "港が開く", "山田太郎")
	d.running = start(t, dir)
	d.waitFor(t, "built")
	return d
}

// write writes a story, newer than all before.
func (d *daily) write(t *testing.T, title string, authors ...string) {
	t.Helper()
	n := len(d.stories) + 1
	front, err := json.Marshal(map[string]any{"title": title, "authors": authors, "date": fmt.Sprintf("2026-01-%02d", n), "rights": map[string]any{"notice": fmt.Sprintf("© 2026 Holder %d", n)}})
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(d.dir, "posts", fmt.Sprintf("story-%d.md", n)), fmt.Sprintf("%s\n\nText of story %d.\n", front, n))
	d.stories = append(d.stories, entry{ID: fmt.Sprintf("https://example.org/story-%d/", n), Title: title, Author: authors[0], authors: authors})
}

// add writes one more while the server is up, and waits for it to be served.
func (d *daily) add(t *testing.T) {
	t.Helper()
	d.write(t, "Brand new", "Carla Poe")
	d.waitFor(t, "changed=true")
}

// expect reads the next request in the log, as "path status encoding".
func (d *daily) expect(t *testing.T, want string) {
	t.Helper()
	if got := d.request(t); got != want {
		t.Errorf("the request was %q, want %q", got, want)
	}
}

func (d *daily) request(t *testing.T) string {
	t.Helper()
	for {
		line, err := d.log.ReadString('\n')
		if err != nil {
			t.Fatalf("the log ended: %v", err)
		}
		if !strings.Contains(line, "msg=request ") {
			continue
		}
		var said []string
		for _, key := range []string{"path", "status", "encoding"} {
			_, value, _ := strings.Cut(line, " "+key+"=")
			value, _, _ = strings.Cut(value, " ")
			said = append(said, value)
		}
		return strings.Join(said, " ")
	}
}

// compare holds what a reader shows against all the stories: each once, and by one who made it.
func (d *daily) compare(t *testing.T, got []entry) {
	t.Helper()
	var want, have []string
	for _, s := range d.stories {
		want = append(want, s.ID+" "+s.Title)
	}
	for _, e := range got {
		have = append(have, e.ID+" "+e.Title)
		if !slices.ContainsFunc(bylineOf(d.stories, e.ID), func(name string) bool { return strings.Contains(e.Author, name) }) {
			t.Errorf("%s is by %q", e.ID, e.Author)
		}
	}
	slices.Sort(have)
	if diff := gocmp.Diff(want, have); diff != "" {
		t.Errorf("not the stories there are (-want +got):\n%s", diff)
	}
}

// xmlFeeds are the formats that all readers know.
var xmlFeeds = [...]string{"/feed.xml", "/atom.xml"}

func TestGofeedFollowsAServedFeed(t *testing.T) {
	t.Parallel()
	d := serveDaily(t)
	tags := map[string]string{}
	poll := func(path string) (int, []entry) {
		response, body := get(t, d.address+path, http.Header{"If-None-Match": {tags[path]}})
		if response.StatusCode == http.StatusNotModified {
			return response.StatusCode, nil
		}
		tags[path] = response.Header.Get("ETag")
		if strings.HasSuffix(path, ".xml") && !strings.Contains(string(body), "<?xml-stylesheet ") {
			t.Errorf("%s has no style sheet, so nothing here tells whether readers mind it", path)
		}
		f, err := gofeed.NewParser().Parse(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		var list []entry
		for _, it := range f.Items {
			e := entry{ID: it.GUID, Title: it.Title}
			if len(it.Authors) > 0 {
				e.Author = it.Authors[0].Name
			}
			list = append(list, e)
		}
		return response.StatusCode, list
	}
	paths := append(xmlFeeds[:], "/feed.json")
	for _, path := range paths {
		_, list := poll(path)
		d.compare(t, list)
		if status, _ := poll(path); status != http.StatusNotModified {
			t.Errorf("%s: a second time it is %d", path, status)
		}
	}
	d.add(t)
	for _, path := range paths {
		status, list := poll(path)
		if status != http.StatusOK {
			t.Errorf("%s: after a change it is %d", path, status)
		}
		d.compare(t, list)
	}
}

func TestFeedparserFollowsAServedFeed(t *testing.T) {
	t.Parallel()
	python := client(t, "/usr/bin/python3")
	if exec.Command(python, "-c", "import feedparser").Run() != nil {
		client(t, "python3-feedparser")
	}
	const script = `
import feedparser, json, sys
known = json.loads(sys.argv[2])
f = feedparser.parse(sys.argv[1], etag=known.get("Etag"), modified=known.get("Modified"))
assert not f.bozo or f.status == 304, f.bozo_exception
print(json.dumps({"Status": f.status, "Etag": f.get("etag"), "Modified": f.get("modified"),
  "Entries": [{"ID": e.id, "Title": e.title, "Author": e.get("author", "")} for e in f.entries]}))
`
	type answer struct {
		Status         int
		Etag, Modified string
		Entries        []entry
	}
	for _, path := range xmlFeeds {
		d := serveDaily(t)
		known := "{}"
		poll := func() (a answer) {
			out := command(t, nil, python, "-c", script, d.address+path, known)
			if err := json.Unmarshal([]byte(out), &a); err != nil {
				t.Fatal(err)
			}
			if a.Status != http.StatusNotModified {
				known = out
			}
			return a
		}
		first := poll()
		d.expect(t, path+" 200 gzip")
		d.compare(t, first.Entries)
		if second := poll(); second.Status != http.StatusNotModified || len(second.Entries) != 0 {
			t.Errorf("%s: a second time it is %d", path, second.Status)
		}
		d.expect(t, path+" 304 identity")
		d.add(t)
		third := poll() // it asks for what is new alone
		d.expect(t, path+" 226 gzip")
		d.compare(t, append(first.Entries, third.Entries...))
		if again := poll(); again.Status != http.StatusNotModified {
			t.Errorf("%s: after what is new it is %d", path, again.Status)
		}
	}
}

func TestSfeedUpdateFollowsAServedFeed(t *testing.T) {
	t.Parallel()
	program, _ := client(t, "sfeed_update"), client(t, "curl")
	d, home := serveDaily(t), t.TempDir()
	rc := filepath.Join(home, "sfeedrc") // fetch is that of sfeed's own manual, for feeds that did not change
	write(t, rc, `
sfeedpath=`+home+`/feeds
fetch() {
	curl -L --max-redirs 0 -H "User-Agent:" -f -s -m 15 --compressed --etag-save "`+home+`/$1.etag" --etag-compare "`+home+`/$1.etag" "$2" 2>/dev/null
}
maxjobs=1
feeds() {
	feed rss `+d.address+xmlFeeds[0]+`
	feed atom `+d.address+xmlFeeds[1]+`
}
`)
	poll := func() {
		t.Helper()
		command(t, nil, program, rc)
		for _, name := range []string{"rss", "atom"} {
			text, err := os.ReadFile(filepath.Join(home, "feeds", name))
			if err != nil {
				t.Fatal(err)
			}
			var list []entry
			for line := range strings.Lines(string(text)) {
				field := strings.Split(line, "\t") // sfeed(5)
				list = append(list, entry{ID: field[5], Title: field[1], Author: field[6]})
			}
			d.compare(t, list)
		}
	}
	requests := func(status string) {
		t.Helper()
		got := []string{d.request(t), d.request(t)} // it asks for all at once
		slices.Sort(got)
		if want := []string{"/atom.xml " + status, "/feed.xml " + status}; !slices.Equal(got, want) {
			t.Errorf("the requests were %v, want %v", got, want)
		}
	}
	poll()
	requests("200 br")
	poll()
	requests("304 identity")
	d.add(t)
	poll()
	requests("200 br")
}

func TestNewsboatFollowsAServedFeed(t *testing.T) {
	t.Parallel()
	newsboat, python := client(t, "newsboat"), client(t, "/usr/bin/python3")
	const script = `
import json, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute("select guid, title, author from rss_item where deleted = 0")
print(json.dumps([dict(zip(("ID", "Title", "Author"), r)) for r in rows]))
`
	for _, path := range xmlFeeds {
		d, home := serveDaily(t), t.TempDir()
		urls, configuration, cache := filepath.Join(home, "urls"), filepath.Join(home, "config"), filepath.Join(home, "cache.db")
		write(t, urls, d.address+path+"\n")
		write(t, configuration, "auto-reload no\n")
		poll := func(want string) {
			t.Helper()
			command(t, nil, "env", "HOME="+home, newsboat, "-u", urls, "-C", configuration, "-c", cache, "-x", "reload")
			d.expect(t, path+want)
			var list []entry
			if err := json.Unmarshal([]byte(command(t, nil, python, "-c", script, cache)), &list); err != nil {
				t.Fatal(err)
			}
			d.compare(t, list)
		}
		poll(" 200 gzip")
		poll(" 200 gzip") // it keeps the validators of feeds that it knew before
		poll(" 304 identity")
		d.add(t)
		poll(" 226 gzip") // what is new, and it keeps what is old
	}
}

// Each coding comes as asked for, is what it says it is, has a tag of its own, and is known again by it.
func TestCurlReadsEveryCoding(t *testing.T) {
	t.Parallel()
	curl := client(t, "curl")
	d, dir := serveDaily(t), t.TempDir()
	type asked struct {
		coding, sent string
		args         []string
	}
	codings := []asked{
		{"identity", "identity", nil},
		{"gzip", "gzip", nil},
		{"br", "br", nil},
		{"zstd", "zstd", nil},
		{"compressed", "br", []string{"--compressed"}},
	}
	if said := command(t, nil, curl, "--version"); !strings.Contains(said, "brotli") { // curl asks for what it was built with
		codings[4].sent = "gzip"
		if strings.Contains(said, "zstd") {
			codings[4].sent = "zstd"
		}
	}
	paths := append(xmlFeeds[:], "/feed.json")
	poll := func(c asked, path string) string {
		t.Helper()
		body, tag := filepath.Join(dir, "body"), filepath.Join(dir, c.coding+filepath.Base(path)+".etag")
		write(t, body, "")
		args := append([]string{"-sSf", "-o", body, "--etag-save", tag, "--etag-compare", tag, d.address + path}, c.args...)
		if c.args == nil {
			args = append(args, "-H", "Accept-Encoding: "+c.coding)
		}
		command(t, nil, curl, args...)
		packed, err := os.ReadFile(body)
		if err != nil {
			t.Fatal(err)
		}
		if c.args != nil {
			return string(packed) // curl has unpacked it
		}
		return unpacked(t, packed, c.coding)
	}
	round := func() {
		t.Helper()
		for _, path := range paths {
			plain, tags := "", map[string]bool{}
			for _, c := range codings {
				text := poll(c, path)
				d.expect(t, path+" 200 "+c.sent)
				if plain == "" {
					plain = text
				}
				if text != plain {
					t.Errorf("%s in %s is another document", path, c.coding)
				}
				tag, _ := os.ReadFile(filepath.Join(dir, c.coding+filepath.Base(path)+".etag"))
				if c.args == nil && tags[string(tag)] {
					t.Errorf("%s in %s has the tag of another coding: %s", path, c.coding, tag)
				}
				tags[string(tag)] = true
				if again := poll(c, path); again != "" {
					t.Errorf("%s in %s is sent again", path, c.coding)
				}
				d.expect(t, path+" 304 identity")
			}
			for _, s := range d.stories {
				if strings.Count(plain, s.ID) == 0 {
					t.Errorf("%s has no %s:\n%s", path, s.ID, plain)
				}
			}
		}
	}
	round()
	d.add(t)
	round()
}

// unpacked undoes a coding; nothing stays nothing.
func unpacked(t *testing.T, packed []byte, coding string) string {
	t.Helper()
	if len(packed) == 0 {
		return ""
	}
	var r io.Reader = bytes.NewReader(packed)
	var err error
	switch coding {
	case "gzip":
		r, err = gzip.NewReader(r)
	case "br":
		r = brotli.NewReader(r)
	case "zstd":
		r, err = zstd.NewReader(r)
	}
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
