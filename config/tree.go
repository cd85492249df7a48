package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// Limits on what aliases may blow up to, and on nesting; a file written by hand comes near neither.
const (
	maxNodes = 100_000
	maxDepth = 50
)

// readTree returns the file's one document with aliases resolved, nil when there is none. A nil root with faults means
// that there is nothing to go on with; a root with faults is sound but for the keys they name.
func readTree(file string, data []byte) (*yaml.Node, Errors) {
	if fault := checkBytes(data); fault != nil {
		fault.File = file
		return nil, Errors{fault}
	}
	doc, fault := parseYAML(data)
	if fault != nil {
		fault.File = file
		return nil, Errors{fault}
	}
	if doc == nil {
		return nil, nil
	}
	t := tree{file: file, open: map[*yaml.Node]bool{}}
	root, fault := t.resolve(doc.Content[0], "", 0)
	if fault != nil {
		return nil, Errors{fault}
	}
	return root, t.faults
}

// checkBytes refuses what the YAML library would refuse without saying where, or read as UTF-16.
func checkBytes(data []byte) *Error {
	if len(data) > maxBytes {
		return flaw("is it the right file?", "larger than 1 MiB")
	}
	line, column := 1, 1
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			return &Error{Line: line, Column: column, Message: fmt.Sprintf("byte 0x%02x is not UTF-8", data[0]), Fix: "save the file as UTF-8"}
		}
		if isControl(r) {
			return &Error{Line: line, Column: column, Message: fmt.Sprintf("control character %U", r), Fix: "take it out"}
		}
		data = data[size:]
		column++
		if r == '\n' {
			line, column = line+1, 1
		}
	}
	return nil
}

// isControl reports whether YAML 1.2 section 5.1 leaves r out of its character set.
func isControl(r rune) bool {
	if r < 0x20 {
		return r != '\t' && r != '\n' && r != '\r'
	}
	return r >= 0x7f && r < 0xa0 && r != 0x85 || r == 0xfffe || r == 0xffff
}

// parseYAML returns the document, or nil when there is none.
func parseYAML(data []byte) (*yaml.Node, *Error) {
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		return nil, syntaxFault(data, err)
	}
	var doc, next yaml.Node
	if err := loader.Load(&doc); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, syntaxFault(data, err)
	}
	switch err := loader.Load(&next); {
	case err == nil:
		return nil, &Error{Line: next.Line, Column: next.Column, Message: "a second document begins",
			Fix: `keep one, without a "---" or "..." line`}
	case !errors.Is(err, io.EOF):
		return nil, syntaxFault(data, err)
	}
	return &doc, nil
}

// syntaxFault says where the YAML library gave up.
func syntaxFault(data []byte, err error) *Error {
	fault, ok := errors.AsType[*yaml.LoadError](err)
	if !ok {
		return flaw("", "not YAML: %v", err)
	}
	message := fault.Message
	if fault.ContextMsg != "" {
		message = fault.ContextMsg + ", " + message
	}
	fix := "mind indentation, closing quotes and brackets, and quote text that holds \": \""
	switch {
	case fault.Stage == yaml.ComposerStage:
		fix = "write the value out"
	case bytes.HasPrefix(bytes.TrimLeft(lineOf(data, fault.Mark.Line), " "), []byte("\t")):
		fix = "indent with spaces, not with tabs"
	}
	return &Error{Line: fault.Mark.Line, Column: fault.Mark.Column, Message: "not YAML: " + message, Fix: fix}
}

// lineOf returns a line of data, counted from 1, and nothing for one that is not there.
func lineOf(data []byte, line int) []byte {
	i := 0
	for text := range bytes.Lines(data) {
		if i++; i == line {
			return text
		}
	}
	return nil
}

// tree copies a document into one without aliases.
type tree struct {
	file   string
	nodes  int
	open   map[*yaml.Node]bool // anchored nodes being copied: an alias to one of them would never end
	faults Errors
}

// resolve copies n, whose key is path. The error is one that leaves nothing to go on with.
func (t *tree) resolve(n *yaml.Node, path string, depth int) (*yaml.Node, *Error) {
	t.nodes++
	if t.nodes > maxNodes {
		return nil, t.fault(n, "", "write less, or fewer aliases", "more than %d values", maxNodes)
	}
	if depth > maxDepth {
		return nil, t.fault(n, "", "write it flatter", "nested more than %d deep", maxDepth)
	}
	line, column := n.Line, n.Column
	if n.Kind == yaml.AliasNode {
		if t.open[n.Alias] {
			return nil, t.fault(n, path, "write the value out", "alias %s stands inside what it refers to", quote("*"+n.Value))
		}
		n = n.Alias
	}
	t.checkTag(n, path)
	t.open[n] = true
	defer delete(t.open, n)
	copied := &yaml.Node{Kind: n.Kind, Tag: n.ShortTag(), Value: n.Value, Line: line, Column: column}
	if n.Kind == yaml.MappingNode {
		return copied, t.copyMapping(copied, n, path, depth)
	}
	for i, child := range n.Content {
		element, fault := t.resolve(child, index(path, i), depth+1)
		if fault != nil {
			return nil, fault
		}
		copied.Content = append(copied.Content, element)
	}
	return copied, nil
}

// copyMapping copies the keys and values of n, except keys that are faults.
func (t *tree) copyMapping(copied, n *yaml.Node, path string, depth int) *Error {
	seen := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, fault := t.resolve(n.Content[i], path, depth+1)
		if fault != nil {
			return fault
		}
		if !t.checkKey(key, seen[key.Value], path) {
			continue
		}
		seen[key.Value] = key
		key.Tag = "!!str" // a key is a name, even one that reads like a number or is not there
		value, fault := t.resolve(n.Content[i+1], join(path, key.Value), depth+1)
		if fault != nil {
			return fault
		}
		copied.Content = append(copied.Content, key, value)
	}
	return nil
}

// checkKey reports whether key may stand in a mapping that has first under the same name, if any.
func (t *tree) checkKey(key, first *yaml.Node, path string) bool {
	switch {
	case key.Kind != yaml.ScalarNode:
		t.blame(key, path, "write a name", "%s is no key", found(key))
	case key.Tag == "!!merge":
		t.blame(key, join(path, key.Value), "write the keys out", "merge keys are not read")
	case first != nil:
		t.blame(key, join(path, key.Value), "keep one", "written twice, first on line %d, column %d", first.Line, first.Column)
	default:
		return true
	}
	return false
}

// checkTag refuses tags: no value here needs one, and some would change what a value means.
func (t *tree) checkTag(n *yaml.Node, path string) {
	if n.Style&yaml.TaggedStyle != 0 {
		t.blame(n, path, "take it out, and quote what is to be text", "tag %s is not read", quote(n.Tag))
	}
}

func (t *tree) blame(n *yaml.Node, path, fix, format string, args ...any) {
	t.faults = append(t.faults, t.fault(n, path, fix, format, args...))
}

func (t *tree) fault(n *yaml.Node, path, fix, format string, args ...any) *Error {
	fault := flaw(fix, format, args...)
	fault.File, fault.Line, fault.Column, fault.Path = t.file, n.Line, n.Column, path
	return fault
}
