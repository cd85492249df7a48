package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/masthead-feeds/masthead/config"
)

// The pages of reference are made of the program: go test ./cmd/masthead -run Reference -update.
func TestTheReferenceIsThatOfTheProgram(t *testing.T) {
	for name, page := range map[string]string{"commands.md": commandReference(t), "keys.md": keyReference(t)} {
		file := filepath.Join("..", "..", "docs", name)
		if *update {
			if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != page {
			t.Errorf("docs/%s is not what the program says, %v; run: go test ./cmd/masthead -run Reference -update", name, err)
		}
	}
}

// commandReference lists the commands, their arguments and their flags.
func commandReference(t *testing.T) string {
	parser, err := kong.New(&commands{}, kong.Name("masthead"), kong.Vars{"cores": "one for each core"})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("# Commands\n\nWhat `masthead COMMAND --help` says. Flags count more than [masthead.yaml](keys.md); their paths are relative to the " +
		"working directory.\n\n| exit status | |\n|---:|---|\n| 0 | done; articles that were left out are named on standard error |\n" +
		"| 1 | `--strict` met a fault, and nothing was written |\n| 2 | bad usage or configuration, and nothing was written |\n" +
		"| 3 | reading or writing failed, or the build refused to lose more than half of what was published |\n")
	for _, command := range parser.Model.Leaves(true) {
		fmt.Fprintf(&b, "\n## %s", command.FullPath())
		var rows []string
		for _, p := range command.Positional {
			fmt.Fprintf(&b, " %s", p.Summary())
			rows = append(rows, row("`"+p.Summary()+"`", p.Help))
		}
		for _, f := range command.Flags {
			rows = append(rows, row("`"+flagName(f)+"`", f.Help))
		}
		fmt.Fprintf(&b, "\n\n%s\n", command.Help)
		if len(rows) > 0 {
			fmt.Fprintf(&b, "\n| | |\n|---|---|\n%s", strings.Join(rows, ""))
		}
	}
	return b.String()
}

func flagName(f *kong.Flag) string {
	name := "--" + f.Name
	if f.Short != 0 {
		name = "-" + string(f.Short) + ", " + name
	}
	if !f.IsBool() {
		name += " " + f.FormatPlaceHolder()
	}
	return name
}

func row(cells ...string) string {
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(c, "|", `\|`)
	}
	return "| " + strings.Join(cells, " | ") + " |\n"
}

// schemaNode is as much of a JSON Schema as masthead's own has.
type schemaNode struct {
	Description string
	Type        any
	Enum        []string
	Default     any
	Items       *schemaNode
	Properties  map[string]*schemaNode
	Required    []string
}

// keyReference lists the keys of masthead.yaml.
func keyReference(t *testing.T) string {
	var root schemaNode
	if err := json.Unmarshal(config.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("# Keys of masthead.yaml\n\nAll of them, from [masthead.schema.json](../masthead.schema.json), by which editors complete them. " +
		"[Configuration](configuration.md) shows them at work. `[]` stands for the entries of a list.\n")
	var single []string
	for _, key := range slices.Sorted(maps.Keys(root.Properties)) {
		node := root.Properties[key]
		rows := keyRows(key, node, slices.Contains(root.Required, key))
		if len(rows) == 1 {
			single = append(single, rows...)
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n%s%s", key, node.Description, keyHead, strings.Join(rows[1:], ""))
	}
	fmt.Fprintf(&b, "\n## Keys that stand alone\n\n%s%s", keyHead, strings.Join(single, ""))
	return b.String()
}

const keyHead = "| key | value | default | |\n|---|---|---|---|\n"

// keyRows gives the row of a key, and those of the keys below it.
func keyRows(path string, node *schemaNode, required bool) []string {
	value, fallback := kindOf(node), ""
	switch {
	case required:
		fallback = "required"
	case node.Default != nil && node.Default != "" && node.Default != 0.0:
		fallback = fmt.Sprintf("`%v`", node.Default)
	}
	rows := []string{row("`"+path+"`", value, fallback, node.Description)}
	if node.Items != nil && len(node.Items.Properties) > 0 {
		path, node = path+"[]", node.Items
	}
	for _, key := range slices.Sorted(maps.Keys(node.Properties)) {
		rows = append(rows, keyRows(path+"."+key, node.Properties[key], slices.Contains(node.Required, key))...)
	}
	return rows
}

// kindOf says what a key takes.
func kindOf(node *schemaNode) string {
	if len(node.Enum) > 0 {
		return strings.Join(node.Enum, ", ")
	}
	switch kind := node.Type.(type) {
	case []any:
		return "text, or a list"
	case string:
		switch {
		case kind == "array" && node.Items != nil && node.Items.Type == "string":
			return "list"
		case kind == "array":
			return "list of maps"
		}
		return map[string]string{"string": "text", "boolean": "true, false", "integer": "number", "object": "map"}[kind]
	}
	return ""
}
