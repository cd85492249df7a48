package markdown

import "bytes"

// line is a line of the text, and where its own words begin behind the marks of the quotations and lists it is in.
type line struct {
	start, content, end int // end is behind the line feed
	quotes              int // marks of quotations
	indent              int // columns before the words, behind the last mark of a quotation
	blank               bool
	code                bool // indented so far that it is code
	base                int  // columns that belong to the list it is in
	marked              bool // an item of a list begins on it
}

// lineReader knows what the lines before the next one are.
type lineReader struct {
	items    []int // the column at which the text of each open item of a list begins, outermost first
	quotes   int
	wasBlank bool
	wasCode  bool
}

// read gives the line that begins at a place. Indented code is told as CommonMark does (4.4): by four columns more than
// the list needs, behind a blank line.
func (r *lineReader) read(s *scanner, at int) line {
	l := measure(s.text, at)
	if l.blank {
		r.wasBlank = true
		return l
	}
	if l.quotes != r.quotes {
		r.items, r.quotes, r.wasBlank = r.items[:0], l.quotes, true
	}
	r.wasBlank = r.wasBlank || at == 0
	if r.wasBlank || l.marked {
		r.leaveItems(l.indent)
	}
	if n := len(r.items); n > 0 {
		l.base = r.items[n-1]
	}
	l.code = l.indent-l.base >= 4 && (r.wasBlank || r.wasCode)
	if !l.code {
		r.enterItems(s.text, &l)
	}
	r.wasBlank, r.wasCode = false, l.code
	return l
}

// leaveItems forgets the items that a line indented so far is no part of.
func (r *lineReader) leaveItems(indent int) {
	for n := len(r.items); n > 0 && r.items[n-1] > indent; n-- {
		r.items = r.items[:n-1]
	}
}

// measure finds the marks before a line's words.
func measure(text []byte, at int) line {
	l := line{start: at, content: at, end: len(text)}
	if i := bytes.IndexByte(text[at:], '\n'); i >= 0 {
		l.end = at + i + 1
	}
	for ; l.content < l.end; l.content++ {
		switch c := text[l.content]; {
		case c == ' ', c == '\r', c == '\n':
			l.indent++
		case c == '\t':
			l.indent += 4 - l.indent%4
		case c == '>' && l.indent < 4:
			l.quotes++
			l.indent = 0
			if l.content+1 < l.end && text[l.content+1] == ' ' {
				l.content++
			}
		default:
			l.marked = itemMark(text[l.content:l.end]) > 0
			return l
		}
	}
	l.blank = true
	return l
}

// enterItems steps over the marks of the list items that begin on a line.
func (r *lineReader) enterItems(text []byte, l *line) {
	column := l.indent
	for {
		n := itemMark(text[l.content:l.end])
		if n == 0 || len(r.items) > maxIndent {
			return
		}
		from := l.content
		l.content += n
		for l.content < l.end && (text[l.content] == ' ' || text[l.content] == '\t') && l.content-from < n+4 {
			l.content++
		}
		column += l.content - from
		r.items = append(r.items, column)
		l.base, l.indent = column, column
	}
}

// itemMark gives the length of the mark of a list's item that text begins with, or 0.
func itemMark(text []byte) int {
	n := 0
	for n < len(text) && n < 10 && isDigit(text[n]) {
		n++
	}
	if n == len(text) || bytes.IndexByte([]byte(markers(n)), text[n]) < 0 {
		return 0
	}
	if n++; n < len(text) && isBlank(text[n]) && !isRule(text) {
		return n
	}
	return 0
}

// markers are what may end the mark of an item with so many digits.
func markers(digits int) string {
	if digits > 0 {
		return ".)"
	}
	return "-*+"
}

// isRule knows the thematic breaks (4.1), which would pass for lists within lists.
func isRule(text []byte) bool {
	count := 0
	for _, c := range text {
		switch {
		case c == text[0] && c != ' ':
			count++
		case !isBlank(c):
			return false
		}
	}
	return count >= 3
}

// rest gives the words of a line without blanks around them.
func (l line) words(text []byte) []byte { return bytes.TrimSpace(text[l.content:l.end]) }
