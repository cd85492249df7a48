package main

import (
	"context"
	"log/slog"
	"reflect"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/notify"
)

// notified gives who is told of the project's changes. Nobody is of what a future instant makes: the paths of its feeds
// may tell of what is embargoed.
func (p *project) notified(o *build.Options, log *slog.Logger) notify.Options {
	if !p.isNow && p.now.After(time.Now()) {
		return notify.Options{Log: log}
	}
	return notify.Options{Site: o.Site.URL.String(), Hubs: o.Site.Hubs, Command: p.OnChange.Command, Dir: p.base, Webhook: p.OnChange.Webhook, Log: log}
}

// tellNobody is for a site whose address is of this machine alone. Its feeds name no hub, either: their readers would wait
// for one that never hears of a change.
func (p *project) tellNobody() {
	p.Hubs, p.OnChange = nil, config.OnChange{}
}

// tell tells others what a single build changed. Whoever cannot be told is named, to those who want errors only, too, and the
// build is none the worse.
func (u *ui) tell(ctx context.Context, o notify.Options, news build.News) {
	for _, err := range notify.Once(ctx, o, notify.News(news)) {
		u.warn(err)
	}
}

// teller has others told, in the background, of what the builds of a process that stays up change.
type teller struct {
	ctx      context.Context
	options  notify.Options
	notifier *notify.Notifier // nil when nobody is to be told
	news     []build.News     // that is still to be told
}

// newTeller begins. Close it.
func newTeller(ctx context.Context, o notify.Options) *teller {
	t := &teller{ctx: ctx}
	t.follow(o)
	return t
}

// follow tells whom a configuration names that was read again. Those it had to tell before are told first, so that no two
// commands run at once.
func (t *teller) follow(o notify.Options) {
	if reflect.DeepEqual(t.options, o) {
		return
	}
	t.close()
	t.options = o
	if !o.IsZero() {
		t.notifier = notify.Start(t.ctx, o)
	}
}

// built gives what hears of every build, and has another hear of it first. It tells nothing yet: a hub fetches at once what it
// is told of, and after a reload the server of before answers until the build is done.
func (t *teller) built(before func(*build.Report, error)) func(*build.Report, error) {
	return func(r *build.Report, err error) {
		if before != nil {
			before(r, err)
		}
		t.news = append(t.news, r.News)
	}
}

// tell tells what was built since it last did.
func (t *teller) tell() {
	for _, news := range t.news {
		if t.notifier != nil {
			t.notifier.Tell(notify.News(news))
		}
	}
	t.news = nil
}

// close waits until everybody is told, no longer than the notifier's grace.
func (t *teller) close() {
	if t.notifier != nil {
		t.notifier.Close()
		t.notifier = nil
	}
}
