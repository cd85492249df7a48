package markdown

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Addresses are looked for only where they may stand, and found wherever they do.
func FuzzBareLinks(f *testing.F) {
	for _, s := range []string{
		"see https://example.org/a and [b](https://example.org/b)", "[b](https://example.org/b)", "[a [b](http://x.org)](http://y.org)",
		"no](https://example.org/b) link", "`a`https://example.org", "<b>https://example.org</b>", "\"https://example.org\"", "=https://example.org",
		"'https://example.org'", "<https://example.org>", "< https://example.org>", "[1]: https://example.org\n\n[1] and [2]: https://example.org",
		"www.example.org", "(www.example.org)", "*www.example.org*", "`a`www.example.org", "_www.example.org_", "jo@example.org", "`jo@example.org`",
		"[https://example.org](https://example.org)", "![https://example.org](https://example.org/a.png)", "[open https://example.org", "a&#64;b.org",
		"| a |\n|---|\n| https://example.org |", "[^1]\n\n[^1]: https://example.org", "# https://example.org {#a}", "- [ ] https://example.org",
		"a\n: https://example.org", "~~https://example.org~~", "\\https://example.org", "a\\\nhttps://example.org", "a  \nftp://example.org/a_b_c",
		"    https://example.org\n\n<div>\nhttps://example.org\n</div>", "HTTPS://example.org", "](https://a.org `b` ](https://c.org)",
	} {
		f.Add([]byte(s))
	}
	files, err := filepath.Glob("testdata/*.md*")
	if err != nil || len(files) == 0 {
		f.Fatal("no files to begin with", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	g := newGrammar(parser.DefaultBlockParsers())
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > simpleAtMost || checkLimits(body, func(int) int { return 0 }) != nil {
			t.Skip("no such text is parsed")
		}
		got, want := render(t, g.linking, g.parse(body), body), render(t, g.linking, g.linking.Parser().Parse(text.NewReader(body)), body)
		// With the linking parser, some of the blanks at the end of a line that ends in many stay. They mean nothing.
		if !bytes.Equal(withoutBlanks(got), withoutBlanks(want)) {
			t.Errorf("%q became\n%s\ninstead of\n%s", body, got, want)
		}
	})
}

func withoutBlanks(html []byte) []byte {
	for bytes.Contains(html, []byte(" <br>")) {
		html = bytes.ReplaceAll(html, []byte(" <br>"), []byte("<br>"))
	}
	return html
}

func render(t *testing.T, m goldmark.Markdown, doc ast.Node, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := m.Renderer().Render(&b, body, doc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
