package config

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// decoder sets the fields of a Config from nodes, notes where each value stands, and collects what does not fit.
type decoder struct {
	file   string
	places places
	faults Errors
	blamed map[string]bool // keys that already have a fault
	within map[string]bool // keys that have a part with a fault
	meant  map[string]bool // keys that an unknown key was probably meant to be
}

func newDecoder(file string, faults Errors) *decoder {
	return &decoder{file: file, places: places{}, faults: faults, blamed: map[string]bool{}, within: map[string]bool{}, meant: map[string]bool{}}
}

// with gives the faults together with those of rules that do not hold, short of the ones that would only be noise.
func (d *decoder) with(faults Errors) Errors {
	for _, fault := range faults {
		if !d.isBlamed(fault.Path) {
			d.faults = append(d.faults, fault)
		}
	}
	return d.faults
}

// value decodes n, whose key is path, into v. A fault leaves v with what it held before.
func (d *decoder) value(n *yaml.Node, v reflect.Value, path string) {
	if isNull(n) {
		return
	}
	d.places.note(path, n)
	switch target := v.Addr().Interface().(type) {
	case *Schedule:
		d.text(n, path, func(text string) { target.text = text })
		return
	case *Words:
		if n.Kind == yaml.ScalarNode {
			d.text(n, path, func(text string) { *target = Words{text} })
			return
		}
	case **yaml.Node:
		if d.expect(n, yaml.MappingNode, path, "a mapping", "write keys below it, such as section: news") {
			*target = n
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		d.mapping(n, v, path)
	case reflect.Slice:
		d.list(n, v, path)
	case reflect.String:
		d.word(n, v, path)
	case reflect.Int:
		d.number(n, v, path)
	case reflect.Bool:
		d.answer(n, v, path)
	default:
		panic("config: no decoder for " + v.Type().String())
	}
}

func (d *decoder) mapping(n *yaml.Node, v reflect.Value, path string) {
	if !d.expect(n, yaml.MappingNode, path, "a mapping", "write keys below it: "+strings.Join(keysOf(v.Type()), ", ")) {
		return
	}
	targets := map[string]reflect.Value{}
	for key, field := range keyed(v.Type()) {
		targets[key] = v.FieldByIndex(field.Index)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if target, known := targets[key.Value]; known {
			d.value(n.Content[i+1], target, join(path, key.Value))
		} else {
			d.unknownKey(key, v.Type(), path)
		}
	}
}

// unknownKey remembers the key that was meant, so that one slip is not reported as a missing key too.
func (d *decoder) unknownKey(key *yaml.Node, t reflect.Type, path string) {
	keys := keysOf(t)
	fix := "the keys here are " + strings.Join(keys, ", ")
	if meant, ok := nearest(key.Value, keys); ok {
		fix = "write " + meant
		d.meant[join(path, meant)] = true
	}
	d.blame(key, join(path, key.Value), fix, "unknown key")
}

// list replaces what v held; a list without elements counts as not written.
func (d *decoder) list(n *yaml.Node, v reflect.Value, path string) {
	if !d.expect(n, yaml.SequenceNode, path, "a list", `write a list, one "- " line for each element`) || len(n.Content) == 0 {
		return
	}
	list := reflect.MakeSlice(v.Type(), 0, len(n.Content))
	for i, child := range n.Content {
		element := newElement(v.Type().Elem())
		if isNull(child) {
			d.blame(child, index(path, i), "write a value or take the element out", "found nothing")
		}
		d.value(child, element, index(path, i))
		list = reflect.Append(list, element)
	}
	v.Set(list)
}

// word refuses an empty text where the default is not, since it can only be an oversight.
func (d *decoder) word(n *yaml.Node, v reflect.Value, path string) {
	d.text(n, path, func(text string) {
		if standard := v.String(); text == "" && standard != "" {
			d.blame(n, path, "leave the key out for "+standard, "empty")
			return
		}
		v.SetString(text)
	})
}

// text hands over the text of a scalar as it is written: a title may be 2024.
func (d *decoder) text(n *yaml.Node, path string, set func(string)) {
	if d.expect(n, yaml.ScalarNode, path, "text", "write one value") {
		set(n.Value)
	}
}

func (d *decoder) number(n *yaml.Node, v reflect.Value, path string) {
	const fix = "write a number such as 50, or 0 for all"
	if !d.expect(n, yaml.ScalarNode, path, "a number", fix) {
		return
	}
	number, err := wholeNumber(n.Value)
	if err != nil {
		d.blame(n, path, fix, "%s is not a whole number", quote(n.Value))
		return
	}
	v.SetInt(int64(number))
}

func (d *decoder) answer(n *yaml.Node, v reflect.Value, path string) {
	d.text(n, path, func(text string) {
		if text != "true" && text != "false" {
			d.blame(n, path, "write true or false", "%s is neither true nor false", quote(text))
			return
		}
		v.SetBool(text == "true")
	})
}

// wholeNumber reads a number in its one usual spelling: 010 is eight to some YAML readers and ten to others.
func wholeNumber(text string) (int, error) {
	number, err := strconv.Atoi(text)
	if err != nil {
		return 0, err
	}
	if strconv.Itoa(number) != text {
		return 0, fmt.Errorf("%q is an unusual spelling of %d", text, number)
	}
	return number, nil
}

// expect reports whether n is of kind, and blames it if not.
func (d *decoder) expect(n *yaml.Node, kind yaml.Kind, path, wanted, fix string) bool {
	if n.Kind == kind {
		return true
	}
	d.blame(n, path, fix, "expected %s, found %s", wanted, found(n))
	return false
}

// found says what n is, in the words of the messages.
func found(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	default:
		return quote(n.Value)
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

func (d *decoder) blame(n *yaml.Node, path, fix, format string, args ...any) {
	d.places[path] = place{line: n.Line, column: n.Column, text: n.Value}
	d.fail(path, flaw(fix, format, args...))
}

// fail records err as a fault of the value at path.
func (d *decoder) fail(path string, err error) {
	fault := asFault(err)
	at := d.places.find(path)
	fault.File, fault.Line, fault.Column, fault.Path = d.file, at.line, at.column, path
	d.faults = append(d.faults, fault)
	d.blamed[path] = true
	for at := parent(path); at != ""; at = parent(at) {
		d.within[at] = true
	}
}

// isBlamed reports whether a fault at path would only be noise: the value, or one it is part of, or a part of it, has a
// fault already.
func (d *decoder) isBlamed(path string) bool {
	if _, written := d.places[path]; d.meant[path] && !written {
		return true
	}
	for at := path; at != ""; at = parent(at) {
		if d.blamed[at] {
			return true
		}
	}
	return d.within[path] || d.blamed[""]
}

// keyed yields the fields of a struct that have a key, in order.
func keyed(t reflect.Type) iter.Seq2[string, reflect.StructField] {
	return func(yield func(string, reflect.StructField) bool) {
		for field := range t.Fields() {
			if field.Anonymous {
				for key, inner := range keyed(field.Type) {
					inner.Index = append(slices.Clone(field.Index), inner.Index...)
					if !yield(key, inner) {
						return
					}
				}
				continue
			}
			if key := field.Tag.Get("yaml"); key != "" && key != "-" && !yield(key, field) {
				return
			}
		}
	}
}

func keysOf(t reflect.Type) []string {
	var keys []string
	for key := range keyed(t) {
		keys = append(keys, key)
	}
	return keys
}
