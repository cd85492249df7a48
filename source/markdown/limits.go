package markdown

import (
	"bytes"
	"fmt"

	"github.com/masthead-feeds/masthead/source"
)

// Bounds far above what anybody writes. Beyond them the time or the memory that the parser takes grows with the square of
// the text, so that one file of some kilobytes could hold up all others.
const (
	maxQuotes   = 100     // quotations within each other
	maxIndent   = 500     // columns before the first word of a line
	maxBrackets = 10_000  // opening brackets between two blank lines
	maxCells    = 100_000 // of a table
	maxSearch   = 1 << 24 // characters read for the ends of links, and some for each of the text
)

// checkLimits refuses a text that is built to be slow. place gives the file's line of a place in it.
func checkLimits(text []byte, place func(at int) int) error {
	brackets, columns, rows, searched := 0, 0, 0, 0
	tooMuch := func(rest []byte, what string) error { return tooMuch(place(len(text)-len(rest)), what) }
	for body := text; len(body) > 0; {
		var l []byte
		line := body
		l, body, _ = bytes.Cut(body, []byte{'\n'})
		if len(bytes.TrimSpace(l)) == 0 {
			brackets, columns, rows = 0, 0, 0
			continue
		}
		indent, quotes := margin(l)
		brackets += bytes.Count(l, []byte{'['})
		searched += linkSearch(l)
		rows++
		if cells := bytes.Count(l, []byte{'|'}); cells > columns && bytes.Contains(l, []byte{'-'}) {
			columns, rows = cells, 1
		}
		switch {
		case quotes > maxQuotes:
			return tooMuch(line, fmt.Sprintf("more than %d quotations within each other", maxQuotes))
		case indent > maxIndent:
			return tooMuch(line, fmt.Sprintf("more than %d columns before the first word", maxIndent))
		case brackets > maxBrackets:
			return tooMuch(line, fmt.Sprintf("more than %d brackets in one paragraph", maxBrackets))
		case searched > maxSearch+20*len(text):
			return tooMuch(line, "too many links that are never closed")
		case columns*rows > maxCells:
			return tooMuch(line, fmt.Sprintf("a table of more than %d cells", maxCells))
		}
	}
	return nil
}

// linkSearch gives how many characters the parser reads for the destinations of a line's links. One that is not closed
// makes it read on to the next blank, or in angle brackets to the end of the line.
func linkSearch(l []byte) (n int) {
	if !bytes.Contains(l, []byte("](")) { // as of nearly all lines
		return 0
	}
	end := len(l)
	for i := len(l) - 1; i >= 0; i-- {
		switch l[i] {
		case ' ', '\t', ')':
			end = i
		case '(':
			if i == 0 || l[i-1] != ']' {
				continue
			}
			if i+1 < len(l) && l[i+1] == '<' && bytes.IndexByte(l[i:min(len(l), i+2000)], '>') < 0 {
				n += len(l) - i
			}
			n += end - i
		}
	}
	return n
}

// margin counts the columns, and the marks of quotations among them, before the first word of a line.
func margin(l []byte) (indent, quotes int) {
	for _, c := range l {
		switch c {
		case '>':
			quotes++
		case ' ', '\t', '-', '*', '+':
		default:
			return indent, quotes
		}
		indent++
	}
	return 0, quotes // a line of nothing but marks is a rule
}

func tooMuch(line int, what string) error {
	return source.Problem{Line: line, Column: 1, Message: what, Fix: "no article needs that; write less, or exclude the file"}
}
