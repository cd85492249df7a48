package markdown

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// longestRemark is longer than what people write into one comment, and bounds what is spent on one without an end.
const longestRemark = 20_000

var (
	goRemark    = pattern.New(`^\{\{-?\s*/\*`) // {{/* … */}}, {{- /* … */ -}}
	goRemarkEnd = pattern.New(`^\*/\s*-?\}\}`)
	jsxRemark   = pattern.New(`^\*/\s*\}`)
)

// goTemplateRemark leaves out a comment of Go's templates. In an article no program reads it as one, but its author did not
// mean it for readers.
func (s *scanner) goTemplateRemark() bool {
	to := s.remarkEnd(goRemarkEnd)
	return to > 0 && s.replace(s.at, to, "")
}

// jsxRemark leaves out {/* … */} where a file is not known to be MDX, if it has its lines to itself.
func (s *scanner) jsxRemark() bool {
	from, to := s.at, s.remarkEnd(jsxRemark)
	switch {
	case to < 0:
		return false
	case !s.alone(from, to):
		s.fuel -= to - from
		return false
	case moreMark.MatchString(strings.Trim(string(s.text[from+1:to-1]), "/* \t\r\n")):
		return s.markMore(from, to)
	}
	return s.replace(from, to, "")
}

// remarkEnd gives where the comment at hand ends, whose first */ has to be followed so, or -1.
func (s *scanner) remarkEnd(end *pattern.Pattern) int {
	from := s.at
	i := s.find("*/", from+3, from+longestRemark)
	if i < 0 {
		return -1
	}
	if n := end.Find(s.text[i:min(len(s.text), i+20)]); n != nil {
		return i + len(n)
	}
	s.fuel -= i - from
	return -1
}

// serverRemark leaves out the comments of pages that a server makes: <%# … %> of ERB, <%-- … --%> of JSP, <%!-- … --%> of HEEx.
func (s *scanner) serverRemark() bool {
	end := "--%>"
	if s.has("<%#") {
		end = "%>"
	}
	i := s.find(end, s.at+3, s.at+longestRemark)
	return i > 0 && s.replace(s.at, i+len(end), "")
}
