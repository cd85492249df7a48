package ninjs

import (
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// terms states what may be done with the story, and how it was made. Holder and notice are plain keys; nothing here is put
// in the place of either.
func (it item) terms(s statements) {
	said, ok := it.usageTerms()
	for _, e := range it.entries("rightsinfo") {
		if f, linked := e.first("linkedrights"); linked && f.isText() && !s.linked(e.path(f)) {
			if !ok {
				said, ok = e.path(f), true
			} else if said.isText() {
				said.value.Text += "\n" + f.value.Text
			}
		}
		if f, ok := e.first("encodedrights"); ok {
			s.a.State(s.f, rule, source.Statement{Key: "rights.expression", Said: e.path(f).said, Value: f.value})
		}
	}
	if ok {
		s.sayText("rights.usage_terms", said)
	}
	if f, ok := it.first("digitalsourcetype"); ok {
		s.digitalSource(f)
	}
}

// usageTerms gives the terms of an item, which the Associated Press sends as a list.
func (it item) usageTerms() (fact, bool) {
	f, ok := it.first("usageterms")
	if !ok || f.value.Kind != meta.List {
		return f, ok
	}
	var terms []string
	for _, v := range f.value.List {
		if v.Kind == meta.Text && !isPlaceholder(v.Text) {
			terms = append(terms, v.Text)
		}
	}
	f.value.Kind, f.value.Text, f.value.List = meta.Text, strings.Join(terms, "\n"), nil
	return f, len(terms) > 0
}

// linked states a licence that is linked to, and what is no address of the web, which is kept as it is. Any other page is "rights related
// information", in the words of the standard, whose example is of one called editorialUseOnly: it belongs to the usage terms.
func (s statements) linked(f fact) bool {
	switch {
	case !isWeb(f.value.Text):
		s.say("rights.expression", f)
	case strings.Contains(f.value.Text, "creativecommons.org/"):
		s.say("rights.license", f)
	default:
		return false
	}
	return true
}

// sayText is say for text that may have several lines.
func (s statements) sayText(field string, f fact) {
	if f.value.Kind == meta.Text {
		f.value.Text = lines(f.value.Text)
	}
	s.a.State(s.f, rule, source.Statement{Key: field, Said: f.said, Value: f.value})
}

// digitalSource states how the story was made by the term of the IPTC's vocabulary, or by what else is said of it.
func (s statements) digitalSource(f fact) {
	if f.value.Kind == meta.Map {
		inner, ok := newItem(f.value).first("uri", "literal", "name")
		if !ok {
			return
		}
		inner.said = f.said + "." + inner.said
		f = inner
	}
	if _, term, ok := strings.Cut(f.value.Text, "/newscodes/digitalsourcetype/"); ok && term != "" {
		f.value.Text = term
	}
	s.say("digital_source", f)
}
