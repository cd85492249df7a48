package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// narrow gives the pieces of the story's text in their order: what is in the smallest element around most of it, before that
// what stands between the headline and the text (the standfirst, the picture on top), and behind it the boxes that go on as
// it does. No menu or list of links is left in the story; what else stands beside the text is of the page.
func (t *tree) narrow() (pieces []*html.Node) {
	n := narrowing{weights: weigh(t.story), headline: t.headline}
	n.by = weight.words
	if w := n.weights[t.story]; 2*w.prose > w.words() {
		n.by = func(w weight) int { return w.prose }
	}
	text := t.story
	for {
		next := n.heaviest(text)
		if next == nil || 10*n.by(n.weights[next]) < 7*n.by(n.weights[t.story]) || isPart(next) || next.DataAtom == atom.Article && t.story.DataAtom == atom.Article {
			break
		}
		n.leave(text, next)
		text = next
	}
	for c := range text.ChildNodes() {
		n.before = append(n.before, c)
	}
	return append(n.before, n.behind...)
}

// narrowing is the way from the element that holds the story down to its text, and what is kept of that beside it.
type narrowing struct {
	weights
	by             func(weight) int // what makes an element heavy: its paragraphs, or all its text where few are
	headline       *html.Node
	below          bool // whether the headline was passed
	before, behind []*html.Node
}

// leave goes from an element to the one in it that holds the text, and keeps what belongs to the story of the others.
func (n *narrowing) leave(outer, inner *html.Node) {
	for c := range outer.ChildNodes() {
		if c == inner {
			break
		}
		n.lead(c)
	}
	if contains(inner, n.headline) {
		n.before = nil
	}
	var goesOn []*html.Node
	for c := inner.NextSibling; c != nil; c = c.NextSibling {
		if w := n.weights[c]; w.words() > 100 && !w.isLinks(20) && 2*w.prose > w.words() && sameKind(c, inner) {
			goesOn = append(goesOn, c)
		}
	}
	n.behind = append(goesOn, n.behind...)
}

// lead keeps what stands below the headline and says something.
func (n *narrowing) lead(c *html.Node) {
	if c == n.headline {
		n.below = true
		return
	}
	if c.Type != html.ElementNode {
		return
	}
	if w := n.weights[c]; n.below && (w.words() > 60 && !w.isLinks(30) && isBottom(c) || c.DataAtom == atom.Figure) {
		n.before = append(n.before, c)
		return
	}
	for inner := range c.ChildNodes() {
		n.lead(inner)
	}
}

func (n *narrowing) heaviest(outer *html.Node) (most *html.Node) {
	for c := range outer.ChildNodes() {
		if c.Type == html.ElementNode && (most == nil || n.by(n.weights[c]) > n.by(n.weights[most])) {
			most = c
		}
	}
	return most
}

// isPart reports the elements that mean nothing without the one around them.
func isPart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Article, atom.Main, atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Table, atom.Center, atom.Form, atom.Span, atom.Font:
		return false
	}
	return true
}

func contains(n, inner *html.Node) bool {
	for ; inner != nil; inner = inner.Parent {
		if inner == n {
			return true
		}
	}
	return false
}

// isBottom reports whether no other box is in a box.
func isBottom(n *html.Node) bool {
	if n.DataAtom == atom.Ul || n.DataAtom == atom.Ol || n.DataAtom == atom.Blockquote {
		return true
	}
	if !isBlock(n.DataAtom) {
		return false
	}
	for c := range n.Descendants() {
		if isBlock(c.DataAtom) && c.DataAtom != atom.Br {
			return false
		}
	}
	return true
}

// sameKind reports whether two boxes look alike, as those do in which a text goes on behind a picture.
func sameKind(a, b *html.Node) bool {
	return a.DataAtom == b.DataAtom && (a.DataAtom == atom.P || strings.Join(strings.Fields(attr(a, "class")), " ") == strings.Join(strings.Fields(attr(b, "class")), " "))
}
