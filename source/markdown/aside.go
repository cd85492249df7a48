package markdown

import (
	"cmp"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// quote writes the ends of a quotation, and below it who said it.
func (w *writer) quote(p *piece) {
	t := p.tag
	switch {
	case p.pair > 0:
		w.block("<blockquote>")
	case p.ended:
		lines := []string{"</blockquote>"}
		if by := p.opener.source(); by != "" {
			lines = []string{"<p>— " + linked(by) + "</p>", "</blockquote>"}
		}
		w.block(lines...)
	case !t.closes:
		if said := cmp.Or(t.get("text", "quote"), strings.Join(t.words(), " ")); said != "" {
			w.block("<blockquote>", "<p>"+html.EscapeString(said)+"</p>", "</blockquote>")
		}
	}
}

// linked makes a link of words that an address stands among.
func linked(s string) string {
	i := strings.Index(s, "http")
	if i <= 0 {
		return html.EscapeString(s)
	}
	address, rest, _ := strings.Cut(s[i:], " ")
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return html.EscapeString(s)
	}
	return anchor(address, strings.Trim(s[:i]+rest, " ,"))
}

// source gives whom a quotation is from.
func (t *tag) source() string {
	by := t.get("author", "by", "name", "attribution")
	if by == "" && t.dialect == liquid && len(t.words()) == len(t.args) {
		by = t.inside
	}
	return strings.Trim(strings.Join(strings.Fields(by+" "+t.get("source", "cite")), " "), `"'`)
}

// aside writes the ends of a note, or of what is shown on demand, with its title.
func (w *writer) aside(p *piece) {
	t := p.tag
	begin, head, end := t.aside(p.row.becomes)
	switch {
	case p.pair > 0:
		w.block(begin, head)
	case p.ended:
		w.block(end)
	case !t.closes:
		if said := cmp.Or(t.get("text", "content", "message"), strings.Join(t.words(), " ")); said != "" {
			w.block(begin, head, "<p>"+html.EscapeString(said)+"</p>", end)
			return
		}
		w.miss(p)
	}
}

// aside gives the ends of a note, or of what is shown on demand, and its title, as HTML.
func (t *tag) aside(b becomes) (begin, head, end string) {
	kind, title := t.note()
	if b == details {
		title = cmp.Or(t.get("summary", "title"), strings.Join(t.words(), " "), "…")
		return "<details>", "<summary>" + html.EscapeString(plainWords(title)) + "</summary>", "</details>"
	}
	return `<aside class="` + kind + `">`, "<p><strong>" + html.EscapeString(plainWords(title)) + "</strong></p>", "</aside>"
}

// note gives the kind of a note and its title. The kind is the tag's own name, or an argument of a tag whose name says
// only that it is a note.
func (t *tag) note() (kind, title string) {
	kind = t.name[strings.LastIndexAny(t.name, "./")+1:]
	title = t.get("title", "header", "heading", "caption")
	var rest []string
	for _, s := range t.words() {
		switch lower := strings.ToLower(s); {
		case kinds[lower]:
			kind = lower
		case t.name == "alert" && t.dialect == hugo && s == lower && !strings.Contains(s, " "): // an icon
		case lower == "md", lower == "simple", lower == "no-icon", lower == "open", lower == "true", lower == "false", strings.HasPrefix(s, "{"):
		default:
			rest = append(rest, s)
		}
	}
	if named := strings.ToLower(t.get("type", "kind", "variant", "class", "level", "color")); kinds[named] {
		kind = named
	}
	if title == "" {
		title = strings.Join(rest, " ")
	}
	if title == "" {
		title = titled(kind)
	}
	return kind, title
}

// kinds are the words for a note that are titles as well.
var kinds = map[string]bool{
	"note": true, "tip": true, "info": true, "warning": true, "danger": true, "caution": true, "important": true,
	"success": true, "question": true, "failure": true, "error": true, "bug": true, "example": true, "abstract": true,
	"summary": true, "hint": true, "attention": true, "todo": true, "quote": true, "check": true, "done": true,
	"help": true, "faq": true, "tldr": true, "cite": true, "fail": true, "missing": true, "details": true, "warn": true,
	"update": true, "secondary": true, "seealso": true,
}

// titled makes a title of a kind.
func titled(s string) string {
	if s == "warn" {
		s = "warning"
	}
	s = strings.ReplaceAll(s, "-", " ")
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}
