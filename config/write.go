package config

import (
	"fmt"
	"io"
	"reflect"
	"strconv"

	"go.yaml.in/yaml/v4"
)

// WriteYAML writes the configuration in effect, defaults filled in, keys in the order of the struct, empty ones left out.
// What it writes loads as an equal Config, but that Publish.Explicit is then true. The error is one from w.
func (c *Config) WriteYAML(w io.Writer) error {
	root := mappingNode(reflect.ValueOf(*c), reflect.ValueOf(Default()))
	data, err := yaml.Dump(root, yaml.WithLineWidth(-1))
	if err != nil {
		return fmt.Errorf("configuration as YAML: %w", err)
	}
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("configuration as YAML: %w", err)
	}
	return nil
}

// mappingNode returns the node of a struct. A key is left out when it is empty and its default is too: limit: 0 has to be
// written.
func mappingNode(v, standard reflect.Value) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode}
	for key, field := range keyed(v.Type()) {
		value, usual := v.FieldByIndex(field.Index), standard.FieldByIndex(field.Index)
		if value.IsZero() && usual.IsZero() {
			continue
		}
		child := valueNode(value, usual)
		if child.Kind != yaml.ScalarNode && len(child.Content) == 0 && field.Type != reflect.TypeFor[*yaml.Node]() {
			continue
		}
		n.Content = append(n.Content, textNode(key), child)
	}
	return n
}

// valueNode returns the node of any value a Config holds.
func valueNode(v, standard reflect.Value) *yaml.Node {
	switch value := v.Interface().(type) {
	case Schedule:
		return textNode(value.String())
	case *yaml.Node:
		return cloneNode(value)
	case Words:
		if len(value) == 1 {
			return textNode(value[0])
		}
	case bool:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: strconv.FormatBool(value)}
	case Answer:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!bool", Value: string(value)}
	}
	switch v.Kind() {
	case reflect.Struct:
		return mappingNode(v, standard)
	case reflect.Slice:
		n := &yaml.Node{Kind: yaml.SequenceNode}
		for i := range v.Len() {
			n.Content = append(n.Content, valueNode(v.Index(i), newElement(v.Type().Elem())))
		}
		return n
	case reflect.Int:
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: strconv.FormatInt(v.Int(), 10)}
	default:
		return textNode(v.String())
	}
}

// cloneNode copies a node, because the YAML library changes the tags of those it writes.
func cloneNode(n *yaml.Node) *yaml.Node {
	copied := *n
	copied.Content = make([]*yaml.Node, len(n.Content))
	for i, child := range n.Content {
		copied.Content[i] = cloneNode(child)
	}
	return &copied
}

func textNode(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}
}
