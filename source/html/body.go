package html

import (
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// findStory finds the element that holds the article: an article element, else the main element, else the body. An
// article element with less than a third of the text is a teaser, and a main element with so little was left empty.
func (t *tree) findStory() *html.Node {
	amount := proseLength
	if proseLength(t.body) == 0 {
		amount = textLength
	}
	page := t.body
	if main := first(t.root, atom.Main); main != nil && 3*amount(main) >= amount(t.body) {
		page = main
	}
	if article := t.longestArticle(amount); article != nil && 3*amount(article) > amount(page) {
		return article
	}
	return page
}

// longestArticle gives the longest article element that has a headline, else the longest one. One within another is a part
// of it or an answer to it.
func (t *tree) longestArticle(amount func(*html.Node) int) (article *html.Node) {
	longest, titled := -1, false
	for n := range t.root.Descendants() {
		if n.DataAtom != atom.Article || within(n, atom.Article) || isComment(n) {
			continue
		}
		size, hasTitle := amount(n), first(n, atom.H1) != nil
		if hasTitle && !titled || hasTitle == titled && size > longest {
			article, longest, titled = n, size, hasTitle
		}
	}
	return article
}

// unwrap makes plain boxes of the forms that stand around the article, as one does around every page that ASP.NET makes.
// Others are there to be filled in, and hold little text.
func (t *tree) unwrap() {
	all := textLength(t.story)
	for n := range t.root.Descendants() {
		if n.DataAtom == atom.Form && 3*textLength(n) > all {
			n.Data, n.DataAtom, n.Attr = "div", atom.Div, nil
		}
	}
}

func textLength(n *html.Node) int { return len(textOf(n)) }

// proseLength counts the text in paragraphs only, of which menus and lists of links have hardly any. Visitors can write
// more than the author did.
func proseLength(n *html.Node) (size int) {
	for c := range n.ChildNodes() {
		switch {
		case c.DataAtom == atom.P:
			size += textLength(c)
		case !isComment(c):
			size += proseLength(c)
		}
	}
	return size
}

// isComment reports whether an element holds what visitors wrote. It goes by the names that the common programs use.
func isComment(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Article, atom.Section, atom.Div, atom.Ol, atom.Ul, atom.Li:
	default:
		return false // a comment in a listing of code is marked with the same word
	}
	words := strings.Fields(attr(n, "class") + " " + attr(n, "id") + " " + attr(n, "itemprop"))
	return slices.ContainsFunc(words, func(word string) bool {
		switch word {
		case "comment", "comments", "comment-body", "comment-list", "commentlist":
			return true
		}
		return false
	})
}

// render writes what is inside the story, without the page's furniture.
func (t *tree) render(w io.Writer) error {
	t.dropFurniture(t.story)
	if t.base != nil {
		t.rebase()
	}
	for c := range t.story.ChildNodes() {
		if err := html.Render(w, c); err != nil {
			return err
		}
	}
	return nil
}

// dropFurniture takes out what belongs to the page and not to the article.
func (t *tree) dropFurniture(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if t.isFurniture(c) {
			n.RemoveChild(c)
		} else {
			t.dropFurniture(c)
		}
		c = next
	}
}

func (t *tree) isFurniture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Script, atom.Style, atom.Template, atom.Dialog,
		atom.Form, atom.Input, atom.Select, atom.Textarea, atom.Button:
		return true
	case atom.Header, atom.Footer:
		return t.isPages(n)
	}
	if _, hidden := lookup(n, "hidden"); hidden {
		return true
	}
	role := attr(n, "role")
	return role == "navigation" || role == "complementary" || role == "search" || isComment(n)
}

// isPages reports whether a header or footer is the page's own and not that of an article, a section or a quotation: only
// div elements are around it. A header with the headline is the article's, unless it holds the menu too and the page has
// another headline.
func (t *tree) isPages(n *html.Node) bool {
	for p := n.Parent; p != t.body; p = p.Parent {
		if p == nil || p.DataAtom != atom.Div {
			return false
		}
	}
	if n.DataAtom == atom.Header && first(n, atom.H1) != nil {
		return first(n, atom.Nav) != nil && count(n, atom.H1) < t.headlines
	}
	return true
}

func count(n *html.Node, name atom.Atom) (found int) {
	for d := range n.Descendants() {
		if d.DataAtom == name {
			found++
		}
	}
	return found
}

// rebase writes the addresses of the story so that they no longer need the base that the page's head names.
func (t *tree) rebase() {
	for n := range t.story.Descendants() {
		for i, a := range n.Attr {
			switch a.Key {
			case "href", "src", "poster", "cite", "data":
				n.Attr[i].Val = t.resolve(a.Val)
			}
		}
	}
}

// isEmpty reports whether there is nothing to read, see or hear in an element.
func isEmpty(n *html.Node) bool {
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Img, atom.Video, atom.Audio, atom.Iframe, atom.Object, atom.Embed, atom.Svg, atom.Noscript:
			return false
		}
	}
	return textOf(n) == ""
}
