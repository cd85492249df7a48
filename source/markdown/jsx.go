package markdown

import (
	"bytes"
	"html"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
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
	k := a.read(text[n+1:])
	if k < 0 {
		return a, -1
	}
	return a, n + 1 + k
}

// read reads the value of an attribute, and gives its length or -1.
func (a *attribute) read(text []byte) int {
	if len(text) == 0 {
		return -1
	}
	switch c := text[0]; c {
	case '"', '\'':
		i := bytes.IndexByte(text[1:], c)
		if i < 0 {
			return -1
		}
		a.value = html.UnescapeString(string(text[1 : 1+i]))
		return i + 2
	case '{':
		i := balanced(text, func(depth int, _ []byte) bool { return depth == 0 })
		if i < 0 {
			return -1
		}
		a.value, a.expression = strings.TrimSpace(string(text[1:i])), true
		return i + 1
	}
	n := bytes.IndexAny(text, " \t\r\n>")
	if n < 0 {
		n = len(text)
	}
	a.value = string(text[:n])
	return n
}

// required finds the file in require('./a.png').default and useBaseUrl('/a.png').
var required = pattern.New(`^(?:require|useBaseUrl|new URL|withBase)\(\s*["'` + "`" + `]([^"'` + "`" + `]+)["'` + "`" + `].*\)(?:\.[\w.]+)?$`)

var plainValue = pattern.New(`^(?:-?\d+(?:\.\d+)?|true)$`)

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
