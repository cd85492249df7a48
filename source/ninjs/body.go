package ninjs

import (
	"cmp"
	"html"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/nitf"
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
		if f, ok := e.said(); ok && !e.isNote() {
			list = append(list, written{formOf(e.text("contenttype"), e.role(), f.value.Text), f.value.Text})
		}
	}
	for _, name := range []string{"html", "xhtml", "richtext", "nitf", "text", "main"} {
		if f, ok := it["body_"+name]; ok && f.says() && f.isText() {
			list = append(list, written{formOf("", name, f.value.Text), f.value.Text})
		}
	}
	if f, ok := it["article_html"]; ok && f.says() && f.isText() { // dpa's
		list = append(list, written{asHTML, f.value.Text + "\n" + it.text("infobox_html")})
	}
	if len(list) == 0 {
		if f, ok := it.extension("body_", isNote); ok {
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

// body gives the story as HTML, and as plain text where that is all there is: of the bodies, the first of the best form in
// which there is something to read.
func (it item) body(title string) (markup, plain string) {
	list := it.bodies()
	slices.SortStableFunc(list, func(a, b written) int { return cmp.Compare(a.form, b.form) })
	for _, b := range list {
		if markup, plain = b.read(title); !isEmpty(markup) {
			return markup, plain
		}
	}
	return "", ""
}

// isEmpty reports marks around nothing, which systems send where they have no text.
func isEmpty(markup string) bool {
	const longest = 200
	return len(markup) < longest && line(markup) == "" && !strings.Contains(markup, "<img")
}

func (b written) read(title string) (markup, plain string) {
	switch b.form {
	case asHTML:
		if !strings.Contains(b.text, "<") {
			return asMarkup(paragraphs(b.text), func(s string) string { return s }), ""
		}
		return fragment(b.text, title), ""
	case asNITF:
		return story(b.text), ""
	case asText:
		list := paragraphs(b.text)
		return asMarkup(list, html.EscapeString), asPlain(list)
	}
	return "", ""
}

// story gives the text of a whole document of NITF. What is before the text may be for editors only.
func story(doc string) string {
	d, err := document(doc)
	if err != nil {
		return ""
	}
	return d.HTML()
}

// document reads a string that is a whole document of NITF. The encoding that it declares was that of its file.
func document(doc string) (nitf.Document, error) {
	if _, behind, found := strings.Cut(doc, "?>"); found && strings.HasPrefix(strings.TrimSpace(doc), "<?xml") {
		doc = behind
	}
	return nitf.Parse([]byte(doc), 1)
}

// holdByDocuments holds the story as the documents of NITF in it are held. Their bylines and rights are not asked for.
func (it item) holdByDocuments(s statements) {
	for _, b := range it.bodies() {
		if b.form != asNITF {
			continue
		}
		d, err := document(b.text)
		if err != nil {
			continue // and no text is shown
		}
		var own source.Article
		d.State(s.f, &own, rule)
		from := source.Origin{File: s.f.Path, Rule: rule, Key: "NITF in the body"}
		s.a.ShareTimes(&own, func(source.Origin) source.Origin { return from })
		if own.Draft.Value && !s.a.Draft.Value {
			s.a.Draft.Override(true, from)
		}
		if own.Withdrawn.Value && !s.a.Withdrawn.Value {
			s.a.Withdrawn.Override(true, from)
		}
	}
}

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")
