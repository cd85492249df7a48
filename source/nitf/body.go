package nitf

import (
	"encoding/xml"
	"strings"

	"github.com/masthead-feeds/masthead/source/xmltree"
)

// HTML gives the text of the story as HTML: body.content, and nothing of the head or the end of the body, where staff is
// named with its addresses.
func (d Document) HTML() string {
	var parts []string
	contents := d.root.All("body", "body.content")
	if len(contents) == 0 {
		contents = d.root.All("body.content") // so in AP's
	}
	for _, content := range contents {
		if text := HTML(content); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "\n")
}

// HTML gives what is in a body.content as HTML, or nothing when there is no text and no picture in it.
func HTML(content *xmltree.Element) string {
	if content.Text() == "" && len(media(content)) == 0 {
		return ""
	}
	if len(content.Children()) == 0 {
		if page, ok := xmltree.FromHTML(content.Raw()); ok {
			return strings.TrimSpace(page.HTML(tag))
		}
		return xmltree.Paragraphs(content.Raw())
	}
	return strings.TrimSpace(content.HTML(tag))
}

// tag says what the elements of NITF are in HTML. What marks a name, a place or a sum is left out around its text.
func tag(e *xmltree.Element) xmltree.Tag {
	if name := nameInHTML(e.Name); name != "" {
		return xmltree.Tag{Name: name, Attrs: kept(e, "colspan", "rowspan", "span")}
	}
	switch e.Name {
	case "a":
		return link(e)
	case "q":
		return quote(e)
	case "media":
		if p, ok := pictureOf(e); ok && p.isImage() {
			return xmltree.Tag{HTML: p.figure()}
		}
		return xmltree.Tag{Drop: true}
	case "head", "note", "ed-msg", "ednote", "script", "style", "nitf-table-metadata", "table-reference", "custom-table", "media-metadata":
		return xmltree.Tag{Drop: true}
	}
	return xmltree.Tag{}
}

// nameInHTML gives the element of HTML for one of NITF; empty when there is none for all of its kind.
func nameInHTML(name string) string {
	switch name {
	case "p", "pre", "ol", "ul", "li", "dl", "dt", "dd", "em", "strong", "sub", "sup", "br", "hr", "b", "i", "u",
		"table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption", "col", "colgroup":
		return name
	case "hl1", "hl2", "h1", "h2":
		return "h2"
	case "block":
		return "div"
	case "bq", "blockquote":
		return "blockquote"
	case "credit":
		return "cite"
	case "fn":
		return "small"
	case "datasource":
		return "p"
	}
	return ""
}

// link keeps the links of the web. Others lead to the agency's own systems.
func link(e *xmltree.Element) xmltree.Tag {
	if href := e.Attr("href"); Publishable(href) {
		return xmltree.Tag{Name: "a", Attrs: kept(e, "href")}
	}
	return xmltree.Tag{}
}

// quote tells a quotation within a sentence from one of whole paragraphs.
func quote(e *xmltree.Element) xmltree.Tag {
	if len(e.Children("p", "block")) > 0 {
		return xmltree.Tag{Name: "blockquote"}
	}
	return xmltree.Tag{Name: "q"}
}

func kept(e *xmltree.Element, names ...string) (list []xml.Attr) {
	for _, name := range names {
		if value := e.Attr(name); value != "" {
			list = append(list, attr(name, value))
		}
	}
	return list
}
