package markdown

import (
	"bytes"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// metaOf reads the metadata that a text begins with where it has no front matter.
func metaOf(f *source.File, text []byte, firstLine int) (metaBlock, bool) {
	if notionName.MatchString(f.Path) {
		return readNotion(text, firstLine)
	}
	return readMeta(text, firstLine)
}

// notionName matches how Notion calls the pages that it exports: by their titles, and their ids.
var notionName = pattern.New(` [0-9a-f]{32}\.md$`)

// notionLine matches a property of a page as Notion exports it. Their names are free.
var notionLine = pattern.New(`^([^:]{1,60}): (.*)$`)

// notionProof are the properties of which one has to be there: text below a title may have a colon, too.
var notionProof = keySet("published publish public draft created private")

// readNotion reads the title of a page of Notion and the properties below it, up to the first blank line behind them.
func readNotion(text []byte, firstLine int) (b metaBlock, ok bool) {
	l, _ := b.next(text)
	title, is := bytes.CutPrefix(l, []byte("# "))
	if !is || len(title) == 0 {
		return b, false
	}
	b.add(l, []byte("title"), title, firstLine)
	b.known = false
	for l, more := b.next(text); more; l, more = b.next(text) {
		if len(l) == 0 {
			if len(b.pairs) == 1 {
				continue
			}
			return b, b.known
		}
		m := notionLine.FindSubmatch(l)
		if m == nil {
			return b, false
		}
		b.add(l, m[1], m[2], firstLine)
		b.known = b.known || notionProof[string(bytes.ToLower(m[1]))]
	}
	return b, b.known
}
