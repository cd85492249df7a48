package jsonfeed

import (
	"bytes"
	"encoding/json"
	"strings"
	"sync"
)

// writer is what it takes to write a value. A document has thousands of items, so that writers are used over and over: a new one
// for each takes several times the room of the item.
type writer struct {
	compact  bytes.Buffer
	json     *json.Encoder // into compact
	indented []byte
}

var writers = sync.Pool{New: func() any {
	w := &writer{}
	w.json = json.NewEncoder(&w.compact)
	w.json.SetEscapeHTML(false) // nothing here is put into a page
	return w
}}

// marshal is json.MarshalIndent that leaves <, > and & as they are, behind a line feed. newLine is that line feed, and what every
// line begins with. Safe for concurrent use.
func marshal(v any, newLine string) ([]byte, error) {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.compact.Reset()
	if err := w.json.Encode(v); err != nil {
		return nil, err
	}
	w.indented = appendIndented(append(w.indented[:0], newLine...), bytes.TrimSuffix(w.compact.Bytes(), []byte("\n")), newLine)
	return bytes.Clone(w.indented), nil
}

// appendIndented appends JSON that has no white space, as json.Indent would write it. That asks of every byte what it may mean;
// here strings, which are nearly all of an item, are copied whole.
func appendIndented(out, compact []byte, newLine string) []byte {
	depth := 0
	nextLine := func() { out = append(append(out, newLine...), strings.Repeat(indent, depth)...) }
	for len(compact) > 0 {
		c, n := compact[0], 1
		switch c {
		case '"':
			n = stringLength(compact)
			out = append(out, compact[:n]...)
		case '{', '[':
			if out = append(out, c); compact[1] == c+2 { // the bracket that closes it
				out, n = append(out, compact[1]), 2
				break
			}
			depth++
			nextLine()
		case '}', ']':
			depth--
			nextLine()
			out = append(out, c)
		case ',':
			out = append(out, c)
			nextLine()
		case ':':
			out = append(out, c, ' ')
		default:
			out = append(out, c)
		}
		compact = compact[n:]
	}
	return out
}

// stringLength gives the length of the string that JSON begins with, with its quotation marks.
func stringLength(compact []byte) int {
	for at := 1; ; at++ {
		at += bytes.IndexByte(compact[at:], '"')
		end := at
		for compact[end-1] == '\\' {
			end--
		}
		if (at-end)%2 == 0 { // each two backslashes before it are one of the string
			return at + 1
		}
	}
}
