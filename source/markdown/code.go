package markdown

import (
	"bytes"
	"strings"
)

// fence steps over fenced code (CommonMark 4.5), to the fence that closes it or the end of what it is in.
func (s *scanner) fence(l line) bool {
	mark, n := fenceMark(s.text[l.content:l.end])
	if n == 0 || !s.mdx && l.indent-l.base >= 4 {
		return false
	}
	from, at := l.end, l.end
	s.at = len(s.text)
	for ; at < len(s.text); at = s.at {
		next := measure(s.text, at)
		s.at = next.end
		if s.leaves(l, next) {
			s.at = at
			break
		}
		s.dedent(next)
		if m, k := fenceMark(s.text[next.content:next.end]); m == mark && k >= n && len(next.words(s.text)) == k {
			break
		}
	}
	s.code(from, at)
	s.chunk(l, n, from, at)
	return true
}

// leaves reports whether a line is no longer in the quotation or list that a fence began in.
func (s *scanner) leaves(fence, l line) bool {
	return l.quotes < fence.quotes || !l.blank && l.indent < fence.base && !s.fold.open()
}

// fenceMark gives the character of the fence that a line begins with, and how many there are of it.
func fenceMark(words []byte) (mark byte, n int) {
	if len(words) == 0 || words[0] != '`' && words[0] != '~' {
		return 0, 0
	}
	mark = words[0]
	for n < len(words) && words[n] == mark {
		n++
	}
	if n < 3 || mark == '`' && bytes.IndexByte(words[n:], '`') >= 0 {
		return 0, 0
	}
	return mark, n
}

// code leaves a part of the text as it is written, but for the marks by which its author kept his own program from taking
// it for a tag: {% raw %}, and the comment in {{</* name */>}}. A variable that the text's own template assigns is filled
// in also here by the programs that know of it.
func (s *scanner) code(from, to int) {
	for at := from; at < to; {
		i := bytes.IndexByte(s.text[at:to], '{')
		if i < 0 {
			return
		}
		at += i
		end, with := s.escape(at, to)
		if end > at {
			s.pieces = append(s.pieces, piece{from: at, to: end, text: with})
		}
		at = max(end, at+1)
	}
}

// escape reads what is unwrapped even in code.
func (s *scanner) escape(at, to int) (end int, with string) {
	text := s.text[at:to]
	switch {
	case hasPrefix(text, "{{</*"), hasPrefix(text, "{{%/*"):
		return s.unescape(at, to)
	case hasPrefix(text, "{%"):
		if name, n := liquidName(text); name == "raw" || name == "endraw" || name == "verbatim" || name == "endverbatim" {
			return s.wholeLine(at, at+n), ""
		}
	case hasPrefix(text, "{{") && len(s.variables) > 0:
		end := s.find("}}", at, min(to, at+200))
		if end > 0 && s.variables[root(strings.TrimSpace(string(s.text[at+2:end])))] {
			return end + 2, ""
		}
	}
	return at, ""
}

// wholeLine gives the end of a part of the text, or of its line where nothing else stands on it.
func (s *scanner) wholeLine(from, to int) int {
	if s.alone(from, to) {
		if i := bytes.IndexByte(s.text[to:], '\n'); i >= 0 {
			return to + i + 1
		}
	}
	return to
}

// unescape turns {{</* name */>}} into what it stands for, {{< name >}}.
func (s *scanner) unescape(at, to int) (end int, with string) {
	closing := "*/>}}"
	if s.text[at+2] == '%' {
		closing = "*/%}}"
	}
	i := s.find(closing, at+5, to)
	if i < 0 {
		return at, ""
	}
	return i + len(closing), string(s.text[at:at+3]) + string(s.text[at+5:i]) + closing[2:]
}

// codeSpan steps over code within a paragraph (CommonMark 6.1).
func (s *scanner) codeSpan() bool {
	n := 0
	for s.at+n < len(s.text) && s.text[s.at+n] == '`' {
		n++
	}
	from := s.at + n
	if end := s.paragraph.closing(s, from, n); end >= 0 {
		s.code(from, end)
		s.at = end + n
		return true
	}
	s.at = from
	return true
}

// paragraph is the part of the text that a code span cannot reach beyond.
type paragraph struct {
	end  int
	runs map[int]int // where the last run of so many backticks stands in it; nil until the first is met
}

// enter notes that a line begins, perhaps of another paragraph.
func (p *paragraph) enter(s *scanner, l line) {
	if l.start < p.end {
		return
	}
	*p = paragraph{end: l.end}
	for p.end < len(s.text) {
		next := measure(s.text, p.end)
		words := s.text[next.content:next.end]
		if _, n := fenceMark(words); next.blank || next.marked || n > 0 || next.quotes != l.quotes || words[0] == '#' || words[0] == '|' || hasPrefix(words, ":::") {
			return
		}
		p.end = next.end
	}
}

// closing finds the run of exactly n backticks that closes a code span, or gives -1. Whether there is one at all is known
// of every length, so that no text is searched twice in vain.
func (p *paragraph) closing(s *scanner, from, n int) int {
	if p.runs == nil {
		p.runs = map[int]int{}
		backticks(s.text[:max(p.end, from)], from, func(at, n int) bool { p.runs[n] = at; return true })
	}
	if p.runs[n] < from {
		return -1
	}
	end := -1
	backticks(s.text[:p.end], from, func(at, k int) bool {
		if k == n {
			end = at
		}
		return k != n
	})
	return end
}

// backticks gives each run of backticks from a place on.
func backticks(text []byte, from int, yield func(at, n int) bool) {
	for from < len(text) {
		i := bytes.IndexByte(text[from:], '`')
		if i < 0 {
			return
		}
		at := from + i
		for from = at; from < len(text) && text[from] == '`'; from++ {
		}
		if !yield(at, from-at) {
			return
		}
	}
}
