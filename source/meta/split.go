package meta

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// A Format is the language of a block.
type Format uint8

// The formats. The zero value is a file without a block.
const (
	FormatNone Format = iota
	FormatYAML
	FormatTOML
	FormatJSON
	FormatScript // JavaScript, which Eleventy runs and nobody else does
	FormatNikola // lines that begin with .. and a key
)

// String gives the usual name of the format.
func (f Format) String() string {
	switch f {
	case FormatYAML:
		return "YAML"
	case FormatTOML:
		return "TOML"
	case FormatJSON:
		return "JSON"
	case FormatScript:
		return "JavaScript"
	case FormatNikola:
		return "Nikola's metadata"
	}
	return "none"
}

// A Block is the metadata at the start of a file, and what follows it.
type Block struct {
	Format Format
	Data   []byte // the block without its fences; part of what was split
	Line   int    // the line of the file that Data begins with, from 1
	Body   []byte // what follows the block: always the end of what was split, so its offset is a difference
	// BodyLine is the line of the file that Body begins with, from 1.
	BodyLine int
	// braceless says that Data are the members of a JSON object that has no braces.
	braceless bool
	// Open says that the data ended before the block did: split more of the file. Format is then a guess,
	// and there is no Data and no Body.
	Open bool
}

// MaxSize is the size in bytes above which a block is refused. It bounds what one hostile file may cost; the
// longest blocks seen are a hundredth of it.
const MaxSize = 1 << 20

// Split finds the metadata block at the start of a file, of which data is the beginning, and the whole if
// complete is set. If the beginning is not enough to tell, the block is Open.
//
// A block begins on the first line that is not blank, after an optional byte order mark, with
//
//   - a line ---, and ends at the next line --- or ... (YAML);
//   - a line +++, and ends at the next line +++ (TOML);
//   - a { in the first column, and ends with the } that closes it (JSON);
//   - a line ---json, ---yaml, ---toml or ---js, and ends at the next line ---;
//   - a key of JSON such as "title":, and ends at the next line ;;;;
//   - a key of YAML such as title:, with others below it, and ends at the next line ---;
//   - a line .. title: or another key of Nikola's, and ends at the next blank line, or a line <!-- with such lines behind
//     it, and ends at the line -->.
//
// Spaces and tabs may follow a fence. Lines end with LF, CR LF or CR.
//
// Markdown has uses of its own for these characters. So a file that begins with --- has front matter only if
// there is nothing between the fences, or at least one line there that begins like a key, as in "title: x". If
// no fence ends it, such a line must come before the first blank line: then it is front matter that was not
// closed, an error; otherwise it is a document that begins with a thematic break. Where this is in doubt it
// takes the text for front matter, since to publish front matter as text could disclose what is under embargo.
// For the same reason +++ is treated likewise only where it is not closed. A { begins JSON only if a quoted key
// and a colon follow, or the } at once: {{ title }} and {% include %} are text.
//
// The error is an [*Error].
func Split(data []byte, complete bool) (Block, error) {
	s := splitter{file: data, complete: complete || len(data) > MaxSize}
	b, fault := s.split()
	if fault != nil {
		return b, fault
	}
	return b, nil
}

// Decode reads the block as its format says. The value is a Map, empty if nothing is written; so it is for
// FormatNone. Warnings are what was odd: they come with the value and do not keep it from being used. The
// error is an [*Error].
func (b Block) Decode() (v Value, warnings []Error, err error) {
	switch b.Format {
	case FormatYAML:
		return mendYAML(b.Data, b.Line)
	case FormatTOML:
		return TOML(b.Data, b.Line)
	case FormatJSON:
		if b.braceless {
			return JSON(append(append([]byte("{\n"), b.Data...), '}'), b.Line-1) // the brace stands on the line above
		}
		return JSON(b.Data, b.Line)
	case FormatScript:
		v, err = script(b.Data, b.Line)
		return v, nil, err
	case FormatNikola:
		return nikolaValue(b.Data, b.Line), nil, nil
	}
	return Value{Kind: Map, Line: 1, Column: 1}, warnings, nil
}

// A splitter looks for a block line by line.
type splitter struct {
	file     []byte
	complete bool
	at       int // offset of the next line
	line     int // its number
	cr       int // offset behind the first CR that is not before at; 0 when it was not looked for
}

const byteOrderMark = "\ufeff"

func (s *splitter) split() (Block, *Error) {
	s.line = 1
	if bytes.HasPrefix(s.file, []byte(byteOrderMark)) {
		s.at = len(byteOrderMark)
	}
	none := Block{Body: s.file[s.at:], BodyLine: 1}
	start := *s
	line, ended := s.next()
	for ended && len(line) == 0 && s.at < len(s.file) {
		start = *s
		line, ended = s.next()
	}
	switch {
	case !ended && (mayBegin(line) || mayBeBare(line)), !s.complete && len(line) == 0:
		return Block{Open: true}, nil
	case string(line) == "---":
		return s.fenced(none, FormatYAML, "---", "...")
	case string(line) == "+++":
		return s.fenced(none, FormatTOML, "+++")
	case len(line) > 0 && line[0] == '{':
		return start.braced(none)
	}
	if format := fenceOf(line); format != FormatNone {
		return s.fenced(none, format, "---")
	}
	mark := *s
	if b, ok := s.nikola(none, line); ok {
		return b, nil
	}
	*s = mark
	if b, ok := s.bare(none, line); ok {
		return b, nil
	}
	if b, ok := start.braceless(none); ok {
		return b, nil
	}
	return none, nil
}

// fenceOf reads a fence that names the language of what follows, ---json, as Eleventy's do.
func fenceOf(line []byte) Format {
	switch string(line) {
	case "---yaml", "---yml":
		return FormatYAML
	case "---toml":
		return FormatTOML
	case "---json", "---json5":
		return FormatJSON
	case "---js", "---javascript":
		return FormatScript
	}
	return FormatNone
}

// next gives the next line without trailing blanks, and whether its end is in the data.
func (s *splitter) next() (line []byte, ended bool) {
	rest := s.file[s.at:]
	if s.cr <= s.at {
		s.cr = len(s.file) + 1
		if cr := bytes.IndexByte(rest, '\r'); cr >= 0 {
			s.cr = s.at + cr + 1
		}
	}
	toCR := s.cr - 1 - s.at
	end := bytes.IndexByte(rest[:toCR], '\n')
	width := 1
	switch {
	case end >= 0:
		ended = true
	case toCR == len(rest):
		end, width, ended = len(rest), 0, s.complete
	case toCR+1 < len(rest) && rest[toCR+1] == '\n':
		end, width, ended = toCR, 2, true
	default: // a CR at the end of a part may be half of a CR LF
		end, ended = toCR, s.complete || toCR+1 < len(rest)
	}
	s.at += end + width
	s.line++
	line = rest[:end]
	for len(line) > 0 && (line[len(line)-1] == ' ' || line[len(line)-1] == '\t') {
		line = line[:len(line)-1]
	}
	return line, ended
}

// mayBegin reports whether a line that is cut short may yet begin a block.
func mayBegin(line []byte) bool {
	for _, begin := range []string{"---", "+++", "<!--", "..", byteOrderMark} {
		if bytes.HasPrefix([]byte(begin), line) {
			return true
		}
	}
	return line[0] == '{' || bytes.HasPrefix(line, []byte(".."))
}

// fenced reads on to the closing fence.
func (s *splitter) fenced(none Block, format Format, closers ...string) (Block, *Error) {
	b := Block{Format: format, Line: s.line}
	start := s.at
	s.passTo(closers)
	for s.at < len(s.file) && s.at-start <= MaxSize {
		end := s.at
		line, ended := s.next()
		if !ended {
			break
		}
		if slices.Contains(closers, string(line)) {
			b.Data, b.Body, b.BodyLine = s.file[start:end], s.file[s.at:], s.line
			if format == FormatYAML && !statesKeys(b.Data) {
				return none, nil
			}
			return b, nil
		}
	}
	switch {
	case !s.complete:
		return Block{Format: format, Open: true}, nil
	case s.at-start > MaxSize && beginsWithKeys(s.file[start:], format) && s.closes(closers):
		return b, tooLarge(b.Line - 1)
	case !beginsWithKeys(s.file[start:], format):
		return none, nil
	}
	return b, &Error{
		Line: b.Line - 1, Column: 1,
		Message: "the front matter that begins here is never closed",
		Fix:     "close it with a line " + closers[0],
	}
}

// passTo goes on to the first line that may be one of the fences, where lines end with LF: to look at each takes several times as
// long. Where there is none, or one follows at once, it stays.
func (s *splitter) passTo(closers []string) {
	rest := s.file[s.at:]
	first := len(rest)
	for _, c := range closers {
		if bytes.HasPrefix(rest, []byte(c)) {
			return
		}
		if i := bytes.Index(rest[:first], []byte("\n"+c)); i >= 0 {
			first = i
		}
	}
	if first < len(rest) && first < MaxSize && bytes.IndexByte(rest[:first], '\r') < 0 {
		s.line += bytes.Count(rest[:first+1], []byte{'\n'})
		s.at += first + 1
	}
}

// closes reports whether a fence stands in the rest of the file. What is longer than is read has not been closed too late
// because of that, but it should be told from what never is.
func (s *splitter) closes(closers []string) bool {
	for line := range lines(s.file[s.at:]) {
		if slices.Contains(closers, string(line)) {
			return true
		}
	}
	return false
}

func tooLarge(line int) *Error {
	return &Error{
		Line: line, Column: 1,
		Message: fmt.Sprintf("the front matter that begins here is larger than the %d MB that are read", MaxSize>>20),
		Fix:     "move what is not metadata to the body",
	}
}

// likeKey reports whether a line begins like an entry of the format: a word and a colon, unless it is the
// beginning of an address; up to four words and a colon with a blank after it; an equals sign or a table. It may
// be indented, and an entry of a list.
func likeKey(line []byte, format Format) bool {
	line = bytes.TrimPrefix(bytes.TrimLeft(line, " \t"), []byte("- "))
	sep := byte(':')
	if format == FormatTOML {
		sep = '='
	}
	key, value, found := bytes.Cut(line, []byte{sep})
	words := 0
	for range bytes.FieldsSeq(key) {
		words++
	}
	first, _ := utf8.DecodeRune(bytes.TrimLeft(key, `"'`))
	switch {
	case format == FormatTOML && bytes.HasPrefix(line, []byte("[")):
		return true
	case format == FormatYAML && bytes.HasPrefix(line, []byte("{")):
		return len(line) == 1 || line[1] != '{' && line[1] != '%'
	case !found || words == 0 || !unicode.IsLetter(first) && !strings.ContainsRune("_$@<", first):
		return false
	case words == 1:
		return !bytes.HasPrefix(value, []byte("//"))
	}
	return words <= 4 && (len(value) == 0 || value[0] == ' ' || value[0] == '\t')
}

// statesKeys reports whether a closed YAML block is one: nothing but blank lines and comments, or a line like
// a key.
func statesKeys(data []byte) bool {
	empty := true
	s := splitter{file: data, complete: true} // as lines does, which takes memory for it: of every article this is asked
	for s.at < len(data) {
		line, _ := s.next()
		if likeKey(line, FormatYAML) {
			return true
		}
		empty = empty && (len(line) == 0 || line[0] == '#')
	}
	return empty
}

// beginsWithKeys reports whether one of the lines before the first blank line is like a key.
func beginsWithKeys(data []byte, format Format) bool {
	text := false
	for line := range lines(data) {
		if likeKey(line, format) {
			return true
		}
		if len(line) == 0 && text {
			return false
		}
		text = text || len(line) > 0
	}
	return false
}

// lines gives the lines of data without trailing blanks.
func lines(data []byte) func(yield func([]byte) bool) {
	return func(yield func([]byte) bool) {
		s := splitter{file: data, complete: true}
		for s.at < len(data) {
			if line, _ := s.next(); !yield(line) {
				return
			}
		}
	}
}

// keyOfObject is what JSON front matter begins with and templates do not.
var keyOfObject = pattern.New(`^\{\s*(?:\}|"(?:[^"\\\r\n]|\\.)*"\s*:)`)

// braced reads JSON on to the brace that closes it. What follows on the same line belongs to the body.
func (s *splitter) braced(none Block) (Block, *Error) {
	rest := s.file[s.at:]
	b := Block{Format: FormatJSON, Line: s.line}
	end := closingBrace(rest)
	within := bytes.TrimLeft(rest[1:], " \t\r\n")
	switch {
	case len(within) > 0 && within[0] != '"' && within[0] != '}':
		return none, nil
	case end < 0 && !s.complete:
		return Block{Format: FormatJSON, Open: true}, nil
	case !keyOfObject.Match(rest):
		return none, nil
	case end < 0:
		return b, unclosed(rest, s.line)
	}
	b.Data = rest[:end]
	for range lines(b.Data) {
		s.line++
	}
	s.line-- // the last one goes on
	s.at += end
	after := *s
	switch line, ended := after.next(); {
	case !ended && len(line) == 0:
		return Block{Format: FormatJSON, Open: true}, nil
	case len(line) == 0:
		*s = after
	case isEmptyObject(b.Data):
		return none, nil
	}
	b.Body, b.BodyLine = s.file[s.at:], s.line
	return b, nil
}

// unclosed finds what is wrong with JSON whose last brace is missing, which may be something before.
func unclosed(data []byte, line int) *Error {
	r := newReader(data[:min(len(data), MaxSize)], line)
	if _, fault := r.json(); fault != nil && fault.Message != endsEarly {
		return fault
	}
	return &Error{
		Line: line, Column: 1,
		Message: "the front matter that begins here is never closed",
		Fix:     "close it with a }",
	}
}

func isEmptyObject(data []byte) bool {
	return len(bytes.TrimSpace(data[1:len(data)-1])) == 0
}

// closingBrace gives the offset behind the brace that closes the one that data begins with, or -1. A line end
// ends a string too: JSON has none in strings, and a quote that was forgotten should not swallow the file.
func closingBrace(data []byte) int {
	depth, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case quoted:
			quoted = c != '"' && c != '\n' && c != '\r'
		case c == '"':
			quoted = true
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}
