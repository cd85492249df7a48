package build

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/directory"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
)

// This file is for the build before which somebody mended a text, and no more. What articles are chosen by is what it was, and so
// every feed has the articles that it had: the documents that carry the one are made anew, and nobody looks at the others. Wherever
// there may be more to it, a whole build finds out.

// editor is a build that makes nothing anew but the items of articles whose text was edited.
type editor struct {
	*builder
	lines    manifestLines
	edited   map[string]*edited // by id
	carriers []*carrier
	wholes   map[string]*plan  // by the names of their feeds
	carried  map[string]*facts // of the other items beside those, by id
}

// edited is an article with its item, as that was made before and as it is now.
type edited struct {
	feed.Candidate
	number int // in the manifest
	was    *facts
	is     rendered
}

// carrier is a document that carries an edited article.
type carrier struct {
	published
	line int // in the manifest
	plan *plan
}

// isDone reports that nothing is to be done, or only little, and that this is done.
func (b *builder) isDone(ctx context.Context, sources []*feed.Source, had []int64, target publish.Target) (bool, error) {
	var list []feed.Candidate
	for _, s := range sources {
		edits, only := s.Edits()
		if !only {
			return false, nil
		}
		list = append(list, edits...)
	}
	if len(list) == 0 {
		return b.isUpToDate(sources, target), nil
	}
	again := *b
	e := &editor{builder: &again, edited: map[string]*edited{}, wholes: map[string]*plan{}, carried: map[string]*facts{}}
	e.report = &Report{}
	defer e.closePast()
	if !slices.Equal(b.before.Read, had) {
		return false, nil
	}
	var read sync.WaitGroup
	read.Go(e.readLines)
	isAsLeft := e.isAsLeft(sources, target)
	if read.Wait(); !isAsLeft || !e.recognize(ctx, list) || !e.publish(ctx) {
		return false, nil
	}
	*b.report, b.read = *e.report, e.read
	return true, e.note(ctx, sources)
}

// readLines reads the manifest, if it can be read.
func (e *editor) readLines() {
	if data, err := e.to.Read(manifestName); err != nil || !e.lines.parse(data) {
		e.lines = manifestLines{}
	}
}

// recognize finds what is out of the articles that were edited, and reports whether that is all that may change.
func (e *editor) recognize(ctx context.Context, list []feed.Candidate) bool {
	isOfNames := func(f Fault) bool { return f.Advice && f.Field == "feeds" } // told by the build alone that gave members their names
	if e.lines.data == nil || slices.ContainsFunc(e.before.Report.Problems, isOfNames) {
		return false
	}
	for _, c := range list {
		number, item, out := e.lines.item(c.Place)
		if !out || item.FirstSeen != nil || item.Expires != nil || !e.standsAlone(c) {
			return false
		}
		was := e.lastMade(ctx, item.ID)
		if was == nil || !was.standsAlone() || c.LinkHangsOnSlug() && c.Link != was.Item.URL { // another has the address of that slug
			return false
		}
		c.KeepID(item.ID)
		e.edited[item.ID] = &edited{Candidate: c, number: number, was: was}
	}
	return len(e.edited) == len(list) && e.findCarriers() && e.planCarriers()
}

// standsAlone reports that nothing but its own item hangs on what an article says, as far as that is to be seen from its card.
func (b *builder) standsAlone(c feed.Candidate) bool {
	toldOf := func(f Fault) bool { return f.Folder == c.Folder().Name && f.File == c.File() }
	told := slices.ContainsFunc(b.before.Report.Problems, toldOf) || slices.ContainsFunc(b.before.Waiting, toldOf)
	isNews := b.Beside.NewsSitemap != "" && b.now.Sub(c.Published()) < directory.NewsAge
	return c.Status(b.now) == source.StatusPublished && c.HasOwnDate() && !c.HasOwnID() && !c.IsHeldBack() &&
		c.Versions() == nil && len(c.Problems()) == 0 && !told && !isNews
}

// standsAlone reports the same of an item that was made.
func (f *facts) standsAlone() bool {
	return f.Until.IsZero() && len(f.Beside) == 0 && !f.hasMore()
}

// findCarriers finds the documents that carry the articles.
func (e *editor) findCarriers() bool {
	var numbers [][]byte // as lines have those of the articles
	for _, c := range e.edited {
		numbers = append(numbers, fmt.Appendf(nil, "[%d,", c.number), fmt.Appendf(nil, ",%d,", c.number))
	}
	var room []int
	for i, l := range e.lines.feeds {
		line := l.of(e.lines.data)
		if !slices.ContainsFunc(numbers, func(n []byte) bool { return bytes.Contains(line, n) }) {
			continue
		}
		c := &carrier{line: i}
		if json.Unmarshal(line, &c.published) != nil {
			return false
		}
		l := c.Layout
		if l == nil {
			continue
		}
		if l.unfold(e.lines.named, e.lines.rest.Cuts, &room) != nil {
			return false
		}
		for it := range l.carried() {
			if e.edited[it.ID] == nil {
				continue
			}
			if c.Retired != nil || l.Above == "" {
				return false
			}
			e.carriers = append(e.carriers, c)
			break
		}
	}
	return len(e.carriers) > 0
}

// planCarriers makes the plans of the documents as a whole build does.
func (e *editor) planCarriers() bool {
	left := len(e.carriers)
	for i := range e.Feeds {
		f := &family{Feed: &e.Feeds[i], selected: e.Feeds[i].selected(), members: map[source.Label]*plan{}, years: map[string]*plan{}}
		f.alone = &plan{Feed: *f.Feed, of: f.Name} // of a family it stands for those whose documents nobody looks at
		e.families = append(e.families, f)
		for _, c := range e.carriers {
			if name := c.whole(); name != f.Name && !strings.HasPrefix(name, f.Name+"/") {
				continue
			}
			if c.plan = e.planOf(f, &c.published); c.plan == nil || c.plan.Podcast != nil || c.plan.pathIn(c.Format) != c.Path {
				return false
			}
			if !slices.Contains(e.plans, c.plan) {
				e.plans = append(e.plans, c.plan)
			}
			left--
		}
	}
	return left == 0
}

// whole names the feed that a document is of, and of a part of an archive the feed that this is the past of.
func (f *published) whole() string {
	if f.Archive {
		return path.Dir(f.Feed)
	}
	return f.Feed
}

// planOf gives the plan of a document of the family; nil for one that is none.
func (e *editor) planOf(f *family, of *published) *plan {
	name, isMember := strings.CutPrefix(of.whole(), f.Name+"/")
	if isMember != (f.Feed.Each != "") || isMember != (of.Value != "") {
		return nil
	}
	p := e.wholes[of.whole()]
	if p == nil {
		if p = f.alone; isMember {
			p = f.member(of.Value, name, &e.Site)
			e.join(f, p)
		}
		e.wholes[p.Name] = p
		if f.Archive != "" && !e.planParts(p) {
			return nil
		}
	}
	if of.Archive {
		return p.spans[path.Base(of.Feed)]
	}
	return p
}

// planParts makes the plans of a feed's archive, which name each other.
func (e *editor) planParts(p *plan) bool {
	spans := map[string]bool{}
	name, err := json.Marshal(p.Name + "/")
	if err != nil {
		return false
	}
	key := append([]byte(`"feed":`), name[:len(name)-1]...)
	for _, l := range e.lines.feeds {
		line := l.of(e.lines.data)
		if !bytes.Contains(line, key) || !bytes.Contains(line, []byte(`"archive":true`)) {
			continue
		}
		var part published
		if json.Unmarshal(line, &part) != nil {
			return false
		}
		if part.Archive && part.Retired == nil && part.whole() == p.Name {
			spans[path.Base(part.Feed)] = true
		}
	}
	p.spans = map[string]*plan{}
	for _, span := range slices.Sorted(maps.Keys(spans)) {
		part := p.part(span)
		part.isThere = true
		p.append(part, span)
	}
	return true
}

// join makes a plan that of the family for the articles that were edited.
func (e *editor) join(f *family, p *plan) {
	f.years[p.value] = p
	folded := foldWord(p.value)
	for _, c := range e.edited {
		for _, l := range c.Labels() {
			if value, is := strings.CutPrefix(l.Value(), f.Feed.Each+":"); is && foldWord(value) == folded {
				f.members[l] = p
			}
		}
	}
}

// publish makes the items and the documents, and puts them in the place of the old ones. It reports whether it did.
func (e *editor) publish(ctx context.Context) bool {
	batch, err := e.to.Begin()
	if err != nil {
		return false
	}
	err = e.open(ctx, batch)
	if err == nil {
		err = e.writeManifest(batch)
	}
	if err == nil {
		e.closePast()
		err = batch.Commit()
	}
	if err != nil {
		_ = batch.Discard() // a whole build tells what is wrong
		return false
	}
	e.tell(batch.Changes())
	return true
}

// errMore says that a whole build is needed.
var errMore = errors.New("more has changed")

// open makes the items anew, and writes the documents.
func (e *editor) open(ctx context.Context, batch publish.Batch) error {
	e.kept = &keptItems{target: e.to, recipe: e.itemRecipe(), rules: e.rules(), published: map[string]published{}, open: map[string]publish.Reader{}}
	for _, c := range e.carriers {
		e.kept.published[c.Path] = c.published
		encoder, ok := encoderOf(c.Format)
		doc, err := batch.Create(c.Path, encoder.Type)
		if err != nil || !ok {
			return cmp.Or(err, errMore)
		}
		d := newDocument(doc, encoder, c.plan, c.Path)
		e.kept.begin(d)
		c.plan.docs, e.docs = append(c.plan.docs, d), append(e.docs, d)
	}
	for _, c := range e.edited {
		if c.is = e.makeItem(c.Candidate); !e.isAlike(c) {
			return errMore
		}
	}
	for _, d := range e.docs {
		if err := e.write(ctx, d); err != nil {
			return err
		}
	}
	e.next.Gone = e.lines.rest.Gone
	if err := e.writeGone(); err != nil {
		return err
	}
	for _, d := range e.docs {
		isTold := func(f Fault) bool { return f.File == d.path }
		if err := d.finish(&e.Site, e.TTL); err != nil || d.tooLarge() != nil || slices.ContainsFunc(e.before.Report.Problems, isTold) {
			return cmp.Or(err, errMore)
		}
	}
	return nil
}

// isAlike reports that an item is to be where the one was that it takes the place of, and that nothing else is to be said of it. By its
// language others name it as their translation.
func (e *editor) isAlike(c *edited) bool {
	r := &c.is
	if r.item == nil || len(r.candidate.Problems())+len(r.looks)+len(r.beside)+len(r.item.Related) > 0 || !r.until.IsZero() {
		return false
	}
	isNewest := slices.ContainsFunc(e.before.Report.Newest, func(it *feed.Item) bool { return it.ID == r.item.ID })
	if first := e.before.Report.Feeds; isNewest && (len(first) == 0 || cmp.Or(first[0].Family, first[0].Feed) != e.Feeds[0].Name) { // whose rules they have
		return false
	}
	m := r.item.Machines
	return m.Page == (source.MachineUse{}) && !m.Use.Contradicts() && maps.Equal(r.cuts, c.was.Cuts) && r.item.Language == c.was.Item.Language
}

// write gives a document the items that it has, with what is new in the places of the old.
func (e *editor) write(ctx context.Context, d *document) error {
	for it := range e.kept.published[d.path].Layout.carried() {
		if c := e.edited[it.ID]; c != nil {
			f, ok := c.is.fragments[c.is.key(d)]
			if !ok || c.is.cut(d).name != it.Cut {
				return errMore
			}
			if err := d.add(c.is.gist, it.Cut, f); err != nil {
				return err
			}
			continue
		}
		was := e.carried[it.ID]
		if was == nil {
			if was = e.lastMade(ctx, it.ID); was == nil {
				return errMore
			}
			e.carried[it.ID] = was
		}
		cut := &cutOf{name: it.Cut, key: d.encoder.Name + " " + it.Cut}
		uses, ok := was.Uses[cut.key]
		f := feed.Fragment{Uses: uses}
		if ok && !d.staysNext(it.ID, it.Cut) {
			f.Bytes, ok = e.kept.read(d, cut, it.ID)
		}
		if !ok {
			return errMore
		}
		if err := d.add(gistOf(was.Item), it.Cut, f); err != nil {
			return err
		}
	}
	return nil
}

// writeManifest writes the manifest with the lines of the documents that were made anew.
func (e *editor) writeManifest(batch publish.Batch) error {
	n := e.lines.numbers()
	for i, d := range e.docs {
		d.layout.fold(n)
		is := d.published(&e.Site)
		if err := e.lines.replace(e.carriers[i].line, &is); err != nil {
			return err
		}
	}
	if len(n.newIDs)+len(n.newCuts) > 0 {
		return errMore
	}
	return e.lines.write(batch)
}

// tell reports what was done, which but for these documents is what the last build did.
func (e *editor) tell(changes []publish.Change) {
	e.repeatReport()
	kinds := map[string]publish.Kind{}
	for _, c := range changes {
		kinds[c.Name] = c.Kind
	}
	for i := range e.report.Changes {
		if kind, is := kinds[e.report.Changes[i].Name]; is {
			e.report.Changes[i].Kind = kind
		}
	}
	for i, it := range e.report.Newest {
		if c := e.edited[it.ID]; c != nil {
			e.report.Newest[i] = c.is.newest(e.Feeds[0].Name, &e.Site)
		}
	}
	var feeds []published
	for _, p := range e.plans {
		for _, f := range p.Formats {
			feeds = append(feeds, published{Path: f.Path, Feed: p.Name, Format: f.Name})
		}
	}
	slices.SortFunc(feeds, func(x, y published) int { return cmp.Compare(x.Path, y.Path) })
	e.report.News = e.news(e.report.Changes, feeds)
}

// note notes what was done, for the builds to come.
func (e *editor) note(ctx context.Context, sources []*feed.Source) error {
	e.kept.gists = newGists(0)
	for id, c := range e.edited {
		row, err := e.State.GistsRow(ctx, e.target, rowOfGist(id))
		if err != nil {
			return err
		}
		e.kept.gists.read(row)
		if err := e.noteMade(c.is); err != nil {
			return err
		}
	}
	e.kept.gists.renew()
	if err := e.writeGists(ctx); err != nil {
		return err
	}
	e.keep(sources)
	last := e.before
	last.At, last.Read, last.Report, last.Waiting = e.now, e.read, e.report, e.report.Waiting
	names := []string{manifestName}
	for _, c := range e.carriers {
		names = append(names, c.Path)
	}
	return e.noteLast(ctx, &last, names)
}
