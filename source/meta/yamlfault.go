package meta

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// A yamlError is what the scanner and the parser of YAML say of a fault, turned into what the writer can do
// about it. They report where they could not go on, which for the classic faults (a colon in a title, a tab, a
// quote that is not closed) is not always where the fault is.
type yamlError struct {
	*reader
	found   *yaml.LoadError
	message string
	line    int // within the text, from 1, as is the column
	column  int
	fix     string
}

// yamlFault says where and how YAML is wrong.
func (r *reader) yamlFault(err error) *Error {
	var own *Error
	var found *yaml.LoadError
	switch {
	case errors.As(err, &own):
		return own
	case !errors.As(err, &found):
		return &Error{Line: r.first, Column: 1, Message: err.Error()}
	}
	e := yamlError{reader: r, found: found, message: found.Message, line: found.Mark.Line, column: found.Mark.Column}
	if !e.tab() && !e.scanning() && !e.quoting() {
		e.closing()
	}
	return e.located()
}

// located keeps the error within the text: what is missing at its end is reported at the end of its last line.
func (e *yamlError) located() *Error {
	last := bytes.Count(bytes.TrimSuffix(e.text, []byte{'\n'}), []byte{'\n'}) + 1
	if e.line > last {
		e.line, e.column = last, utf8.RuneCountInString(e.reader.line(last))+1
	}
	return &Error{e.first + max(e.line, 1) - 1, max(e.column, 1), e.message, e.fix, ""}
}

func (e *yamlError) say(message, fix string) bool {
	e.message, e.fix = message, fix
	return true
}

// current is the line that the error is on.
func (e *yamlError) current() string { return e.reader.line(e.line) }

// back moves the error to where the construct began that could not be finished.
func (e *yamlError) back() { e.line, e.column = e.found.ContextMark.Line, e.found.ContextMark.Column }

// tab finds the tab that indents a line, whatever the scanner made of it.
func (e *yamlError) tab() bool {
	line := e.current()
	i := strings.IndexByte(line[:indent(line)], '\t')
	if i < 0 || e.found.Stage != yaml.ScannerStage {
		return false
	}
	e.column = i + 1
	return e.say("a tab indents this line", "indent with spaces")
}

// scanning knows the faults of lines that lack their colon, or have one too many.
func (e *yamlError) scanning() bool {
	switch e.message {
	case "could not find expected ':'":
		e.back()
		return e.noColon()
	case "mapping values are not allowed in this context":
		if start := entryStart(e.current(), ':'); start > 0 && e.column > utf8.RuneCountInString(e.current()[:start]) {
			return e.say("a colon with a blank after it cannot be part of a value without quotes", quoteFix(e.current(), ':'))
		}
		return e.misplaced()
	case "block sequence entries are not allowed in this context":
		return e.say("a list cannot begin on the line of its key", "put it on the next line, or put the value in quotes")
	}
	return false
}

// misplaced explains a key that the line before it does not allow: that one has no colon, or the key is
// indented as if it belonged to it.
func (e *yamlError) misplaced() bool {
	line, above := e.current(), e.line-1
	for above > 0 && strings.TrimSpace(e.reader.line(above)) == "" {
		above--
	}
	before := e.reader.line(above)
	if entryStart(before, ':') < 0 && indent(line) == indent(before) {
		e.line, e.column = above, indent(before)+1
		return e.noColon()
	}
	e.column = indent(line) + 1
	return e.say("this line is indented, but the line above has a value already", "begin it in the column of the other keys")
}

// noColon explains a line that should be an entry and is none.
func (e *yamlError) noColon() bool {
	if noColonSpace(e.current()) {
		return e.say("there is no blank after the colon", "write key: value")
	}
	return e.say("this line has no key with a colon", "write key: value, or indent what continues the line above")
}

// quoting knows the faults of text that needs quotes, and of the quotes it has.
func (e *yamlError) quoting() bool {
	fix := quoteFix(e.current(), ':')
	switch {
	case e.message == "found character that cannot start any token":
		rest := []rune(e.current())
		e.say("text without quotes cannot begin with this character", fix)
		if i := e.column - 1; i >= 0 && i < len(rest) {
			e.message = "text without quotes cannot begin with " + string(rest[i])
		}
	case strings.HasPrefix(e.message, "unknown anchor"):
		e.say("a * begins the name of an anchor, and there is none of this name", fix)
	case e.message == "did not find expected key" && e.column > indent(e.current())+1:
		e.say("the value ended before this", fix)
	case e.message == "did not find expected comment or line break", e.message == "did not find expected node content":
		e.say("a value without quotes cannot be written like this", fix)
	case e.message == "found unknown escape character":
		e.say("this is not an escape", `write \\ for a backslash, or put the value in single quotes`)
	default:
		return false
	}
	return true
}

// closing knows the faults of what is opened and not closed, and the rest.
func (e *yamlError) closing() {
	far := e.found.ContextMark.Line > 0 && e.found.ContextMark.Line != e.found.Mark.Line
	switch {
	case strings.HasPrefix(e.message, "found unexpected end of stream"):
		e.back()
		e.say("this quote is never closed", "close it with the same quote")
	case strings.HasPrefix(e.message, "did not find expected ',' or ") && far:
		e.back()
		e.say("this is never closed", "close [ with ] and { with }")
	case strings.HasPrefix(e.message, "did not find expected ',' or "):
		e.say("an entry should end before this", "put a comma between entries, and text that holds a comma in quotes")
	case e.message == "did not find expected '-' indicator":
		e.say("this is not an entry of the list above", "begin entries with -, and keys in the column of the key of the list")
	case e.message == "did not find expected key":
		e.say("this is in the column of no key above", "begin it in the column of the other keys")
	case e.message == "did not find expected <document start>":
		e.outdented()
	case e.message == "found incompatible YAML document":
		e.say("this version of YAML is not read", "remove the line that begins with %YAML")
	case entryStart(e.current(), ':') > 0:
		e.fix = quoteFix(e.current(), ':')
	}
}

// outdented explains a line that begins before the first one does, or follows what is whole by itself.
func (e *yamlError) outdented() bool {
	first := 1
	for first < e.line && blankOrComment(e.reader.line(first)) {
		first++
	}
	if indent(e.reader.line(first)) > indent(e.current()) {
		return e.say("this line is indented less than the first", "begin all keys in the same column")
	}
	return e.say("nothing may follow what begins above", "write lines like key: value, and put text that begins with a quote, [ or { in quotes")
}

func blankOrComment(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || line[0] == '#'
}

// line gives a line of the text, counted from 1; beyond its ends, nothing.
func (r *reader) line(n int) string {
	if n < 1 {
		return ""
	}
	line, _, _ := bytes.Cut(r.text[r.lineStart(n):], []byte{'\n'})
	return string(line)
}

// lineStart gives the offset of a line counted from 1.
func (r *reader) lineStart(n int) int {
	offset := 0
	for ; n > 1; n-- {
		i := bytes.IndexByte(r.text[offset:], '\n')
		if i < 0 {
			return len(r.text)
		}
		offset += i + 1
	}
	return offset
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// entryStart gives the offset behind the separator of a key from its value, or -1. The colon of YAML needs a
// blank after it.
func entryStart(line string, separator byte) int {
	i := indent(line)
	if i < len(line) && (line[i] == '"' || line[i] == '\'') {
		i += 1 + max(strings.IndexByte(line[i+1:], line[i]), 0)
	}
	for ; i < len(line); i++ {
		if line[i] == separator && (separator != ':' || i+1 == len(line) || line[i+1] == ' ' || line[i+1] == '\t') {
			return i + 1
		}
	}
	return -1
}

// noColonSpace reports whether a line would be an entry if there were a blank after its colon.
func noColonSpace(line string) bool {
	key, value, found := strings.Cut(strings.TrimSpace(line), ":")
	return found && key != "" && !strings.ContainsAny(key, ` "'`) && value != "" && !strings.HasPrefix(value, "//")
}

// quoteFix shows the entry of a line with its value in quotes.
func quoteFix(line string, separator byte) string {
	const advice = "put the value in quotes"
	start := entryStart(line, separator)
	if start < 0 {
		return advice
	}
	value := strings.TrimSpace(line[start:])
	if n := len(value); n > 1 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
		value = value[1 : n-1]
	}
	if value == "" || utf8.RuneCountInString(line) > 100 {
		return advice
	}
	return advice + ": " + strings.TrimSpace(line[:start]) + " " + quoted(value, separator)
}

// quoted puts text in the quotes that change it least. Only YAML can have a single quote between single quotes.
func quoted(s string, separator byte) string {
	single := strings.Contains(s, "'")
	switch {
	case !strings.ContainsAny(s, `"\`):
		return `"` + s + `"`
	case !single:
		return "'" + s + "'"
	case separator == ':':
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
}
