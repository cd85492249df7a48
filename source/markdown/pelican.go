package markdown

import (
	"bytes"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// proof are the keys of which one has to be there in the metadata that Pelican, and MultiMarkdown before it, write above an
// article without fences: "Note: this" is how a sentence begins.
var proof = keySet("title date slug status tags author authors draft embargo expires")

func keySet(names string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(names) {
		set[name] = true
	}
	return set
}

var metaLine = pattern.New(`^[ ]{0,3}([A-Za-z0-9_-]+):[ \t]*(.*)$`)

// metaBlock is the metadata that a text begins with.
type metaBlock struct {
	pairs []meta.Pair
	n     int // how much of the text it is, with the blank line behind it
	lines int
}

// readMeta reads metadata as Python-Markdown does: lines of "Key: value" up to the first blank line, the continuation of a
// value indented by four columns. A text that does not begin so has none. firstLine is the number of the text's first line.
func readMeta(text []byte, firstLine int) (b metaBlock, ok bool) {
	known := false
	for b.n < len(text) && b.lines < 200 {
		l, rest, _ := bytes.Cut(text[b.n:], []byte{'\n'})
		l = bytes.TrimRight(l, " \t\r")
		b.n, b.lines = len(text)-len(rest), b.lines+1
		if len(l) == 0 || string(l) == "---" || string(l) == "..." {
			return b, known
		}
		if m := metaLine.FindSubmatch(l); m != nil {
			key := strings.ToLower(string(m[1]))
			known = known || proof[key]
			value := meta.Value{Kind: meta.Text, Text: string(m[2]), Line: firstLine + b.lines - 1, Column: len(l) - len(m[2]) + 1}
			b.pairs = append(b.pairs, meta.Pair{Key: string(m[1]), Line: value.Line, Column: 1, Value: value})
			continue
		}
		if len(b.pairs) == 0 || !bytes.HasPrefix(l, []byte("    ")) && l[0] != '\t' {
			return b, false
		}
		last := &b.pairs[len(b.pairs)-1].Value
		last.Text += " " + strings.TrimSpace(string(l))
	}
	return b, known
}

// readUnfenced reads metadata that has no fences: Pelican's or Nikola's.
func readUnfenced(text []byte, firstLine int) (metaBlock, bool) {
	if b, ok := readNikola(text, firstLine); ok {
		return b, true
	}
	return readMeta(text, firstLine)
}

// article makes an article of what the block says, as of front matter, but for its lists, which are cut as Pelican does.
// The line that names several authors is their byline, too.
func (b metaBlock) article(f *source.File) *source.Article {
	all := meta.Value{Kind: meta.Map}
	var byline *meta.Pair
	for _, p := range b.pairs {
		switch strings.ToLower(p.Key) {
		case "author", "authors":
			if said := p; byline == nil {
				byline = &said
			}
			p.Value = list(p.Value)
		case "tags", "keywords":
			p.Value = list(p.Value)
		}
		all.Map = append(all.Map, p)
	}
	a := f.Metadata(all)
	if byline != nil && byline.Value.Text != "" {
		a.State(f, "front matter", source.Statement{Key: "byline", Said: byline.Key, Value: byline.Value})
	}
	return a
}

// list cuts a list at its semicolons, or where it has none at its commas. One of one is text.
func list(v meta.Value) meta.Value {
	separator := ","
	if strings.Contains(v.Text, ";") {
		separator = ";"
	}
	all := meta.Value{Kind: meta.List, Line: v.Line, Column: v.Column}
	for part := range strings.SplitSeq(v.Text, separator) {
		if part = strings.TrimSpace(part); part != "" {
			all.List = append(all.List, meta.Value{Kind: meta.Text, Text: part, Line: v.Line, Column: v.Column})
		}
	}
	if len(all.List) == 1 {
		return all.List[0]
	}
	return all
}
