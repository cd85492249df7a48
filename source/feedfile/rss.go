package feedfile

import (
	"cmp"
	"slices"
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
	h.feed = source.Feed{Title: plainTitle(channel.Title), Home: pageOf(x.above, "", e), Rights: cmp.Or(channel.Copyright, together(e.rights()))}
	for _, l := range e.all("atom", "link") {
		switch l.Attrs["rel"] {
		case "self":
			h.feed.URL = cmp.Or(h.feed.URL, l.Attrs["href"])
		case "license":
			h.licenses = append(h.licenses, license{l.Attrs["href"], l.Attrs["title"]})
		}
	}
	h.settle()
	h.persons = e.persons()
	for _, name := range append(e.creators(), e.texts("itunes", "author")...) {
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
		{"prism:publicationDate", x.text("prism", "publicationDate")}, {"dcterms:issued", cmp.Or(x.text("dcterms", "issued"), x.text("dcterms", "created"))}} {
		m.say("date", date.said, date.text)
	}
	m.say("updated", "atom:updated", cmp.Or(x.text("atom", "updated"), x.text("dcterms", "modified")))
	m.summary(it, x)
	m.say("language", "language", languageOf(m.e))
	m.rights = cmp.Or(together(x.rights()), x.text("atom", "rights"), x.text("prism", "copyright"))
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
	noticed := "dc:rights"
	if m.rights == "" {
		m.rights, noticed = m.own("copyright").Text(), "copyright"
	}
	m.rightsOf(noticed, "dcterms:accessRights", "license")
	said := m.rssPeople(it, x)
	m.rssMedia(it, x)
	m.byline(said)
	m.words("tags", "category", rssTags(it, x))
	return true, nil
}

// rssIdentity states id and address. A guid is the address, too, unless it says that it is not.
func (m *member) rssIdentity(it *rss.Item, x extensions) {
	guid, isPage := m.own("guid").Text(), false
	if it.GUID != nil {
		isPage = strings.EqualFold(it.GUID.IsPermalink, "true")
	}
	link, said := cmp.Or(x.text("feedburner", "origLink"), pageOf(m.e.Children(), m.e.Prefix, x)), "link"
	if link == "" && isPage && isWeb(guid) {
		link, said = guid, "guid"
	}
	m.page(said, link)
	m.identify("guid", guid, aboutOf(m.e), m.link, it.Title, words(it.Description))
}

// pageOf gives the address of the page that the links among these elements lead to, of several the last: an item may be known by
// it. Atom's links may stand in for that of RSS.
func pageOf(list []*xmltree.Element, prefix string, x extensions) string {
	for _, e := range slices.Backward(list) {
		if strings.EqualFold(e.Name, "link") && e.Prefix == prefix && isPage(e.Attr("rel")) {
			if address := cmp.Or(strings.TrimSpace(e.Raw()), e.Attr("href")); address != "" {
				return address
			}
		}
	}
	for _, l := range x.all("atom", "link") {
		if isPage(l.Attrs["rel"]) && l.Attrs["href"] != "" {
			return l.Attrs["href"]
		}
	}
	return ""
}

// isPage knows what a link is for that leads to the page.
func isPage(rel string) bool { return rel == "" || rel == "alternate" }

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
	} else if strings.TrimSpace(it.Description) == "" { // and a summary is all that there is
		m.say("summary", "itunes:summary", x.text("itunes", "summary"))
		m.say("summary", "dc:description", x.text("dc", "description"))
		m.say("summary", "media:description", x.description())
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
// Atom what else is known of them. Atom and podcasts may name others beside.
func (m *member) rssPeople(it *rss.Item, x extensions) (said string) {
	said, names := "dc:creator", x.creators()
	if len(names) == 0 {
		said, names = "author", []string{nameIn(it.Author)}
	}
	if names[0] == "" && len(names) == 1 && len(x.all("atom", "author")) == 0 {
		said, names = "itunes:author", x.texts("itunes", "author")
	}
	authors, others := atomPeople(x.all("atom", "author"), source.Author), atomPeople(x.all("atom", "contributor"), source.Contributor)
	known := map[string]person{}
	for _, p := range slices.Concat(authors, others) {
		known[p.name] = p
	}
	detailed := func(list []person) []person {
		for i, p := range list {
			if also, ok := known[p.name]; ok {
				list[i] = person{name: p.name, email: also.email, url: also.url, role: p.role}
			}
		}
		return list
	}
	m.addAll(detailed(called(names, source.Author)))
	m.addNew(authors)
	m.addAll(x.credits(detailed(called(x.helpers(), source.Contributor))))
	m.addNew(others)
	m.persons(x)
	return said
}

func atomPeople(list []ext.Extension, role source.Role) (all []person) {
	for _, e := range list {
		all = append(all, person{name: inside(e, "name"), url: inside(e, "uri"), email: inside(e, "email"), role: role})
	}
	return all
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
	m.media("enclosure", list, x)
}
