// Package text reads plain text: a note somebody typed, or the words of a page that were copied out of it together with
// its counters, its comment form and the site's own notice.
//
// A text has no marks for what is what. It is read line by line, and rules kept as data (rules.go) tell the title, the
// byline, the credit, the notices and the headings from the text and from the furniture around it.
package text

import (
	"cmp"
	"html"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// Reader reads plain text. It is safe for concurrent use.
type Reader struct{}

// New makes a reader.
func New() *Reader { return &Reader{} }

// Format implements source.Reader.
func (r *Reader) Format() string { return "text" }

// Extensions implements source.Reader.
func (r *Reader) Extensions() []string { return []string{".txt", ".text"} }

// movableType matches the form in which Movable Type, TypePad and others export a whole site: fields, and the text behind a line.
var movableType = pattern.New(`(?m)^(?:AUTHOR|TITLE|STATUS|BASENAME): .*(?:\r?\n[A-Z ]+:.*)*\r?\n-----\r?\nBODY:`)

// dotclear matches the line that the backup of a blog of Dotclear begins with, above its settings, comments and posts.
var dotclear = pattern.New(`\A\x{FEFF}?///DOTCLEAR\|`)

// mailbox matches the line that each mail in an archive of a list begins with.
var mailbox = pattern.New(`\A\x{FEFF}?From \S+(?: at \S+)? +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\r?\n`)

// webArchive matches the head of a page that was saved with all that belongs to it in one file.
var webArchive = pattern.New(`\A(?:[A-Za-z-]+: [^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type: multipart/related;`)

// kirby matches two fields as Kirby writes them, with a line between them.
var kirby = pattern.New(`\A\x{FEFF}?[A-Z][\w-]*:[^\n]*\n(?s:.*?\n)??----[ \t]*\r?\n\s*[A-Z][\w-]*:`)

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
	switch {
	case movableType.Match(block.Body):
		return nil, source.NotArticle{Why: "an export of Movable Type, of which half may be drafts"}
	case dotclear.Match(block.Body):
		return nil, source.NotArticle{Why: "a backup of Dotclear, in which drafts and comments are too"}
	case mailbox.Match(block.Body):
		return nil, source.NotArticle{Why: "a mailbox, of mails by many people"}
	case webArchive.Match(block.Body):
		return nil, source.NotArticle{Why: "a web archive (MHTML), which is not read: save the page as HTML"}
	case kirby.Match(block.Body):
		return nil, source.NotArticle{Why: "fields of a page of Kirby, which are not read"}
	}
	a, err := f.FrontMatterOf(block)
	if err != nil {
		return nil, err
	}
	read(block.Body, block.BodyLine, a.Title.Value).state(f, a)
	return []*source.Article{a}, nil
}

// firstLine is the rule by which a text titles itself.
const firstLine = "first line"

// Body implements source.Reader.
func (r *Reader) Body(f *source.File, a *source.Article) error {
	body, line, err := f.Content()
	if err != nil {
		return err
	}
	stated := ""
	if a.Title.From.Rule != firstLine {
		stated = a.Title.Value
	}
	d := read(body, line, stated)
	a.HTML, a.Text = d.html(), d.text()
	return nil
}

// state gives the article what the text was found to say.
func (d *dump) state(f *source.File, a *source.Article) {
	say := func(key, rule, text string, line int) {
		if text != "" {
			a.State(f, rule, source.Statement{Key: key, Value: meta.Value{Kind: meta.Text, Text: text, Line: line, Column: 1}})
		}
	}
	say("title", firstLine, d.title.text, d.title.number)
	say("date", "date line", cmp.Or(d.date.published, d.date.updated), d.dateAt) // better the day of a change than the file's
	say("updated", "date line", d.date.updated, d.dateAt)
	say("credit", "credit line", d.credit.text, d.credit.number)
	say("rights.notice", "notice", d.notice.text, d.notice.number)
	say("site_notice", "site notice", d.siteNotice.text, d.siteNotice.number)
	for _, e := range d.embargoes {
		a.State(f, "line", source.Statement{Key: "embargo", Said: "embargo", Value: meta.Value{Kind: meta.Text, Text: e.text, Line: e.number, Column: 1}})
	}
	if d.byline.found() {
		a.Byline.Set(d.byline.written, source.Origin{File: f.Path, Line: d.bylineAt, Column: 1, Rule: "byline"})
	}
	if people := d.people(); len(people) > 0 {
		a.People.Set(people, d.peopleFrom(f))
	}
}

// peopleFrom gives the line that the first of the people stand in.
func (d *dump) peopleFrom(f *source.File) source.Origin {
	from := source.Origin{File: f.Path, Column: 1}
	switch {
	case d.byline.name != "":
		from.Rule, from.Line = "byline", d.bylineAt
	case len(d.signed) > 0:
		from.Rule, from.Line = "signing line", d.signedAt
	default:
		from.Rule, from.Line = "credit line", d.credit.number
	}
	return from
}

func (d *dump) html() string {
	var b strings.Builder
	for _, p := range d.body {
		text := html.EscapeString(p.text)
		switch {
		case p.heading:
			b.WriteString("<h2>" + text + "</h2>\n")
		case p.verbatim:
			b.WriteString("<pre>" + text + "</pre>\n")
		case isRule(p.text):
			b.WriteString("<hr>\n")
		default:
			b.WriteString("<p>" + strings.ReplaceAll(text, "\n", "<br>\n") + "</p>\n")
		}
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
