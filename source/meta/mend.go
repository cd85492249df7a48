package meta

import (
	"bytes"
	"errors"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// mendable matches an entry of front matter whose value begins, or ends, with a sign that YAML has other uses for, and that
// can only be meant as text: @scope/name, {#if …}, bind:. A colon amid a value is not among them: nobody knows then whether
// a line break was lost.
var mendable = pattern.New("^([A-Za-z_][\\w -]*:[ \\t]+)([@%`*&!][^:\n]*|\\{[#%{/:][^\n]*|[^:\n\"'>|\\[{]+:)[ \\t]*$")

// maxMended is how many lines of a block are taken as text before it is given up.
const maxMended = 5

// mendYAML reads front matter of which some lines are no YAML: title: @scope/name. Programs that cut lines at their first
// colon write it so. Such a value is taken as text, with a warning; what holds an article back, and is
// taken as text, holds it all the more. A block that stays unreadable is the error that it was.
func mendYAML(data []byte, firstLine int) (Value, []Error, error) {
	v, warnings, err := YAML(data, firstLine)
	var first *Error
	if !errors.As(err, &first) {
		return v, warnings, err
	}
	lines := bytes.Split(data, []byte{'\n'})
	var told []Error
	fault := first
	for range maxMended {
		at, ok := mendLine(lines, fault.Line-firstLine)
		if !ok {
			return Value{}, nil, first
		}
		told = append(told, Error{Line: firstLine + at, Column: 1, Message: fault.Message + ", and the line is taken as text", Fix: fault.Fix})
		v, warnings, err = YAML(bytes.Join(lines, []byte{'\n'}), firstLine)
		if fault = nil; !errors.As(err, &fault) {
			return v, append(told, warnings...), err
		}
	}
	return Value{}, nil, first
}

// mendLine puts the value of the line at fault into quotes, or of the line before it, where YAML notices only later.
func mendLine(lines [][]byte, at int) (int, bool) {
	for _, i := range []int{at, at - 1} {
		if i < 0 || i >= len(lines) {
			continue
		}
		line := string(bytes.TrimRight(lines[i], "\r"))
		m := mendable.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		lines[i] = []byte(m[1] + "'" + strings.ReplaceAll(m[2], "'", "''") + "'")
		return i, true
	}
	return 0, false
}
