// Package markup makes article bodies fit for feeds.
//
// A feed reader shows a body far from the page it was written for: on another
// origin, without the page's style sheets and scripts, often beside the bodies
// of other articles. Clean therefore writes the body anew. It reads tokens,
// keeps the elements and attributes named in two lists (elements.go,
// attributes.go), makes every address absolute, and closes what was left open.
//
// Safety rests on what is written, not on how the input was understood: the
// output holds only listed elements, with quoted and escaped attributes, and
// escaped text. It has no element whose content a browser would read by other
// rules (script, style, template, svg, math, …), so there is nothing for a
// second parse to misread. How unclosed and misplaced elements are put right
// (nesting.go) follows the tree construction rules of the HTML Standard, so
// the tree a browser builds from the output is the one that was written, and
// cleaning it again changes nothing.
//
// The body is streamed, never held as a tree: time is linear in its length,
// depth is bounded, and no body is refused.
package markup

import (
	"net/url"
	"strings"
	"sync"

	"golang.org/x/net/html/atom"
)

// Options say where a body belongs.
type Options struct {
	// Base is the absolute http or https address that relative addresses in
	// the body start from: the article's own, or the site's when it has none.
	// Without one, relative addresses are removed.
	Base *url.URL
	// IDPrefix is put before every id and before the links that lead to one
	// within the body, so that two items shown on one page never collide. It
	// must not hold spaces.
	IDPrefix string
	// Title is the article's title in plain text. A leading <h1> that says
	// the same is dropped, because readers show the title themselves. Case
	// and white space do not count in the comparison.
	Title string
}

// Result is what Clean made of a body.
type Result struct {
	// HTML is a fragment for the inside of <body>, in UTF-8, whose every
	// element is closed; it is well-formed XML content as well.
	HTML string
	// Problems says in short sentences what was lost, each once, in the order
	// met and at most about twenty. It is nil for a body that lost nothing.
	Problems []string
}

// Clean returns the body, a fragment of HTML in UTF-8, as a feed may carry it:
// sanitised, well-formed, every address absolute. It never fails; what cannot
// be kept is left out, and said in the result's problems when a reader would
// miss it. Cleaning a result again with the same options changes nothing but
// for one more IDPrefix. Clean is safe for concurrent use.
func Clean(body string, o Options) Result {
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	c := walk(body, func() *cleaner { return newCleaner(o, (*room)[:0]) })
	*room = c.out
	if neverCloses(body) {
		c.problems.addf("a comment is never closed: all behind its <!-- is left out")
	}
	return Result{HTML: c.finish(), Problems: c.problems.all()}
}

// neverCloses reports whether the last comment has no end. It is looked for from behind only where there is one: that is slow.
func neverCloses(body string) bool {
	return strings.Contains(body, "<!--") && !strings.Contains(body[strings.LastIndex(body, "<!--"):], "->")
}

// cleaner is the visitor behind Clean: it writes what it is shown, cleaned.
type cleaner struct {
	at       addresses
	prefix   string // Options.IDPrefix
	out      []byte
	open     []element // what is open in out, outermost first
	ids      map[string]bool
	anchors  []anchor // the ids in out, in order
	jumps    []anchor // the links in out to this very page, in order
	problems problems
	title    titleGuard
	preAt    int    // the length of out right after a <pre>, to mind its first line feed
	picture  string // address of the picture written last
	backup   bool   // that picture came from a <noscript>
}

// anchor is an id, or a link to one, and where it stands in the output. A link
// waits until all ids are known: only then is it clear whether it needs the
// prefix.
type anchor struct {
	at int
	id string
}

// rooms are for what is written of a body: each is as long as a body, and none outlives the cleaning of one.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

func newCleaner(o Options, room []byte) *cleaner {
	return &cleaner{
		at:     newAddresses(o.Base),
		prefix: o.IDPrefix,
		out:    room,
		open:   make([]element, 0, 16),
		title:  newTitleGuard(o.Title),
		preAt:  -1,
	}
}

func (c *cleaner) done() bool { return false }

func (c *cleaner) text(s []byte) {
	blank := isBlank(s)
	if !blank {
		c.enterCell()
		c.title.seen()
	}
	start := len(c.out)
	if start == c.preAt && len(s) > 0 && s[0] == '\n' {
		s = s[1:] // HTML Standard 13.2.6.4.7: the line feed after <pre> is no content
	}
	if endsInBox(c.out) && len(s) > 0 && s[0] == ' ' {
		s = s[1:] // the box brought its own space
	}
	c.out = appendEscaped(c.out, s, false, &c.problems.lost)
	if start == c.preAt && len(c.out) > start && c.out[start] == '\n' {
		c.out = append(c.out, 0)
		copy(c.out[start+1:], c.out[start:]) // so that the next reader drops this one
	}
}

func (c *cleaner) start(t *tag) (leaveOut bool) {
	fate, as := fateOf(t.name)
	switch fate {
	case kept:
		c.keep(t, as)
	case shown:
		return c.replace(t)
	case missed:
		c.problems.addf("element <%s> left out", t.name)
		return true
	case leftOut:
		return true
	}
	return false
}

// keep writes a start tag as the element as. An element that only stands in
// for another (<form>) is not worth a cell of its own: old pages put such tags
// between <table> and <tr>.
func (c *cleaner) keep(t *tag, as atom.Atom) {
	if as != t.name && c.betweenCells() || !c.place(as) {
		return
	}
	mark := len(c.out)
	c.write(as)
	if addressed := c.writeAttributes(as, t); !addressed && needsAddress(as) {
		c.rollback(mark)
		return
	}
	c.finishTag(as)
	c.title.opened(as, mark, len(c.open))
}

func (c *cleaner) end(name atom.Atom) {
	if fate, as := fateOf(name); fate == kept {
		c.close(as)
	}
}

// finish closes what is open, settles the jumps and returns the whole.
func (c *cleaner) finish() string {
	c.closeTo(0)
	return strings.Trim(c.settleJumps(), htmlSpace)
}

// settleJumps puts the prefix into the links whose target is in the body.
func (c *cleaner) settleJumps() string {
	prefix := percentEncode(c.prefix)
	if prefix == "" || len(c.jumps) == 0 {
		return string(c.out)
	}
	var b strings.Builder
	b.Grow(len(c.out) + len(c.jumps)*len(prefix))
	from := 0
	for _, j := range c.jumps {
		b.Write(c.out[from:j.at])
		from = j.at
		if c.ids[j.id] {
			b.WriteString(prefix)
		}
	}
	b.Write(c.out[from:])
	return b.String()
}

// rollback forgets everything written since out had the length mark.
func (c *cleaner) rollback(mark int) {
	c.out, c.preAt = c.out[:mark], -1
	for n := len(c.jumps); n > 0 && c.jumps[n-1].at >= mark; n-- {
		c.jumps = c.jumps[:n-1]
	}
	for n := len(c.anchors); n > 0 && c.anchors[n-1].at >= mark; n-- {
		delete(c.ids, c.anchors[n-1].id)
		c.anchors = c.anchors[:n-1]
	}
}
