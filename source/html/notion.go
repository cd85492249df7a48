package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/masthead-feeds/masthead/source/meta"
)

// notionProperties gives what stands in the table of properties above a page that Notion exported, as of front matter. Their
// names are free; among them are those by which its author says that it is a draft.
func (t *tree) notionProperties() meta.Value {
	all := meta.Value{Kind: meta.Map}
	for n := range t.root.Descendants() {
		if n.DataAtom != atom.Tr || !hasWord(n, "class", "property-row") || !isNotions(n) {
			continue
		}
		name, cell := first(n, atom.Th), first(n, atom.Td)
		if name == nil || cell == nil {
			continue
		}
		at := t.places[n]
		v := meta.Value{Kind: meta.Text, Line: at.line, Column: at.column}
		var chosen []meta.Value
		for d := range cell.Descendants() {
			switch {
			case hasWord(d, "class", "checkbox-on"):
				v.Text = "true"
			case hasWord(d, "class", "checkbox-off"):
				v.Text = "false"
			case hasWord(d, "class", "selected-value"):
				chosen = append(chosen, meta.Value{Kind: meta.Text, Text: textOf(d), Line: at.line, Column: at.column})
			}
		}
		switch {
		case len(chosen) > 1:
			v.Kind, v.List = meta.List, chosen
		case v.Text == "":
			v.Text = strings.TrimPrefix(textOf(cell), "@") // as it writes days
		}
		all.Map = append(all.Map, meta.Pair{Key: textOf(name), Line: at.line, Column: at.column, Value: v})
	}
	return all
}

// isNotions reports a row of the table that Notion writes in the header of a page.
func isNotions(row *html.Node) bool {
	for p := range row.Ancestors() {
		if p.DataAtom == atom.Table {
			return isProperties(p)
		}
	}
	return false
}

func isProperties(n *html.Node) bool {
	return n.DataAtom == atom.Table && hasWord(n, "class", "properties") && within(n, atom.Header)
}

// dropProperties takes that table out of the story.
func (t *tree) dropProperties() {
	for n := range t.story.Descendants() {
		if isProperties(n) {
			n.Parent.RemoveChild(n)
			return
		}
	}
}
