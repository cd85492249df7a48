package ninjs

import (
	"html"
	"strings"
)

// The forms in which a body comes, the one to use first.
const (
	asHTML = iota
	asNITF
	asText
	unreadable // a sender's own language of marks
)

// written is a body, and the form it is in.
type written struct {
	form int
	text string
}

// bodies gives those that say anything, in the order of the file.
func (it item) bodies() (list []written) {
	for _, e := range it.entries("bodies") {
		if f, ok := e.said(); ok {
			list = append(list, written{formOf(e.text("contenttype"), e.role(), f.value.Text), f.value.Text})
		}
	}
	for _, name := range []string{"html", "xhtml", "richtext", "nitf", "text", "main"} {
		if f, ok := it["body_"+name]; ok && f.says() && f.isText() {
			list = append(list, written{formOf("", name, f.value.Text), f.value.Text})
		}
	}
	if len(list) == 0 {
		if f, ok := it.extension("body_", func(string) bool { return false }); ok {
			list = append(list, written{formOf("", "", f.value.Text), f.value.Text})
		}
	}
	return list
}

// formOf tells the form of a body. What it holds counts for more than what it is called: HTML comes in bodies that say they
// are plain text, and the other way round.
func formOf(contentType, role, text string) int {
	start := strings.ToLower(strings.TrimSpace(text))
	start = start[:min(len(start), 400)]
	contentType = strings.ToLower(contentType)
	switch {
	case strings.Contains(start, "<ttnitf"), strings.HasPrefix(start, "<newsml"), strings.HasPrefix(start, "{"):
		return unreadable
	case strings.Contains(contentType, "nitf"), strings.Contains(start, "<nitf"), role == "nitf":
		return asNITF
	case isHTML.MatchString(text):
		return asHTML
	case strings.Contains(contentType, "html"), strings.Contains(role, "html") && contentType == "":
		return asHTML // without a mark in it, but what is not ASCII may be escaped
	case strings.HasSuffix(contentType, "/xml") && strings.HasPrefix(start, "<"):
		return unreadable
	}
	return asText
}

// body gives the story as HTML, and as plain text where that is all there is.
func (it item) body(title string) (markup, plain string) {
	form, text := unreadable, ""
	for _, b := range it.bodies() {
		if b.form < form {
			form, text = b.form, b.text
		}
	}
	switch form {
	case asHTML:
		if !strings.Contains(text, "<") {
			return asMarkup(paragraphs(text), func(s string) string { return s }), ""
		}
		return fragment(text, title), ""
	case asNITF:
		return fragment(nitfContent(text), title), ""
	case asText:
		list := paragraphs(text)
		return asMarkup(list, html.EscapeString), asPlain(list)
	}
	return "", ""
}

// nitfContent cuts the text of the story out of a document of NITF.
func nitfContent(doc string) string {
	_, content, found := strings.Cut(doc, "<body.content")
	if !found {
		return doc
	}
	_, content, _ = strings.Cut(content, ">")
	content, _, _ = strings.Cut(content, "</body.content>")
	return content
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")
