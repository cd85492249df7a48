package feedfile

import (
	"cmp"
	"strings"

	ext "github.com/mmcdole/gofeed/extensions"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// extensions are the elements of the modules, by the prefixes that gofeed knows their namespaces by.
type extensions ext.Extensions

func (x extensions) all(prefix, name string) []ext.Extension { return x[prefix][name] }

func (x extensions) text(prefix, name string) string {
	for _, e := range x.all(prefix, name) {
		if e.Value != "" {
			return e.Value
		}
	}
	return ""
}

func (x extensions) texts(prefix, name string) (list []string) {
	for _, e := range x.all(prefix, name) {
		if e.Value != "" {
			list = append(list, e.Value)
		}
	}
	return list
}

// inside gives the text of an element within another.
func inside(e ext.Extension, name string) string {
	for _, child := range e.Children[name] {
		if child.Value != "" {
			return child.Value
		}
	}
	return ""
}

// licenses gives those of an element of any format: creativeCommons:license, cc:license, and the links of Atom.
func (x extensions) licenses() (list []license) {
	for _, url := range x.texts("creativeCommons", "license") {
		list = append(list, license{url: url})
	}
	for _, e := range x.all("cc", "license") {
		if url := cmp.Or(e.Attrs["resource"], e.Value); url != "" {
			list = append(list, license{url: url})
		}
	}
	return list
}

// ours are the titles by which our own feeds link to terms, and the type of what is for machines alone.
const (
	usageTerms = "Usage terms"
	typeRSL    = "application/rsl+xml"
)

// licenseLink takes a link that says rel=license.
func (m *member) licenseLink(href, title, kind string) {
	switch {
	case kind == typeRSL:
	case title == usageTerms:
		m.terms = cmp.Or(m.terms, m.abs(href))
	default:
		for i, l := range m.license {
			if l.url == href && l.title == "" {
				m.license[i].title = title
			}
		}
		m.license = append(m.license, license{href, title})
	}
}

// modules states what RSS and Atom share: rights in the terms of Dublin Core, and the time that they last.
func (m *member) modules(x extensions) {
	m.say("rights.holder", "dcterms:rightsHolder", x.text("dcterms", "rightsHolder"))
	if year := x.text("dcterms", "dateCopyrighted"); isYear.MatchString(year) {
		m.say("rights.year", "dcterms:dateCopyrighted", year)
	}
	m.terms = cmp.Or(x.text("dcterms", "accessRights"), m.terms)
	for _, title := range x.texts("dcterms", "license") {
		m.license = append(m.license, named(title))
	}
	m.times(x)
	for _, r := range x.all("media", "restriction") {
		m.restrict(r)
	}
	m.say("language", "dc:language", x.text("dc", "language"))
}

// times states when the item may be shown, by Dublin Core or PRISM. Dates of availability that are none are words for people.
func (m *member) times(x extensions) {
	for _, said := range []string{"valid", "available"} {
		if start := periodStart.FindStringSubmatch(x.text("dcterms", said)); start != nil {
			m.say("embargo", "dcterms:"+said, start[1])
		}
	}
	if available := x.text("dcterms", "available"); available != "" {
		if _, err := dates.Parse(available, m.f.Zone); err == nil {
			m.say("embargo", "dcterms:available", available)
		}
	}
	m.say("embargo", "prism:embargoDate", x.text("prism", "embargoDate"))
	if end := periodEnd.FindStringSubmatch(x.text("dcterms", "valid")); end != nil {
		m.say("expires", "dcterms:valid", end[1])
	}
	m.say("expires", "prism:expirationDate", x.text("prism", "expirationDate"))
}

// named tells the address of a licence from its title.
func named(s string) license {
	if isWeb(s) {
		return license{url: s}
	}
	return license{title: s}
}

var (
	isYear = pattern.New(`^[12]\d{3}$`)
	// periodStart and periodEnd match those of a period of DCMI.
	periodStart = pattern.New(`(?i)\bstart=([^;]+)`)
	periodEnd   = pattern.New(`(?i)\bend=([^;]+)`)
	codes       = pattern.New(`^[A-Z]{2}(?: [A-Z]{2})*$`)
)

// restrict takes the countries that an item is for, or not for.
func (m *member) restrict(r ext.Extension) {
	countries := strings.ToUpper(strings.Join(strings.Fields(r.Value), " "))
	if r.Attrs["type"] != "country" || !codes.MatchString(countries) {
		return
	}
	t := source.Territory{Only: strings.Fields(countries)}
	if r.Attrs["relationship"] == "deny" {
		t = source.Territory{Not: t.Only}
	}
	m.a.Confine(t, m.origin("media:restriction"))
}

// credits gives the people of an item, who are named by Dublin Core, the roles that media:credit has for them.
func (x extensions) credits(contributors []person) []person {
	roles := map[string]source.Role{}
	for _, c := range x.all("media", "credit") {
		role, ok := source.ParseRole(c.Attrs["role"])
		if ok && c.Value != "" && role != source.Author && role != source.Organisation {
			roles[c.Value] = role
		}
	}
	for i, p := range contributors {
		if role, ok := roles[p.name]; ok {
			contributors[i].role = role
			delete(roles, p.name)
		}
	}
	return contributors
}

// media gives the lead picture and the rest: a picture leads where the thumbnail is it, or it is the first.
func (x extensions) media(enclosures []media) (image media, list []media) {
	all := x.all("media", "content")
	for _, group := range x.all("media", "group") {
		all = append(all, group.Children["content"]...)
	}
	thumbnail := ""
	for _, e := range x.all("media", "thumbnail") {
		thumbnail = cmp.Or(thumbnail, e.Attrs["url"])
	}
	list = enclosures
	for _, e := range all {
		m := mediaOf(e)
		isPicture := e.Attrs["medium"] == "image" || strings.HasPrefix(m.kind, "image/")
		switch {
		case m.url == "", strings.Contains(m.url, "gravatar.com/avatar/"): // the author's face, on wordpress.com
		case isPicture && image.url == "" && (thumbnail == "" || thumbnail == m.url):
			image = m
		default:
			list = addMedia(list, m)
		}
	}
	if image.url == "" {
		image.url = cmp.Or(thumbnail, attr(x.all("itunes", "image"), "href"))
	}
	return image, list
}

func attr(list []ext.Extension, name string) string {
	for _, e := range list {
		if e.Attrs[name] != "" {
			return e.Attrs[name]
		}
	}
	return ""
}

func mediaOf(e ext.Extension) media {
	return media{
		url: e.Attrs["url"], kind: e.Attrs["type"], length: e.Attrs["fileSize"], duration: e.Attrs["duration"],
		title: words(inside(e, "title")), alt: words(inside(e, "description")), credit: inside(e, "credit"), rights: inside(e, "copyright"), license: inside(e, "license"),
	}
}
