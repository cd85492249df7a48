package markdown

import (
	"bytes"
	"html"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// prepared is a text without tags, ready to be read as Markdown.
type prepared struct {
	text  []byte
	more  int // where in it the summary ends, or -1
	moved []moved
}

// moved says that from a place of the prepared text on, its places differ from those of the file's.
type moved struct{ to, from int }

// origin gives the place of the file's text that a place of the prepared text came from.
func (p prepared) origin(at int) int {
	lo, hi := 0, len(p.moved)
	for lo < hi {
		if mid := (lo + hi) / 2; p.moved[mid].to <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return at
	}
	m := p.moved[lo-1]
	return m.from + at - m.to
}

// line gives the line of the file that a place of the prepared text came from.
func (w *writer) line(at int) int {
	return w.firstLine + bytes.Count(w.source[:min(w.origin(at), len(w.source))], []byte{'\n'})
}

// writer puts the pieces together again.
type writer struct {
	prepared
	source    []byte
	at        int // how much of the source is written
	lineStart int // where the last line of the text begins
	pieces    []piece
	missed    map[string]bool
	page      bool // the text is HTML, not Markdown
	unlinked  bool // there are links whose address is not known
	problems  []source.Problem
	firstLine int
	counted   struct{ at, line int } // lines up to a place of the source
}

// write gives the text with every piece replaced.
func write(text []byte, pieces []piece, firstLine int) *writer {
	w := &writer{source: text, pieces: pieces, missed: map[string]bool{}, firstLine: firstLine}
	w.all(pieces)
	return w
}

func (w *writer) all(pieces []piece) {
	w.prepared.more = -1
	text := w.source
	if len(pieces) == 0 { // as of most texts
		w.text = text
		return
	}
	w.text = make([]byte, 0, len(text)+len(text)/8)
	for i := 0; i < len(pieces); i++ {
		p := &pieces[i]
		if p.from < w.at {
			continue
		}
		w.copy(p.from)
		w.at = p.to
		i = w.piece(i, p)
	}
	w.copy(len(text))
}

// copy writes the source as it is, up to a place.
func (w *writer) copy(to int) {
	if len(w.moved) == 0 || w.moved[len(w.moved)-1].from-w.moved[len(w.moved)-1].to != w.at-len(w.text) {
		w.moved = append(w.moved, moved{len(w.text), w.at})
	}
	w.add(w.source[w.at:to])
	w.at = to
}

func (w *writer) add(s []byte) {
	if i := bytes.LastIndexByte(s, '\n'); i >= 0 {
		w.lineStart = len(w.text) + i + 1
	}
	w.text = append(w.text, s...)
}

func (w *writer) put(s string) { w.add([]byte(s)) }

// piece writes what stands in the place of a piece, and gives the last piece that this settles.
func (w *writer) piece(i int, p *piece) int {
	switch {
	case p.more:
		w.prepared.more = len(w.text)
	case p.tag == nil && p.block:
		w.block(strings.Split(p.text, "\n")...)
	case p.tag == nil:
		w.put(p.text)
	case p.pair > 0 && (p.row.becomes == gone || p.row.becomes == untold || p.row.becomes == otherwise):
		if p.row.becomes == untold {
			w.miss(p)
		}
		w.at = max(w.at, w.pieces[p.pair].to)
		return p.pair
	default:
		w.tag(p)
	}
	return i
}

// miss notes that something was left out, once for each name.
func (w *writer) miss(p *piece) {
	said := p.tag.said
	if w.missed[said] || len(w.missed) >= 50 {
		return
	}
	w.missed[said] = true
	w.counted.line += bytes.Count(w.source[w.counted.at:p.from], []byte{'\n'})
	w.counted.at = p.from
	w.problems = append(w.problems, source.Problem{
		Line: w.firstLine + w.counted.line, Field: "body",
		Message: said + " is left out: what it shows is not known",
		Fix:     "write it as Markdown or HTML",
	})
}

// block writes lines of HTML that stand between blank lines, within the quotation or list that the text is in.
func (w *writer) block(lines ...string) {
	prefix, bare := margins(w.text[w.lineStart:])
	blank := strings.TrimRight(prefix, " \t")
	switch {
	case !bare:
		w.put("\n" + blank + "\n" + prefix)
	case w.followsElement(): // which would take what follows without a blank line for HTML
		if strings.Trim(prefix, " ") == "" && len(prefix) > 3 { // and what stands so far in is code
			w.text, prefix, blank = w.text[:w.lineStart], "", ""
		}
		w.put("\n" + prefix)
	}
	for i, l := range lines {
		switch {
		case i > 0 && l == "":
			w.put("\n" + blank)
		case i > 0:
			w.put("\n" + prefix + l)
		default:
			w.put(l)
		}
	}
	if w.skipBlanks() {
		w.put("\n" + blank)
	} else {
		w.put("\n" + blank + "\n" + prefix)
	}
}

// followsElement reports whether the line before the one at hand begins with a tag of HTML.
func (w *writer) followsElement() bool {
	before := bytes.TrimRight(w.text[:w.lineStart], "\r\n")
	if len(before)+2 < w.lineStart {
		return false // a blank line lies between
	}
	line := bytes.TrimLeft(before[bytes.LastIndexByte(before, '\n')+1:], " \t>")
	return len(line) > 1 && line[0] == '<' && (isLetter(line[1]) || line[1] == '/')
}

// skipBlanks goes behind the blanks at hand, and reports whether the line ends there.
func (w *writer) skipBlanks() bool {
	for w.at < len(w.source) && isBlank(w.source[w.at]) && w.source[w.at] != '\n' {
		w.at++
	}
	return w.at == len(w.source) || w.source[w.at] == '\n'
}

// standsAlone reports whether a tag has its line to itself.
func (w *writer) standsAlone() bool {
	_, bare := margins(w.text[w.lineStart:])
	at := w.at
	for at < len(w.source) && isBlank(w.source[at]) && w.source[at] != '\n' {
		at++
	}
	return bare && (at == len(w.source) || w.source[at] == '\n')
}

// margins gives what the lines behind the one at hand have to begin with to be in the same quotation or list, and
// whether nothing else stands on that line.
func margins(begun []byte) (prefix string, bare bool) {
	var b strings.Builder
	for i := 0; i < len(begun); {
		switch c := begun[i]; {
		case c == ' ' || c == '\t' || c == '>':
			b.WriteByte(c)
			i++
		default:
			n := itemMark(append(begun[i:len(begun):len(begun)], ' '))
			if n == 0 {
				return b.String(), false
			}
			b.WriteString(strings.Repeat(" ", n))
			i += n
		}
	}
	return b.String(), true
}

var label = pattern.New(`^https?://(www\.)?([^#]*?)/?$`)

// anchor gives a link as HTML. Without a text of its own its address stands for one.
func anchor(address, text string) string {
	if text == "" {
		text = address
		if m := label.FindStringSubmatch(address); m != nil {
			text = m[2]
		}
	}
	return `<a href="` + html.EscapeString(address) + `">` + html.EscapeString(text) + `</a>`
}
