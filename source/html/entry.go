package html

import (
	"strings"

	"golang.org/x/net/html"
)

// entryClasses are the classes of microformats that speak of the article (h-entry, and hAtom before it), what each says,
// and how that is read off the element.
var entryClasses = []struct {
	class, says string
	read        func(*speaker, *html.Node) string
}{
	{"p-name", "<p-name>", (*speaker).entryName}, {"entry-title", "<p-name>", (*speaker).entryName},
	{"p-author", "<p-author>", (*speaker).entryPerson}, {"author", "<p-author>", (*speaker).entryVCard},
	{"dt-published", "<dt-published>", (*speaker).entryInstant}, {"published", "<dt-published>", (*speaker).entryInstant},
	{"dt-updated", "<dt-updated>", (*speaker).entryInstant}, {"updated", "<dt-updated>", (*speaker).entryInstant},
	{"p-category", "<p-category>", (*speaker).entryText}, {"p-summary", "<p-summary>", (*speaker).entryText},
	{"u-url", "<u-url>", (*speaker).entryAddress},
}

// entry reads the classes of an element in the article.
func (s *speaker) entry(n *html.Node) {
	class := attr(n, "class")
	if class == "" || !s.own[n] {
		return
	}
	for _, e := range entryClasses {
		if strings.Contains(class, e.class) && hasWord(n, "class", e.class) {
			s.add(e.says, e.read(s, n), n)
		}
	}
}

func (s *speaker) entryText(n *html.Node) string    { return textOf(n) }
func (s *speaker) entryInstant(n *html.Node) string { return instantOf(n) }
func (s *speaker) entryPerson(n *html.Node) string  { return nameIn(n) }

// entryVCard reads hAtom's author, which is a word that others use for anything.
func (s *speaker) entryVCard(n *html.Node) string {
	if !hasWord(n, "class", "vcard") {
		return ""
	}
	return nameIn(n)
}

// entryName and entryAddress are those of the entry, and not of somebody in it.
func (s *speaker) entryName(n *html.Node) string {
	if !inEntry(n) {
		return ""
	}
	return textOf(n)
}

func (s *speaker) entryAddress(n *html.Node) string {
	if !inEntry(n) {
		return ""
	}
	return s.resolve(attr(n, "href"))
}

// inEntry reports whether the nearest microformat around an element is an entry.
func inEntry(n *html.Node) bool {
	for p := range n.Ancestors() {
		switch class := attr(p, "class"); {
		case class == "":
		case hasWord(p, "class", "h-entry"), hasWord(p, "class", "hentry"):
			return true
		case hasWord(p, "class", "h-card"), hasWord(p, "class", "h-cite"), hasWord(p, "class", "h-event"):
			return false
		}
	}
	return false
}
