package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/daemon"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// operations is what serve has for those who run it: the admin address, the access log, and what both are told.
type operations struct {
	listener net.Listener // of the admin address; nil without one
	now      func() time.Time
	*serve.Operations

	// The build that has just ended, until it is told of. Builds are made one at a time by one goroutine.
	report *build.Report
	err    error
}

// operations listens on the admin address, if there is one. The one of the command line counts more than the
// configuration's.
func (p *project) operations(admin string, u *ui) (*operations, error) {
	o := &operations{now: time.Now}
	key := "serve.admin"
	if admin != "" {
		key, p.Serve.Admin = "--admin", admin
	}
	if p.Serve.Admin == "" {
		if p.Serve.PProf {
			u.note("serve.pprof does nothing without an admin address: write serve.admin: 127.0.0.1:9090")
		}
		return o, nil
	}
	if err := config.CheckAdmin(p.Serve.Admin, p.Serve.Listen); err != nil { // which the command line may have changed
		return nil, usageError{fmt.Errorf("%s: %w", key, err)}
	}
	var err error
	if o.listener, err = net.Listen("tcp", p.Serve.Admin); err != nil {
		return nil, fmt.Errorf("%s: %w; write another address, such as 127.0.0.1:9090", key, err)
	}
	return o, nil
}

func (o *operations) close() {
	if o.listener != nil {
		_ = o.listener.Close()
	}
}

// built hears of every build, and has another hear of it.
func (o *operations) built(after func(*build.Report, error)) func(*build.Report, error) {
	return func(r *build.Report, err error) {
		o.report, o.err = r, err
		after(r, err)
	}
}

// attach has what a daemon does counted, if anybody can see the numbers or wants the log. After the configuration was read
// again it goes on counting.
func (o *operations) attach(p *project, d *daemon.Options, basePath string) {
	if o.listener == nil && !p.Serve.AccessLog {
		return
	}
	site := serve.Operated{Schedule: d.Schedule, Period: p.Schedule.Period(), BasePath: basePath}
	if o.Operations != nil {
		o.Follow(site)
	} else {
		options := serve.OperationsOptions{Operated: site, Profiles: p.Serve.PProf, Now: o.now}
		if p.Serve.AccessLog {
			options.AccessLog = d.Log
		}
		o.Operations = serve.NewOperations(options)
	}
	d.Handler = o.Count(d.Handler)
	makeFeeds := d.Build
	d.Build = func(ctx context.Context, at time.Time) time.Time {
		o.report, o.err = nil, errors.New("the build broke down")
		start := o.now()
		defer func() {
			b := serve.Build{Start: start, Duration: o.now().Sub(start), Err: o.err}
			if o.err == nil {
				b.Status = o.report.Status
			}
			o.Built(b)
		}()
		return makeFeeds(ctx, at)
	}
}

// run runs the daemon, and answers on the admin address as long as it does, from before the first build on. Either ends
// the other.
func (o *operations) run(ctx context.Context, d daemon.Options, u *ui) error {
	if o.listener == nil {
		return daemon.Run(ctx, d)
	}
	u.say("operations on %s", ownAddress(o.listener.Addr(), false))
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var (
		admin sync.WaitGroup
		err   error
	)
	admin.Go(func() {
		defer stop()
		if failed := daemon.Serve(ctx, o.listener, o.Handler(), d.Log); failed != nil {
			err = fmt.Errorf("serve.admin: %w", failed)
		}
	})
	served := daemon.Run(ctx, d)
	stop()
	admin.Wait()
	return errors.Join(served, err)
}
