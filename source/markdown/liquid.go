package markdown

import (
	"strings"
)

// liquidName reads the name of the {% name … %} that text begins with, and how long the tag is. Without one it is "".
func liquidName(text []byte) (name string, n int) {
	n = endOf(text[len("{%"):], "%}")
	if n < 0 {
		return "", 0
	}
	name, _ = cutName(strings.TrimLeft(string(text[2:2+n]), "-~ \t\r\n"))
	return strings.ToLower(name), n + 4
}

// liquid reads a tag of Liquid, Nunjucks, Hexo, or Zola's with a body: {% name args %}, {%- name -%}, {% endname %}, {% end %}.
func (s *scanner) liquid() bool {
	from := s.at
	n := s.endOf(from+2, "%}")
	if n < 0 {
		return false
	}
	inner := strings.Trim(string(s.text[from+2:from+2+n]), "-~ \t\r\n")
	inner = strings.TrimLeft(inner, "= ")              // {%= toc %}
	if call, ok := strings.CutPrefix(inner, "@"); ok { // of Bridgetown: {%@ Note type: :warning do %}
		inner = strings.ReplaceAll(strings.TrimSuffix(strings.TrimLeft(call, " "), " do"), ": :", ": ")
		if inner != "" && (inner[0] == '"' || inner[0] == '\'') { // {%@ "docs/help", page: page %}
			inner = "render " + inner
		}
	}
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
	s.captured[variable] = name == "capture"
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
