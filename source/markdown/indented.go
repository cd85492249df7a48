package markdown

import (
	"bytes"
	"cmp"
	"html"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// The lines by which Python-Markdown's extensions set off a part: !!! note "Title", ??? note "Title" for one that is shown
// on demand, === "Label" for one of several. What belongs to it is indented by four columns.
var (
	setOffLine = pattern.New(`^(!!!|\?\?\?\+?) ?([\w-]+(?: +[\w-]+)*)(?: +"(.*?)")? *\r?\n?$`)
	tabLine    = pattern.New(`^===[!+]{0,2} ?"(.*?)" *\r?\n?$`)
)

// indented is such a part while it is open.
type indented struct {
	column int    // at which its content begins
	items  int    // how many items of lists were open around it
	end    string // the tag that ends it
}

// setOff begins a part of which the lines that follow, indented, are the content.
func (s *scanner) setOff(l line) bool {
	words := s.text[l.content:l.end]
	if s.mdx || l.quotes > 0 || len(words) < 4 || len(words) > 500 || len(s.indented) > 50 || !s.indents(l) {
		return false
	}
	lines, end := setOffTags(words)
	if len(lines) == 0 {
		return false
	}
	s.pieces = append(s.pieces, piece{from: l.content, to: l.content + len(bytes.TrimRight(words, " \r\n")), text: strings.Join(lines, "\n"), block: true})
	s.indented = append(s.indented, indented{column: l.indent + 4, items: len(s.lines.items), end: end})
	s.lines.items = append(s.lines.items, l.indent+4)
	s.at = l.end
	return true
}

// setOffTags gives the HTML that begins a part, and what ends it; nothing for a line that begins none.
func setOffTags(words []byte) (lines []string, end string) {
	if m := tabLine.FindSubmatch(words); m != nil {
		return []string{"<p><strong>" + html.EscapeString(plainWords(string(m[1]))) + "</strong></p>"}, ""
	}
	m := setOffLine.FindSubmatch(words)
	if m == nil {
		return nil, ""
	}
	name, _, _ := strings.Cut(strings.ToLower(string(m[2])), " ")
	t := &tag{dialect: colons, name: name, args: []arg{{key: "title", value: cmp.Or(string(m[3]), titled(name))}}}
	if m[1][0] == '?' {
		begin, head, end := t.aside(details)
		return []string{begin, head}, end
	}
	begin, head, end := t.aside(note)
	if m[3] != nil && len(m[3]) == 0 { // "" is how an author asks for no title
		return []string{begin}, end
	}
	return []string{begin, head}, end
}

// indents reports whether the words behind a line are indented by four columns more.
func (s *scanner) indents(l line) bool {
	for at := l.end; at < len(s.text); {
		next := measure(s.text, at)
		if !next.blank {
			return next.quotes == 0 && next.indent >= l.indent+4
		}
		at = next.end
	}
	return false
}

// leaveIndented ends the parts that the line at hand is no longer in.
func (s *scanner) leaveIndented() {
	n := len(s.indented)
	if n == 0 {
		return
	}
	if l := measure(s.text, s.at); !l.blank {
		for n > 0 && (l.quotes > 0 || l.indent < s.indented[n-1].column) {
			n--
		}
		s.endIndented(n, s.at)
	}
}

// endIndented ends the parts from the n-th on, behind the last words above a place.
func (s *scanner) endIndented(n, at int) {
	at = len(bytes.TrimRight(s.text[:at], " \t\r\n"))
	for i := len(s.indented) - 1; i >= n; i-- {
		part := s.indented[i]
		s.lines.items = s.lines.items[:min(part.items, len(s.lines.items))]
		if part.end != "" {
			margin := strings.Repeat(" ", part.column-4*(i+1))
			s.pieces = append(s.pieces, piece{from: at, to: at, text: "\n\n" + margin + part.end + "\n"})
		}
	}
	s.indented = s.indented[:n]
}

// outdent takes off a line the columns by which it belongs to parts that are open.
func (s *scanner) outdent(l line) {
	columns, at := 4*len(s.indented), l.start
	for columns > 0 && at < l.end && !l.blank && (s.text[at] == ' ' || s.text[at] == '\t') {
		columns--
		if s.text[at] == '\t' {
			columns -= 3
		}
		at++
	}
	if at > l.start {
		s.pieces = append(s.pieces, piece{from: l.start, to: at})
	}
}

// icon leaves out the pictograms of MkDocs' themes, :octicons-x-16:, with the blank behind.
func (s *scanner) icon() bool {
	m := iconName.Find(s.text[s.at:min(len(s.text), s.at+100)])
	if m == nil {
		return false
	}
	return s.replace(s.at, s.at+len(m), "")
}

var iconName = pattern.New(`^:(?:octicons|material|fontawesome|simple)-[a-z0-9-]+:(?:\{[^{}\n]*\})?[ \t]?`)
