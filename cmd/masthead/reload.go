package main

import (
	"cmp"
	"errors"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/build"
)

// hangups gives the signals that ask to read the configuration again (SIGHUP; Windows has none). Several that come while one
// waits are one.
func hangups() <-chan os.Signal {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGHUP)
	return c
}

// reload loads the project again and makes the options of its builds, which go on as those of o. What takes a restart to
// change stays in it as it is in p. What it gives is nil when the configuration cannot be used, and the log says why.
func (p *project) reload(load func() (*project, error), o *build.Options, log *slog.Logger) (*project, *build.Options) {
	next, err := load()
	if err == nil && p.File() != "" && next.File() != p.File() {
		err = errors.New(p.File() + " is not there any more")
	}
	var options *build.Options
	if err == nil {
		next.stay(p, log)
		options, err = next.options()
	}
	if err != nil {
		for _, fault := range eachFault(err) {
			log.Error(fault.Error())
		}
		log.Error("the configuration cannot be used, and the one before stays")
		return nil, nil
	}
	options.Strict, options.AllowShrink, options.State = o.Strict, o.AllowShrink, o.State
	log.Info("the configuration was read again")
	return next, options
}

// eachFault gives every fault of a configuration for a line of its own.
func eachFault(err error) (list []error) {
	faults, ok := errors.AsType[config.Errors](err)
	if !ok {
		return []error{err}
	}
	for _, fault := range faults {
		list = append(list, fault)
	}
	return list
}

// stay puts back to what it was before what takes a restart to change, and says so.
func (p *project) stay(before *project, log *slog.Logger) {
	warnIf(log, "publish.dir", p.output != before.output || p.explicit != before.explicit)
	p.output, p.explicit = before.output, before.explicit
	if before.standIn { // nothing of it is published, and no state is kept
		warnIf(log, "site.url", p.Site.URL != "")
		p.preview(before.Site.URL)
	}
	now, _, nowErr := p.statePath()
	was, _, wasErr := before.statePath()
	warnIf(log, "state", nowErr == nil && wasErr == nil && now != was)
	p.State, p.state = before.State, before.state
}

// again is loadServed for a server that is up.
func (c *serveCommand) again(before *project, log *slog.Logger) func() (*project, error) {
	return func() (*project, error) {
		p, err := c.loadServed()
		if err == nil {
			p.Serve.Admin = cmp.Or(c.Admin, p.Serve.Admin) // as at the start
			warnIf(log, "serve.listen", p.Serve.Listen != before.Serve.Listen)
			warnIf(log, "serve.tls", p.Serve.TLS != before.Serve.TLS)
			warnIf(log, "serve.admin, access_log or pprof", p.Serve.Operations != before.Serve.Operations)
			p.Serve.Listen, p.Serve.TLS, p.Serve.Operations = before.Serve.Listen, before.Serve.TLS, before.Serve.Operations
		}
		return p, err
	}
}

func warnIf(log *slog.Logger, key string, changed bool) {
	if changed {
		log.Warn(key + " has changed: that takes a restart, and until then it is what it was")
	}
}
