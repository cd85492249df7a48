package main

import (
	"context"
	"log/slog"
	"time"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/daemon"
	"github.com/masthead-feeds/masthead/feed/publish"
)

type runCommand struct {
	projectFlags
	buildFlags
	voiceFlags
}

// Run stays up and writes the feeds.
func (c *runCommand) Run(ctx context.Context, u *ui) error {
	u.voiceFlags = c.voiceFlags
	p, err := c.load()
	if err != nil {
		return err
	}
	o, err := p.options()
	if err != nil {
		return err
	}
	o.Strict, o.AllowShrink = c.Strict, c.AllowShrink
	d := p.daemon(o, u.log(), publish.Folder{Dir: p.output}, nil)
	return daemon.Run(ctx, d)
}

// daemon gives what run and serve have in common: build to target whenever it is time to. after hears of every build
// that went well.
func (p *project) daemon(o *build.Options, log *slog.Logger, target publish.Target, after func(*build.Report)) daemon.Options {
	d := daemon.Options{Log: log}
	d.Folders, d.Ignore = o.Folders()
	if !p.Schedule.IsZero() {
		d.Schedule = p.Schedule.Next
	}
	d.Build = func(ctx context.Context, now time.Time) time.Time {
		if !p.isNow {
			now = p.now
		}
		report, err := build.Run(ctx, o, now, target)
		logBuild(log, report, err)
		if err == nil && after != nil {
			after(report)
		}
		if !p.isNow {
			return time.Time{} // the instant stands still
		}
		return report.Next
	}
	return d
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
