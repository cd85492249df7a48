package markdown

import (
	"bytes"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// isLiteral knows the elements that hold text that is no Markdown (CommonMark 4.6, first condition), and code that is to
// be shown as it is.
func isLiteral(element string) bool {
	switch strings.ToLower(element) {
	case "pre", "script", "style", "textarea", "code", "svg":
		return true
	}
	return false
}

// angle reads what a < may begin: a comment, an element whose content is code, a component.
func (s *scanner) angle() bool {
	if s.has("<!--") {
		return s.comment()
	}
	if s.has("<%#") || s.has("<%--") || s.has("<%!--") {
		return s.serverRemark()
	}
	if s.mdx && (s.has("<>") || s.has("</>")) {
		return s.replace(s.at, s.at+1+bytes.IndexByte(s.text[s.at:], '>'), "")
	}
	s.markdownWithin()
	name := elementName(s.text[s.at+1:])
	bare := strings.TrimPrefix(name, "/")
	switch {
	case bare == "":
		return false
	case isUpper(bare[0]):
		return s.component(name)
	case isLiteral(name):
		return s.literalElement(name)
	}
	return s.mdx && s.element(name)
}

// withMarkdown knows the tag of an element whose content is Markdown to kramdown and Python-Markdown, and what follows on its line.
var withMarkdown = pattern.New(`^<(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|header|main|nav|p|section|td|th)\b[^<>]*?\smarkdown(?:=["']?(?:1|block|span|true)["']?)?(?:\s[^<>]*)?>[ \t]*(\r?\n)?`)

// markdownWithin puts a blank line behind the tag of such an element, so that its content is Markdown to us, too.
func (s *scanner) markdownWithin() {
	before := s.at
	for before > 0 && s.text[before-1] == ' ' {
		before--
	}
	if before > 0 && s.text[before-1] != '\n' {
		return
	}
	m := withMarkdown.FindSubmatch(s.text[s.at:min(len(s.text), s.at+500)])
	if m == nil {
		return
	}
	end, with := s.at+len(m[0]), "\n"
	if len(m[1]) == 0 {
		with = "\n\n"
	}
	s.pieces = append(s.pieces, piece{from: end, to: end, text: with})
}

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

// elementName gives the name of the tag that text begins with, behind its <, with the slash of a closing one.
func elementName(text []byte) string {
	n := 0
	for n < len(text) && n < 80 && (isLetter(text[n]) || n > 0 && (isDigit(text[n]) || bytes.IndexByte([]byte("-_.:"), text[n]) >= 0) || n == 0 && text[0] == '/') {
		n++
	}
	return string(text[:n])
}

// literalElement steps over an element with all it holds.
func (s *scanner) literalElement(name string) bool {
	if s.mdx && name != "script" && name != "style" {
		return s.element(name)
	}
	end := s.find("</"+name, s.at, len(s.text))
	if end < 0 {
		return false
	}
	s.code(s.at, end)
	s.at = end + 2
	return true
}

var (
	moreMark   = pattern.New(`(?i)^\s*(more\b.*|truncate|excerpt|read-?more|end[-_]?excerpt|excerpt[-_]?end|pelican_end_summary)\s*$`)
	hexoTab    = pattern.New(`^\s*tab\b\s*(.*?)(@.*)?\s*$`)
	hexoEndTab = pattern.New(`^\s*endtab\s*$`)
)

// comment steps over a comment, in which the mark of the summary's end may be written.
func (s *scanner) comment() bool {
	from := s.at
	i := s.find("-->", from+4, len(s.text))
	if i < 0 {
		return false
	}
	inner, to := s.text[from+4:i], i+3
	s.at = to
	switch m := hexoTab.FindSubmatch(inner); {
	case len(inner) > 200:
	case moreMark.Match(inner):
		s.markMore(from, to)
	case m != nil:
		t := &tag{dialect: comment, name: "tab", said: "<!-- tab -->", args: []arg{{key: "label", value: string(m[1])}}}
		s.pieces = append(s.pieces, piece{from: from, to: to, tag: t, row: s.known.of(t)})
	case s.mdx, hexoEndTab.Match(inner):
		s.replace(from, to, "")
	}
	return true
}
