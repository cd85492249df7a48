package source

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// ShownWith reports whether what a message sends beside the article, an item with an embargo of its own, is free by the time at
// which the article appears. When that is nobody knows yet of one whose own embargo has no end.
func (a *Article) ShownWith(embargo time.Time) bool {
	known := a.Embargo.Value
	if known.Equal(farFuture()) {
		known = time.Time{}
	}
	return !embargo.After(known) || !embargo.After(a.Published.Value)
}

// HeldMedia are the addresses of files that must not be shown, and until when. Renditions of one picture may differ in what
// stands behind the ?, which is left out, as are the scheme and the fragment. It is not safe for concurrent use.
type HeldMedia map[string]time.Time

// Hold keeps a file inside for good.
func (l HeldMedia) Hold(address string) { l.HoldUntil(address, farFuture()) }

// HoldUntil keeps a file inside until its embargo ends. Of two the later holds.
func (l HeldMedia) HoldUntil(address string, embargo time.Time) {
	if address = barePath(address); address != "" && embargo.After(l[address]) {
		l[address] = embargo
	}
}

func barePath(address string) string {
	address, _, _ = strings.Cut(strings.TrimSpace(address), "?")
	address, _, _ = strings.Cut(address, "#")
	return strings.TrimPrefix(strings.TrimPrefix(address, "https:"), "http:")
}

// WithoutMedia takes out of the article's text, in HTML, the pictures and recordings that are held, with the figures that they stand
// in and what is written below them. What remains is as it was, byte by byte.
func (a *Article) WithoutMedia(body string, held HeldMedia) string {
	if len(held) == 0 {
		return body
	}
	c := mediaCutter{held: func(address string) bool {
		until, ok := held[barePath(address)]
		return ok && !a.ShownWith(until)
	}}
	z := html.NewTokenizer(strings.NewReader(body))
	for z.Next() != html.ErrorToken {
		raw := string(z.Raw())
		c.token(raw, z.Token())
	}
	if !c.found { // or it never ended
		c.out.WriteString(c.figure.String())
	}
	return c.out.String()
}

// mediaCutter goes through the tokens of a text.
type mediaCutter struct {
	held   func(address string) bool
	out    strings.Builder
	figure strings.Builder // the figure that is open, as it was
	depth  int             // of figures
	found  bool            // there is something in it that must not be shown
}

func (c *mediaCutter) token(raw string, t html.Token) {
	opens := t.Type == html.StartTagToken || t.Type == html.SelfClosingTagToken
	shows := opens && c.shows(t)
	if t.Data == "figure" && t.Type == html.StartTagToken {
		c.depth++
	}
	switch {
	case c.depth > 0:
		c.found = c.found || shows
		c.figure.WriteString(raw)
	case !shows:
		c.out.WriteString(raw)
	case t.Data == "a": // the words stay
		t.Attr = slices.DeleteFunc(t.Attr, func(a html.Attribute) bool { return a.Key == "href" })
		c.out.WriteString(t.String())
	}
	if t.Data == "figure" && t.Type == html.EndTagToken && c.depth > 0 {
		if c.depth--; c.depth == 0 {
			if !c.found {
				c.out.WriteString(c.figure.String())
			}
			c.figure.Reset()
			c.found = false
		}
	}
}

// shows reports a tag that leads to one of the files.
func (c *mediaCutter) shows(t html.Token) bool {
	return slices.ContainsFunc(t.Attr, func(a html.Attribute) bool {
		switch a.Key {
		case "src", "href", "poster", "data", "data-src":
			return c.held(a.Val)
		case "srcset", "data-srcset":
			return slices.ContainsFunc(strings.Fields(a.Val), func(word string) bool { return c.held(strings.TrimSuffix(word, ",")) })
		}
		return false
	})
}
