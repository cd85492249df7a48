package html

import (
	"bytes"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tree is a parsed page, and where in the file the elements begin that can say something of the article.
type tree struct {
	root, body *html.Node
	story      *html.Node // the element that holds the article
	headline   *html.Node
	headlines  int // how many h1 elements there are
	places     map[*html.Node]place
	base       *url.URL // what relative addresses start from; nil when the page does not say
}

// place is a line and a column of a file, from 1.
type place struct{ line, column int }

func (p place) before(other place) bool {
	return p.line < other.line || p.line == other.line && p.column < other.column
}

// after gives the place behind a piece of text.
func (p place) after(text []byte) place {
	if i := bytes.LastIndexByte(text, '\n'); i >= 0 {
		p = place{p.line + bytes.Count(text, []byte{'\n'}), 1}
		text = text[i+1:]
	}
	p.column += utf8.RuneCount(text)
	return p
}

// parse reads a page. Where its start tags carry marks, these tell the places of the elements and are taken off.
func parse(page []byte, places []place) (*tree, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, fmt.Errorf("parsing HTML: %w", err)
	}
	t := &tree{root: root, body: root, headlines: count(root, atom.H1), places: map[*html.Node]place{}}
	for n := range root.Descendants() {
		t.takeMark(n, places)
		switch {
		case n.DataAtom == atom.Body || n.DataAtom == atom.Frameset:
			t.body = n
		case n.DataAtom == atom.Base && t.base == nil && attr(n, "href") != "":
			t.base, _ = url.Parse(strings.TrimSpace(attr(n, "href")))
		}
	}
	t.openNoscript()
	t.mendOffice()
	t.story = t.findStory()
	t.unwrap()
	return t, nil
}

// markName is the attribute that carries the number of a place through the parser.
const markName = "masthead-place"

func (t *tree) takeMark(n *html.Node, places []place) {
	mark, ok := lookup(n, markName)
	if !ok {
		return
	}
	if i, err := strconv.Atoi(mark); err == nil && i >= 0 && i < len(places) {
		t.places[n] = places[i]
	}
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == markName })
}

// mark gives the start tag of each element that can say something the number of its place, since the parser keeps none.
func mark(page []byte, line int) (marked []byte, places []place) {
	tokens := html.NewTokenizer(bytes.NewReader(page))
	tokens.AllowCDATA(true) // as within pictures; elsewhere it only means that nothing in there is marked
	at := place{line, 1}
	for {
		kind := tokens.Next()
		if kind == html.ErrorToken {
			return marked, places
		}
		raw := tokens.Raw()
		from := at
		at = at.after(raw)
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			name, _ := tokens.TagName()
			if canSpeak(atom.Lookup(name), raw) {
				marked = fmt.Appendf(marked, `<%s %s="%d"`, name, markName, len(places))
				if string(name) == "script" {
					from = at // what counts is the text in it
				}
				places = append(places, from)
				raw = raw[1+len(name):]
			}
		}
		marked = append(marked, raw...)
	}
}

// canSpeak reports whether a start tag is of an element that says something of the article. Formatting elements must not be
// among them: the parser mends what is left open by comparing their attributes.
func canSpeak(element atom.Atom, tag []byte) bool {
	switch element {
	case atom.Html, atom.Body, atom.Meta, atom.Link, atom.Title, atom.H1, atom.Time, atom.A, atom.Address:
		return true
	case atom.Script:
		return bytes.Contains(tag, []byte("ld+json"))
	case atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return false
	}
	return element == atom.P || element == atom.Footer || slices.ContainsFunc(speaking, func(part []byte) bool { return bytes.Contains(tag, part) })
}

// speaking are parts of the words in the tags of elements that say by their attributes what they hold, without the letters
// that may be capitals.
var speaking = bytes.Fields([]byte("itemprop uthor yline utor uteur riter dat ate ubli ime p-name itle ateg ummary u-url opyright redit ottom foot meta property-row"))

// resolve gives an address as it is meant on a page that names the base of its relative addresses.
func (t *tree) resolve(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if t.base == nil || err != nil || u.IsAbs() || address == "" || address[0] == '#' {
		return address
	}
	return t.base.ResolveReference(u).String()
}

// attr gives the value of an element's attribute, empty when it has none.
func attr(n *html.Node, key string) string {
	value, _ := lookup(n, key)
	return value
}

func lookup(n *html.Node, key string) (value string, ok bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// hasWord reports whether an attribute that is a list of words holds this one, in any case.
func hasWord(n *html.Node, key, word string) bool {
	return containsFold(strings.Fields(attr(n, key)), word)
}

func containsFold(list []string, s string) bool {
	return slices.ContainsFunc(list, func(have string) bool { return strings.EqualFold(have, s) })
}

// within reports whether an element of one of these names is around a node.
func within(n *html.Node, names ...atom.Atom) bool {
	for p := range n.Ancestors() {
		if slices.Contains(names, p.DataAtom) {
			return true
		}
	}
	return false
}

// first gives the first element of a name below a node, or nil.
func first(n *html.Node, name atom.Atom) *html.Node {
	for d := range n.Descendants() {
		if d.DataAtom == name && d.Namespace == "" {
			return d
		}
	}
	return nil
}

// textOf gives the words that a reader sees in an element, on one line.
func textOf(n *html.Node) string {
	var b strings.Builder
	writeText(&b, n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func writeText(b *strings.Builder, n *html.Node) {
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case isUnseen(c):
		case isBlock(c.DataAtom):
			b.WriteByte(' ')
			writeText(b, c)
			b.WriteByte(' ')
		default:
			writeText(b, c)
		}
	}
}

// isUnseen reports whether the words in an element are not for reading.
func isUnseen(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Svg:
		return true
	}
	return false
}

// isBlock reports whether an element begins a new line, so that the words around it are not one.
func isBlock(element atom.Atom) bool {
	switch element {
	case atom.Br, atom.Hr, atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Footer,
		atom.Section, atom.Article, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Tr, atom.Td, atom.Th,
		atom.Figure, atom.Figcaption, atom.Blockquote, atom.Pre:
		return true
	}
	return false
}
