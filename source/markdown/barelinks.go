package markdown

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// grammar is Markdown with and without links of addresses that stand bare in the text. To look for these before every word takes
// half as long as all the rest of reading a text, and most texts have none.
type grammar struct {
	linking goldmark.Markdown // renders what either has read
	plain   parser.Parser
}

func newGrammar(blocks []util.PrioritizedValue) grammar {
	return grammar{linking: newMarkdown(blocks, extension.Linkify), plain: newMarkdown(blocks).Parser()}
}

// parse reads a text. What comes out is what the linking parser makes of it.
func (g grammar) parse(body []byte) ast.Node {
	if !looksBare(body) {
		if doc := g.plain.Parse(text.NewReader(body)); !showsAddress(doc, body) {
			return doc
		}
	}
	return g.linking.Parser().Parse(text.NewReader(body))
}

// looksBare guesses whether an address stands bare in a text: one that is not the address of a link, and not in a tag or code.
func looksBare(body []byte) bool {
	if !areBareIn(body) { // nor in any of its lines, code or not
		return false
	}
	inCode := false
	for line := range bytes.Lines(body) {
		if _, n := fenceMark(bytes.TrimLeft(line, " \t")); n > 0 {
			inCode = !inCode
		} else if !inCode && areBareIn(line) {
			return true
		}
	}
	return false
}

// areBareIn guesses whether addresses stand bare in some lines, which are no code.
func areBareIn(lines []byte) bool {
	for from := 0; ; {
		i := bytes.Index(lines[from:], []byte("://"))
		if i < 0 {
			break
		}
		if !isAddressOfLink(lines[:from+i]) {
			return true
		}
		from += i + len("://")
	}
	return bytes.IndexByte(lines, '@') >= 0 || bytes.Contains(lines, []byte(" www.")) || bytes.Contains(lines, []byte("\nwww.")) || bytes.HasPrefix(lines, []byte("www."))
}

// isAddressOfLink reports whether an address is that of a link or a tag, as far as what stands before it tells; the name of its
// protocol stands there, too.
func isAddressOfLink(before []byte) bool {
	before = bytes.TrimRight(before, "abcdefghijklmnopqrstuvwxyz")
	return slices.ContainsFunc([]string{"](", "]: ", "<", "`", "\"", "'", "="}, func(mark string) bool { return bytes.HasSuffix(before, []byte(mark)) })
}

// showsAddress reports whether a text that was read without looking for bare addresses shows one that might be a link. What is
// read as something else, a tag, code, the address of a link, was read as that before a bare address could be seen in it; and
// the words of a link hold no other.
func showsAddress(doc ast.Node, body []byte) (shows bool) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.Link:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if entering && hasMark(n.Value(body)) {
				shows = true
				return ast.WalkStop, nil
			}
		}
		return ast.WalkContinue, nil
	})
	return shows
}

func hasMark(words []byte) bool {
	return bytes.IndexByte(words, '@') >= 0 || bytes.Contains(words, []byte("://")) || bytes.Contains(words, []byte("www."))
}
