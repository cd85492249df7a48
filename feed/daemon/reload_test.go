package daemon_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/masthead-feeds/masthead/feed/daemon"
)

// says answers with one word.
func says(word string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, word) })
}

// ask gives the answer over a connection of its own.
func (p pipes) ask(t *testing.T) string {
	t.Helper()
	answer, err := http.ReadResponse(bufio.NewReader(p.dial(t, request)), nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// Other options hold from a build on that comes at once; the schedule is theirs, and the old handler answers until it is
// done.
func TestOtherOptionsHoldFromABuildThatComesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, reload := newPipes(), make(chan os.Signal, 1)
		var r *running
		next := daemon.Options{Handler: says("new"), Build: func(_ context.Context, now time.Time) time.Time {
			r.begin(now)
			defer r.end()
			<-time.After(time.Minute)
			return time.Time{}
		}}
		next.Schedule = func(after time.Time) time.Time { return after.Truncate(time.Hour).Add(time.Hour) }
		r = start(t, daemon.Options{Listener: p, Handler: says("old"), Schedule: quarters(t), Reload: reload,
			Reloaded: func() (daemon.Options, bool) { return next, true }}, nil)
		pass(7 * time.Minute)
		reload <- os.Interrupt
		pass(30 * time.Second)
		if got := p.ask(t); got != "old" {
			t.Errorf("while it builds the answer is %q", got)
		}
		pass(time.Minute)
		if got := p.ask(t); got != "new" {
			t.Errorf("after it has built the answer is %q", got)
		}
		pass(time.Hour)
		r.wantBuilds("00:00:00", "00:07:00", "01:00:00")
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

func TestWithoutOtherOptionsTheOldOnesStay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, reload := newPipes(), make(chan os.Signal, 1)
		r := start(t, daemon.Options{Listener: p, Handler: says("old"), Schedule: quarters(t), Reload: reload,
			Reloaded: func() (daemon.Options, bool) { return daemon.Options{}, false }}, nil)
		pass(7 * time.Minute)
		reload <- os.Interrupt
		pass(9 * time.Minute)
		if got := p.ask(t); got != "old" {
			t.Errorf("the answer is %q", got)
		}
		r.wantBuilds("00:00:00", "00:15:00")
		_ = r.stop()
	})
}

// A build under way is not disturbed: the options are asked for when it is done.
func TestOtherOptionsWaitForTheBuildUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		reload := make(chan os.Signal, 1)
		building := true
		r := start(t, daemon.Options{Reload: reload, Reloaded: func() (daemon.Options, bool) {
			if building {
				t.Error("asked for during a build")
			}
			return daemon.Options{}, false
		}}, func(context.Context, time.Time) time.Time {
			<-time.After(time.Minute)
			building = false
			return time.Time{}
		})
		reload <- os.Interrupt
		pass(2 * time.Minute)
		_ = r.stop()
	})
}

// The folders that are watched are those of the new options, and those alone.
func TestOtherFoldersAreWatched(t *testing.T) {
	before, after := t.TempDir(), t.TempDir()
	reload, built, changed := make(chan os.Signal, 1), make(chan string), make(chan string, 10)
	options := func(dir string) daemon.Options {
		return daemon.Options{Folders: []string{dir}, Changed: func(name string) { changed <- filepath.Base(name) },
			Build: func(context.Context, time.Time) time.Time { built <- filepath.Base(dir); return time.Time{} }}
	}
	o := options(before)
	o.Log, o.Reload = slog.New(slog.DiscardHandler), reload
	o.Reloaded = func() (daemon.Options, bool) { return options(after), true }
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- daemon.Run(ctx, o) }()
	want := func(dir string) {
		t.Helper()
		if got := <-built; got != filepath.Base(dir) {
			t.Errorf("built of %s", got)
		}
	}
	want(before)
	write(t, filepath.Join(before, "one.md"), "x")
	want(before)
	reload <- os.Interrupt
	want(after)
	write(t, filepath.Join(before, "two.md"), "x")
	write(t, filepath.Join(after, "three.md"), "x")
	want(after)
	cancel()
	<-done
	close(changed)
	for name := range changed {
		if name == "two.md" {
			t.Error("the folder of before is still watched")
		}
	}
}

// Readers notice nothing of other options but what they are told.
func TestNobodyIsTurnedAwayWhileOptionsChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, reload, changes := newPipes(), make(chan os.Signal, 1), 0
		build := func(context.Context, time.Time) time.Time { <-time.After(time.Second); return time.Time{} }
		r := start(t, daemon.Options{Listener: p, Handler: says("0"), Reload: reload, Reloaded: func() (daemon.Options, bool) {
			changes++
			return daemon.Options{Handler: says(fmt.Sprint(changes)), Build: build}, true
		}}, build)
		client := p.client(func(p *http.Protocols) { p.SetHTTP1(true); p.SetUnencryptedHTTP2(true) })
		var (
			readers sync.WaitGroup
			mu      sync.Mutex
			heard   = map[string]int{}
		)
		for range 100 {
			readers.Go(func() {
				for range 40 {
					answer, body := getText(t, client, "http://example.org/")
					if answer.StatusCode != http.StatusOK {
						t.Errorf("status %d", answer.StatusCode)
					}
					mu.Lock()
					heard[body]++
					mu.Unlock()
					time.Sleep(250 * time.Millisecond)
				}
			})
		}
		for range 5 {
			pass(1500 * time.Millisecond)
			reload <- os.Interrupt
		}
		readers.Wait()
		if len(heard) != 6 {
			t.Errorf("heard %v", heard)
		}
		client.CloseIdleConnections()
		_ = r.stop()
	})
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
