package wxr

import (
	"iter"
	"strings"
)

// kind is what a piece of HTML is.
type kind uint8

const (
	text     kind = iota
	opening       // <p>; also <br> and <img/>
	closing       // </p>
	comment       // also <!DOCTYPE …> and <?php …?>
	verbatim      // an element whose content is left as it is: from its opening to its closing tag
)

// piece is a part of HTML as it is written.
type piece struct {
	kind kind
	name string // of an element, in lower case
	text string
	at   int // where it begins
}

// pieces cuts HTML, which may be broken, into its pieces. kept says which elements are one piece with all that is in them.
// What looks like a tag and has no end is text.
func pieces(s string, kept func(name string) bool) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		c := cutter{s: s, kept: kept}
		for c.at < len(s) {
			if !yield(c.next()) {
				return
			}
		}
	}
}

// cutter cuts from a place on. It remembers what ends are not to be found further on, so as not to look for them again.
type cutter struct {
	s       string
	at      int
	kept    func(name string) bool
	missing map[string]bool // the ends that do not follow
	quotes  bool            // a quotation mark of an attribute has no other: they count for nothing from now on
}

func (c *cutter) next() piece {
	from := c.at
	for at := from; ; {
		i := strings.IndexByte(c.s[at:], '<')
		if i < 0 {
			c.at = len(c.s)
			return piece{kind: text, text: c.s[from:], at: from}
		}
		at += i
		p, ok := c.tag(at)
		if ok && at > from {
			c.at = at
			return piece{kind: text, text: c.s[from:at], at: from}
		}
		if ok {
			c.at = at + len(p.text)
			return p
		}
		at++
	}
}

// tag reads what begins with < at a place.
func (c *cutter) tag(at int) (piece, bool) {
	rest := c.s[at:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		return c.upTo(at, "-->")
	case strings.HasPrefix(rest, "<![CDATA["):
		return c.upTo(at, "]]>")
	case strings.HasPrefix(rest, "<!"), strings.HasPrefix(rest, "<?"):
		return c.upTo(at, ">")
	case strings.HasPrefix(rest, "</"):
		name := nameAt(rest[2:])
		p, ok := c.upTo(at, ">")
		p.kind, p.name = closing, name
		return p, ok && name != ""
	}
	return c.openingTag(at)
}

// openingTag reads <p>, or a whole element of which nothing is to be cut.
func (c *cutter) openingTag(at int) (piece, bool) {
	name := nameAt(c.s[at+1:])
	if name == "" {
		return piece{}, false
	}
	end := c.tagEnd(at + 1 + len(name))
	if end < 0 {
		return piece{}, false
	}
	p := piece{kind: opening, name: name, text: c.s[at:end], at: at}
	if c.kept != nil && c.kept(name) && !strings.HasSuffix(p.text, "/>") {
		if closed := c.elementEnd(name, end); closed > 0 {
			p.kind, p.text = verbatim, c.s[at:closed]
		}
	}
	return p, true
}

// upTo reads what ends with a mark.
func (c *cutter) upTo(at int, mark string) (piece, bool) {
	if c.missing[mark] {
		return piece{}, false
	}
	i := strings.Index(c.s[at+2:], mark)
	if i < 0 {
		c.miss(mark)
		return piece{}, false
	}
	return piece{kind: comment, text: c.s[at : at+2+i+len(mark)], at: at}, true
}

func (c *cutter) miss(end string) {
	if c.missing == nil {
		c.missing = map[string]bool{}
	}
	c.missing[end] = true
}

// tagEnd gives where a tag ends: at the > that stands in no quotation marks.
func (c *cutter) tagEnd(from int) int {
	for at := from; !c.quotes && at < len(c.s); at++ {
		switch q := c.s[at]; q {
		case '>':
			return at + 1
		case '"', '\'':
			i := -1
			if c.s[at-1] == '=' || c.s[at-1] == ' ' {
				i = strings.IndexByte(c.s[at+1:], q)
			} else {
				continue
			}
			if i < 0 {
				c.quotes = true
			}
			at += i + 1
		}
	}
	c.quotes = true
	if c.missing[">"] {
		return -1
	}
	i := strings.IndexByte(c.s[from:], '>')
	if i < 0 {
		c.miss(">")
		return -1
	}
	return from + i + 1
}

// elementEnd gives where the closing tag of an element ends.
func (c *cutter) elementEnd(name string, from int) int {
	if c.missing[name] {
		return -1
	}
	for at := from; ; {
		i := strings.Index(c.s[at:], "</")
		if i < 0 {
			c.miss(name)
			return -1
		}
		at += i + 2
		if nameAt(c.s[at:]) == name {
			if i = strings.IndexByte(c.s[at:], '>'); i >= 0 {
				return at + i + 1
			}
		}
	}
}

// longestName is longer than the name of any element.
const longestName = 40

// nameAt gives the name of an element that begins there, in lower case. In "p <n, and" there is none.
func nameAt(s string) string {
	n := 0
	for n < len(s) && n <= longestName && (isLetter(s[n]) || n > 0 && (isNameByte(s[n]) || s[n] == ':')) {
		n++
	}
	if n > longestName || n < len(s) && strings.IndexByte(" \t\r\n/>", s[n]) < 0 {
		return ""
	}
	return strings.ToLower(s[:n])
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
