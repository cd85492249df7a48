// Package build makes the feeds: one build is scan, select, render, publish, report, in that order and once through.
//
// The same files, configuration, instant and published past give the same bytes, on any machine and with any number of
// workers.
package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/machine"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/index"
)

// newestItems is how many items the report keeps for the page that lists the feeds.
const newestItems = 20

// retirement is how long a feed that nobody asks for any more stays, without items, before it is removed: readers that
// poll once a week still see it empty.
const retirement = 30 * 24 * time.Hour

// Run makes the feeds of the instant now and publishes them to target. The report says what was done as far as it got,
// also beside an error. Nothing new is published when there is an error: ErrStrict, a *ShrinkError, or one of reading or
// writing. What has expired or was withdrawn is taken out of what is published all the same, but for ErrStrict.
func Run(ctx context.Context, o *Options, now time.Time, target publish.Target) (*Report, error) {
	b, err := runOnce(ctx, o, now, target)
	if err != nil && o.State != nil && index.IsBroken(err) { // nobody can tell from a file's head what is wrong within it
		if err := o.State.Renew(context.WithoutCancel(ctx), err); err != nil {
			return b.report, err
		}
		b, err = runOnce(ctx, o, now, target)
		for _, note := range o.State.Notes {
			b.report.addProblem(Fault{Problem: source.Problem{File: o.State.Path, Message: note}})
		}
	}
	if err != nil && o.State != nil {
		err = errors.Join(err, o.State.Reset(context.WithoutCancel(ctx))) // what was not done is not remembered
	}
	slices.SortStableFunc(b.report.Problems, Fault.compare)
	slices.SortStableFunc(b.report.Waiting, Fault.compare)
	return b.report, err
}

func runOnce(ctx context.Context, o *Options, now time.Time, target publish.Target) (*builder, error) {
	b := &builder{Options: o, now: now, report: &Report{Status: map[source.Status]int{}, seen: map[Fault]bool{}}, out: map[string]bool{}, began: time.Now().UnixNano()}
	return b, b.run(ctx, target)
}

// Articles reads of every article of all sources what it takes to choose, in the order of sources and paths. Beside an error
// are those of the sources before the one that cannot be read. passed are the files that are no articles, and why. Versions are
// settled as they are at the instant now.
func Articles(ctx context.Context, o *Options, now time.Time) (all []feed.Candidate, faults, passed []Fault, err error) {
	sources, err := o.catalogs(ctx)
	all, faults, passed, err2 := o.load(ctx, sources, now)
	return all, faults, passed, errors.Join(err, err2)
}

// catalogs looks through the folders of all sources. Beside an error are those before the one that cannot be read.
func (o *Options) catalogs(ctx context.Context) (list []*feed.Source, err error) {
	for i := range o.Sources {
		s := &o.Sources[i]
		mapper := &feed.Mapper{Site: &o.Site, Permalink: s.Permalink, Root: s.Root}
		catalog, err := s.Folder.Catalog(ctx, o.Workers, mapper.Name, o.memory(s))
		if err != nil {
			return list, fmt.Errorf("reading the articles: %w", err)
		}
		list = append(list, &feed.Source{Catalog: catalog, Folder: s.Folder, Mapper: mapper})
	}
	return list, nil
}

// load makes candidates of all that is in the catalogs.
func (o *Options) load(ctx context.Context, sources []*feed.Source, now time.Time) (all []feed.Candidate, faults, passed []Fault, err error) {
	all = o.Kept.room()
	defer func() {
		feed.SettleVersions(all, now)
		feed.SettleLinks(all)
	}()
	for _, s := range sources {
		if err := s.Load(ctx, o.Workers); err != nil {
			return all, faults, passed, fmt.Errorf("reading the articles: %w", err)
		}
		all = s.AppendCandidates(all)
		for _, p := range s.Problems {
			faults = append(faults, Fault{Folder: s.Folder.Name, Problem: p, Unread: isFolder(s.Folder, p.File)})
		}
		for _, p := range s.Passed {
			passed = append(passed, Fault{Folder: s.Folder.Name, Problem: p})
		}
	}
	return all, faults, passed, nil
}

// tellUndated tells of repositories in which no article is dated: each checkout gives all of them another date, unless it is
// remembered when they were first published.
func (b *builder) tellUndated(sources []*feed.Source, all []feed.Candidate) {
	for _, s := range sources {
		isOurs := func(c feed.Candidate) bool { return c.Folder() == s.Folder }
		if !s.IsRepository() || slices.ContainsFunc(all, func(c feed.Candidate) bool { return isOurs(c) && c.HasOwnDate() }) {
			continue
		}
		var undated []feed.Candidate
		for _, c := range all {
			if isOurs(c) && !c.IsFirstSeen() && c.Status(b.now) == source.StatusPublished {
				undated = append(undated, c)
			}
		}
		if len(undated) == 0 {
			continue
		}
		more := ""
		if len(undated) > 1 {
			more = fmt.Sprintf(", nor of the %d others here", len(undated)-1)
		}
		b.report.addProblem(Fault{Folder: s.Folder.Name, Advice: true, Problem: source.Problem{File: undated[0].File(), Field: "date",
			Message: "nothing says when it is from" + more + ", and git does not keep the times of files, which stand for it",
			Fix:     "write date: in each, or name the folder of the articles, if these are none"}})
	}
}

// isFolder tells the fault of a folder, of which nobody knows what is in it, from that of a file.
func isFolder(f *source.Folder, name string) bool {
	info, err := fs.Stat(f.FS, name)
	return err == nil && info.IsDir()
}

// builder is one build under way.
type builder struct {
	*Options
	now      time.Time
	report   *Report
	target   string // its name in the state
	to       publish.Target
	past     manifest
	next     manifest
	all      []feed.Candidate
	known    []feed.Candidate // those of all whose id or date was published before
	unread   bool             // some folder could not be listed
	plans    []*plan
	families []*family
	byUpdate bool            // the order of the feeds that articles are handed out to
	out      map[string]bool // ids of items that are out, where both orders are asked for
	docs     []*document
	taking   []taker        // room for those of one item after the other
	recent   []newsItem     // carried items that are news
	pages    []machine.Page // those of carried items that say themselves what programs may do with them

	translations *feed.Translations
	hidden       map[string]bool           // addresses of the pages of articles that are not out, as plainAddress gives them
	siblings     map[*source.Card]*sibling // the articles that are named by others as their translations

	listed    []config.Withdrawal // what was taken back by hand
	takenBack map[string]string   // ids of the articles that were → the addresses by which; empty where it was by id
	erase     []string            // ids of those that nothing may know any more

	ledger  [][]index.Item           // source → what the ledger has of its items
	noted   map[string]*index.Item   // the same, by id
	before  built                    // the last build to the target, as far as it is noted
	looks   map[string][]source.Look // source → where files beside the articles were looked for
	began   int64                    // when, in nanoseconds since 1970
	read    []int64                  // source → edition of what is known of its files
	kept    *keptItems               // what the state has of items; nil without one
	isNoted bool                     // the ledger has what the manifest says
	last    map[*source.Card]*facts  // the articles that cannot be read now → what is known of the last good version that is out

	committing bool // what is published may be of two builds from here on
}

func (b *builder) run(ctx context.Context, target publish.Target) (err error) {
	b.target, b.to = targetName(target), target
	if b.Private { // both targets may be in memory
		b.target = "private " + b.target
	}
	if b.before, err = b.lastBuilt(ctx, target); err != nil {
		return err
	}
	had, err := b.editions(ctx)
	if err != nil {
		return err
	}
	unlisted := b.readWithdrawn()
	sources, err := b.lookThrough(ctx, had)
	if err == nil {
		b.read, err = b.editions(ctx)
	}
	if err = errors.Join(unlisted, err); err == nil {
		if done, err := b.isDone(ctx, sources, had, target); done {
			return err
		}
	}
	var ledger sync.WaitGroup
	var unrecalled error
	ledger.Go(func() { b.ledger, unrecalled = b.readLedger(ctx, sources) })
	past, unread := readManifest(target)
	if ledger.Wait(); unread != nil {
		return unread
	}
	b.past, b.isNoted = past, err == nil && b.isAllNoted(sources, target)
	err = errors.Join(err, unrecalled)
	if err := b.publish(ctx, sources, err, target); err != nil {
		return b.takeOut(ctx, err, target)
	}
	if b.read, err = b.editions(ctx); err != nil { // with what was learned while the catalogs were loaded
		return err
	}
	b.keep(sources)
	return b.noteBuilt(ctx, sources)
}

// publish makes the feeds of what is in the catalogs, unless these could not be made.
func (b *builder) publish(ctx context.Context, sources []*feed.Source, failed error, target publish.Target) (err error) {
	all, err := b.scan(ctx, sources, failed)
	if err != nil {
		return err
	}
	defer b.closePast()
	if err := b.openPast(ctx, target); err != nil {
		return err
	}
	chosen := b.choose(all)
	batch, err := target.Begin()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, batch.Discard()) }() // also of a build that breaks down
	if err := b.render(ctx, chosen, batch, target); err != nil {
		return err
	}
	if err := b.guardShrink(); err != nil { // now that it is known which bodies could be read
		return err
	}
	b.keepPast()
	b.closePast()
	return b.settle(batch)
}

// scan reads the articles as far as it takes to choose among them.
func (b *builder) scan(ctx context.Context, sources []*feed.Source, failed error) ([]feed.Candidate, error) {
	all, faults, passed, err := b.load(ctx, sources, b.now)
	b.report.Passed = passed
	err = errors.Join(failed, err)
	b.recallItems(sources)
	b.keepIDs(sources, all)
	err = errors.Join(err, b.takeOverIDs(ctx, all))
	err = errors.Join(err, b.withdraw(ctx, all))
	b.all = all
	if err != nil {
		return nil, err
	}
	b.noteUnknown(all)
	for _, f := range faults {
		b.report.addProblem(f)
		b.unread = b.unread || f.Unread
	}
	b.freezeDates(all)
	b.tellUndated(sources, all)
	if b.Strict {
		hear := func(c feed.Candidate, _ *feed.Item) error {
			b.report.addProblems(c, b.now)
			return nil
		}
		if err := Each(ctx, b.Options, all, hear); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// choose finds what is published now, and takes stock.
func (b *builder) choose(all []feed.Candidate) *feed.Selection {
	var deadline time.Time
	if b.Deadline != nil {
		deadline = b.Deadline(b.now)
	}
	b.reviveLast(all, deadline)
	b.known = b.publishedBefore(all)
	b.count(all)
	contenders, rivals := b.withoutRivals(all)
	chosen := feed.Select(contenders, b.now, deadline)
	chosen.Twins, b.report.Expiry = rivals, chosen.Expiry
	b.translations = feed.FindTranslations(all, chosen)
	b.hidden = b.hiddenPages(all)
	b.plan(chosen)
	return chosen
}

// earlier gives the earlier of two instants, of which the first may be zero for never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// freezeDates gives articles that are dated by their file's time the date under which they were first published.
func (b *builder) freezeDates(all []feed.Candidate) {
	seen := b.past.firstSeen()
	if len(seen) == 0 {
		return
	}
	for i := range all {
		c := &all[i]
		date, ok := seen[c.ID]
		if !ok {
			continue
		}
		c.FirstSeen(date)
		if _, ends := c.Expires(); ends && c.IsFirstSeen() { // perhaps so long after that date
			if c.Read(); c.Article.Expires.Known() {
				c.EndBy(c.Article.Expires.Value)
			}
		}
	}
}

// count takes stock of the articles, and of when the first of them changes by itself.
func (b *builder) count(all []feed.Candidate) {
	published := 0 // as nearly all are
	for _, c := range all {
		if b.last[c.Card] != nil {
			b.report.Status[source.StatusRejected]++
			b.report.addStale(c)
			continue
		}
		if is := status(c.Card, b.now); is == source.StatusPublished {
			published++
		} else {
			b.report.Status[is]++
		}
		if at, ok := c.NextChange(b.now); ok && !c.IsRejected() {
			b.report.Next = earlier(b.report.Next, at)
		}
		b.report.addProblems(c, b.now)
	}
	if published > 0 {
		b.report.Status[source.StatusPublished] = published
	}
}

// guardShrink refuses to go on when more than half of what was published is gone at once, or anything at all while a
// folder cannot be listed. What has expired, was withdrawn or waits for its hour is not gone but taken back.
func (b *builder) guardShrink() error {
	if b.AllowShrink || len(b.past.Items) == 0 {
		return nil
	}
	gone := map[string]bool{}
	e := &ShrinkError{Unread: b.unread}
	for _, it := range b.past.Items {
		if !it.Past {
			gone[it.ID] = true
		}
	}
	e.Published = len(gone)
	for _, c := range b.known {
		if !gone[c.ID] {
			continue
		}
		switch status(c.Card, b.now) {
		case source.StatusPublished, source.StatusExpired, source.StatusWithdrawn, source.StatusEmbargoed, source.StatusScheduled:
			delete(gone, c.ID)
		}
	}
	e.Gone = len(gone)
	if 2*e.Gone > e.Published || e.Unread && e.Gone > 0 {
		return e
	}
	return nil
}

// settle retires what no longer is a feed, and publishes the batch.
func (b *builder) settle(batch publish.Batch) error {
	pages := map[string]string{}
	for _, d := range b.docs {
		if d.isPage() {
			pages[d.plan.Name] = d.path
		}
	}
	for _, d := range b.docs {
		f := d.published(&b.Site)
		b.next.Feeds = append(b.next.Feeds, f)
		if !d.isPage() {
			b.report.Feeds = append(b.report.Feeds, FeedInfo{Path: d.path, Type: d.encoder.Type, Title: f.Title, Feed: d.plan.Name, Page: pages[d.plan.Name], Family: d.plan.Family, IsArchive: d.plan.whole != nil})
		}
	}
	if err := errors.Join(b.retire(batch), b.writeFiles(batch)); err != nil {
		return err
	}
	b.unpack(batch)
	b.next.Packed = b.endings()
	if err := b.next.write(batch); err != nil {
		return err
	}
	b.report.Changes = batch.Changes()
	b.report.Copies = b.copies(b.report.Changes)
	if b.Strict && slices.ContainsFunc(slices.Concat(b.report.Problems, b.report.Waiting), func(f Fault) bool { return !f.Advice }) {
		return ErrStrict
	}
	if b.DryRun {
		return nil
	}
	b.committing = true
	if err := batch.Commit(); err != nil {
		return err
	}
	b.report.News = b.news(b.report.Changes, b.past.Feeds, b.next.Feeds)
	return nil
}

// instantOf gives an instant as the manifest has it, which is the same in every zone; nil for none.
func instantOf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
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
		if b.isElsewhere(old.Feed) || b.isPathElsewhere(old.Path) { // it is private now, and where it was nothing may tell of it
			batch.Remove(old.Path)
			continue
		}
		if old.Retired == nil {
			old.Retired = instantOf(b.now)
		}
		if b.now.Sub(*old.Retired) > retirement {
			batch.Remove(old.Path)
			continue
		}
		b.report.Next = earlier(b.report.Next, old.Retired.Add(retirement+time.Second))
		old.Modified, old.Layout = old.Retired, nil
		if err := b.writeEmpty(batch, old); err != nil {
			return err
		}
		b.next.Feeds = append(b.next.Feeds, old)
	}
	return nil
}

// isElsewhere reports that a feed is one that another build publishes.
func (b *builder) isElsewhere(name string) bool {
	return slices.ContainsFunc(b.Elsewhere, func(f Feed) bool { return f.Name == name || strings.HasPrefix(name, f.Name+"/") })
}

// isPathElsewhere reports that a document is one that another build publishes.
func (b *builder) isPathElsewhere(path string) bool {
	return slices.ContainsFunc(b.Elsewhere, func(f Feed) bool { return f.isAt(path) })
}

// writeEmpty writes a feed without items, under the identity it had.
func (b *builder) writeEmpty(batch publish.Batch, old published) error {
	encoder, ok := encoderOf(old.Format)
	if !ok {
		return nil
	}
	doc, err := batch.Create(old.Path, encoder.Type)
	if err != nil {
		return err
	}
	f := &feed.Feed{ID: old.ID, Title: old.Title, Language: old.Language, HomeURL: b.Site.URL.String(), SelfURL: b.Site.File(old.Path), Hubs: b.Site.Hubs}
	head, err := encoder.Head(f, 0)
	if err != nil {
		return err
	}
	return doc.Finish(head, []byte(encoder.Tail), *old.Modified)
}
