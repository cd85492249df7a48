package main

import (
	"bufio"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// partnership makes a project with a public feed that has room for one article, and a private one that has for all: of "Only for
// partners" no more than the private feed has anything.
func partnership(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	write(t, filepath.Join(dir, configName), `
site: {title: T, url: https://example.org/}
sources: [{dir: content}]
feeds:
  - {name: all, limit: 1, formats: {rss: feed.xml, json: feed.json}}
  - {name: bureau, title: Special edition, private: true, formats: {rss: bureau/feed.xml, json: bureau/feed.json}}
`)
	write(t, filepath.Join(dir, "content", "new.md"), "---\ntitle: News\ndate: 2026-01-02\n---\nText.\n")
	write(t, filepath.Join(dir, "content", "exclusive.md"), "---\ntitle: Only for partners\ndate: 2026-01-01\n---\nExclusive text.\n")
	return dir
}

// wantNothingPrivate looks for a trace of the private feed in every file of an output folder.
func wantNothingPrivate(t *testing.T, dir string) {
	t.Helper()
	files := tree(t, filepath.Join(dir, "public"))
	if len(files) < 4 {
		t.Fatalf("only %d files", len(files))
	}
	for name, text := range files {
		for _, word := range []string{"bureau", "Special edition", "Only for partners", "xclusive"} {
			if strings.Contains(name+text, word) {
				t.Errorf("%s has %q:\n%s", name, word, text)
			}
		}
	}
}

// buildPrivate builds the private feeds as a server does, with the state of the project, and serves them from memory.
func buildPrivate(t *testing.T, dir string) *serve.Store {
	t.Helper()
	p := projectOf(t, dir)
	o, err := p.options()
	if err != nil {
		t.Fatal(err)
	}
	if o.State, err = p.openState(t.Context(), &ui{out: t.Output(), err: t.Output()}, false); err != nil {
		t.Fatal(err)
	}
	defer o.State.Close()
	store := &serve.Store{}
	if _, err := build.Run(t.Context(), p.privateOptions(o), p.now, store); err != nil {
		t.Fatal(err)
	}
	return store
}

func projectOf(t *testing.T, dir string) *project {
	t.Helper()
	p, err := (&projectFlags{Dir: dir, Workers: 1}).load()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestNothingPrivateIsInWhatBuildWrites(t *testing.T) {
	dir := partnership(t)
	for range 2 {
		masthead(t, "build", dir, "-q")
		wantNothingPrivate(t, dir)
		store := buildPrivate(t, dir)
		if text, err := store.Read("bureau/feed.json"); err != nil || !strings.Contains(string(text), "Only for partners") || strings.Contains(string(text), "license.xml") {
			t.Errorf("%v\n%s", err, text)
		}
		write(t, filepath.Join(dir, "content", "new.md"), "---\ntitle: Later news\ndate: 2026-01-03\n---\nText.\n")
	}
	masthead(t, "build", dir, "-q")
	wantNothingPrivate(t, dir)

	statement := masthead(t, "rights", dir, "--from", "2026-01-01", "--csv")
	for _, want := range []string{"/exclusive/,exclusive.md,,bureau,full,", "/new/,new.md,,bureau,full,", "/new/,new.md,,all,full,"} {
		if !strings.Contains(statement, want) {
			t.Errorf("the statement does not have %q:\n%s", want, statement)
		}
	}
	if strings.Count(statement, "\n") != 4 || strings.Count(statement, ",\n") != 3 { // all are still out, and were all the time
		t.Errorf("the statement is\n%s", statement)
	}
}

func TestNothingPrivateIsInWhatRunWrites(t *testing.T) {
	dir := partnership(t)
	c := program(t.Context(), "run", dir)
	errs, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	m := &running{Cmd: c, log: bufio.NewReader(errs)}
	m.waitFor(t, "built")
	write(t, filepath.Join(dir, "content", "new.md"), "---\ntitle: Later news\ndate: 2026-01-03\n---\nText.\n")
	m.waitFor(t, "changed=true")
	if err := c.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	wantNothingPrivate(t, dir)
	if text, err := os.ReadFile(filepath.Join(dir, "public", "feed.xml")); err != nil || !strings.Contains(string(text), "Later news") {
		t.Errorf("%v\n%s", err, text)
	}
}

func TestAProjectWithoutPrivateFeedsHasNoBuildOfThem(t *testing.T) {
	p := &project{}
	if got := p.privateOptions(&build.Options{Feeds: []build.Feed{{Name: "all"}}}); got != nil {
		t.Errorf("%+v", got)
	}
}

// What token add prints is what the server lets in, until it is revoked.
func TestATokenThatWasAddedLetsItsSubscriberIn(t *testing.T) {
	dir := partnership(t)
	subscriber := func(address string) (name string) {
		t.Helper()
		list, err := projectOf(t, dir).tokens()
		if err != nil {
			t.Fatal(err)
		}
		var known serve.Tokens
		known.Set(list)
		name, _ = known.Subscriber("bureau", httptest.NewRequest("GET", address, nil))
		return name
	}
	var printed newTokenJSON
	if err := json.Unmarshal([]byte(masthead(t, "token", "add", "bureau", "The Daily", dir, "--json")), &printed); err != nil {
		t.Fatal(err)
	}
	masthead(t, "token", "add", "bureau", "Weekly", dir, "-q")
	if len(printed.Addresses) != 2 {
		t.Errorf("%+v", printed)
	}
	for _, a := range printed.Addresses {
		if got := subscriber(a.URL); got != "The Daily" {
			t.Errorf("%s is for %q", a.URL, got)
		}
	}
	masthead(t, "token", "revoke", "bureau", "The Daily", dir)
	if got := subscriber(printed.Addresses[0].URL); got != "" {
		t.Errorf("a token that was taken back is for %q", got)
	}
}
