package html

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// lazySources are the attributes in which pages keep the address of a picture until it is scrolled to, and lazySets those
// for its sizes.
var (
	lazySources = []string{"data-src", "data-lazy-src", "data-original", "data-original-src", "data-lazy", "data-hi-res-src", "data-full-src",
		"data-large-file", "data-image", "data-url", "data-echo", "data-delayed-url", "lazy-src"}
	lazySets = []string{"data-srcset", "data-lazy-srcset", "data-original-set", "lazy-srcset"}
)

// placeholders are parts of the names of the pictures that stand in until then.
var placeholders = []string{"placeholder", "spacer", "blank.", "1x1", "transparent", "pixel.", "lazyload", "lazy-load", "loading.", "grey.gif", "gray.gif", "empty.gif"}

// mendPictures gives every picture of the story its address, and takes out those that show nothing.
func (t *tree) mendPictures() {
	var pictures, twins []*html.Node
	for n := range t.story.Descendants() {
		plain(n)
		switch n.DataAtom {
		case atom.Img, atom.Source, atom.Iframe:
			pictures = append(pictures, n)
		case atom.Noscript:
			twins = append(twins, n)
		}
	}
	for _, n := range pictures {
		wake(n)
	}
	for _, n := range twins {
		unfold(n)
	}
	for _, n := range pictures {
		if n.DataAtom == atom.Img && n.Parent != nil && showsNothing(n) {
			n.Parent.RemoveChild(n)
		}
	}
}

// plain makes the picture of AMP's own element for one.
func plain(n *html.Node) {
	if n.Data != "amp-img" && n.Data != "amp-iframe" {
		return
	}
	n.Data = strings.TrimPrefix(n.Data, "amp-")
	n.DataAtom = atom.Lookup([]byte(n.Data))
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
}

// wake writes the address that a script would have.
func wake(n *html.Node) {
	if set := firstAttr(n, lazySets); set != "" {
		setAttr(n, "srcset", set)
	}
	src := attr(n, "src")
	if n.DataAtom != atom.Source && (src == "" || isPlaceholder(src) || n.DataAtom == atom.Iframe && src == "about:blank") {
		lazy := firstAttr(n, lazySources)
		if n.DataAtom == atom.Img && lazy == "" {
			lazy = largest(attr(n, "srcset"))
		}
		if lazy != "" && !strings.ContainsAny(strings.TrimSpace(lazy), " {") {
			setAttr(n, "src", strings.TrimSpace(lazy))
		}
	}
}

func firstAttr(n *html.Node, keys []string) string {
	for _, key := range keys {
		if value := attr(n, key); value != "" {
			return value
		}
	}
	return ""
}

func setAttr(n *html.Node, key, value string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = value
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

func isPlaceholder(src string) bool {
	lower := strings.ToLower(src)
	if strings.HasPrefix(lower, "data:") {
		return len(src) < 1500 && !strings.HasPrefix(lower, "data:image/jpeg")
	}
	lower = lower[strings.LastIndexByte(lower, '/')+1:]
	return slices.ContainsFunc(placeholders, func(p string) bool { return strings.Contains(lower, p) })
}

// showsNothing reports a picture without an address, one that only stands in, or one to count readers with.
func showsNothing(n *html.Node) bool {
	src := attr(n, "src")
	return src == "" && attr(n, "srcset") == "" || src != "" && isPlaceholder(src) && attr(n, "srcset") == "" || attr(n, "width") == "1" && attr(n, "height") == "1"
}

// largest gives the address of the largest size in a srcset (HTML, "srcset attributes").
func largest(set string) (address string) {
	size := -1.0
	for _, candidate := range candidates(set) {
		width := 1.0
		if len(candidate) > 1 {
			width, _ = strconv.ParseFloat(strings.TrimRight(candidate[1], "wx"), 64)
		}
		if width > size {
			address, size = candidate[0], width
		}
	}
	return address
}

// candidates takes a srcset apart: an address, and what the picture there is for. Commas stand in addresses, too.
func candidates(set string) (list [][]string) {
	var now []string
	for word := range strings.FieldsSeq(set) {
		end := strings.HasSuffix(word, ",")
		word = strings.TrimRight(word, ",")
		if word != "" {
			now = append(now, word)
		}
		if end && len(now) > 0 {
			list, now = append(list, now), nil
		}
	}
	if len(now) > 0 {
		list = append(list, now)
	}
	return list
}

// unfold puts the picture that a page shows without scripts in the place of the one that a script would have shown, unless
// that is known already.
func unfold(n *html.Node) {
	inner := parseNoscript(n)
	if inner == nil || n.Parent == nil {
		return
	}
	twin := first(inner, atom.Img)
	if twin == nil {
		return
	}
	wake(twin)
	shown := pictureBefore(n)
	switch {
	case shown != nil && showsNothing(shown):
		shown.Attr = twin.Attr
	case !showsNothing(twin) && (shown == nil || fileName(attr(shown, "src")) != fileName(attr(twin, "src"))):
		twin.Parent.RemoveChild(twin)
		n.Parent.InsertBefore(twin, n)
	}
	n.Parent.RemoveChild(n)
}

// pictureBefore finds the picture that stands beside the one for readers without scripts.
func pictureBefore(n *html.Node) *html.Node {
	for _, p := range []*html.Node{n.PrevSibling, n.NextSibling} {
		for p != nil && p.Type == html.TextNode && strings.TrimSpace(p.Data) == "" {
			if p = p.PrevSibling; p == n {
				p = nil
			}
		}
		if p != nil && p.DataAtom == atom.Img {
			return p
		}
		if p != nil {
			if img := first(p, atom.Img); img != nil {
				return img
			}
		}
	}
	return nil
}

// parseNoscript reads what an element holds for readers without scripts, which the parser leaves as text.
func parseNoscript(n *html.Node) *html.Node {
	if n.FirstChild == nil || n.FirstChild.Type != html.TextNode {
		return nil
	}
	nodes, err := html.ParseFragment(strings.NewReader(n.FirstChild.Data), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return nil
	}
	box := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, c := range nodes {
		box.AppendChild(c)
	}
	return box
}

// openNoscript reads the text that some pages keep for readers without scripts, where nothing else stands beside it.
func (t *tree) openNoscript() {
	for n := range t.body.Descendants() {
		if n.DataAtom != atom.Noscript || n.FirstChild == nil || len(n.FirstChild.Data) < 500 || !strings.Contains(n.FirstChild.Data, "<p") {
			continue
		}
		if n.Parent != nil && textOf(n.Parent) == "" {
			if box := parseNoscript(n); box != nil {
				n.RemoveChild(n.FirstChild)
				n.AppendChild(box)
				n.Data, n.DataAtom = "div", atom.Div
			}
		}
	}
}
