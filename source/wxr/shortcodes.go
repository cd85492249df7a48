package wxr

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// deepest is how deep shortcodes are read whose content has a place of its own; below that their tags go.
const deepest = 8

// expander writes the HTML of the shortcodes of one text.
type expander struct {
	*writer
	text string
	tags []bracket
}

// expand writes HTML in place of shortcodes.
func (w *writer) expand(s string) string {
	if !strings.Contains(s, "[") {
		return s
	}
	e := expander{writer: w, text: s, tags: brackets(s, w.shortcodes)}
	return e.within(0, len(e.tags), 0, len(s), 0)
}

// within writes the text between two places; the tags in it are those of list[first:last].
func (e expander) within(first, last, from, to, depth int) string {
	var b strings.Builder
	at := from
	for i := first; i < last; i++ {
		t := e.tags[i]
		if t.from < at || !e.isShortcode(t) {
			continue
		}
		if end, literal := e.escaped(t, to); literal {
			b.WriteString(e.text[at:t.from-1] + e.text[t.from:end])
			at = end + 1
			continue
		}
		b.WriteString(e.text[at:t.from])
		at = t.to
		if t.closes {
			continue
		}
		s, whole := e.element(i, last, depth)
		b.WriteString(s)
		if whole {
			at, i = e.tags[t.pair].to, t.pair
		}
	}
	b.WriteString(e.text[at:to])
	return b.String()
}

// element writes what becomes of a tag, and with it of all that it encloses when the whole is one thing.
func (e expander) element(i, last, depth int) (s string, whole bool) {
	t := e.tags[i]
	r := e.shortcodes[t.name]
	switch {
	case t.pair < 0 || t.pair >= last:
		return e.single(t, r), false
	case r.becomes == members:
		return "", true
	case r.becomes == unknown, r.becomes == keep, depth == deepest && r.becomes != code:
		return "", false
	}
	end := e.tags[t.pair]
	inner := e.text[t.to:end.from]
	if r.becomes != code {
		inner = e.within(i+1, t.pair, t.to, end.from, depth+1)
	}
	return e.become(t, r, inner), true
}

// escaped reports a shortcode that is to be read as it stands, [[caption]], and gives where it ends.
func (e expander) escaped(t bracket, to int) (end int, ok bool) {
	if t.from == 0 || e.text[t.from-1] != '[' || t.closes {
		return 0, false
	}
	end = t.to
	if t.pair >= 0 && (end == len(e.text) || e.text[end] != ']') {
		end = e.tags[t.pair].to
	}
	return end, end < to && e.text[end] == ']'
}

// isShortcode tells a shortcode from words in brackets: [sic], [citation needed]. WordPress knows its shortcodes by name; of
// the others those are believed that have a closing tag, or an argument with a name, or that are no word and a paragraph.
func (e expander) isShortcode(t bracket) bool {
	r, isKnown := e.shortcodes[t.name]
	switch {
	case t.pair >= 0, t.alone:
		return true
	case t.closes:
		return isKnown && r.becomes != keep && r.becomes != code
	}
	if t.named() {
		return isKnown || !e.isIndex(t)
	}
	return e.standsAlone(t, r)
}

// standsAlone tells a shortcode by its name, and by what can be an address or a number.
func (e expander) standsAlone(t bracket, r row) bool {
	switch r.becomes {
	case code, keep, quotation, caption:
		return false
	case unknown, members:
		return len(t.args) == 0 && strings.Contains(t.name, "_") && e.isParagraph(t)
	case gone:
		return true
	case link:
		return len(t.args) > 0 && strings.ContainsAny(t.args[0].value, "0123456789/_-.")
	}
	return len(t.args) == 0 || strings.Contains(t.args[0].value, "/")
}

// named reports a tag that has an argument with a name.
func (b bracket) named() bool {
	return slices.ContainsFunc(b.args, func(a argument) bool { return a.key != "" })
}

// isIndex reports a bracket that stands behind what it may be an index of: $_FILES["a"][tmp_name].
func (e expander) isIndex(t bracket) bool {
	if t.from == 0 {
		return false
	}
	c := e.text[t.from-1]
	return isLetter(c) || isNameByte(c) || strings.IndexByte("$)]'\"", c) >= 0
}

// isParagraph reports a bracket that is alone in its paragraph.
func (e expander) isParagraph(t bracket) bool {
	before, after := strings.TrimRight(e.text[:t.from], " \t\r"), strings.TrimLeft(e.text[t.to:], " \t\r")
	return (before == "" || strings.HasSuffix(before, ">") || strings.HasSuffix(before, "\n\n")) &&
		(after == "" || strings.HasPrefix(after, "<") || strings.HasPrefix(after, "\n\n"))
}

// single writes what becomes of a tag that encloses nothing.
func (e expander) single(t bracket, r row) string {
	switch r.becomes {
	case members: // its other is missing, and encloses nothing
		return ""
	case unknown, code, quotation, caption:
		if r.becomes == caption && t.get("caption") != "" {
			return e.become(t, r, "")
		}
		e.missing(t)
		return ""
	}
	return e.become(t, r, "")
}

func (e expander) missing(t bracket) {
	e.miss(t.name, t.from, fmt.Sprintf("[%s] is left out: what it stands for is not in the export", t.name), "put its content into the post, or leave it")
}

func (e expander) become(t bracket, r row, inner string) string {
	out := ""
	switch r.becomes {
	case caption:
		return figure(t, inner)
	case gallery:
		out = e.gallery(t)
	case playlist, audio, video:
		out = e.players(t, r, inner)
	case link:
		out = embedded(t, r, inner)
	case code:
		return listing(t, inner)
	case quotation:
		return "\n\n<blockquote>" + inner + "</blockquote>\n\n"
	case gone:
		return ""
	}
	if out == "" {
		e.missing(t)
	}
	return out
}

// pictureTag matches a picture, with the link around it.
var pictureTag = pattern.New(`(?is)^\s*((?:<a\s[^>]*>\s*)?<img\s[^>]*>(?:\s*</a>)?)(.*)$`)

// figure writes a picture with its caption, which follows it or, as it once did, is an argument.
func figure(t bracket, inner string) string {
	picture, words := inner, ""
	if m := pictureTag.FindStringSubmatch(inner); m != nil {
		picture, words = m[1], strings.TrimSpace(m[2])
	}
	if words = cmp.Or(t.get("caption"), words); words != "" {
		words = "<figcaption>" + words + "</figcaption>"
	}
	return "\n\n<figure>" + strings.TrimSpace(picture) + words + "</figure>\n\n"
}

// embedded writes a link to what a page embeds.
func embedded(t bracket, r row, inner string) string {
	id := cmp.Or(strings.TrimSpace(plain(inner)), t.get("url", "src", "href", "id", "video", "v", "file"))
	for _, a := range t.args {
		if id == "" && a.key == "" {
			id = html.UnescapeString(a.value)
		}
	}
	id = html.UnescapeString(id)
	switch {
	case strings.HasPrefix(id, "//"):
		id = "https:" + id
	case strings.HasPrefix(id, "http://"), strings.HasPrefix(id, "https://"):
	case id == "" || r.address == "%s" || strings.ContainsAny(id, " <>\""):
		return ""
	default:
		id, _, _ = strings.Cut(id, "&")
		id = fmt.Sprintf(r.address, id)
	}
	return anchor(id)
}

func anchor(address string) string {
	s := html.EscapeString(address)
	return `<a href="` + s + `">` + s + `</a>`
}

// languageName matches what a listing may name as its language.
var languageName = pattern.New(`^[A-Za-z][\w+#-]{0,30}$`)

// listing writes code. It may be stored with its characters escaped.
func listing(t bracket, inner string) string {
	language := cmp.Or(t.get("language", "lang", "type"), strings.Trim(t.name, "/"))
	class := ""
	switch t.name {
	case "code", "sourcecode", "source", "codesnippet", "cc", "highlight":
		if language == t.name {
			language = ""
		}
	}
	if languageName.MatchString(language) {
		class = ` class="language-` + language + `"`
	}
	inner = strings.TrimPrefix(strings.TrimPrefix(inner, "\r"), "\n")
	return "\n\n<pre><code" + class + ">" + html.EscapeString(html.UnescapeString(inner)) + "</code></pre>\n\n"
}
