package wxr

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// blockMark begins the comments by which the block editor says where its blocks are.
const blockMark = "<!-- wp:"

// blockWriter takes off the comments of the block editor.
type blockWriter struct {
	*writer
	out   strings.Builder
	block strings.Builder // what stands in a block
	loose strings.Builder // what stands outside of all: it is from before there was a block editor
	depth int
}

// blocks writes a post of the block editor.
func (w *writer) blocks(s string) string {
	b := &blockWriter{writer: w}
	for p := range pieces(s, untouchable) {
		b.piece(p)
	}
	b.depth = 0
	b.endBlock()
	b.endLoose()
	return strings.TrimSpace(b.out.String())
}

func (b *blockWriter) piece(p piece) {
	switch {
	case p.kind == comment && strings.HasPrefix(p.text, "<!-- /wp:"):
		if b.depth = max(0, b.depth-1); b.depth == 0 {
			b.endBlock()
		}
	case p.kind == comment && strings.HasPrefix(p.text, blockMark) && !strings.HasSuffix(p.text, "/-->"):
		if b.depth == 0 {
			b.endLoose()
		}
		b.depth++
	case p.kind == comment:
		b.single(p)
	case b.depth > 0:
		b.block.WriteString(p.text)
	default:
		b.loose.WriteString(p.text)
	}
}

// single takes a comment that stands for itself. It is a block that several posts share, or one that the site makes anew each
// time, a list of its latest posts or the like, and is no part of the post.
func (b *blockWriter) single(p piece) {
	s := b.shared(p)
	switch {
	case s == "":
	case b.depth > 0:
		b.block.WriteString(s)
	default:
		b.endLoose()
		b.out.WriteString(s + "\n")
	}
}

func (b *blockWriter) endBlock() {
	if s := strings.Trim(b.block.String(), "\n"); s != "" {
		b.out.WriteString(links(s) + "\n")
	}
	b.block.Reset()
}

func (b *blockWriter) endLoose() {
	s := links(b.loose.String())
	b.loose.Reset()
	switch {
	case strings.TrimSpace(s) == "":
	case strings.Contains(s, "<p"):
		b.out.WriteString(s)
	default:
		b.out.WriteString(paragraphs(s) + "\n")
	}
}

// sharedBlock matches the mark that stands for a block which several posts share.
var sharedBlock = pattern.New(`^<!-- wp:block \{[^}]*"ref":(\d+)`)

// shared writes a block that several posts share, once in a post.
func (w *writer) shared(p piece) string {
	m := sharedBlock.FindStringSubmatch(p.text)
	if m == nil || w.within || w.missed["block "+m[1]] {
		return ""
	}
	text, ok := w.beside().blocks[m[1]]
	if !ok {
		w.miss("block "+m[1], 0, "a block that other posts share is left out: it is not in the export, or not published", "publish it, and export all content of the site")
		return ""
	}
	w.missed["block "+m[1]] = true
	inner := newWriter(content{text: text, id: w.content.id}, w.shortcodes, w.beside)
	inner.within = true
	return inner.html()
}
