package newsml

import (
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/nitf"
	"github.com/masthead-feeds/masthead/source/pattern"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// dated matches the day that Reuters puts behind the byline of a film: "Reuters, MAR 04".
var dated = pattern.New(`, (?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC) \d{2}$`)

// people states who made the story: the creators that have a name, or the byline when it names more. Subjects that are
// persons are those whom the story is about.
func (it item) people() {
	by := it.choose(it.contentMeta("by"))
	line := ""
	if by != nil {
		line = it.line(by)
	}
	creators := it.persons("creator", creatorRole)
	authors := slices.DeleteFunc(slices.Clone(creators), func(p person) bool { return p.key != "authors" })
	if by != nil && len(source.SplitNames(line)) > len(authors) {
		it.SayWord("authors", "contentMeta/by", line, by)
		creators = slices.DeleteFunc(creators, func(p person) bool { return p.key == "authors" })
	}
	for _, p := range append(creators, it.persons("contributor", contributorRole)...) {
		it.SayMap(p.key, p.said, p.at, p.parts...)
	}
	if by != nil {
		it.Say("byline", "contentMeta/by", line, by)
	} else if len(authors) == 0 {
		it.organisations()
	}
	it.credit()
}

// line gives the byline, which may stand in several elements.
func (it item) line(by *xmltree.Element) string {
	var lines []string
	for _, e := range it.contentMeta("by") {
		l := dated.ReplaceAllString(e.Text(), "")
		if len(lines) > 0 {
			l = source.WithoutBy(l)
		}
		if !xmltree.IsPlaceholder(l) && e.Attr("lang") == by.Attr("lang") && !slices.Contains(lines, l) {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, ", ")
}

// organisations states those that made the story where no person is named.
func (it item) organisations() {
	for _, e := range it.contentMeta("creator") {
		if n := it.choose(e.All("name")); n != nil && isOrganisation(e) && creatorRole(role(e)) == "authors" {
			it.SayMap("authors", "contentMeta/creator", e, "name", n.Text(), "role", string(source.Organisation))
		}
	}
}

// creatorRole gives the article's word for the role of a creator; empty for one that is no person's. A creator without a role
// is the author.
func creatorRole(role string) string {
	switch role {
	case "source", "origprov", "provider", "supplier":
		return ""
	case "", "author", "aut", "writer", "reporter", "journalist", "correspondent", "by":
		return "authors"
	case "photo":
		return "photographer"
	}
	return contributorRole(role)
}

// contributorRole gives the article's word for the role of somebody who helped; empty for those of the desk, whom nobody
// names.
func contributorRole(role string) string {
	switch role {
	case "translator", "editor", "illustrator":
		return role
	case "phot", "photog", "photographer":
		return "photographer"
	case "", "contributor", "co-author", "reporter", "writer", "author":
		return "contributor"
	}
	return ""
}

// person is somebody who is named by an element.
type person struct {
	key, said string
	at        *xmltree.Element
	parts     []string
}

// persons gives those who have a name. Literals are agencies and initials; names without a space are log-ins and agencies.
func (it item) persons(name string, keyOf func(role string) string) (list []person) {
	for _, e := range it.contentMeta(name) {
		n, key := it.choose(e.All("name")), keyOf(role(e))
		if n == nil || key == "" {
			continue
		}
		personal := source.WithoutBy(n.Text()) // some copy the byline
		if isOrganisation(e) || !isPersonal(personal) || it.isProvider(n.Text()) {
			continue
		}
		page := e.Attr("uri")
		if !nitf.Publishable(page) {
			page = ""
		}
		list = append(list, person{key, "contentMeta/" + name, e, []string{"name", personal, "url", page}})
	}
	return list
}

// isOrganisation knows a party that is said to be one, or is known by the address of its site.
func isOrganisation(e *xmltree.Element) bool {
	return strings.HasPrefix(lastPart(e.Attr("type")), "organi") || e.First("organisationDetails") != nil ||
		strings.HasPrefix(e.Attr("qcode"), "web:")
}

func isPersonal(name string) bool {
	return !strings.Contains(name, "@") && (strings.Contains(name, " ") || !isASCII(name))
}

func isASCII(s string) bool {
	for _, c := range s {
		if c > 127 {
			return false
		}
	}
	return true
}

func (it item) isProvider(name string) bool {
	for _, e := range append(it.itemMeta("provider"), it.contentMeta("infoSource")...) {
		if strings.EqualFold(it.name(e), name) {
			return true
		}
	}
	return false
}

// credit states whom the story is credited to, and where it was first published: they are not the same, and neither is the
// holder of the rights.
func (it item) credit() {
	if e := it.choose(it.contentMeta("creditline")); e != nil {
		it.Say("credit", "contentMeta/creditline", strings.TrimRight(e.Text(), " –—-"), e) // STT ends its own with a dash
	}
	for _, e := range it.itemMeta("provider") {
		it.Say("credit", "itemMeta/provider", it.name(e), e)
	}
	for _, e := range it.contentMeta("infoSource") {
		switch role(e) {
		case "", "origprov", "source", "provider":
			it.Say("source.title", "contentMeta/infoSource", it.name(e), e)
			if page := e.Attr("uri"); nitf.Publishable(page) {
				it.Say("source.url", "contentMeta/infoSource/@uri", page, e)
			}
		}
	}
}
