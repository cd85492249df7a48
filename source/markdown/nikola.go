package markdown

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

var nikolaLine = pattern.New(`^\.\.[ \t]+([A-Za-z0-9_-]+):[ \t]*(.*)$`)

// readNikola reads metadata as Nikola writes it: a comment of lines such as ".. title: A quiet day", before anything else. A
// comment with any other line in it is a comment, and so is one that says nothing that an article says. firstLine is the number
// of the text's first line.
func readNikola(text []byte, firstLine int) (b metaBlock, ok bool) {
	if l, _ := b.next(text); string(l) != "<!--" {
		return b, false
	}
	for l, more := b.next(text); more; l, more = b.next(text) {
		m := nikolaLine.FindSubmatch(l)
		switch {
		case len(l) == 0:
		case string(l) == "-->":
			return b, b.known
		case m == nil:
			return b, false
		case len(m[2]) > 0: // Nikola writes the keys that nobody filled in, too
			value := b.add(l, m[1], m[2], firstLine)
			if strings.EqualFold(string(m[1]), "tags") && keepsInside(value.Text) {
				value.Text = "true"
				b.pairs = append(b.pairs, meta.Pair{Key: "draft", Line: value.Line, Column: 1, Value: value})
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
