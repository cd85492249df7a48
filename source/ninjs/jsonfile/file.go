package jsonfile

import (
	"bytes"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// File is a file on disk of which the Text is what it says.
type File struct {
	*Text
	before int  // bytes of the mark that stands before the text
	plain  bool // the bytes on disk are those of the text
}

// Open reads a file whole, in whatever encoding its mark names.
func Open(f *source.File) (*File, error) {
	raw, err := f.Raw()
	if err != nil {
		return nil, err
	}
	text, err := source.Decode(raw)
	if err != nil {
		return nil, err
	}
	return &File{Text: New(text), before: len(raw) - len(text), plain: bytes.HasSuffix(raw, text)}, nil
}

// Part says where on disk a member stands. In a file of another encoding it has no place of its own: the Part is empty,
// and begins where the member does in the text.
func (x *File) Part(s Span) source.Part {
	line, _ := x.Place(s.Start)
	if !x.plain {
		return source.Part{Start: int64(s.Start), End: int64(s.Start), Line: line}
	}
	return source.Part{Start: int64(s.Start + x.before), End: int64(s.End + x.before), Line: line}
}

// Member reads again the member whose Part was given.
func Member(f *source.File, p source.Part) (meta.Value, error) {
	read, start := f.Part, 0
	if p.Start == p.End {
		read, start = func(source.Part) ([]byte, error) { return f.All() }, int(p.Start)
	}
	data, err := read(p)
	if err != nil {
		return meta.Value{}, err
	}
	if start >= len(data) {
		return meta.Value{}, source.Problem{Message: "the file has become shorter since it was listed", Fix: "build again"}
	}
	t := New(data)
	v, fault := t.Decode(Span{start, t.skip(start, len(data))})
	if fault != nil {
		return v, Problem(fault)
	}
	return v, nil
}

// Problem is a fault of the JSON as a problem of its article.
func Problem(fault *meta.Error) source.Problem {
	return source.Problem{Line: fault.Line, Column: fault.Column, Message: fault.Message, Fix: fault.Fix}
}
