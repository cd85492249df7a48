package markdown

import (
	"bytes"
	"html"
	"regexp"
	"strings"
)

// element is a tag of JSX as it is written.
type element struct {
	attributes []attribute
	selfCloses bool
	n          int // its length
}

type attribute struct {
	name, value string
	expression  bool // the value stands in braces
	bare        bool // there is none
}

// readElement reads the tag that text begins with, behind its name. ok is false for what is none.
func readElement(text []byte, i int) (e element, ok bool) {
	const most = 50_000
	text = text[:min(len(text), most)]
	for i < len(text) {
		switch c := text[i]; {
		case isBlank(c):
			i++
		case c == '>':
			e.n = i + 1
			return e, true
		case c == '/' && i+1 < len(text) && text[i+1] == '>':
			e.selfCloses, e.n = true, i+2
			return e, true
		case c == '{':
			n := balanced(text[i:], func(depth int, _ []byte) bool { return depth == 0 })
			if n < 0 {
				return e, false
			}
			i += n + 1
		case isLetter(c), c == '_', c == '@', c == ':', c == '#':
			a, n := readAttribute(text[i:])
			if n < 0 {
				return e, false
			}
			e.attributes = append(e.attributes, a)
			i += n
		default:
			return e, false
		}
	}
	return e, false
}

// readAttribute reads one attribute, and gives its length or -1.
func readAttribute(text []byte) (a attribute, n int) {
	for n < len(text) && !isBlank(text[n]) && bytes.IndexByte([]byte("=/>{\"'<"), text[n]) < 0 {
		n++
	}
	a.name = string(text[:n])
	if n >= len(text) || text[n] != '=' {
		a.bare = true
		return a, max(n, 1)
	}
	n++
	if n >= len(text) {
		return a, -1
	}
	switch c := text[n]; c {
	case '"', '\'':
		i := bytes.IndexByte(text[n+1:], c)
		if i < 0 {
			return a, -1
		}
		a.value = html.UnescapeString(string(text[n+1 : n+1+i]))
		return a, n + i + 2
	case '{':
		i := balanced(text[n:], func(depth int, _ []byte) bool { return depth == 0 })
		if i < 0 {
			return a, -1
		}
		a.value, a.expression = strings.TrimSpace(string(text[n+1:n+i])), true
		return a, n + i + 1
	}
	from := n
	for n < len(text) && !isBlank(text[n]) && text[n] != '>' {
		n++
	}
	a.value = string(text[from:n])
	return a, n
}

// required finds the file in require('./a.png').default and useBaseUrl('/a.png').
var required = regexp.MustCompile(`^(?:require|useBaseUrl|new URL|withBase)\(\s*["'` + "`" + `]([^"'` + "`" + `]+)["'` + "`" + `].*\)(?:\.[\w.]+)?$`)

var plainValue = regexp.MustCompile(`^(?:-?\d+(?:\.\d+)?|true)$`)

// resolve gives the value of an attribute as HTML has it, as far as it can be known without running the page.
func (s *scanner) resolve(a attribute) (string, bool) {
	switch {
	case !a.expression:
		return a.value, true
	case plainValue.MatchString(a.value):
		return a.value, true
	}
	if said, ok := jsxString(a.value); ok {
		return said, true
	}
	if m := required.FindStringSubmatch(a.value); m != nil {
		return m[1], true
	}
	name, _, _ := strings.Cut(a.value, ".")
	path, ok := s.images[name]
	return path, ok && name != ""
}

// read reads the element at hand, and pays for what is none.
func (s *scanner) read(name string) (element, bool) {
	if s.fuel < 0 {
		return element{}, false
	}
	e, ok := readElement(s.text[s.at:], 1+len(name))
	if !ok {
		s.fuel -= 50_000
		if i := bytes.IndexByte(s.text[s.at:min(len(s.text), s.at+50_000)], '>'); i >= 0 {
			s.fuel += 50_000 - i
		}
	}
	return e, ok
}

// component reads a tag whose name begins with a capital letter. In files that are not MDX only those that this package
// knows count: Vec<T> is not one.
func (s *scanner) component(name string) bool {
	from := s.at
	t := &tag{dialect: jsx, closes: name[0] == '/', said: "<" + strings.Trim(name, "/") + ">"}
	bare := strings.TrimPrefix(name, "/")
	t.name = strings.ToLower(bare)
	row := s.known.of(t)
	if !s.mdx && (row.becomes == unknown || strings.ToUpper(bare) == bare) {
		return false
	}
	e, ok := s.read(name)
	if !ok {
		return false
	}
	to := from + e.n
	t.alone = e.selfCloses
	if as := linkElements[t.name]; as != "" {
		s.fold.element(s, t, to)
		return s.replace(from, to, s.rewritten(as, t.closes, e))
	}
	for _, a := range e.attributes {
		if v, ok := s.resolve(a); ok {
			t.args = append(t.args, arg{key: a.name, value: v})
		}
	}
	if row.becomes == file || row.becomes == argument || row.becomes == condition || row.becomes == otherwise || t.name == "highlight" {
		row.becomes = keep
	}
	s.fold.element(s, t, to)
	if row.becomes == code && !t.closes && !t.alone {
		return s.tag(from, to, t)
	}
	s.at = to
	s.pieces = append(s.pieces, piece{from: from, to: to, tag: t, row: row})
	return true
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
	if !isVoid(t.name) && t.name != "pre" {
		s.fold.element(s, t, to)
	}
	s.at = to
	block := blockElements[strings.ToLower(t.name)]
	if !block && e.plain() {
		return true
	}
	if block = block && s.alone(from, to); !block && e.plain() {
		return true
	}
	s.pieces = append(s.pieces, piece{from: from, to: to, text: s.rewritten(t.name, t.closes, e), block: block})
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
	var b strings.Builder
	b.WriteString("<" + name)
	for _, a := range e.attributes {
		value, ok := s.resolve(a)
		key := a.name
		switch key {
		case "className":
			key = "class"
		case "to":
			key = "href"
		}
		if !ok || key == "style" || key == "key" || !isAttributeName(key) {
			continue
		}
		b.WriteString(" " + key)
		if !a.bare {
			b.WriteString(`="` + html.EscapeString(value) + `"`)
		}
	}
	if e.selfCloses && isVoid(name) {
		return b.String() + " />"
	}
	if e.selfCloses {
		return b.String() + "></" + name + ">"
	}
	return b.String() + ">"
}

func isAttributeName(s string) bool {
	return isName(strings.ReplaceAll(s, ":", ""))
}

// folds knows how far the content of the elements that are open is indented. In MDX that means nothing, and in Markdown
// it would make code of it.
type folds struct {
	open_ []fold
}

type fold struct {
	name   string
	indent int // columns; -1 until its first line is met
}

func (f *folds) open() bool { return len(f.open_) > 0 }

// element notes an element that begins or ends.
func (f *folds) element(s *scanner, t *tag, to int) {
	switch {
	case !s.mdx || t.alone:
	case t.closes:
		if n := len(f.open_); n > 0 && f.open_[n-1].name == t.name {
			f.open_ = f.open_[:n-1]
		}
	case len(f.open_) < 100 && s.alone(s.at, to) && (f.open() || len(s.lines.items) == 0):
		f.open_ = append(f.open_, fold{t.name, -1})
	}
}

// dedent takes the indentation off a line within an element.
func (s *scanner) dedent(l line) {
	n := len(s.fold.open_)
	if n == 0 || l.blank {
		return
	}
	spaces := 0
	for l.start+spaces < l.end && (s.text[l.start+spaces] == ' ' || s.text[l.start+spaces] == '\t') {
		spaces++
	}
	top := &s.fold.open_[n-1]
	if top.indent < 0 && !hasPrefix(s.text[l.start+spaces:], "</") {
		top.indent = spaces
	}
	if k := min(spaces, max(top.indent, 0)); k > 0 {
		s.pieces = append(s.pieces, piece{from: l.start, to: l.start + k})
	}
}
