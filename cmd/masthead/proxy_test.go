package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// servingExamples are the files that docs/serving.md shows.
const servingExamples = "../../examples/serving/"

// The files that people copy from the page are the ones that the tests here run.
func TestThePageShowsTheFilesThatAreTested(t *testing.T) {
	page, err := os.ReadFile("../../docs/serving.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"nginx.conf", "Caddyfile", "masthead.service", "masthead.socket"} {
		text, err := os.ReadFile(servingExamples + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(page, append([]byte("\n"), text...)) {
			t.Errorf("docs/serving.md does not have %s as it is", name)
		}
	}
}

// programOf finds a program that the checks before a change lands install; elsewhere its test is skipped without it.
func programOf(t *testing.T, name string) string {
	t.Helper()
	for _, name := range []string{name, "/usr/sbin/" + name} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s is not installed: .ci/run installs it", name)
	}
	t.Skipf("%s is not installed", name)
	return ""
}

// adapted is an example with its places replaced, each of which has to be in it.
func adapted(t *testing.T, name string, places ...string) string {
	t.Helper()
	text, err := os.ReadFile(servingExamples + name)
	if err != nil {
		t.Fatal(err)
	}
	adapted := string(text)
	for i := 0; i < len(places); i += 2 {
		if !strings.Contains(adapted, places[i]) {
			t.Fatalf("%s: there is no %q to replace", name, places[i])
		}
		adapted = strings.ReplaceAll(adapted, places[i], places[i+1])
	}
	return adapted
}

// proxied is masthead on a socket, and a proxy before it on another.
type proxied struct {
	*running
	*http.Client
	dir string
}

// startProxied starts masthead, and the proxy by its command once its configuration is written.
func startProxied(t *testing.T, configuration func(dir, in, out string) (command []string)) *proxied {
	t.Helper()
	dir := newsroomOf(t, "site: {url: https://example.org/}\nsources: [{dir: posts}]\nserve: {listen: \"unix:m.sock\"}\n")
	in, out := filepath.Join(dir, "m.sock"), filepath.Join(dir, "p.sock")
	p := &proxied{running: start(t, dir, "--listen", "unix:"+in), Client: onSocket(out), dir: dir}
	p.waitFor(t, "built")
	startServer(t, dir, out, configuration(dir, in, out))
	return p
}

// startServer starts a server by its command, which listens on a socket.
func startServer(t *testing.T, dir, out string, command []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // a guard
	t.Cleanup(cancel)
	c := exec.CommandContext(ctx, command[0], command[1:]...)
	c.Env = append(os.Environ(), "HOME="+dir)
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { _ = c.Wait(); close(ended) }()
	t.Cleanup(func() { _ = c.Process.Kill(); <-ended })
	for {
		select {
		case <-ended:
			t.Fatalf("%s ended:\n%s", command[0], &said)
		case <-time.After(10 * time.Millisecond):
		}
		if c, err := net.Dial("unix", out); err == nil {
			_ = c.Close()
			return
		}
	}
}

// ask asks the proxy for a path.
func (p *proxied) ask(t *testing.T, method, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	return askBy(t, p.Client, method, path, headers...)
}

// askBy asks for a path with a client.
func askBy(t *testing.T, client *http.Client, method, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, "http://example.org"+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", "identity")
	for i := 0; i < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	response, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

// until asks for the feed until the answer is as it is to be in the end. Each answer on the way has to be a whole feed.
func (p *proxied) until(t *testing.T, what string, holds func(cache, body string) bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) { // a guard: it takes a second
		response, body := p.ask(t, "GET", "/feed.xml")
		if response.StatusCode != http.StatusOK || !strings.HasSuffix(strings.TrimSpace(body), "</rss>") {
			t.Fatalf("on the way to %s: status %d with %d bytes", what, response.StatusCode, len(body))
		}
		cache := response.Header.Get("X-Cache-Status")
		if holds(cache, body) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("no %s: the last was %s", what, cache)
		}
	}
}

func is(want string) func(cache, body string) bool {
	return func(cache, _ string) bool { return cache == want }
}

// check asks for the feed in the ways of readers: whole, by its validators, its head alone, and compressed.
func (p *proxied) check(t *testing.T) {
	t.Helper()
	whole, body := p.ask(t, "GET", "/feed.xml")
	tag, date := whole.Header.Get("ETag"), whole.Header.Get("Last-Modified")
	if whole.StatusCode != http.StatusOK || tag == "" || !strings.Contains(body, "Story 4") || !strings.Contains(whole.Header.Get("Vary"), "Accept-Encoding") {
		t.Fatalf("status %d, %v", whole.StatusCode, whole.Header)
	}
	later := time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)
	for _, condition := range [][]string{{"If-None-Match", tag}, {"If-None-Match", `"other", W/` + tag}, {"If-Modified-Since", date}, {"If-Modified-Since", later}, {"If-None-Match", tag, "If-Modified-Since", date}} {
		response, body := p.ask(t, "GET", "/feed.xml", condition...)
		if response.StatusCode != http.StatusNotModified || body != "" || response.Header.Get("ETag") != tag || response.Header.Get("Cache-Control") == "" || response.Header.Get("Vary") == "" {
			t.Errorf("%v: status %d, %v", condition, response.StatusCode, response.Header)
		}
	}
	if response, _ := p.ask(t, "GET", "/feed.xml", "If-None-Match", `"other"`); response.StatusCode != http.StatusOK {
		t.Errorf("with another's tag: status %d", response.StatusCode)
	}
	head, nothing := p.ask(t, "HEAD", "/feed.xml")
	if head.StatusCode != http.StatusOK || nothing != "" || head.Header.Get("ETag") != tag || head.ContentLength != int64(len(body)) {
		t.Errorf("HEAD: status %d with %d bytes, %v", head.StatusCode, len(nothing), head.Header)
	}
	for range 2 { // from masthead, and again where it is kept
		packed, bytes := p.ask(t, "GET", "/feed.xml", "Accept-Encoding", "gzip")
		if packed.Header.Get("Content-Encoding") != "gzip" || packed.Header.Get("ETag") == tag || unzipped(t, bytes) != body {
			t.Errorf("compressed it is another: %v", packed.Header)
		}
		if plain, again := p.ask(t, "GET", "/feed.xml"); plain.Header.Get("Content-Encoding") != "" || again != body {
			t.Errorf("after somebody has had it compressed, others get %v", plain.Header)
		}
	}
	if response, _ := p.ask(t, "GET", "/nothing.xml"); response.StatusCode != http.StatusNotFound {
		t.Errorf("what is not there has status %d", response.StatusCode)
	}
}

func unzipped(t *testing.T, packed string) string {
	t.Helper()
	z, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	whole, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(whole)
}

// behindNginx starts nginx with the example, in which places are replaced.
func behindNginx(t *testing.T, places ...string) *proxied {
	t.Helper()
	nginx := programOf(t, "nginx")
	return startProxied(t, func(dir, in, out string) []string {
		text := adapted(t, "nginx.conf", append(places, "/run/masthead.sock", in, "/var/cache/nginx/masthead", filepath.Join(dir, "cache"), "listen 80;", "listen unix:"+out+";")...)
		return nginxCommand(t, nginx, dir, text)
	})
}

// nginxCommand gives the command by which nginx serves as the text says, with what the system's nginx.conf has around it, in one
// process and without the system's folders.
func nginxCommand(t *testing.T, nginx, dir, text string) []string {
	t.Helper()
	around := "daemon off; master_process off; pid nginx.pid; events {}\nhttp { access_log off;\n"
	for _, module := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		around += module + "_temp_path temp;\n"
	}
	write(t, filepath.Join(dir, "nginx.conf"), around+text+"}\n")
	return []string{nginx, "-p", dir, "-c", "nginx.conf", "-e", "stderr"}
}

func TestBehindNginx(t *testing.T) {
	t.Parallel()
	p := behindNginx(t)
	if response, _ := p.ask(t, "GET", "/feed.xml"); response.Header.Get("X-Cache-Status") != "MISS" {
		t.Errorf("the first answer is a %s", response.Header.Get("X-Cache-Status"))
	}
	p.until(t, "hit", is("HIT"))
	p.check(t)
	write(t, filepath.Join(p.dir, "posts", "new.md"), "---\ntitle: Brand new\ndate: 2026-02-01\n---\nText.\n")
	p.waitFor(t, "changed=true")
	p.until(t, "new story", func(_, body string) bool { return strings.Contains(body, "Brand new") })
	p.end(t)
	p.until(t, "stale feed", func(cache, body string) bool { return cache == "STALE" && strings.Contains(body, "Brand new") })
}

func TestBehindNginxThatRevalidates(t *testing.T) {
	t.Parallel()
	p := behindNginx(t, "proxy_cache_revalidate off;", "proxy_cache_revalidate on;")
	p.until(t, "hit", is("HIT"))
	p.until(t, "revalidation", is("REVALIDATED"))
	p.check(t)
	write(t, filepath.Join(p.dir, "posts", "new.md"), "---\ntitle: Brand new\ndate: 2026-02-01\n---\nText.\n")
	p.waitFor(t, "changed=true")
	p.until(t, "new story", func(_, body string) bool { return strings.Contains(body, "Brand new") })
}

// What nginx hands on may be kept until the expiry, and not as long again as it lay with nginx.
func TestNginxLetsNobodyKeepWhatExpires(t *testing.T) {
	t.Parallel()
	p := behindNginx(t)
	expiry := time.Now().Add(2 * time.Minute).Truncate(time.Second)
	write(t, filepath.Join(p.dir, "posts", "brief.md"), "---\ntitle: Brief\ndate: 2026-02-01\nexpires: "+expiry.Format(time.RFC3339)+"\n---\nText.\n")
	p.waitFor(t, "changed=true")
	p.until(t, "story", func(_, body string) bool { return strings.Contains(body, "Brief") })
	for range 2 { // it is fetched, and fetched again
		p.until(t, "new fetch", is("EXPIRED"))
		asked := time.Now()
		response, _ := p.ask(t, "GET", "/feed.xml")
		var seconds int
		if _, err := fmt.Sscanf(response.Header.Get("Cache-Control"), "public, max-age=%d", &seconds); err != nil {
			t.Fatal(err)
		}
		kept := asked.Add(time.Duration(seconds) * time.Second)
		if late := kept.Sub(expiry); late > 3*time.Second { // nginx's second, and what asking takes
			t.Errorf("%s: it may be kept %v beyond its expiry", response.Header.Get("Cache-Control"), late)
		}
	}
}

func TestBehindCaddy(t *testing.T) {
	t.Parallel()
	caddy := programOf(t, "caddy")
	p := startProxied(t, func(dir, in, out string) []string {
		text := adapted(t, "Caddyfile", "/run/masthead.sock", in, "example.org {", "http://example.org {\n\tbind unix/"+out)
		write(t, filepath.Join(dir, "Caddyfile"), "{\n\tadmin off\n\tauto_https off\n}\n"+text)
		return []string{caddy, "run", "--config", filepath.Join(dir, "Caddyfile"), "--adapter", "caddyfile"}
	})
	p.check(t)
	p.end(t)
}

func TestTheUnitsAreWhatSystemdUnderstands(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("there is no systemd here")
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "masthead.service"), adapted(t, "masthead.service", "/usr/local/bin/masthead", exe))
	write(t, filepath.Join(dir, "masthead.socket"), adapted(t, "masthead.socket"))
	said, err := exec.CommandContext(t.Context(), analyze, "verify", filepath.Join(dir, "masthead.service"), filepath.Join(dir, "masthead.socket")).CombinedOutput()
	if err != nil || len(said) > 0 {
		t.Errorf("%v:\n%s", err, said)
	}
}
