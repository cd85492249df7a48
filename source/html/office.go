package html

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mendOffice takes out of a page that a word processor made what it shows to those who work on the text alone: remarks and
// what was deleted. It makes a headline of what is styled as the title, and of a link by way of Google the link.
func (t *tree) mendOffice() {
	var gone []*html.Node
	for n := range t.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if r := remark(n); r != nil {
			gone = append(gone, r)
		}
		switch n.DataAtom {
		case atom.P:
			if hasWord(n, "class", "MsoTitle") || hasWord(n, "class", "title") && hasWord(t.body, "class", "doc-content") {
				n.DataAtom, n.Data = atom.H1, "h1"
				t.headlines++
				if stated := first(t.root, atom.Title); stated != nil {
					gone = append(gone, stated) // that of the document's properties, which nobody fills in
				}
			}
		case atom.A:
			direct(n)
		}
	}
	for _, n := range gone {
		if n.Parent != nil && n != t.body {
			n.Parent.RemoveChild(n)
		}
	}
}

// remark gives the element to be taken out for the sake of this one, or nil.
func remark(n *html.Node) *html.Node {
	switch id := attr(n, "id"); {
	case n.DataAtom != atom.A:
	case strings.HasPrefix(id, "cmnt_ref") && strings.HasPrefix(attr(n, "href"), "#cmnt"): // Google Docs: the sign in the text
		if n.Parent.DataAtom == atom.Sup {
			return n.Parent
		}
		return n
	case strings.HasPrefix(id, "cmnt") && strings.HasPrefix(attr(n, "href"), "#cmnt_ref"): // and the remark, a box at the end
		for p := range n.Ancestors() {
			if p.DataAtom == atom.Div && first(p, atom.A) == n {
				return p
			}
		}
		return n.Parent
	}
	for class := range strings.FieldsSeq(attr(n, "class")) {
		switch class {
		case "MsoCommentText", "MsoCommentReference", "MsoCommentSubject", "msocomtxt", "msocomanchor", "msocomoff", "msoDel": // Word
			return n
		}
	}
	if style := attr(n, "style"); strings.Contains(style, "mso-element:comment") || strings.Contains(style, "mso-list:Ignore") {
		return n // the latter is the bullet of an item, as a letter
	}
	if n.DataAtom == atom.Del && strings.HasPrefix(attr(n, "cite"), "mailto:") { // by whom, as Word tracks changes
		return n
	}
	return nil
}

// direct makes a link that Google Docs leads by way of Google lead where it is meant to.
func direct(link *html.Node) {
	for i, a := range link.Attr {
		if a.Key != "href" || !strings.HasPrefix(a.Val, "https://www.google.com/url?") {
			continue
		}
		u, err := url.Parse(a.Val)
		if err != nil {
			continue
		}
		if to := u.Query().Get("q"); u.Query().Get("source") == "editors" && strings.HasPrefix(to, "http") {
			link.Attr[i].Val = to
		}
	}
}
