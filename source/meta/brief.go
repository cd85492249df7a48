package meta

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"
)

// Brief reads only those keys of a YAML block that are wanted, line by line, and appends them to pairs. It knows the front
// matter that nearly all articles have: keys at the margin with values of one line, or with plain lists and maps below them.
// Of anything else, ok is false and nothing is told: ask [Block.Decode], which takes twenty times as long. What it tells
// is what Decode tells of these keys, with the same places, and there is no fault in the block; a key that is written twice within
// the value of one that is not wanted goes unsaid. The keys are told of in the order of the file.
func (b Block) Brief(wanted func(key []byte) bool, pairs []Pair) (_ []Pair, ok bool) {
	const longest = 8 << 10
	data := b.Data
	if b.Format != FormatYAML || len(data) > longest {
		return pairs, false
	}
	if bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte{'\n'})
	}
	if !isClean(data) || bytes.Contains(data, []byte(byteOrderMark)) {
		return pairs, false
	}
	r := brief{rest: data, line: b.Line - 1, pairs: pairs, wanted: wanted}
	for r.next() {
		if !r.entry() {
			return pairs, false
		}
	}
	return r.pairs, true
}

// brief is a Brief under way.
type brief struct {
	rest   []byte
	text   []byte // the current line, without blanks at its end
	line   int    // its number
	pairs  []Pair
	wanted func(key []byte) bool
	keys   [32]uint64 // hashes of those at the margin
	count  int
}

// next goes on to the next line that says something.
func (r *brief) next() bool {
	for len(r.rest) > 0 {
		line, rest, _ := bytes.Cut(r.rest, []byte{'\n'})
		r.rest = rest
		r.line++
		r.text = bytes.TrimRight(line, " ")
		if len(r.text) > 0 && r.text[0] != '#' {
			return true
		}
	}
	return false
}

// entry reads a key at the margin and all that belongs to it.
func (r *brief) entry() bool {
	key, value, at := cutKey(r.text)
	if key == nil || !r.isNew(key) {
		return false
	}
	isWanted := r.wanted(key)
	if len(value) == 0 && isWanted {
		told := Pair{Key: string(key), Line: r.line, Column: 1}
		list, ok := r.list()
		told.Value = list
		r.pairs = append(r.pairs, told)
		return ok
	}
	if len(value) == 0 {
		return r.block()
	}
	if isWanted {
		told, ok := r.value(value, at)
		if !ok {
			return false
		}
		r.pairs = append(r.pairs, Pair{Key: string(key), Line: r.line, Column: 1, Value: told})
	} else if !isScalar(value) && !isFlow(value) {
		return false
	}
	return !r.goesOn()
}

// value reads what stands behind a key: a scalar, or a list of scalars in brackets.
func (r *brief) value(value []byte, at int) (v Value, ok bool) {
	if value[0] != '[' {
		text, kind, ok := oneScalar(value)
		return Value{Kind: kind, Text: text, Line: r.line, Column: at + 1}, ok
	}
	if len(value) < 3 || !isFlow(value) {
		return v, false
	}
	v = Value{Kind: List, Line: r.line, Column: at + 1}
	begin := 1
	for word := range bytes.SplitSeq(value[1:len(value)-1], []byte{','}) {
		blanks := len(word) - len(bytes.TrimLeft(word, " "))
		text, kind, ok := oneScalar(bytes.Trim(word, " "))
		if !ok {
			return v, false
		}
		v.List = append(v.List, Value{Kind: kind, Text: text, Line: r.line, Column: at + 1 + utf8.RuneCount(value[:begin+blanks])})
		begin += len(word) + 1
	}
	return v, true
}

// isNew reports that no key was called so before, as far as is looked.
func (r *brief) isNew(key []byte) bool {
	hash := uint64(14695981039346656037) // FNV-1a
	for _, c := range key {
		hash = (hash ^ uint64(c)) * 1099511628211
	}
	for _, h := range r.keys[:r.count] {
		if h == hash {
			return false
		}
	}
	if r.count == len(r.keys) {
		return false
	}
	r.keys[r.count] = hash
	r.count++
	return true
}

// goesOn reports that the value of the line goes on in the next: it is indented, or a blank line is before one that is.
func (r *brief) goesOn() bool {
	rest := bytes.TrimLeft(r.rest, "\n ")
	begins := len(r.rest) - len(rest)
	return len(rest) > 0 && begins > 0 && r.rest[begins-1] == ' ' || len(rest) > 0 && rest[0] == '\t'
}

// block passes over a list, a map or a list of maps of scalars, all of whose lines are indented alike.
func (r *brief) block() bool {
	var first []byte
	indent := -1
	for {
		rest, line := r.rest, r.line
		if !r.next() {
			return true
		}
		blanks := len(r.text) - len(bytes.TrimLeft(r.text, " "))
		within := r.text[blanks:]
		isEntry := bytes.HasPrefix(within, []byte("- "))
		if blanks == 0 && !isEntry {
			r.rest, r.line = rest, line // the next key at the margin
			return true
		}
		if indent < 0 {
			indent, first = blanks, within
		}
		switch ofList := bytes.HasPrefix(first, []byte("- ")); {
		case isEntry && ofList && blanks == indent:
			within = within[2:]
			if isMember(first[2:]) != isMember(within) || !isMember(within) && !isScalar(within) {
				return false
			}
		case !isEntry && ofList && blanks == indent+2 && isMember(first[2:]) && isMember(within):
		case !isEntry && !ofList && blanks == indent && isMember(within):
		default:
			return false
		}
	}
}

// list reads a list of scalars, each on a line of its own, all of which are indented alike.
func (r *brief) list() (v Value, ok bool) {
	indent := -1
	for {
		rest, line := r.rest, r.line
		if !r.next() {
			return v, indent >= 0
		}
		blanks := len(r.text) - len(bytes.TrimLeft(r.text, " "))
		within, isEntry := bytes.CutPrefix(r.text[blanks:], []byte("- "))
		if blanks == 0 && !isEntry {
			r.rest, r.line = rest, line // the next key at the margin
			return v, indent >= 0
		}
		if indent < 0 {
			indent = blanks
			v = Value{Kind: List, Line: r.line, Column: indent + 1}
		}
		if !isEntry || blanks != indent || len(within) == 0 || isMember(within) {
			return v, false
		}
		text, kind, ok := oneScalar(within)
		if !ok {
			return v, false
		}
		v.List = append(v.List, Value{Kind: kind, Text: text, Line: r.line, Column: indent + 3})
	}
}

// isMember reports a key with a scalar.
func isMember(line []byte) bool {
	key, value, _ := cutKey(line)
	return key != nil && len(value) > 0 && isScalar(value)
}

// cutKey cuts a line into a key, of letters, digits, - and _ only, and what follows it, and says where that begins. key is
// nil when the line does not begin with one.
func cutKey(line []byte) (key, value []byte, at int) {
	end := 0
	for end < len(line) && isKeyByte(line[end]) {
		end++
	}
	if end == 0 || end > 64 || end == len(line) || line[end] != ':' || line[0] == '-' || line[0] >= '0' && line[0] <= '9' {
		return nil, nil, 0
	}
	for at = end + 1; at < len(line) && line[at] == ' '; at++ {
	}
	if at == end+1 && at < len(line) {
		return nil, nil, 0
	}
	return line[:end], line[at:], at
}

// oneScalar reads a scalar that is written on one line and needs no thought.
func oneScalar(value []byte) (text string, kind Kind, ok bool) {
	if !isScalar(value) {
		return "", 0, false
	}
	if q := value[0]; q == '"' || q == '\'' {
		within := value[1 : len(value)-1]
		return string(within), Text, bytes.IndexByte(within, '\\') < 0 && bytes.IndexByte(within, '\'') < 0
	}
	if bytes.Contains(value, []byte(" #")) {
		return "", 0, false
	}
	text = string(value)
	kind, ok = kindOfPlain(text)
	return text, kind, ok
}

// kindOfPlain tells the kind of a plain scalar, if that can be told at a glance.
func kindOfPlain(s string) (Kind, bool) {
	switch s {
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool, true
	case "null", "Null", "NULL", "~":
		return Null, false // what is not said has a place of its own
	}
	if c := s[0]; (c < '0' || c > '9') && c != '.' && c != '+' {
		return Text, true
	}
	const day = len(time.DateOnly)
	layout := ""
	switch {
	case len(s) < day && strings.Trim(s, "0123456789") == "" && (s[0] != '0' || len(s) == 1): // 007 is octal for some
		return Number, true
	case len(s) < day || s[4] != '-' || s[7] != '-':
		return Number, false
	case len(s) == day:
		layout = time.DateOnly
	case s[day] == 'T':
		layout = "2006-01-02T15:4:5.999999999Z07:00"
	case strings.Contains(s[day+1:], " "):
		return Text, s[day] == ' ' // it is no number for sure, and no date of YAML's
	case s[day] == ' ':
		layout = "2006-01-02 15:4:5.999999999"
	default:
		return Number, false
	}
	if _, err := time.Parse(time.RFC3339, s); err == nil { // as most are written, and read ten times as fast
		return Time, true
	}
	if _, err := time.Parse(layout, s); err != nil {
		return Text, false
	}
	return Time, true
}

// isScalar reports whether the rest of a line is a scalar as nearly all are: in quotes without an escape but those of quotes
// and backslashes, or plain and with no sign that YAML has other uses for.
func isScalar(value []byte) bool {
	switch value[0] {
	case '"':
		for i := 1; i < len(value); i++ {
			switch value[i] {
			case '\\':
				if i++; i == len(value) || value[i] != '"' && value[i] != '\\' {
					return false
				}
			case '"':
				return i == len(value)-1
			case '\t':
				return false
			}
		}
		return false
	case '\'':
		within := value[1:]
		if end := len(within) - 1; end >= 0 && within[end] == '\'' {
			pairs := bytes.Count(within[:end], []byte("''"))
			return 2*pairs == bytes.Count(within[:end], []byte{'\''}) && bytes.IndexByte(within, '\t') < 0
		}
		return false
	}
	return isPlain(value)
}

func isPlain(value []byte) bool {
	switch value[0] {
	case ' ', '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '=', '<':
		return false
	}
	if value[len(value)-1] == ':' {
		return false
	}
	for i, c := range value {
		if c == '\t' || c == ' ' && value[i-1] == ':' {
			return false
		}
	}
	return true
}

// isFlow reports a list in brackets, on one line, of words that need no quotes.
func isFlow(value []byte) bool {
	if len(value) < 3 || value[0] != '[' || value[len(value)-1] != ']' {
		return string(value) == "[]"
	}
	for word := range bytes.SplitSeq(value[1:len(value)-1], []byte{','}) {
		if word = bytes.Trim(word, " "); len(word) > 2 && (word[0] == '"' || word[0] == '\'') && isScalar(word) {
			word = word[1 : len(word)-1]
		} else if len(word) == 0 || !isPlain(word) {
			return false
		}
		for _, c := range word {
			switch c {
			case '[', ']', '{', '}', ':', '#', '"', '\'', '\\':
				return false
			}
		}
	}
	return true
}

// isKeyByte are the characters of the keys that are read.
func isKeyByte(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_'
}
