package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/daemon"
	"github.com/masthead-feeds/masthead/feed/machine"
	"github.com/masthead-feeds/masthead/feed/page"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/feed/serve"
)

type serveCommand struct {
	projectFlags
	buildFlags
	voiceFlags
	Listen string `placeholder:"ADDRESS" help:"Where to listen: host:port, unix:PATH, or systemd for the socket that it passes (default: 127.0.0.1:8080)."`
	Admin  string `placeholder:"HOST:PORT" help:"Address for /healthz, /readyz and /metrics (default: none)."`
}

// Run stays up and serves. The feeds are also written where somebody said where; without a site address they are a
// preview under the server's own, and written nowhere.
func (c *serveCommand) Run(ctx context.Context, u *ui) (err error) {
	u.voiceFlags = c.voiceFlags
	atLeastTwo()
	hangup := hangups()
	p, err := c.loadServed()
	if err != nil {
		return err
	}
	secure, err := p.certificate(u.log())
	if err != nil {
		return err
	}
	listener, err := p.listen()
	if err != nil {
		return err
	}
	defer listener.Close()
	ops, err := p.operations(c.Admin, u)
	if err != nil {
		return err
	}
	defer ops.close()
	own := ownAddress(listener.Addr(), secure != nil)
	isPreview := p.Site.URL == ""
	if isPreview {
		p.preview(own)
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

	f := &front{server: p.server(o), schedule: p.Schedule, options: o, log: u.log(), rest: newRest(giveBack)}
	if p.explicit && !isPreview {
		f.folder = new(p.folder())
		f.restore(*f.folder)
	}
	others := newTeller(ctx, p.notified(o, f.log))
	defer others.close()
	d := f.daemon(p, ops.built(others.built(f.built)))
	d.Listener, d.TLS, d.Handler = listener, secure, f.server.Handler()
	ops.attach(p, &d, o.BasePath())
	d.Built, d.Reload = others.tell, hangup
	d.Reloaded = func() (daemon.Options, bool) {
		next, options := p.reload(c.again(p, f.log), o, f.log)
		if next == nil {
			return daemon.Options{}, false
		}
		p, o = next, options
		f.follow(p, o)
		others.follow(p.notified(o, f.log))
		d := f.daemon(p, ops.built(others.built(f.built)))
		d.Handler, d.Built = f.server.Handler(), others.tell
		ops.attach(p, &d, o.BasePath())
		return d, true
	}
	u.say("serving %s", shownAddress(listener.Addr(), own))
	if isPreview {
		u.note("no site address, so this is a preview under the server's own; to publish, write site.url: in masthead.yaml or pass --url")
	}
	return ops.run(ctx, d, u)
}

// server makes what answers for the feeds.
func (p *project) server(o *build.Options) *serve.Server {
	s := &serve.Server{
		Store:    &serve.Store{Address: o.Site.File, Hubs: o.Site.Hubs, License: o.Site.File(machine.License)},
		BasePath: o.BasePath(), Moved: p.moved(o), Gone: p.Serve.Gone, Lines: daemon.Lines,
	}
	if len(o.Elsewhere) > 0 {
		s.Private, s.PrivateFeed, s.Tokens = &serve.Store{}, o.PrivateAt, &serve.Tokens{}
	}
	return s
}

// moved gives the addresses of the feeds that once were at other paths.
func (p *project) moved(o *build.Options) map[string]string {
	list := map[string]string{}
	for _, m := range p.Serve.Moved {
		list[m.From] = m.To
		if !strings.Contains(m.To, "://") {
			list[m.From] = o.Site.File(m.To)
		}
	}
	return list
}

// front keeps what is served in step with what is published.
type front struct {
	schedule config.Schedule
	server   *serve.Server
	options  *build.Options
	log      *slog.Logger
	feeds    []build.FeedInfo // on the page at /, with the newest items
	newest   []*feed.Item
	folder   *publish.Folder // where they are written as well; nil for nowhere
	times    serve.Times
	rest     rest
}

// daemon has the private feeds built behind the others.
func (f *front) daemon(p *project, after func(*build.Report, error)) daemon.Options {
	var also func(ctx context.Context, at time.Time) (*build.Report, error)
	private := p.privateOptions(f.options)
	if private != nil {
		also = func(ctx context.Context, at time.Time) (*build.Report, error) {
			private.Workers = f.options.Workers
			return f.buildPrivate(ctx, p, private, at)
		}
	}
	d := p.daemon(f.options, f.log, f.target(), after, also)
	if private != nil {
		d.Files = append(d.Files, p.tokensPath())
	}
	d.Build = f.rest.between(d.Build)
	return d
}

// buildPrivate reads who may read the private feeds, and makes these.
func (f *front) buildPrivate(ctx context.Context, p *project, private *build.Options, at time.Time) (*build.Report, error) {
	if tokens, err := p.tokens(); err != nil { // of whoever mends the list nobody is to lose a subscription
		f.log.Error("who may read the private feeds cannot be read, and stays as it was", "error", err)
	} else {
		f.server.Tokens.Set(tokens)
	}
	r, err := build.Run(ctx, private, at, f.server.Private)
	if err != nil {
		f.log.Error("build of the private feeds failed; they stay as they were", "error", err)
		return r, err
	}
	f.server.PrivateBuilt()
	f.log.Info("built private feeds", "documents", len(r.Feeds), "articles", r.Items, "changed", r.Changed())
	if f.times.Expiry.IsZero() || !r.Expiry.IsZero() && r.Expiry.Before(f.times.Expiry) {
		f.times.Expiry = r.Expiry
		f.server.SetTimes(f.times)
	}
	return r, nil
}

// scheduled gives when the schedule has the feeds built next; zero without one.
func (f *front) scheduled() time.Time {
	if f.schedule.IsZero() {
		return time.Time{}
	}
	return f.schedule.Next(time.Now())
}

// follow serves as a configuration has it that was read again: by another server, which goes on where the one before is.
func (f *front) follow(p *project, o *build.Options) {
	next := p.server(o)
	if next.Tokens != nil && f.server.Tokens != nil {
		next.Tokens = f.server.Tokens
	}
	next.Continue(f.server)
	if f.folder != nil {
		f.folder = new(p.folder())
	}
	f.server, f.schedule, f.options = next, p.Schedule, o
	f.spare()
	if f.feeds != nil {
		f.show(f.feeds) // until the next build, which may fail
	}
}

// target is where the feeds are published to.
func (f *front) target() publish.Target {
	if f.folder == nil {
		return f.server.Store
	}
	return publish.Both(*f.folder, f.server.Store)
}

// restore serves what an earlier run published, until there is something newer: the articles may be away.
func (f *front) restore(folder publish.Folder) {
	r, err := build.Restore(folder, f.server.Store)
	if err != nil {
		f.log.Warn("what was published before cannot be served", "error", err)
		return
	}
	if len(r.Feeds) > 0 {
		f.show(r.Feeds)
	}
}

// spare leaves a processor to those who ask, where builds would have them all. The Go runtime sees at once what comes in while
// one is idle, and else every ten milliseconds.
func (f *front) spare() {
	if cores := runtime.GOMAXPROCS(0); f.options.Workers == cores {
		f.options.Workers = max(1, cores-1)
	}
}

// atLeastTwo has the Go runtime behave as if there were two processors where there is one: the system then shares it between a
// build and the answers, within a millisecond or two.
func atLeastTwo() {
	if os.Getenv("GOMAXPROCS") == "" && runtime.GOMAXPROCS(0) == 1 {
		runtime.GOMAXPROCS(2)
	}
}

// built hears of every build. One that failed leaves the page as it was, but for the items that are over.
func (f *front) built(r *build.Report, err error) {
	f.spare() // nobody was answered before the first
	if err == nil {
		f.times = serve.Times{Scheduled: f.scheduled(), Expiry: r.Expiry}
		f.server.SetTimes(f.times)
		f.newest = r.Newest
		f.show(r.Feeds)
	} else if len(r.TakenOut) > 0 {
		f.newest = slices.DeleteFunc(f.newest, func(it *feed.Item) bool { return slices.Contains(r.TakenOut, it.ID) })
		f.show(f.feeds)
	}
}

// show puts the page at / in step with the feeds.
func (f *front) show(feeds []build.FeedInfo) {
	f.feeds = feeds
	site := &f.options.Site
	index := &page.Index{Title: site.Title, Description: site.Description, Language: site.Language, HomeURL: site.URL.String(), Items: f.newest}
	for _, info := range feeds {
		index.Feeds = append(index.Feeds, page.IndexFeed{Name: info.Feed, Title: info.Title, Type: info.Type, Path: info.Path, URL: site.File(info.Path), Page: info.Page, Family: info.Family, IsArchive: info.IsArchive})
	}
	if len(f.newest) > 0 {
		index.Copyright = feed.Notice(site.Rights, f.newest[0].Published.Year())
	}
	if err := f.server.SetIndex(index); err != nil {
		f.log.Error("the page at / could not be made", "error", err)
	}
}
