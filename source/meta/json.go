package meta

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// JSON reads a JSON object: a whole file, or what stands between fences. Lines count from firstLine. The
// value is a Map, empty if there is nothing but white space. A key that occurs twice has its last value, and a
// warning. The error is an [*Error].
func JSON(data []byte, firstLine int) (v Value, warnings []Error, err error) {
	return decode(data, firstLine, (*reader).json)
}

// endsEarly is the message for JSON that is right so far.
const endsEarly = "the JSON ends too early"

func (r *reader) json() (Value, *Error) {
	if len(bytes.TrimSpace(r.text)) == 0 {
		return r.root(Value{})
	}
	var all json.RawMessage
	if err := json.Unmarshal(r.text, &all); err != nil {
		return Value{}, r.jsonFault(err)
	}
	d := json.NewDecoder(bytes.NewReader(r.text))
	d.UseNumber()
	v, fault := r.jsonValue(d, 0)
	if fault != nil {
		return Value{}, fault
	}
	return r.root(v)
}

// jsonValue reads one value. The whole is known to be valid: only the bounds can make it fail.
func (r *reader) jsonValue(d *json.Decoder, depth int) (v Value, fault *Error) {
	v.Line, v.Column = r.at(r.token(d))
	if fault := r.room(v.Line, v.Column, depth); fault != nil {
		return v, fault
	}
	t, err := d.Token()
	if err != nil {
		return v, r.jsonFault(err)
	}
	switch t := t.(type) {
	case json.Delim:
		if t == '[' {
			return v, r.jsonList(d, &v, depth)
		}
		return v, r.jsonMap(d, &v, depth)
	case string:
		v.Kind, v.Text = Text, t
	case json.Number:
		v.Kind, v.Text = Number, t.String()
	case bool:
		v.Kind, v.Text = Bool, "false"
		if t {
			v.Text = "true"
		}
	default:
		v.Text = "null"
	}
	return v, nil
}

func (r *reader) jsonList(d *json.Decoder, v *Value, depth int) *Error {
	v.Kind = List
	for d.More() {
		entry, fault := r.jsonValue(d, depth+1)
		if fault != nil {
			return fault
		}
		v.List = append(v.List, entry)
	}
	return r.jsonEnd(d)
}

func (r *reader) jsonMap(d *json.Decoder, v *Value, depth int) *Error {
	v.Kind = Map
	for d.More() {
		var p Pair
		p.Line, p.Column = r.at(r.token(d))
		key, err := d.Token()
		if err != nil {
			return r.jsonFault(err)
		}
		p.Key, _ = key.(string)
		var fault *Error
		if p.Value, fault = r.jsonValue(d, depth+1); fault != nil {
			return fault
		}
		r.set(v, p)
	}
	return r.jsonEnd(d)
}

func (r *reader) jsonEnd(d *json.Decoder) *Error {
	if _, err := d.Token(); err != nil {
		return r.jsonFault(err)
	}
	return nil
}

// token gives the offset of the token to come: behind what was read, white space and punctuation.
func (r *reader) token(d *json.Decoder) int {
	rest := r.text[d.InputOffset():]
	return len(r.text) - len(bytes.TrimLeft(rest, " \t\n,:"))
}

// jsonFault says in our words where and how JSON is wrong.
func (r *reader) jsonFault(err error) *Error {
	var syntax *json.SyntaxError
	if errors.Is(err, io.ErrUnexpectedEOF) || !errors.As(err, &syntax) {
		return r.fault(len(r.text), endsEarly, "close what is open with } or ]")
	}
	message, fix := err.Error(), ""
	at := int(syntax.Offset) - 1
	switch {
	case strings.HasPrefix(message, "unexpected end"):
		return r.fault(len(r.text), endsEarly, "close what is open with } or ]")
	case strings.Contains(message, "beginning of object key string"):
		message, fix = "a key in double quotes should begin here", `write "key": value, and no comma before a }`
	case strings.Contains(message, "after object key:value pair"):
		message, fix = "an entry should end before this", "put a comma between entries, and a } after the last"
	case strings.Contains(message, "after array element"):
		message, fix = "an entry should end before this", "put a comma between entries, and a ] after the last"
	case strings.Contains(message, "after object key"):
		message, fix = "there should be a colon before this", `write "key": value`
	case strings.Contains(message, "in string literal"):
		message, fix = "this cannot stand in quotes", `close the text with ", or write \n for a new line and \t for a tab`
	case strings.Contains(message, "in string escape code"):
		message, fix = "this is not an escape", `write \\ for a backslash`
	case strings.Contains(message, "exceeded max depth"):
		message, fix = fmt.Sprintf("there are more than %d lists and maps within each other", maxDepth), "make it flatter"
	case strings.Contains(message, "in literal "):
		message, fix = "this is no word of JSON", "write true, false or null, or put text in double quotes"
	case strings.Contains(message, "in numeric literal"), strings.Contains(message, "of numeric literal"):
		message, fix = "the number is not finished here", "write it with digits on both sides of the point, or put it in double quotes"
	case strings.Contains(message, "hexadecimal character escape"):
		message, fix = `there should be four digits after \u`, `write \u00e9, or the character itself`
	case strings.Contains(message, "beginning of value"):
		message, fix = "a value should begin here", "put text in double quotes, and no comma after the last entry"
	case strings.Contains(message, "after top-level value"):
		message, fix = "nothing may follow the object", "remove it"
	}
	return r.fault(max(at, 0), message, fix)
}
