package newsml

import (
	"encoding/xml"
	"strings"

	"github.com/masthead-feeds/masthead/source/nitf"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// page gives the body of a whole page.
func page(item, html *xmltree.Element) string {
	parts := html.Children("body", "BODY")
	if len(parts) == 0 {
		parts = []*xmltree.Element{html}
	}
	var out []string
	for _, part := range parts {
		if len(part.Children()) == 0 {
			out = append(out, xmltree.Paragraphs(part.Raw()))
		} else if part.Text() != "" || strings.Contains(part.HTML(xmltree.XHTML), "<img") {
			out = append(out, xhtml(item, part))
		}
	}
	return strings.Join(out, "\n")
}

// xhtml writes what is in an element of a page. The headline is not repeated, nor the block around it that says where and when.
func xhtml(item, e *xmltree.Element) string {
	headlines := map[string]bool{}
	for _, h := range item.All("contentMeta", "headline") {
		headlines[strings.ToLower(h.Text())] = true
	}
	return e.HTML(func(e *xmltree.Element) xmltree.Tag {
		switch strings.ToLower(e.Name) {
		case "h1":
			return unless(repeats(e, headlines), e)
		case "header":
			return unless(repeats(e.First("h1"), headlines), e)
		case "figure":
			return unless(!shows(e), e)
		}
		return tag(e)
	})
}

// unless leaves an element out.
func unless(leaveOut bool, e *xmltree.Element) xmltree.Tag {
	if leaveOut {
		return xmltree.Tag{Drop: true}
	}
	return tag(e)
}

// tag says what becomes of an element of a page, wherever it stands.
func tag(e *xmltree.Element) xmltree.Tag {
	name := strings.ToLower(e.Name)
	switch {
	case isPrivate(e):
		return xmltree.Tag{Drop: true}
	case name == "img":
		return image(e)
	case name == "p":
		return paragraph(e)
	case name == "a" && !nitf.Publishable(e.Attr("href")), !isHTML(name) && !xmltree.XHTML(e).Drop:
		return xmltree.Tag{}
	}
	return xmltree.XHTML(e)
}

// repeats reports a heading that is the headline of the item.
func repeats(h1 *xmltree.Element, headlines map[string]bool) bool {
	text := strings.ToLower(h1.Text())
	return text != "" && headlines[text]
}

// isPrivate knows the parts of a page that dpa marks as not for publication.
func isPrivate(e *xmltree.Element) bool {
	class := e.Attr("class")
	return strings.Contains(class, "nonpublic") || strings.Contains(class, "notepad")
}

func image(e *xmltree.Element) xmltree.Tag {
	src := e.Attr("src")
	if !nitf.Publishable(src) {
		return xmltree.Tag{Drop: true}
	}
	attrs := []xml.Attr{{Name: xml.Name{Local: "src"}, Value: src}, {Name: xml.Name{Local: "alt"}, Value: e.Attr("alt")}}
	return xmltree.Tag{Name: "img", Attrs: attrs}
}

// shows reports whether there is anything to see in a figure: without it the caption says nothing.
func shows(e *xmltree.Element) bool {
	for _, child := range e.Children() {
		switch strings.ToLower(child.Name) {
		case "img":
			if !image(child).Drop {
				return true
			}
		case "table", "video", "audio", "iframe", "pre", "blockquote":
			return true
		}
		if shows(child) {
			return true
		}
	}
	return false
}

// isHTML knows the elements that may stand in a text. What agencies put between them marks companies and places.
func isHTML(name string) bool {
	switch name {
	case "p", "div", "span", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption",
		"thead", "tbody", "tfoot", "tr", "td", "th", "col", "colgroup", "pre", "blockquote", "q", "cite", "em", "strong", "b", "i", "u",
		"s", "sub", "sup", "small", "code", "a", "img", "figure", "figcaption", "article", "section", "header", "footer", "aside",
		"main", "time", "abbr", "address", "audio", "video", "source", "iframe":
		return true
	}
	return false
}
