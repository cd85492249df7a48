// Package lines knows lines by what they say. A text has no marks for what is what: a byline, an order to the desk or a menu
// is told by the words of its line alone. The rules for them are data, kept by those who need them; this package tries many on a
// line in little time.
package lines

import (
	"strings"
	"unicode"
)

// Canonical gives a line as rules are written for it: full-width signs as on an English keyboard, Japanese brackets
// as square ones, and no marks of direction.
func Canonical(l string) string {
	if strings.IndexFunc(l, isDressed) < 0 {
		return l
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case IsMark(r):
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000', r == '\u00A0', r == '\u202F':
			return ' '
		case r == '【', r == '〔':
			return '['
		case r == '】', r == '〕':
			return ']'
		}
		return r
	}, l))
}

func isDressed(r rune) bool {
	return r > unicode.MaxLatin1 && (IsMark(r) || r >= '！' && r <= '～' || strings.ContainsRune("\u3000\u202F【】〔〕", r)) || r == '\u00A0'
}

// IsMark tells the marks that have no width: of direction, of order, and the one that asks for a sign's emoji form.
func IsMark(r rune) bool {
	return r >= '\u200B' && r <= '\u200F' && r != '\u200C' && r != '\u200D' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' || r == '\uFEFF' || r == '\uFE0F' || r == '\u061C'
}

// Unwrapped takes the brackets off a line that stands in some.
func Unwrapped(l string) string {
	for _, pair := range []string{"()", "[]"} {
		if inner, found := strings.CutPrefix(strings.TrimSuffix(l, "."), pair[:1]); found && strings.HasSuffix(inner, pair[1:]) {
			return strings.TrimSpace(inner[:len(inner)-1])
		}
	}
	return l
}
