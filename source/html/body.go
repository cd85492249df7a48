package html

import (
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// render writes what is inside the story, without the page's furniture and without the headline if that is its title.
func (t *tree) render(w io.Writer, title string) error {
	t.headline = t.findHeadline()
	t.mendPictures()
	t.dropProperties()
	t.dropFurniture()
	if t.base != nil {
		t.rebase()
	}
	for _, n := range t.narrow() {
		if contains(n, t.headline) && textLength(t.story) > textLength(t.headline) && letters(textOf(t.headline)) == letters(title) {
			t.headline.Parent.RemoveChild(t.headline)
			if n == t.headline {
				continue
			}
		}
		if err := html.Render(w, n); err != nil {
			return err
		}
	}
	return nil
}

// rebase writes the addresses of the story so that they no longer need the base that the page's head names.
func (t *tree) rebase() {
	for n := range t.story.Descendants() {
		for i, a := range n.Attr {
			switch a.Key {
			case "href", "src", "poster", "cite", "data":
				n.Attr[i].Val = t.resolve(a.Val)
			case "srcset":
				n.Attr[i].Val = t.resolveSet(a.Val)
			}
		}
	}
}

// resolveSet is resolve for the addresses of a picture's sizes.
func (t *tree) resolveSet(set string) string {
	var list []string
	for _, c := range candidates(set) {
		c[0] = t.resolve(c[0])
		list = append(list, strings.Join(c, " "))
	}
	return strings.Join(list, ", ")
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
