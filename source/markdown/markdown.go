// Package markdown reads Markdown files: CommonMark with GitHub's tables, strikethrough, links and task lists, with
// footnotes, definition lists and heading ids, below front matter in YAML, TOML or JSON, Pelican's metadata, or none.
//
// The posts of a site are written for the program that makes it, and hold its tags: shortcodes, Liquid, MDX, :::note. Three
// steps turn them into Markdown alone before it is parsed. A scanner, which knows what is code, finds the pieces that
// cannot stay (scan.go). Tags are paired with those that end them (pairs.go). A writer puts the text together again with
// what becomes of each (write.go). What becomes of a tag is told by its name, in one table (known.go).
package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// Reader reads Markdown. It is safe for concurrent use.
type Reader struct {
	markdown, mdx grammar
	known         table
}

// New makes a reader. Raw HTML stays in the body: the sanitiser, which sees every format, decides what may leave.
func New() *Reader {
	return &Reader{
		markdown: newGrammar(parser.DefaultBlockParsers()),
		mdx:      newGrammar(withoutIndentedCode()),
		known:    newTable(),
	}
}

func newMarkdown(blocks []util.PrioritizedValue, extensions ...goldmark.Extender) goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(blocks...),
			parser.WithInlineParsers(parser.DefaultInlineParsers()...),
			parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
		)),
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote, extension.DefinitionList),
		goldmark.WithExtensions(extensions...),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithAttribute()),
		goldmark.WithRendererOptions(html.WithUnsafe()),
	)
}

// withoutIndentedCode gives the blocks of MDX, whose tags are indented as their authors like.
func withoutIndentedCode() (blocks []util.PrioritizedValue) {
	const indentedCode = 500 // its priority
	for _, b := range parser.DefaultBlockParsers() {
		if b.Priority != indentedCode {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// Format implements source.Reader.
func (r *Reader) Format() string { return "markdown" }

// Extensions implements source.Reader.
func (r *Reader) Extensions() []string {
	return []string{".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".svx"}
}

// Head implements source.Reader: it reads the front matter, or the metadata that Pelican writes without fences.
func (r *Reader) Head(f *source.File) ([]*source.Article, error) {
	a, err := f.FrontMatter()
	if err != nil || a.Title.Known() || a.Published.Known() {
		return []*source.Article{a}, err
	}
	text, _, err := f.Head()
	if err != nil {
		return nil, err
	}
	if block, ok := metaOf(f, text, 1); ok {
		return []*source.Article{block.article(f)}, nil
	}
	return []*source.Article{a}, nil
}

// Body implements source.Reader: it renders the text, and takes the first heading for the title and what stands above the
// mark of its end for the summary where the front matter has none.
func (r *Reader) Body(f *source.File, a *source.Article) error {
	body, line, separator, err := content(f)
	if err != nil {
		return err
	}
	body, linesAlone := f.Opening(body)
	mdx := strings.HasSuffix(strings.ToLower(f.Path), ".mdx") || isMDX(body)
	if linesAlone && !mdx && separator == nil {
		if html, ok := firstLines(body); ok {
			a.HTML = html
			return nil
		}
	}
	w := write(body, newScanner(r.known, body, separator, mdx).scan(), line)
	if err := checkLimits(w.text, w.line); err != nil {
		return err
	}
	markdown := r.markdown
	if mdx {
		markdown = r.mdx
	}
	doc := markdown.parse(w.text)
	if w.unlinked {
		unlink(doc)
	}
	w.state(f, a, doc)
	out := sheets.Get().(*sheet)
	defer sheets.Put(out)
	out.Reset()
	if err := markdown.linking.Renderer().Render(out, w.text, doc); err != nil {
		return fmt.Errorf("rendering Markdown: %w", err)
	}
	a.HTML = out.String()
	if w.unlinked { // what is no link, in a block of HTML, has it yet
		a.HTML = strings.ReplaceAll(a.HTML, unknownAddress, "")
	}
	for _, p := range w.problems {
		a.Problem(p)
	}
	return nil
}

// sheet is what a text is rendered into: a buffer that the renderer takes as it is, where it would put one of its own before any
// other. It is used over and over, for that is several times the room of a short text.
type sheet struct{ bytes.Buffer }

var sheets = sync.Pool{New: func() any { return new(sheet) }}

func (*sheet) Buffered() int { return 0 }

func (*sheet) Flush() error { return nil }

// state gives the article what only its body says.
func (w *writer) state(f *source.File, a *source.Article, doc ast.Node) {
	from := func(rule string, at int) source.Origin {
		return source.Origin{File: f.Path, Line: w.line(at), Column: 1, Rule: rule}
	}
	if heading := firstHeading(doc); heading != nil && !a.Title.Known() {
		a.Title.Set(plainText(heading, w.text, len(w.text)), from("first heading", max(firstAt(heading), 0)))
	}
	if w.more < 0 || a.Summary.Known() {
		return
	}
	if s := summary(doc, w.text, w.more); s != "" {
		a.Summary.Set(s, from("more mark", w.more))
	}
}

// content reads what follows the metadata, the line on which it begins, and the mark at which the metadata says that the
// summary ends.
func content(f *source.File) (body []byte, line int, separator []byte, err error) {
	all, err := f.All()
	if err != nil {
		return nil, 0, nil, err
	}
	block, err := f.Split(all)
	if err != nil {
		return nil, 0, nil, err
	}
	body, line = block.Body, block.BodyLine
	if block.Format == meta.FormatNone {
		if b, ok := metaOf(f, body, line); ok {
			body, line = body[b.n:], line+b.lines
		}
	}
	if bytes.Contains(block.Data, []byte("excerpt_separator")) {
		if value, _, err := block.Decode(); err == nil {
			p, _ := value.Fold("excerpt_separator")
			separator = []byte(strings.TrimSpace(p.Value.Text))
		}
	}
	return body, line, separator, nil
}

// firstHeading finds the heading a document opens with: a title stands above the text, not in the middle of it.
func firstHeading(doc ast.Node) *ast.Heading {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.ChildCount() > 0 {
			return h
		}
		if _, ok := n.(*ast.HTMLBlock); !ok {
			return nil
		}
	}
	return nil
}

// plainText gives the words of a block without their markup, as far as they stand before an end.
func plainText(n ast.Node, body []byte, end int) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			if n.Type() == ast.TypeBlock {
				b.WriteByte(' ')
			}
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			if n.Segment.Start >= end {
				return ast.WalkStop, nil
			}
			b.Write(words(n, body))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(body))
		case *ast.RawHTML:
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// words gives a text node as it will be read: without backslashes and entities, which code alone keeps as they are.
func words(n *ast.Text, body []byte) []byte {
	value := n.Value(body)
	if _, code := n.Parent().(*ast.CodeSpan); code || n.IsRaw() {
		return value
	}
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
}
