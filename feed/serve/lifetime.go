package serve

import (
	"fmt"
	"sync/atomic"
	"time"
)

// How long answers may be kept (RFC 9111 §5.2.2, RFC 5861). Readers cap what they are told at four hours and more, and ask
// no sooner than once a minute whatever they are told.
const (
	shortest = time.Minute
	longest  = 4 * time.Hour
	usual    = 10 * time.Minute // without a schedule to aim at
	// building is how long after its hour a scheduled build is taken to be done.
	building        = 5 * time.Second
	staleWhileAsked = time.Minute    // a cache may still answer so long, while it asks us
	staleIfAway     = 24 * time.Hour // and so long when we do not answer
)

// Times are the instants that bound how long answers may be kept; zero for never.
type Times struct {
	Scheduled time.Time // when the feeds are built next by the schedule
	Expiry    time.Time // when the first of what is published expires: no answer may outlive it
}

// lifetime gives the Cache-Control of an instant.
type lifetime struct {
	times atomic.Pointer[Times]
	last  atomic.Pointer[cacheControl]
}

// cacheControl is the header line of one second.
type cacheControl struct {
	times           *Times
	second          int64
	public, private string
	archived        string // of the parts of a feed's past, which change no more but to be corrected
}

func (l *lifetime) set(t Times) { l.times.Store(&t) }

// at gives the line of the second in which now lies.
func (l *lifetime) at(now time.Time) *cacheControl {
	times := l.times.Load()
	if c := l.last.Load(); c != nil && c.second == now.Unix() && c.times == times {
		return c
	}
	var t Times
	if times != nil {
		t = *times
	}
	limits := t.limits(now, t.fresh(now))
	c := &cacheControl{times: times, second: now.Unix(), public: "public, " + limits, private: "private, " + limits,
		archived: "public, " + t.limits(now, longest)}
	l.last.Store(c)
	return c
}

// fresh is how long an answer is good that changes with the next build.
func (t Times) fresh(now time.Time) time.Duration {
	if t.Scheduled.IsZero() {
		return usual
	}
	return min(longest, max(shortest, t.Scheduled.Sub(now)+building))
}

// limits says for how long: the end of none lies after the next expiry.
func (t Times) limits(now time.Time, fresh time.Duration) string {
	left := staleIfAway + longest
	if !t.Expiry.IsZero() {
		left = max(0, t.Expiry.Sub(now)-time.Second) // the clocks of caches tell whole seconds
	}
	fresh = min(fresh, left)
	left -= fresh
	line := fmt.Sprintf("max-age=%d", fresh/time.Second)
	if while := min(staleWhileAsked, left); while >= time.Second {
		line += fmt.Sprintf(", stale-while-revalidate=%d", while/time.Second)
	}
	if away := min(staleIfAway, left); away >= time.Second {
		line += fmt.Sprintf(", stale-if-error=%d", away/time.Second)
	}
	return line
}
