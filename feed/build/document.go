package build

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"hash"
	"strings"
	"sync/atomic"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/page"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
)

// document is one document being built: what its head will have to say is gathered from the items as they pass.
type document struct {
	publish.Document
	encoder feed.Encoder
	plan    *plan
	path    string

	layout layout
	before *layout    // what it was, as long as it is the same up to here
	kept   *keptItems // of which it was
	size   int        // in bytes, of all that was written between head and tail
	sum    hash.Hash  // of it

	gone []byte // what the format says of items that are gone, which stands before the first

	items       int
	cut         atomic.Pointer[cutOf] // the last that was asked for
	uses        feed.Namespaces
	updated     time.Time
	newestYear  int
	withoutNote bool     // some item has no notice
	anonymous   bool     // some item has no author
	episodes    episodes // of a podcast
	language    string   // of all items; empty where one says none, or another
}

func newDocument(doc publish.Document, encoder feed.Encoder, plan *plan, path string) *document {
	return &document{Document: doc, encoder: encoder, plan: plan, path: path, sum: sha256.New(), layout: layout{Items: []fragment{}}}
}

// full reports that the document carries as many items as it may.
func (d *document) full() bool { return d.limit() > 0 && d.items >= d.limit() }

// limit is how many items the document may carry; 0 for all.
func (d *document) limit() int {
	if d.encoder.Newest == 0 || d.plan.Limit > 0 && d.plan.Limit < d.encoder.Newest {
		return d.plan.Limit
	}
	return d.encoder.Newest
}

// isPage reports that the document shows the feed to people, and is not what they subscribe to.
func (d *document) isPage() bool { return d.encoder.Type == feed.TypeHTML }

// add writes one item's fragment, or leaves it where it is.
func (d *document) add(of *gist, cut string, f feed.Fragment) error {
	if err := d.append(fragment{ID: of.id, Cut: cut}, f); err != nil {
		return err
	}
	if d.items == 0 {
		d.language = of.language
	} else if of.language != d.language {
		d.language = ""
	}
	d.items++
	if of.updated.After(d.updated) {
		d.updated = of.updated
	}
	d.newestYear = max(d.newestYear, of.published.Year())
	d.withoutNote = d.withoutNote || !of.hasNotice
	d.anonymous = d.anonymous || !of.hasAuthors
	return nil
}

// append writes a fragment behind those that are there.
func (d *document) append(what fragment, f feed.Fragment) error {
	if f.Bytes == nil { // whoever has none has made sure of it
		d.stay(f.Uses)
		return nil
	}
	if err := d.goOn(); err != nil {
		return err
	}
	if len(d.layout.Items) > 0 {
		if err := d.write([]byte(d.encoder.Between)); err != nil {
			return err
		}
	}
	what.Bytes = len(f.Bytes)
	d.layout.Items = append(d.layout.Items, what)
	d.uses |= f.Uses
	return d.write(f.Bytes)
}

// write writes a part of what lies between head and tail.
func (d *document) write(part []byte) error {
	d.size += len(part)
	d.sum.Write(part) // a hash never fails
	_, err := d.Write(part)
	return err
}

// finish writes the head, now that it is known, and closes the document.
func (d *document) finish(site *feed.Site, ttl time.Duration) error {
	head, err := d.encoder.Head(d.head(site, ttl), d.uses)
	if err != nil {
		return err
	}
	head = append(head, d.gone...)
	if d.isAsBefore(head) && d.Keep() {
		d.layout = *d.before
		d.size = sizeOf(d.layout.Items, d.encoder.Between)
		return nil
	}
	if err := d.goOn(); err != nil {
		return err
	}
	d.layout.Head, d.layout.Tail, d.layout.Sum = len(head), len(d.encoder.Tail), hexOf(d.sum.Sum(nil))
	d.layout.Above = sumOf(head)
	return d.Finish(head, []byte(d.encoder.Tail), d.updated)
}

// published gives what the manifest says of the document.
func (d *document) published(site *feed.Site) published {
	return published{
		Path: d.path, Feed: d.plan.Name, Format: d.encoder.Name, ID: d.id(site), Title: cmp.Or(d.plan.Title, site.Title), Language: cmp.Or(d.plan.Language, site.Language),
		Value: d.plan.value, Archive: d.plan.whole != nil, Modified: instantOf(d.updated), Layout: &d.layout,
	}
}

// Readers that fetch a document take no more of it than this: CommaFeed 5 MB, miniflux 15 MiB.
const (
	large  = 5_000_000
	larger = 15_000_000
)

// tooLarge tells of a document that readers discard; nil where none does.
func (d *document) tooLarge() *Fault {
	size := d.layout.Head + d.size + d.layout.Tail
	if size <= large || d.isPage() {
		return nil
	}
	f := &Fault{Advice: true, Problem: source.Problem{File: d.path, Field: "limit", Fix: "write limit: 50 under the feed " + d.plan.Name + ", or text: summary"}}
	f.Message = fmt.Sprintf("the feed has %.1f MB, and some readers discard all above 5 MB", float64(size)/1e6)
	if size > larger {
		f.Advice = false
		f.Message = fmt.Sprintf("the feed has %.1f MB, which most readers discard: they take 5 MB, or 15 at most", float64(size)/1e6)
	}
	return f
}

func (d *document) head(site *feed.Site, ttl time.Duration) *feed.Feed {
	f := &feed.Feed{
		ID:                 d.id(site),
		Title:              cmp.Or(d.plan.Title, site.Title),
		Description:        cmp.Or(d.plan.Description, site.Description),
		HomeURL:            site.URL.String(),
		SelfURL:            site.File(d.path),
		Hubs:               site.Hubs,
		Language:           cmp.Or(d.plan.Language, site.Language, d.language),
		Author:             site.Author,
		EntriesHaveRights:  !d.withoutNote,
		EntriesHaveAuthors: !d.anonymous && d.items > 0,
		Updated:            d.updated,
		TTL:                ttl,
		Copyright:          d.copyright(site),
		Style:              strings.Repeat("../", strings.Count(d.path, "/")) + page.SheetName,
	}
	if site.Icon != "" {
		f.Icon, _ = site.Resolve(site.Icon) // the configuration is checked
	}
	for _, other := range d.plan.Formats {
		if e, ok := encoderOf(other.Name); ok && other.Path != d.path && e.Type != feed.TypeHTML {
			f.Alternates = append(f.Alternates, feed.Alternate{Type: e.Type, URL: site.File(other.Path)})
		}
	}
	if f.History = d.history(site); f.History.IsArchive {
		f.Hubs = nil // nobody waits for what is past
	}
	d.describe(f)
	return f
}

// copyright is the site's notice with the year of the newest item; a feed without items has no year to say.
func (d *document) copyright(site *feed.Site) string {
	if strings.Contains(site.Rights, "{year}") && d.newestYear == 0 {
		return ""
	}
	return feed.Notice(site.Rights, d.newestYear)
}

// id is the feed's identity in Atom: minted where the site mints ids, else its own address.
func (d *document) id(site *feed.Site) string {
	whole := d.plan
	if whole.whole != nil { // a part of an archive is the same feed
		whole = whole.whole
	}
	if site.IDs.Domain == "" {
		return site.File(cmp.Or(whole.pathIn(d.encoder.Name), d.path))
	}
	return site.Mint("feeds/" + whole.Name)
}

// cutOf is a cut with the names that it has in a document.
type cutOf struct {
	feed.Cut
	name string // tells apart what of an item documents carry: how much, and beside which language it is to say its own
	key  string // tells apart the fragments of an item
}

// cutOf names a cut. It is safe for concurrent use. Most items are cut like the one before.
func (d *document) cutOf(cut feed.Cut) *cutOf {
	if last := d.cut.Load(); last != nil && last.Cut == cut {
		return last
	}
	c := &cutOf{Cut: cut, name: cut.String()}
	if d.plan.Language != "" {
		c.name += " in-" + d.plan.Language
	}
	c.key = d.encoder.Name + " " + c.name
	d.cut.Store(c)
	return c
}
