package config

import (
	"encoding/json"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v4"
)

// schema is the part of JSON Schema, draft 2020-12, that describes a configuration.
type schema struct {
	Dialect     string             `json:"$schema,omitempty"`
	Title       string             `json:"title,omitempty"`
	Description string             `json:"description,omitempty"`
	Type        any                `json:"type"`
	Enum        []string           `json:"enum,omitempty"`
	Default     any                `json:"default,omitempty"`
	Format      string             `json:"format,omitempty"`
	Pattern     string             `json:"pattern,omitempty"`
	Minimum     json.Number        `json:"minimum,omitempty"`
	Items       *schema            `json:"items,omitempty"`
	Properties  map[string]*schema `json:"properties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	MinKeys     int                `json:"minProperties,omitempty"`
	OtherKeys   *bool              `json:"additionalProperties,omitempty"`
}

// Schema returns the JSON Schema of the configuration, for editors: draft 2020-12, indented, ending in a newline. It is
// made from the same structs that loading fills, and is stricter in one thing: it wants text that looks like a number
// quoted.
func Schema() []byte {
	root := describe(reflect.ValueOf(Default()))
	root.Dialect = "https://json-schema.org/draft/2020-12/schema"
	root.Title = "masthead.yaml"
	root.Description = "What masthead publishes, from where, and as which feeds."
	text, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic("config: schema: " + err.Error()) // of plain strings and numbers only
	}
	return append(text, '\n')
}

// describe returns the schema of a value, which is the default.
func describe(v reflect.Value) *schema {
	switch v.Interface().(type) {
	case Schedule:
		return &schema{Type: "string"}
	case *yaml.Node:
		return &schema{Type: "object"}
	case Words:
		return &schema{Type: []string{"string", "array"}, Items: &schema{Type: "string"}}
	case bool, Answer:
		return &schema{Type: "boolean"}
	}
	switch v.Kind() {
	case reflect.Struct:
		return describeStruct(v)
	case reflect.Slice:
		return &schema{Type: "array", Items: describe(newElement(v.Type().Elem()))}
	case reflect.Int:
		return &schema{Type: "integer", Default: v.Int()}
	default:
		s := &schema{Type: "string"}
		if v.String() != "" {
			s.Default = v.String()
		}
		return s
	}
}

func describeStruct(v reflect.Value) *schema {
	s := &schema{Type: "object", Properties: map[string]*schema{}, OtherKeys: new(bool)}
	for key, field := range keyed(v.Type()) {
		property := describe(v.FieldByIndex(field.Index))
		property.annotate(field.Tag)
		s.Properties[key] = property
		if field.Tag.Get("required") == "true" {
			s.Required = append(s.Required, key)
		}
	}
	if v.Type() == reflect.TypeFor[Formats]() {
		s.MinKeys = 1
	}
	return s
}

// annotate adds what a field's tags say.
func (s *schema) annotate(tag reflect.StructTag) {
	s.Description = tag.Get("doc")
	s.Format = tag.Get("format")
	s.Pattern = tag.Get("pattern")
	if words := tag.Get("enum"); words != "" {
		one := s
		if s.Type == "array" { // each of its elements is one
			one = s.Items
		}
		one.Enum = strings.Fields(words)
	}
	s.Minimum = json.Number(tag.Get("minimum"))
}
