package meta

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// YAML reads a YAML document: a whole file, or what stands between fences. Lines count from firstLine. The
// value is a Map, empty if nothing is written.
//
// Aliases are followed and merge keys, <<, are resolved: what a map says itself comes first, then what it
// merges, in order. A key that occurs twice has its last value, and a warning. A key that is a number or a
// date is its text; one that is a list or a map is left out with a warning. Tags are passed over, the kind of a
// value apart. More than one document is an error. The error is an [*Error].
func YAML(data []byte, firstLine int) (v Value, warnings []Error, err error) {
	return decode(data, firstLine, (*reader).yaml)
}

func (r *reader) yaml() (Value, *Error) {
	root, err := r.document()
	if err != nil {
		return Value{}, r.yamlFault(err)
	}
	t := yamlTree{reader: r, last: bytes.Count(r.text, []byte{'\n'}) + 1}
	v, fault := t.value(root, 0)
	if fault != nil {
		return Value{}, fault
	}
	if v, fault = r.root(v); fault != nil && noColonSpace(v.Text) {
		fault.Message, fault.Fix = "there is no blank after the colon", "write key: value"
	}
	return v, fault
}

// document composes the nodes of the only document. A second one that is empty may follow, since whoever copies
// front matter into a file of its own copies the second fence too.
func (r *reader) document() (*yaml.Node, error) {
	limits := loaderlimits.New(loaderlimits.DepthFunc(checkDepth))
	loader, err := yaml.NewLoader(bytes.NewReader(r.text), yaml.WithPlugin(limits))
	if err != nil {
		return nil, err
	}
	var first, second yaml.Node
	if err := loader.Load(&first); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch err := loader.Load(&second); {
	case errors.Is(err, io.EOF):
		return &first, nil
	case err != nil:
		return nil, err
	case len(second.Content) == 1 && second.Content[0].ShortTag() != "!!null":
		return nil, &Error{
			Line: r.first + second.Content[0].Line - 1, Column: second.Content[0].Column,
			Message: "a second document begins here", Fix: "remove the line --- or ... above it",
		}
	}
	return &first, nil
}

func checkDepth(depth int, _ *loaderlimits.DepthContext) error {
	if depth > maxDepth {
		return fmt.Errorf("there are more than %d lists and maps within each other", maxDepth)
	}
	return nil
}

// A yamlTree turns nodes into values.
type yamlTree struct {
	*reader
	open []*yaml.Node // what the aliases around the current node stand for
	last int          // the last line of the text, or 0 if there is none
}

// value reads a node. A document without one is Null.
func (t *yamlTree) value(n *yaml.Node, depth int) (Value, *Error) {
	v := Value{Line: t.first + n.Line - 1, Column: n.Column}
	if t.last > 0 && n.Line > t.last { // what is missing at the end of the text
		v.Line, v.Column = t.at(len(t.text))
	}
	if fault := t.room(v.Line, v.Column, depth); fault != nil {
		return v, fault
	}
	switch n.Kind {
	case yaml.DocumentNode:
		return t.value(n.Content[0], depth)
	case yaml.AliasNode:
		return t.alias(n, v, depth)
	case yaml.ScalarNode:
		v.Kind, v.Text = yamlKind(n.ShortTag()), n.Value
	case yaml.SequenceNode:
		return t.list(n, v, depth)
	case yaml.MappingNode:
		return t.mapping(n, v, depth)
	}
	return v, nil
}

func (t *yamlTree) alias(n *yaml.Node, v Value, depth int) (Value, *Error) {
	if slices.Contains(t.open, n.Alias) {
		return v, &Error{
			Line: v.Line, Column: v.Column,
			Message: fmt.Sprintf("the alias *%s is part of what it stands for", n.Value),
			Fix:     "write out what is meant",
		}
	}
	t.open = append(t.open, n.Alias)
	found, fault := t.value(n.Alias, depth)
	t.open = t.open[:len(t.open)-1]
	found.Line, found.Column = v.Line, v.Column
	return found, fault
}

func (t *yamlTree) list(n *yaml.Node, v Value, depth int) (Value, *Error) {
	v.Kind = List
	for _, c := range n.Content {
		entry, fault := t.value(c, depth+1)
		if fault != nil {
			return v, fault
		}
		v.List = append(v.List, entry)
	}
	return v, nil
}

func (t *yamlTree) mapping(n *yaml.Node, v Value, depth int) (Value, *Error) {
	v.Kind = Map
	var merged []*yaml.Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.ShortTag() == "!!merge" {
			merged = append(merged, value)
			continue
		}
		p, ok, fault := t.pair(key, value, depth)
		if fault != nil {
			return v, fault
		}
		if ok {
			t.set(&v, p)
		}
	}
	for _, m := range merged {
		if fault := t.merge(&v, m, depth); fault != nil {
			return v, fault
		}
	}
	return v, nil
}

// pair reads an entry of a map. It is false if the key is none that can be asked for.
func (t *yamlTree) pair(key, value *yaml.Node, depth int) (p Pair, ok bool, fault *Error) {
	p.Line, p.Column = t.first+key.Line-1, key.Column
	if key.Kind == yaml.AliasNode {
		key = key.Alias
	}
	if key.Kind != yaml.ScalarNode {
		t.warn(p.Line, p.Column, "a key that is a list or a map is left out", "put text that begins with { or [ in quotes")
		return p, false, nil
	}
	p.Key = key.Value
	p.Value, fault = t.value(value, depth+1)
	return p, true, fault
}

// merge adds to a map the entries of another that it does not have. Of several, the first counts.
func (t *yamlTree) merge(v *Value, n *yaml.Node, depth int) *Error {
	from, fault := t.value(n, depth+1)
	if fault != nil {
		return fault
	}
	sources := []Value{from}
	if from.Kind == List {
		sources = from.List
	}
	for _, s := range sources {
		if s.Kind != Map {
			t.warn(s.Line, s.Column, fmt.Sprintf("<< can merge keys with values, not %s", s.Kind), "name an anchor: <<: *name")
		}
		for _, p := range s.Map {
			if v.index(p.Key) < 0 {
				v.Map = append(v.Map, p)
			}
		}
	}
	return nil
}

func yamlKind(tag string) Kind {
	switch tag {
	case "!!null":
		return Null
	case "!!bool":
		return Bool
	case "!!int", "!!float":
		return Number
	case "!!timestamp":
		return Time
	}
	return Text
}
