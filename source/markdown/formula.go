package markdown

import "bytes"

// formula keeps $…$ and $$…$$ as written: a formula is full of what means something else in Markdown. As elsewhere, a
// dollar begins one only before a character that is no blank, and ends one behind such a character and before no digit.
func (s *scanner) formula() bool {
	from := s.at
	if s.has("$$") {
		return s.display(from, s.paragraph.end)
	}
	rest := s.text[from+1 : min(len(s.text), from+1000, max(s.paragraph.end, from+1))]
	n := formulaEnd(rest)
	if n < 0 || !bytes.ContainsAny(rest[:n], `\^_{*`) || bytes.Contains(rest[:n], []byte("](")) {
		return false
	}
	return s.replace(from, from+n+2, literal(string(s.text[from:from+n+2])))
}

// formulaEnd gives the place of the dollar that ends a formula, or -1.
func formulaEnd(rest []byte) int {
	if len(rest) == 0 || isBlank(rest[0]) {
		return -1
	}
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case '`':
			return -1
		case '$':
			if i == 0 || isBlank(rest[i-1]) || i+1 < len(rest) && isDigit(rest[i+1]) {
				return -1
			}
			return i
		}
	}
	return -1
}

// display keeps $$…$$.
func (s *scanner) display(from, limit int) bool {
	end := s.find("$$", from+2, max(limit, from+2))
	if end < 0 {
		s.at += 2
		return true
	}
	return s.replace(from, end+2, literal(string(s.text[from:end+2])))
}

// math keeps a formula that begins on a line of its own. No other line of it begins a list or a heading.
func (s *scanner) math(l line) bool {
	if !hasPrefix(s.text[l.content:], "$$") {
		return false
	}
	limit := l.end
	for limit < len(s.text) {
		next := measure(s.text, limit)
		if next.blank || next.quotes != l.quotes {
			break
		}
		limit = next.end
	}
	end := s.find("$$", l.content+2, limit)
	if end < 0 || l.quotes > 0 {
		return false
	}
	s.replace(l.content, end+2, literal(string(s.text[l.content:end+2])))
	s.inline()
	return true
}
