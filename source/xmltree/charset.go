package xmltree

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// declared matches the XML declaration and the encoding it names. Some producers write spaces or lines before it.
var declared = pattern.New(`^\s*<\?xml\s[^>]*?\?>`)

var declaredEncoding = pattern.New(`\sencoding\s*=\s*["']\s*([A-Za-z0-9._:-]+)\s*["']`)

// declaration gives where the text goes on behind the XML declaration, which the decoder need not see: it knows no XML 1.1.
func (r *Reader) declaration() int { return len(declared.Find(r.text[:min(len(r.text), 1024)])) }

// decode finds the encoding as XML 1.0, appendix F, has it: by the byte order mark, by the look of the first character, or by
// what the declaration says.
func (r *Reader) decode(data []byte) {
	text, wide := wideText(data)
	switch {
	case wide:
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		r.shift = 3
		text = r.utf8(data[3:])
	default:
		text = r.asDeclared(data)
	}
	if !utf8.Valid(text) {
		r.Plain = false
		text = bytes.ToValidUTF8(text, []byte("\uFFFD"))
	}
	r.text = legal(text)
}

// wideText reads a file whose characters have two bytes or four. A mark tells so, or the zero beside its first <.
func wideText(data []byte) (text []byte, ok bool) {
	if len(data) < 4 {
		return nil, false
	}
	switch {
	case data[0] >= 0xFE && data[1] >= 0xFE, bytes.HasPrefix(data, []byte{0, 0, 0xFE, 0xFF}):
		text, err := source.Decode(data)
		return text, err == nil
	case data[0] == 0 && data[1] == '<' && data[2] == 0:
		return by(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), data), true
	case data[0] == '<' && data[1] == 0 && data[3] == 0:
		return by(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), data), true
	}
	return nil, false
}

// asDeclared reads bytes that begin as ASCII does. A declaration that can be seen to be wrong is not believed.
func (r *Reader) asDeclared(data []byte) []byte {
	label := ""
	if m := declaredEncoding.FindSubmatch(declared.Find(data[:min(len(data), 1024)])); m != nil {
		label = strings.ToLower(string(m[1]))
	}
	enc, name := charset.Lookup(label)
	switch {
	case label == "", name == "utf-8", strings.HasPrefix(label, "utf"), strings.HasPrefix(label, "ucs"), strings.HasPrefix(label, "iso-10646"):
		return r.utf8(data)
	case enc == nil:
		r.odd("the declared encoding "+strconv.Quote(label)+" is not known: read as UTF-8", "declare the encoding that the file has")
		return r.utf8(data)
	case isASCII(data) && name != "iso-2022-jp": // which writes everything in ASCII
		r.Plain = true
		return data
	case isSingleByte(name) && utf8.Valid(data):
		r.odd("declared as "+label+", and is UTF-8", `declare encoding="utf-8"`)
		return r.utf8(data)
	}
	return by(enc, data)
}

// utf8 reads what should be UTF-8. Text in which next to no character beyond ASCII is UTF-8 is that of Windows.
func (r *Reader) utf8(data []byte) []byte {
	if utf8.Valid(data) {
		r.Plain = true
		return data
	}
	if !isWindows(data) {
		r.odd("some bytes are no UTF-8, and are lost", "save the file as UTF-8, or declare its encoding")
		return data
	}
	r.odd("not UTF-8: read as Windows-1252", "save the file as UTF-8, or declare its encoding")
	return by(charmap.Windows1252, data)
}

func (r *Reader) odd(message, fix string) {
	r.Problems = append(r.Problems, source.Problem{Line: r.at.Line, Message: message, Fix: fix})
}

func by(enc encoding.Encoding, data []byte) []byte {
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return data
	}
	return text
}

func isSingleByte(name string) bool {
	return strings.HasPrefix(name, "windows-") || strings.HasPrefix(name, "iso-8859-")
}

func isASCII(data []byte) bool {
	for _, c := range data {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isWindows reports whether bytes that are not all UTF-8 are rather text of Windows: it has no use for some bytes, and of what it
// has for letters hardly two in a row happen to be a character of UTF-8.
func isWindows(data []byte) bool {
	stray, wide := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case size > 1:
			wide++
		case r == utf8.RuneError && strings.IndexByte("\x81\x8d\x8f\x90\x9d", data[0]) >= 0:
			return false
		case r == utf8.RuneError:
			stray++
		}
		data = data[size:]
	}
	return stray > 4*wide
}

// forbidden matches what XML 1.0 §2.2 does not let into a text: control characters, and references to them.
var forbidden = pattern.New(`[\x00-\x08\x0B\x0C\x0E-\x1F\x{FFFE}\x{FFFF}]|&#(?:0*(?:[0-8]|1[124-9]|2[0-9]|3[01])|6553[45]|x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[fF]{3}[eEfF]));`)

// legal puts spaces where characters are that XML does not know, so that what stands behind them keeps its place. Wires are
// full of them: they came off telex lines once.
func legal(text []byte) []byte {
	if !mayBeForbidden(text) {
		return text
	}
	return forbidden.ReplaceAllFunc(text, func(bad []byte) []byte { return bytes.Repeat([]byte{' '}, len(bad)) })
}

// mayBeForbidden looks for what begins all that forbidden matches. Nearly no file has any of it.
func mayBeForbidden(text []byte) bool {
	for i, c := range text {
		switch {
		case c >= ' ' && c != '&' && c != 0xEF, c == '\n', c == '\r', c == '\t':
		case c < ' ', i+1 < len(text) && (text[i+1] == '#' || text[i+1] == 0xBF):
			return true
		}
	}
	return false
}

// Root gives the outermost element, without what is in it, of a file whose first bytes these are; nil when that is none of
// XML. It is by this that formats are told apart.
func Root(start []byte) *Element {
	r, err := Open(start, 1)
	if err != nil || !bytes.HasPrefix(bytes.TrimSpace(r.text), []byte("<")) {
		return nil
	}
	return r.root
}
