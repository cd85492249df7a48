package newsml

import (
	"encoding/base64"
	"encoding/xml"
	"regexp"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/nitf"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// variant is one form of the text in contentSet.
type variant struct {
	rank int
	html string
}

// body gives the text of an item as HTML: of its forms the first in HTML, else in NITF, else as plain text. What the content is
// is told from the content: contenttype is often wrong.
func body(e *xmltree.Element) string {
	var forms []variant
	for _, set := range e.All("contentSet") {
		for _, form := range set.Children("inlineXML", "inlineData") {
			if v := read(e, form); v.html != "" {
				forms = append(forms, v)
			}
		}
	}
	if len(forms) == 0 {
		return ""
	}
	best := slices.MinFunc(forms, func(a, b variant) int { return a.rank - b.rank })
	return mended.Replace(strings.TrimSpace(best.html))
}

// The forms of a text, the better first.
const (
	asHTML = iota
	asNITF
	asText
)

func read(item, form *xmltree.Element) variant {
	if form.Name == "inlineData" {
		return data(item, form)
	}
	for _, child := range form.Children() {
		switch name := strings.ToLower(child.Name); {
		case name == "nitf":
			return variant{asNITF, nitf.Of(child).HTML()}
		case name == "html":
			return variant{asHTML, page(item, child)}
		case name == "body.content":
			return variant{asNITF, nitf.HTML(child)}
		case isHTML(name):
			return variant{asHTML, xhtml(item, form)}
		}
	}
	if len(form.Children()) == 0 {
		return data(item, form)
	}
	return variant{}
}

// markup matches text that is HTML, whatever it is called.
var markup = regexp.MustCompile(`(?i)</(?:p|div|h[1-6]|ul|ol|table|a|b|i|em|strong|span|body|article|section)>|<(?:p|br ?/?)>`)

// data reads text that stands in the element as a string.
func data(item, form *xmltree.Element) variant {
	text := form.Raw()
	if strings.EqualFold(form.Attr("encoding"), "base64") {
		plain, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
		if err != nil || !strings.HasPrefix(form.Attr("contenttype"), "text/") {
			return variant{}
		}
		text = string(plain)
	}
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return variant{}
	case strings.HasPrefix(text, "<nitf"), strings.HasPrefix(text, "<?xml") && strings.Contains(text, "<nitf"):
		story, err := nitf.Parse([]byte(text), form.Line)
		if err != nil {
			return variant{}
		}
		return variant{asNITF, story.HTML()}
	case markup.MatchString(text):
		return variant{asHTML, xhtml(item, fromHTML(text))}
	}
	return variant{asText, xmltree.Paragraphs(text)}
}

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
	headlines := item.All("contentMeta", "headline")
	return e.HTML(func(e *xmltree.Element) xmltree.Tag {
		name := strings.ToLower(e.Name)
		switch {
		case name == "h1" && repeats(e, headlines), name == "header" && repeats(e.First("h1"), headlines), isPrivate(e):
			return xmltree.Tag{Drop: true}
		case name == "img":
			return image(e)
		case name == "figure" && !shows(e):
			return xmltree.Tag{Drop: true}
		case name == "a" && !nitf.Publishable(e.Attr("href")):
			return xmltree.Tag{}
		case name == "p":
			return paragraph(e)
		case !isHTML(name) && !xmltree.XHTML(e).Drop:
			return xmltree.Tag{}
		}
		return xmltree.XHTML(e)
	})
}

// repeats reports a heading that is the headline of the item.
func repeats(h1 *xmltree.Element, headlines []*xmltree.Element) bool {
	text := h1.Text()
	return text != "" && slices.ContainsFunc(headlines, func(e *xmltree.Element) bool { return strings.EqualFold(e.Text(), text) })
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

// mended puts right what producers escape twice, or mark in a way of their own.
var mended = strings.NewReplacer("&amp;#39;", "&#39;", "&amp;quot;", "&#34;", "&amp;apos;", "&#39;", "&amp;amp;", "&amp;",
	"&lt;endash&gt;-&lt;/endash&gt;", "–", "&lt;endash&gt;", "–", "&lt;/endash&gt;", "")

// others names what is in contentSet and cannot be shown.
func others(e *xmltree.Element) string {
	var names []string
	for _, form := range e.All("contentSet", "inlineXML") {
		for _, child := range form.Children() {
			names = append(names, child.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return ": only " + strings.Join(names, ", ")
}
