package daemon_test

import (
	"context"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/masthead-feeds/masthead/feed/daemon"
)

// Whoever is told of a build finds what it made: also the handler of other options answers by then.
func TestABuildIsToldOfWhenItIsAnsweredWith(t *testing.T) {
	nothing := func(context.Context, time.Time) time.Time { return time.Time{} }
	synctest.Test(t, func(t *testing.T) {
		p, reload := newPipes(), make(chan os.Signal, 1)
		var found []string
		first := daemon.Options{Listener: p, Handler: says("old"), Reload: reload, Built: func() { found = append(found, "") }} // nobody is answered yet
		first.Reloaded = func() (daemon.Options, bool) {
			return daemon.Options{Handler: says("new"), Build: nothing, Built: func() { found = append(found, p.ask(t)) }}, true
		}
		r := start(t, first, nothing)
		pass(time.Minute)
		if len(found) != 1 {
			t.Errorf("told of %d builds", len(found))
		}
		reload <- os.Interrupt
		pass(time.Minute)
		if len(found) != 2 || found[1] != "new" {
			t.Errorf("found %q", found)
		}
		_ = r.stop()
	})
}
