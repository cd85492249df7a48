package meta

import "go.yaml.in/yaml/v4"

// Node gives the value of a part of a YAML document that was read already, as of a configuration, by those who look for what is
// odd in it themselves. Its lines and columns are those of that document. The error is an [*Error].
func Node(n *yaml.Node) (Value, error) {
	t := yamlTree{reader: &reader{first: 1}}
	v, fault := t.value(n, 0)
	if fault != nil {
		return Value{}, fault
	}
	return v, nil
}
