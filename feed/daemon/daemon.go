// Package daemon is what stays up: it builds at once, then on the schedule, when files change, and at the instants at
// which an article becomes due or expires, and it answers for the feeds over HTTP.
//
// One goroutine owns the builds, so that none overlaps another.
package daemon

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"sync"
	"time"
)

const (
	// grace is how long a build under way and the answers under way may take to end after a signal.
	grace = 4 * time.Second
	// pulse is the longest wait between two looks at the clock: a machine that was asleep, or whose clock was set, is
	// noticed within it.
	pulse = 30 * time.Second
	// retry is how long after a build that broke down the next is tried: what it was to do at an instant is still to do.
	retry = time.Minute
)

// Options say what to do and when.
type Options struct {
	// Build makes the feeds of the instant now, and says when they next change by themselves; zero for never. It is
	// never called while it runs.
	Build func(ctx context.Context, now time.Time) (next time.Time)
	// Built is called after each, once what it made is answered with; nil for nobody.
	Built func()
	// Schedule gives the first scheduled instant after another; nil without a schedule.
	Schedule func(after time.Time) time.Time
	// Folders are watched for changes; Ignore are folders below them that are not.
	Folders, Ignore []string
	// Files are watched, too, whether or not they are there.
	Files []string
	// Changed is told of each file that changed, before Build is called for it; of an empty name when it is not known which
	// did. It is called while Build runs, too. It may be nil.
	Changed func(name string)
	// Listener and Handler answer over HTTP; both nil for a daemon that only builds.
	Listener net.Listener
	Handler  http.Handler
	TLS      *tls.Config // nil to answer in the clear
	Log      *slog.Logger
	// Reload asks for other options, and Reloaded gives them, between two builds. They hold from the next build on, which comes
	// at once; Handler answers when it is done, so that nobody is told meanwhile that there are no feeds. ok is false when there
	// are none to be had, and the old ones stay. Listener, TLS, Log and Reload always do. Both nil for never.
	Reload   <-chan os.Signal
	Reloaded func() (o Options, ok bool)
}

// Run stays up until the context ends, and then ends within five seconds: a build under way is finished, or given up
// when it takes longer. The first build comes before the first answer, so that nobody who asks early is told that there
// are no feeds. The error is the server's or nil.
func Run(ctx context.Context, o Options) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	changes, unwatch := watch(ctx, &o)
	defer func() { unwatch() }() // the one there is then: who called hears of no change any more
	building, giveUp := outlive(ctx, grace)
	defer giveUp()

	c := clock{schedule: o.Schedule}
	o.build(building, &c)
	answering := &exchangeable{}
	o.exchange(answering)
	if o.Listener != nil && o.TLS == nil {
		o.Listener = sparing{o.Listener}
	}
	served := o.serve(ctx, stop, answering)
	for {
		asked, isUp := c.wait(ctx, changes, o.Reload)
		if !isUp {
			return served()
		}
		if asked {
			if !o.reload() {
				continue
			}
			unwatch() // what changes until the new watch has begun is in the build after it
			changes, unwatch = watch(ctx, &o)
			c.schedule = o.Schedule
		}
		o.build(building, &c)
		o.exchange(answering)
	}
}

// reload exchanges the options, short of what stays. It reports whether there were others.
func (o *Options) reload() bool {
	next, ok := o.Reloaded()
	if !ok {
		return false
	}
	next.Listener, next.TLS, next.Log, next.Reload, next.Reloaded = o.Listener, o.TLS, o.Log, o.Reload, o.Reloaded
	*o = next
	return true
}

// build builds once and sets the clock for the next time.
func (o *Options) build(ctx context.Context, c *clock) {
	start := wall()
	next := o.guardedBuild(ctx, start)
	if missed := c.built(start, wall(), next); missed {
		o.Log.Warn("a scheduled build was skipped: the one before it was still running")
	}
}

// exchange has the handler answer, and says so.
func (o *Options) exchange(answering *exchangeable) {
	answering.exchange(o.Handler)
	if o.Built != nil {
		o.Built()
	}
}

// guardedBuild keeps a build that breaks down from taking the rest with it: the feeds are still served as they were.
func (o *Options) guardedBuild(ctx context.Context, now time.Time) (next time.Time) {
	defer func() {
		if r := recover(); r != nil {
			o.Log.Error("the build broke down, and the feeds stay as they were; please report this", "error", r)
			o.Log.Debug("the build broke down", "stack", string(debug.Stack()))
			next = now.Add(retry)
		}
	}()
	return o.Build(ctx, now)
}

// serve answers until the context ends. The function it gives waits for the answers under way, no longer than the
// grace, and says what went wrong. A server that fails stops everything.
func (o *Options) serve(ctx context.Context, stop context.CancelFunc, handler http.Handler) (served func() error) {
	if o.Listener == nil {
		return func() error { return nil }
	}
	server, listener := o.server(handler), o.Listener
	var (
		failed error
		both   sync.WaitGroup
	)
	both.Go(func() {
		defer stop()
		if err := answer(server, listener); !errors.Is(err, http.ErrServerClosed) {
			failed = fmt.Errorf("serving: %w", err)
		}
	})
	both.Go(func() { // at once, beside a build that is still being finished: together they have one grace
		<-ctx.Done()
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		if server.Shutdown(ending) != nil {
			_ = server.Close() // somebody holds on to a connection
		}
	})
	return func() error {
		both.Wait()
		return failed
	}
}

// wall is the time by the clock on the wall. The monotonic reading is dropped: it stands still while a machine sleeps.
func wall() time.Time { return time.Now().Round(0) }

// outlive gives a context that ends some time after its parent has.
func outlive(parent context.Context, after time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(parent))
	stop := context.AfterFunc(parent, func() {
		timer := time.AfterFunc(after, cancel)
		context.AfterFunc(ctx, func() { timer.Stop() })
	})
	return ctx, func() { stop(); cancel() }
}

// clock knows when the next build is due.
type clock struct {
	schedule func(after time.Time) time.Time
	made     time.Time // the instant that the feeds are made for
	due      time.Time // zero for never
}

// built notes a build from start to end, after which the feeds change by themselves at next. It reports whether a
// scheduled instant went by meanwhile: that build is skipped, not run late on top of the one that has just ended.
func (c *clock) built(start, end, next time.Time) (missed bool) {
	c.made, c.due = start, time.Time{}
	if next.After(start) { // what was due by then is done
		c.due = next
	}
	if c.schedule == nil {
		return false
	}
	if scheduled := c.schedule(end); !scheduled.IsZero() && (c.due.IsZero() || scheduled.Before(c.due)) {
		c.due = scheduled
	}
	first := c.schedule(start)
	return !first.IsZero() && !first.After(end)
}

// rest is how long to wait at the instant now before the clock is looked at again; nothing when a build is due. One is
// due as well when the clock was set back to before the instant that the feeds are made for: they may hold what is not
// published yet, and what is due would be counted from a time that never was.
func (c *clock) rest(now time.Time) time.Duration {
	switch {
	case now.Before(c.made):
		return 0
	case c.due.IsZero():
		return pulse
	}
	return min(pulse, c.due.Sub(now))
}

// wait ends when a build is due, something changed, or other options are asked for; isUp is false when the context ended.
// However many instants went by while the machine slept, one build makes up for them.
func (c *clock) wait(ctx context.Context, changes <-chan struct{}, reload <-chan os.Signal) (asked, isUp bool) {
	for {
		rest := c.rest(wall())
		if rest <= 0 {
			return false, ctx.Err() == nil
		}
		timer := time.NewTimer(rest)
		select {
		case <-ctx.Done():
			timer.Stop()
			return false, false
		case <-changes:
			timer.Stop()
			return false, ctx.Err() == nil
		case <-reload:
			timer.Stop()
			return true, ctx.Err() == nil
		case <-timer.C:
		}
	}
}
