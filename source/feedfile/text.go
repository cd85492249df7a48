package feedfile

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// words gives what a reader sees of HTML, on one line.
func words(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return strings.Join(strings.Fields(s), " ")
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.Join(strings.Fields(b.String()), " ")
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			if name, _ := z.TagName(); endsWord(string(name)) {
				b.WriteByte(' ')
			}
		}
	}
}

// endsWord knows the elements that no word goes on across.
func endsWord(name string) bool {
	switch name {
	case "p", "div", "br", "li", "tr", "td", "th", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption":
		return true
	}
	return false
}

// longestTitle is how many characters of its text name an item without a title.
const longestTitle = 60

// firstWords cuts text after a word.
func firstWords(s string) string {
	if utf8.RuneCountInString(s) <= longestTitle {
		return s
	}
	cut := string([]rune(s[:min(len(s), 4*longestTitle)])[:longestTitle])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,.;:–-") + "…"
}

// reference matches what HTML writes for a character, markedUp the end of an element.
var (
	reference = pattern.New(`&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);`)
	markedUp  = pattern.New(`</[A-Za-z]`)
)

// plainTitle gives the words of a title of RSS. The format has plain text there, and half of the world HTML: what ends an element,
// or refers to a character once more than XML does, is taken for that.
func plainTitle(s string) string {
	if reference.MatchString(s) || markedUp.MatchString(s) {
		return words(s)
	}
	return s
}

// plainLine gives the words of a title or summary that is plain text by its format, and was escaped once too often all the same: it
// has a reference that no text speaks of, as those about HTML do of &lt; and &nbsp;.
func plainLine(s string) string {
	for _, r := range reference.FindAllString(s, -1) {
		switch char := html.UnescapeString(r); char {
		case r, "&", "<", ">", "\u00a0":
			continue
		case `"`, "'":
			if r[1] != '#' {
				continue
			}
		}
		return html.UnescapeString(s)
	}
	return s
}

// absolute makes the addresses of a text absolute. Where no base is given they stay, and are those of the item's page.
func absolute(text, base string) string {
	b, err := url.Parse(base)
	if text == "" || err != nil || !b.IsAbs() {
		return text
	}
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.String()
		}
		raw := string(z.Raw())
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			t := z.Token()
			if changed := resolveAll(&t, b); changed {
				raw = t.String()
			}
		}
		out.WriteString(raw)
	}
}

// resolveAll makes the addresses of a tag absolute.
func resolveAll(t *html.Token, base *url.URL) (changed bool) {
	for i, a := range t.Attr {
		t.Attr[i].Val = resolveAttr(base, a.Key, a.Val)
		changed = changed || t.Attr[i].Val != a.Val
	}
	return changed
}

// resolveAttr makes what an attribute says absolute where that is an address.
func resolveAttr(base *url.URL, name, value string) string {
	switch name {
	case "href", "src", "poster", "cite", "data", "background":
		return resolve(base, value)
	case "srcset":
		return resolveSet(base, value)
	}
	return value
}

// resolve gives an address as seen from a base; one that is none stays as it is, and so does one within the page.
func resolve(base *url.URL, ref string) string {
	ref = strings.TrimSpace(ref)
	u, err := url.Parse(ref)
	if err != nil || base == nil || !base.IsAbs() || u.IsAbs() || ref == "" || ref[0] == '#' {
		return ref
	}
	return base.ResolveReference(u).String()
}

// resolveSet does so for the pictures of a srcset, of which each has its size behind its address.
func resolveSet(base *url.URL, set string) string {
	pictures := strings.Split(set, ", ")
	for i, p := range pictures {
		address, size, sized := strings.Cut(strings.TrimSpace(p), " ")
		if pictures[i] = resolve(base, address); sized {
			pictures[i] += " " + size
		}
	}
	return strings.Join(pictures, ", ")
}
