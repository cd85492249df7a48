package wxr

import (
	"html"
	"strings"
)

// links makes links of addresses that stand alone on a line, or in a paragraph: WordPress shows what they lead to.
func links(s string) string {
	if !strings.Contains(s, "http") {
		return s
	}
	var b strings.Builder
	begins := true // what follows begins a line
	var held piece
	write := func(ends bool) {
		b.WriteString(linkLines(held.text, begins, ends))
	}
	for p := range pieces(s, untouchable) {
		if p.kind == text {
			held = p
			continue
		}
		if held.text != "" {
			write(endsLine(p))
			held = piece{}
		}
		begins = endsLine(p)
		b.WriteString(p.text)
	}
	write(true)
	return b.String()
}

func endsLine(p piece) bool { return isBlock(p.name) || p.name == "br" || p.kind == comment }

// linkLines makes links of the lines that are addresses. The first and the last are lines only where the text around them says so.
func linkLines(s string, begins, ends bool) string {
	if !strings.Contains(s, "http") {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		address := strings.TrimSpace(l)
		if (i > 0 || begins) && (i < len(lines)-1 || ends) && isAddress(address) {
			lines[i] = anchor(html.UnescapeString(address))
		}
	}
	return strings.Join(lines, "\n")
}

func isAddress(s string) bool {
	return (strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")) && len(s) > 10 && len(s) < 2000 && !strings.ContainsAny(s, " \t\r<>\"[]")
}
