package meta

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf8"
)

// Bounds on what a block may hold, generous by far for metadata. Without them a kilobyte of YAML aliases
// could stand for gigabytes, and deep nesting could exhaust the stack, which no program survives.
const (
	maxValues   = 10_000 // keys and entries in all, with aliases followed
	maxDepth    = 100    // lists and maps within each other
	maxWarnings = 20     // the rest would say the same
)

// A reader is what the three formats have in common: the text, made clean, the places in it, the bounds and
// the warnings.
type reader struct {
	text     []byte // UTF-8 without control characters; lines end with LF
	first    int    // the line of the file that text begins with
	place    Place  // the last place asked for
	values   int
	warnings []Error
}

func newReader(data []byte, firstLine int) *reader {
	r := &reader{first: firstLine}
	r.text = r.clean(bytes.TrimPrefix(data, []byte(byteOrderMark)))
	return r
}

// decode runs the reader of one format, under the bounds that hold for all. A panic of a parser that is not
// ours becomes an error: it must not take the other articles with it.
func decode(data []byte, firstLine int, read func(*reader) (Value, *Error)) (v Value, warnings []Error, err error) {
	if len(data) > MaxSize {
		return Value{}, nil, &Error{
			Line: firstLine, Column: 1,
			Message: fmt.Sprintf("it has %d bytes, more than the %d that are read", len(data), MaxSize),
			Fix:     "move what is not metadata to the body",
		}
	}
	defer func() {
		if p := recover(); p != nil {
			v, err = Value{}, &Error{Line: firstLine, Column: 1, Message: fmt.Sprintf("it cannot be read: %v", p)}
		}
	}()
	r := newReader(data, firstLine)
	v, fault := read(r)
	if fault != nil {
		return Value{}, r.warnings, fault
	}
	return v, r.warnings, nil
}

// clean makes text that all parsers take, character for character so that columns stay right: bytes that are
// not UTF-8 become U+FFFD, control characters a space, and CR LF and CR a LF. The separators of lines and
// paragraphs that Unicode has become spaces too, since YAML would take them for the ends of lines.
func (r *reader) clean(data []byte) []byte {
	if isClean(data) {
		return data
	}
	out := make([]byte, 0, len(data)+len(data)/8)
	line, column := r.first, 1
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		switch {
		case c == '\r' && i+1 < len(data) && data[i+1] == '\n':
			i++
			continue
		case c == '\r':
			c = '\n'
		case c == utf8.RuneError && size == 1:
			r.warnOnce(line, column, "some bytes are not UTF-8 and are lost, the first of them here", "save the file as UTF-8")
		case isControl(c):
			r.warnOnce(line, column, "control characters are read as spaces, the first of them here", "delete them")
			c = ' '
		}
		out = utf8.AppendRune(out, c)
		i, column = i+size, column+1
		if c == '\n' {
			line, column = line+1, 1
		}
	}
	return out
}

func isClean(data []byte) bool {
	for i := 0; i < len(data); {
		if i+8 <= len(data) && isText(binary.LittleEndian.Uint64(data[i:])) {
			i += 8
			continue
		}
		c := data[i]
		switch {
		case c < ' ' && c != '\n' && c != '\t' || c == 0x7f:
			return false
		case c < utf8.RuneSelf:
			i++
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if size == 1 || isControl(r) {
			return false
		}
		i += size
	}
	return true
}

// isText reports that eight bytes are printable ASCII, every one: none is 0x80 or more, none less than a blank, none 0x7f.
// It is false of some that are.
func isText(eight uint64) bool {
	const ones = 0x0101010101010101
	return (eight|(eight-' '*ones)|(eight+ones))&(0x80*ones) == 0
}

// isControl reports whether a character is a control of ASCII or Latin-1 other than tab and line feed, a
// separator of lines, or one that Unicode says is none.
func isControl(c rune) bool {
	switch {
	case c < ' ':
		return c != '\n' && c != '\t'
	case c >= 0x7f && c <= 0x9f:
		return true
	}
	return c == '\u2028' || c == '\u2029' || c == 0xfffe || c == 0xffff
}

func (r *reader) warn(line, column int, message, fix string) {
	if len(r.warnings) < maxWarnings {
		r.warnings = append(r.warnings, Error{line, column, message, fix, ""})
	}
}

func (r *reader) warnOnce(line, column int, message, fix string) {
	for _, w := range r.warnings {
		if w.Message == message {
			return
		}
	}
	r.warn(line, column, message, fix)
}

// at gives the line and column of the character at an offset. Offsets asked for in rising order cost nothing but the way
// between them.
func (r *reader) at(offset int) (line, column int) {
	p := &r.place
	offset = min(offset, len(r.text))
	for offset < len(r.text) && !utf8.RuneStart(r.text[offset]) {
		offset--
	}
	if p.Line == 0 || offset < p.Offset {
		*p = Place{0, r.first, 1}
	}
	p.MoveTo(r.text, offset)
	return p.Line, p.Column
}

// fault is an error at an offset.
func (r *reader) fault(offset int, message, fix string) *Error {
	line, column := r.at(offset)
	return &Error{line, column, message, fix, ""}
}

// room reports an error if one more value, at a depth, is out of bounds.
func (r *reader) room(line, column, depth int) *Error {
	r.values++
	switch {
	case r.values > maxValues:
		return &Error{line, column, fmt.Sprintf("there are more than %d values", maxValues), "make it shorter", ""}
	case depth > maxDepth:
		return &Error{line, column, fmt.Sprintf("there are more than %d lists and maps within each other", maxDepth), "make it flatter", ""}
	}
	return nil
}

// set puts an entry into a map. A key that was there before is replaced, as nearly all programs do, and
// reported.
func (r *reader) set(m *Value, p Pair) {
	i := m.index(p.Key)
	if i < 0 {
		m.Map = append(m.Map, p)
		return
	}
	if len(r.warnings) < maxWarnings {
		r.warnings = append(r.warnings, Error{p.Line, p.Column, fmt.Sprintf("the key %q occurs twice; line %d does not count", p.Key, m.Map[i].Line),
			"remove one of them", p.Key})
	}
	m.Map[i] = p
}

// root makes sure that what a file holds is a map. Nothing is an empty one.
func (r *reader) root(v Value) (Value, *Error) {
	switch {
	case v.Kind == Map:
		return v, nil
	case v.Kind == Null:
		return Value{Kind: Map, Line: r.first, Column: 1}, nil
	}
	return v, &Error{
		Line: v.Line, Column: v.Column,
		Message: fmt.Sprintf("there should be keys with values here, not %s", v.Kind),
		Fix:     "write lines like title: An example",
	}
}
