// Package meta reads what an article file says of itself before it begins: front matter in YAML, TOML or
// JSON, and the files of the same form that stand beside articles.
//
// The result is not Go values but a tree of [Value] that remembers where each part was written. Text stays
// as it is in the file, numbers and dates too, because only the reader of a key knows what it expects there:
// a title of 1984 is text, whatever YAML calls it. And when a value is no good, or someone asks where one
// came from, its line and column are at hand.
//
// [Split] finds the block at the start of a file, [Block.Decode] reads it, and [YAML], [TOML] and [JSON] read
// whole files. What is odd but has a plain meaning, such as a key written twice, is a warning and costs
// nothing; what has no plain meaning is an [*Error] with its place and, where known, what to write instead.
//
// Everything here is a pure function of UTF-8, safe for use by several goroutines at once. No input makes it panic,
// and what an input may cost is bounded: see [MaxSize].
package meta

import (
	"fmt"
	"strings"
)

// A Kind says what a format calls a value. It is a hint: what the value means is for its key to say.
type Kind uint8

// The kinds of values. The zero value of a Value is a Null.
const (
	Null   Kind = iota // nothing was written, or null
	Text               // a string
	Number             // an integer or a decimal
	Bool               // true or false; not the yes and no of YAML 1.1, which are Text
	Time               // a date, a time or both, without quotes
	List               // values in order
	Map                // values by key, in the order of the file
)

// String gives the name of the kind as messages have it.
func (k Kind) String() string {
	switch k {
	case Null:
		return "nothing"
	case Text:
		return "text"
	case Number:
		return "a number"
	case Bool:
		return "true or false"
	case Time:
		return "a date"
	case List:
		return "a list"
	case Map:
		return "keys with values"
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// A Value is one value of a metadata block, with its place.
type Value struct {
	Kind Kind
	// Text is a scalar as it was written, without its quotes and with its escapes resolved. Numbers, dates
	// and booleans are exactly as in the file. It is empty for a List and a Map.
	Text string
	List []Value // the entries of a List
	Map  []Pair  // the entries of a Map; each key occurs once
	// Line and Column say where the value begins in the file, counted from 1, columns in characters. The
	// value of a YAML alias stands where the alias does, what it holds where it was written.
	Line, Column int
}

// A Pair is an entry of a Map: a key, its place, and the value.
type Pair struct {
	Key          string
	Line, Column int
	Value        Value
}

// Get gives the value of a key of a Map. It is false if there is no such key, or v is no Map.
func (v Value) Get(key string) (Value, bool) {
	if i := v.index(key); i >= 0 {
		return v.Map[i].Value, true
	}
	return Value{}, false
}

// Fold gives the entry of a key of a Map whatever its case, since programs disagree on that of their keys.
// A key in exactly this case comes first, then the last one that differs from it in case only.
func (v Value) Fold(key string) (Pair, bool) {
	if i := v.index(key); i >= 0 {
		return v.Map[i], true
	}
	for i := len(v.Map) - 1; i >= 0; i-- {
		if strings.EqualFold(v.Map[i].Key, key) {
			return v.Map[i], true
		}
	}
	return Pair{}, false
}

func (v Value) index(key string) int {
	for i := range v.Map {
		if v.Map[i].Key == key {
			return i
		}
	}
	return -1
}

// An Error is something wrong, or as a warning something odd, at a place in the file.
type Error struct {
	Line, Column int    // from 1; columns count characters
	Message      string // what is wrong
	Fix          string // what to write instead; may be empty
	Key          string // the key that it concerns, if it does just one
}

// Error gives line:column: message; fix. Put the name of the file and a colon before it.
func (e Error) Error() string {
	if e.Fix == "" {
		return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Message)
	}
	return fmt.Sprintf("%d:%d: %s; %s", e.Line, e.Column, e.Message, e.Fix)
}
