package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"
)

const (
	// most is how many addresses may wait for one recipient; the oldest go first when there are more.
	most = 10_000
	// lifetime is how long one waits: by then its readers have asked by themselves.
	lifetime = 6 * time.Hour
	// The pauses after failures in a row double from the first up to the longest. longestAsked is the longest that a
	// recipient may ask for.
	firstPause   = 5 * time.Second
	longestPause = 15 * time.Minute
	longestAsked = time.Hour
)

// recipient is somebody who is told, with what there is still to tell. It has a queue and a pace of its own.
type recipient struct {
	kind, name string // as a log may call it
	send       func(ctx context.Context, addresses []string) error
	together   bool          // one request tells of all addresses
	wake       chan struct{} // something waits
	closing    chan struct{} // closed when nothing more will come

	mu    sync.Mutex
	queue []string             // oldest first
	since map[string]time.Time // of those in the queue: when it was last said that they changed
}

func newRecipient(kind, name string, send func(context.Context, []string) error) *recipient {
	return &recipient{kind: kind, name: name, send: send, since: map[string]time.Time{},
		wake: make(chan struct{}, 1), closing: make(chan struct{})}
}

// add puts addresses into the queue. One that waits already is not told twice.
func (r *recipient) add(addresses []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	for _, address := range addresses {
		r.enqueue(address, now)
	}
	signal(r.wake)
}

func (r *recipient) enqueue(address string, since time.Time) {
	if newest, waits := r.since[address]; waits {
		if since.After(newest) {
			r.since[address] = since
		}
		return
	}
	if len(r.queue) == most {
		delete(r.since, r.queue[0])
		r.queue = r.queue[1:]
	}
	r.queue = append(r.queue, address)
	r.since[address] = since
}

// told is an address on its way.
type told struct {
	address string
	since   time.Time
}

// take takes out of the queue what the next request tells of.
func (r *recipient) take() (batch []told) {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := min(1, len(r.queue))
	if r.together {
		n = len(r.queue)
	}
	for _, address := range r.queue[:n] {
		batch = append(batch, told{address, r.since[address]})
		delete(r.since, address)
	}
	r.queue = r.queue[n:]
	return batch
}

// putBack puts what could not be told behind the rest, so that one address which never can be does not keep the others
// waiting. What has waited for too long goes; given is how many do.
func (r *recipient) putBack(batch []told) (given int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, t := range batch {
		if time.Since(t.since) > lifetime {
			given++
			continue
		}
		r.enqueue(t.address, t.since)
	}
	return given
}

// outcome is what became of a round.
type outcome struct {
	told    int
	refused int   // addresses that will never be told, since the recipient does not want them, or for too long could not be had
	why     error // of the first of these
	failed  error // after which the rest waits for another round
}

// round tells all that waits, up to the first failure that may pass.
func (r *recipient) round(ctx context.Context) (o outcome) {
	for {
		batch := r.take()
		if len(batch) == 0 {
			return o
		}
		var addresses []string
		for _, t := range batch {
			addresses = append(addresses, t.address)
		}
		err := r.send(ctx, addresses)
		switch f, _ := errors.AsType[*failure](err); {
		case err == nil:
			o.told += len(batch)
		case f != nil && f.final:
			o.refuse(len(batch), err)
		default:
			o.refuse(r.putBack(batch), err)
			o.failed = err
			return o
		}
	}
}

func (o *outcome) refuse(n int, why error) {
	if o.refused += n; n > 0 && o.why == nil {
		o.why = why
	}
}

// run tells whatever is added, until nothing more comes or the context ends.
func (r *recipient) run(ctx context.Context, log *slog.Logger) {
	log = log.With(r.kind, r.name)
	failures := 0
	var pause <-chan time.Time // nil while all is well
	for {
		wake := r.wake
		if pause != nil {
			wake = nil
		}
		last := false
		select {
		case <-wake:
		case <-pause:
		case <-r.closing:
			last = true
		case <-ctx.Done():
			return
		}
		o := r.round(ctx)
		if o.failed != nil && (last || ctx.Err() != nil) {
			log.Warn("not told of all that changed, as the program ends", "error", o.failed)
			return
		}
		if o.told > 0 {
			failures = 0
		}
		o.log(log, failures == 0)
		if last {
			return
		}
		if pause = nil; o.failed != nil {
			failures++
			pause = time.After(pauseAfter(failures, o.failed))
		}
	}
}

// log says what became of a round. A failure is news only once.
func (o *outcome) log(log *slog.Logger, isNew bool) {
	if o.told > 0 {
		log.Info("told of changes", "documents", o.told)
	}
	if o.refused > 0 {
		log.Warn("not told of changes, and not tried again", "documents", o.refused, "error", o.why)
	}
	switch {
	case o.failed == nil:
	case isNew:
		log.Warn("cannot be told of changes now, and is tried again", "error", o.failed)
	default:
		log.Debug("still cannot be told of changes", "error", o.failed)
	}
}

// pauseAfter gives how long to wait after so many failures in a row, of which the last may ask for more. No two wait as
// long, so that those who lost one hub do not all come back at once.
func pauseAfter(failures int, last error) time.Duration {
	pause := longestPause
	if shift := failures - 1; shift < 16 {
		pause = min(pause, firstPause<<shift)
	}
	pause = pause/2 + rand.N(pause/2)
	if f, ok := errors.AsType[*failure](last); ok {
		pause = max(pause, min(f.after, longestAsked))
	}
	return pause
}

// once tells of addresses, and tries a second time if it fails.
func (r *recipient) once(ctx context.Context, addresses []string) error {
	r.add(addresses)
	o := r.round(ctx)
	if o.failed != nil {
		select {
		case <-time.After(onceRetry):
			second := r.round(ctx)
			o.refuse(second.refused, second.why)
			o.failed = second.failed
		case <-ctx.Done():
		}
	}
	if o.failed == nil {
		o.failed = o.why
	}
	if o.failed != nil {
		return fmt.Errorf("%s %s was not told of all that changed: %w", r.kind, r.name, o.failed)
	}
	return nil
}
