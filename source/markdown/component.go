package markdown

import (
	"bytes"
	"html"
	"strings"
)

// component reads a tag whose name begins with a capital letter. In files that are not MDX only those that this package
// knows count: Vec<T> is not one.
func (s *scanner) component(name string) bool {
	from := s.at
	bare := strings.TrimPrefix(name, "/")
	t := &tag{dialect: jsx, closes: bare != name, said: "<" + bare + ">", name: strings.ToLower(bare)}
	row := s.known.ofComponent(t)
	if !s.mdx && (row.becomes == unknown || strings.ToUpper(bare) == bare) {
		return false
	}
	e, ok := s.read(name)
	if !ok {
		return false
	}
	to := from + e.n
	t.alone = e.selfCloses
	s.fold.element(s, t, to)
	if as := linkElements[t.name]; as != "" {
		return s.replace(from, to, s.rewritten(as, t.closes, e))
	}
	for _, a := range e.attributes {
		if v, ok := s.resolve(a); ok {
			t.args = append(t.args, arg{key: a.name, value: v})
		}
	}
	return s.tagOf(from, to, t, row)
}

// linkElements are the components that stand for an element of HTML.
var linkElements = map[string]string{"link": "a", "a": "a", "nextlink": "a", "routerlink": "a"}

// blockElements are those on lines of their own between which MDX has Markdown.
var blockElements = map[string]bool{"div": true, "section": true, "center": true, "details": true, "article": true,
	"aside": true, "main": true, "header": true, "footer": true, "blockquote": true, "figure": true, "figcaption": true, "td": true, "li": true}

// element writes an element of HTML in JSX as HTML has it.
func (s *scanner) element(name string) bool {
	from := s.at
	e, ok := s.read(name)
	if !ok {
		return false
	}
	to := from + e.n
	t := &tag{dialect: jsx, closes: name[0] == '/', name: strings.TrimPrefix(name, "/"), alone: e.selfCloses}
	block := s.isBlock(t, from, to)
	if !isVoid(t.name) && t.name != "pre" {
		s.fold.element(s, t, to)
	}
	if block && !t.closes {
		s.fold.mark(t)
	}
	s.at = to
	if !block && e.plain() {
		return true
	}
	with := s.rewritten(t.name, t.closes, e)
	switch {
	case block && t.name == "p":
		with = "" // Markdown makes the paragraphs between
	case block && !blockElements[t.name]:
		with = "\n" + with // no other element ends a paragraph without a blank line (CommonMark 4.6)
	}
	s.pieces = append(s.pieces, piece{from: from, to: to, text: with, block: block})
	return true
}

// isBlock reports whether a tag has Markdown between itself and the one it belongs to, on lines of their own.
func (s *scanner) isBlock(t *tag, from, to int) bool {
	name := strings.ToLower(t.name)
	switch {
	case name == "pre" || isVoid(name):
		return false
	case t.closes && from > 0 && from == s.lineEnd:
		return true
	case !s.alone(from, to):
		return !t.closes && lineElements[name] && s.holdsMarkup(t, from, to)
	case blockElements[name]:
		return true
	case t.closes:
		n := len(s.fold.list)
		return n > 0 && s.fold.list[n-1].name == t.name && s.fold.list[n-1].block
	case t.alone, htmlOnly[name], s.fold.htmlOnly(), !s.beginsBlock(from), len(s.lines.items) > 0 && !s.fold.open():
		return false
	}
	end := s.find("</"+t.name, to, to+50_000)
	s.fuel -= max(end-to, 0)
	return end >= 0 && s.alone(end, end+len(t.name)+3)
}

// htmlOnly are the elements between whose tags are other elements, and no paragraphs.
var htmlOnly = map[string]bool{"math": true, "svg": true, "code": true, "video": true, "audio": true, "picture": true,
	"object": true, "table": true, "thead": true, "tbody": true, "tfoot": true, "tr": true, "ul": true, "ol": true, "dl": true,
	"select": true, "style": true, "script": true}

// beginsBlock reports whether a tag is no part of a paragraph above it: it stands behind a blank line, or behind a tag.
func (s *scanner) beginsBlock(from int) bool {
	before := bytes.TrimRight(s.text[:from], " \t\r")
	above := bytes.TrimRight(before, " \t\r\n")
	return len(above) == 0 || above[len(above)-1] == '>' || bytes.Count(before[len(above):], []byte{'\n'}) > 1
}

// lineElements are those that CommonMark takes for HTML to the end of the line that they begin (4.6, sixth condition).
var lineElements = map[string]bool{"summary": true, "p": true, "div": true, "center": true, "figcaption": true, "aside": true,
	"blockquote": true, "li": true, "td": true, "th": true, "dd": true, "dt": true, "section": true}

// holdsMarkup reports whether a tag and the one it belongs to have a line to themselves, with Markdown between them.
func (s *scanner) holdsMarkup(t *tag, from, to int) bool {
	begin := max(0, from-100)
	begin += bytes.LastIndexByte(s.text[begin:from], '\n') + 1
	rest := s.text[to:min(len(s.text), to+2000)]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	if len(bytes.TrimSpace(s.text[begin:from])) > 0 {
		return false
	}
	l := bytes.TrimSpace(s.text[from : to+len(rest)])
	if !hasPrefix(l, "<"+t.name) || !bytes.HasSuffix(l, []byte("</"+t.name+">")) || bytes.Count(l, []byte("<"+t.name)) != 1 {
		return false
	}
	inner := l[bytes.IndexByte(l, '>')+1:]
	if !bytes.ContainsAny(inner, "*`") && !bytes.Contains(inner, []byte("](")) {
		return false
	}
	s.lineEnd = from + len(l) - len("</>") - len(t.name)
	return true
}

func isVoid(name string) bool {
	switch name {
	case "img", "br", "hr", "input", "source", "track", "wbr", "col", "embed", "link", "meta":
		return true
	}
	return false
}

// plain reports an element that is HTML already.
func (e element) plain() bool {
	for _, a := range e.attributes {
		if a.expression || a.name == "className" || a.name == "htmlFor" {
			return false
		}
	}
	return true
}

// alone reports whether a part of the text has its line to itself.
func (s *scanner) alone(from, to int) bool {
	before := s.text[bytes.LastIndexByte(s.text[max(0, from-200):from], '\n')+1+max(0, from-200) : from]
	after := s.text[to:min(len(s.text), to+200)]
	if i := bytes.IndexByte(after, '\n'); i >= 0 {
		after = after[:i]
	}
	return len(bytes.Trim(before, " \t>")) == 0 && len(bytes.TrimSpace(after)) == 0
}

// rewritten writes the tag of an element with the attributes that HTML has.
func (s *scanner) rewritten(name string, closes bool, e element) string {
	if closes {
		return "</" + name + ">"
	}
	tag := "<" + name
	for _, a := range e.attributes {
		tag += s.attribute(a)
	}
	switch {
	case e.selfCloses && isVoid(name):
		return tag + " />"
	case e.selfCloses:
		return tag + "></" + name + ">"
	}
	return tag + ">"
}

// attribute writes an attribute as HTML has it, or nothing.
func (s *scanner) attribute(a attribute) string {
	value, ok := s.resolve(a)
	key := a.name
	switch key {
	case "className":
		key = "class"
	case "to":
		key = "href"
	case "style", "key":
		return ""
	}
	switch {
	case !ok || !isAttributeName(key):
		return ""
	case a.bare:
		return " " + key
	}
	return " " + key + `="` + html.EscapeString(value) + `"`
}

func isAttributeName(s string) bool {
	return isName(strings.ReplaceAll(s, ":", ""))
}
