package html

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/meta"
)

// jsonReader reads JSON as pages have it: a comma too many, line ends within a string and comments around the whole are no
// reason to lose the rest. What cannot be made sense of ends the reading; what was read before it stands.
type jsonReader struct {
	text string
	pos  int
	at   place // of the character that seen stands before
	seen int
}

// maxJSONDepth is far beyond what any page nests.
const maxJSONDepth = 60

// readJSON reads a script's text, which begins at a place of the file.
func readJSON(text string, at place) (list []meta.Value) {
	r := jsonReader{text: text, at: at}
	for len(list) < 100 {
		r.space()
		start := r.pos
		v, ok := r.value(0)
		if v.Kind != meta.Null {
			list = append(list, v)
		}
		if !ok || r.pos >= len(text) || r.pos == start {
			return list
		}
	}
	return list
}

// space passes over white space, the semicolon behind the whole, comments and the marks of CDATA.
func (r *jsonReader) space() {
	for r.pos < len(r.text) {
		rest := r.text[r.pos:]
		switch c := rest[0]; {
		case c <= ' ' || c == ';':
			r.pos++
		case strings.HasPrefix(rest, "/*"):
			r.pass(2, "*/")
		case strings.HasPrefix(rest, "//"):
			r.pass(2, "\n")
		case strings.HasPrefix(rest, "<![CDATA["):
			r.pos += len("<![CDATA[")
		case strings.HasPrefix(rest, "<!--"):
			r.pos += len("<!--")
		case strings.HasPrefix(rest, "]]>"), strings.HasPrefix(rest, "-->"):
			r.pos += 3
		case strings.HasPrefix(rest, "\ufeff"), strings.HasPrefix(rest, "\u00a0"), strings.HasPrefix(rest, "\u2028"):
			_, size := utf8.DecodeRuneInString(rest)
			r.pos += size
		default:
			return
		}
	}
}

// pass goes behind the next end, or to the end of a comment line that "//]]>" closes.
func (r *jsonReader) pass(from int, end string) {
	rest := r.text[r.pos+from:]
	i := strings.Index(rest, end)
	switch {
	case end == "\n" && (strings.HasPrefix(rest, "<![CDATA[") || strings.HasPrefix(rest, "]]>")):
		r.pos += from
	case i < 0:
		r.pos = len(r.text)
	default:
		r.pos += from + i + len(end)
	}
}

// value reads one value; ok is false when none begins here.
func (r *jsonReader) value(depth int) (v meta.Value, ok bool) {
	if r.pos >= len(r.text) || depth > maxJSONDepth {
		return v, false
	}
	r.at = r.at.after([]byte(r.text[r.seen:r.pos]))
	r.seen = r.pos
	v.Line, v.Column = r.at.line, r.at.column
	switch r.text[r.pos] {
	case '{':
		v.Kind = meta.Map
		return v, r.object(&v, depth)
	case '[':
		v.Kind = meta.List
		return v, r.array(&v, depth)
	case '"':
		v.Kind, v.Text = meta.Text, r.str()
		return v, true
	}
	return v, r.word(&v)
}

// next goes to the next entry; ok is false behind the last.
func (r *jsonReader) next(end byte) (ok bool) {
	for {
		r.space()
		if r.pos >= len(r.text) {
			return false
		}
		switch r.text[r.pos] {
		case ',':
			r.pos++
		case end:
			r.pos++
			return false
		default:
			return true
		}
	}
}

func (r *jsonReader) array(v *meta.Value, depth int) bool {
	r.pos++
	for r.next(']') {
		entry, ok := r.value(depth + 1)
		if !ok {
			return false
		}
		v.List = append(v.List, entry)
	}
	return true
}

func (r *jsonReader) object(v *meta.Value, depth int) bool {
	r.pos++
	for r.next('}') {
		if r.text[r.pos] != '"' {
			return false
		}
		p := meta.Pair{Key: r.str()}
		r.space()
		if r.pos >= len(r.text) || r.text[r.pos] != ':' {
			return false
		}
		r.pos++
		r.space()
		var ok bool
		p.Value, ok = r.value(depth + 1)
		p.Line, p.Column = p.Value.Line, p.Value.Column
		v.Map = append(v.Map, p)
		if !ok {
			return false
		}
	}
	return true
}

// word reads a number, true, false or null.
func (r *jsonReader) word(v *meta.Value) bool {
	end := strings.IndexFunc(r.text[r.pos:], func(c rune) bool { return c <= ' ' || strings.ContainsRune(",]}:\"[{", c) })
	if end < 0 {
		end = len(r.text) - r.pos
	}
	v.Text = r.text[r.pos : r.pos+end]
	r.pos += end
	switch v.Text {
	case "":
		return false
	case "null", "undefined":
		v.Kind, v.Text = meta.Null, ""
	case "true", "false":
		v.Kind = meta.Bool
	default:
		v.Kind = meta.Number
	}
	return true
}

// str reads a string to its closing quote, or to the end of the text.
func (r *jsonReader) str() string {
	r.pos++
	rest := r.text[r.pos:]
	end := strings.IndexAny(rest, `"\`)
	if end >= 0 && rest[end] == '"' {
		r.pos += end + 1
		return rest[:end]
	}
	var b strings.Builder
	for r.pos < len(r.text) {
		c := r.text[r.pos]
		r.pos++
		switch c {
		case '"':
			return b.String()
		case '\\':
			r.escape(&b)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (r *jsonReader) escape(b *strings.Builder) {
	if r.pos >= len(r.text) {
		return
	}
	c := r.text[r.pos]
	r.pos++
	switch c {
	case 'n', 'r', 't', 'b', 'f':
		b.WriteByte(map[byte]byte{'n': '\n', 'r': '\n', 't': ' ', 'b': ' ', 'f': ' '}[c])
	case 'u':
		first := r.hex()
		if utf16.IsSurrogate(first) && strings.HasPrefix(r.text[r.pos:], `\u`) {
			r.pos += 2
			first = utf16.DecodeRune(first, r.hex())
		}
		b.WriteRune(first)
	default:
		b.WriteByte(c)
	}
}

func (r *jsonReader) hex() rune {
	if len(r.text)-r.pos < 4 {
		return utf8.RuneError
	}
	n, err := strconv.ParseUint(r.text[r.pos:r.pos+4], 16, 16)
	if err != nil {
		return utf8.RuneError
	}
	r.pos += 4
	return rune(n)
}
