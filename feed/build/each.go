package build

import (
	"context"
	"fmt"
	"time"

	"github.com/masthead-feeds/masthead/feed"
)

// read is an article with its item, or without one where it was rejected.
type read struct {
	candidate feed.Candidate
	item      *feed.Item
}

// Each reads the body of every article and hands it to use with the item that it would be, in order; the item is nil for
// an article that was rejected. use is called by the goroutine that called Each. The articles are let go of afterwards: of
// many there is never room for all. The error is that of use, or of the context.
func Each(ctx context.Context, o *Options, all []feed.Candidate, use func(feed.Candidate, *feed.Item) error) error {
	make := func(i int) read {
		c := all[i]
		it := itemOf(&c, (*feed.Candidate).ReadBody, time.Time{})
		return read{c, it}
	}
	return inOrder(ctx, o.Workers, len(all), make, func(r read) error { return use(r.candidate, r.item) })
}

// itemOf reads a body, or as much of it as is wanted, and makes the item of the instant now; of a zero now with what is to
// come. What breaks while an item is made is the fault of one article.
func itemOf(c *feed.Candidate, read func(*feed.Candidate), now time.Time) (it *feed.Item) {
	defer func() {
		if p := recover(); p != nil {
			it = unfit(*c, fmt.Errorf("no item can be made of it: %v", p)).item
		}
	}()
	if read(c); c.IsRejected() {
		return nil
	}
	return c.Item(now)
}
