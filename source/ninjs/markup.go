package ninjs

import (
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
	"golang.org/x/net/html"
)

// isHTML matches the marks by which a text shows that it is HTML.
var isHTML = pattern.New(`(?i)</?(?:p|div|br|html|body|h[1-6]|ul|ol|table|blockquote|article|section|figure)\b[^<>]*>|<(a|b|i|em|strong)\b[^<>]*>[^<]*</(a|b|i|em|strong)>`)

// fragment gives what stands in the body of a page, or the whole of what is no page, byte by byte as it was. A first heading
// that only says the title again is left out.
func fragment(page, title string) string {
	f := fragmentWriter{title: line(title)}
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		f.write(z)
	}
	f.flush()
	return strings.TrimSpace(f.out.String())
}

type fragmentWriter struct {
	out     strings.Builder
	title   string
	head    bool // within the head of the page
	begun   bool // text was met
	heading bool // within a heading that may be the title
	held    strings.Builder
	words   strings.Builder
}

func (f *fragmentWriter) write(z *html.Tokenizer) {
	raw := string(z.Raw())
	t := z.Token()
	raw = withoutSecrets(raw, t)
	if isFrame(t, raw) {
		f.head = t.Data == "head" && t.Type == html.StartTagToken
		return
	}
	switch {
	case f.head:
	case f.heading:
		f.hold(raw, t)
	case t.Data == "h1" && t.Type == html.StartTagToken && !f.begun:
		f.heading = true
		f.held.WriteString(raw)
	default:
		f.begun = f.begun || t.Type == html.TextToken && strings.TrimSpace(t.Data) != ""
		f.out.WriteString(raw)
	}
}

// isFrame reports what is around the text of a page.
func isFrame(t html.Token, raw string) bool {
	switch t.Type {
	case html.TextToken:
		return false
	case html.DoctypeToken:
		return true
	}
	return t.Data == "html" || t.Data == "body" || t.Data == "head" || strings.HasPrefix(raw, "<?")
}

// hold keeps a heading back until it ends, and shows whether it is the title.
func (f *fragmentWriter) hold(raw string, t html.Token) {
	f.held.WriteString(raw)
	if t.Type == html.TextToken {
		f.words.WriteString(t.Data + " ")
	}
	if t.Data != "h1" || t.Type != html.EndTagToken {
		return
	}
	if f.title == "" || !strings.EqualFold(line(f.words.String()), f.title) {
		f.flush()
	}
	f.heading, f.begun = false, true
}

func (f *fragmentWriter) flush() {
	if f.heading {
		f.out.WriteString(f.held.String())
	}
	f.heading = false
}

// isSecret reports an address of the web with a key in it. What is no address of the web is for others to judge.
func isSecret(a html.Attribute) bool {
	switch a.Key {
	case "href", "src", "poster":
		return isWeb(a.Val) && !isPublishable(strings.TrimSpace(a.Val))
	case "srcset": // several addresses
		return strings.Contains(a.Val, "?") && strings.Contains(a.Val, "=")
	}
	return false
}

// withoutSecrets gives a mark without those of its addresses that may not be printed, and else as it was.
func withoutSecrets(raw string, t html.Token) string {
	if t.Type != html.StartTagToken && t.Type != html.SelfClosingTagToken || !slices.ContainsFunc(t.Attr, isSecret) {
		return raw
	}
	t.Attr = slices.DeleteFunc(slices.Clone(t.Attr), isSecret)
	return t.String()
}
