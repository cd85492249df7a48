package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed/daemon"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// An article under embargo cannot be counted: before its hour all that the admin address says is what it says without it.
//
// Promise 1 of docs/promises.md.
func TestTheNumbersKnowNothingOfAnEmbargo(t *testing.T) {
	lifts := time.Date(2026, 2, 1, 10, 0, 0, 0, time.UTC)
	held := map[string]string{
		"two.md":   "---\ntitle: Two\ndate: 2026-01-02\ntags: [a]\nembargo: 2026-02-01T10:00:00Z\n---\nSecret.\n",
		"three.md": "---\ntitle: Three\ndate: 2026-02-01T10:00:00Z\n---\nSecret.\n",
		"four.md":  "---\ntitle: Four\ndraft: true\nembargo: 2026-02-01T10:00:00Z\n---\nSecret.\n",
		"five.md":  "---\ntitle: Five\ndate: 2026-01-02\nexpires: 2026-01-03\nembargo: 2026-02-01T10:00:00Z\n---\nSecret.\n",
	}
	without, with := numbers(t, nil, lifts.Add(-time.Second)), numbers(t, held, lifts.Add(-time.Second))
	if diff := cmp.Diff(without, with); diff != "" {
		t.Errorf("(-without +with articles that wait):\n%s", diff)
	}
	if !strings.Contains(with, `masthead_articles{status="published"} 1`) || !strings.Contains(with, "masthead_requests_total") || !strings.Contains(with, "not ready") {
		t.Errorf("nothing was counted:\n%s", with)
	}
	if after := numbers(t, held, lifts); !strings.Contains(after, `masthead_articles{status="published"} 3`) {
		t.Errorf("after its hour the article is not counted:\n%s", after)
	}
}

// numbers gives what the admin address says of a server that built at an instant and was asked for all there is, aside from
// what is the process's own. The clock on the wall stands still meanwhile.
func numbers(t *testing.T, held map[string]string, at time.Time) (said string) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "masthead.yaml"), "site: {url: https://example.org}\nsources: [{dir: posts}]\nschedule: '@hourly'\nserve: {access_log: true}\n")
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n")
	for name, text := range held {
		write(t, filepath.Join(dir, "posts", name), text)
	}
	p, err := (&projectFlags{Dir: dir, Workers: 1}).load()
	if err != nil {
		t.Fatal(err)
	}
	o, err := p.options()
	if err != nil {
		t.Fatal(err)
	}
	store := &serve.Store{}
	f := &front{server: &serve.Server{Store: store}, options: o, log: slog.New(slog.DiscardHandler)}
	ops := &operations{now: func() time.Time { return at }}
	d := p.daemon(o, f.log, store, ops.built(f.built), nil)
	d.Handler = f.server.Handler()
	ops.attach(p, &d, "")
	admin := func(path string) string {
		w := httptest.NewRecorder()
		ops.Handler().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		return w.Body.String()
	}
	said = admin("/readyz")
	d.Build(t.Context(), at)
	for _, path := range []string{"/", "/feed.xml", "/atom.xml", "/feed.json", "/tags/a/feed.xml", "/two/"} {
		r := httptest.NewRequest("GET", path, nil)
		r.Header.Set("User-Agent", "Feedbin feed-id:1 - 5 subscribers")
		d.Handler.ServeHTTP(httptest.NewRecorder(), r)
	}
	said += admin("/readyz")
	for line := range strings.Lines(admin("/metrics")) {
		if !strings.Contains(line, "process_") && !strings.Contains(line, "go_") {
			said += line
		}
	}
	return said
}

// What breaks down is a failure, and goes on to whoever deals with it.
func TestABuildThatBreaksDownHasFailed(t *testing.T) {
	p, err := (&projectFlags{Dir: t.TempDir(), Workers: 1}).load()
	if err != nil {
		t.Fatal(err)
	}
	p.Serve.AccessLog = true
	ops := &operations{now: time.Now}
	d := daemon.Options{Log: slog.New(slog.DiscardHandler), Handler: http.NotFoundHandler(), Build: func(context.Context, time.Time) time.Time { panic("broken") }}
	ops.attach(p, &d, "")
	func() {
		defer func() {
			if recover() == nil {
				t.Error("nobody hears of it")
			}
		}()
		d.Build(t.Context(), time.Now())
	}()
	w := httptest.NewRecorder()
	ops.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if !strings.Contains(w.Body.String(), `masthead_builds_total{result="failed"} 1`) {
		t.Errorf("no build has failed:\n%s", w.Body)
	}
}

// One process, as its operator sees it from the first second to the last.
func TestTheAdminAddressAnswersAsLongAsTheServer(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "masthead.yaml"), "site: {url: https://example.org}\nsources: [{dir: posts}]\nserve: {access_log: true, pprof: true}\n")
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n")
	m := start(t, dir, "--admin", "127.0.0.1:0")
	line, err := m.said.ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	admin := strings.TrimSuffix(strings.TrimSpace(strings.TrimPrefix(line, "operations on ")), "/")
	m.waitFor(t, "built")
	if response, body := get(t, m.address+"/feed.xml?token=secret", http.Header{"User-Agent": {"Feedbin feed-id:1 - 5 subscribers"}}); response.StatusCode != http.StatusOK {
		t.Errorf("status %d: %s", response.StatusCode, body)
	}
	m.waitFor(t, "path=/feed.xml status=200")
	for path, want := range map[string]string{
		"/healthz": "ok", "/readyz": "ok", "/metrics": `masthead_subscribers{feed="/feed.xml",reader="Feedbin"} 5`, "/debug/pprof/": "goroutine",
	} {
		if response, body := get(t, admin+path, nil); response.StatusCode != http.StatusOK || !strings.Contains(string(body), want) {
			t.Errorf("%s: status %d, want %s in\n%s", path, response.StatusCode, want, body)
		}
		if response, _ := get(t, m.address+path, nil); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s is there for the public: status %d", path, response.StatusCode)
		}
	}
	if err := m.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	rest, _ := io.ReadAll(m.log)
	if strings.Contains(string(rest), "secret") {
		t.Errorf("the log is\n%s", rest)
	}
	if err := m.Wait(); err != nil {
		t.Errorf("masthead ended with %v", err)
	}
}

func TestAnAdminAddressThatIsTakenIsNamedByItsKey(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "masthead.yaml"), "serve: {listen: '127.0.0.1:0', admin: '"+taken.Addr().String()+"'}\n")
	for _, c := range []struct {
		args []string
		want string
		code int
	}{
		{[]string{"serve", dir}, "serve.admin: listen tcp " + taken.Addr().String(), exitFailed},
		{[]string{"serve", dir, "--admin", taken.Addr().String()}, "--admin: listen tcp " + taken.Addr().String(), exitFailed},
		{[]string{"serve", dir, "--admin", "here"}, `--admin: "here" is not a host and a port; write host:port, such as 127.0.0.1:9090`, exitUsage},
	} {
		var errs strings.Builder
		if code := run(t.Context(), c.args, os.Stdout, &errs); code != c.code || !strings.Contains(errs.String(), c.want) {
			t.Errorf("%v: status %d, want %d, and %s in\n%s", c.args, code, c.code, c.want, errs.String())
		}
	}
}
