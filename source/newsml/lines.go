package newsml

import (
	"html"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// column matches a line that is set in columns by white space.
var column = pattern.New(`\S {2,}\S`)

// paragraph reads a p. Those that came off a teleprinter line hold a whole story: a table in columns, or paragraphs of which
// each begins with four spaces.
func paragraph(e *xmltree.Element) xmltree.Tag {
	if len(e.Children()) > 0 {
		return xmltree.Tag{Name: "p"}
	}
	text := e.Raw()
	if strings.Count(text, "\n") < 2 {
		return xmltree.Tag{Name: "p"}
	}
	lines := strings.Split(strings.Trim(text, "\r\n"), "\n")
	columns, indented := 0, 0
	for _, line := range lines {
		if column.MatchString(line) {
			columns++
		}
		if beginsParagraph(line) {
			indented++
		}
	}
	switch {
	case columns >= 3:
		return xmltree.Tag{HTML: "<pre>" + html.EscapeString(strings.Join(lines, "\n")) + "</pre>"}
	case indented >= 2:
		return xmltree.Tag{HTML: paragraphs(lines)}
	}
	return xmltree.Tag{Name: "p"}
}

// beginsParagraph reports a line that begins with four spaces and no more: deeper ones are those of a file that was made
// pretty.
func beginsParagraph(line string) bool {
	return strings.HasPrefix(line, "    ") && len(line) > 4 && line[4] != ' '
}

func paragraphs(lines []string) string {
	var b strings.Builder
	ended := true // the sentence of the line before
	for _, line := range lines {
		line = strings.TrimRight(line, " \r")
		switch {
		case b.Len() == 0:
			b.WriteString("<p>")
		case line == "" || beginsParagraph(line) && ended:
			b.WriteString("</p>\n<p>")
		case strings.HasPrefix(strings.TrimSpace(line), "* "):
			b.WriteString("<br>\n")
		default:
			b.WriteString("\n")
		}
		line = strings.TrimSpace(line)
		ended = len(line) < 40 || strings.ContainsAny(line[len(line)-1:], ".!?:;\"')")
		b.WriteString(html.EscapeString(line))
	}
	return strings.ReplaceAll(b.String()+"</p>\n", "<p></p>\n", "")
}
