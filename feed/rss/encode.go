// Package rss writes RSS 2.0, as the RSS Advisory Board's specification and its Best Practices Profile have it, with the
// Atom, Content, Dublin Core, Creative Commons and Media RSS modules for what RSS has no words for.
//
// It decides nothing: an item is written as the feed package made it.
package rss

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html"
	"strconv"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/module"
)

// Encoder gives the encoder of RSS 2.0.
func Encoder() feed.Encoder {
	return feed.Encoder{Name: "rss", Type: feed.TypeRSS, Item: encodeItem, Head: encodeHead, Tail: tail}
}

const (
	// dateFormat is RFC 822's with the four-digit year that the specification allows, and a numeric zone.
	dateFormat = time.RFC1123Z
	indent     = "  "
	tail       = indent + "</channel>\n</rss>\n"
)

func encodeHead(f *feed.Feed, uses feed.Namespaces) ([]byte, error) {
	return writeHead(f, uses, show{})
}

func writeHead(f *feed.Feed, uses feed.Namespaces, s show) ([]byte, error) {
	uses |= feed.Atom | f.History.Uses() // Atom for the link to itself
	if f.Author != nil {
		uses |= feed.DC
	}
	doc := document{Namespaces: uses.Declarations(), Version: "2.0", Channel: newChannel(f)}
	doc.Channel.show = s
	out, err := marshal(doc, "")
	if err != nil {
		return nil, fmt.Errorf("encoding the RSS channel: %w", err)
	}
	head, _, _ := bytes.Cut(out, []byte("\n"+indent+"</channel>"))
	return append([]byte(xml.Header+f.Stylesheet()), append(head, '\n')...), nil
}

func newChannel(f *feed.Feed) channel {
	c := channel{
		RssFeed: feeds.RssFeed{
			Title:       f.Title,
			Description: f.Description,
			Link:        f.HomeURL,
			Language:    f.Language,
			Copyright:   f.Copyright,
			Generator:   feed.Generator + " " + feed.Version + " (" + feed.GeneratorURL + ")",
			Docs:        "https://www.rssboard.org/rss-specification",
			Ttl:         int(f.TTL / time.Minute),
		},
		Links: []link{{Rel: "self", Type: feed.TypeRSS, Href: f.SelfURL}},
	}
	if !f.Updated.IsZero() {
		c.LastBuildDate = date(f.Updated)
	}
	if c.Description == "" {
		c.Description = f.Title // required
	}
	if f.Author != nil {
		c.Creator = f.Author.Name
	}
	for _, hub := range f.Hubs {
		c.Links = append(c.Links, link{Rel: "hub", Href: hub})
	}
	for _, a := range f.Alternates {
		c.Links = append(c.Links, link{Rel: "alternate", Type: a.Type, Href: a.URL})
	}
	for _, r := range f.History.Relations() {
		c.Links = append(c.Links, link{Rel: r.Rel, Type: feed.TypeRSS, Href: r.URL})
	}
	c.Archive, c.Complete = feed.MarkIf(f.History.IsArchive), feed.MarkIf(f.History.IsComplete)
	if f.Icon != "" {
		c.Image = &feeds.RssImage{Url: f.Icon, Title: f.Title, Link: f.HomeURL}
	}
	return c
}

func encodeItem(it *feed.Item, language string) (feed.Fragment, error) {
	x, uses := newItem(it, language)
	out, err := marshal(x, indent+indent)
	if err != nil {
		return feed.Fragment{}, fmt.Errorf("encoding RSS item %s: %w", it.ID, err)
	}
	return feed.Fragment{Bytes: out, Uses: uses}, nil
}

// date writes an instant. Old readers know no zones but those of hours and half hours, so that Nepal's time is told in UTC.
func date(t time.Time) string {
	if _, offset := t.Zone(); offset%1800 != 0 {
		t = t.UTC()
	}
	return t.Format(dateFormat)
}

func newItem(it *feed.Item, language string) (*item, feed.Namespaces) {
	x := &item{
		Title:       it.Title,
		Link:        it.URL,
		Description: html.EscapeString(it.Summary),
		RssItem: feeds.RssItem{
			Guid: &feeds.RssGuid{Id: it.ID, IsPermaLink: strconv.FormatBool(it.ID == it.URL)},
		},
	}
	if !it.Published.IsZero() {
		x.PubDate = date(it.Published)
	}
	elements, uses := module.Of(it)
	x.Elements = elements
	uses |= x.people(it) | x.rights(it) | x.enclose(it)
	if it.HTML != "" {
		if it.Summary == "" { // readers that know no content:encoded need something, and validators ask for it
			x.Description = html.EscapeString(it.Title)
		}
		x.Content = &feeds.RssContent{Content: it.HTML}
		uses |= feed.Content
	}
	for _, c := range it.Categories {
		x.Categories = append(x.Categories, category{c.Scheme, c.Term})
	}
	if !it.Updated.Equal(it.Published) {
		x.Updated = it.Updated.Format(time.RFC3339)
		uses |= feed.Atom
	}
	if it.SourceFeed.URL != "" {
		x.Source = &sourceFeed{it.SourceFeed.URL, it.SourceFeed.Title}
	}
	if it.SourceURL != "" && it.SourceURL != it.URL {
		x.Links = append(x.Links, link{Rel: "via", Type: "text/html", Href: it.SourceURL, Title: it.SourceTitle})
		uses |= feed.Atom
	}
	for _, t := range it.Translations {
		x.Links = append(x.Links, link{Rel: "alternate", Type: "text/html", Language: t.Language, Href: t.URL})
		uses |= feed.Atom
	}
	for _, address := range it.Related {
		x.Links = append(x.Links, link{Rel: "related", Href: address})
		uses |= feed.Atom
	}
	if it.Language != "" && it.Language != language {
		x.Language = it.Language
		uses |= feed.DC
	}
	return x, uses
}

// people names everybody by Dublin Core, which takes a name alone; RSS's own author takes an address, and beside
// dc:creator it is a duplicate. Addresses of the web and of mail go into Atom's person, of which an item has one author.
func (x *item) people(it *feed.Item) (uses feed.Namespaces) {
	for i, p := range it.Authors {
		x.Creators = append(x.Creators, p.Name)
		x.atomPerson(p, i == 0)
	}
	for _, p := range it.Contributors {
		x.Contributors = append(x.Contributors, p.Name)
		x.atomPerson(p, false)
	}
	if len(x.Creators)+len(x.Contributors) > 0 {
		uses |= feed.DC
	}
	if x.AtomAuthor != nil || len(x.AtomContributors) > 0 {
		uses |= feed.Atom
	}
	return uses
}

// atomPerson writes down a person who has an address. Only the lead may be the item's one Atom author: readers take it
// for the whole byline.
func (x *item) atomPerson(p feed.Person, isLead bool) {
	if p.URL == "" && p.Email == "" {
		return
	}
	person := person{p.Name, p.URL, p.Email}
	if isLead {
		x.AtomAuthor = &person
	} else {
		x.AtomContributors = append(x.AtomContributors, person)
	}
}

func (x *item) rights(it *feed.Item) (uses feed.Namespaces) {
	if it.Notice != "" {
		x.Rights = it.Notice
		uses |= feed.DC
	}
	for _, l := range it.Licenses {
		if l.URL != "" {
			x.Licenses = append(x.Licenses, l.URL)
			x.Links = append(x.Links, link{Rel: "license", Type: "text/html", Href: l.URL, Title: l.Title})
			uses |= feed.CreativeCommons | feed.Atom
		}
	}
	if it.UsageTermsURL != "" {
		x.Links = append(x.Links, link{Rel: "license", Type: "text/html", Href: it.UsageTermsURL, Title: "Usage terms"})
		uses |= feed.Atom
	}
	if it.Machines.License != "" {
		x.Links = append(x.Links, link{Rel: "license", Type: feed.TypeRSL, Href: it.Machines.License, Title: feed.RSLTitle})
		uses |= feed.Atom
	}
	if it.Machines.InRSS {
		x.RSL = newRSL(it)
		uses |= feed.RSL
	}
	return uses
}

// newRSL says what programs may do with the item in RSL's own words (RSL 1.0, RSS module).
func newRSL(it *feed.Item) *rslContent {
	x := &rslContent{URL: it.URL, Terms: it.Machines.Terms, Holder: it.Holder}
	if words := it.Machines.Use.Permits(); len(words) > 0 {
		x.License.Permits = &rslTerm{"usage", strings.Join(words, " ")}
	}
	if words := it.Machines.Use.Prohibits(); len(words) > 0 {
		x.License.Prohibits = &rslTerm{"usage", strings.Join(words, " ")}
	}
	if it.Machines.Contact != "" {
		x.License.Legal = &rslTerm{"contact", it.Machines.Contact}
	}
	return x
}

// enclose gives RSS its one enclosure, which needs a true length and a type; the rest, and what else is known of that one,
// is Media RSS.
func (x *item) enclose(it *feed.Item) (uses feed.Namespaces) {
	for _, m := range it.Media {
		if x.Enclosure == nil && m.Size > 0 && m.Type != "" {
			x.Enclosure = &feeds.RssEnclosure{Url: m.URL, Length: strconv.FormatInt(m.Size, 10), Type: m.Type}
			if m.Title == "" && !module.SaysMore(m) {
				continue // the enclosure says it all
			}
		}
		uses |= x.Add(m)
	}
	return uses
}

// marshal writes an element and a line feed, with & and < in character data as the RSS Best Practices Profile asks for, so that
// no reader takes plain text for HTML. What is in CDATA is HTML and stays.
func marshal(v any, prefix string) ([]byte, error) {
	return module.Marshal(v, prefix, indent, func(rest []byte) []byte {
		out := make([]byte, 0, len(rest)+bytes.Count(rest, []byte("&amp;"))+2*bytes.Count(rest, []byte("&lt;"))+len("\n"))
		for len(rest) > 0 {
			text, cdata, found := bytes.Cut(rest, []byte("<![CDATA["))
			out = appendNumbered(out, text)
			if !found {
				break
			}
			end := bytes.Index(cdata, []byte("]]>")) + len("]]>")
			out = append(append(out, "<![CDATA["...), cdata[:end]...)
			rest = cdata[end:]
		}
		return append(out, '\n')
	})
}

// appendNumbered appends character data in which & and < are written by their numbers.
func appendNumbered(out, text []byte) []byte {
	for {
		at := bytes.IndexByte(text, '&')
		if at < 0 {
			return append(out, text...)
		}
		out = append(out, text[:at]...)
		text = text[at:]
		switch {
		case bytes.HasPrefix(text, []byte("&amp;")):
			out, text = append(out, "&#x26;"...), text[len("&amp;"):]
		case bytes.HasPrefix(text, []byte("&lt;")):
			out, text = append(out, "&#x3C;"...), text[len("&lt;"):]
		default:
			out, text = append(out, '&'), text[1:]
		}
	}
}
