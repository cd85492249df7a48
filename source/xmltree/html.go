package xmltree

import (
	"encoding/xml"
	"html"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// Tag says what becomes of an element in HTML.
type Tag struct {
	Name  string // the element of HTML; empty leaves only what is in it
	Attrs []xml.Attr
	Drop  bool   // neither the element nor what is in it
	HTML  string // stands in place of the element and of what is in it
}

// HTML writes what is in the element as HTML; as says what each of the elements becomes. Names are written without their
// prefixes, which HTML has none of.
func (e *Element) HTML(as func(*Element) Tag) string {
	var b strings.Builder
	e.inside(&b, as)
	return b.String()
}

func (e *Element) inside(b *strings.Builder, as func(*Element) Tag) {
	if e == nil {
		return
	}
	for _, n := range e.Nodes {
		if n.Element == nil {
			b.WriteString(html.EscapeString(n.Text))
			continue
		}
		n.Element.write(b, as(n.Element), as)
	}
}

func (e *Element) write(b *strings.Builder, tag Tag, as func(*Element) Tag) {
	switch {
	case tag.Drop:
	case tag.HTML != "":
		b.WriteString(tag.HTML)
	case tag.Name == "":
		e.inside(b, as)
	default:
		b.WriteString("<" + tag.Name)
		for _, a := range tag.Attrs {
			b.WriteString(" " + a.Name.Local + `="` + html.EscapeString(a.Value) + `"`)
		}
		b.WriteByte('>')
		if isVoid(tag.Name) {
			return
		}
		e.inside(b, as)
		b.WriteString("</" + tag.Name + ">")
	}
}

func isVoid(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr":
		return true
	}
	return false
}

// XHTML is what the elements of XHTML become: themselves. What shows nothing, or stands in the head, is left out.
func XHTML(e *Element) Tag {
	switch name := strings.ToLower(e.Name); name {
	case "head", "script", "style", "title", "meta", "link":
		return Tag{Drop: true}
	case "html", "body":
		return Tag{}
	default:
		return Tag{Name: name, Attrs: e.htmlAttrs()}
	}
}

// htmlAttrs leaves out the declarations of namespaces.
func (e *Element) htmlAttrs() (list []xml.Attr) {
	for _, a := range e.Attrs {
		if a.Name.Local != "xmlns" && a.Name.Space != "xmlns" {
			list = append(list, xml.Attr{Name: xml.Name{Local: a.Name.Local}, Value: a.Value})
		}
	}
	return list
}

// Paragraphs makes HTML of plain text: an empty line ends a paragraph, or the end of a line where there is no empty one.
func Paragraphs(text string) string {
	text = strings.Trim(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	var b strings.Builder
	cut := blankLine.Split(text, -1)
	if len(cut) == 1 {
		cut = strings.Split(text, "\n")
	}
	for _, p := range cut {
		if p = strings.TrimSpace(p); p != "" {
			b.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(p), "\n", "<br>\n") + "</p>\n")
		}
	}
	return b.String()
}

// blankLine matches what stands between two paragraphs of plain text.
var blankLine = pattern.New(`\n[ \t\x{A0}]*(?:\n[ \t\x{A0}]*)+`)
