package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

var (
	directiveLine = pattern.New(`^(:{3,})[ \t]*([A-Za-z][\w-]*)?[ \t]*(?:\[([^\]]*)\])?[ \t]*(?:\{([^}]*)\})?[ \t]*(.*?)[ \t]*:*\s*$`)
	leafLine      = pattern.New(`^::([A-Za-z][\w-]*)[ \t]*(?:\[([^\]]*)\])?[ \t]*(?:\{([^}]*)\})\s*$`)
)

// mystName knows what MyST calls a part, :::{note}.
var mystName = pattern.New(`^[A-Za-z][\w-]*$`)

// class gives what a part of Pandoc is, ::: {.note #id}, by its first class. One that is hidden is so whatever else it is.
func class(attributes []byte) (first []byte) {
	for _, c := range bytes.Fields(attributes) {
		switch {
		case string(c) == ".hidden":
			return c[1:]
		case first == nil && len(c) > 1 && c[0] == '.' && isLetter(c[1]):
			first = c[1:]
		}
	}
	return first
}

// directiveArgs reads the attributes of a part, without its classes and its id.
func directiveArgs(attributes []byte) []arg {
	return slices.DeleteFunc(parseArgs(string(attributes)), func(a arg) bool {
		return a.key == "" && !a.quoted && (strings.HasPrefix(a.value, ".") || strings.HasPrefix(a.value, "#"))
	})
}

// directive reads the lines by which Docusaurus, VitePress and Astro set off a part: ":::note Title" begins one and
// ":::" ends it; one with more colons may hold others with fewer.
func (s *scanner) directive(l line) bool {
	words := s.text[l.content:l.end]
	if !hasPrefix(words, "::") || len(words) > 1000 {
		return false
	}
	if m := leafLine.FindSubmatch(words); m != nil {
		t := &tag{dialect: colons, name: strings.ToLower(string(m[1])), said: "::" + string(m[1]), args: parseArgs(string(m[3])), alone: true}
		return s.container(l, t)
	}
	m := directiveLine.FindSubmatch(words)
	if m == nil {
		return false
	}
	n := len(m[1])
	switch c := class(m[4]); {
	case len(m[2]) == 0 && c != nil:
		m[2], n = bytes.TrimPrefix(c, []byte("callout-")), 3 // Pandoc ends it by however many colons
	case len(m[2]) == 0 && mystName.Match(m[4]):
		m[2], m[4] = m[4], nil
	case string(c) == "hidden":
		m[2] = c
	case len(m[2])+len(m[3])+len(m[5]) == 0 && bytes.IndexByte(words, '{') > 0:
		m[2], n = []byte("div"), 3 // of Pandoc, too, and of no class
	}
	if len(m[2]) == 0 {
		if len(m[3])+len(m[4])+len(m[5]) > 0 {
			return false
		}
		return s.directiveEnd(l, n)
	}
	t := &tag{dialect: colons, name: strings.ToLower(string(m[2])), said: ":::" + string(m[2]), args: directiveArgs(m[4])}
	if title := strings.TrimSpace(string(m[3]) + string(m[5])); title != "" {
		t.args = append(t.args, arg{key: "title", value: strings.Trim(title, `"`)})
	}
	s.colons = append(s.colons, n)
	return s.container(l, t)
}

// directiveEnd ends the innermost part that so many colons may end, and with it those in it.
func (s *scanner) directiveEnd(l line, n int) bool {
	for i := len(s.colons) - 1; i >= 0; i-- {
		if s.colons[i] <= n {
			s.closeColons(i+1, l.start)
			s.colons = s.colons[:i]
			return s.container(l, &tag{dialect: colons, closes: true})
		}
	}
	return false
}

func (s *scanner) container(l line, t *tag) bool {
	row := s.known.of(t)
	switch row.becomes {
	case note, details, section, link, picture, quote, code, gone, unknown:
	default:
		row.becomes = keep
	}
	if row.becomes == code && !t.alone {
		row.becomes = keep
	}
	to := l.end
	if to > l.start && s.text[to-1] == '\n' {
		to--
	}
	s.pieces = append(s.pieces, piece{from: l.content, to: max(to, l.content), tag: t, row: row})
	s.at = l.end
	return true
}

// closeColons ends the parts from the i-th on that nobody ended, at a place.
func (s *scanner) closeColons(i, at int) {
	for range s.colons[min(i, len(s.colons)):] {
		t := &tag{dialect: colons, closes: true}
		s.pieces = append(s.pieces, piece{from: at, to: at, tag: t, row: row{}})
	}
}

var calloutLine = pattern.New(`^\[!([A-Za-z][\w-]*)\][+-]?[ \t]*(.*?)\s*$`)

// titleLink matches the links of Obsidian in such a title, which nothing else of the scanner sees.
var titleLink = pattern.New("\\[\\[[^\\s\\[\\]`][^\\[\\]\n`]*\\]\\]")

// callout gives the quotations that GitHub and Obsidian take for notes, "> [!note] Title", their title in words.
func (s *scanner) callout(l line) bool {
	if l.quotes == 0 || !hasPrefix(s.text[l.content:], "[!") {
		return false
	}
	m := calloutLine.FindSubmatch(s.text[l.content:min(l.end, l.content+1000)])
	if m == nil {
		return false
	}
	title := titleLink.ReplaceAllStringFunc(string(m[2]), func(link string) string { return linkWords(link[2 : len(link)-2]) })
	if title == "" {
		title = literal(titled(strings.ToLower(string(m[1]))))
	}
	to := l.end
	if s.text[to-1] == '\n' {
		to--
	}
	prefix := s.text[l.start:l.content]
	with := "**" + title + "**"
	if strings.Contains(title, "*") {
		with = title
	}
	return s.replace(l.content, to, with+"\n"+strings.TrimRight(string(prefix), " "))
}
