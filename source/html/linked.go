package html

import (
	"cmp"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// linkedData says what the page's JSON-LD does. A thing that is the page, and not the article on it, is believed of what
// it says of both.
func (s *speaker) linkedData() {
	s.ld.byID = map[string]meta.Value{}
	for _, v := range s.scripts {
		s.ld.add(v)
	}
	story, ok := s.ld.article(s.addresses(), s.titles())
	page := s.ld.page()
	if s.describesStory = ok; !ok {
		story = page
	}
	for _, name := range []string{"datePublished", "dateModified", "inLanguage", "license", "copyrightHolder", "copyrightNotice", "copyrightYear"} {
		v := property(story, name)
		if v.Kind == meta.Null {
			v = property(page, name)
		}
		s.sayLinked(name, v)
	}
	if ok {
		s.linkedStory(story)
	}
}

// page finds the thing that is the page itself.
func (l *ld) page() meta.Value {
	for _, n := range l.nodes {
		if hasType(n, func(name string) bool { return name == "WebPage" || name == "ItemPage" }) {
			return n
		}
	}
	return meta.Value{}
}

// linkedStory says what only the article itself can.
func (s *speaker) linkedStory(story meta.Value) {
	headline, name := property(story, "headline"), property(story, "name")
	if title := s.first("<title>"); headline.Kind == meta.Null ||
		name.Text != "" && !strings.HasPrefix(title, s.ld.text(headline)) && strings.HasPrefix(title, s.ld.text(name)) {
		headline = name // which of the two is the title, writers of JSON-LD do not agree on
	}
	s.sayLinked("headline", headline)
	for _, name := range []string{"dateCreated", "creditText", "sourceOrganization", "description", "publisher", "isAccessibleForFree", "creativeWorkStatus", "expires", "embargo", "embargoDate"} {
		s.sayLinked(name, property(story, name))
	}
	s.sayLinked("articleSection", firstOf(property(story, "articleSection")))
	for _, name := range []string{"author", "editor", "translator"} {
		for _, v := range list(property(story, name)) {
			s.person(name, v)
		}
	}
	for _, v := range list(property(story, "keywords")) {
		for _, word := range strings.Split(s.ld.text(v), ",") {
			s.put("JSON-LD keywords", textAt(word, v))
		}
	}
	for _, name := range []string{"url", "isBasedOn", "usageInfo", "acquireLicensePage"} {
		v := firstOf(property(story, name))
		if a := s.ld.address(s.ld.follow(v)); isWeb(a) {
			s.put("JSON-LD "+name, textAt(a, v))
		}
	}
	s.linkedImage(firstOf(property(story, "image")))
}

func firstOf(v meta.Value) meta.Value {
	if v.Kind == meta.List && len(v.List) > 0 {
		return v.List[0]
	}
	return v
}

func textAt(s string, at meta.Value) meta.Value {
	return meta.Value{Kind: meta.Text, Text: strings.TrimSpace(s), Line: at.Line, Column: at.Column}
}

// sayLinked notes a property that is a text, a thing with a name, or an answer.
func (s *speaker) sayLinked(name string, v meta.Value) {
	text := s.ld.text(v)
	switch name {
	case "isAccessibleForFree":
		text = strings.ToLower(text[strings.LastIndexByte(text, '/')+1:])
		if text == "true" || text == "false" {
			s.put("JSON-LD "+name, meta.Value{Kind: meta.Bool, Text: text, Line: v.Line, Column: v.Column})
		}
		return
	case "license":
		text = s.licenseName(v)
	case "inLanguage":
		text = cmp.Or(s.ld.text(property(v, "alternateName")), text)
	case "copyrightNotice":
		if _, ok := source.ParseNotice(text); !ok && len(text) < 4 {
			return
		}
	}
	s.put("JSON-LD "+name, textAt(text, v))
}

// licenseName gives the address or the name of a licence; what is no name of any says nothing that could be relied on.
func (s *speaker) licenseName(v meta.Value) string {
	v = s.ld.follow(firstOf(v))
	if a := s.ld.address(v); isWeb(a) {
		return a
	}
	text := s.ld.text(v)
	if _, ok := source.ParseLicense(text); ok {
		return text
	}
	return ""
}

// person notes somebody of the byline, with the page that is theirs.
func (s *speaker) person(role string, v meta.Value) {
	v = s.ld.follow(v)
	name := s.ld.text(property(v, "name"))
	if v.Kind != meta.Map {
		name = s.ld.text(v)
	}
	for _, v := range list(property(v, "name")) { // several people in one
		if name = s.ld.text(v); v.Kind == meta.Text {
			break
		}
	}
	p := meta.Value{Kind: meta.Map, Line: v.Line, Column: v.Column}
	p.Map = append(p.Map, meta.Pair{Key: "name", Value: textAt(name, v)})
	if a := firstOf(property(v, "url")).Text; isWeb(a) {
		p.Map = append(p.Map, meta.Pair{Key: "url", Value: textAt(a, v)})
	}
	if hasType(v, func(t string) bool { return strings.HasSuffix(t, "Organization") }) {
		p.Map = append(p.Map, meta.Pair{Key: "role", Value: textAt(string(source.Organisation), v)})
	}
	if name != "" {
		s.put("JSON-LD "+role, p)
	}
}

// linkedImage notes the picture of the article with whose it is.
func (s *speaker) linkedImage(v meta.Value) {
	v = s.ld.follow(v)
	address := s.ld.address(v)
	if !strings.ContainsAny(address, "/.") {
		return
	}
	image := meta.Value{Kind: meta.Map, Line: v.Line, Column: v.Column, Map: []meta.Pair{{Key: "url", Value: textAt(address, v)}}}
	for _, part := range []struct{ key, property string }{
		{"caption", "caption"}, {"credit", "creditText"}, {"credit", "creator"}, {"rights", "copyrightNotice"},
	} {
		if text := s.ld.text(property(v, part.property)); text != "" {
			image.Map = append(image.Map, meta.Pair{Key: part.key, Value: textAt(text, v)})
		}
	}
	s.linkedPicture = image
}

// addresses are those by which the page knows itself.
func (s *speaker) addresses() (list []string) {
	for _, name := range []string{"<link rel=canonical>", "og:url"} {
		if a := plainAddress(s.first(name)); a != "" {
			list = append(list, a)
		}
	}
	return list
}

// titles are the headlines that the page shows.
func (s *speaker) titles() (list []string) {
	for _, name := range []string{"og:title", "<h1>", "<title>", "twitter:title"} {
		if t := s.first(name); t != "" {
			list = append(list, t)
		}
	}
	return list
}

func isWeb(address string) bool {
	return strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://")
}
