package xmltree

import (
	"encoding/xml"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
	"golang.org/x/net/html"
)

// markup matches what proves a text to be HTML: the end of an element, or one that has none.
var markup = pattern.New(`(?i)</(?:p|div|h[1-6]|ul|ol|table|a|b|i|em|strong|span|body|article|section)>|<(?:p|br ?/?)>`)

// FromHTML reads HTML that stands in an element as a string, so that what holds for elements holds for it, too. ok is false
// when it is plain text, or nested too deep to be a story.
func FromHTML(text string) (page *Element, ok bool) {
	if !markup.MatchString(text) {
		return nil, false
	}
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, false
	}
	return elementOf(root), true
}

func elementOf(n *html.Node) *Element {
	e := &Element{Name: n.Data}
	for _, a := range n.Attr {
		e.Attrs = append(e.Attrs, xml.Attr{Name: xml.Name{Local: a.Key}, Value: a.Val})
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch child.Type {
		case html.TextNode:
			e.Nodes = append(e.Nodes, Node{Text: child.Data})
		case html.ElementNode:
			e.Nodes = append(e.Nodes, Node{Element: elementOf(child)})
		}
	}
	return e
}
