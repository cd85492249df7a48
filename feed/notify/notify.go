// Package notify tells others which documents changed: WebSub hubs, which tell the subscribers, and whoever the site's owner
// names, such as a cache that has to fetch them anew.
//
// None of them can hold up a build, nor each other: each has a queue and a pace of its own. The command alone comes before
// the hubs, since a hub fetches at once what it is told of, and would fetch the old from a cache that is not emptied yet.
package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"
)

const (
	// grace is how long what is under way, and one last try of what waits, may take when the end has come: as the daemon's.
	grace = 4 * time.Second
	// onceLimit is how long Once may take in all, and onceRetry how long it waits before its second and last try.
	onceLimit = 15 * time.Second
	onceRetry = time.Second
	// onceRequest and onceCommand leave time for that try, and for the hubs behind the command.
	onceRequest = 5 * time.Second
	onceCommand = 8 * time.Second
)

// errEnded is why what is under way is given up.
var errEnded = errors.New("the program ends")

// Options say who is told, and how.
type Options struct {
	Site    string       // address, by which a webhook knows whose documents these are
	Hubs    []string     // addresses of WebSub hubs
	Command []string     // a program and its arguments, which reads the changed addresses, one a line; nil for none
	Dir     string       // folder in which the command runs
	Webhook string       // address that is sent {"site": …, "changed": […]} in JSON; empty for none
	Log     *slog.Logger // where failures are told; not used by Once

	// In tests, these stand in the place of the network and of the command.
	transport http.RoundTripper
	run       func(ctx context.Context, changed []string, limit time.Duration) error
}

// IsZero reports that there is nobody to tell.
func (o *Options) IsZero() bool {
	return len(o.Hubs) == 0 && len(o.Command) == 0 && o.Webhook == ""
}

// command runs the command, if there is one.
func (o *Options) command(ctx context.Context, changed []string, limit time.Duration) error {
	switch {
	case o.run != nil:
		return o.run(ctx, changed, limit)
	case len(o.Command) == 0:
		return nil
	}
	return runCommand(ctx, o, changed, limit)
}

// News is what changed, all of it addresses.
type News struct {
	Changed []string // the documents that did, for the command and the webhook
	Topics  []string // what the hubs are told of
}

// recipients makes all of them but the command, the hubs first.
func (o *Options) recipients(limit time.Duration) (hubs []*recipient, webhook *recipient) {
	c := &client{http.Client{Transport: o.transport, CheckRedirect: stay}, limit}
	for _, hub := range o.Hubs {
		hubs = append(hubs, newRecipient("hub", hub, func(ctx context.Context, topics []string) error {
			return c.ping(ctx, hub, topics[0])
		}))
	}
	if o.Webhook != "" {
		webhook = newRecipient("webhook", hostOf(o.Webhook), func(ctx context.Context, changed []string) error {
			return c.post(ctx, o.Webhook, o.Site, changed)
		})
		webhook.together = true
	}
	return hubs, webhook
}

// Notifier tells in the background. It is safe for concurrent use.
type Notifier struct {
	options Options
	hubs    []*recipient
	webhook *recipient // nil for none
	wake    chan struct{}
	closing chan struct{} // closed when nothing more will come
	giveUp  context.CancelCauseFunc
	running sync.WaitGroup

	mu   sync.Mutex
	news News // that came since it was last looked at
}

// Start begins to tell what Tell is given, and tries again whom it could not tell. It ends within four seconds of the end of
// the context, and Close has to be called.
func Start(ctx context.Context, o Options) *Notifier {
	n := &Notifier{options: o, wake: make(chan struct{}, 1), closing: make(chan struct{})}
	n.hubs, n.webhook = o.recipients(requestLimit)
	var hard context.Context
	hard, n.giveUp = context.WithCancelCause(context.WithoutCancel(ctx))
	context.AfterFunc(ctx, n.endSoon)
	n.running.Go(func() { n.run(hard) })
	for _, r := range n.recipients() {
		n.running.Go(func() { r.run(hard, o.Log) })
	}
	return n
}

func (n *Notifier) recipients() []*recipient {
	if n.webhook == nil {
		return n.hubs
	}
	return append(slices.Clip(n.hubs), n.webhook)
}

// endSoon gives up what is not done within the grace.
func (n *Notifier) endSoon() {
	time.AfterFunc(grace, func() { n.giveUp(errEnded) })
}

// Tell has everybody told, and does not wait for it. News without a document does nothing.
func (n *Notifier) Tell(news News) {
	if len(news.Changed) == 0 {
		return
	}
	if n.webhook != nil {
		n.webhook.add(news.Changed)
	}
	n.mu.Lock()
	n.news.Changed = union(n.news.Changed, news.Changed)
	n.news.Topics = union(n.news.Topics, news.Topics)
	n.mu.Unlock()
	signal(n.wake)
}

// Close waits until everybody has been told, or once more could not be, no longer than four seconds. Tell may not be called
// any more.
func (n *Notifier) Close() {
	n.endSoon()
	close(n.closing)
	n.running.Wait()
	n.giveUp(errEnded)
}

// run runs the command for what has come, and then has the hubs told. What comes meanwhile is gathered for the next run.
func (n *Notifier) run(ctx context.Context) {
	defer func() {
		for _, r := range n.recipients() {
			close(r.closing)
		}
	}()
	for {
		select {
		case <-n.wake:
			n.pass(ctx)
		case <-n.closing:
			n.pass(ctx)
			return
		case <-ctx.Done():
			return
		}
	}
}

func (n *Notifier) pass(ctx context.Context) {
	n.mu.Lock()
	news := n.news
	n.news = News{}
	n.mu.Unlock()
	if len(news.Changed) == 0 {
		return
	}
	if err := n.options.command(ctx, news.Changed, commandLimit); err != nil {
		n.options.Log.Warn("the command of on_change failed", "error", err)
	}
	for _, hub := range n.hubs {
		hub.add(news.Topics)
	}
}

// Once tells everybody and waits for it, about fifteen seconds at most, with one more try for whom it failed. The errors
// name who could not be told: a hub by its address, a webhook by its host alone, since its address may hold a secret.
func Once(ctx context.Context, o Options, news News) []error {
	if len(news.Changed) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, onceLimit, fmt.Errorf("it took longer than %v", onceLimit))
	defer cancel()
	var (
		mu     sync.Mutex
		failed []error
		all    sync.WaitGroup
	)
	note := func(err error) {
		if err != nil {
			mu.Lock()
			defer mu.Unlock()
			failed = append(failed, err)
		}
	}
	hubs, webhook := o.recipients(onceRequest)
	if webhook != nil {
		all.Go(func() { note(webhook.once(ctx, news.Changed)) })
	}
	if err := o.command(ctx, news.Changed, onceCommand); err != nil {
		note(fmt.Errorf("on_change: %w", err))
	}
	for _, hub := range hubs {
		all.Go(func() { note(hub.once(ctx, news.Topics)) })
	}
	all.Wait()
	return failed
}

// union appends what list does not have yet.
func union(list, more []string) []string {
	known := make(map[string]bool, len(list))
	for _, s := range list {
		known[s] = true
	}
	for _, s := range more {
		if !known[s] {
			known[s] = true
			list = append(list, s)
		}
	}
	return list
}

// signal wakes whoever waits, or will.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
