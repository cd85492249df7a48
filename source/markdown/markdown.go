// Package markdown reads Markdown files: CommonMark with GitHub's tables, strikethrough, links and task lists, with
// footnotes and heading ids, below front matter in YAML, TOML or JSON or none.
package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/masthead-feeds/masthead/source"
)

// Reader reads Markdown. It is safe for concurrent use.
type Reader struct {
	markdown goldmark.Markdown
}

// New makes a reader. Raw HTML stays in the body: the sanitiser, which sees every format, decides what may leave.
func New() *Reader {
	return &Reader{goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote),
		goldmark.WithParserOptions(parser.WithAutoHeadingID(), parser.WithAttribute()),
		goldmark.WithRendererOptions(html.WithUnsafe()),
	)}
}

// Format implements source.Reader.
func (r *Reader) Format() string { return "markdown" }

// Extensions implements source.Reader.
func (r *Reader) Extensions() []string {
	return []string{".md", ".markdown", ".mdown", ".mkd", ".mdx"}
}

// Head implements source.Reader: it reads the front matter.
func (r *Reader) Head(f *source.File) ([]*source.Article, error) {
	a, err := f.FrontMatter()
	return []*source.Article{a}, err
}

// Body implements source.Reader: it renders the text, and takes the first heading for the title where the front matter
// has none.
func (r *Reader) Body(f *source.File, a *source.Article) error {
	body, line, err := f.Content()
	if err != nil {
		return err
	}
	if err := checkLimits(body, line); err != nil {
		return err
	}
	doc := r.markdown.Parser().Parse(text.NewReader(body))
	if !a.Title.Known() {
		if heading := firstHeading(doc); heading != nil {
			a.Title.Set(plainText(heading, body), source.Origin{
				File: f.Path, Line: line + lineOf(heading, body), Column: 1, Rule: "first heading",
			})
		}
	}
	var out bytes.Buffer
	if err := r.markdown.Renderer().Render(&out, body, doc); err != nil {
		return fmt.Errorf("rendering Markdown: %w", err)
	}
	a.HTML = out.String()
	return nil
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

// lineOf counts the lines of the body above a node.
func lineOf(n ast.Node, body []byte) int {
	if n.Lines().Len() == 0 {
		return 0
	}
	return bytes.Count(body[:n.Lines().At(0).Start], []byte{'\n'})
}

// plainText gives the words of a heading without their markup.
func plainText(n ast.Node, body []byte) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(words(n, body))
			if n.SoftLineBreak() {
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
