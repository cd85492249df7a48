package markdown

import (
	"bytes"
	"slices"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// Templates gives a page in HTML with the tags of templates replaced as they are in Markdown: programs fill in pages with front
// matter, whatever their format. firstLine is the line of the file on which the page begins. What is not known is left out, and is a
// problem. Code stays as it is.
func (r *Reader) Templates(page []byte, firstLine int) ([]byte, []source.Problem) {
	if !bytes.Contains(page, []byte("{{")) && !bytes.Contains(page, []byte("{%")) {
		return page, nil
	}
	s := newScanner(r.known, page, nil, false)
	w := &writer{source: page, pieces: s.scanPage(), missed: map[string]bool{}, page: true, firstLine: firstLine}
	w.all(w.pieces)
	return w.text, w.problems
}

// scanPage finds the tags of templates in HTML.
func (s *scanner) scanPage() []piece {
	for s.at < len(s.text) {
		n := bytes.IndexAny(s.text[s.at:], "{<")
		if n < 0 {
			break
		}
		s.at += n
		from := s.at
		switch {
		case s.has("<"):
			s.passElement()
		case s.has("{{"), s.has("{%"), s.has("{#"):
			s.brace()
		}
		if s.at == from {
			s.at++
		}
	}
	slices.SortStableFunc(s.pieces, func(a, b piece) int { return a.from - b.from })
	pair(s.pieces)
	return s.pieces
}

// rawTag is what keeps tags from being read; in code it is all that is left out.
var rawTag = pattern.New(`\{%-?\s*(?:end)?(?:raw|verbatim)\s*-?%\}`)

// passElement steps over a comment, and over an element whose content is code.
func (s *scanner) passElement() {
	name, end := elementName(s.text[s.at+1:]), -1
	switch {
	case s.has("<!--"):
		end = s.find("-->", s.at, len(s.text))
	case isLiteral(name):
		end = s.find("</"+name, s.at, len(s.text))
	}
	if end < 0 {
		return
	}
	for at := rawTag.FindIndex(s.text[s.at:end]); at != nil; at = rawTag.FindIndex(s.text[s.at:end]) {
		s.pieces = append(s.pieces, piece{from: s.at + at[0], to: s.at + at[1]})
		s.at += at[1]
	}
	s.at = end
}
