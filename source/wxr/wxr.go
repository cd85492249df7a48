// Package wxr reads the export of a WordPress site, WXR 1.0 to 1.2: one RSS file with all posts of the site, the pages, the
// pictures and the names of the authors among them. Squarespace exports the same.
//
// A post says by numbers and logins what other members of the file say in words: the picture that leads it, the people
// who wrote it. So [Reader.Head] goes through the file once, notes what the members say of one another, and names people and
// pictures at the end. [Reader.Body] reads only its own member, and makes HTML of what WordPress stores: text whose blank
// lines are paragraphs, and shortcodes in square brackets that stand for pictures, players and the like.
package wxr

import (
	"bytes"
	"sync"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/pattern"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// Reader reads exports of WordPress. It is safe for concurrent use.
type Reader struct {
	// shortcodes are those that are known, by their names.
	shortcodes map[string]row
}

// New makes a reader.
func New() *Reader { return &Reader{shortcodes: newTable()} }

// Format implements source.Reader.
func (r *Reader) Format() string { return "wxr" }

// Extensions implements source.Reader.
func (r *Reader) Extensions() []string { return []string{".xml", ".wxr"} }

// root matches the opening tag of an export. A feed of WordPress has no namespace of exports.
var root = pattern.New(`<rss\s[^>]*https?://wordpress\.org/export/`)

// Recognises implements source.Recogniser. The zeros of UTF-16 are passed over.
func (r *Reader) Recognises(start []byte) bool {
	return root.Match(bytes.ReplaceAll(start, []byte{0}, nil))
}

// Head implements source.Reader.
func (r *Reader) Head(f *source.File) ([]*source.Article, error) {
	x, err := r.read(f)
	if err != nil {
		return nil, err
	}
	f.Kept = x.beside
	why := x.others.String()
	switch {
	case len(x.articles) == 0 && len(x.tree.Problems) > 0:
		return nil, x.tree.Problems[0]
	case why != "":
		return x.articles, source.NotArticle{Why: why + " of a WordPress export"}
	case len(x.articles) == 0:
		return nil, source.NotArticle{Why: "a WordPress export without a post"}
	}
	return x.articles, nil
}

// read goes through the whole file.
func (r *Reader) read(f *source.File) (*export, error) {
	data, err := f.Raw()
	if err != nil {
		return nil, err
	}
	tree, err := xmltree.Open(data, 1)
	if err != nil {
		return nil, err
	}
	made, err := f.ModTime()
	if err != nil {
		return nil, err
	}
	x := newExport(f, tree, made)
	x.members()
	return x, nil
}

// beside gives what the other members of the file say. It is there unless the file was listed by another reader.
func (r *Reader) beside(f *source.File) *beside {
	if b, ok := f.Kept.(*beside); ok {
		return b
	}
	x, err := r.read(f)
	if err != nil {
		return &beside{}
	}
	return x.beside
}

// Body implements source.Reader.
func (r *Reader) Body(f *source.File, a *source.Article) error {
	c, err := r.content(f, a.Part)
	if err != nil {
		return err
	}
	w := newWriter(c, r.shortcodes, sync.OnceValue(func() *beside { return r.beside(f) }))
	a.HTML = w.html()
	for _, p := range w.problems {
		a.Problem(p)
	}
	w.nameAndSum(f, a)
	return nil
}

// content reads the text of one member. A file that is not UTF-8 has no parts that could be read alone: its texts were kept.
func (r *Reader) content(f *source.File, part source.Part) (content, error) {
	if part.End == 0 {
		return r.beside(f).contents[part.Start], nil
	}
	data, err := f.Part(part)
	if err != nil {
		return content{}, err
	}
	tree, err := xmltree.Open(data, part.Line)
	if err != nil {
		return content{}, err
	}
	e, err := tree.Next("item")
	if err != nil {
		return content{}, err
	}
	return member{e}.content(), nil
}
