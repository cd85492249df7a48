package build

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"path"
	"slices"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/directory"
	"github.com/masthead-feeds/masthead/feed/machine"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
)

// This file is what lies beside the feeds because somebody asked for it.

// newsItem is an item that is in the sitemap of news.
type newsItem struct {
	id        string
	published time.Time
	entry     []byte
}

// noteNews notes an item for the sitemap of news.
func (b *builder) noteNews(it *feed.Item) {
	if b.Beside.NewsSitemap == "" || b.Private || !directory.IsNews(&b.Site, it, b.now) {
		return
	}
	language := directory.NewsLanguage(cmp.Or(it.Language, b.Site.Language))
	if language == "" {
		b.report.addProblem(Fault{Advice: true, Problem: source.Problem{File: b.Beside.NewsSitemap,
			Message: "search engines want the language of every article, and of some there is none; these were left out of it", Fix: "write site.language"}})
		return
	}
	b.recent = append(b.recent, newsItem{it.ID, it.Published, directory.NewsEntry(&b.Site, it, language)})
}

// writeBeside writes what somebody asked for.
func (b *builder) writeBeside(batch publish.Batch) error {
	var feeds []directory.Feed
	if b.Beside.OPML+b.Beside.Links != "" { // of thousands of feeds it takes a while
		feeds = b.directory()
	}
	if name := b.Beside.OPML; name != "" && len(feeds) > 0 {
		list, err := directory.OPML(&b.Site, feeds)
		if err == nil {
			err = b.writeFile(batch, machine.Document{Name: name, Type: directory.TypeOPML, Bytes: list}, nil)
		}
		if err != nil {
			return err
		}
	}
	if name := b.Beside.Links; name != "" {
		if err := b.writeFile(batch, machine.Document{Name: name, Type: feed.TypeHTML, Bytes: directory.Links(feeds)}, nil); err != nil {
			return err
		}
	}
	if name := b.Beside.NewsSitemap; name != "" {
		if err := b.writeNews(batch, name); err != nil {
			return err
		}
	}
	if name := b.Beside.Headers; name != "" {
		return b.writeHeaders(batch, name)
	}
	return nil
}

// directory gives the feeds with their documents.
func (b *builder) directory() (list []directory.Feed) {
	name := "" // no feed has it
	for _, d := range b.docs {
		if d.isPage() || d.plan.whole != nil { // a part of an archive is found through its feed
			continue
		}
		head := d.head(&b.Site, b.TTL)
		if d.plan.Name != name {
			name = d.plan.Name
			list = append(list, directory.Feed{Family: d.plan.Family, Title: head.Title, Description: head.Description, HomeURL: head.HomeURL, Language: head.Language})
		}
		last := &list[len(list)-1]
		last.Documents = append(last.Documents, feed.Alternate{Type: d.encoder.Type, URL: head.SelfURL})
	}
	return list
}

// writeNews writes the sitemap of news, the newest first, with a note of where in it each item is: one may have to be taken out. The
// next build comes when the oldest leaves it.
func (b *builder) writeNews(batch publish.Batch, name string) error {
	l := &layout{Head: len(directory.NewsHead), Tail: len(directory.NewsTail), Items: []fragment{}}
	slices.SortFunc(b.recent, func(x, y newsItem) int { // feeds of several orders take their items in several
		return cmp.Or(y.published.Compare(x.published), cmp.Compare(x.id, y.id))
	})
	carried := map[string]bool{} // but by a feed of too few articles to be one
	for _, d := range b.docs {
		for it := range d.layout.carried() {
			carried[it.ID] = true
		}
	}
	b.recent = slices.DeleteFunc(b.recent, func(n newsItem) bool { return !carried[n.id] })
	b.recent = b.recent[:min(len(b.recent), directory.NewsMost)]
	var all []byte
	for _, n := range b.recent {
		b.report.Next = earlier(b.report.Next, n.published.Add(directory.NewsAge))
		all = append(all, n.entry...)
		l.Items = append(l.Items, fragment{ID: n.id, Bytes: len(n.entry)})
	}
	sum := sha256.Sum256(all)
	l.Sum = hexOf(sum[:])
	whole := slices.Concat([]byte(directory.NewsHead), all, []byte(directory.NewsTail))
	return b.writeFile(batch, machine.Document{Name: name, Type: directory.TypeSitemap, Bytes: whole}, l)
}

// hostedFor is how long caches may keep what a host of files sends, where nothing in it expires. The host counts from each
// answer, and nobody tells it of an expiry: where something does expire, they have to ask each time.
const hostedFor = 10 * time.Minute

// writeHeaders writes the header lines of all that is published. A file that somebody else wrote, such as the site's own, is left
// as it is.
func (b *builder) writeHeaders(batch publish.Batch, name string) error {
	if there, err := b.to.Read(name); err == nil && !bytes.HasPrefix(there, []byte(directory.HeadersMark)) {
		b.report.addProblem(Fault{Advice: true, Problem: source.Problem{File: whereIs(b.to, name),
			Message: "is a file that masthead did not write, and it was left as it is", Fix: "give publish.headers another path, and put what is in it behind what is here"}})
		b.past.Files = slices.DeleteFunc(b.past.Files, func(f file) bool { return f.Path == name })
		return nil
	}
	var all []directory.Hosted
	for _, f := range b.next.Feeds {
		if e, ok := encoderOf(f.Format); ok {
			all = append(all, directory.Hosted{URL: b.Site.File(f.Path), Type: e.Type})
		}
	}
	for _, f := range b.next.Files {
		all = append(all, directory.Hosted{URL: b.Site.File(f.Path), Type: f.Type})
	}
	slices.SortFunc(all, func(x, y directory.Hosted) int { return cmp.Compare(x.URL, y.URL) })
	text, rules := directory.Headers(all, b.cacheControl())
	if rules > directory.HostedMost {
		b.report.addProblem(Fault{Advice: true, Problem: source.Problem{File: name,
			Message: fmt.Sprintf("has %d rules, and Cloudflare Pages passes over those behind the first %d", rules, directory.HostedMost),
			Fix:     "give feeds that are made for each of many a folder each, such as tags/{tag}/feed.xml"}})
	}
	return b.writeFile(batch, machine.Document{Name: name, Type: "text/plain", Bytes: text}, nil)
}

func (b *builder) cacheControl() string {
	if !b.report.Expiry.IsZero() {
		return "public, max-age=0, must-revalidate"
	}
	fresh := hostedFor
	if b.TTL > 0 {
		fresh = max(time.Minute, min(fresh, b.TTL))
	}
	return fmt.Sprintf("public, max-age=%d", fresh/time.Second)
}

// endings are those of the packed copies that documents have where they are published to.
func (b *builder) endings() []string {
	if t, ok := b.to.(interface{ Endings() []string }); ok {
		return t.Endings()
	}
	return nil
}

// unpack takes away the packed copies in codings that nobody asks for any more.
func (b *builder) unpack(batch publish.Batch) {
	now := b.endings()
	for _, ending := range b.past.Packed {
		if slices.Contains(now, ending) {
			continue
		}
		for _, f := range b.past.Feeds {
			batch.Remove(f.Path + ending)
		}
		for _, f := range b.past.Files {
			batch.Remove(f.Path + ending)
		}
	}
}

// isCopy reports that a name is that of a document's packed copy: no document has such a name where there are any.
func (b *builder) isCopy(name string) bool {
	ending := path.Ext(name)
	return ending != "" && (slices.Contains(b.past.Packed, ending) || slices.Contains(b.endings(), ending))
}

// copies gives the names of the packed copies among changes.
func (b *builder) copies(changes []publish.Change) (names []string) {
	for _, c := range changes {
		if b.isCopy(c.Name) {
			names = append(names, c.Name)
		}
	}
	return names
}
