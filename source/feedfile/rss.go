package feedfile

import (
	"cmp"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// rssHead takes what a channel says of itself. A notice of rights is of the channel; a licence is also of its items, by the
// specification of creativeCommons. What cannot be read leaves the feed without a word for itself.
func (x *feedXML) rssHead() {
	h := &x.head
	h.xmlBase = baseOf(x.root, "")
	h.base = h.xmlBase
	channel, err := (&rss.Parser{}).Parse(around(x.root, "channel", x.above...))
	if err != nil {
		return
	}
	e := extensions(channel.Extensions)
	h.language = cmp.Or(channel.Language, e.text("dc", "language"), languageOf(x.root))
	h.licenses, h.ours = e.licenses(), isOurs(channel.Generator)
	h.feed = source.Feed{Title: plainTitle(channel.Title), Home: channel.Link, Rights: cmp.Or(channel.Copyright, e.text("dc", "rights"))}
	for _, l := range e.all("atom", "link") {
		switch l.Attrs["rel"] {
		case "self":
			h.feed.URL = cmp.Or(h.feed.URL, l.Attrs["href"])
		case "license":
			h.licenses = append(h.licenses, license{l.Attrs["href"], l.Attrs["title"]})
		}
	}
	h.settle()
	for _, name := range append(e.texts("dc", "creator"), e.texts("itunes", "author")...) {
		if len(h.authors) == 0 {
			h.authors = append(h.authors, person{name: plainTitle(name), role: source.Author})
		}
	}
}

// rss gives the article what an item of RSS says. known is false for an element that only has the name of one.
func (m *member) rss(root *xmltree.Element) (known bool, err error) {
	channel, err := (&rss.Parser{}).Parse(around(root, "", m.e))
	if err != nil || len(channel.Items) == 0 {
		return false, err
	}
	it := channel.Items[0]
	x := extensions(it.Extensions)
	m.say("title", "title", plainTitle(cmp.Or(it.Title, x.text("dc", "title"), x.text("itunes", "title"))))
	m.rssIdentity(it, x)
	for _, date := range []struct{ said, text string }{{"pubDate", it.PubDate}, {"dc:date", x.text("dc", "date")}, {"atom:published", x.text("atom", "published")},
		{"prism:publicationDate", x.text("prism", "publicationDate")}} {
		m.say("date", date.said, date.text)
	}
	m.say("updated", "atom:updated", cmp.Or(x.text("atom", "updated"), x.text("dcterms", "modified")))
	m.summary(it, x)
	m.say("language", "language", languageOf(m.e))
	m.rights = cmp.Or(x.text("dc", "rights"), x.text("atom", "rights"), x.text("prism", "copyright"))
	m.license = x.licenses()
	for _, l := range x.all("atom", "link") {
		switch l.Attrs["rel"] {
		case "license":
			m.licenseLink(l.Attrs["href"], l.Attrs["title"], l.Attrs["type"])
		case "via":
			m.via = cmp.Or(m.via, l.Attrs["href"])
		}
	}
	m.modules(x)
	m.say("language", "language", m.head.language)
	m.rssSource(it, x)
	if m.from == (source.Feed{}) {
		m.inherit(m.head.licenses)
	}
	m.rightsOf("dc:rights", "dcterms:accessRights", "license")
	m.rssPeople(it, x)
	m.words("tags", "category", rssTags(it, x))
	m.rssMedia(it, x)
	return true, nil
}

// rssIdentity states id and address. A guid is the address, too, unless it says that it is not.
func (m *member) rssIdentity(it *rss.Item, x extensions) {
	guid, isPage := m.e.First("guid").Text(), false
	if it.GUID != nil {
		isPage = strings.EqualFold(it.GUID.IsPermalink, "true")
	}
	link, said := cmp.Or(x.text("feedburner", "origLink"), it.Link), "link"
	if link == "" && isPage && isWeb(guid) {
		link, said = guid, "guid"
	}
	m.page(said, link)
	m.identify("guid", guid, aboutOf(m.e), m.link, it.Title, words(it.Description))
}

// aboutOf gives the address that RSS 1.0 knows an item by.
func aboutOf(e *xmltree.Element) string {
	if about := e.Attr("about"); isWeb(about) {
		return about
	}
	return ""
}

// summary states the description, where it is not all of the text.
func (m *member) summary(it *rss.Item, x extensions) {
	if strings.TrimSpace(it.Content) != "" {
		m.say("summary", "description", it.Description)
	}
	m.say("summary", "itunes:subtitle", x.text("itunes", "subtitle"))
}

func (m *member) rssSource(it *rss.Item, x extensions) {
	said := "title"
	if it.Source != nil {
		m.from, said = source.Feed{Title: words(it.Source.Title), URL: m.abs(it.Source.URL)}, "source"
	} else if from := x.text("dc", "source"); isWeb(from) {
		m.via, said = cmp.Or(m.via, from), "dc:source"
	} else if from != "" {
		m.from.Title, said = from, "dc:source"
	} else if !m.head.ours { // where somebody found a link is not where what they say of it is from
		m.via = ""
	}
	m.source(said)
}

// rssPeople names those who made the item. Dublin Core has one element for each; RSS itself an address with a name behind it, and
// Atom what else is known of the first.
func (m *member) rssPeople(it *rss.Item, x extensions) {
	said := "dc:creator"
	names := append(x.texts("dc", "creator"), x.texts("dc", "author")...)
	if len(names) == 0 {
		said, names = "author", []string{nameIn(it.Author)}
	}
	if len(names) == 1 && names[0] == "" {
		said, names = "itunes:author", x.texts("itunes", "author")
	}
	known := map[string]person{}
	for _, e := range append(x.all("atom", "author"), x.all("atom", "contributor")...) {
		p := atomPerson(e)
		known[p.name] = p
	}
	for _, name := range names {
		p := known[name]
		p.name, p.role = plainTitle(name), source.Author
		m.add(p)
	}
	if len(names) == 0 {
		for _, e := range x.all("atom", "author") {
			p := atomPerson(e)
			m.add(person{p.name, p.email, p.url, "", source.Author})
		}
	}
	var others []person
	for _, name := range x.texts("dc", "contributor") {
		p := known[name]
		p.name, p.role = plainTitle(name), source.Contributor
		others = append(others, p)
	}
	m.addAll(x.credits(others))
	m.byline(said)
}

func atomPerson(e ext.Extension) person {
	return person{name: inside(e, "name"), url: inside(e, "uri"), email: inside(e, "email"), role: source.Contributor}
}

// nameIn takes the address off a name as RSS writes both: jane@example.org (Jane Doe).
func nameIn(author string) string {
	author = strings.TrimSpace(author)
	address, name, found := strings.Cut(author, " (")
	if found && strings.Contains(address, "@") && strings.HasSuffix(name, ")") {
		if name = strings.TrimSuffix(name, ")"); strings.EqualFold(name, "unknown") {
			return ""
		}
		return name + " <" + address + ">"
	}
	return author
}

func rssTags(it *rss.Item, x extensions) (list []string) {
	for _, c := range it.Categories {
		list = append(list, words(c.Value))
	}
	for _, subject := range x.texts("dc", "subject") {
		list = append(list, plainTitle(subject))
	}
	return list
}

func (m *member) rssMedia(it *rss.Item, x extensions) {
	var list []media
	for _, e := range it.Enclosures {
		list = addMedia(list, media{url: e.URL, kind: e.Type, length: e.Length, duration: x.text("itunes", "duration")})
	}
	image, list := x.media(list)
	m.pictures("enclosure", image, list)
}
