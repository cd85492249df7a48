package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// weight is how many bytes of text an element holds, and how many of them in links and in paragraphs; and how many links,
// pictures and headlines.
type weight struct{ text, links, prose, anchors, pictures, headlines int }

// words counts the text that leads nowhere.
func (w weight) words() int { return w.text - w.links }

// isLinks reports whether hardly anything but links is in an element.
func (w weight) isLinks(percent int) bool { return 100*w.links > percent*w.text }

// weights are those of all elements below one, each counted once.
type weights map[*html.Node]weight

func weigh(root *html.Node) weights {
	all := weights{}
	all.add(root, false)
	return all
}

func (all weights) add(n *html.Node, linked bool) (sum weight) {
	linked = linked || n.DataAtom == atom.A && attr(n, "href") != ""
	for c := range n.ChildNodes() {
		var w weight
		switch {
		case c.Type == html.TextNode:
			w.text = lengthOf(c.Data)
			if linked {
				w.links = w.text
			}
		case c.Type == html.ElementNode && !isUnseen(c):
			w = all.add(c, linked)
		}
		sum.text, sum.links, sum.prose = sum.text+w.text, sum.links+w.links, sum.prose+w.prose
		sum.anchors, sum.pictures, sum.headlines = sum.anchors+w.anchors, sum.pictures+w.pictures, sum.headlines+w.headlines
	}
	switch n.DataAtom {
	case atom.P:
		sum.prose = sum.words()
	case atom.A:
		sum.anchors++
	case atom.Img:
		sum.pictures++
	case atom.H1:
		sum.headlines++
	}
	all[n] = sum
	return sum
}

// lengthOf counts text without the white space that pages are set with.
func lengthOf(s string) (length int) {
	for word := range strings.FieldsSeq(s) {
		length += len(word) + 1
	}
	return length
}

// isLong reports whether an element holds more than a line or two, without reading on.
func isLong(n *html.Node) bool {
	length, nodes := 0, 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			length += lengthOf(d.Data[:min(len(d.Data), 2000)])
		}
		if nodes++; length > 320 || nodes > 200 {
			return true
		}
	}
	return false
}
