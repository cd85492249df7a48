package meta

import (
	"bytes"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"
)

// TOML reads a TOML document: a whole file, or what stands between fences. Lines count from firstLine. The
// value is a Map, empty if nothing is written. A table stands where its name is written first, an array of
// tables likewise. A key that occurs twice is an error, as the specification has it. The error is an [*Error].
func TOML(data []byte, firstLine int) (v Value, warnings []Error, err error) {
	return decode(data, firstLine, (*reader).toml)
}

// toml builds the tree from the parser's expressions, which have places but no rules on what may be defined
// twice. For those the document is decoded as well. That comes last, within our bounds, since its cost grows
// with the square of the number of keys; a tree that breaks the rules is thrown away.
func (r *reader) toml() (Value, *Error) {
	t := tomlTree{reader: r, root: Value{Kind: Map, Line: r.first, Column: 1}}
	t.table = &t.root
	t.parser.Reset(r.text)
	for t.parser.NextExpression() {
		if fault := t.expression(t.parser.Expression()); fault != nil {
			return Value{}, fault
		}
	}
	var rules map[string]any
	err := toml.Unmarshal(r.text, &rules)
	if err == nil {
		err = t.parser.Error()
	}
	if err != nil {
		return Value{}, r.tomlFault(err)
	}
	return t.root, nil
}

// A tomlTree grows with each expression of the document.
type tomlTree struct {
	*reader
	parser unstable.Parser
	root   Value
	table  *Value // the table that entries go to; valid until the next header
}

func (t *tomlTree) expression(e *unstable.Node) *Error {
	if e.Kind == unstable.KeyValue {
		_, fault := t.entry(t.table, e, 0)
		return fault
	}
	table, key, depth, fault := t.walk(&t.root, e.Key(), 0)
	if fault != nil {
		return fault
	}
	if e.Kind == unstable.ArrayTable {
		t.table, fault = t.append(table, key, depth)
	} else {
		t.table, fault = t.child(table, key, depth)
	}
	return fault
}

// walk goes down a dotted key to the table that its last part is a key of.
func (t *tomlTree) walk(v *Value, parts unstable.Iterator, depth int) (*Value, *unstable.Node, int, *Error) {
	parts.Next()
	for !parts.IsLast() {
		var fault *Error
		if v, fault = t.child(v, parts.Node(), depth); fault != nil {
			return nil, nil, depth, fault
		}
		depth++
		parts.Next()
	}
	return v, parts.Node(), depth, nil
}

// child gives the table of a key, made if there is none; of an array of tables the last one.
func (t *tomlTree) child(v *Value, key *unstable.Node, depth int) (*Value, *Error) {
	if i := v.index(string(key.Data)); i >= 0 {
		found := &v.Map[i].Value
		if n := len(found.List); n > 0 {
			found = &found.List[n-1]
		}
		return found, nil
	}
	return t.grow(v, key, Map, depth)
}

// append gives a new table at the end of the array of a key.
func (t *tomlTree) append(v *Value, key *unstable.Node, depth int) (*Value, *Error) {
	var array *Value
	if i := v.index(string(key.Data)); i >= 0 {
		array = &v.Map[i].Value
	} else {
		var fault *Error
		if array, fault = t.grow(v, key, List, depth); fault != nil {
			return nil, fault
		}
	}
	line, column := t.at(int(key.Raw.Offset))
	if fault := t.room(line, column, depth+1); fault != nil {
		return nil, fault
	}
	array.List = append(array.List, Value{Kind: Map, Line: line, Column: column})
	return &array.List[len(array.List)-1], nil
}

// grow puts an empty value under a key that is new.
func (t *tomlTree) grow(v *Value, key *unstable.Node, kind Kind, depth int) (*Value, *Error) {
	line, column := t.at(int(key.Raw.Offset))
	if fault := t.room(line, column, depth); fault != nil {
		return nil, fault
	}
	v.Map = append(v.Map, Pair{
		Key: string(key.Data), Line: line, Column: column,
		Value: Value{Kind: kind, Line: line, Column: column},
	})
	return &v.Map[len(v.Map)-1].Value, nil
}

// entry puts key = value into a table, and gives the offset behind it.
func (t *tomlTree) entry(v *Value, e *unstable.Node, depth int) (end int, fault *Error) {
	v, key, depth, fault := t.walk(v, e.Key(), depth)
	if fault != nil {
		return 0, fault
	}
	p := Pair{Key: string(key.Data)}
	p.Line, p.Column = t.at(int(key.Raw.Offset))
	equals := int(key.Raw.Offset + key.Raw.Length)
	equals += bytes.IndexByte(t.text[equals:], '=')
	if p.Value, end, fault = t.value(e.Value(), equals+1, depth+1); fault != nil {
		return 0, fault
	}
	t.set(v, p)
	return end, nil
}

// value reads the value that comes after an offset, and gives the offset behind it. The parser does not say
// where an array begins, nor where one or an inline table ends: the way there is walked along.
func (t *tomlTree) value(n *unstable.Node, offset, depth int) (v Value, end int, fault *Error) {
	offset = t.skip(offset)
	v.Line, v.Column = t.at(offset)
	if fault := t.room(v.Line, v.Column, depth); fault != nil {
		return v, 0, fault
	}
	end = offset + 1
	switch n.Kind {
	case unstable.Array:
		v.Kind = List
		for c := n.Children(); c.Next() && fault == nil; {
			var entry Value
			entry, end, fault = t.value(c.Node(), end, depth+1)
			v.List = append(v.List, entry)
		}
	case unstable.InlineTable:
		v.Kind = Map
		for c := n.Children(); c.Next() && fault == nil; {
			end, fault = t.entry(&v, c.Node(), depth)
		}
	default:
		v.Kind, v.Text = tomlKind(n.Kind), string(n.Data)
		return v, int(n.Raw.Offset + n.Raw.Length), nil
	}
	return v, t.skip(end) + 1, fault
}

// skip moves over what may stand between the entries of an array or an inline table.
func (t *tomlTree) skip(offset int) int {
	for offset < len(t.text) {
		switch t.text[offset] {
		case ' ', '\t', '\n', ',':
			offset++
		case '#':
			offset += max(bytes.IndexByte(t.text[offset:], '\n'), 1)
		default:
			return offset
		}
	}
	return offset
}

func tomlKind(k unstable.Kind) Kind {
	switch k {
	case unstable.Bool:
		return Bool
	case unstable.Integer, unstable.Float:
		return Number
	case unstable.LocalDate, unstable.LocalTime, unstable.LocalDateTime, unstable.DateTime:
		return Time
	}
	return Text
}
