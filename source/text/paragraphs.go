package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/lines"
	"github.com/masthead-feeds/masthead/source/orders"
)

// paragraph is a paragraph of the file, or a line that stands alone.
type paragraph struct {
	text     string // its lines, where their ends mean something
	number   int    // the file's line on which it begins
	heading  bool   // underlined, or marked with #
	verbatim bool   // indented as a whole: code, or something else whose columns count
	notice   bool   // a copyright notice
}

// longLine is the width in columns from which a line is plainly a paragraph of its own and not one of a text that
// was broken at 72 or 80 columns.
const longLine = 120

// block is a run of lines without a blank one between them.
type block struct {
	lines  []string
	number int
}

// paragraphs takes a text apart. Where an editor broke the lines at a column, they are joined again; in any other text a
// line is a paragraph.
func paragraphs(text string, first int) (list []paragraph) {
	blocks, width := blocksOf(text, first)
	if width > longLine {
		for _, b := range blocks {
			for i, l := range b.lines {
				list = append(list, paragraph{text: strings.TrimSpace(l), number: b.number + i})
			}
		}
		return list
	}
	for _, b := range blocks {
		list = append(list, b.paragraphs(width, len(blocks) == 1)...)
	}
	return list
}

// blocksOf gives the blocks, and the length of the longest line.
func blocksOf(text string, first int) (blocks []block, width int) {
	open := false
	for i, l := range strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00A0", " ").Replace(text), "\n") {
		l = trimMarks(l)
		if l == "" {
			open = false
			continue
		}
		if !open {
			blocks, open = append(blocks, block{number: first + i}), true
		}
		last := &blocks[len(blocks)-1]
		last.lines = append(last.lines, l)
		width = max(width, columns(l))
	}
	return blocks, width
}

// paragraphs joins the lines of one block that an editor broke at the column. A line that ends before the column, though
// the next word would have had room, ends there on purpose: as in a poem, a list or an address. alone says that the text
// is this one block, so that nothing but the ends of lines can mark its paragraphs.
func (b block) paragraphs(width int, alone bool) (list []paragraph) {
	if indent := b.indent(); indent >= 4 {
		return []paragraph{{text: b.verbatim(indent), number: b.number, verbatim: true}}
	}
	joins := false
	var text strings.Builder // of the last paragraph, which may be of very many lines
	last := func() string { return text.String() }
	for i, l := range b.lines {
		trimmed := strings.TrimSpace(l)
		switch {
		case isUnderline(trimmed) && len(list) > 0 && list[len(list)-1].number == b.number+i-1:
			list[len(list)-1].heading = true
		case joins:
			text.WriteString(joint(last(), trimmed) + trimmed)
		case i == 0, alone, standsAlone(trimmed), text.Len() < longestAlone && standsAlone(last()), list[len(list)-1].heading:
			if len(list) > 0 {
				list[len(list)-1].text = last()
			}
			list = append(list, hashed(paragraph{text: trimmed, number: b.number + i}))
			text.Reset()
			text.WriteString(list[len(list)-1].text)
		default:
			text.WriteString("\n" + trimmed)
		}
		joins = i+1 < len(b.lines) && fills(l, b.lines[i+1], width) && !isOrder(trimmed) && !isSign(strings.TrimSpace(b.lines[i+1]))
	}
	if len(list) > 0 {
		list[len(list)-1].text = last()
	}
	return list
}

// longestAlone is the length in bytes from which no text is one of the lines that stand alone.
const longestAlone = 400

// indent is how many columns the whole block is moved in.
func (b block) indent() int {
	least := longLine
	for _, l := range b.lines {
		l = strings.ReplaceAll(l, "\t", "    ")
		least = min(least, len(l)-len(strings.TrimLeft(l, " ")))
	}
	return least
}

func (b block) verbatim(indent int) string {
	out := make([]string, len(b.lines))
	for i, l := range b.lines {
		out[i] = strings.ReplaceAll(l, "\t", "    ")[indent:]
	}
	return strings.Join(out, "\n")
}

// fills reports whether a line was broken because the next word had no room in it. A line of a list begins anew however
// long the one above is.
func fills(l, next string, width int) bool {
	next = strings.TrimLeftFunc(next, unicode.IsSpace)
	if isListItem(next) {
		return false
	}
	word, _, _ := strings.Cut(next, " ")
	if first, _ := utf8.DecodeRuneInString(next); isIdeograph(first) {
		word = string(first) // these scripts break anywhere
	}
	return columns(l)+1+columns(word) > width
}

// isListItem tells a line that begins with a bullet, a number or a letter in brackets.
func isListItem(l string) bool {
	word, _, found := strings.Cut(l, " ")
	if !found {
		return false
	}
	switch word {
	case "-", "*", "•", "+":
		return true
	}
	inner := strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(word, "("), ")"), ".")
	return inner != word && len(inner) > 0 && len(inner) <= 2 && isAlphanumeric(inner)
}

func isAlphanumeric(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }) < 0
}

// isIdeograph tells the letters of scripts that write no spaces.
func isIdeograph(r rune) bool {
	return r >= '\u2E80' && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー' || r == '・')
}

// isWide tells what takes two columns: ideographs and their signs.
func isWide(r rune) bool {
	return r >= '\u1100' && (isIdeograph(r) || r >= '\u3000' && r <= '\u303F' || r >= '\uFF00' && r <= '\uFF60' || unicode.Is(unicode.Hangul, r))
}

// columns is the width of a line as a terminal shows it. An ideograph says about as much as two letters do.
func columns(l string) (n int) {
	for _, r := range l {
		n++
		if isWide(r) {
			n++
		}
	}
	return n
}

// trimMarks takes the space and the marks of direction off the end of a line, and such marks off its beginning.
func trimMarks(l string) string {
	l = strings.TrimRightFunc(l, func(r rune) bool { return unicode.IsSpace(r) || lines.IsMark(r) })
	return strings.TrimLeftFunc(l, lines.IsMark)
}

// joint gives what stands between two parts of a paragraph that are put on one line.
func joint(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if spaceless(last, first) || spaceless(first, last) {
		return ""
	}
	return " "
}

// spaceless reports whether no space stands between an ideograph or its sign and what is beside it.
func spaceless(r, beside rune) bool {
	return isWide(r) && !unicode.Is(unicode.Hangul, r) && (isWide(beside) || unicode.IsDigit(beside) || unicode.IsPunct(beside))
}

// isUnderline tells a line that does nothing but underline the one above.
func isUnderline(l string) bool {
	return len(l) >= 3 && (strings.Trim(l, "=") == "" || strings.Trim(l, "-") == "" || strings.Trim(l, "~") == "")
}

// hashed reads a heading marked as in Markdown.
func hashed(p paragraph) paragraph {
	marks := len(p.text) - len(strings.TrimLeft(p.text, "#"))
	if marks > 0 && marks <= 6 && strings.HasPrefix(p.text[marks:], " ") {
		p.text, p.heading = strings.TrimSpace(strings.TrimRight(p.text[marks:], "# ")), true
	}
	return p
}

// standsAlone tells the lines that are never part of a paragraph.
func standsAlone(l string) bool {
	return isNotice(l) || headingText(l) != "" || bylineOf(l).found() || kindOf(l) != plain || isSign(l)
}

// isSign tells what no paragraph goes on with, however wide the line above is.
func isSign(l string) bool { return isOrder(l) || isForDesk(l) || isClosing(l) }

func isOrder(l string) bool {
	_, ok := orders.Read(l)
	return ok
}
