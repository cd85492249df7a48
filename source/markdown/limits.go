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
)

// checkLimits refuses a text that is built to be slow. place gives the file's line of a place in it.
func checkLimits(text []byte, place func(at int) int) error {
	brackets, columns, rows := 0, 0, 0
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
		case columns*rows > maxCells:
			return tooMuch(line, fmt.Sprintf("a table of more than %d cells", maxCells))
		}
	}
	return nil
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
