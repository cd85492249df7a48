// Package text reads plain text: a note somebody typed, or the words of a page that were copied out of it together with
// its counters, its comment form and the site's own notice.
//
// A text has no marks for what is what. It is read line by line, and rules kept as data (rules.go) tell the title, the
// byline, the credit, the notices and the headings from the text and from the furniture around it.
package text

import (
	"html"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// Reader reads plain text. It is safe for concurrent use.
type Reader struct{}

// New makes a reader.
func New() *Reader { return &Reader{} }

// Format implements source.Reader.
func (r *Reader) Format() string { return "text" }

// Extensions implements source.Reader.
func (r *Reader) Extensions() []string { return []string{".txt", ".text"} }

// Head implements source.Reader. The credit that a text's rights hang on stands at its foot, so that the whole of it is read.
func (r *Reader) Head(f *source.File) ([]*source.Article, error) {
	text, err := f.All()
	if err != nil {
		return nil, err
	}
	block, err := f.Split(text)
	if err != nil {
		return nil, err
	}
	a, err := f.FrontMatterOf(block)
	if err != nil {
		return nil, err
	}
	read(block.Body, block.BodyLine).state(f, a)
	return []*source.Article{a}, nil
}

// Body implements source.Reader.
func (r *Reader) Body(f *source.File, a *source.Article) error {
	body, line, err := f.Content()
	if err != nil {
		return err
	}
	d := read(body, line)
	a.HTML, a.Text = d.html(), d.text()
	return nil
}

// state gives the article what the text was found to say.
func (d *dump) state(f *source.File, a *source.Article) {
	say := func(key, rule string, l line) {
		if l.text != "" {
			a.State(f, rule, source.Statement{Key: key, Value: meta.Value{
				Kind: meta.Text, Text: l.text, Line: l.number, Column: 1}})
		}
	}
	say("title", "first line", d.title)
	say("byline", "byline", d.byline)
	say("date", "date line", d.date)
	say("credit", "credit line", d.credit)
	say("rights.notice", "credit line", d.notice)
	say("site_notice", "site notice", d.siteNotice)
	if !a.People.Known() && a.Credit.Known() {
		a.People.Set([]source.Person{{Name: a.Credit.Value, Role: source.Organisation}}, a.Credit.From)
	}
}

func (d *dump) html() string {
	var b strings.Builder
	for _, p := range d.body {
		tag := "p"
		if p.heading {
			tag = "h2"
		}
		b.WriteString("<" + tag + ">" + html.EscapeString(p.text) + "</" + tag + ">\n")
	}
	return b.String()
}

func (d *dump) text() string {
	parts := make([]string, len(d.body))
	for i, p := range d.body {
		parts[i] = p.text
	}
	return strings.Join(parts, "\n\n")
}
