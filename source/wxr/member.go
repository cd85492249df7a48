package wxr

import (
	"html"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// member is an item of the channel. Every program that writes exports uses the same prefixes, so that names are compared
// with them: content:encoded and excerpt:encoded differ in nothing else.
type member struct{ e *xmltree.Element }

// content is the text of a post as WordPress stores it.
type content struct {
	id   string // the post's number
	text string
	line int // of the file on which the text begins
}

// child gives the first element of that name, or nil.
func (m member) child(name string) *xmltree.Element {
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		prefix, local = "", name
	}
	for _, n := range m.e.Nodes {
		if n.Element != nil && n.Element.Name == local && n.Element.Prefix == prefix {
			return n.Element
		}
	}
	return nil
}

// text gives the text of a child on one line.
func (m member) text(name string) string { return m.child(name).Text() }

// raw gives it as it is written.
func (m member) raw(name string) string { return m.child(name).Raw() }

// value gives it with its place.
func (m member) value(name string) meta.Value { return textOf(m.child(name)) }

func textOf(e *xmltree.Element) meta.Value {
	if e == nil {
		return meta.Value{}
	}
	return meta.Value{Kind: meta.Text, Text: e.Text(), Line: e.Line, Column: e.Column}
}

// meta gives the value of the first custom field that is called so.
func (m member) meta(key string) meta.Value {
	for _, e := range m.metas(key) {
		return textOf(e)
	}
	return meta.Value{}
}

// metas gives the values of all custom fields that are called so.
func (m member) metas(key string) (list []*xmltree.Element) {
	for _, field := range m.e.Children("postmeta") {
		if field.First("meta_key").Text() == key {
			if value := field.First("meta_value"); value != nil {
				list = append(list, value)
			}
		}
	}
	return list
}

func (m member) content() content {
	e := m.child("content:encoded")
	if e == nil {
		return content{id: m.text("wp:post_id")}
	}
	return content{id: m.text("wp:post_id"), text: e.Raw(), line: e.Line}
}

// plain gives the text of what WordPress stores of a title or a name, which is HTML.
func plain(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	var b strings.Builder
	for p := range pieces(s, nil) {
		if p.kind == text {
			b.WriteString(p.text)
		} else if isBlock(p.name) || p.name == "br" {
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(html.UnescapeString(b.String())), " ")
}
