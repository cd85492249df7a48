package source

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Origin says which rule gave a value, and where it stands in which file.
type Origin struct {
	// File is the file's path below the source's folder, with slashes; empty when no file said it.
	File string
	// Line and Column count from 1, columns in characters; 0 when the value has no place in the file.
	Line, Column int
	// Rule names the kind of statement: "front matter", "sidecar", "file name", "first heading". It is never empty
	// in the origin of a value that is set.
	Rule string
	// Key is the name the file gives the value, such as "pubDate"; empty when the rule has no keys.
	Key string
}

// String gives the origin as an editor would look it up: rule, key and file:line:column.
func (o Origin) String() string {
	var b strings.Builder
	b.WriteString(o.Rule)
	if o.Key != "" {
		b.WriteString(" " + o.Key)
	}
	if place := o.place(); place != "" {
		b.WriteString(", " + place)
	}
	return b.String()
}

// IsPolicy reports that a rule of the publication gave a value, and no file of an article.
func (o Origin) IsPolicy() bool {
	return strings.HasPrefix(o.Rule, "policy") || strings.HasPrefix(o.Rule, "agencies[")
}

// place gives file:line:column, as much of it as is known.
func (o Origin) place() string {
	switch {
	case o.Line == 0:
		return o.File
	case o.Column == 0:
		return fmt.Sprintf("%s:%d", o.File, o.Line)
	}
	return fmt.Sprintf("%s:%d:%d", o.File, o.Line, o.Column)
}

// Field is a value and where it came from, and the values that lost against it. The zero Field has no value.
type Field[T any] struct {
	Value T
	From  Origin
	lost  *[]Lost // nil for nearly all
}

// Lost is a value that a field does not have, since a rule that counts more gave it another.
type Lost struct {
	Value string
	From  Origin
}

// Known reports whether any rule gave the field a value.
func (f Field[T]) Known() bool { return f.From.Rule != "" }

// Set gives the field a value unless it has one: rules are tried in order of precedence, and the first that holds wins. What
// loses is remembered if it is another value.
func (f *Field[T]) Set(v T, from Origin) {
	if !f.Known() {
		f.Value, f.From = v, from
		return
	}
	other := Field[T]{Value: v, From: from}
	if text := other.text(); text != f.text() {
		f.lose(Lost{text, from})
	}
}

// Override gives the field a value whatever it has, which is remembered as lost.
func (f *Field[T]) Override(v T, from Origin) {
	before := *f
	*f = Field[T]{Value: v, From: from, lost: before.lost}
	if before.Known() && before.text() != f.text() {
		f.lose(Lost{before.text(), before.From})
	}
}

// mostLost bounds what is remembered: a page may state its date a thousand times.
const mostLost = 20

func (f *Field[T]) lose(values ...Lost) {
	if f.lost == nil {
		f.lost = new([]Lost)
	}
	for _, v := range values {
		if len(*f.lost) < mostLost && !slices.Contains(*f.lost, v) {
			*f.lost = append(*f.lost, v)
		}
	}
}

// Lost gives the values that lost, in the order in which they were tried.
func (f *Field[T]) Lost() []Lost {
	if f.lost == nil {
		return nil
	}
	return *f.lost
}

// stated is what Field has in common whatever its type, so that layers merge and explain lists all fields in one loop.
type stated interface {
	Known() bool
	origin() Origin
	text() string
	fill(below stated)
	Lost() []Lost
}

func (f *Field[T]) origin() Origin { return f.From }

func (f *Field[T]) fill(below stated) {
	b := below.(*Field[T])
	if b.Known() {
		f.Set(b.Value, b.From)
		if lost := b.Lost(); len(lost) > 0 {
			f.lose(lost...)
		}
	}
}

func (f *Field[T]) text() string {
	switch v := any(f.Value).(type) {
	case string:
		return v
	case time.Time:
		return v.Format(time.RFC3339)
	case []string:
		return strings.Join(v, ", ")
	case []Person:
		return joinStrings(v)
	case []License:
		return joinStrings(v)
	case []Media:
		return joinStrings(v)
	case []Correction:
		return joinStrings(v)
	}
	return fmt.Sprint(f.Value)
}

func joinStrings[T fmt.Stringer](list []T) string {
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = v.String()
	}
	return strings.Join(parts, "; ")
}
