// Package jsonfile reads JSON files that hold many articles: it finds where each member stands without reading what is
// in it, so that a file of thousands costs no more than its longest member, and a member that is not JSON costs itself.
package jsonfile

import (
	"bytes"
	"encoding/json"
	"iter"

	"github.com/masthead-feeds/masthead/source/meta"
)

// Span is where a value stands in a text, in bytes.
type Span struct{ Start, End int }

// Text is a file of JSON in UTF-8. It is not safe for concurrent use.
type Text struct {
	data  []byte
	first int        // the line of the file on which the text begins
	at    meta.Place // the last place asked for
}

// New makes a Text of what a file holds, with lines counted from 1.
func New(data []byte) *Text { return newText(data, 1) }

func newText(data []byte, first int) *Text {
	return &Text{data: data, first: first, at: meta.Place{Line: first, Column: 1}}
}

// IsMap reports whether an object begins at the span.
func (t *Text) IsMap(s Span) bool { return t.begins(s, '{') }

// IsList reports whether an array begins at the span.
func (t *Text) IsList(s Span) bool { return t.begins(s, '[') }

func (t *Text) begins(s Span, c byte) bool { return s.Start < s.End && t.data[s.Start] == c }

// Values gives the values of the file: one, or one a line.
func (t *Text) Values() iter.Seq[Span] { return t.elements(0, len(t.data)) }

// Elements gives the entries of the array at a span. From where the text stops being JSON all the rest is one entry, which
// cannot be decoded.
func (t *Text) Elements(s Span) iter.Seq[Span] { return t.elements(s.Start+1, s.End) }

func (t *Text) elements(i, end int) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		for {
			i = t.past(i, end, " \t\r\n,")
			if i >= end || t.data[i] == ']' && i == end-1 {
				return
			}
			next := t.skip(i, end)
			if s := (Span{i, next}); !t.IsMap(s) && !t.IsList(s) && !t.IsWhole(s) {
				next = end
			}
			if !yield(Span{i, next}) {
				return
			}
			i = next
		}
	}
}

// Pairs gives the keys of the object at a span, and where their values stand, up to where it stops being one.
func (t *Text) Pairs(s Span) iter.Seq2[string, Span] {
	return func(yield func(string, Span) bool) {
		i := s.Start + 1
		for {
			i = t.past(i, s.End, " \t\r\n,")
			if i >= s.End || t.data[i] != '"' {
				return
			}
			behind := t.skip(i, s.End)
			key := unquote(t.data[i:behind])
			i = t.past(behind, s.End, " \t\r\n:")
			if i >= s.End {
				return
			}
			next := t.skip(i, s.End)
			if next == i || !yield(key, Span{i, next}) {
				return
			}
			i = next
		}
	}
}

// past gives the offset behind white space and the punctuation that may stand with it.
func (t *Text) past(i, end int, of string) int {
	for i < end && bytes.IndexByte([]byte(of), t.data[i]) >= 0 {
		i++
	}
	return i
}

// skip gives the offset behind the value at i, or i where none begins. Brackets are counted, not matched: whether what is
// between them is right shows when it is decoded.
func (t *Text) skip(i, end int) int {
	switch t.data[i] {
	case '"':
		return t.skipString(i, end)
	case '{', '[':
		return t.skipNested(i, end)
	}
	for i < end && bytes.IndexByte([]byte(" \t\r\n,:[]{}\""), t.data[i]) < 0 {
		i++
	}
	return i
}

func (t *Text) skipString(i, end int) int {
	for i++; i < end; i++ {
		switch t.data[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return end
}

func (t *Text) skipNested(i, end int) int {
	depth := 0
	for i < end {
		switch t.data[i] {
		case '"':
			i = t.skipString(i, end)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
		i++
	}
	return end
}

// Place gives the line and column of an offset. Offsets asked for in rising order cost nothing but the way between them.
func (t *Text) Place(offset int) (line, column int) {
	p := &t.at
	if offset < p.Offset {
		*p = meta.Place{Line: t.first, Column: 1}
	}
	p.MoveTo(t.data, offset)
	return p.Line, p.Column
}

// unquote gives the text of a string that may have escapes in it.
func unquote(raw []byte) string {
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(bytes.Trim(raw, `"`))
	}
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return string(raw)
	}
	return s
}

// IsScalar reports a word, a number or a text, rather than something that others are in or that is no JSON.
func (t *Text) IsScalar(s Span) bool {
	return !t.IsMap(s) && !t.IsList(s) && json.Valid(t.data[s.Start:s.End])
}

// IsWhole reports that what is at the span is JSON.
func (t *Text) IsWhole(s Span) bool { return json.Valid(t.data[s.Start:s.End]) }

// String gives the text of the string at a span, empty where there is another value.
func (t *Text) String(s Span) string {
	if !t.begins(s, '"') {
		return ""
	}
	return unquote(t.data[s.Start:s.End])
}

// Get gives where the value of a key stands in the object at a span; of a key that is written twice, the last.
func (t *Text) Get(s Span, key string) (found Span, ok bool) {
	if !t.IsMap(s) {
		return Span{}, false
	}
	for k, value := range t.Pairs(s) {
		if k == key {
			found, ok = value, true
		}
	}
	return found, ok
}
