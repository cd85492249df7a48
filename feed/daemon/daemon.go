// Package daemon is what stays up: it builds at once, then on the schedule, when files change, and at the instants at
// which an article becomes due or expires, and it answers for the feeds over HTTP.
//
// One goroutine owns the builds, so that none overlaps another.
package daemon

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

const (
	// grace is how long a build under way and the answers under way may take to end after a signal.
	grace = 4 * time.Second
	// pulse is the longest wait between two looks at the clock: a machine that was asleep, or whose clock was set, is
	// noticed within it.
	pulse = 30 * time.Second
	// Limits that keep a slow or hostile client from holding a connection (net/http has none of its own).
	headerTimeout = 10 * time.Second
	idleTimeout   = 2 * time.Minute
	maxHeader     = 64 << 10
)

// Options say what to do and when.
type Options struct {
	// Build makes the feeds of the instant now, and says when they next change by themselves; zero for never. It is
	// never called while it runs.
	Build func(ctx context.Context, now time.Time) (next time.Time)
	// Schedule gives the first scheduled instant after another; nil without a schedule.
	Schedule func(after time.Time) time.Time
	// Folders are watched for changes; Ignore are folders below them that are not.
	Folders, Ignore []string
	// Listener and Handler answer over HTTP; both nil for a daemon that only builds.
	Listener net.Listener
	Handler  http.Handler
	Log      *slog.Logger
}

// Run stays up until the context ends, and then ends within five seconds: a build under way is finished, or given up
// when it takes longer. The first build comes before the first answer, so that nobody who asks early is told that there
// are no feeds. The error is the server's or nil.
func Run(ctx context.Context, o Options) error {
	changes := watch(ctx, o.Folders, o.Ignore, o.Log)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	building, giveUp := outlive(ctx, grace)
	defer giveUp()

	c := clock{schedule: o.Schedule}
	o.build(building, &c)
	end := o.serve(ctx, stop)
	for c.wait(ctx, changes) {
		o.build(building, &c)
	}
	end()
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}

// build builds once and sets the clock for the next time.
func (o *Options) build(ctx context.Context, c *clock) {
	start := wall()
	next := o.Build(ctx, start)
	if missed := c.built(start, wall(), next); missed {
		o.Log.Warn("a scheduled build was skipped: the one before it was still running")
	}
}

// serve answers until end is called, which waits for the answers under way. A server that fails stops everything.
func (o *Options) serve(ctx context.Context, stop context.CancelCauseFunc) (end func()) {
	if o.Listener == nil {
		return func() {}
	}
	server := &http.Server{Handler: o.Handler, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout,
		MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug)}
	served := make(chan struct{})
	go func() {
		defer close(served)
		if err := server.Serve(o.Listener); !errors.Is(err, http.ErrServerClosed) {
			stop(fmt.Errorf("serving: %w", err))
		}
	}()
	return func() {
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		if err := server.Shutdown(ending); err != nil {
			_ = server.Close() // somebody holds on to a connection
		}
		<-served
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
	due      time.Time // zero for never
}

// built notes a build from start to end, after which the feeds change by themselves at next. It reports whether a
// scheduled instant went by meanwhile: that build is skipped, not run late on top of the one that has just ended.
func (c *clock) built(start, end, next time.Time) (missed bool) {
	c.due = next
	if c.schedule == nil {
		return false
	}
	missed = !c.schedule(start).IsZero() && !c.schedule(start).After(end)
	if scheduled := c.schedule(end); !scheduled.IsZero() && (c.due.IsZero() || scheduled.Before(c.due)) {
		c.due = scheduled
	}
	return missed
}

// wait ends when a build is due or something changed; it is false when the context ended. However many instants went by
// while the machine slept, one build makes up for them.
func (c *clock) wait(ctx context.Context, changes <-chan struct{}) bool {
	for {
		rest := pulse
		if !c.due.IsZero() {
			rest = min(rest, c.due.Sub(wall()))
		}
		if rest <= 0 {
			return ctx.Err() == nil
		}
		timer := time.NewTimer(rest)
		select {
		case <-ctx.Done():
			timer.Stop()
			return false
		case <-changes:
			timer.Stop()
			return true
		case <-timer.C:
		}
	}
}
