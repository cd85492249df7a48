package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source"
)

// Of an article that is published by its title and its summary nothing is asked of the text but its first lines, which may hold
// it. Most texts begin in the simplest Markdown there is: paragraphs, headings, lists, with some links and emphasis. The lines of
// such a beginning can be told without parsing it, in a small part of the time. Whatever is not sure to mean what it seems to is
// left to the parser.

const (
	// simpleAtMost is how long a beginning may be, in bytes. In a longer one there may be enough of something for checkLimits.
	simpleAtMost = 32 << 10
	// lineOverhead is more than the tags around a line take, in bytes.
	lineOverhead = 60
)

// simple reads such a beginning.
type simple struct {
	text    []byte // what it shows, as HTML, each line of the source on a line of its own
	lines   int    // the first of them of which something is sure to be shown
	most    int    // length of the HTML that a parser would make of these, in bytes, at most
	hasCode bool
}

// firstLines gives HTML that has the same first lines as what the parser would make of a beginning. It is false where that is
// not sure, and where the parser might have something to say.
func firstLines(body []byte) (html string, ok bool) {
	if len(body) > simpleAtMost || !utf8.Valid(body) || bytes.Contains(body, []byte("www.")) || bytes.Contains(body, []byte("READMORE")) {
		return "", false
	}
	room := sheets.Get().(*sheet)
	defer sheets.Put(room)
	room.Reset()
	s := simple{text: room.AvailableBuffer()}
	for rest := body; len(rest) > 0; {
		var l []byte
		if l, rest, _ = bytes.Cut(rest, []byte{'\n'}); bytes.HasPrefix(l, []byte("```")) {
			rest, ok = s.code(l, rest)
		} else {
			ok = s.line(l)
		}
		if !ok {
			return "", false
		}
	}
	if s.hasCode && checkLimits(body, func(int) int { return 0 }) != nil { // which code may have more of than text that is simple
		return "", false
	}
	room.Write(s.text) // so that there is as much room the next time
	return string(s.text), true
}

// wants reports whether more lines are needed; the others are only read to be sure of them.
func (s *simple) wants() bool { return s.lines < source.LinesAtHead }

// put adds to what is shown, and counts the rest of what a parser would write.
func (s *simple) put(text []byte, tags int) {
	if s.wants() {
		s.text = append(s.text, text...)
		s.most += len(text) + tags
	}
}

// end ends a line. It is false where the line may be out of reach of those who look for it.
func (s *simple) end(isShown bool) bool {
	s.put([]byte{'\n'}, lineOverhead)
	if s.most > source.HeadOfText {
		return false
	}
	if isShown {
		s.lines++
	}
	return true
}

// line reads a line that is no code.
func (s *simple) line(l []byte) bool {
	if len(l) == 0 {
		return s.end(false)
	}
	switch hashes := len(l) - len(bytes.TrimLeft(l, "#")); {
	case hasPrefix(l, "!["):
		if _, n := simpleLink(l[1:], 0); n != len(l)-1 {
			return false
		}
		s.put(nil, 6*len(l)) // a picture shows no words
		return s.end(false)
	case hashes > 0:
		if hashes > 6 || !hasPrefix(l[hashes:], " ") {
			return false
		}
		l = l[hashes+1:]
		s.put(nil, 3*len(l)) // its id is made of its words
	case hasPrefix(l, "- "), hasPrefix(l, "* "):
		l = l[2:]
	}
	return beginsText(l) && s.words(l)
}

// beginsText reports that nothing but text begins a line so: no rule, no item of a list, nothing that is indented.
func beginsText(l []byte) bool {
	digits := 0
	for digits < len(l) && isDigit(l[digits]) {
		digits++
	}
	if digits > 0 {
		rest := l[digits:]
		isMark := len(rest) > 0 && (rest[0] == '.' || rest[0] == ')') && (len(rest) == 1 || rest[1] == ' ')
		return !isMark
	}
	return len(l) > 0 && (isSimple(l[0]) && l[0] != ' ' || bytes.IndexByte([]byte(`"'($*[`), l[0]) >= 0)
}

// isSimple knows the characters that mean nothing but themselves anywhere in a word.
func isSimple(c byte) bool { return isLetter(c) || isDigit(c) || c == ' ' || c >= utf8.RuneSelf }

// isWord knows the characters by which a line is sure to show something.
func isWord(r rune) bool { return r < utf8.RuneSelf && (isLetter(byte(r)) || isDigit(byte(r))) }

// isStop knows the signs that mean nothing but themselves behind a word.
func isStop(c byte) bool { return bytes.IndexByte([]byte(".,;?'()/-+"), c) >= 0 }

// words reads the text of a line.
func (s *simple) words(l []byte) bool {
	from := 0 // what precedes it is put
	isShown, emphasis := false, 0
	at := func(i int) byte { // a blank stands for what is beyond the line
		if i < 0 || i >= len(l) {
			return ' '
		}
		return l[i]
	}
	for i := 0; i < len(l); {
		c, next := l[i], at(i+1)
		n, with, tags := 1, []byte(nil), 0 // how much of the line another text stands for
		switch {
		case isSimple(c), isStop(c):
			isShown = isShown || isWord(rune(c))
			i++
			continue
		case c == '!' && next != '[', c == '%' && next != '%', c == '$' && isDigit(next),
			c == ':' && (next == ' ' || isDigit(next) && isDigit(at(i-1))):
			i++
			continue
		case c == '"':
			with = []byte("&quot;")
		case c == '&' && next == ' ':
			with = []byte("&amp;")
		case c == '*':
			if next == '*' {
				n = 2
			}
			if !isEmphasis(at(i-1), at(i+n), emphasis > 0) || emphasis > 0 && emphasis != n {
				return false
			}
			emphasis, tags = n-emphasis, len("</strong>")
		case c == '[':
			var label []byte
			if label, n = simpleLink(l[i:], 2); n == 0 {
				return false
			}
			isShown = isShown || bytes.ContainsFunc(label, isWord)
			with, tags = label, 3*n+len(`<a href=""></a>`)
		default:
			return false
		}
		s.put(l[from:i], 0)
		s.put(with, tags)
		i += n
		from = i
	}
	s.put(l[from:], 0)
	return emphasis == 0 && s.end(isShown)
}

// isEmphasis reports whether the asterisks between two characters can only end the emphasis that is open, or where none is can
// only begin one (CommonMark 6.2).
func isEmphasis(before, behind byte, open bool) bool {
	if !open {
		return (before == ' ' || before == '(') && (isLetter(behind) || isDigit(behind))
	}
	if isLetter(before) || isDigit(before) {
		return behind == ' ' || bytes.IndexByte([]byte(".,;:?!)"), behind) >= 0
	}
	return behind == ' ' && bytes.IndexByte([]byte(".,?!"), before) >= 0
}

// simpleLink reads [words](address), of words that have no meaning but their own and at least so many bytes, and gives its
// length; 0 for anything else.
func simpleLink(l []byte, least int) (words []byte, n int) {
	end := bytes.IndexByte(l, ']')
	if end < 1+least || !hasPrefix(l[end:], "](") {
		return nil, 0
	}
	words = l[1:end]
	for _, c := range words {
		if !isSimple(c) && bytes.IndexByte([]byte(".,?!'-/"), c) < 0 {
			return nil, 0
		}
	}
	address, _, closed := bytes.Cut(l[end+2:], []byte{')'})
	n = end + 2 + len(address) + 1
	if _, path, found := bytes.Cut(address, []byte("://")); found && (hasPrefix(address, "http://") || hasPrefix(address, "https://")) {
		address = path
	}
	if !closed || len(address) == 0 || bytes.Contains(address, []byte("__")) || bytes.Contains(address, []byte("==")) || bytes.Contains(address, []byte("%%")) {
		return nil, 0
	}
	for _, c := range address {
		if !isLetter(c) && !isDigit(c) && bytes.IndexByte([]byte("/.-_?=#%+,"), c) < 0 {
			return nil, 0
		}
	}
	return words, n
}

// code reads fenced code up to the fence that ends it.
func (s *simple) code(fence, rest []byte) (behind []byte, ok bool) {
	for _, c := range fence[len("```"):] {
		if !isLetter(c) && !isDigit(c) {
			return nil, false
		}
	}
	s.hasCode = true
	s.put([]byte{'\n'}, lineOverhead+len(fence))
	for len(rest) > 0 {
		var l []byte
		if l, rest, _ = bytes.Cut(rest, []byte{'\n'}); string(l) == "```" {
			return rest, true
		}
		isShown := false
		for _, c := range l {
			if c < ' ' && c != '\t' || bytes.IndexByte([]byte("<>&`{\x7f"), c) >= 0 {
				return nil, false
			}
			isShown = isShown || isWord(rune(c))
		}
		if bytes.IndexByte(l, '"') >= 0 {
			l = bytes.ReplaceAll(l, []byte{'"'}, []byte("&quot;"))
		}
		s.put(l, 0)
		if !s.end(isShown) {
			return nil, false
		}
	}
	return nil, false
}
