package nitf

import (
	"cmp"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// rights: doc.copyright says whose the copyright is, doc.rights who has other rights in the story and on what terms. NITF has
// no notice; it is not made up of holder and year.
func (s story) rights() {
	for _, e := range s.head.All("note") {
		if e.Attr("noteclass") == "cpyrt" {
			s.Say("rights.notice", "body.head/note", e.Text(), e)
		}
	}
	for _, e := range s.head.All("copyrite") {
		s.Say("rights.notice", "body.head/copyrite", e.Text(), e)
		s.Say("rights.holder", "copyrite/copyrite.holder", e.First("copyrite.holder").Text(), e)
		s.Say("rights.year", "copyrite/copyrite.year", e.First("copyrite.year").Text(), e)
	}
	for _, e := range s.docdata.All("doc.copyright") {
		s.holder(e)
		s.Say("rights.year", "doc.copyright/@year", e.Attr("year"), e)
	}
	if e := s.docdata.First("doc.rights"); e != nil {
		s.terms("doc.rights", e, e.Attr)
	}
	if e := s.head.First("rights"); e != nil {
		s.terms("body.head/rights", e, func(name string) string { return e.First("rights." + name).Text() })
	}
}

// holder states the holder of the copyright. Some write the whole notice there.
func (s story) holder(e *xmltree.Element) {
	name := e.Attr("holder")
	if n, ok := source.ParseNotice(name); ok && n.Holder != "" {
		s.Say("rights.notice", "doc.copyright/@holder", name, e)
		name = n.Holder
	}
	s.Say("rights.holder", "doc.copyright/@holder", name, e)
}

// terms states on what terms the story may be used. Its owner is the holder only where nobody else is; beside another one
// the owner stands among the terms.
func (s story) terms(said string, e *xmltree.Element, part func(name string) string) {
	var terms []string
	for _, name := range []string{"type", "limitations"} {
		if text := part(name); !xmltree.IsPlaceholder(text) {
			terms = append(terms, text)
		}
	}
	if text := part("geography"); !xmltree.IsPlaceholder(text) {
		terms = append(terms, "Geography: "+text)
	}
	owner := part("owner")
	s.Say("rights.holder", said+"/owner", owner, e)
	if owner != "" && !strings.EqualFold(owner, s.Article.Rights.Holder.Value) {
		terms = append(terms, "Rights owner: "+owner)
	}
	if agent := part("agent"); agent != "" && !strings.EqualFold(agent, owner) {
		terms = append(terms, "Rights agent: "+agent)
	}
	for i, term := range terms {
		terms[i] = sentence(term)
	}
	s.Say("rights.usage_terms", said, strings.Join(terms, " "), e)
}

// sentence ends a text with a full stop, as what follows is another sentence.
func sentence(text string) string {
	return cmp.Or(strings.TrimRight(strings.Join(strings.Fields(text), " "), "."), text) + "."
}
