package meta

import "go.yaml.in/yaml/v4"

// Node gives the value of a part of a YAML document that was read already, as of a configuration. Its lines and columns
// are those of that document. The error is an [*Error].
func Node(n *yaml.Node) (v Value, warnings []Error, err error) {
	r := &reader{first: 1}
	t := yamlTree{reader: r}
	v, fault := t.value(n, 0)
	if fault != nil {
		return Value{}, r.warnings, fault
	}
	return v, r.warnings, nil
}
