package markdown

import (
	"bytes"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// brace reads what a { may begin. Whatever is not whole is text.
func (s *scanner) brace() bool {
	switch {
	case s.has("{{<"), s.has("{{%"):
		return s.shortcode()
	case s.has("{{"):
		return s.expression()
	case s.has("{%"):
		return s.liquid()
	case s.has("{# "), s.has("{#-"):
		return s.templateComment()
	case s.has("{:"), s.has("{.") && (s.followsSpan() || s.endsParagraph()):
		return s.attributes()
	case s.followsSpan() && attributeList.Match(s.upTo('}', 200)):
		return s.attributes()
	case s.mdx:
		return s.jsxExpression()
	case s.has("{/*"):
		return s.jsxRemark()
	}
	return s.pelicanLink()
}

// templateComment leaves out {# … #}.
func (s *scanner) templateComment() bool {
	end := s.find("#}", s.at, min(len(s.text), s.at+5000))
	if end < 0 {
		return false
	}
	return s.replace(s.at, end+2, "")
}

// upTo gives the text at hand up to a character on the same line, with it; nil where it is not there.
func (s *scanner) upTo(c byte, most int) []byte {
	text := s.text[s.at:min(len(s.text), s.at+most)]
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	if i := bytes.IndexByte(text, c); i >= 0 {
		return text[:i+1]
	}
	return nil
}

// shortcode reads a tag of Hugo: {{< name args >}}, {{% name args %}}, {{< /name >}}, {{< name />}}.
func (s *scanner) shortcode() bool {
	from := s.at
	if hasPrefix(s.text[from+3:], "/*") {
		end, with := s.unescape(from, len(s.text))
		if end == from {
			return false
		}
		return s.replace(from, end, literal(with))
	}
	closing := ">}}"
	if s.text[from+2] == '%' {
		closing = "%}}"
	}
	n := s.endOf(from+3, closing)
	if n < 0 {
		return false
	}
	inner := strings.TrimSpace(string(s.text[from+3 : from+3+n]))
	t := &tag{dialect: hugo, closes: strings.HasPrefix(inner, "/"), alone: strings.HasSuffix(inner, "/")}
	inner = strings.Trim(inner, "/ \t\r\n")
	t.name, inner = cutName(inner)
	if t.name == "" {
		return false
	}
	t.said = string(s.text[from:from+3]) + " " + t.name + " " + closing
	t.name = strings.ToLower(t.name)
	t.args = parseArgs(inner)
	return s.tag(from, from+3+n+3, t)
}

// endOf is the function of that name, and pays for what it does not find.
func (s *scanner) endOf(from int, delimiter string) int {
	if s.fuel < 0 {
		return -1
	}
	n := endOf(s.text[from:], delimiter)
	switch {
	case n < 0:
		s.fuel -= min(len(s.text)-from, 20_000)
	case notInside.Match(s.text[from : from+n]):
		s.fuel -= 10 * n
		n = -1
	}
	return n
}

// notInside is what no tag holds: a blank line, or the beginning of another tag. What seems to begin a tag there is text.
var notInside = pattern.New(`\n[ \t\r]*\n|\{%|\{\{[<%]`)

// cutName takes the name of a tag off its inside, as it is written.
func cutName(s string) (name, rest string) {
	end := 0
	for end < len(s) && (isLetter(s[end]) || isDigit(s[end]) || strings.IndexByte("-_./:", s[end]) >= 0) {
		end++
	}
	return s[:end], s[end:]
}
