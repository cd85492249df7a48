// Package newsml reads NewsML-G2, the envelope of the IPTC for news of every kind. A news item is one thing: a story, or a
// picture, or a film, with what is said of it beside it. A message carries many, with packages that say which of them belong
// together. Only items of text are articles; what else is in a file is named and passed over.
package newsml

import (
	"cmp"
	"errors"
	"io"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// Reader reads NewsML-G2 files. It is safe for concurrent use.
type Reader struct{}

// New makes a reader.
func New() *Reader { return &Reader{} }

// Format implements source.Reader.
func (r *Reader) Format() string { return "newsml" }

// Extensions implements source.Reader.
func (r *Reader) Extensions() []string { return []string{".xml", ".newsml", ".g2", ""} }

// itemNames are the items of NewsML-G2, each of which can be a file of its own.
func itemNames() []string {
	return []string{"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"}
}

// Recognises implements source.Recogniser. NewsML 1 is recognised to be refused by its name.
func (r *Reader) Recognises(start []byte) bool {
	switch root := xmltree.Root(start); {
	case root == nil:
		return false
	case root.Name == "newsMessage", refused(root) != "":
		return true
	default:
		for _, name := range itemNames() {
			if root.Name == name {
				return true
			}
		}
	}
	return false
}

// Head implements source.Reader.
func (r *Reader) Head(f *source.File) ([]*source.Article, error) {
	data, err := f.Raw()
	if err != nil {
		return nil, err
	}
	tree, err := xmltree.Open(data, 1)
	if err != nil {
		return nil, err
	}
	if why := refused(tree.Root()); why != "" {
		return nil, source.NotArticle{Why: why}
	}
	m := message{file: f, tree: tree}
	for {
		e, err := tree.Next(append(itemNames(), "header")...)
		switch {
		case errors.Is(err, io.EOF):
			return m.articles()
		case err == nil && e.Name == "header":
			m.header = cmp.Or(m.header, e)
		default:
			m.add(e, err)
		}
	}
}

// refused says why a file is not read that comes down the same wire as news items; empty for all others.
func refused(root *xmltree.Element) string {
	switch root.Name {
	case "NewsML":
		return "NewsML 1, which is not read; ask its sender for NewsML-G2"
	case "sports-content":
		return "SportsML: results without a text"
	case "contentSet", "contentMeta", "itemMeta", "groupSet", "rightsInfo":
		return root.Name + ": a part of a news item, without the item around it"
	}
	return ""
}

// Body implements source.Reader.
func (r *Reader) Body(f *source.File, a *source.Article) error {
	switch a.HTML {
	case "":
		e, err := member(f, a.Part)
		if err != nil {
			return err
		}
		a.HTML = body(e)
	case nothing:
		a.HTML = ""
	}
	if a.HTML == "" && !a.Withdrawn.Value {
		a.Problem(source.Problem{File: f.Path, Line: a.Part.Line, Field: "body", Message: "no text in contentSet that can be read",
			Fix: "have the story sent as XHTML or NITF"})
	}
	return nil
}

// member reads one article of the file. A part that has no end is one of a file that is not UTF-8: it begins there in the
// decoded text.
func member(f *source.File, part source.Part) (*xmltree.Element, error) {
	read, line, start := func() ([]byte, error) { return f.Part(part) }, part.Line, int64(0)
	if part.End == 0 {
		read, line, start = f.Raw, 1, part.Start
	}
	data, err := read()
	if err != nil {
		return nil, err
	}
	tree, err := xmltree.Open(data, line)
	if err != nil {
		return nil, err
	}
	for {
		e, err := tree.Next("newsItem")
		switch {
		case errors.Is(err, io.EOF):
			return nil, source.Problem{Message: "the news item is no longer in the file", Fix: "build again"}
		case err == nil && e.Start == start:
			return e, nil
		}
	}
}

var _ source.Recogniser = (*Reader)(nil)
