package config

import (
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

// place is where in the file a value stands, and its text, which tells whether the value has since been replaced.
type place struct {
	line, column int
	text         string
}

// places maps a key such as feeds[1].limit to where its value stands. It is written while loading only.
type places map[string]place

// find returns the place of the value at path, or, for what is not written, of what it is missing from.
func (p places) find(path string) place {
	at, written := p[path]
	for !written && path != "" {
		path = parent(path)
		at, written = p[path]
	}
	return at
}

// parent returns the path of what path is part of.
func parent(path string) string { return path[:max(0, strings.LastIndexAny(path, ".["))] }

// note records where the value at path stands.
func (p places) note(path string, n *yaml.Node) {
	p[path] = place{line: n.Line, column: n.Column, text: n.Value}
}

// join returns the path of a key, quoted when it does not read like one.
func join(path, key string) string {
	plain := func(r rune) bool {
		return r != '-' && r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	}
	if key == "" || strings.ContainsFunc(key, plain) {
		key = quote(key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

// index returns the path of a list's element.
func index(path string, i int) string {
	return path + "[" + strconv.Itoa(i) + "]"
}
