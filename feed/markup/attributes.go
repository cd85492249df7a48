package markup

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// rule says how the value of an attribute is checked. An attribute whose value
// does not pass is left out.
type rule uint8

const (
	refused   rule = iota
	words          // any text, escaped
	tokens         // simple words between spaces; others are left out
	identity       // an id, prefixed and unique
	boolean        // present or not
	digits         // a non-negative integer
	integer        // an integer
	length         // digits, perhaps with a percent sign
	direction      // ltr, rtl or auto
	scope          // of a header cell
	alignment      // of a cell's text
	numbering      // of a list
	loading        // of a picture
	link           // where the reader may go: an address of the web, or of a person
	source         // what is fetched to be shown: http, https, small data: pictures
	sources        // srcset
)

// ruleFor is the list of attributes that feeds may carry: nothing that runs,
// styles, tracks (ping) or reaches into the page around the body (target,
// form, usemap).
func ruleFor(name atom.Atom, key []byte) rule {
	switch string(key) {
	case "id":
		return identity
	case "class", "role":
		return tokens
	case "title", "lang", "aria-label":
		return words
	case "dir":
		return direction
	}
	switch name {
	case atom.A:
		return linkRule(key)
	case atom.Img, atom.Source, atom.Video, atom.Audio, atom.Track:
		return mediaRule(name, key)
	case atom.Td, atom.Th, atom.Col, atom.Colgroup:
		return cellRule(name, key)
	case atom.Ol, atom.Li:
		return listRule(name, key)
	}
	return proseRule(name, key)
}

func linkRule(key []byte) rule {
	switch string(key) {
	case "href":
		return link
	case "rel":
		return tokens
	case "hreflang", "type":
		return words
	}
	return refused
}

func mediaRule(name atom.Atom, key []byte) rule {
	img, video, track := name == atom.Img, name == atom.Video, name == atom.Track
	switch string(key) {
	case "src":
		return source
	case "srcset":
		return when(img || name == atom.Source, sources)
	case "poster":
		return when(video, source)
	case "width", "height":
		return when(img || video || name == atom.Source, length)
	case "alt":
		return when(img, words)
	case "loading":
		return when(img, loading)
	case "sizes":
		return when(img || name == atom.Source, words)
	case "media", "type":
		return when(name == atom.Source, words)
	case "loop", "muted":
		return when(video || name == atom.Audio, boolean)
	case "kind", "label", "srclang":
		return when(track, words)
	case "default":
		return when(track, boolean)
	}
	return refused
}

func cellRule(name atom.Atom, key []byte) rule {
	col := name == atom.Col || name == atom.Colgroup
	switch string(key) {
	case "span":
		return when(col, digits)
	case "colspan", "rowspan":
		return when(!col, digits)
	case "align":
		return when(!col, alignment)
	case "scope":
		return when(name == atom.Th, scope)
	case "abbr":
		return when(name == atom.Th, words)
	}
	return refused
}

func listRule(name atom.Atom, key []byte) rule {
	switch string(key) {
	case "value":
		return when(name == atom.Li, integer)
	case "start":
		return when(name == atom.Ol, integer)
	case "reversed":
		return when(name == atom.Ol, boolean)
	case "type":
		return when(name == atom.Ol, numbering)
	}
	return refused
}

func proseRule(name atom.Atom, key []byte) rule {
	switch string(key) {
	case "cite":
		return when(name == atom.Blockquote || name == atom.Q || name == atom.Ins || name == atom.Del, source)
	case "datetime":
		return when(name == atom.Time || name == atom.Ins || name == atom.Del, words)
	case "value":
		return when(name == atom.Data, words)
	case "open":
		return when(name == atom.Details, boolean)
	}
	return refused
}

func when(applies bool, r rule) rule {
	if applies {
		return r
	}
	return refused
}

// write begins the element: its tag up to the attributes.
func (c *cleaner) write(name atom.Atom) {
	c.out = append(c.out, '<')
	c.out = append(c.out, name.String()...)
}

// finishTag ends the start tag begun with write and notes what is open now.
func (c *cleaner) finishTag(name atom.Atom) {
	t := traitsOf(name)
	if t&void != 0 {
		c.out = append(c.out, '/', '>')
		return
	}
	c.out = append(c.out, '>')
	c.open = append(c.open, element{name, t})
	if name == atom.Pre {
		c.preAt = len(c.out)
	}
}

// writeBare writes a start tag without attributes.
func (c *cleaner) writeBare(name atom.Atom) {
	c.write(name)
	c.finishTag(name)
}

// writeAttributes writes what may stay of a tag's attributes and reports
// whether an address to fetch was among them.
func (c *cleaner) writeAttributes(name atom.Atom, t *tag) (addressed bool) {
	for _, a := range t.attributes() {
		r := ruleFor(name, a.key)
		if r == refused {
			continue
		}
		if c.writeAttribute(a.key, r, a.val) && (r == source || r == sources) {
			addressed = true
		}
	}
	switch name {
	case atom.A:
		// Before id there was <a name>.
		if t.value("id") == nil && t.value("name") != nil {
			c.writeAttribute([]byte("id"), identity, t.value("name"))
		}
	case atom.Td, atom.Th:
		if t.value("align") == nil {
			c.writeAttribute([]byte("align"), alignment, textAlign(t.value("style")))
		}
	case atom.Audio, atom.Video:
		// Without its page's script a player has no other controls.
		c.writeAttribute([]byte("controls"), boolean, nil)
	}
	return addressed
}

// writeAttribute writes one attribute, unless its value fails the rule.
func (c *cleaner) writeAttribute(key []byte, r rule, val []byte) bool {
	mark := len(c.out)
	c.out = append(c.out, ' ')
	c.out = append(c.out, key...)
	c.out = append(c.out, '=', '"')
	if !c.writeValue(r, val) {
		c.out = c.out[:mark]
		return false
	}
	c.out = append(c.out, '"')
	return true
}

func (c *cleaner) writeValue(r rule, val []byte) bool {
	switch r {
	case words:
		c.out = appendEscaped(c.out, val, true, &c.problems.lost)
		return true
	case boolean:
		return true
	case tokens:
		return c.writeTokens(val)
	case identity:
		return c.writeID(val)
	case link:
		return c.writeLink(val)
	case source:
		return c.writeSource(val)
	case sources:
		return c.writeSources(val)
	}
	val = bytes.TrimSpace(val)
	if !fits(r, val) {
		return false
	}
	c.out = append(c.out, val...)
	return true
}

// fits checks values that need no escaping once they pass.
func fits(r rule, val []byte) bool {
	switch r {
	case digits:
		return isDigits(val)
	case integer:
		return isDigits(bytes.TrimPrefix(val, []byte("-")))
	case length:
		return isDigits(bytes.TrimSuffix(val, []byte("%")))
	case direction:
		return oneOf(val, "ltr", "rtl", "auto")
	case scope:
		return oneOf(val, "row", "col", "rowgroup", "colgroup")
	case alignment:
		return oneOf(val, "left", "center", "right", "justify")
	case numbering:
		return oneOf(val, "1", "a", "A", "i", "I")
	case loading:
		return oneOf(val, "lazy", "eager")
	}
	return false
}

func oneOf(val []byte, names ...string) bool {
	return slices.Contains(names, string(val))
}

// isDigits also bounds the number, which some readers compute with.
func isDigits(val []byte) bool {
	if len(val) == 0 || len(val) > 9 {
		return false
	}
	for _, b := range val {
		if b < '0' || b > '9' {
			return false
		}
	}
	return true
}

// writeTokens keeps class and role names as hooks for readers' own styles:
// language-c++, footnote-ref, doc-endnotes.
func (c *cleaner) writeTokens(val []byte) bool {
	mark := len(c.out)
	for token := range bytes.FieldsSeq(val) {
		if !isToken(token) {
			continue
		}
		if len(c.out) > mark {
			c.out = append(c.out, ' ')
		}
		c.out = append(c.out, token...)
	}
	return len(c.out) > mark
}

func isToken(val []byte) bool {
	for _, b := range val {
		if !isAlnum(b) && strings.IndexByte("-_:.+#", b) < 0 {
			return false
		}
	}
	return true
}

// writeID writes an id once: a second element of the same id is not reachable
// by a link, and an error in HTML.
func (c *cleaner) writeID(val []byte) bool {
	id, lost := CleanText(string(val))
	if id == "" || lost > 0 || strings.ContainsAny(id, htmlSpace) || c.ids[id] {
		return false
	}
	if c.ids == nil {
		c.ids = make(map[string]bool)
	}
	c.ids[id] = true
	c.anchors = append(c.anchors, anchor{len(c.out), id})
	c.writeEscaped(c.prefix)
	c.writeEscaped(id)
	return true
}

// textAlign finds the text-align of a style attribute. Markdown renderers set
// the alignment of table columns that way.
func textAlign(style []byte) []byte {
	for declaration := range strings.SplitSeq(asciiLower(string(style)), ";") {
		property, value, _ := strings.Cut(declaration, ":")
		if strings.TrimSpace(property) == "text-align" {
			return []byte(strings.TrimSpace(value))
		}
	}
	return nil
}
