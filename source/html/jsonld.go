package html

import (
	"html"
	"slices"
	"strings"

	xhtml "golang.org/x/net/html"

	"github.com/masthead-feeds/masthead/source/meta"
)

// storyTypes are the types of schema.org that a page's article has, with those of the subtypes that end in Article or
// Posting left to isStory.
var storyTypes = []string{"Article", "BlogPosting", "Report", "Review", "Recipe", "HowTo"}

// ld is what the scripts of JSON-LD on a page say (JSON-LD 1.1; schema.org).
type ld struct {
	nodes []meta.Value          // the things described, each once, outer first
	byID  map[string]meta.Value // those that others refer to
}

// maxLDNodes is more than any page describes.
const maxLDNodes = 1000

func (l *ld) add(v meta.Value) {
	if v.Kind == meta.List {
		for _, entry := range v.List {
			l.add(entry)
		}
	}
	if v.Kind != meta.Map || len(l.nodes) >= maxLDNodes {
		return
	}
	if types(v) != nil {
		l.nodes = append(l.nodes, v)
	}
	l.index(v)
	for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage"} {
		l.add(property(v, key))
	}
}

// index remembers everything that has a name of its own, however deep it is.
func (l *ld) index(v meta.Value) {
	for _, entry := range v.List {
		l.index(entry)
	}
	if id := property(v, "@id").Text; id != "" && len(v.Map) > 1 {
		if _, known := l.byID[id]; !known {
			l.byID[id] = v
		}
	}
	for _, p := range v.Map {
		if p.Key != "@graph" && p.Key != "mainEntity" && p.Key != "mainEntityOfPage" {
			l.index(p.Value)
		}
	}
}

// follow gives what a reference refers to.
func (l *ld) follow(v meta.Value) meta.Value {
	if v.Kind == meta.Map && len(v.Map) <= 2 {
		if id := property(v, "@id").Text; id != "" {
			if there, ok := l.byID[id]; ok {
				return there
			}
		}
	}
	return v
}

// property gives a property of a thing, whatever prefix stands before it.
func property(v meta.Value, name string) meta.Value {
	for _, p := range v.Map {
		if p.Key == name || strings.HasSuffix(p.Key, name) && (p.Key == "schema:"+name || strings.Contains(p.Key, "schema.org/") && strings.HasSuffix(p.Key, "/"+name)) {
			return p.Value
		}
	}
	return meta.Value{}
}

// types gives the names of a thing's types, without the address before them.
func types(v meta.Value) (names []string) {
	for _, t := range list(property(v, "@type")) {
		name := t.Text[strings.LastIndexAny(t.Text, "/:#")+1:]
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

func list(v meta.Value) []meta.Value {
	switch v.Kind {
	case meta.List:
		return v.List
	case meta.Null:
		return nil
	}
	return []meta.Value{v}
}

func isStory(name string) bool {
	return slices.Contains(storyTypes, name) || strings.HasSuffix(name, "Article") || strings.HasSuffix(name, "Posting") && name != "JobPosting"
}

func hasType(v meta.Value, is func(string) bool) bool { return slices.ContainsFunc(types(v), is) }

// article finds the thing that is the page's article: the only one of such a type, or the one of several whose address or
// headline is the page's.
func (l *ld) article(addresses, titles []string) (story meta.Value, ok bool) {
	var candidates []meta.Value
	for _, n := range l.nodes {
		if hasType(n, isStory) {
			candidates = append(candidates, n)
		}
	}
	for _, n := range candidates {
		if slices.ContainsFunc(l.addressesOf(n), func(a string) bool { return slices.Contains(addresses, a) }) {
			return n, true
		}
	}
	for _, n := range candidates {
		if headline := l.text(property(n, "headline")); headline != "" && containsFold(titles, headline) {
			return n, true
		}
	}
	if len(candidates) == 0 || len(candidates) > 1 && l.differ(candidates) {
		return meta.Value{}, false
	}
	return candidates[0], true
}

// differ reports whether several things are not one that is described twice.
func (l *ld) differ(nodes []meta.Value) bool {
	for _, n := range nodes[1:] {
		if l.text(property(n, "headline")) != l.text(property(nodes[0], "headline")) {
			return true
		}
	}
	return false
}

// addressesOf gives every address that a thing says is its own.
func (l *ld) addressesOf(n meta.Value) (addresses []string) {
	for _, v := range []meta.Value{property(n, "url"), property(n, "mainEntityOfPage"), property(n, "@id")} {
		for _, v := range list(v) {
			addresses = append(addresses, plainAddress(l.address(v)))
		}
	}
	return slices.DeleteFunc(addresses, func(a string) bool { return a == "" })
}

// plainAddress is an address as it is compared.
func plainAddress(a string) string {
	a, _, _ = strings.Cut(a, "#")
	_, a, _ = strings.Cut(a, "://")
	return strings.TrimSuffix(strings.TrimPrefix(a, "www."), "/")
}

// address gives where a thing is: it may be an address, or something that has one.
func (l *ld) address(v meta.Value) string {
	if v.Kind != meta.Map {
		return strings.TrimSpace(v.Text)
	}
	for _, key := range []string{"url", "contentUrl", "@id"} {
		if a := list(property(v, key)); len(a) > 0 && a[0].Text != "" {
			return strings.TrimSpace(a[0].Text)
		}
	}
	return ""
}

// text gives a text, or the name of a thing. Pages write entities where JSON needs none.
func (l *ld) text(v meta.Value) string {
	v = l.follow(v)
	if v.Kind == meta.List && len(v.List) > 0 {
		v = v.List[0]
	}
	if v.Kind == meta.Map {
		for _, key := range []string{"name", "@value", "headline"} {
			if p := property(v, key); p.Text != "" {
				return l.text(p)
			}
		}
	}
	return plainText(v.Text)
}

// plainText reads a text that may hold entities and tags.
func plainText(s string) string {
	if strings.Contains(s, "&") {
		s = html.UnescapeString(html.UnescapeString(s))
	}
	if strings.Contains(s, "</") || strings.Contains(s, "<br") {
		if doc, err := xhtml.Parse(strings.NewReader(s)); err == nil {
			s = textOf(doc)
		}
	}
	return strings.Join(strings.Fields(s), " ")
}
