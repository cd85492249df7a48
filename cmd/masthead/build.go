package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
)

// manifestName is the document beside the feeds that is the program's own.
const manifestName = ".masthead.json"

type buildCommand struct {
	projectFlags
	buildFlags
	voiceFlags
	DryRun bool `help:"Say what would change in each feed (+ new, ~ changed, - removed), and write nothing."`
}

// Run builds once.
func (c *buildCommand) Run(ctx context.Context, u *ui) (err error) {
	u.voiceFlags = c.voiceFlags
	p, err := c.load()
	if err != nil {
		return err
	}
	o, err := p.options()
	if err != nil {
		return err
	}
	if u.Verbose {
		for _, f := range o.Elsewhere {
			u.note("feed %s is private: it is only served", f.Name)
		}
	}
	var news build.News
	defer func() { u.tell(ctx, p.notified(o, nil), news) }() // when the state is free for the next build
	o.Strict, o.AllowShrink, o.DryRun, o.Progress = c.Strict, c.AllowShrink, c.DryRun, u.working
	if o.State, err = p.openState(ctx, u, c.DryRun); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, o.State.Close()) }()
	if !p.Schedule.IsZero() {
		o.Deadline = p.Schedule.Next // whoever schedules us does it by the same line
	}
	report, err := build.Run(ctx, o, p.now, p.folder())
	news = report.News
	u.faults(report)
	if errors.Is(err, build.ErrStrict) && len(report.Problems) == 0 && !u.Verbose {
		return fmt.Errorf("%w; the fault is of an article that is held back: -v names it", err)
	}
	if err != nil {
		return err
	}
	return u.report(p, o, report, c.DryRun)
}

// report prints what a build did.
func (u *ui) report(p *project, o *build.Options, r *build.Report, dryRun bool) error {
	if u.JSON {
		return u.printJSON(newBuildJSON(r))
	}
	for _, c := range r.Changes {
		if dryRun || c.Kind != publish.Same && c.Name != manifestName {
			u.say("%c %s", c.Kind, c.Name)
		}
	}
	done := "wrote"
	switch {
	case dryRun:
		done = "would write"
	case !r.Changed():
		done = "nothing changed:"
	}
	u.say("%s %s with %s in %s%s", done, count(len(r.Feeds), "feed document"), count(r.Items, "article"), p.output, leftOut(r.Status, u.Verbose))
	if total(r.Status) == 0 {
		folders, _ := o.Folders()
		u.note("%s: no articles found, so the feeds are empty; masthead list shows what was found instead", strings.Join(folders, ", "))
	}
	if !r.Expiry.IsZero() {
		u.say("build again by %s: an article expires then", r.Expiry.In(p.Location()).Format(time.RFC3339))
	}
	return nil
}

func total(status map[source.Status]int) (n int) {
	for _, c := range status {
		n += c
	}
	return n
}

// leftOut says how many articles are not published and why. Those that wait for their hour are not even counted, unless
// asked for: a log is no place to learn of them.
func leftOut(status map[source.Status]int, withWaiting bool) string {
	kinds := []source.Status{source.StatusRejected, source.StatusWithdrawn, source.StatusDraft, source.StatusExpired, source.StatusRedirect}
	if withWaiting {
		kinds = append(kinds, source.StatusEmbargoed, source.StatusScheduled)
	}
	var parts []string
	for _, s := range kinds {
		if n := status[s]; n > 0 {
			parts = append(parts, itoa(n)+" "+string(s))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " (left out: " + strings.Join(parts, ", ") + ")"
}

// buildJSON is what build --json prints.
type buildJSON struct {
	Feeds    []feedJSON     `json:"feeds"`
	Items    int            `json:"items"`
	Articles map[string]int `json:"articles"` // by status, short of those that wait for their hour
	Problems []string       `json:"problems"`
	Expiry   *time.Time     `json:"expiry"` // when the next published article expires
}

type feedJSON struct {
	Path   string `json:"path"`
	Change string `json:"change"` // added, changed, removed or same
}

func newBuildJSON(r *build.Report) buildJSON {
	j := buildJSON{Feeds: []feedJSON{}, Items: r.Items, Articles: map[string]int{}, Problems: []string{}}
	for _, c := range r.Changes {
		if c.Name == manifestName || slices.Contains(r.Files, c.Name) || slices.Contains(r.Copies, c.Name) {
			continue
		}
		word := map[publish.Kind]string{publish.Same: "same", publish.Added: "added", publish.Changed: "changed", publish.Removed: "removed"}[c.Kind]
		j.Feeds = append(j.Feeds, feedJSON{c.Name, word})
	}
	for s, n := range r.Status {
		if !s.Waiting() {
			j.Articles[string(s)] = n
		}
	}
	for _, f := range r.Problems {
		j.Problems = append(j.Problems, f.Error())
	}
	if !r.Expiry.IsZero() {
		j.Expiry = &r.Expiry
	}
	return j
}
