package markdown

import (
	"bytes"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

var nikolaLine = pattern.New(`^\.\.[ \t]+([A-Za-z0-9_-]+):[ \t]*(.*)$`)

// readNikola reads metadata as Nikola writes it: a comment of lines such as ".. title: A quiet day", before anything else. A
// comment with any other line in it is a comment, and so is one that says nothing that an article says. firstLine is the number
// of the text's first line.
func readNikola(text []byte, firstLine int) (b metaBlock, ok bool) {
	known := false
	for b.n < len(text) && b.lines < 200 {
		l, rest, _ := bytes.Cut(text[b.n:], []byte{'\n'})
		l = bytes.TrimRight(l, " \t\r")
		b.n, b.lines = len(text)-len(rest), b.lines+1
		m := nikolaLine.FindSubmatch(l)
		switch {
		case b.lines == 1 && string(l) == "<!--", len(l) == 0 && b.lines > 1:
		case b.lines > 1 && string(l) == "-->":
			return b, known
		case b.lines == 1 || m == nil:
			return b, false
		case len(m[2]) > 0: // Nikola writes the keys that nobody filled in, too
			key := strings.ToLower(string(m[1]))
			known = known || proof[key]
			value := meta.Value{Kind: meta.Text, Text: string(m[2]), Line: firstLine + b.lines - 1, Column: len(l) - len(m[2]) + 1}
			b.pairs = append(b.pairs, meta.Pair{Key: string(m[1]), Line: value.Line, Column: 1, Value: value})
			if key == "tags" && keepsInside(value.Text) {
				b.pairs = append(b.pairs, meta.Pair{Key: "draft", Line: value.Line, Column: 1, Value: meta.Value{Kind: meta.Text, Text: "true", Line: value.Line, Column: value.Column}})
			}
		}
	}
	return b, false
}

// keepsInside reports whether a tag keeps a post out of the site's feeds, as before Nikola had a status for that.
func keepsInside(tags string) bool {
	for tag := range strings.SplitSeq(tags, ",") {
		switch strings.ToLower(strings.TrimSpace(tag)) {
		case "draft", "private":
			return true
		}
	}
	return false
}
