package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
	"golang.org/x/text/width"
)

// table prints rows in columns for people: as wide as the characters are on a screen, where those of East Asia take two
// places, and cut to the screen where there is one.
type table struct {
	rows [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// minColumn is how narrow a column is cut at the most.
const minColumn = 8

// print writes the table, no wider than screen places unless that is 0. The last columns are those that are cut first: from
// the first one of elastic on.
func (t *table) print(w io.Writer, indent string, screen, elastic int) error {
	widths := t.widths()
	if screen > 0 {
		fit(widths, elastic, screen-len(indent)-2*(len(widths)-1))
	}
	for _, row := range t.rows {
		var b strings.Builder
		b.WriteString(indent)
		for i, cell := range row {
			if screen > 0 {
				cell = cut(cell, widths[i])
			}
			b.WriteString(cell)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-places(cell)+2))
			}
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(b.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

func (t *table) widths() (widths []int) {
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], places(cell))
		}
	}
	return widths
}

// fit narrows the widest of the elastic columns until all fit.
func fit(widths []int, elastic, room int) {
	for {
		sum, widest := 0, elastic
		for i, w := range widths {
			sum += w
			if i >= elastic && w > widths[widest] {
				widest = i
			}
		}
		if sum <= room || widest >= len(widths) || widths[widest] <= minColumn {
			return
		}
		widths[widest]--
	}
}

// places is how many places of a screen text takes.
func places(s string) (n int) {
	for _, r := range s {
		n += placesOf(r)
	}
	return n
}

func placesOf(r rune) int {
	if r < 0x300 {
		return 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	return 1
}

// cut shortens text to so many places.
func cut(s string, room int) string {
	if places(s) <= room {
		return s
	}
	n := 0
	for i, r := range s {
		if n += placesOf(r); n > room-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// screenWidth gives how many places a line of the terminal has; 0 when the output is no terminal, and is not cut.
func screenWidth(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return 0
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil || columns < 40 {
		return 0
	}
	return columns
}
