package xmltree

import (
	"encoding/xml"
	"slices"
	"strings"
)

// Element is an element with all that is in it.
type Element struct {
	Name   string // without its prefix
	Prefix string // as written
	Attrs  []xml.Attr
	Nodes  []Node

	Line, Column int   // of its opening tag, from 1; columns in characters
	Start, End   int64 // from its opening tag to behind its closing one: bytes of the file, when the Reader is Plain
}

// Node is one of the things in an element: another one, or text where Element is nil.
type Node struct {
	Element *Element
	Text    string
}

// Attr gives the attribute of that name, whatever its prefix, or an empty string. One without a prefix comes first: lang
// beside xml:lang. A nil element has none.
func (e *Element) Attr(name string) string {
	if e == nil {
		return ""
	}
	value := ""
	for _, a := range e.Attrs {
		if a.Name.Local != name {
			continue
		}
		if a.Name.Space == "" {
			return strings.TrimSpace(a.Value)
		}
		value = strings.TrimSpace(a.Value)
	}
	return value
}

// Children gives the elements that are directly in this one and have one of the names, or all where none is given.
func (e *Element) Children(names ...string) (list []*Element) {
	if e == nil {
		return nil
	}
	for _, n := range e.Nodes {
		if n.Element != nil && (len(names) == 0 || slices.Contains(names, n.Element.Name)) {
			list = append(list, n.Element)
		}
	}
	return list
}

// All gives the elements at the end of a path of names, in the order of the file: All("itemMeta", "signal") are the signals of
// every itemMeta.
func (e *Element) All(path ...string) []*Element {
	list := []*Element{e}
	for _, name := range path {
		var below []*Element
		for _, parent := range list {
			below = append(below, parent.Children(name)...)
		}
		list = below
	}
	return list
}

// First gives the first element at the end of a path of names, or nil.
func (e *Element) First(path ...string) *Element {
	if list := e.All(path...); len(list) > 0 {
		return list[0]
	}
	return nil
}

// Raw gives the text in the element as it is written, with that of the elements in it.
func (e *Element) Raw() string {
	var b strings.Builder
	e.text(&b, false)
	return b.String()
}

// Text gives the text in the element on one line. Where a paragraph, a cell or a line ends there is white space.
func (e *Element) Text() string {
	var b strings.Builder
	e.text(&b, true)
	return strings.Join(strings.Fields(b.String()), " ")
}

func (e *Element) text(b *strings.Builder, spaced bool) {
	if e == nil {
		return
	}
	for _, n := range e.Nodes {
		if n.Element == nil {
			b.WriteString(n.Text)
			continue
		}
		n.Element.text(b, spaced)
		if spaced && endsWord(n.Element.Name) {
			b.WriteByte(' ')
		}
	}
}

// endsWord knows the elements of HTML and NITF that no word goes on behind.
func endsWord(name string) bool {
	switch name {
	case "p", "div", "br", "li", "tr", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "block", "hl1", "hl2":
		return true
	}
	return false
}
