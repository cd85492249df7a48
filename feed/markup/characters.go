package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// htmlSpace is the white space of HTML, which no-break spaces are not part of.
const htmlSpace = " \t\n\r\f"

// losses counts the characters that could not be kept.
type losses struct {
	dropped  int // characters that no text has
	replaced int // bytes that are no UTF-8
}

// CleanText returns s with nothing in it that XML 1.0 forbids (section 2.2):
// control characters but tab, line feed and carriage return, U+FFFE and U+FFFF
// are dropped; each byte that is no UTF-8, which takes in encoded surrogates,
// becomes U+FFFD. The controls of U+0080 to U+009F, which no text means, become
// what Windows-1252 has in their place. The count says how many characters were
// dropped and bytes replaced. A clean s is returned as it is, without
// allocation. Safe for concurrent use.
func CleanText(s string) (clean string, lost int) {
	at := firstUnfit(s)
	if at < 0 {
		return s, 0
	}
	var n losses
	b := make([]byte, at, len(s)+8)
	copy(b, s)
	for at < len(s) {
		r, width := utf8.DecodeRuneInString(s[at:])
		b = n.append(b, r, width)
		at += width
	}
	return string(b), n.dropped + n.replaced
}

// append adds a decoded rune to b, unless no text has it.
func (n *losses) append(b []byte, r rune, width int) []byte {
	meant := readable(r)
	switch {
	case r == utf8.RuneError && width == 1:
		n.replaced++
	case meant < 0:
		n.dropped++
		return b
	}
	return utf8.AppendRune(b, meant)
}

func firstUnfit(s string) int {
	for i, r := range s {
		if ' ' <= r && r < utf8.RuneSelf {
			continue
		}
		if readable(r) != r || r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd") {
			return i
		}
	}
	return -1
}

// readable gives the character that is meant by one, -1 where that is none. Text that was taken for Latin-1 once too often has
// controls where its dashes and quotes were, and so have references such as &#150; in XML. Browsers read them as Windows-1252
// (HTML, "numeric character reference end state").
func readable(r rune) rune {
	switch {
	case r >= 0x80 && r <= 0x9f:
		if meant := charmap.Windows1252.DecodeByte(byte(r)); meant > 0x9f && meant != utf8.RuneError {
			return meant
		}
		return -1
	case r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\ufffe' || r == '\uffff':
		return -1
	}
	return r
}

// Line returns s as one line of plain text, as titles, names and notices must
// be: passed through CleanText, every run of white space one space, none at
// the ends. No-break spaces within stay, for French punctuation lives on them.
// A fitting s is returned without allocation. Safe for concurrent use.
func Line(s string) string {
	s, _ = CleanText(s)
	s = strings.TrimFunc(s, unicode.IsSpace)
	if !needsFolding(s) {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, isFoldable), " ")
}

// needsFolding looks for white space other than single spaces.
func needsFolding(s string) bool {
	previous := 'x'
	for _, r := range s {
		if isFoldable(r) && (r != ' ' || previous == ' ') {
			return true
		}
		previous = r
	}
	return false
}

func isFoldable(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' && r != '\u2007'
}

// appendEscaped adds text to HTML, cleaned as by CleanText and with the
// characters that mean something escaped; quoted text stands between double
// quotes. Carriage returns become line feeds, as they would in any XML parser.
func appendEscaped[T string | []byte](b []byte, s T, quoted bool, n *losses) []byte {
	from := 0 // what precedes it is in b
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			if isPlain(s[i], quoted) {
				i++
				continue
			}
			b = append(b, s[from:i]...)
			b = appendASCII(b, s[i], n)
			i++
			from = i
			continue
		}
		r, width := utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
		if r == utf8.RuneError && width == 1 || readable(r) != r {
			b = append(b, s[from:i]...)
			b = n.append(b, r, width)
			from = i + width
		}
		i += width
	}
	return append(b, s[from:]...)
}

// isPlain says whether an ASCII character is written as it is.
func isPlain(b byte, quoted bool) bool {
	if b > '>' {
		return true
	}
	const special = 1<<'&' | 1<<'<' | 1<<'>'
	const plain = (1<<63 - 1<<' ' | 1<<'\t' | 1<<'\n') &^ special
	return plain>>b&1 != 0 && (b != '"' || !quoted)
}

func appendASCII(b []byte, c byte, n *losses) []byte {
	switch c {
	case '&':
		return append(b, "&amp;"...)
	case '<':
		return append(b, "&lt;"...)
	case '>':
		return append(b, "&gt;"...)
	case '"':
		return append(b, "&quot;"...)
	case '\r':
		return append(b, '\n')
	}
	n.dropped++
	return b
}

// isBlank says whether text is white space only.
func isBlank(s []byte) bool {
	for _, b := range s {
		if b > ' ' || strings.IndexByte(htmlSpace, b) < 0 {
			return false
		}
	}
	return true
}

// clip cuts s to at most n runes, the last of them "…" if anything was cut.
func clip(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := 0
	for i := range s {
		if runes++; runes == n {
			return s[:i] + "…"
		}
	}
	return s
}
