package html

import (
	"io"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// articleOf finds the text of a page: the longest article element, else the main element, else the body.
func articleOf(doc *html.Node) *html.Node {
	var article, main, body *html.Node
	longest := -1
	for n := range doc.Descendants() {
		switch n.DataAtom {
		case atom.Article:
			if size := textLength(n); size > longest {
				article, longest = n, size
			}
		case atom.Main:
			if main == nil {
				main = n
			}
		case atom.Body:
			body = n
		}
	}
	for _, n := range []*html.Node{article, main, body} {
		if n != nil {
			return n
		}
	}
	return doc
}

func textLength(n *html.Node) (size int) {
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			size += len(d.Data)
		}
	}
	return size
}

// render writes what is inside a node, without the page's furniture.
func render(w io.Writer, n *html.Node) error {
	dropFurniture(n, n.DataAtom == atom.Body)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if err := html.Render(w, c); err != nil {
			return err
		}
	}
	return nil
}

// dropFurniture takes out what belongs to the page and not to the article. Header and footer are the page's own only
// where nothing marks the article inside it.
func dropFurniture(n *html.Node, wholePage bool) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if isFurniture(c, wholePage) {
			n.RemoveChild(c)
		} else {
			dropFurniture(c, wholePage)
		}
		c = next
	}
}

func isFurniture(n *html.Node, wholePage bool) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Form, atom.Script, atom.Style, atom.Template, atom.Dialog:
		return true
	case atom.Header, atom.Footer:
		return wholePage
	}
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "role" && (a.Val == "navigation" || a.Val == "complementary" || a.Val == "search") {
			return true
		}
	}
	return false
}
