package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/mmcdole/gofeed"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// newsroomInstant is the instant that the example is built at in tests.
const newsroomInstant = "2026-04-01T12:00:00Z"

// entry is what every reader should see of an item, whatever the format.
type entry struct {
	ID, Title, Author string
	Date              int64    // Unix seconds
	authors           []string // all of them
}

// newsroom lists the example as masthead itself understands it, newest first: what readers are held against.
func newsroom(t *testing.T) []entry {
	t.Helper()
	var out bytes.Buffer
	if status := run(t.Context(), []string{"list", "../../examples/newsroom", "--json", "--now", newsroomInstant}, &out, io.Discard); status != 0 {
		t.Fatalf("masthead list: exit status %d", status)
	}
	var want []entry
	for line := range bytes.Lines(out.Bytes()) {
		var a articleJSON
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		if a.Status != "published" {
			continue
		}
		e := entry{ID: a.ID, Title: a.Title, Date: a.Published.Unix(), Author: "The Harbour Ledger"}
		if len(a.Authors) > 0 {
			e.Author = a.Authors[0].Name
		}
		for _, p := range a.Authors {
			e.authors = append(e.authors, p.Name)
		}
		want = append(want, e)
	}
	if len(want) < 8 {
		t.Fatalf("the example has %d published articles, want at least 8", len(want))
	}
	return sorted(want)
}

func sorted(list []entry) []entry {
	slices.SortFunc(list, func(a, b entry) int { return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.ID, b.ID)) })
	return list
}

// site is the example behind its HTTP server, which remembers how it answered.
type site struct {
	*httptest.Server
	mu      sync.Mutex
	answers []string // "path status"
}

func (s *site) answered() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	answers := s.answers
	s.answers = nil
	slices.Sort(answers)
	return answers
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// serveNewsroom builds the example in memory and serves it.
func serveNewsroom(t *testing.T) *site {
	t.Helper()
	flags := projectFlags{Dir: "../../examples/newsroom", Now: newsroomInstant, Workers: 2}
	p, err := flags.load()
	if err != nil {
		t.Fatal(err)
	}
	o, err := p.options()
	if err != nil {
		t.Fatal(err)
	}
	store := &serve.Store{}
	report, err := build.Run(t.Context(), o, p.now, store)
	if err != nil {
		t.Fatal(err)
	}
	server := &serve.Server{Store: store, BasePath: o.BasePath()}
	(&front{server: server, options: o, log: (&ui{err: io.Discard}).log()}).built(report, nil)
	handler := server.Handler()
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorder := &statusWriter{w, http.StatusOK}
		handler.ServeHTTP(recorder, r)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.answers = append(s.answers, fmt.Sprintf("%s %d", r.URL.Path, recorder.status))
	}))
	t.Cleanup(s.Close)
	return s
}

// client finds a real program, and skips the test where there is none; where CI says that it has them all, that is a
// failure.
func client(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is not installed, and CI=true", names[0])
	}
	t.Skipf("%s is not installed", names[0])
	return ""
}

// command runs a program and gives its output.
func command(t *testing.T, stdin io.Reader, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, name, args...)
	var out, errs bytes.Buffer
	c.Stdin, c.Stdout, c.Stderr = stdin, &out, &errs
	if err := c.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", filepath.Base(name), err, out.String(), errs.String())
	}
	return out.String()
}

func get(t *testing.T, address string, header http.Header) (*http.Response, []byte) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for k, v := range header {
		request.Header[k] = v
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, body
}

func compare(t *testing.T, got, want []entry) {
	t.Helper()
	if diff := gocmp.Diff(want, sorted(got), cmpopts.IgnoreUnexported(entry{})); diff != "" {
		t.Errorf("not what masthead list says (-want +got):\n%s", diff)
	}
}

func TestGofeedReadsAllFormats(t *testing.T) {
	want, s := newsroom(t), serveNewsroom(t)
	for _, name := range []string{"feed.xml", "atom.xml", "feed.json"} {
		t.Run(name, func(t *testing.T) {
			response, body := get(t, s.URL+"/"+name, nil)
			f, err := gofeed.NewParser().Parse(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			var entries []entry
			for _, it := range f.Items {
				e := entry{ID: it.GUID, Title: it.Title, Date: it.PublishedParsed.Unix()}
				if len(it.Authors) > 0 {
					e.Author = it.Authors[0].Name
				}
				entries = append(entries, e)
			}
			compare(t, entries, want)

			s.answered()
			get(t, s.URL+"/"+name, http.Header{"If-None-Match": {response.Header.Get("ETag")}, "If-Modified-Since": {response.Header.Get("Last-Modified")}})
			if got := s.answered(); !slices.Equal(got, []string{"/" + name + " 304"}) {
				t.Errorf("second poll: %v, want one 304", got)
			}
		})
	}
}

func TestFeedparserReadsRSSAndAtom(t *testing.T) {
	python := client(t, "/usr/bin/python3")
	if exec.Command(python, "-c", "import feedparser").Run() != nil {
		client(t, "python3-feedparser")
	}
	want, s := newsroom(t), serveNewsroom(t)
	const script = `
import calendar, feedparser, json, sys
url = sys.argv[1]
f = feedparser.parse(url)
assert not f.bozo, f.bozo_exception
again = feedparser.parse(url, etag=f.etag, modified=f.modified)
assert again.status == 304, again.status
print(json.dumps([{"ID": e.id, "Title": e.title, "Author": e.authors[0].name, "Date": calendar.timegm(e.published_parsed)} for e in f.entries]))
`
	for _, name := range []string{"feed.xml", "atom.xml"} {
		t.Run(name, func(t *testing.T) {
			var entries []entry
			if err := json.Unmarshal([]byte(command(t, nil, python, "-c", script, s.URL+"/"+name)), &entries); err != nil {
				t.Fatal(err)
			}
			compare(t, entries, want)
		})
	}
}

func TestSfeedReadsRSSAndAtom(t *testing.T) {
	sfeed := client(t, "sfeed")
	want, s := newsroom(t), serveNewsroom(t)
	for _, name := range []string{"feed.xml", "atom.xml"} {
		t.Run(name, func(t *testing.T) {
			_, body := get(t, s.URL+"/"+name, nil)
			var entries []entry
			for line := range strings.Lines(command(t, bytes.NewReader(body), sfeed, s.URL+"/")) {
				field := strings.Split(line, "\t") // sfeed(5)
				e := entry{ID: field[5], Title: field[1], Author: field[6]}
				if _, err := fmt.Sscan(field[0], &e.Date); err != nil {
					t.Fatalf("%q: %v", line, err)
				}
				entries = append(entries, e)
			}
			compare(t, entries, want)
		})
	}
}

func TestNewsboatReadsRSSAndAtom(t *testing.T) {
	newsboat := client(t, "newsboat")
	python := client(t, "/usr/bin/python3")
	want, s := newsroom(t), serveNewsroom(t)
	const script = `
import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
rows = db.execute("select guid, title, author, pubDate from rss_item where feedurl = ?", (sys.argv[2],))
print(json.dumps([dict(zip(("ID", "Title", "Author", "Date"), r)) for r in rows]))
`
	for _, name := range []string{"feed.xml", "atom.xml"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			url := s.URL + "/" + name
			write(t, filepath.Join(dir, "urls"), url+"\n")
			write(t, filepath.Join(dir, "config"), "auto-reload no\n")
			reload := func() {
				t.Setenv("HOME", dir)
				command(t, nil, newsboat, "-u", filepath.Join(dir, "urls"), "-C", filepath.Join(dir, "config"),
					"-c", filepath.Join(dir, "cache.db"), "-x", "reload")
			}
			s.answered()
			reload()
			if got := s.answered(); !slices.Equal(got, []string{"/" + name + " 200"}) {
				t.Errorf("first poll: %v, want one 200", got)
			}
			var entries []entry
			if err := json.Unmarshal([]byte(command(t, nil, python, "-c", script, filepath.Join(dir, "cache.db"), url)), &entries); err != nil {
				t.Fatal(err)
			}
			for i, e := range entries { // of several dc:creator it keeps the last, of several Atom authors a line of all
				byline := bylineOf(want, e.ID)
				if slices.ContainsFunc(byline, func(name string) bool { return strings.Contains(e.Author, name) }) {
					entries[i].Author = byline[0]
				}
			}
			compare(t, entries, want)
			reload() // it keeps the validators of feeds that it knew before, so that this is its first poll with any
			s.answered()
			reload()
			if got := s.answered(); !slices.Equal(got, []string{"/" + name + " 304"}) {
				t.Errorf("second poll: %v, want one 304", got)
			}
		})
	}
}

// bylineOf gives everybody named by an article.
func bylineOf(list []entry, id string) []string {
	for _, e := range list {
		if e.ID == id {
			return e.authors
		}
	}
	return nil
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Promise 8 of docs/promises.md.
func TestAtomIsValidByTheGrammarOfRFC4287(t *testing.T) {
	jing := client(t, "jing")
	s := serveNewsroom(t)
	_, body := get(t, s.URL+"/atom.xml", nil)
	name := filepath.Join(t.TempDir(), "atom.xml")
	write(t, name, string(body))
	command(t, nil, jing, "-c", "testdata/atom.rnc", name)
	command(t, nil, jing, "-c", "testdata/atom.rnc", filepath.Join(everything(t), "public", "atom.xml")) // with a tombstone
	planet := t.TempDir()
	masthead(t, "build", "../../examples/planet", "-o", planet, "--state", "none", "-q")
	command(t, nil, jing, "-c", "testdata/atom.rnc", filepath.Join(planet, "atom.xml")) // with sources
}

func TestXMLIsWellFormed(t *testing.T) {
	xmllint := client(t, "xmllint")
	s := serveNewsroom(t)
	for _, name := range []string{"feed.xml", "atom.xml", "brief.xml"} {
		_, body := get(t, s.URL+"/"+name, nil)
		command(t, bytes.NewReader(body), xmllint, "--noout", "-")
	}
}

func TestBrowserOpensThePage(t *testing.T) {
	chromium := client(t, "chromium", "chromium-browser")
	want, s := newsroom(t), serveNewsroom(t)
	page := command(t, nil, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
		"--user-data-dir="+browserFolder(t), "--dump-dom", s.URL+"/")
	for _, part := range []string{
		`<link rel="alternate" type="application/rss+xml"`, `<link rel="alternate" type="application/atom+xml"`,
		`<link rel="alternate" type="application/feed+json"`, "https://ledger.example/feed.xml", want[0].Title, want[0].Author,
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the page does not have %q", part)
		}
	}
}
