package feedfile

import (
	"cmp"
	"strings"

	"github.com/mmcdole/gofeed/atom"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// atomHead takes what a feed of Atom says of itself. Its authors, its rights and its licences are those of entries that have none
// (RFC 4287 §4.2.1 and §4.2.10, RFC 4946 §2.4).
func (x *feedXML) atomHead() {
	h := &x.head
	h.xmlBase, h.language = baseOf(x.root, ""), languageOf(x.root)
	h.base = h.xmlBase
	f, err := (&atom.Parser{}).Parse(around(x.root, "", x.above...))
	if err != nil {
		return
	}
	own := func(name string) *xmltree.Element { return ownOf(x.above, x.root.Prefix, name) }
	h.feed = source.Feed{ID: own("id").Text(), Title: line(own("title")), Rights: cmp.Or(line(own("rights")), line(own("copyright")))}
	h.rights, h.ours = h.feed.Rights, isOurs(own("generator").Text())
	for _, l := range f.Links {
		switch {
		case l.Rel == "self":
			h.feed.URL = cmp.Or(h.feed.URL, l.Href)
		case l.Rel == "alternate" && (l.Type == "" || l.Type == "text/html" || l.Type == "application/xhtml+xml"):
			h.feed.Home = cmp.Or(h.feed.Home, l.Href)
		case l.Rel == "license" && l.Type != typeRSL:
			h.licenses = append(h.licenses, license{l.Href, l.Title})
		}
	}
	h.licenses = append(h.licenses, extensions(f.Extensions).licenses()...)
	h.settle()
	h.authors = people(f.Authors, source.Author)
}

func people(list []*atom.Person, role source.Role) (all []person) {
	for _, p := range list {
		all = append(all, person{name: p.Name, email: p.Email, url: p.URI, role: role})
	}
	return all
}

// atom gives the article what an entry of Atom says. known is false for an element that only has the name of one.
func (m *member) atom(root *xmltree.Element) (known bool, err error) {
	f, err := (&atom.Parser{}).Parse(around(root, "", m.e))
	if err != nil || len(f.Entries) == 0 {
		return false, err
	}
	it := f.Entries[0]
	x := extensions(it.Extensions)
	m.say("title", "title", cmp.Or(line(m.own("title")), x.text("dc", "title"), x.text("media", "title")))
	m.license = x.licenses()
	page, enclosed := m.atomLinks(it)
	m.page("link", page)
	m.identify("id", m.own("id").Text(), m.link, it.Title)
	m.say("date", "published", it.Published)
	m.say("date", "dcterms:issued", x.text("dcterms", "issued"))
	m.say("updated", "updated", it.Updated)
	m.say("date", "updated", it.Updated)
	m.say("summary", "summary", summaryOf(m.own("summary")))
	m.say("summary", "media:description", x.description())
	m.say("language", "xml:lang", languageOf(m.e))
	m.modules(x)
	m.say("language", "xml:lang", m.head.language)
	m.atomSource(it, x)
	m.rightsOf("rights", "dcterms:accessRights", "license")
	m.atomPeople(it, x)
	m.media("link", enclosed, x)
	m.byline("author")
	m.words("tags", "category", atomTags(it, x))
	return true, nil
}

// atomPeople names those who made the entry. Dublin Core may name more of them than Atom does.
func (m *member) atomPeople(it *atom.Entry, x extensions) {
	m.addAll(people(it.Authors, source.Author))
	m.addNew(called(x.creators(), source.Author))
	if len(m.people) == 0 && it.Source != nil {
		m.addAll(people(it.Source.Authors, source.Author))
	}
	m.addAll(x.credits(people(it.Contributors, source.Contributor)))
	m.addNew(x.credits(called(x.helpers(), source.Contributor)))
	m.persons(x)
}

// summaryOf gives a summary, as HTML where plain words would not do.
func summaryOf(e *xmltree.Element) string {
	text, _ := construct(e)
	if e != nil && isPlain(e) && len(e.Children()) == 0 && plainLine(e.Raw()) != e.Raw() {
		return escapeWords(plainLine(e.Raw()))
	}
	if strings.Contains(strings.TrimSuffix(strings.TrimPrefix(text, "<p>"), "</p>\n"), "<") || strings.Contains(text, "&") {
		return text
	}
	return e.Text()
}

// atomLinks takes the links: the page, where it was first, licences, and what is enclosed.
func (m *member) atomLinks(it *atom.Entry) (page string, enclosed []media) {
	page = extensions(it.Extensions).text("feedburner", "origLink")
	for _, l := range it.Links {
		switch l.Rel {
		case "alternate":
			page = cmp.Or(page, l.Href)
		case "via":
			m.via = cmp.Or(m.via, l.Href)
		case "license":
			m.licenseLink(l.Href, l.Title, l.Type)
		case "enclosure":
			enclosed = addMedia(enclosed, media{url: l.Href, kind: l.Type, length: l.Length, title: l.Title})
		}
	}
	if id := m.own("id").Text(); page == "" && m.own("content").Attr("src") != "" {
		page = cmp.Or(m.own("content").Attr("src"), id)
	}
	return page, enclosed
}

// atomSource states the feed that the entry is from, with what that says in its place: an entry that was taken from another feed
// has nothing of this one's.
func (m *member) atomSource(it *atom.Entry, x extensions) {
	said := "title"
	rights, licenses := m.head.rights, m.head.licenses
	switch from := it.Source; {
	case from != nil:
		e := m.own("source")
		said = "source"
		m.from = source.Feed{ID: e.First("id").Text(), Title: line(e.First("title")), Rights: line(e.First("rights")), Updated: instant(from.Updated)}
		rights, licenses = m.from.Rights, nil
		for _, l := range from.Links {
			switch l.Rel {
			case "self":
				m.from.URL = cmp.Or(m.from.URL, m.abs(l.Href))
			case "alternate":
				m.from.Home = cmp.Or(m.from.Home, m.abs(l.Href))
			case "license":
				licenses = append(licenses, license{l.Href, l.Title})
			}
		}
	case x.text("dc", "source") != "":
		said, m.from.Title = "dc:source", x.text("dc", "source")
		rights, licenses = "", nil
	case !m.head.ours: // where somebody found a link is not where what they say of it is from
		m.via = ""
	}
	m.inherit(licenses)
	m.rights = cmp.Or(m.ownRights(x), rights)
	m.source(said)
}

// ownRights gives the notices of the entry. The format has one, and some have several.
func (m *member) ownRights(x extensions) string {
	var all []string
	for _, e := range m.e.Children("rights") {
		if e.Prefix == m.e.Prefix {
			all = append(all, line(e))
		}
	}
	return together(append(all, x.rights()...))
}

func atomTags(it *atom.Entry, x extensions) (list []string) {
	for _, c := range it.Categories {
		if c.Scheme != kinds {
			list = append(list, words(cmp.Or(c.Label, c.Term)))
		}
	}
	return append(list, x.texts("dc", "subject")...)
}
