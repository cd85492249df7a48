package ghost

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// here stands in an export for the address of the site.
const here = "__GHOST_URL__"

// local makes addresses that begin with the site's own into paths of the site.
func local(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, here+"/", "/"), here, "/")
}

// body gives the article its text: the HTML that Ghost made of it, or else its words. What the editor works on, in a form
// of its own, is not read.
func (r row) body(a *source.Article) {
	if text := r["html"].Text; r["html"].Kind == meta.Text && strings.TrimSpace(text) != "" {
		a.HTML = local(public(text))
		return
	}
	for _, form := range []string{"lexical", "mobiledoc", "markdown"} {
		v := r[form]
		if v.Kind != meta.Text || strings.TrimSpace(v.Text) == "" {
			continue
		}
		a.Problem(source.Problem{Line: v.Line, Field: "body",
			Message: "the text is there only in the form of Ghost's editor (" + form + "), which is not read here", Fix: "save the post in Ghost, and export again"})
		break
	}
	if text := r.text("plaintext"); text != "" {
		a.HTML, a.Text = paragraphs(local(text)), local(text)
	}
}

// The marks around what only some of a site's readers are shown.
const (
	gateBegin = "<!--kg-gated-block:begin"
	gateEnd   = "<!--kg-gated-block:end"
)

// forMembers matches the mark behind which a post is for members. With a post for everybody nothing in Ghost's own site hangs
// on it, but its author put it there, and may have opened the post for a while.
var forMembers = pattern.New(`(?i)<!--\s*members-only\s*-->`)

// mailCard matches the ends of what is sent by mail, and never shown on the site.
var mailCard = pattern.New(`(?i)<!--\s*kg-card-(begin|end):\s*email(?:-cta)?\s*-->`)

// public leaves out what those who are no members are not shown.
func public(text string) string {
	if at := forMembers.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	var b strings.Builder
	text = withoutMail(text)
	for {
		open, gated, found := strings.Cut(text, gateBegin)
		b.WriteString(open)
		if !found {
			return b.String()
		}
		terms, gated, _ := strings.Cut(gated, "-->")
		inside, rest, _ := strings.Cut(gated, gateEnd)
		if strings.Contains(terms, "nonMember:true") {
			b.WriteString(inside)
		}
		_, text, _ = strings.Cut(rest, "-->")
	}
}

// withoutMail leaves out the cards for mail. One without an end goes on to that of the text.
func withoutMail(text string) string {
	var b strings.Builder
	at, within := 0, false
	for _, m := range mailCard.FindAllStringSubmatchIndex(text, -1) {
		if !within {
			b.WriteString(text[at:m[0]])
		}
		at, within = m[1], strings.EqualFold(text[m[2]:m[3]], "begin")
	}
	if !within {
		b.WriteString(text[at:])
	}
	return b.String()
}

var emptyLines = pattern.New(`\n\s*\n`)

// paragraphs gives plain text as HTML. Empty lines part paragraphs.
func paragraphs(text string) string {
	var b strings.Builder
	for _, p := range emptyLines.Split(strings.ReplaceAll(text, "\r\n", "\n"), -1) {
		if p = strings.TrimSpace(p); p != "" {
			b.WriteString("<p>" + strings.ReplaceAll(html.EscapeString(p), "\n", "<br>\n") + "</p>\n")
		}
	}
	return b.String()
}

// words gives what a reader sees of a line of HTML.
func words(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(b.String()), " ")
		case html.TextToken:
			b.Write(z.Text())
		}
	}
}
