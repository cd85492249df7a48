package meta

import (
	"bytes"
	"unicode/utf8"
)

// A Place is an offset in a text, and the line and column that it is at: lines as the caller began to count them, columns
// from 1 and in characters. It is for readers of whole files, which ask for one place after the other.
type Place struct{ Offset, Line, Column int }

// MoveTo goes on to an offset of the text that the place is in, and costs the way there. An offset behind the place leaves it
// where it is; one beyond the end is the end.
func (p *Place) MoveTo(text []byte, offset int) {
	if offset = min(offset, len(text)); offset <= p.Offset {
		return
	}
	passed := text[p.Offset:offset]
	if n := bytes.Count(passed, []byte{'\n'}); n > 0 {
		p.Line += n
		p.Column = 1
		passed = passed[bytes.LastIndexByte(passed, '\n')+1:]
	}
	p.Column += utf8.RuneCount(passed)
	p.Offset = offset
}
