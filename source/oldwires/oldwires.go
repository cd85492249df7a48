// Package oldwires knows the formats of news agencies that masthead does not read, and says so by name: a story in one of
// them is reported, with what to ask the agency for, instead of coming out as a page of control characters.
package oldwires

import (
	"cmp"

	"github.com/masthead-feeds/masthead/source"
)

// Reader claims files in the formats of this package, and refuses them. It is to be asked before the readers of plain text
// and XML. It is safe for concurrent use.
type Reader struct{}

// New makes a reader.
func New() *Reader { return &Reader{} }

// Format implements source.Reader.
func (r *Reader) Format() string { return "old wire" }

// Extensions implements source.Reader.
func (r *Reader) Extensions() []string {
	return []string{".xml", ".nml", ".newsml", ".txt", ".text", ".tst", ".iptc", ".iim", ".anpa", ".dpa", ".wire", ".dat", ".eml", ""}
}

// Recognises implements source.Recogniser.
func (r *Reader) Recognises(start []byte) bool { return nameOf(start) != "" }

// Head implements source.Reader: it names the format, and refuses.
func (r *Reader) Head(f *source.File) ([]*source.Article, error) {
	start, err := f.Start()
	if err != nil {
		return nil, err
	}
	return nil, refusal(cmp.Or(nameOf(start), "an agency's format of old"))
}

// Body implements source.Reader. No file of these formats has an article whose body could be asked for.
func (r *Reader) Body(*source.File, *source.Article) error {
	return refusal("an agency's format of old")
}

func refusal(name string) source.Problem {
	return source.Problem{Message: "this is " + name + ", which is not read here", Fix: "ask the agency for NewsML-G2, ninjs or NITF, or exclude the file"}
}
