package module

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"sync"
)

// writer is what it takes to write an element. A document has thousands of items and each format writes all of them, so that
// writers are used over and over: a new one for each takes more room than the item.
type writer struct {
	out bytes.Buffer
	to  *bufio.Writer // into out; the encoder makes none of its own where it is given one
}

var writers = sync.Pool{New: func() any {
	w := &writer{}
	w.to = bufio.NewWriter(&w.out)
	return w
}}

// Marshal is xml.MarshalIndent. It gives what copied makes of the element, which may keep nothing of what it is shown. Safe for
// concurrent use.
func Marshal(v any, prefix, indent string, copied func(written []byte) []byte) ([]byte, error) {
	w := writers.Get().(*writer)
	defer writers.Put(w)
	w.out.Reset()
	w.to.Reset(&w.out)
	e := xml.NewEncoder(w.to)
	e.Indent(prefix, indent)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return copied(w.out.Bytes()), nil
}
