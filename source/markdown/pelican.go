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

// metaLine matches a line of it; Logseq writes two colons.
var metaLine = pattern.New(`^[ ]{0,3}([A-Za-z0-9_-]+)::?[ \t]*(.*)$`)

// metaBlock is the metadata that a text begins with.
type metaBlock struct {
	pairs []meta.Pair
	n     int // how much of the text it is, with the blank line behind it
	lines int
	known bool // one of its keys is proof that it is metadata
}

// next goes on to the next line of the text, and gives it without the blanks at its end. It is false at the end of the text, and
// where there are more lines than metadata has.
func (b *metaBlock) next(text []byte) (l []byte, ok bool) {
	if b.n == len(text) || b.lines == 200 {
		return nil, false
	}
	l, rest, _ := bytes.Cut(text[b.n:], []byte{'\n'})
	b.n, b.lines = len(text)-len(rest), b.lines+1
	return bytes.TrimRight(l, " \t\r"), true
}

// add notes what a line says that next gave, and that ends with the value. firstLine is the number of the text's first line.
func (b *metaBlock) add(l, key, value []byte, firstLine int) meta.Value {
	v := meta.Value{Kind: meta.Text, Text: string(value), Line: firstLine + b.lines - 1, Column: len(l) - len(value) + 1}
	b.pairs = append(b.pairs, meta.Pair{Key: string(key), Line: v.Line, Column: 1, Value: v})
	b.known = b.known || proof[strings.ToLower(string(key))]
	return v
}

// readMeta reads metadata as Python-Markdown does: lines of "Key: value" up to the first blank line, the continuation of a
// value indented by four columns. A text that does not begin so has none. firstLine is the number of the text's first line.
func readMeta(text []byte, firstLine int) (b metaBlock, ok bool) {
	for l, more := b.next(text); more; l, more = b.next(text) {
		if len(l) == 0 || string(l) == "---" || string(l) == "..." {
			return b, b.known
		}
		if m := metaLine.FindSubmatch(l); m != nil {
			b.add(l, m[1], m[2], firstLine)
			continue
		}
		if len(b.pairs) == 0 || !bytes.HasPrefix(l, []byte("    ")) && l[0] != '\t' {
			return b, false
		}
		last := &b.pairs[len(b.pairs)-1].Value
		last.Text += " " + strings.TrimSpace(string(l))
	}
	return b, b.known
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
