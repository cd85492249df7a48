package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Error is one fault of a configuration. Line and Column count from 1, columns in characters; both are 0 when the fault
// has no place in a file, as for a value that a command-line flag gave. Path is the key, such as feeds[1].formats.rss.
type Error struct {
	File         string
	Line, Column int
	Path         string
	Message      string // what is wrong
	Fix          string // what to write instead
}

// Error returns the fault on one line: file, line, column, key, what is wrong, what to write. What is unknown is left out.
func (e *Error) Error() string {
	text := e.Message
	if e.Fix != "" {
		text += "; " + e.Fix
	}
	if e.Path != "" {
		text = e.Path + ": " + text
	}
	place := e.File
	if e.Line > 0 {
		place = strings.TrimPrefix(fmt.Sprintf("%s:%d:%d", e.File, e.Line, e.Column), ":")
	}
	if place == "" {
		return text
	}
	return place + ": " + text
}

// Errors is every fault that one pass found, in the order of their places.
type Errors []*Error

// Error returns the faults, one a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, fault := range e {
		lines[i] = fault.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the faults, for errors.As and errors.Is.
func (e Errors) Unwrap() []error {
	list := make([]error, len(e))
	for i, fault := range e {
		list[i] = fault
	}
	return list
}

// orNil returns the faults in order, or a nil error when there are none.
func (e Errors) orNil() error {
	if len(e) == 0 {
		return nil
	}
	slices.SortStableFunc(e, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return e
}

// flaw is a fault that does not know its place yet.
func flaw(fix, format string, args ...any) *Error {
	return &Error{Message: fmt.Sprintf(format, args...), Fix: fix}
}

// asFault returns the fault in err, which may be any error.
func asFault(err error) *Error {
	if fault, ok := errors.AsType[*Error](err); ok {
		copied := *fault
		return &copied
	}
	return &Error{Message: err.Error()}
}

// quote quotes a foreign value, shortened to what a line can bear.
func quote(value string) string {
	const longest = 60
	if runes := []rune(value); len(runes) > longest {
		value = string(runes[:longest]) + "…"
	}
	return strconv.Quote(value)
}
