package html

import (
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

// findHeadline finds the heading that names the article: one that stands in the page's title, else the story's first h1.
func (t *tree) findHeadline() (headline *html.Node) {
	title := ""
	if n := first(t.root, atom.Title); n != nil {
		title = strings.ToLower(textOf(n))
		title = title[:min(len(title), 1000)]
	}
	for n := range t.body.Descendants() {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3:
			if text := strings.ToLower(textOf(n)); len(text) > 10 && strings.Contains(title, text) {
				return n
			}
			if n.DataAtom == atom.H1 && headline == nil {
				headline = n
			}
		}
	}
	return headline
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

// textLength measures the words that a reader sees in an element.
func textLength(n *html.Node) (length int) {
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			length += lengthOf(c.Data)
		case !isUnseen(c):
			length += textLength(c)
		}
	}
	return length
}

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
