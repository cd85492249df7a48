package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/daemon"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/feed/serve"
)

type serveCommand struct {
	projectFlags
	buildFlags
	voiceFlags
	Listen string `placeholder:"HOST:PORT" help:"Address to listen on (default: 127.0.0.1:8080)."`
}

// Run stays up and serves. The feeds are also written where somebody said where; without a site address they are a
// preview under the server's own, and written nowhere.
func (c *serveCommand) Run(ctx context.Context, u *ui) error {
	u.voiceFlags = c.voiceFlags
	p, err := c.load()
	if err != nil {
		return err
	}
	if c.Listen != "" {
		if err := config.CheckListen(c.Listen); err != nil {
			return usageError{fmt.Errorf("--listen: %w", err)}
		}
		p.Serve.Listen = c.Listen
	}
	listener, err := net.Listen("tcp", p.Serve.Listen)
	if err != nil {
		return fmt.Errorf("listening: %w; say --listen 127.0.0.1:0 for a port that is free", err)
	}
	defer listener.Close()
	own := localURL(listener.Addr())
	isPreview := p.Site.URL == ""
	if isPreview {
		p.preview(own)
	}
	o, err := p.options()
	if err != nil {
		return err
	}
	o.Strict, o.AllowShrink = c.Strict, c.AllowShrink

	store := &serve.Store{}
	var target publish.Target = store
	if p.explicit && !isPreview {
		target = publish.Both(publish.Folder{Dir: p.output}, store)
	}
	server := &serve.Server{Store: store, BasePath: o.BasePath()}
	log := u.log()
	d := p.daemon(o, log, target, func(r *build.Report) { show(server, o, r, log) })
	d.Listener, d.Handler = listener, server.Handler()
	u.say("serving http://%s/", own)
	if isPreview {
		u.note("no site address, so this is a preview under the server's own; to publish, write site.url: in masthead.yaml or pass --url")
	}
	return daemon.Run(ctx, d)
}

// localURL gives the host and port under which this machine reaches the listener.
func localURL(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if err != nil {
		return a.String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// show puts the page at / in step with the feeds.
func show(server *serve.Server, o *build.Options, r *build.Report, log *slog.Logger) {
	page := serve.Page{Title: o.Site.Title, Description: o.Site.Description, Language: o.Site.Language, Items: r.Newest}
	for _, f := range r.Feeds {
		page.Feeds = append(page.Feeds, serve.PageFeed{Title: f.Title, Type: f.Type, Path: f.Path, URL: o.Site.File(f.Path)})
	}
	if len(r.Newest) > 0 {
		page.Copyright = feed.Notice(o.Site.Rights, r.Newest[0].Published.Year())
	}
	if err := server.SetPage(page); err != nil {
		log.Error("the page at / could not be made", "error", err)
	}
}
