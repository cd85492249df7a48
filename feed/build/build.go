// Package build makes the feeds: one build is scan, select, render, publish, report, in that order and once through.
//
// The same files, configuration, instant and published past give the same bytes, on any machine and with any number of
// workers.
package build

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
)

// newestItems is how many items the report keeps for the page that lists the feeds.
const newestItems = 20

// retirement is how long a feed that nobody asks for any more stays, without items, before it is removed: readers that
// poll once a week still see it empty.
const retirement = 30 * 24 * time.Hour

// Run makes the feeds of the instant now and publishes them to target. The report says what was done as far as it got,
// also beside an error. Nothing is published when there is an error: ErrStrict, a *ShrinkError, or one of reading or
// writing.
func Run(ctx context.Context, o *Options, now time.Time, target publish.Target) (*Report, error) {
	b := &builder{Options: o, now: now, report: &Report{Status: map[source.Status]int{}, seen: map[Fault]bool{}}}
	err := b.run(ctx, target)
	return b.report, err
}

// Articles reads the head of every article of all sources, in the order of sources and paths.
func Articles(ctx context.Context, o *Options) (all []feed.Candidate, faults []Fault, err error) {
	for _, s := range o.Sources {
		scan, err := s.Folder.Scan(ctx, o.Workers)
		if err != nil {
			return nil, nil, fmt.Errorf("reading the articles: %w", err)
		}
		mapper := &feed.Mapper{Site: &o.Site, Permalink: s.Permalink, Root: s.Root}
		for _, a := range scan.Articles {
			all = append(all, mapper.Candidate(s.Folder, a))
		}
		for _, p := range scan.Problems {
			faults = append(faults, Fault{s.Folder.Name, p})
		}
	}
	return all, faults, nil
}

// ReadBodies reads the body of every article, so that nothing about it is left unknown and no fault unseen.
func ReadBodies(ctx context.Context, o *Options, all []feed.Candidate) error {
	return readBodies(ctx, o, all, func(feed.Candidate) error { return nil })
}

func readBodies(ctx context.Context, o *Options, all []feed.Candidate, use func(feed.Candidate) error) error {
	read := func(i int) feed.Candidate {
		all[i].ReadBody()
		return all[i]
	}
	return inOrder(ctx, o.Workers, len(all), read, use)
}

// builder is one build under way.
type builder struct {
	*Options
	now    time.Time
	report *Report
	past   manifest
	next   manifest
	docs   []*document
}

func (b *builder) run(ctx context.Context, target publish.Target) error {
	var err error
	if b.past, err = readManifest(target); err != nil {
		return err
	}
	chosen, err := b.choose(ctx)
	if err != nil {
		return err
	}
	batch, err := target.Begin()
	if err != nil {
		return err
	}
	err = b.render(ctx, chosen, batch)
	if err == nil {
		err = b.settle(batch)
	}
	return errors.Join(err, batch.Discard())
}

// choose scans the sources and selects what is published now.
func (b *builder) choose(ctx context.Context) ([]feed.Candidate, error) {
	all, faults, err := Articles(ctx, b.Options)
	if err != nil {
		return nil, err
	}
	for _, f := range faults {
		b.report.addProblem(f.Folder, f.Problem)
	}
	b.freezeDates(all)
	if b.Strict {
		drop := func(c feed.Candidate) error { c.DropBody(); return nil }
		if err := readBodies(ctx, b.Options, all, drop); err != nil {
			return nil, err
		}
	}
	var deadline time.Time
	if b.Deadline != nil {
		deadline = b.Deadline(b.now)
	}
	chosen, twins := feed.Select(all, b.now, deadline)
	for _, c := range twins {
		c.Problem(source.Problem{Field: "id", Message: fmt.Sprintf("another article has the id %s", c.ID),
			Fix: "give this one an id or a url of its own (left out of the feeds)"})
	}
	b.count(all)
	return chosen, b.guardShrink(all)
}

// freezeDates gives articles that are dated by their file's time the date under which they were first published.
func (b *builder) freezeDates(all []feed.Candidate) {
	seen := b.past.firstSeen()
	for _, c := range all {
		if date, ok := seen[c.ID]; ok && c.Published.From.Rule == source.FileTime {
			c.Published.Value = date
			c.Published.From.Rule = source.FirstSeen
		}
	}
}

// count takes stock of the articles, and of when the first of them changes by itself.
func (b *builder) count(all []feed.Candidate) {
	for _, c := range all {
		b.report.Status[c.Status(b.now)]++
		if at, ok := c.NextChange(b.now); ok && !c.Rejected && (b.report.Next.IsZero() || at.Before(b.report.Next)) {
			b.report.Next = at
		}
		if s := c.Status(b.now); s == source.StatusPublished && c.Expires.Known() && (b.report.Expiry.IsZero() || c.Expires.Value.Before(b.report.Expiry)) {
			b.report.Expiry = c.Expires.Value
		}
		b.report.addProblems(c.Folder().Name, c.Article, b.now)
	}
}

// guardShrink refuses to go on when more than half of what was published is gone at once. What has expired or was
// withdrawn is not gone but taken back.
func (b *builder) guardShrink(all []feed.Candidate) error {
	if b.AllowShrink || len(b.past.Items) == 0 {
		return nil
	}
	here := make(map[string]bool, len(all))
	for _, c := range all {
		switch c.Status(b.now) {
		case source.StatusPublished, source.StatusExpired, source.StatusWithdrawn:
			here[c.ID] = true
		}
	}
	gone := 0
	for _, it := range b.past.Items {
		if !here[it.ID] {
			gone++
		}
	}
	if 2*gone > len(b.past.Items) {
		return &ShrinkError{Gone: gone, Published: len(b.past.Items)}
	}
	return nil
}

// render makes the items, newest first, and writes each into the documents that have room for it. Bodies are read for
// as many articles as the feeds carry; where one turns out not to be readable, the next takes its place.
func (b *builder) render(ctx context.Context, chosen []feed.Candidate, batch publish.Batch) error {
	if err := b.open(batch); err != nil {
		return err
	}
	total := len(chosen)
	for len(chosen) > 0 {
		n := min(b.room(), len(chosen))
		if n == 0 {
			break
		}
		make := func(i int) rendered { return b.renderItem(chosen[i]) }
		err := inOrder(ctx, b.Workers, n, make, func(r rendered) error {
			b.progress(min(n, total))
			return b.place(r)
		})
		if err != nil {
			return err
		}
		chosen = chosen[n:]
	}
	for _, d := range b.docs {
		if err := d.finish(&b.Site, b.TTL); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) progress(total int) {
	if b.Progress != nil {
		b.Progress(b.report.Items+1, total)
	}
}

// open begins every document that the feeds ask for.
func (b *builder) open(batch publish.Batch) error {
	for _, plan := range b.Feeds {
		for _, format := range plan.Formats {
			encoder, ok := encoderOf(format.Name)
			if !ok {
				return fmt.Errorf("feed %s: no format is called %q", plan.Name, format.Name)
			}
			doc, err := batch.Create(format.Path, encoder.Type)
			if err != nil {
				return err
			}
			b.docs = append(b.docs, &document{Document: doc, encoder: encoder, plan: plan, path: format.Path})
		}
	}
	return nil
}

// room is how many more items the emptiest document takes.
func (b *builder) room() (n int) {
	for _, d := range b.docs {
		if d.plan.Limit == 0 {
			return 1 << 30
		}
		n = max(n, d.plan.Limit-d.items)
	}
	return n
}

// rendered is an item with its fragments, by the key of the documents that they fit.
type rendered struct {
	candidate feed.Candidate
	item      *feed.Item
	fragments map[string]feed.Fragment
	err       error
}

// renderItem reads one body and writes it in every format and level that some document wants. It runs on many items at
// once and touches nothing but its own.
func (b *builder) renderItem(c feed.Candidate) rendered {
	c.ReadBody()
	defer c.DropBody()
	if c.Rejected {
		return rendered{candidate: c}
	}
	r := rendered{candidate: c, item: c.Item(), fragments: map[string]feed.Fragment{}}
	for _, d := range b.docs {
		if _, done := r.fragments[d.key()]; done {
			continue
		}
		fragment, err := d.encoder.Item(atLevel(r.item, d.plan.Text), b.Site.Language)
		if err != nil {
			r.err = err
			return r
		}
		r.fragments[d.key()] = fragment
	}
	return r
}

// place writes an item into the documents that have room for it.
func (b *builder) place(r rendered) error {
	b.report.addProblems(r.candidate.Folder().Name, r.candidate.Article, b.now)
	if r.err != nil {
		return r.err
	}
	if r.item == nil { // its body told that it cannot be published after all
		b.report.Status[source.StatusPublished]--
		b.report.Status[source.StatusRejected]++
		return nil
	}
	for _, d := range b.docs {
		if d.full() {
			continue
		}
		if err := d.add(r.item, r.fragments[d.key()]); err != nil {
			return fmt.Errorf("writing %s: %w", d.path, err)
		}
	}
	b.report.Items++
	b.remember(r)
	return nil
}

// remember notes what is published, for the builds to come.
func (b *builder) remember(r rendered) {
	it := publishedItem{ID: r.item.ID}
	if rule := r.candidate.Published.From.Rule; rule == source.FileTime || rule == source.FirstSeen {
		it.FirstSeen = &r.item.Published
	}
	b.next.Items = append(b.next.Items, it)
	if len(b.report.Newest) < newestItems {
		light := *r.item
		light.HTML, light.Text = "", ""
		b.report.Newest = append(b.report.Newest, &light)
	}
}

// settle retires what no longer is a feed, and publishes the batch.
func (b *builder) settle(batch publish.Batch) error {
	for _, d := range b.docs {
		title := cmp.Or(d.plan.Title, b.Site.Title)
		b.next.Feeds = append(b.next.Feeds, published{
			Path: d.path, Feed: d.plan.Name, Format: d.encoder.Name, ID: d.id(&b.Site), Title: title, Language: b.Site.Language,
		})
		b.report.Feeds = append(b.report.Feeds, FeedInfo{d.path, d.encoder.Type, title, d.plan.Name})
	}
	if err := b.retire(batch); err != nil {
		return err
	}
	if err := b.next.write(batch); err != nil {
		return err
	}
	b.report.Changes = batch.Changes()
	if b.Strict && len(b.report.Problems)+len(b.report.Waiting) > 0 {
		return ErrStrict
	}
	if b.DryRun {
		return nil
	}
	return batch.Commit()
}

// retire empties the feeds that an earlier build published and this one does not, and removes them when readers have
// had time to see it.
func (b *builder) retire(batch publish.Batch) error {
	live := map[string]bool{}
	for _, f := range b.next.Feeds {
		live[f.Path] = true
	}
	for _, old := range b.past.Feeds {
		if live[old.Path] {
			continue
		}
		if old.Retired == nil {
			old.Retired = &b.now
		}
		if b.now.Sub(*old.Retired) > retirement {
			batch.Remove(old.Path)
			continue
		}
		if err := b.writeEmpty(batch, old); err != nil {
			return err
		}
		b.next.Feeds = append(b.next.Feeds, old)
	}
	return nil
}

// writeEmpty writes a retired feed without items, under the identity it had.
func (b *builder) writeEmpty(batch publish.Batch, old published) error {
	encoder, ok := encoderOf(old.Format)
	if !ok {
		return nil
	}
	doc, err := batch.Create(old.Path, encoder.Type)
	if err != nil {
		return err
	}
	f := &feed.Feed{ID: old.ID, Title: old.Title, Language: old.Language, HomeURL: b.Site.URL.String(), SelfURL: b.Site.File(old.Path)}
	head, err := encoder.Head(f, 0)
	if err != nil {
		return err
	}
	return doc.Finish(head, []byte(encoder.Tail), *old.Retired)
}
