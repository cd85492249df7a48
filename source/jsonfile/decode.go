package jsonfile

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/masthead-feeds/masthead/source/meta"
)

// Bounds on what one member may hold, generous by far for an article. Without them sixteen megabytes of brackets could take
// up gigabytes, and deep nesting could exhaust the stack.
const (
	maxValues = 30_000
	maxDepth  = 100
)

// Decode reads the value at a span, with the places of all that is in it. Of a key that occurs twice both entries are
// there, and the last is the one that counts.
func (t *Text) Decode(s Span) (meta.Value, *meta.Error) {
	if fault := t.invalid(s); fault != nil {
		return meta.Value{}, fault
	}
	d := decoder{text: t}
	v, _, fault := d.value(s.Start, 0)
	return v, fault
}

// invalid says what keeps the span from being JSON, in the words in which metadata is told so.
func (t *Text) invalid(s Span) *meta.Error {
	raw := t.data[s.Start:s.End]
	if json.Valid(raw) {
		return nil
	}
	var all json.RawMessage
	err := json.Unmarshal(raw, &all)
	line, column := t.Place(s.Start)
	if _, _, told := meta.JSON(raw, line); told != nil {
		if fault, ok := errors.AsType[*meta.Error](told); ok && len(raw) <= meta.MaxSize {
			if fault.Line == line {
				fault.Column += column - 1
			}
			return fault
		}
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		line, column = t.Place(s.Start + max(0, min(int(syntax.Offset)-1, len(raw))))
	}
	return &meta.Error{Line: line, Column: column, Message: "this is not JSON: " + err.Error(), Fix: "send the file again"}
}

type decoder struct {
	text   *Text
	values int
}

// value reads what begins at i, which is known to be JSON, and gives the offset behind it.
func (d *decoder) value(i, depth int) (v meta.Value, next int, fault *meta.Error) {
	data := d.text.data
	v.Line, v.Column = d.text.Place(i)
	if fault := d.room(v, depth); fault != nil {
		return v, i, fault
	}
	switch data[i] {
	case '{':
		next, fault = d.pairs(&v, i, depth)
		return v, next, fault
	case '[':
		next, fault = d.elements(&v, i, depth)
		return v, next, fault
	}
	next = d.text.skip(i, len(data))
	raw := data[i:next]
	switch raw[0] {
	case '"':
		v.Kind, v.Text = meta.Text, unquote(raw)
	case 't', 'f':
		v.Kind, v.Text = meta.Bool, string(raw)
	case 'n':
		v.Text = "null"
	default:
		v.Kind, v.Text = meta.Number, string(raw)
	}
	return v, next, nil
}

func (d *decoder) room(v meta.Value, depth int) *meta.Error {
	d.values++
	switch {
	case d.values > maxValues:
		return &meta.Error{Line: v.Line, Column: v.Column, Message: fmt.Sprintf("there are more than %d values in one article", maxValues), Fix: "exclude the file"}
	case depth > maxDepth:
		return &meta.Error{Line: v.Line, Column: v.Column, Message: fmt.Sprintf("there are more than %d lists and maps within each other", maxDepth), Fix: "exclude the file"}
	}
	return nil
}

func (d *decoder) elements(v *meta.Value, i, depth int) (int, *meta.Error) {
	v.Kind = meta.List
	data := d.text.data
	for {
		i = d.text.past(i+1, len(data), " \t\r\n")
		if data[i] == ']' {
			return i + 1, nil
		}
		entry, next, fault := d.value(i, depth+1)
		if fault != nil {
			return i, fault
		}
		v.List = append(v.List, entry)
		i = d.text.past(next, len(data), " \t\r\n")
		if data[i] == ']' {
			return i + 1, nil
		}
	}
}

func (d *decoder) pairs(v *meta.Value, i, depth int) (int, *meta.Error) {
	v.Kind = meta.Map
	data := d.text.data
	for {
		i = d.text.past(i+1, len(data), " \t\r\n")
		if data[i] == '}' {
			return i + 1, nil
		}
		var p meta.Pair
		p.Line, p.Column = d.text.Place(i)
		behind := d.text.skip(i, len(data))
		p.Key = unquote(data[i:behind])
		i = d.text.past(behind, len(data), " \t\r\n:")
		var fault *meta.Error
		if p.Value, i, fault = d.value(i, depth+1); fault != nil {
			return i, fault
		}
		v.Map = append(v.Map, p)
		i = d.text.past(i, len(data), " \t\r\n")
		if data[i] == '}' {
			return i + 1, nil
		}
	}
}

// Fault says what keeps the whole of the file from being JSON, nil where nothing does.
func (t *Text) Fault() *meta.Error { return t.invalid(Span{0, len(t.data)}) }
