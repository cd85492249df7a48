package main

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// running is masthead in a process of its own, as a user starts it.
type running struct {
	*exec.Cmd
	address string
	said    *bufio.Reader // what follows the address
	log     *bufio.Reader
}

// start runs masthead serve on a free port and waits until it serves.
func start(t *testing.T, args ...string) *running {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // a guard, not a measure
	t.Cleanup(cancel)
	c := exec.CommandContext(ctx, exe, append([]string{"serve", "--listen", "127.0.0.1:0"}, args...)...)
	c.Env = append(os.Environ(), "MASTHEAD_TEST_MAIN=1")
	return started(t, c)
}

// started starts a masthead, and waits until it serves.
func started(t *testing.T, c *exec.Cmd) *running {
	t.Helper()
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	errs, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() })
	said := bufio.NewReader(out)
	line, err := said.ReadString('\n')
	if err != nil {
		t.Fatalf("nothing said: %v", err)
	}
	return &running{c, strings.TrimSuffix(strings.TrimSpace(strings.TrimPrefix(line, "serving ")), "/"), said, bufio.NewReader(errs)}
}

// waitFor reads the log up to a line that has the text.
func (r *running) waitFor(t *testing.T, text string) {
	t.Helper()
	for {
		line, err := r.log.ReadString('\n')
		if strings.Contains(line, text) {
			return
		}
		if err != nil {
			t.Fatalf("the log ended without %q: %v", text, err)
		}
	}
}

func TestServeFollowsTheFilesAndEndsWhenTold(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n")
	m := start(t, dir)
	m.waitFor(t, "built")

	response, body := get(t, m.address+"/feed.xml", nil)
	if response.StatusCode != http.StatusOK || !strings.Contains(string(body), m.address+"/one/") {
		t.Fatalf("status %d, and the preview is not under the server's own address:\n%s", response.StatusCode, body)
	}
	etag := response.Header.Get("ETag")

	write(t, filepath.Join(dir, "two.md"), "---\ntitle: Two\ndate: 2026-01-02\n---\nMore.\n")
	m.waitFor(t, "changed=true")
	response, body = get(t, m.address+"/feed.xml", http.Header{"If-None-Match": {etag}})
	if response.StatusCode != http.StatusOK || !strings.Contains(string(body), "<title>Two</title>") {
		t.Errorf("status %d: the new article is not in the feed", response.StatusCode)
	}
	response, _ = get(t, m.address+"/", nil)
	if got := response.Header.Get("Content-Type"); got != "text/html; charset=utf-8" {
		t.Errorf("the page is %s", got)
	}

	if err := m.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, m.log)
	if err := m.Wait(); err != nil {
		t.Errorf("masthead ended with %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("a preview left something behind: %v", entries)
	}
}

func TestServeWritesTheFeedsWhereItIsTold(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n")
	m := start(t, filepath.Join(dir, "posts"), "--url", "https://example.org", "-o", filepath.Join(dir, "public"))
	m.waitFor(t, "built")
	_, served := get(t, m.address+"/feed.xml", nil)
	written, err := os.ReadFile(filepath.Join(dir, "public", "feed.xml"))
	if err != nil || string(written) != string(served) {
		t.Errorf("what is served is not what is written: %v", err)
	}
}

// The articles are away when it starts again. What an earlier run wrote is served until they are back, and what has
// expired of it is not.
func TestServeBeginsWithWhatAnEarlierRunWrote(t *testing.T) {
	dir := t.TempDir()
	posts, out := filepath.Join(dir, "posts"), filepath.Join(dir, "public")
	write(t, filepath.Join(dir, "masthead.yaml"), "site: {url: https://example.org}\nsources: [{dir: posts}]\n")
	write(t, filepath.Join(posts, "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n")
	write(t, filepath.Join(posts, "two.md"), "---\ntitle: Two\ndate: 2026-01-02\nexpires: 2026-02-01\n---\nText.\n")
	masthead(t, "build", dir, "-o", out, "--now", "2026-01-31", "-q")
	if err := os.Rename(posts, filepath.Join(dir, "away")); err != nil {
		t.Fatal(err)
	}
	m := start(t, dir, "-o", out)
	m.waitFor(t, "1 expired item was taken out")
	for path, want := range map[string]string{"/feed.xml": "application/rss+xml; charset=utf-8", "/feed.json": "application/feed+json; charset=utf-8"} {
		response, body := get(t, m.address+path, nil)
		if got := response.Header.Get("Content-Type"); response.StatusCode != http.StatusOK || got != want {
			t.Errorf("%s: status %d, %s", path, response.StatusCode, got)
		}
		if !strings.Contains(string(body), "One") || strings.Contains(string(body), "Two") {
			t.Errorf("%s is\n%s", path, body)
		}
	}
	if response, body := get(t, m.address+"/", nil); response.StatusCode != http.StatusOK || !strings.Contains(string(body), "feed.xml") {
		t.Errorf("the page: status %d\n%s", response.StatusCode, body)
	}
}

// Builds of a process that stays up fail and succeed; the documents and the page follow.
func TestWhatExpiresLeavesTheDaemonsFeedsAndItsPage(t *testing.T) {
	dir := t.TempDir()
	posts := filepath.Join(dir, "posts")
	write(t, filepath.Join(dir, "masthead.yaml"), "site: {url: https://example.org}\nsources: [{dir: posts}]\n")
	write(t, filepath.Join(posts, "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n")
	write(t, filepath.Join(posts, "two.md"), "---\ntitle: Two\ndate: 2026-01-02\nexpires: 2026-02-01\n---\nText.\n")
	p, err := (&projectFlags{Dir: dir, Workers: 1}).load()
	if err != nil {
		t.Fatal(err)
	}
	o, err := p.options()
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	store := &serve.Store{}
	f := &front{server: &serve.Server{Store: store}, options: o, log: log}
	d := p.daemon(o, log, store, f.built, nil)
	page := func(path string) string {
		w := httptest.NewRecorder()
		f.server.Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return w.Body.String()
	}
	expiry := time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)
	if next := d.Build(t.Context(), expiry.AddDate(0, 0, -1)); !next.Equal(expiry) {
		t.Errorf("the next build is at %v", next)
	}
	if err := os.Rename(posts, filepath.Join(dir, "away")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ before, after time.Duration }{{time.Hour, 5 * time.Minute}, {time.Minute, time.Minute}, {0, 5 * time.Minute}} {
		now := expiry.Add(-c.before)
		if next := d.Build(t.Context(), now); !next.Equal(now.Add(c.after)) {
			t.Errorf("%v before the expiry the next build is at %v", c.before, next)
		}
		for _, path := range []string{"/feed.xml", "/atom.xml", "/feed.json", "/"} {
			if text := page(path); !strings.Contains(text, "One") || strings.Contains(text, "Two") != (c.before > 0) {
				t.Errorf("%v before the expiry %s is\n%s", c.before, path, text)
			}
		}
	}
}

// An embargo lifts by the clock, and not at the next cron tick: nothing of the story is there before its instant, and all of it
// within a second after.
func TestAnEmbargoLiftsByTheClock(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n")
	lifts := time.Now().Add(3 * time.Second).Truncate(time.Millisecond)
	write(t, filepath.Join(dir, "two.md"), "---\ntitle: Two\ndate: 2026-01-02\nembargo: "+lifts.Format("2006-01-02T15:04:05.000Z07:00")+"\n---\nSecret.\n")
	m := start(t, dir)
	m.waitFor(t, "built")
	go func() { _, _ = io.Copy(io.Discard, m.log) }()
	for _, path := range []string{"/feed.xml", "/atom.xml", "/feed.json", "/"} {
		seen := false
		for !seen {
			asked := time.Now()
			_, body := get(t, m.address+path, nil)
			answered := time.Now()
			seen = strings.Contains(string(body), "Two")
			if seen && answered.Before(lifts) {
				t.Fatalf("%s: the story is there %v before its embargo lifts", path, lifts.Sub(answered))
			}
			if !seen && asked.After(lifts.Add(time.Second)) {
				t.Fatalf("%s: a second after its embargo the story is not there", path)
			}
		}
	}
}

// A story is taken back while the program that publishes it goes on: nobody has to restart it.
func TestAStoryIsTakenBackFromARunningServer(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "masthead.yaml"), "site: {url: https://example.org}\nsources: [{dir: posts}]\n")
	for _, name := range []string{"one", "two", "three"} {
		write(t, filepath.Join(dir, "posts", name+".md"), "---\ntitle: Story "+name+"\ndate: 2026-01-01\n---\nText.\n")
	}
	m := start(t, dir, "-o", filepath.Join(dir, "public"))
	m.waitFor(t, "built")
	masthead(t, "withdraw", "https://example.org/two/", dir, "-o", filepath.Join(dir, "public"))
	m.waitFor(t, "changed=true")
	for path, word := range map[string]string{"/feed.xml": "Withdrawn", "/atom.xml": "deleted-entry", "/feed.json": "Withdrawn"} {
		_, body := get(t, m.address+path, nil)
		if text := string(body); strings.Contains(text, "Story two") || !strings.Contains(text, "Story one") || !strings.Contains(text, word) {
			t.Errorf("%s is\n%s", path, text)
		}
	}
}

// Who may read a private family is told of a member that does not exist, and nobody else can find out which there are.
func TestAPrivateFamilySaysToItsSubscribersAloneWhatItDoesNotHave(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "masthead.yaml"), `
site: {url: https://example.org}
sources: [{dir: posts}]
feeds:
  - {name: all, text: title, formats: {rss: feed.xml}}
  - {name: desks, each: section, private: true, formats: {rss: "desks/{section}.xml"}}
`)
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: One\ndate: 2026-01-01\nsection: World\n---\nText.\n")
	said := masthead(t, "token", "add", "desks", "The Daily", dir)
	address, _, _ := strings.Cut(said, "\n")
	_, query, _ := strings.Cut(address, "?")
	m := start(t, dir, "-o", filepath.Join(dir, "public"))
	m.waitFor(t, "built private feeds")
	want := func(path string, status int) {
		t.Helper()
		if response, body := get(t, m.address+path, nil); response.StatusCode != status {
			t.Errorf("%s: %d %s", path, response.StatusCode, body)
		}
	}
	want("/desks/world.xml?"+query, http.StatusOK)
	want("/desks/sport.xml?"+query, http.StatusNotFound)
	want("/desks/world.xml", http.StatusUnauthorized)
	want("/desks/sport.xml", http.StatusUnauthorized)
	write(t, filepath.Join(dir, "posts", "two.md"), "---\ntitle: Two\ndate: 2026-01-02\nsection: Sport\n---\nText.\n")
	m.waitFor(t, "built private feeds")
	want("/desks/sport.xml?"+query, http.StatusOK)
}

// A partner reads with its token what the public does not, from the moment that it is given one until it is taken back, and
// nothing has to be restarted.
func TestAPrivateFeedIsServedToItsSubscribers(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "masthead.yaml"), `
site: {url: https://example.org}
sources: [{dir: posts}]
feeds:
  - {name: all, text: title, formats: {rss: feed.xml}}
  - {name: partner, private: true, formats: {rss: partner/feed.xml}}
`)
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nAll of it.\n")
	m := start(t, dir, "-o", filepath.Join(dir, "public"))
	m.waitFor(t, "built private feeds")
	status := func(query string) int {
		response, body := get(t, m.address+"/partner/feed.xml"+query, nil)
		if strings.Contains(string(body), "All of it.") != (response.StatusCode == http.StatusOK) {
			t.Errorf("%d: %s", response.StatusCode, body)
		}
		return response.StatusCode
	}
	if got := status(""); got != http.StatusUnauthorized {
		t.Errorf("without a token: %d", got)
	}
	said := masthead(t, "token", "add", "partner", "The Daily", dir)
	address, _, _ := strings.Cut(said, "\n")
	_, query, _ := strings.Cut(address, "?")
	m.waitFor(t, "built private feeds")
	if got := status("?" + query); got != http.StatusOK {
		t.Errorf("with a token: %d", got)
	}
	write(t, filepath.Join(dir, "posts", "two.md"), "---\ntitle: Two\ndate: 2026-01-02\n---\nMore.\n")
	m.waitFor(t, "built private feeds")
	if _, body := get(t, m.address+"/partner/feed.xml?"+query, nil); !strings.Contains(string(body), "More.") {
		t.Errorf("the new story is not in it:\n%s", body)
	}
	masthead(t, "token", "revoke", "partner", "The Daily", dir)
	m.waitFor(t, "built private feeds")
	if got := status("?" + query); got != http.StatusUnauthorized {
		t.Errorf("with a token that was taken back: %d", got)
	}
}

// Builds beside answers leave a processor to these; what somebody said of the files that are read at once holds.
func TestBuildsLeaveAProcessorToTheAnswers(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for workers, want := range map[int]int{1: 1, 2: 2, 4: 3, 16: 16} {
		f := &front{options: &build.Options{Workers: workers}}
		for range 2 {
			if f.spare(); f.options.Workers != want {
				t.Errorf("of 4 processors and %d workers %d are left, want %d", workers, f.options.Workers, want)
			}
		}
	}
	t.Setenv("GOMAXPROCS", "")
	for processors, want := range map[int]int{1: 2, 2: 2, 4: 4} {
		runtime.GOMAXPROCS(processors)
		if atLeastTwo(); runtime.GOMAXPROCS(0) != want {
			t.Errorf("of %d processors there are %d, want %d", processors, runtime.GOMAXPROCS(0), want)
		}
	}
	t.Setenv("GOMAXPROCS", "1")
	runtime.GOMAXPROCS(1)
	if atLeastTwo(); runtime.GOMAXPROCS(0) != 1 {
		t.Error("somebody said one, and there are more")
	}
}
