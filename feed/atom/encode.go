// Package atom writes Atom 1.0 (RFC 4287), with Dublin Core terms and Media RSS for what Atom has no words for.
//
// It decides nothing: an entry is written as the feed package made it.
package atom

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/module"
	"github.com/masthead-feeds/masthead/source"
)

// Encoder gives the encoder of Atom 1.0.
func Encoder() feed.Encoder {
	return feed.Encoder{Name: "atom", Type: feed.TypeAtom, Item: encodeItem, Gone: encodeGone, Head: encodeHead, Tail: tail}
}

const (
	indent = "  "
	tail   = "</feed>\n"
	// neverChanged dates a feed without items: the element is required, the time of the build would be a change at every
	// build, and validators do not believe 1970. It is the month of RFC 4287.
	neverChanged = "2005-12-01T00:00:00Z"
)

func encodeHead(f *feed.Feed, uses feed.Namespaces) ([]byte, error) {
	out, err := module.Marshal(newDocument(f, uses), "", indent, func(written []byte) []byte {
		head, _, _ := bytes.Cut(written, []byte("\n</feed>"))
		return slices.Concat([]byte(xml.Header+f.Stylesheet()), head, []byte("\n"))
	})
	if err != nil {
		return nil, fmt.Errorf("encoding the Atom feed: %w", err)
	}
	return out, nil
}

func newDocument(f *feed.Feed, uses feed.Namespaces) document {
	doc := document{
		Lang:       f.Language,
		Namespaces: (uses&^feed.Atom | f.History.Uses()).Declarations(),
		AtomFeed: feeds.AtomFeed{
			Xmlns:    "http://www.w3.org/2005/Atom",
			Title:    f.Title,
			Subtitle: f.Description,
			Id:       f.ID,
			Updated:  f.Updated.Format(time.RFC3339),
			Icon:     f.Icon,
		},
		Links: []link{
			{Rel: "self", Type: feed.TypeAtom, Href: f.SelfURL},
			{Rel: "alternate", Type: "text/html", Href: f.HomeURL},
		},
		Generator: generator{feed.GeneratorURL, feed.Version, feed.Generator},
	}
	if f.Updated.IsZero() {
		doc.Updated = neverChanged
	}
	if f.EntriesHaveRights {
		doc.Rights = f.Copyright
	}
	for _, hub := range f.Hubs {
		doc.Links = append(doc.Links, link{Rel: "hub", Href: hub})
	}
	for _, a := range f.Alternates {
		doc.Links = append(doc.Links, link{Rel: "alternate", Type: a.Type, Href: a.URL})
	}
	for _, r := range f.History.Relations() {
		doc.Links = append(doc.Links, link{Rel: r.Rel, Type: feed.TypeAtom, Href: r.URL})
	}
	doc.Archive, doc.Complete = feed.MarkIf(f.History.IsArchive), feed.MarkIf(f.History.IsComplete)
	switch {
	case f.Author != nil:
		doc.Authors = authors([]feed.Person{*f.Author})
	case !f.EntriesHaveAuthors:
		doc.Authors = authors([]feed.Person{{Name: f.Title}})
	}
	return doc
}

func encodeItem(it *feed.Item, language string) (feed.Fragment, error) {
	x, uses := newEntry(it, language)
	out, err := module.Marshal(x, indent, indent, withLineFeed)
	if err != nil {
		return feed.Fragment{}, fmt.Errorf("encoding Atom entry %s: %w", it.ID, err)
	}
	return feed.Fragment{Bytes: out, Uses: uses}, nil
}

// encodeGone writes the word that an entry is no more (RFC 6721 §3), with what there is to say of it.
func encodeGone(g feed.Gone) (feed.Fragment, error) {
	x := deletedEntry{Ref: feed.URI(g.ID), When: g.When.Format(time.RFC3339), Comment: g.Notice}
	out, err := module.Marshal(x, indent, indent, withLineFeed)
	if err != nil {
		return feed.Fragment{}, fmt.Errorf("encoding Atom deleted entry %s: %w", g.ID, err)
	}
	return feed.Fragment{Bytes: out, Uses: feed.Tombstones}, nil
}

func withLineFeed(written []byte) []byte { return slices.Concat(written, []byte("\n")) }

func newEntry(it *feed.Item, language string) (*entry, feed.Namespaces) {
	elements, uses := module.Of(it)
	x := &entry{
		AtomEntry: feeds.AtomEntry{
			Title:     it.Title,
			Id:        feed.URI(it.ID),
			Published: it.Published.Format(time.RFC3339),
			Updated:   it.Updated.Format(time.RFC3339),
			Rights:    rights(it),
		},
		Authors:      authors(it.Authors),
		Contributors: contributors(it.Contributors),
		Links:        links(it),
		Elements:     elements,
		Source:       newSource(it.SourceFeed),
	}
	for _, m := range it.Media {
		if module.SaysMore(m) { // than a link can
			uses |= x.Add(m)
		}
	}
	for _, c := range it.Categories {
		x.Categories = append(x.Categories, category{c.Term, c.Scheme, c.Term})
	}
	if it.Language != language {
		x.Lang = it.Language
	}
	if it.Summary != "" {
		x.Summary = &feeds.AtomSummary{Type: "text", Content: it.Summary}
	}
	switch {
	case it.HTML != "":
		x.Content = &content{Type: "html", HTML: it.HTML}
	case it.URL == "": // an entry has content or a page (RFC 4287 §4.1.2)
		x.Content = &content{Type: "text", HTML: cmp.Or(it.Summary, it.Title)}
	case it.Summary == "": // an entry without either is one that nobody can read (RFC 4287 §4.1.1.1)
		x.Summary = &feeds.AtomSummary{Type: "text", Content: it.Title}
	}
	return x, uses
}

// newSource says which feed the entry was taken from, if that is known (RFC 4287 §4.2.11).
func newSource(f source.Feed) *sourceFeed {
	if f.ID == "" {
		return nil
	}
	x := &sourceFeed{ID: f.ID, Title: f.Title, Updated: f.Updated.Format(time.RFC3339), Rights: f.Rights}
	if f.URL != "" {
		x.Links = append(x.Links, link{Rel: "self", Href: f.URL})
	}
	if f.Home != "" {
		x.Links = append(x.Links, link{Rel: "alternate", Type: "text/html", Href: f.Home})
	}
	return x
}

// rights puts the usage terms behind the notice: both are text for people, and an entry has one place for it.
func rights(it *feed.Item) string {
	if it.Notice == "" || it.UsageTerms == "" {
		return it.Notice + it.UsageTerms
	}
	return strings.TrimRight(it.Notice, ". ") + ". " + it.UsageTerms
}

func authors(people []feed.Person) (list []feeds.AtomAuthor) {
	for _, p := range people {
		list = append(list, feeds.AtomAuthor{AtomPerson: person(p)})
	}
	return list
}

func contributors(people []feed.Person) (list []feeds.AtomContributor) {
	for _, p := range people {
		list = append(list, feeds.AtomContributor{AtomPerson: person(p)})
	}
	return list
}

func person(p feed.Person) feeds.AtomPerson {
	return feeds.AtomPerson{Name: p.Name, Uri: p.URL, Email: p.Email}
}

func links(it *feed.Item) (list []link) {
	if it.URL != "" {
		list = append(list, link{Rel: "alternate", Type: "text/html", Href: it.URL})
	}
	for _, t := range it.Translations {
		list = append(list, link{Rel: "alternate", Type: "text/html", Language: t.Language, Href: t.URL})
	}
	if it.SourceURL != "" && it.SourceURL != it.URL {
		list = append(list, link{Rel: "via", Type: "text/html", Href: it.SourceURL, Title: it.SourceTitle})
	}
	for _, address := range it.Related {
		list = append(list, link{Rel: "related", Href: address})
	}
	for _, l := range it.Licenses {
		if l.URL != "" {
			list = append(list, link{Rel: "license", Type: "text/html", Href: l.URL, Title: l.Title})
		}
	}
	if it.UsageTermsURL != "" {
		list = append(list, link{Rel: "license", Type: "text/html", Href: it.UsageTermsURL, Title: "Usage terms"})
	}
	if it.Machines.License != "" {
		list = append(list, link{Rel: "license", Type: feed.TypeRSL, Href: it.Machines.License, Title: feed.RSLTitle})
	}
	for _, m := range it.Media {
		enclosure := link{Rel: "enclosure", Type: m.Type, Href: m.URL, Title: m.Title}
		if m.Size > 0 {
			enclosure.Length = strconv.FormatInt(m.Size, 10)
		}
		list = append(list, enclosure)
	}
	return list
}
