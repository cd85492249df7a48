package markdown

import (
	"bytes"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// goTemplate knows the actions of Go's templates, which no program reads in an article: a text about them shows them.
var goTemplate = pattern.New(`^\{\{-?\s*([.$]|(range|end|define|template|with|if|else|block|/\*)\b)`)

// shownCall is how Zola's authors write a call that is to be shown.
var shownCall = pattern.New(`^\{\{/\*(\s*\w+\([^\n]*?\)\s*)\*/\}\}`)

// expression reads {{ … }}: a call, such as Zola's {{ youtube(id="x") }}, or a value. Only its author's program knows most
// values: what is known here is put in its place, what is not is left out.
func (s *scanner) expression() bool {
	from := s.at
	if m := shownCall.FindSubmatch(s.text[from:min(len(s.text), from+1000)]); m != nil {
		return s.replace(from, from+len(m[0]), literal("{{"+string(m[1])+"}}"))
	}
	if goRemark.Match(s.text[from:min(len(s.text), from+40)]) && s.goTemplateRemark() {
		return true
	}
	if s.has("{{{") || goTemplate.Match(s.text[from:min(len(s.text), from+40)]) {
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

// What stands before and behind the title in a heading that an article opens with: feeds have the title above the text.
var (
	opensHeading  = pattern.New(`^\s*(?:#[ \t]+)?$`)
	restOfHeading = pattern.New(`^[ \t#]*(?:\r?\n[=-]{2,}[ \t]*)?(?:\r?\n|$)`)
)

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
	case "page.title", "title", "frontmatter.title":
		if m := restOfHeading.Find(s.text[to:]); m != nil && opensHeading.Match(s.text[:from]) {
			return s.replace(from-len(bytes.TrimLeft(s.text[:from], " \t\r\n")), to+len(m), "")
		}
	}
	if s.captured[name] {
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
