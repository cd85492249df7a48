// Package nitf reads NITF, the News Industry Text Format of the IPTC, version 3: one story a file, in elements that say of
// each name what it names. The docdata of the head say when it may be out and whose it is, body.head who wrote it, and
// body.content is the text. Stories in other containers, NewsML-G2 and ninjs, may be NITF, too: see [Document].
package nitf

import (
	"errors"
	"io"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// Reader reads NITF files. It is safe for concurrent use.
type Reader struct{}

// New makes a reader.
func New() *Reader { return &Reader{} }

// Format implements source.Reader.
func (r *Reader) Format() string { return "nitf" }

// Extensions implements source.Reader.
func (r *Reader) Extensions() []string { return []string{".xml", ".nitf", ""} }

// Recognises implements source.Recogniser.
func (r *Reader) Recognises(start []byte) bool {
	root := xmltree.Root(start)
	return root != nil && root.Name == "nitf"
}

// Head implements source.Reader.
func (r *Reader) Head(f *source.File) ([]*source.Article, error) {
	d, odd, err := document(f)
	if err != nil {
		return nil, err
	}
	a := &source.Article{Versioned: true, Problems: odd}
	d.State(f, a, r.Format())
	a.HoldByHeading(f, a.Title)
	return []*source.Article{a}, nil
}

// Body implements source.Reader.
func (r *Reader) Body(f *source.File, a *source.Article) error {
	d, _, err := document(f)
	if err != nil {
		return err
	}
	a.HTML = d.HTML()
	if a.HTML == "" && !a.Withdrawn.Value {
		a.Problem(source.Problem{File: f.Path, Field: "body", Message: "body.content is empty", Fix: "write the text of the story there"})
	}
	return nil
}

func document(f *source.File) (Document, []source.Problem, error) {
	data, err := f.Raw()
	if err != nil {
		return Document{}, nil, err
	}
	return parse(data, 1)
}

// Document is a story in NITF. The zero Document is a story of which nothing is said.
type Document struct{ root *xmltree.Element }

// Parse reads a story that begins on the given line of its file. An error is a source.Problem.
func Parse(data []byte, line int) (Document, error) {
	d, _, err := parse(data, line)
	return d, err
}

// Of gives the story of a nitf element.
func Of(e *xmltree.Element) Document { return Document{e} }

func parse(data []byte, line int) (Document, []source.Problem, error) {
	r, err := xmltree.Open(data, line)
	if err != nil {
		return Document{}, nil, err
	}
	e, err := r.Next("nitf")
	if errors.Is(err, io.EOF) {
		err = source.Problem{Line: line, Message: "there is no nitf element", Fix: "write the story into one"}
	}
	return Document{e}, r.Problems, err
}
