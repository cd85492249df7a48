package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
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
	case s.has("{:"), s.has("{.") && s.followsSpan():
		return s.attributes()
	case s.followsSpan() && attributeList.Match(s.upTo('}', 200)):
		return s.attributes()
	case s.mdx:
		return s.jsxExpression()
	}
	return s.pelicanLink('{')
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
var notInside = regexp.MustCompile(`\n[ \t\r]*\n|\{%|\{\{[<%]`)

// cutName takes the name of a tag off its inside, as it is written.
func cutName(s string) (name, rest string) {
	end := 0
	for end < len(s) && (isLetter(s[end]) || isDigit(s[end]) || strings.IndexByte("-_./:", s[end]) >= 0) {
		end++
	}
	return s[:end], s[end:]
}

// liquidName reads the name of the {% name … %} that text begins with, and how long the tag is. Without one it is "".
func liquidName(text []byte) (name string, n int) {
	n = endOf(text, "%}")
	if n < 0 {
		return "", 0
	}
	name, _ = cutName(strings.TrimLeft(string(text[2:n]), "-~ \t\r\n"))
	return strings.ToLower(name), n + 2
}

// liquid reads a tag of Liquid, Nunjucks, Hexo, or Zola's with a body: {% name args %}, {%- name -%}, {% endname %}, {% end %}.
func (s *scanner) liquid() bool {
	from := s.at
	n := s.endOf(from+2, "%}")
	if n < 0 {
		return false
	}
	inner := strings.Trim(string(s.text[from+2:from+2+n]), "-~ \t\r\n")
	to := from + n + 4
	if strings.HasPrefix(inner, "/*") {
		return s.replace(from, to, literal("{% "+strings.Trim(inner, "/* ")+" %}"))
	}
	if strings.HasPrefix(inner, "#") {
		return s.replace(from, to, "")
	}
	t := &tag{dialect: liquid}
	t.name, inner = cutName(inner)
	if t.name == "" {
		return false
	}
	t.said = "{% " + t.name + " %}"
	t.name, t.inside = strings.ToLower(t.name), strings.TrimSpace(inner)
	if s.assigns(t.name, inner) {
		return s.replace(from, to, "")
	}
	switch rest, ends := strings.CutPrefix(t.name, "end"); {
	case strings.HasPrefix(t.name, "include") || t.name == "render" || t.name == "partial":
		t.args = parseArgs(inner)
		s.included(t)
	case ends:
		t.closes, t.name = true, rest
	default:
		t.args = parseArgs(inner)
	}
	return s.tag(from, to, t)
}

// assigns remembers the variables that a text sets for itself, and reports a tag that does nothing else.
func (s *scanner) assigns(name, inner string) bool {
	if name != "assign" && name != "set" && name != "for" && name != "capture" {
		return false
	}
	variable, _ := cutName(strings.TrimSpace(inner))
	s.variables[variable] = true
	return name == "assign" || name == "set" && strings.Contains(inner, "=")
}

// included names a tag that includes another file by that file: figure.html is a figure.
func (s *scanner) included(t *tag) {
	if len(t.args) == 0 || t.args[0].key != "" {
		return
	}
	file := t.args[0].value
	t.said = "{% " + t.name + " " + file + " %}"
	file = file[strings.LastIndexByte(file, '/')+1:]
	name, _, _ := strings.Cut(file, ".")
	t.name, t.args, t.alone = strings.ToLower(name), t.args[1:], true
}

// goTemplate knows the actions of Go's templates, which no program reads in an article: a text about them shows them.
var goTemplate = regexp.MustCompile(`^\{\{-?\s*([.$]|(range|end|define|template|with|if|else|block|/\*)\b)`)

// shownCall is how Zola's authors write a call that is to be shown.
var shownCall = regexp.MustCompile(`^\{\{/\*(\s*\w+\([^\n]*?\)\s*)\*/\}\}`)

// expression reads {{ … }}: a call, such as Zola's {{ youtube(id="x") }}, or a value. Only its author's program knows most
// values: what is known here is put in its place, what is not is left out.
func (s *scanner) expression() bool {
	from := s.at
	if m := shownCall.FindSubmatch(s.text[from:min(len(s.text), from+1000)]); m != nil {
		return s.replace(from, from+len(m[0]), literal("{{"+string(m[1])+"}}"))
	}
	if s.has("{{/*") || s.has("{{{") {
		return s.unreadable()
	}
	if goTemplate.Match(s.text[from:min(len(s.text), from+40)]) {
		return s.unreadable()
	}
	n := s.endOf(from+2, "}}")
	if n < 0 {
		return s.unreadable()
	}
	inner := strings.Trim(string(s.text[from+2:from+2+n]), "-~ \t\r\n")
	to := from + n + 4
	if inner == "" || !isLetter(inner[0]) && !isQuote(inner[0]) && inner[0] != '_' {
		return s.unreadable()
	}
	if isQuote(inner[0]) {
		value, _ := cutValue(inner)
		return s.replace(from, to, value)
	}
	name, rest := cutName(inner)
	if strings.HasPrefix(rest, "(") {
		name = name[strings.LastIndexAny(name, ":.")+1:]
		t := &tag{dialect: call, name: strings.ToLower(name), said: "{{ " + name + "() }}", args: parseArgs(rest), alone: true}
		return s.tag(from, to, t)
	}
	return s.value(from, to, name)
}

// unreadable steps over braces that are text.
func (s *scanner) unreadable() bool {
	for s.at < len(s.text) && s.text[s.at] == '{' {
		s.at++
	}
	return true
}

// value puts what is known of a variable in its place. The root of the site is where addresses begin that begin with /.
func (s *scanner) value(from, to int, name string) bool {
	switch name {
	case "site.baseurl", "site.url", "base_url", "baseurl", "config.base_url", "site.base", "url", "site.github.url":
		return s.replace(from, to, "")
	}
	said := "{{ " + name + " }}"
	return s.tag(from, to, &tag{dialect: liquid, name: "{{", said: said, alone: true})
}

// root gives the variable that an expression begins with.
func root(expression string) string {
	name, _ := cutName(expression)
	name, _, _ = strings.Cut(name, ".")
	return name
}

// tag notes a tag, and reads to its end one whose content is code.
func (s *scanner) tag(from, to int, t *tag) bool {
	row := s.known.of(t)
	s.at = to
	if row.becomes == more {
		s.markMore(from, to)
		return true
	}
	if row.verbatim() && !t.closes && !t.alone && !(row.becomes == code && t.get("code") != "") {
		if end, after := s.bodyEnd(t, to); end >= 0 {
			t.body, t.bodied = string(s.text[to:end]), true
			s.at = after
			if row.becomes == raw {
				return s.raw(from, to, end, after)
			}
			s.pieces = append(s.pieces, piece{from: from, to: after, tag: t, row: row})
			return true
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
	if m := linkStart.FindIndex(before); m != nil {
		return !bytes.ContainsAny(before[m[1]:], " \t)>")
	}
	return false
}

// linkStart knows what stands before the last destination of a link on a line.
var linkStart = regexp.MustCompile(`^ {0,3}\[[^\[\]]+\]:[ \t]*<?|^.*\]\(<?`)

// raw takes the tags off a text that is not to be read as a template, and leaves it.
func (s *scanner) raw(from, to, end, after int) bool {
	s.pieces = append(s.pieces, piece{from: from, to: to}, piece{from: end, to: after})
	return true
}

// bodyEnd finds the tag that ends the content of t, which no other tag can do. after is the place behind it.
func (s *scanner) bodyEnd(t *tag, from int) (end, after int) {
	begin := map[dialect]string{hugo: "{{", liquid: "{%", jsx: "</"}[t.dialect]
	for at := from; ; {
		end = s.find(begin, at, len(s.text))
		if end < 0 {
			s.fuel -= end - from
			return -1, -1
		}
		if n := t.endedBy(s.text[end:]); n > 0 {
			return end, end + n
		}
		s.fuel -= 50
		at = end + 2
	}
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

var closers = []*regexp.Regexp{
	hugo:   regexp.MustCompile(`^\{\{[<%]\s*/\s*([\w./-]+)\s*[>%]\}\}`),
	liquid: regexp.MustCompile(`^\{%[-~]?\s*end([\w-]*)\s*[-~]?%\}`),
	call:   regexp.MustCompile(`^$x`),
	jsx:    regexp.MustCompile(`^</\s*([\w.]+)\s*>`),
}

// literal writes text so that Markdown leaves it as it is.
func literal(s string) string {
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == '&':
			b.WriteString("&amp;")
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c == '"':
			b.WriteString("&quot;")
		case slices.Contains([]byte("\\`*_{}[]()#+-!|~$=^@:%'"), c):
			b.WriteString("&#" + decimal(c) + ";")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func decimal(c byte) string {
	digits := []byte{'0' + c/100, '0' + c/10%10, '0' + c%10}
	return string(bytes.TrimLeft(digits, "0"))
}
