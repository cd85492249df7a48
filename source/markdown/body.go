package markdown

import (
	"bytes"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// tag notes a tag, and reads to its end one whose content is code.
func (s *scanner) tag(from, to int, t *tag) bool { return s.tagOf(from, to, t, s.known.of(t)) }

// tagOf is tag for one whose row is known.
func (s *scanner) tagOf(from, to int, t *tag, row row) bool {
	s.at = to
	if row.becomes == more {
		return s.markMore(from, to)
	}
	if row.verbatim() && !t.closes && !t.alone {
		if end, after := s.bodyEnd(t, to); end >= 0 {
			return s.bodied(piece{from: from, to: to, tag: t, row: row}, end, after)
		}
	}
	p := piece{from: from, to: to, tag: t, row: row}
	if row.becomes == unknown && s.inDestination(from) {
		p.text = unknownAddress
	}
	s.pieces = append(s.pieces, p)
	return true
}

// unknownAddress stands in the destination of a link for what is not known of it. A link that has it is none.
const unknownAddress = "masthead-unknown-address"

// inDestination reports whether a place is within the destination of a link, [text](here) or [label]: here.
func (s *scanner) inDestination(at int) bool {
	from := max(0, at-300)
	before := s.text[from:at]
	before = before[bytes.LastIndexByte(before, '\n')+1:]
	if !bytes.Contains(before, []byte("](")) && !bytes.Contains(before, []byte("]:")) {
		return false
	}
	if m := linkStart.FindIndex(before); m != nil {
		return !bytes.ContainsAny(before[m[1]:], " \t)>")
	}
	return false
}

// linkStart knows what stands before the last destination of a link on a line.
var linkStart = pattern.New(`^ {0,3}\[[^\[\]]+\]:[ \t]*<?|^.*\]\(<?`)

// bodied notes a tag with its body, which ends at a place; the tag that ends it goes on to after. What is raw stays as it
// is written, without the tags around it.
func (s *scanner) bodied(p piece, end, after int) bool {
	s.at = after
	if p.row.becomes == raw {
		s.pieces = append(s.pieces, piece{from: p.from, to: p.to}, piece{from: end, to: after})
		return true
	}
	p.tag.body, p.tag.bodied = string(s.text[p.to:end]), true
	if inner, ok := strings.CutPrefix(strings.TrimSpace(p.tag.body), "{"); ok && p.tag.dialect == jsx {
		if said, ok := jsxString(strings.TrimSpace(strings.TrimSuffix(inner, "}"))); ok {
			p.tag.body = said
		}
	}
	p.to = after
	s.pieces = append(s.pieces, p)
	return true
}

// bodyEnd finds the tag that ends the content of t, which no other tag can do. after is the place behind it.
func (s *scanner) bodyEnd(t *tag, from int) (end, after int) {
	begin := map[dialect]string{hugo: "{{", liquid: "{%", jsx: "</"}[t.dialect]
	for at := from; begin != "" && !s.endless[t.opener()]; at = end + 2 {
		if end = s.find(begin, at, len(s.text)); end < 0 {
			break
		}
		if n := t.endedBy(s.text[end:]); n > 0 {
			return end, end + n
		}
	}
	s.endless[t.opener()] = true
	return -1, -1
}

// endedBy gives the length of the tag that text begins with, if it ends t, and 0 otherwise.
func (t *tag) endedBy(text []byte) int {
	text = text[:min(len(text), 200)]
	pattern := closers[t.dialect]
	m := pattern.FindSubmatch(text)
	if m == nil {
		return 0
	}
	name := strings.ToLower(string(m[1]))
	if name == t.name || t.dialect == liquid && name == "" {
		return len(m[0])
	}
	return 0
}

var closers = []*pattern.Pattern{
	hugo:   pattern.New(`^\{\{[<%]\s*/\s*([\w./-]+)\s*[>%]\}\}`),
	liquid: pattern.New(`^\{%[-~]?\s*end([\w-]*)\s*[-~]?%\}`),
	call:   pattern.New(`^$x`),
	jsx:    pattern.New(`^</\s*([\w.]+)\s*>`),
}
