package markdown

import (
	"bytes"
	"slices"
)

// piece is a part of the text that does not stay as it is. What lies between the pieces does.
type piece struct {
	from, to int
	text     string // what stands in its place, as Markdown, where it is no tag
	tag      *tag
	row      row  // what becomes of the tag
	block    bool // it stands on lines of its own
	pair     int  // the piece of the tag that ends this one; 0 when none does
	ended    bool // the tag ends an earlier one
	opener   *tag // that one
	more     bool // the mark at which the summary ends
}

// scanner finds the pieces of a text. It knows which parts of it are code, where nothing is a tag.
type scanner struct {
	known     table
	text      []byte
	separator []byte // the front matter's own mark of a summary's end
	mdx       bool
	at        int
	pieces    []piece
	lines     lineReader
	paragraph paragraph
	fold      folds             // of JSX, whose content may be indented
	colons    []int             // how many colons began each ::: that is open
	indented  []indented        // the parts of Python-Markdown that are open
	images    map[string]string // what MDX imports, by name
	variables map[string]bool   // what the text's own template assigns
	labels    map[string]bool   // of the text's link definitions; nil until they are needed
	captured  map[string]bool   // those of them that hold a part of the text, which stays where it is
	endless   map[string]bool   // tags that none ends from the place at hand on
	lineEnd   int               // where the tag stands that ends the element a line of MDX is
	lastItem  line              // the last one on which an item of a list began
	more      bool              // the mark has been met
	// fuel is what may yet be spent on looking for ends that are not there. Each such search may read all of the text, so
	// that their number has to be bounded for time to stay linear; without fuel what seems to begin something is text.
	fuel int
}

func newScanner(known table, text, separator []byte, mdx bool) *scanner {
	return &scanner{known: known, text: text, separator: separator, mdx: mdx, fuel: 32*len(text) + 2_000_000,
		images: map[string]string{}, variables: map[string]bool{}, captured: map[string]bool{}, endless: map[string]bool{}}
}

// scan reads the text once, line by line, and within the lines from one character to the next that may begin something.
func (s *scanner) scan() []piece {
	for s.at < len(s.text) {
		s.leaveIndented()
		l := s.lines.read(s, s.at)
		s.dedent(l)
		if !s.block(l) {
			s.paragraph.enter(s, l)
			s.at = max(s.at, l.content)
			s.inline()
		}
		if l.marked {
			s.lastItem = l
		}
	}
	s.closeColons(0, len(s.text))
	s.endIndented(0, len(s.text))
	slices.SortStableFunc(s.pieces, func(a, b piece) int { return a.from - b.from })
	pair(s.pieces)
	return s.pieces
}

// block reads what takes whole lines: code, comments, containers.
func (s *scanner) block(l line) bool {
	switch {
	case l.code && !s.mdx:
		s.code(l.start, l.end)
		s.at = l.end
		return true
	case l.blank:
		s.at = l.end
		return true
	case string(l.words(s.text)) == "READMORE": // of Middleman
		return s.markMore(l.content, l.content+len("READMORE"))
	}
	return s.fence(l) || s.directive(l) || s.setOff(l) || s.callout(l) || s.attributeLine(l) || s.math(l) || s.esm(l)
}

// inline reads on to the end of a line. What it finds may end on a later one, and then so does it.
func (s *scanner) inline() {
	for s.at < len(s.text) {
		c := s.text[s.at]
		if c == '\n' {
			s.at++
			return
		}
		if !s.begins(c) {
			s.at++
			s.passWords()
		}
	}
}

// passWords goes on to the next character that may begin something, or ends the line.
func (s *scanner) passWords() {
	if len(s.separator) > 0 {
		return // which begins with any character
	}
	for s.at < len(s.text) && beginnings[s.text[s.at]] == nil && s.text[s.at] != '\n' {
		s.at++
	}
}

// begins reads what begins with the character c at hand, if anything does, and goes behind it.
func (s *scanner) begins(c byte) bool {
	if len(s.separator) > 0 && !s.more && c == s.separator[0] && bytes.HasPrefix(s.text[s.at:], s.separator) {
		return s.markMore(s.at, s.at+len(s.separator))
	}
	read := beginnings[c]
	return read != nil && read(s)
}

// beginnings are the characters that may begin something within a line.
var beginnings = [256]func(*scanner) bool{
	'\\': (*scanner).escaped,
	'`':  (*scanner).codeSpan,
	'{':  (*scanner).brace,
	'<':  (*scanner).angle,
	'[':  (*scanner).wikiLink,
	'!':  (*scanner).exclamation,
	'$':  (*scanner).formula,
	'%':  (*scanner).percent,
	'=':  (*scanner).highlighted,
	'_':  (*scanner).ghostLink,
	'@':  (*scanner).zolaLink,
	'|':  (*scanner).pelicanLink,
	':':  (*scanner).icon,
	'^':  (*scanner).blockID,
}

// escaped steps over a backslash and what it keeps from meaning anything.
func (s *scanner) escaped() bool {
	s.at++
	if s.at < len(s.text) && s.text[s.at] != '\n' {
		s.at++
	}
	return true
}

// replace puts other Markdown in the place of a part of the text, and goes behind it.
func (s *scanner) replace(from, to int, with string) bool {
	s.pieces = append(s.pieces, piece{from: from, to: to, text: with})
	s.at = to
	return true
}

// markMore notes the mark at which the summary ends: the first one counts.
func (s *scanner) markMore(from, to int) bool {
	s.pieces = append(s.pieces, piece{from: from, to: to, more: !s.more})
	s.more = true
	s.at = to
	return true
}

// has reports whether the text goes on with this at the place at hand.
func (s *scanner) has(prefix string) bool { return hasPrefix(s.text[s.at:], prefix) }

func hasPrefix(text []byte, prefix string) bool {
	return len(text) >= len(prefix) && string(text[:len(prefix)]) == prefix
}

// find gives the place of an end from a place on, or -1. Where there is none the search is paid for.
func (s *scanner) find(end string, from, limit int) int {
	limit = min(limit, len(s.text))
	if s.fuel < 0 || from > limit {
		return -1
	}
	i := bytes.Index(s.text[from:limit], []byte(end))
	if i < 0 {
		s.fuel -= limit - from
		return -1
	}
	return from + i
}
