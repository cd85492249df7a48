package newsml

import (
	"encoding/base64"
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

// plain gives the text that stands in an element as a string; ok is false for what is no text.
func plain(form *xmltree.Element) (text string, ok bool) {
	text = form.Raw()
	if strings.EqualFold(form.Attr("encoding"), "base64") {
		decoded, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
		if err != nil || !strings.HasPrefix(form.Attr("contenttype"), "text/") {
			return "", false
		}
		text = string(decoded)
	}
	return strings.TrimSpace(text), true
}

// isNITF tells a string that is a document of NITF.
func isNITF(text string) bool {
	return strings.HasPrefix(text, "<nitf") || strings.HasPrefix(text, "<?xml") && strings.Contains(text, "<nitf")
}

// data reads text that stands in the element as a string.
func data(item, form *xmltree.Element) variant {
	text, ok := plain(form)
	switch {
	case !ok, text == "":
		return variant{}
	case isNITF(text):
		story, err := nitf.Parse([]byte(text), form.Line)
		if err != nil {
			return variant{}
		}
		return variant{asNITF, story.HTML()}
	}
	if page, ok := xmltree.FromHTML(text); ok {
		return variant{asHTML, xhtml(item, page)}
	}
	return variant{asText, xmltree.Paragraphs(text)}
}

// mended puts right what producers escape twice, or mark in a way of their own.
var mended = strings.NewReplacer("&amp;#39;", "&#39;", "&amp;quot;", "&#34;", "&amp;apos;", "&#39;", "&amp;amp;", "&amp;",
	"&lt;endash&gt;-&lt;/endash&gt;", "–", "&lt;endash&gt;", "–", "&lt;/endash&gt;", "")
