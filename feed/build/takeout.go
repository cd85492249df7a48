package build

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/publish"
)

// This file is for the builds that fail. The feeds stay as they are then, but for what may not be published any more: that
// is cut out of the documents as they lie there, since nothing can be made anew.

// takeOut cuts what is over out of what is published, and adds to the error of the build what was done.
func (b *builder) takeOut(ctx context.Context, failed error, target publish.Target) error {
	if b.DryRun || errors.Is(failed, ErrStrict) || ctx.Err() != nil {
		return failed
	}
	b.nextExpiry()
	over := b.over()
	if len(over) == 0 {
		return failed
	}
	outStill := count(over) + " may be out still: build again as soon as that is mended"
	if b.committing { // nobody knows what is written already
		return fmt.Errorf("%w; %s", failed, outStill)
	}
	b.report.TakenOut = slices.Sorted(maps.Keys(over))
	batch, err := target.Begin()
	if err != nil {
		return errors.Join(failed, err)
	}
	cut := &cutter{builder: b, target: target, batch: batch, over: over}
	err = cut.run()
	if err := errors.Join(err, batch.Discard()); err != nil {
		return errors.Join(failed, fmt.Errorf("taking out of the feeds what may not be published any more: %w; %s", err, outStill))
	}
	was := "was"
	if len(over) > 1 {
		was = "were"
	}
	return fmt.Errorf("%w; %s %s taken out", failed, count(over), was)
}

// reason is why an item is taken out.
type reason byte

const (
	expired reason = iota + 1
	withdrawn
	heldBack // its hour is to come, after all
)

// over finds the published items that may not be published any more, by what was noted of them and by what their articles
// say now, as far as those could be read.
func (b *builder) over() map[string]reason {
	over, byPlace := map[string]reason{}, map[string]feed.Candidate{}
	byID := map[string]reason{}
	for _, c := range b.all {
		byPlace[placeText(c.Place)] = c
		if why := b.reasonOf(c); why != 0 {
			byID[c.ID] = why
		}
	}
	for _, it := range b.past.Items {
		c, here := byPlace[it.Place]
		why := b.reasonOf(c)
		if !here || (c.ID != it.ID || c.IsReplaced()) && why == 0 { // it has moved, another lies in its place, or is a later version
			why = byID[it.ID]
		}
		if it.Expires != nil && b.isOver(*it.Expires) {
			why = expired
		}
		if slices.ContainsFunc(b.listed, func(w config.Withdrawal) bool { return anyScheme(w.ID+w.URL) == anyScheme(it.ID) }) { // its article may be gone
			why = withdrawn
		}
		if why != 0 && !it.Past {
			over[it.ID] = why
		}
	}
	return over
}

// reasonOf tells why an article may not be published, whatever else is wrong with it; 0 when it may.
func (b *builder) reasonOf(c feed.Candidate) reason {
	switch {
	case c.Card == nil:
		return 0
	case c.IsWithdrawn():
		return withdrawn
	case c.IsEmbargoed(b.now):
		return heldBack
	}
	if at, ok := c.Expires(); ok && b.isOver(at) {
		return expired
	}
	return 0
}

// isOver reports that an instant has come, or comes before anybody builds again.
func (b *builder) isOver(at time.Time) bool {
	return !b.now.Before(at) || b.Deadline != nil && at.Before(b.Deadline(b.now))
}

// nextExpiry has the next build come when the next of the published items expires, whether or not it can be read then.
func (b *builder) nextExpiry() {
	for _, it := range b.past.Items {
		if it.Expires != nil && it.Expires.After(b.now) {
			b.report.Next = earlier(b.report.Next, *it.Expires)
		}
	}
}

// count counts what is over. That a story is held back no log is to tell.
func count(over map[string]reason) string {
	counts := map[reason]int{}
	for _, why := range over {
		counts[why]++
	}
	items := "items"
	if len(over) == 1 {
		items = "item"
	}
	switch e, w := counts[expired], counts[withdrawn]+counts[heldBack]; {
	case w == 0:
		return fmt.Sprintf("%d expired %s", e, items)
	case e == 0:
		return fmt.Sprintf("%d withdrawn %s", w, items)
	default:
		return fmt.Sprintf("%d expired and %d withdrawn items", e, w)
	}
}

// cutter takes items out of published documents.
type cutter struct {
	*builder
	target publish.Target
	batch  publish.Batch
	over   map[string]reason
	was    []published // before anything was cut
}

// run goes through all documents, also when one of them cannot be helped: the others still can.
func (c *cutter) run() error {
	var failed []error
	c.was = slices.Clone(c.past.Feeds)
	for i, f := range c.past.Feeds {
		var err error
		if c.past.Feeds[i], err = c.document(f); err != nil {
			failed = append(failed, err)
		}
	}
	if err := c.files(); err != nil {
		failed = append(failed, err)
	}
	c.unpack(c.batch)
	c.past.Packed = c.endings()
	if len(failed) == 0 { // else they stay known, and the next build tries again
		c.noteFates()
		c.past.Items = slices.DeleteFunc(c.past.Items, func(it publishedItem) bool { return c.over[it.ID] != 0 })
	}
	c.past.Items = slices.DeleteFunc(c.past.Items, func(it publishedItem) bool { return it.recalled })
	err := c.past.write(c.batch)
	changes := c.batch.Changes()
	if err == nil {
		err = c.batch.Commit()
	}
	if err == nil {
		c.report.News = c.news(changes, c.past.Feeds)
	}
	return errors.Join(append(failed, err)...)
}

// noteFates notes what is taken out for the next build that can say so. What may not be told of is not.
func (c *cutter) noteFates() {
	carriers := map[string][]string{}
	for _, f := range c.was {
		for it := range f.Layout.carried() {
			if c.over[it.ID] != 0 && !slices.Contains(carriers[it.ID], f.Feed) {
				carriers[it.ID] = append(carriers[it.ID], f.Feed)
			}
		}
	}
	for id, why := range c.over {
		if len(carriers[id]) == 0 || why == heldBack {
			continue
		}
		g := gone{ID: id, When: c.now.UTC().Truncate(time.Second), Feeds: carriers[id]}
		if why == withdrawn {
			g.Notice = withdrawnNotice
		}
		c.past.Gone = append(c.past.Gone, g)
	}
}

// document rewrites one document without the items that are over. One that is not as it was written is emptied: nobody
// knows where in it they are.
func (c *cutter) document(old published) (published, error) {
	if !c.mayCarry(old) {
		return old, nil
	}
	whole, err := c.target.Read(old.Path)
	if errors.Is(err, fs.ErrNotExist) {
		c.batch.Remove(old.Path) // where there still is something of it, such as a packed copy
		return old, nil
	}
	if err != nil {
		return old, err
	}
	cut := old
	cut.Modified = instantOf(c.now)
	if encoder, ok := encoderOf(old.Format); ok && old.Layout != nil && old.Layout.fits(whole, encoder.Between) {
		err = c.rewrite(&cut, whole, encoder)
	} else {
		cut.Layout = nil
		err = c.writeEmpty(c.batch, cut)
	}
	if err != nil {
		return old, err
	}
	return cut, nil
}

func (c *cutter) rewrite(f *published, whole []byte, encoder feed.Encoder) error {
	doc, err := c.batch.Create(f.Path, encoder.Type)
	if err != nil {
		return err
	}
	parts, left := f.Layout.without(c.over, whole, encoder.Between)
	for _, part := range parts {
		if _, err := doc.Write(part); err != nil {
			return fmt.Errorf("writing %s: %w", f.Path, err)
		}
	}
	f.Layout = left
	return doc.Finish(whole[:left.Head], whole[len(whole)-left.Tail:], c.now)
}

// mayCarry reports that a document has one of the items, or that nobody knows what is in it.
func (c *cutter) mayCarry(f published) bool {
	if f.Layout == nil {
		return f.Retired == nil
	}
	return slices.ContainsFunc(f.Layout.Items, func(it fragment) bool { return c.over[it.ID] != 0 && !it.Gone })
}

// sizeOf is how many bytes items take, with what stands between them.
func sizeOf(items []fragment, between string) int {
	size := max(0, len(items)-1) * len(between)
	for _, it := range items {
		size += it.Bytes
	}
	return size
}

// fits reports that a document is the one that the layout was made of.
func (l *layout) fits(whole []byte, between string) bool {
	if slices.ContainsFunc(l.Items, func(it fragment) bool { return it.Bytes < 0 || it.Bytes > len(whole) }) { // their sum may not run over
		return false
	}
	size := sizeOf(l.Items, between)
	if l.Head < 0 || l.Tail < 0 || l.Head > len(whole) || l.Tail > len(whole) || l.Head+size+l.Tail != len(whole) {
		return false
	}
	sum := sha256.Sum256(whole[l.Head : l.Head+size])
	return hexOf(sum[:]) == l.Sum
}

// without gives what is between head and tail with the items left out, in its parts, and the layout of that.
func (l *layout) without(over map[string]reason, whole []byte, between string) (parts [][]byte, _ *layout) {
	left := &layout{Head: l.Head, Tail: l.Tail, Items: []fragment{}}
	at, sum := l.Head, sha256.New()
	for _, it := range l.Items {
		if over[it.ID] == 0 || it.Gone {
			if len(left.Items) > 0 {
				parts = append(parts, []byte(between))
			}
			parts = append(parts, whole[at:at+it.Bytes])
			left.Items = append(left.Items, it)
		}
		at += it.Bytes + len(between)
	}
	for _, part := range parts {
		sum.Write(part) // a hash never fails
	}
	left.Sum = hexOf(sum.Sum(nil))
	return parts, left
}
