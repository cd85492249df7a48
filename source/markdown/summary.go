package markdown

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// summary gives the words above the mark at which an article's summary ends: those of its paragraphs, else of its lists.
func summary(doc ast.Node, text []byte, end int) string {
	var paragraphs, others []string
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		at := firstAt(n)
		if at >= end {
			break
		}
		switch n.(type) {
		case *ast.Paragraph:
			paragraphs = append(paragraphs, plainText(n, text, end))
		case *ast.List, *ast.Blockquote:
			others = append(others, plainText(n, text, end))
		}
	}
	s := strings.TrimSpace(strings.Join(paragraphs, " "))
	if s == "" {
		s = strings.Join(others, " ")
	}
	s = strings.Join(strings.Fields(s), " ")
	if html.UnescapeString(s) != s || strings.Contains(s, "<") {
		return html.EscapeString(s) // the words are text, and would be taken for HTML
	}
	return s
}

// firstAt gives the place at which a block begins, or that of the first block in it that has one.
func firstAt(n ast.Node) int {
	for n != nil && n.Type() == ast.TypeBlock {
		if lines := n.Lines(); lines != nil && lines.Len() > 0 {
			return lines.At(0).Start
		}
		n = n.FirstChild()
	}
	return -1
}
