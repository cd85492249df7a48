package jsonfile

import (
	"bytes"
	"fmt"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// File is a file on disk, as what its Text says, which knows where in the file each part of it stands.
type File struct {
	*Text
	before int  // bytes of the mark that stands before the text
	plain  bool // the bytes on disk are those of the text
}

// Open reads a file whole, in UTF-8, or in UTF-16 or UTF-32 where its mark says so. The error is a source.Problem.
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

// Member reads again the member whose Part was given. The error is a source.Problem.
func Member(f *source.File, p source.Part) (meta.Value, error) {
	t, start, err := again(f, p)
	if err != nil {
		return meta.Value{}, err
	}
	v, fault := t.Decode(Span{start, t.skip(start, len(t.data))})
	if fault != nil {
		return v, Problem(fault)
	}
	return v, nil
}

// again reads the text that a member stands in, and where it begins there.
func again(f *source.File, p source.Part) (t *Text, start int, err error) {
	var data []byte
	if p.Start == p.End {
		start = int(p.Start)
		if data, err = f.All(); err == nil {
			t = New(data)
		}
	} else if data, err = f.Part(p); err == nil {
		t = newText(data, p.Line)
	}
	if err == nil && start >= len(data) {
		err = source.Problem{Message: "the file has become shorter since it was listed", Fix: "build again"}
	}
	return t, start, err
}

// MaxMembers is how many articles are read of one file. Each takes far more memory than the few bytes that a member can be
// written in.
const MaxMembers = 20_000

// Further gives the rejected article that stands for a member beyond MaxMembers and for all behind it.
func (x *File) Further(s Span) *source.Article {
	line, column := x.Place(s.Start)
	return source.Broken(source.Problem{Line: line, Column: column, Message: fmt.Sprintf("more than %d articles in one file: from here on they are not read", MaxMembers), Fix: "split the file"})
}

// Problem gives a fault of the JSON as a problem of its article.
func Problem(fault *meta.Error) source.Problem {
	return source.Problem{Line: fault.Line, Column: fault.Column, Message: fault.Message, Fix: fault.Fix}
}
