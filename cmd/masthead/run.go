package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/daemon"
	"github.com/masthead-feeds/masthead/feed/publish"
)

// retry is how long after a build that failed the next is tried: nothing else may come that has one built.
const retry = 5 * time.Minute

type runCommand struct {
	projectFlags
	buildFlags
	voiceFlags
}

// Run stays up and writes the feeds.
func (c *runCommand) Run(ctx context.Context, u *ui) (err error) {
	u.voiceFlags = c.voiceFlags
	hangup := hangups()
	p, err := c.load()
	if err != nil {
		return err
	}
	o, err := p.options()
	if err != nil {
		return err
	}
	o.Strict, o.AllowShrink = c.Strict, c.AllowShrink
	if o.State, err = p.openState(ctx, u, false); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.State.Close()) }()
	log := u.log()
	others := newTeller(ctx, p.notified(o, log))
	defer others.close()
	rest := newRest(giveBack)
	d := p.daemon(o, log, p.folder(), others.built(nil), nil)
	d.Build, d.Built, d.Reload = rest.between(d.Build), others.tell, hangup
	d.Reloaded = func() (daemon.Options, bool) {
		next, options := p.reload(c.load, o, log)
		if next == nil {
			return daemon.Options{}, false
		}
		p, o = next, options
		others.follow(p.notified(o, log))
		d := p.daemon(o, log, p.folder(), others.built(nil), nil)
		d.Build, d.Built = rest.between(d.Build), others.tell
		return d, true
	}
	return daemon.Run(ctx, d)
}

// daemon gives what run and serve have in common: build to target whenever it is time to. after hears of every build, and also makes
// another behind it; both may be nil.
func (p *project) daemon(o *build.Options, log *slog.Logger, target publish.Target, after func(*build.Report, error), also func(ctx context.Context, at time.Time) (*build.Report, error)) daemon.Options {
	o.Kept = &build.Kept{}
	d := daemon.Options{Log: log, Changed: o.Kept.Changed}
	d.Folders, d.Ignore = o.Folders()
	d.Files = []string{o.Withdrawn}
	if !p.Schedule.IsZero() {
		d.Schedule = p.Schedule.Next
	}
	d.Build = func(ctx context.Context, now time.Time) time.Time {
		at := now
		if !p.isNow {
			at = p.now
		}
		report, err := build.Run(ctx, o, at, target)
		logBuild(log, report, err)
		if after != nil {
			after(report, err)
		}
		var next time.Time
		if p.isNow { // else the instant stands still
			next = report.Next
		}
		if also != nil {
			other, failed := also(ctx, at)
			err = errors.Join(err, failed)
			if other != nil && p.isNow && !other.Next.IsZero() && (next.IsZero() || other.Next.Before(next)) {
				next = other.Next
			}
		}
		return dueAgain(now, next, err)
	}
	return d
}

// dueAgain gives when the next build is due after one at now: when the feeds change by themselves, and soon after a
// failure.
func dueAgain(now, next time.Time, err error) time.Time {
	soon := now.Add(retry)
	if err != nil && (next.IsZero() || soon.Before(next)) {
		return soon
	}
	return next
}

func logBuild(log *slog.Logger, r *build.Report, err error) {
	for _, f := range r.Problems {
		log.Warn(f.Error())
	}
	if err != nil {
		log.Error("build failed; the feeds stay as they were", "error", err)
		return
	}
	log.Info("built", "documents", len(r.Feeds), "articles", r.Items, "changed", r.Changed())
}
