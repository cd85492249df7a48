package meta

import (
	"bytes"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// script reads the constants of a piece of JavaScript that only states some: const title = "A day"; draft: true. Eleventy and
// MDX have their metadata so. Nothing is run: a line that does more is an [*Error], for it may be what keeps the article
// inside. Lines count from firstLine. The value is a Map of texts, numbers, booleans and lists of texts.
func script(data []byte, firstLine int) (v Value, err error) {
	v = Value{Kind: Map, Line: firstLine, Column: 1}
	line := firstLine - 1
	for l := range bytes.Lines(data) {
		line++
		text := strings.TrimSpace(string(l))
		if scriptFrame.MatchString(text) {
			continue
		}
		m := scriptEntry.FindStringSubmatch(text)
		if m == nil {
			return v, &Error{Line: line, Column: 1, Message: "this is JavaScript, which is not run", Fix: `write metadata in YAML between lines ---, or as const title = "…"`}
		}
		value := scriptValue(m[2])
		value.Line, value.Column = line, 1+strings.Index(string(l), m[2])
		v.Map = append(v.Map, Pair{Key: m[1], Line: line, Column: 1, Value: value})
	}
	return v, nil
}

// exported matches where MDX states its metadata: export const meta = {.
var exported = pattern.New(`(?m)^export\s+const\s+(?:meta|metadata|frontmatter|frontMatter)(?:\s*:\s*\w+)?\s*=\s*\{[ \t]*$`)

// Exported reads the metadata that an MDX document without front matter states in its code, as the documentation of Next.js
// teaches it. Entries that would have to be run are passed over. ok is false when there is none.
func Exported(data []byte, firstLine int) (v Value, ok bool) {
	at := exported.FindIndex(data)
	if at == nil {
		return Value{}, false
	}
	v = Value{Kind: Map, Line: firstLine + bytes.Count(data[:at[0]], []byte{'\n'}), Column: 1}
	line := v.Line
	for l := range bytes.Lines(data[at[1]:]) {
		if bytes.HasPrefix(l, []byte{'}'}) {
			return v, true
		}
		if entry, err := script(bytes.TrimSpace(l), line); err == nil {
			v.Map = append(v.Map, entry.Map...)
		}
		line++
	}
	return Value{}, false
}

const (
	scriptText = `"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|` + "`[^`$\\\\]*`"
	scriptList = `\[\s*(?:(?:` + scriptText + `)\s*,?\s*)*\]`
)

// scriptEntry matches a constant, or an entry of an object.
var scriptEntry = pattern.New(`^(?:(?:export\s+)?(?:const|let|var)\s+)?["']?([A-Za-z_$][\w$-]*)["']?\s*[=:]\s*(` + scriptText + `|` + scriptList + `|true|false|null|-?[\d.]+)\s*[,;]?(?:\s*//.*)?$`)

// scriptFrame matches what stands around entries: braces, comments, and the words that begin an object.
var scriptFrame = pattern.New(`^(?:|//.*|/\*.*\*/|(?:(?:module\.exports|export\s+const\s+\w+|const\s+\w+)\s*=|export\s+default|return)?\s*\{|\}\s*[,;]?)$`)

var scriptTexts = pattern.New(scriptText)

func scriptValue(s string) Value {
	switch {
	case s[0] == '[':
		v := Value{Kind: List}
		for _, text := range scriptTexts.FindAllString(s, -1) {
			v.List = append(v.List, scriptValue(text))
		}
		return v
	case s == "null":
		return Value{Kind: Null, Text: s}
	case s == "true" || s == "false":
		return Value{Kind: Bool, Text: s}
	case strings.IndexByte("\"'`", s[0]) >= 0:
		return Value{Kind: Text, Text: unescape.Replace(s[1 : len(s)-1])}
	}
	return Value{Kind: Number, Text: s}
}

// unescape reads the escapes that occur in titles.
var unescape = strings.NewReplacer(`\"`, `"`, `\'`, `'`, `\n`, "\n", `\t`, "\t", `\\`, `\`)
