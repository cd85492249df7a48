package newsml

import (
	"encoding/xml"
	"strings"

	"golang.org/x/net/html"

	"github.com/masthead-feeds/masthead/source/xmltree"
)

// fromHTML reads HTML that stands in an element as a string, so that what holds for the elements of a page holds for it, too.
func fromHTML(text string) *xmltree.Element {
	page, err := html.Parse(strings.NewReader(text))
	if err != nil { // nested too deep to be a story
		return nil
	}
	return elementOf(page)
}

func elementOf(n *html.Node) *xmltree.Element {
	e := &xmltree.Element{Name: n.Data}
	for _, a := range n.Attr {
		e.Attrs = append(e.Attrs, xml.Attr{Name: xml.Name{Local: a.Key}, Value: a.Val})
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch child.Type {
		case html.TextNode:
			e.Nodes = append(e.Nodes, xmltree.Node{Text: child.Data})
		case html.ElementNode:
			e.Nodes = append(e.Nodes, xmltree.Node{Element: elementOf(child)})
		}
	}
	return e
}
