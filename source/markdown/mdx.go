package markdown

import (
	"bytes"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// importLine knows the import statements that MDX has between its paragraphs. English that begins with the word import
// does not name a module in quotes at its end.
var importLine = pattern.New(`^import(?:\s+type)?\s*(?:([\w$]+)?[\w$*{},\s]*?\sfrom\s*|[{][\w$*,\s]*[}]\s*from\s*)?["']([^"'\n]+)["'];?[ \t]*(?://[^\n]*)?(?:\r?\n|$)`)

var exportLine = pattern.New(`^export\s+(default|const|let|var|function|async|class|type|interface|\{|\*)`)

// bracedAttribute knows the attributes that no HTML has.
var bracedAttribute = pattern.New(`<[A-Za-z][\w.]*(\s[^<>]*)?\s[A-Za-z-]+=\{`)

// isMDX reports whether a Markdown file is written as MDX: it imports something between its paragraphs as no language but
// JavaScript does, or has tags whose attributes are expressions. .mdx files are, whatever they hold.
func isMDX(text []byte) bool {
	if !bytes.Contains(text, []byte("import ")) && !bytes.Contains(text, []byte("={")) {
		return false
	}
	var r lineReader
	s := &scanner{text: text, fuel: len(text)}
	blank := true
	for at := 0; at < len(text); {
		l := r.read(s, at)
		if !l.blank && !l.code {
			if s.fence(l) {
				at, blank = s.at, false
				continue
			}
			if words := text[l.content:l.end]; blank && l.content == at && isImport(text[at:]) || bracedOutsideCode(words) {
				return true
			}
		}
		blank = l.blank
		at = l.end
	}
	return false
}

// isImport reports whether text begins with an import by which a file shows that it is MDX. A file of Go has import "fmt"
// between its paragraphs, too, when its author fenced no code.
func isImport(text []byte) bool {
	if !hasPrefix(text, "import") {
		return false
	}
	m := importLine.FindSubmatch(text[:min(len(text), 4000)])
	if m == nil {
		return false
	}
	before, _, _ := bytes.Cut(m[0], m[2])
	return bytes.Contains(before, []byte("from")) || scriptFile.Match(m[2])
}

// scriptFile knows the files that MDX imports for what they do.
var scriptFile = pattern.New(`^[./@~].*\.(css|scss|sass|less|[cm]?jsx?|[cm]?tsx?|mdx?)$`)

func bracedOutsideCode(words []byte) bool {
	i := bytes.Index(words, []byte("={"))
	return i >= 0 && bytes.IndexByte(words[:i], '`') < 0 && bracedAttribute.Match(words)
}

// esm steps over the imports and exports of MDX, which stand between paragraphs, and remembers which pictures they name.
func (s *scanner) esm(l line) bool {
	if !s.mdx || l.content != l.start || !(hasPrefix(s.text[l.start:], "import") || hasPrefix(s.text[l.start:], "export")) {
		return false
	}
	if l.start < s.paragraph.end {
		return false
	}
	at := l.start
	for at < len(s.text) {
		rest := s.text[at:]
		if m := importLine.FindSubmatch(rest[:min(len(rest), 4000)]); m != nil {
			s.images[string(m[1])] = string(m[2])
			at += len(m[0])
			continue
		}
		if !exportLine.Match(rest[:min(len(rest), 100)]) {
			break
		}
		at = s.statementEnd(at)
	}
	if at == l.start {
		return false
	}
	return s.replace(l.start, at, "\n")
}

// statementEnd gives the end of a statement: of the first line at whose end no bracket is open.
func (s *scanner) statementEnd(from int) int {
	n := balanced(s.text[from:], func(depth int, rest []byte) bool {
		return depth == 0 && rest[0] == '\n'
	})
	if n < 0 {
		s.fuel -= len(s.text) - from
		if i := bytes.Index(s.text[from:], []byte("\n\n")); i >= 0 {
			return from + i + 1
		}
		return len(s.text)
	}
	return from + n + 1
}

// balanced reads JavaScript, counting brackets and stepping over strings and comments, until stop says so. It gives how
// much was read, or -1 where the text ends first.
func balanced(text []byte, stop func(depth int, rest []byte) bool) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case '"', '\'', '`':
			i += stringLength(text[i:]) - 1
			continue
		case '/':
			if hasPrefix(text[i:], "/*") {
				if n := bytes.Index(text[i:], []byte("*/")); n > 0 {
					i += n + 1
				}
				continue
			}
		}
		if stop(depth, text[i:]) {
			return i
		}
	}
	return -1
}

// stringLength gives the length of the string that text begins with. An apostrophe that no other follows on its line is
// no string.
func stringLength(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == text[0]:
			return i + 1
		case text[i] == '\\':
			i++
		case text[i] == '\n' && text[0] != '`':
			return 1
		}
	}
	return 1
}

// jsxExpression reads the {…} of MDX: a comment, a string, or what only its author's program can say.
func (s *scanner) jsxExpression() bool {
	from := s.at
	if s.has("{#") || s.fuel < 0 {
		return false
	}
	n := balanced(s.text[from:min(len(s.text), from+50_000)], func(depth int, rest []byte) bool { return depth == 0 })
	if n < 0 {
		s.fuel -= min(len(s.text)-from, 50_000)
		return false
	}
	inner, to := strings.TrimSpace(string(s.text[from+1:from+n])), from+n+1
	switch said, ok := jsxString(inner); {
	case strings.HasPrefix(inner, "/*"):
		if moreMark.MatchString(strings.Trim(inner, "/* \t\n")) {
			s.markMore(from, to)
			return true
		}
		return s.replace(from, to, "")
	case ok:
		return s.replace(from, to, literal(said))
	case inner == "":
		return s.replace(from, to, "")
	default:
		name, _ := cutName(inner)
		s.at = to
		t := &tag{dialect: jsx, name: "{", said: "{" + name + "}", alone: true}
		s.pieces = append(s.pieces, piece{from: from, to: to, tag: t, row: row{}})
		return true
	}
}

// jsxString reads an expression that is nothing but a string.
func jsxString(inner string) (string, bool) {
	if inner == "" || !isQuote(inner[0]) || closingQuote(inner) != len(inner)-1 || strings.Contains(inner, "${") {
		return "", false
	}
	return unquote(inner), true
}
