package markup

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// visitor is shown the tokens of a body, one after the other: all but comments,
// doctypes, and what stands within elements it wants left out.
type visitor interface {
	// start is shown a start tag and says whether all up to the matching end
	// tag is to be left out. It must not ask that for a void element.
	start(t *tag) (leaveOut bool)
	// end is shown an end tag by its name; 0 stands for unknown elements.
	end(name atom.Atom)
	// text is shown text with its character references decoded. The bytes are
	// the visitor's only until it returns.
	text(s []byte)
	// done says that the visitor needs to see no more.
	done() bool
}

// walk shows the body to a visitor and returns that visitor.
//
// An element to be left out whose end tag is missing would take the rest of
// the article with it. When that happens the body is walked once more, with a
// fresh visitor and warily: then only what certainly ends is left out, and it
// ends at the first end tag. Two passes are the most there ever are.
func walk[V visitor](body string, fresh func() V) V {
	v := fresh()
	if body == "" { // as of all that is published without its text
		return v
	}
	w := walker{z: html.NewTokenizer(strings.NewReader(body)), v: v}
	if w.walk() {
		return v
	}
	v = fresh()
	w = walker{z: html.NewTokenizer(strings.NewReader(body)), v: v, wary: true, body: body}
	w.walk()
	return v
}

type walker struct {
	z     *html.Tokenizer
	v     visitor
	tag   tag
	out   atom.Atom // the element being left out; 0 outside one
	depth int       // how many elements of that name are open

	wary bool
	body string
	pos  int               // how much of body has been read
	last map[atom.Atom]int // where in body the last end tag of a name begins
}

// walk reports whether no element was still being left out at the end.
func (w *walker) walk() bool {
	for !w.v.done() {
		kind := w.z.Next()
		w.pos += len(w.z.Raw())
		switch kind {
		case html.ErrorToken:
			return w.out == 0
		case html.TextToken:
			if w.out == 0 {
				w.v.text(w.z.Text())
			}
		case html.StartTagToken:
			w.start(false)
		case html.SelfClosingTagToken:
			w.start(true)
		case html.EndTagToken:
			w.end()
		}
	}
	return true
}

func (w *walker) start(selfClosing bool) {
	w.tag = tag{name: tagName(w.z.Raw()), z: w.z, attrs: w.tag.attrs[:0]}
	if w.tag.name == atom.Noscript {
		w.z.NextIsNotRawText() // a feed reader runs no scripts: these are its pictures
	}
	if w.out != 0 && !w.endsConcealed() {
		w.startWithin(selfClosing)
		return
	}
	concealed := w.tag.isConcealed()
	if concealed && hasNoContent(w.tag.name) || !concealed && !w.v.start(&w.tag) {
		return
	}
	if w.isEmpty(selfClosing) {
		w.z.NextIsNotRawText()
		return
	}
	w.out, w.depth = w.tag.name, 1
}

// endsConcealed reports whether the element just started ends the one being left out, whose end tag may be missing: the
// next paragraph ends a paragraph (HTML Standard 13.1.2.4).
func (w *walker) endsConcealed() bool {
	ends := false
	switch w.out {
	case atom.P:
		ends = traitsOf(w.tag.name)&block != 0
	case atom.Li, atom.Tr, atom.Option:
		ends = w.tag.name == w.out
	case atom.Dt, atom.Dd:
		ends = w.tag.name == atom.Dt || w.tag.name == atom.Dd
	case atom.Td, atom.Th:
		ends = w.tag.name == atom.Td || w.tag.name == atom.Th || w.tag.name == atom.Tr
	}
	if ends {
		w.out = 0
	}
	return ends
}

// startWithin handles a start tag inside an element that is left out. The
// pictures of a <noscript> are shown all the same: they stand in for those
// that a script would have loaded.
func (w *walker) startWithin(selfClosing bool) {
	switch {
	case w.tag.name == w.out && !selfClosing && !w.wary:
		w.depth++
	case w.out == atom.Noscript && w.tag.name == atom.Img:
		w.tag.backup = true
		w.v.start(&w.tag)
	}
}

// isEmpty says whether the element just started has no content to leave out.
// A slash at the end of a tag means that to whoever writes <iframe …/> in
// XHTML, though not to a browser; scripts and styles go by the browser's rule,
// else their code would be shown.
func (w *walker) isEmpty(selfClosing bool) bool {
	if w.tag.name == atom.Script || w.tag.name == atom.Style {
		return false
	}
	return selfClosing || w.wary && w.lastEnd(w.tag.name) < w.pos
}

func (w *walker) end() {
	a := tagName(w.z.Raw())
	if w.out == 0 {
		w.v.end(a)
		return
	}
	if a != w.out {
		return
	}
	if w.depth--; w.depth == 0 {
		w.out = 0
	}
}

// lastEnd returns where the last end tag of that name begins in the body, or
// -1. It looks once per name, so that many unclosed elements cost no more than
// one.
func (w *walker) lastEnd(name atom.Atom) int {
	if at, ok := w.last[name]; ok {
		return at
	}
	if w.last == nil {
		w.last = make(map[atom.Atom]int)
		w.body = asciiLower(w.body)
	}
	at := strings.LastIndex(w.body, "</"+name.String())
	w.last[name] = at
	return at
}

// tagName returns the name in the source of a tag, and 0 if HTML has none such.
// Tokenizer.TagName would do, but copies every name.
func tagName(raw []byte) atom.Atom {
	raw = bytes.TrimPrefix(raw[1:], []byte("/"))
	var name [len("blockquote")]byte // no name of interest is longer
	for i, b := range raw {
		switch b {
		case ' ', '\t', '\n', '\r', '\f', '/', '>':
			return atom.Lookup(name[:i])
		}
		if i == len(name) {
			return 0
		}
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		name[i] = b
	}
	return 0
}

// tag is a start tag. It is valid until the visitor's start returns.
type tag struct {
	name   atom.Atom
	backup bool // found in a <noscript>
	z      *html.Tokenizer
	read   bool // attrs are those of this tag
	attrs  []attribute
}

// attribute is one attribute of a start tag: name in lower case, value with
// its character references decoded.
type attribute struct{ key, val []byte }

// attributes returns the tag's attributes in order. None is named twice: the
// tokenizer keeps the first.
func (t *tag) attributes() []attribute {
	for more := !t.read; more; {
		var a attribute
		if a.key, a.val, more = t.z.TagAttr(); len(a.key) > 0 {
			t.attrs = append(t.attrs, a)
		}
	}
	t.read = true
	return t.attrs
}

// value returns the value of the first of those attributes that the tag has
// and that is not empty.
func (t *tag) value(keys ...string) []byte {
	attrs := t.attributes()
	for _, key := range keys {
		for _, a := range attrs {
			if string(a.key) == key && len(a.val) > 0 {
				return a.val
			}
		}
	}
	return nil
}

// isConcealed reports whether the page does not show the element: a draft note, a panel that a script would open. It is
// no part of what its readers read. A page that hides all of itself waits for a script to show it.
func (t *tag) isConcealed() bool {
	switch t.name {
	case 0, atom.Html, atom.Body, atom.Main, atom.Article:
		return false
	}
	for _, a := range t.attributes() {
		switch string(a.key) {
		case "hidden":
			return !bytes.EqualFold(a.val, []byte("until-found"))
		case "style":
			if style := strings.ReplaceAll(asciiLower(string(a.val)), " ", ""); strings.Contains(style, "display:none") {
				return true
			}
		}
	}
	return false
}

// hasNoContent names the elements that have no end tag to wait for.
func hasNoContent(name atom.Atom) bool {
	switch name {
	case atom.Input, atom.Embed, atom.Image, atom.Area, atom.Base, atom.Link, atom.Meta, atom.Param:
		return true
	}
	return traitsOf(name)&void != 0
}

// asciiLower is strings.ToLower for ASCII only, which keeps all positions.
func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
