package markdown

import (
	"bytes"
	"slices"
	"strings"
)

// literal writes text so that Markdown leaves it as it is.
func literal(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '&':
			b.WriteString("&amp;")
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c == '"':
			b.WriteString("&quot;")
		case slices.Contains([]byte("\\`*_{}[]()#+-!|~$=^@:%'"), c):
			b.WriteString("&#" + decimal(c) + ";")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func decimal(c byte) string {
	digits := []byte{'0' + c/100, '0' + c/10%10, '0' + c%10}
	return string(bytes.TrimLeft(digits, "0"))
}
