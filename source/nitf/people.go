package nitf

import (
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// people states the byline as it is written, and those whom it marks as persons. A person within the story is one that the
// story is about, and the names in revision-history are those of the desk.
func (s story) people() {
	s.credit()
	told := len(s.Article.People.Value) > 0 // by what the document is in, and then it is not said twice
	for i, byline := range s.head.All("byline") {
		if i == mostNames || s.isANSA() && byline.First("person") == nil {
			break
		}
		if !told {
			s.marked(byline)
			s.unmarked(byline)
		}
		s.Say("byline", "body.head/byline", spaced(byline), byline)
	}
}

// isANSA knows the stories of ANSA, which has the second headline where the byline is: "<!-- Subtitle -->", as its files say.
func (s story) isANSA() bool { return s.head.First("distributor").Text() == "ANSA" }

// mostNames is more than a story has bylines, or a byline names.
const mostNames = 100

func (s story) marked(byline *xmltree.Element) {
	for i, p := range byline.All("person") {
		if i == mostNames {
			break
		}
		for _, name := range source.SplitNames(strings.Trim(spaced(p), " ,;")) { // the Canadian Press marks two as one
			s.SayWord("authors", "byline/person", name, p)
		}
	}
}

// unmarked states the names of a byline that are not marked as such: what stands before the job title, or before the agency.
func (s story) unmarked(byline *xmltree.Element) {
	if len(byline.Children("person")) > 0 {
		return
	}
	own := strings.Join(strings.Fields(ownText(byline)), " ")
	name := s.withoutAgency(own)
	if name != own || len(byline.Children("byttl")) > 0 && own != "" {
		s.SayWord("authors", "body.head/byline", name, byline)
	}
}

// withoutAgency takes off a name what follows its last comma when it is the agency that the document comes from: "By Jane
// Doe, Press Association Political Correspondent".
func (s story) withoutAgency(name string) string {
	at := strings.LastIndexByte(name, ',')
	if at <= 0 {
		return name
	}
	after := strings.ToLower(strings.TrimSpace(name[at+1:]))
	for _, agency := range s.agencies() {
		if agency = strings.ToLower(agency); after == agency || strings.HasPrefix(after, agency+" ") {
			return strings.TrimSpace(name[:at])
		}
	}
	return name
}

// agencies are the names of those whom the document comes from.
func (s story) agencies() (names []string) {
	for _, e := range s.docdata.All("doc.copyright") {
		names = append(names, e.Attr("holder"))
	}
	for _, e := range s.head.All("distributor") {
		names = append(names, e.Text())
	}
	for _, e := range s.docdata.All("del-list", "from-src") {
		names = append(names, e.Attr("src-name"))
	}
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	return names[:min(len(names), mostNames)]
}

func (s story) credit() {
	s.text("credit", "distributor")
	for _, e := range s.docdata.All("del-list", "from-src") {
		s.Say("credit", "del-list/from-src/@src-name", e.Attr("src-name"), e)
	}
	s.meta("credit", "aap-source", "NTBKilde")
	s.attr("credit", "doc-id", "regsrc")
}

// spaced gives the text of an element with a space between those in it: By<person>Jane Doe</person><byttl>AP</byttl>.
func spaced(e *xmltree.Element) string {
	var parts []string
	for _, n := range e.Nodes {
		if n.Element != nil {
			parts = append(parts, spaced(n.Element))
		} else {
			parts = append(parts, n.Text)
		}
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

// ownText gives the text of an element without that of the elements in it.
func ownText(e *xmltree.Element) string {
	var b strings.Builder
	for _, n := range e.Nodes {
		b.WriteString(n.Text)
	}
	return b.String()
}

var _ source.Recogniser = (*Reader)(nil)
