package markup

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// Summary returns the beginning of an HTML fragment's real text as one line of
// at most max runes: its first paragraph, and further ones while less than
// half of max is filled. Headings, lists, tables, code, figures, captions and
// footnotes are passed over; a body of nothing else is summed up by whatever
// text it has. Text too long is cut at the end of a sentence or else of a word,
// and then ends in "…". A max below 1 gives "". Safe for concurrent use.
func Summary(body string, max int) string {
	if max < 1 {
		return ""
	}
	p := walk(body, func() *digest { return &digest{max: max} })
	if len(p.out) == 0 {
		p = walk(body, func() *digest { return &digest{max: max, anything: true} })
	}
	return cut(strings.ReplaceAll(string(p.out), "\n", " "), max)
}

// digest is the visitor behind Summary: plain text of the paragraphs only, and
// no more of it than needed.
type digest struct {
	plain
	max      int
	anything bool
}

// done once more than max runes are there (one more, so that the cut knows
// whether a word ended), or enough at the end of a block.
func (d *digest) done() bool {
	return d.runes > d.max+1 || d.gap == newLine && 2*d.runes >= d.max
}

func (d *digest) start(t *tag) (leaveOut bool) {
	if !d.anything && isAside(t) {
		d.widen(gapAround(t.name))
		return true
	}
	return d.plain.start(t)
}

// isAside says whether an element stands beside the running text.
func isAside(t *tag) bool {
	switch t.name {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Hgroup,
		atom.Figure, atom.Figcaption, atom.Pre, atom.Listing, atom.Xmp, atom.Table,
		atom.Ul, atom.Ol, atom.Dl, atom.Menu, atom.Dir,
		atom.Nav, atom.Aside, atom.Header, atom.Footer, atom.Details, atom.Form:
		return true
	case atom.Div, atom.Section, atom.P, atom.Sup, atom.A, atom.Span:
		return isNote(t)
	}
	return false
}

// isNote recognises footnotes, the references to them and captions by the
// names that Markdown renderers and content systems give them.
func isNote(t *tag) bool {
	for _, a := range t.attributes() {
		switch string(a.key) {
		case "class":
			if bytes.Contains(a.val, []byte("footnote")) || bytes.Contains(a.val, []byte("caption")) {
				return true
			}
		case "role":
			switch string(a.val) {
			case "doc-endnotes", "doc-footnote", "doc-noteref", "doc-backlink":
				return true
			}
		}
	}
	return false
}

// cut shortens s to max runes, of which the last is then "…". It does not go
// back further than half of max for the end of a sentence or word.
func cut(s string, max int) string {
	if len(s) <= max || utf8.RuneCountInString(s) <= max {
		return s
	}
	half := runesEnd(s, (max-1)/2)
	if max > 2 {
		if i := sentenceEnd(s, runesEnd(s, max-2)); i > half {
			return s[:i] + " …"
		}
	}
	end := runesEnd(s, max-1)
	if i := strings.LastIndexByte(s[:end+1], ' '); i > half {
		return strings.TrimRightFunc(s[:i], isLoose) + "…"
	}
	return s[:trimJoined(s, end)] + "…"
}

// runesEnd returns where the first n runes of s end; s has more.
func runesEnd(s string, n int) int {
	for i := range s {
		if n--; n < 0 {
			return i
		}
	}
	return len(s)
}

// sentenceEnd returns where the last sentence of s[:limit] ends, or 0. A full
// stop after a short word is taken for an abbreviation's (Mr., Inc., U.S.): a
// sentence end missed costs less than one made up.
func sentenceEnd(s string, limit int) int {
	wide := strings.LastIndexAny(s[:limit], "。！？")
	if wide >= 0 {
		wide += len("。")
	}
	for end := limit + 1; ; {
		end = strings.LastIndexByte(s[:end], ' ')
		if end <= wide {
			return max(wide, 0)
		}
		bare := strings.TrimRight(s[:end], `"'”’»)]`)
		switch {
		case strings.HasSuffix(bare, "!"), strings.HasSuffix(bare, "?"):
			return end
		case strings.HasSuffix(bare, ".") && lettersAtEnd(bare[:len(bare)-1]) > 3:
			return end
		}
	}
}

// lettersAtEnd counts the letters and digits that s ends with.
func lettersAtEnd(s string) int {
	bare := strings.TrimRightFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	return utf8.RuneCountInString(s[len(bare):])
}

// isLoose holds for what should not stand before "…".
func isLoose(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",;:.–—-([{«“‘", r)
}

// trimJoined moves the end of s[:end] before what belongs together with the
// text that follows: a letter and its accents, the parts of an emoji.
func trimJoined(s string, end int) int {
	const joiner = '\u200d'
	for end > 0 {
		next, _ := utf8.DecodeRuneInString(s[end:])
		last, width := utf8.DecodeLastRuneInString(s[:end])
		if !unicode.Is(unicode.M, next) && next != joiner && last != joiner {
			break
		}
		end -= width
	}
	return end
}
