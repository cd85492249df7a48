package ninjs

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
	"golang.org/x/net/html"
)

// tag matches a mark of HTML, which a sign of less is not.
var tag = pattern.New(`</?[A-Za-z][A-Za-z0-9:]*(?:\s[^<>]*)?/?>`)

// entity matches a character written by name or number.
var entity = pattern.New(`&(?:[A-Za-z]{2,8}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});`)

// line makes a text of one line: headlines come as HTML and broken over lines, and end in blanks.
func line(s string) string { return strings.Join(strings.Fields(plain(s)), " ") }

// plain takes the marks of HTML off a text, if it has any.
func plain(s string) string {
	if !tag.MatchString(s) {
		if entity.MatchString(s) {
			return html.UnescapeString(s)
		}
		return s
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); isBlock(string(name)) {
				b.WriteByte('\n')
			}
		}
	}
}

func isBlock(name string) bool {
	switch name {
	case "p", "br", "div", "li", "h1", "h2", "h3", "h4", "tr", "td", "th", "blockquote", "section", "article":
		return true
	}
	return false
}

// lines makes a text of several lines, of which none is empty and none ends in blanks.
func lines(s string) string {
	var kept []string
	for l := range strings.Lines(strings.ReplaceAll(plain(s), "\r", "\n")) {
		if l = strings.TrimSpace(l); l != "" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "\n")
}

// quote puts a word of the file into a message.
func quote(s string) string {
	const enough = 40
	r := []rune(s)
	if len(r) > enough {
		s = string(r[:enough]) + "…"
	}
	return `"` + s + `"`
}
