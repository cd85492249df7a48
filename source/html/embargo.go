package html

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/orders"
)

// embargo reads the lines that order to hold the story where they are taken for the page's furniture and never come into its
// text: above the story, in its header, in a box beside the beginning, in a table of what is known of it, in a comment.
func (s *speaker) embargo() {
	for n := range s.root.Descendants() {
		switch {
		case n.Type == html.CommentNode:
			s.order(n.Data, n, true)
		case n.Type != html.ElementNode:
		case n.DataAtom == atom.P && s.own[n] && textLength(n) > longestOrder:
			return // what follows is the story itself
		case isLong(n):
		case isOrderly(n):
			s.order(lineOf(n), n, false)
		}
		if when := firstAttr(n, []string{"data-embargo", "data-embargo-until", "data-embargo-date"}); when != "" {
			s.add("<embargo>", when, n)
		}
	}
}

// longestOrder is the length in bytes from which a paragraph is one of the story.
const longestOrder = 130

// isOrderly reports whether an element holds a line: no other box is in it, and it leads nowhere, as the entries of menus do.
func isOrderly(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Title, atom.A, atom.Option, atom.Html, atom.Head, atom.Body, atom.Nav, atom.Footer, atom.Select:
		return false
	}
	if a := first(n, atom.A); a != nil && textOf(a) == textOf(n) {
		return false
	}
	if within(n, atom.A, atom.Nav, atom.Footer, atom.Select) || isComment(n) {
		return false
	}
	for d := range n.Descendants() {
		if isBlock(d.DataAtom) && d.DataAtom != atom.Br && n.DataAtom != atom.Tr {
			return false
		}
	}
	return true
}

// unpublished notes the foot of a draft in an export of Medium: that of a post says when it was published.
func (s *speaker) unpublished(footer *html.Node) {
	if !strings.Contains(textOf(footer), "Exported from Medium on") {
		return
	}
	for n := range footer.Descendants() {
		if hasWord(n, "class", "dt-published") {
			return
		}
	}
	s.add("<footer>", "draft", footer)
}

// lineOf gives the line that an element is; a term and what is said of it are one.
func lineOf(n *html.Node) string {
	line := textOf(n)
	if n.DataAtom != atom.Dt {
		return line
	}
	for d := n.NextSibling; d != nil; d = d.NextSibling {
		if d.DataAtom == atom.Dd {
			return line + " " + textOf(d)
		}
	}
	return line
}

// order notes until when a line holds the story. A word alone, such as stands above stories of trade, is no order there, and
// one that only programs see has to give the time. Of several the latest holds, and one that cannot be read above all.
func (s *speaker) order(line string, n *html.Node, unseen bool) {
	if len(line) > 500 {
		return
	}
	when, held := "", false
	if hasWord(n, "class", "embargo") || hasWord(n, "class", "embargo-date") || hasWord(n, "class", "embargo-time") {
		_, err := dates.Parse(line, time.UTC)
		when, held = line, err == nil
	}
	if n.DataAtom == atom.H1 || n.DataAtom == atom.H2 {
		line, _, _ = strings.Cut(line, ": ") // behind it the headline
		unseen = true
	}
	if o, ok := orders.Read(line); ok && !o.Kill && letters(line) != "embargo" && (o.Until != "" || !unseen) {
		when, held = o.Until, true
	}
	if !held {
		return
	}
	if when == "" {
		when = strings.TrimSpace(line)
	}
	if have := s.first("<embargo>"); have == "" || isLater(when, have) {
		delete(s.said, "<embargo>")
		s.add("<embargo>", when, n)
	}
}

// isLater reports whether an instant is behind another. What cannot be read is behind all.
func isLater(when, other string) bool {
	a, unread := dates.Parse(when, time.UTC)
	b, err := dates.Parse(other, time.UTC)
	return err == nil && (unread != nil || a.Time.After(b.Time))
}
