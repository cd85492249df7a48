package build

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/machine"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
)

// render makes the items, newest first, and writes each into the documents that have room for it. Bodies are read for
// as many articles as the feeds carry; where one turns out not to be readable, the next takes its place.
func (b *builder) render(ctx context.Context, chosen *feed.Selection, batch publish.Batch, target publish.Target) error {
	if err := b.open(batch, target); err != nil {
		return err
	}
	b.next.Items = make([]publishedItem, 0, len(b.past.Items))
	byUpdate := b.queueByUpdate(chosen)
	for _, q := range []*queueOfArticles{{next: chosen.Next}, byUpdate} {
		if err := b.renderAll(ctx, q); err != nil {
			return err
		}
	}
	if b.Strict {
		chosen.Next(len(b.all)) // and with them the twins
	}
	feed.NoteTwins(chosen.Twins)
	for _, c := range chosen.Twins {
		b.report.addProblems(c, b.now)
	}
	b.withoutEmpty()
	if err := b.bury(ctx); err != nil {
		return err
	}
	for _, d := range b.docs {
		if err := d.finish(&b.Site, b.TTL); err != nil {
			return err
		}
		if f := d.tooLarge(); f != nil {
			b.report.addProblem(*f)
		}
		b.adviseShow(d)
	}
	return nil
}

func (b *builder) progress(total int) {
	if b.Progress != nil {
		b.Progress(b.report.Items+1, total)
	}
}

// open begins every document that the feeds ask for.
func (b *builder) open(batch publish.Batch, target publish.Target) error {
	for _, plan := range b.plans {
		for _, format := range plan.Formats {
			encoder, ok := encoderOf(format.Name)
			if !ok {
				return fmt.Errorf("feed %s: no format is called %q", plan.Name, format.Name)
			}
			if encoder.Type == feed.TypeHTML && b.isForeign(target, format.Path) {
				b.report.addProblem(Fault{Advice: true, Problem: source.Problem{File: whereIs(target, format.Path),
					Message: "is a page that masthead did not write, and it was left as it is", Fix: "give the feed " + plan.Name + " another path, or the page another name"}})
				continue
			}
			doc, err := batch.Create(format.Path, encoder.Type)
			if err != nil {
				return err
			}
			d := newDocument(doc, encoder, plan, format.Path)
			b.kept.begin(d)
			plan.docs, b.docs = append(plan.docs, d), append(b.docs, d)
		}
	}
	return nil
}

// isForeign reports that where a page is to be written there lies one of somebody else: nobody asked for the page, and so
// nothing may be lost to it.
func (b *builder) isForeign(target publish.Target, name string) bool {
	if slices.ContainsFunc(b.past.Feeds, func(f published) bool { return f.Path == name }) {
		return false
	}
	there, err := target.Read(name)
	return err == nil && !bytes.Contains(there, []byte(`<meta name="generator" content="`+feed.Generator+" "))
}

// rendered is an item with its fragments, by the key of the documents that they fit. Fragments without bytes lie in the documents
// of the last build.
type rendered struct {
	candidate feed.Candidate
	plans     []*plan             // that may have it
	gist      *gist               // nil when the article turned out not to be fit for an item
	item      *feed.Item          // nil as well where its gist is all that is known of it
	cuts      map[string]feed.Cut // feed → how much of the item it carries
	fragments map[string]feed.Fragment
	problems  []source.Problem // of an item that was not made anew
	looks     []source.Look    // where its recordings were looked for
	beside    []uint64         // where the translations lie that it names
	unnamed   []string         // addresses of pages that it would name if they were out
	until     time.Time        // from when the item is another by itself; zero for never
	isNew     bool             // it was made by this build
}

// key names the fragment for a document among those of the item.
func (r rendered) key(d *document) string { return r.cut(d).key }

// cut gives how much of the item a document carries.
func (r rendered) cut(d *document) *cutOf { return d.cutOf(r.cuts[d.plan.of]) }

// documentsOfPlans gives the documents of some plans.
func documentsOfPlans(plans []*plan) iter.Seq[*document] {
	return func(yield func(*document) bool) {
		for _, p := range plans {
			for _, d := range p.docs {
				if !yield(d) {
					return
				}
			}
		}
	}
}

func (r rendered) documents() iter.Seq[*document] { return documentsOfPlans(r.plans) }

// fits reports that there is a fragment for a document.
func (r rendered) fits(d *document) bool {
	_, ok := r.fragments[r.key(d)]
	return ok
}

// wanted reports that a document has room for the item, and may carry it.
func (r rendered) wanted(d *document) bool {
	return !d.full() && r.cuts[d.plan.of].Text != source.Nothing
}

// renderItem gives an item in the formats and levels that documents want: as it was made before, or else anew.
func (b *builder) renderItem(c feed.Candidate) rendered {
	if made, ok := b.reuse(c); ok {
		return made
	}
	return b.makeItem(c)
}

// makeItem reads one body and writes it in every format and level that some document wants. It runs on many items at
// once and touches nothing but its own. Whatever goes wrong with it costs this one article.
func (b *builder) makeItem(c feed.Candidate) (r rendered) {
	defer func() {
		if p := recover(); p != nil {
			r = unfit(c, fmt.Errorf("no item can be made of it: %v", p))
		}
	}()
	plans := b.plansOf(c)
	read := (*feed.Candidate).ReadBody
	if c.Read(); b.isBrief(c.Article, plans) {
		read = (*feed.Candidate).ReadOpening
	}
	item := itemOf(&c, read, b.now)
	r = rendered{candidate: c, plans: plans, item: item, fragments: map[string]feed.Fragment{}, isNew: true}
	if r.item != nil && c.Status(b.now) != source.StatusPublished { // the text says so
		r.item = nil
	}
	if r.item == nil {
		return r
	}
	r.until = c.ChangesAfter(b.now)
	b.translate(&r)
	b.relate(&r)
	r.cuts, r.looks = map[string]feed.Cut{}, c.Article.Looks
	for _, f := range b.Feeds {
		r.cuts[f.Name], _ = f.Cut(c.Article)
	}
	r.gist = gistOf(r.item) // with its translations
	b.keepToEpisodes(r)
	for d := range r.documents() {
		cut := r.cuts[d.plan.of]
		if r.fits(d) || cut.Text == source.Nothing {
			continue
		}
		fragment, err := d.encoder.Item(r.item.CutTo(cut, b.Site.URL), cmp.Or(d.plan.Language, b.Site.Language))
		if err != nil {
			return unfit(c, err)
		}
		r.fragments[r.key(d)] = fragment
	}
	return r
}

// isBrief reports that none of the feeds carries the text of an article.
func (b *builder) isBrief(a *source.Article, plans []*plan) bool {
	of := "" // plans of one family follow each other
	for _, p := range plans {
		if p.of == of {
			continue
		}
		of = p.of
		if cut, _ := p.Cut(a); source.Summary.Less(cut.Text) {
			return false
		}
	}
	return true
}

func unfit(c feed.Candidate, err error) rendered {
	c.Reject(source.Problem{File: c.File(), Message: err.Error(), Fix: "please report this with the file"})
	return rendered{candidate: c}
}

// taker is a document with what it is to carry of an item.
type taker struct {
	*document
	fragment feed.Fragment // without bytes where it stands there already
}

// takers gives the documents of the order at hand that have room for the item and may carry it. all reports that there are bytes for
// every document which has room, of whatever order; the others are left out.
func (b *builder) takers(r rendered) (list []taker, all bool) {
	list, all = b.taking[:0], true
	for d := range r.documents() {
		switch {
		case !r.wanted(d):
		case !r.fits(d):
			all = false
		case d.plan.ByUpdate == b.byUpdate:
			f, there := b.fragment(r, d)
			if all = all && there; there {
				list = append(list, taker{d, f})
			}
		}
	}
	b.taking = list
	return list, all
}

// place writes an item into the documents that have room for it.
func (b *builder) place(r rendered) error {
	stale := b.last[r.candidate.Card] != nil // it cannot be made anew, and its faults are told
	takers, all := b.takers(r)
	if !stale && r.gist != nil && !all { // a document has room for it that had none before
		r = b.makeItem(r.candidate)
		takers, _ = b.takers(r)
	}
	if !stale {
		b.report.addProblems(r.candidate, b.now)
	}
	for _, p := range r.problems {
		b.report.addProblem(Fault{Folder: r.candidate.Folder().Name, Problem: p})
	}
	if r.gist == nil {
		b.report.Status[source.StatusPublished]--
		b.report.Status[status(r.candidate.Card, b.now)]++
		if at, ok := r.candidate.NextChange(b.now); ok && !r.candidate.IsRejected() {
			b.report.Next = earlier(b.report.Next, at)
		}
		return nil
	}
	b.noteLooks(r.candidate.Folder(), r.looks)
	if r.item != nil { // else nothing is to be said of it
		b.adviseEpisode(r)
		if u := r.item.Machines.Use; u.Contradicts() {
			return fmt.Errorf("%s: machine_use: %s: of text and data mining tdmrep.json has to say one thing; write the same for train and ai_input under policy and site.machine_use",
				filepath.Join(r.candidate.Folder().Name, filepath.FromSlash(r.candidate.Path)), u)
		}
	}
	if r.until.After(b.now) { // what cannot be made anew stays as it is
		b.report.Next = earlier(b.report.Next, r.until)
	}
	for _, d := range takers {
		if err := d.add(r.gist, r.cut(d.document).name, d.fragment); err != nil {
			return fmt.Errorf("writing %s: %w", d.path, err)
		}
		if d.plan.Window > 0 {
			b.report.Next = earlier(b.report.Next, r.candidate.Published().Add(d.plan.Window))
		}
	}
	if len(takers) == 0 || b.out[r.gist.id] { // no feed may carry it, or it is in one of another order already
		return nil
	}
	if b.ordersByUpdate() {
		b.out[r.gist.id] = true
	}
	b.report.Items++
	b.remember(r)
	return b.noteMade(r)
}

// fragment gives what a document is to carry of the item; without bytes where it stands there already.
func (b *builder) fragment(r rendered, d *document) (f feed.Fragment, ok bool) {
	cut := r.cut(d)
	if f = r.fragments[cut.key]; f.Bytes != nil || d.staysNext(r.gist.id, cut.name) {
		return f, true
	}
	f.Bytes, ok = b.kept.read(d, cut, r.gist.id)
	return f, ok
}

// remember notes what is published, for the builds to come.
func (b *builder) remember(r rendered) {
	it := publishedItem{ID: r.gist.id, Place: placeText(r.candidate.Place), folder: r.candidate.Folder(), path: r.candidate.Path}
	if at, ok := r.candidate.Expires(); ok {
		it.Expires = instantOf(at)
	}
	if !r.candidate.HasOwnDate() {
		it.FirstSeen = &r.gist.published
	}
	b.next.Items = append(b.next.Items, it)
	if r.item != nil {
		b.noteNews(r.item)
		if m := r.item.Machines; m.Page != (source.MachineUse{}) {
			b.pages = append(b.pages, machine.Page{URL: r.item.URL, Use: m.Page})
		}
	}
	first := b.plans[0]
	if len(b.report.Newest) < newestItems && r.cuts[first.of].Text != source.Nothing && slices.Contains(r.plans, first) {
		if r = b.whole(r); r.item != nil {
			b.report.Newest = append(b.report.Newest, r.newest(first.of, &b.Site))
		}
	}
}

// newest gives the item with as much of it as the page that lists the feeds has of one in the feed of this name.
func (r rendered) newest(of string, site *feed.Site) *feed.Item {
	cut := r.cuts[of]
	if source.Summary.Less(cut.Text) {
		cut.Text = source.Summary
	}
	return r.item.CutTo(cut, site.URL)
}
