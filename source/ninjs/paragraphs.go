package ninjs

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// paragraph is one of a plain text.
type paragraph struct {
	text     string
	verbatim bool // set in columns
}

// paragraphs takes a plain text apart. Empty lines part paragraphs. Where there are none, the lines are the paragraphs, or
// those that are set in begin one; what is set in columns stays as it is.
func paragraphs(text string) (list []paragraph) {
	blocks := emptyLines.Split(strings.Trim(newlines.Replace(text), "\n"), -1)
	for _, block := range blocks {
		if isTable(block) {
			list = append(list, paragraph{strings.TrimRight(block, " \t\n"), true})
			continue
		}
		for _, p := range parts(block, len(blocks) == 1) {
			list = append(list, paragraph{p, false})
		}
	}
	return list
}

func asMarkup(list []paragraph, escape func(string) string) string {
	var b strings.Builder
	for _, p := range list {
		text := escape(p.text)
		if p.verbatim {
			b.WriteString("<pre>" + text + "</pre>\n")
		} else {
			b.WriteString("<p>" + strings.ReplaceAll(text, "\n", "<br>\n") + "</p>\n")
		}
	}
	return b.String()
}

func asPlain(list []paragraph) string {
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = p.text
	}
	return strings.Join(texts, "\n\n")
}

var emptyLines = pattern.New(`\n(?:[ \t\x{00A0}]*\n)+`)

// indent is by how much a line is set in that begins a paragraph.
const indent = 3

// parts splits a block without empty lines into its paragraphs.
func parts(block string, alone bool) (list []string) {
	all := strings.Split(block, "\n")
	setIn, wrapped := slices.ContainsFunc(all, isSetIn), isWrapped(all)
	begins := func(l string) bool { return isSetIn(l) || alone && !setIn && !wrapped }
	with := "\n"
	if wrapped {
		with = " "
	}
	for _, l := range all {
		switch words := strings.TrimSpace(l); {
		case words == "":
		case len(list) == 0, begins(l):
			list = append(list, words)
		default:
			list[len(list)-1] += with + words
		}
	}
	return list
}

func isSetIn(line string) bool {
	return strings.HasPrefix(line, strings.Repeat(" ", indent)) || strings.HasPrefix(line, "\t")
}

// isWrapped reports lines that end where the width of a teleprinter does, rather than where a sentence does.
func isWrapped(all []string) bool {
	const narrow, wide = 45, 85
	for _, l := range all[:len(all)-1] {
		if n := utf8.RuneCountInString(strings.TrimSpace(l)); !isSetIn(l) && n < narrow || n > wide {
			return false
		}
	}
	return len(all) > 2
}

// columns matches the gap between the columns of a table.
var columns = pattern.New(`\S(?: {3,}|\t+)\S`)

func isTable(block string) bool {
	rows := 0
	for l := range strings.Lines(block) {
		if columns.MatchString(l) {
			rows++
		}
	}
	return rows > 1
}
