package main

import (
	"log/slog"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// While one build follows another, or takes long, nothing is given back; afterwards it is, once.
func TestMemoryIsGivenBackOnceBuildsRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var given atomic.Int32
		want := func(times int32) {
			t.Helper()
			synctest.Wait()
			if n := given.Load(); n != times {
				t.Errorf("given back %d times, not %d", n, times)
			}
		}
		r := newRest(func() { given.Add(1) })
		time.Sleep(time.Hour)
		want(0)
		for range 5 {
			r.interrupt()
			r.begin()
			time.Sleep(quiet - 1)
		}
		want(0)
		time.Sleep(time.Nanosecond)
		want(1)
		r.interrupt()
		r.begin()
		time.Sleep(quiet / 2)
		r.interrupt()
		time.Sleep(time.Hour) // a long build
		want(1)
		r.begin()
		time.Sleep(time.Hour)
		want(2)
	})
}

// A build after the configuration was read again is one like the others: what those before it have begun does not come during it.
func TestMemoryIsGivenBackOnceAfterReloads(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, configName), "site: {url: https://example.org/}\nsources: [{dir: posts}]\n")
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n")
	p := projectOf(t, dir)
	o, err := p.options()
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		var given atomic.Int32
		f := &front{server: &serve.Server{Store: &serve.Store{}}, options: o, log: slog.New(slog.DiscardHandler), rest: newRest(func() { given.Add(1) })}
		for range 5 {
			d := f.daemon(p, func(*build.Report, error) {
				time.Sleep(2 * quiet) // it takes that long
				if n := given.Load(); n > 0 {
					t.Errorf("given back %d times during a build", n)
				}
			})
			d.Build(t.Context(), time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC))
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if n := given.Load(); n != 1 {
			t.Errorf("given back %d times after five builds", n)
		}
	})
}

// To collect what nobody works beside says nothing of how much collecting costs; a collection that work has called for does.
func TestOnlyWhatWorkCallsForIsSpentOnCollecting(t *testing.T) {
	type link struct{ next *link }
	var kept *link
	for range 1_000_000 {
		kept = &link{kept}
	}
	spent := collecting()
	spent()
	for range 3 {
		giveBack()
		if s := spent(); s != 0 {
			t.Errorf("%.2f of the processor went into giving memory back", s)
		}
	}
	var before, now runtime.MemStats
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	for runtime.ReadMemStats(&before); now.NumGC <= before.NumGC; runtime.ReadMemStats(&now) {
		for range 100_000 {
			kept = &link{kept}
		}
	}
	if spent() == 0 {
		t.Error("nothing went into a collection")
	}
	runtime.KeepAlive(kept)
}
