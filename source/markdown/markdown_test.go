package markdown_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/markdown"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, markdown.New(), 48) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, markdown.New()) }

// A text of some kilobytes that is built to be slow is refused, and what people write is not.
func TestLimits(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		refused bool
	}{
		"quotations":      {strings.Repeat(">", 2000) + "x", true},
		"open links":      {strings.Repeat("[a](", 9000) + strings.Repeat("x", 1_000_000), true},
		"many links":      {strings.Repeat("[a](https://example.org/a/b/c),", 5000), false},
		"links":           {strings.Repeat("[a](", 50_000), true},
		"columns":         {strings.Repeat("|a", 10_000) + "|\n" + strings.Repeat("|-", 10_000) + "|\n" + strings.Repeat("|b|\n", 10_000), true},
		"nested list":     {strings.Repeat(" ", 2000) + "- x", true},
		"wide table":      {strings.Repeat("|a", 100) + "|\n" + strings.Repeat("|-", 100) + "|\n" + strings.Repeat("|b|\n", 500), false},
		"a long rule":     {strings.Repeat("-", 2000), false},
		"many paragraphs": {strings.Repeat("[a](b)\n\n", 20_000), false},
		"comments":        {strings.Repeat("{/*", 50_000) + "*/}", false},
		"open comments":   {strings.Repeat("{{/*{/*<%#", 20_000), false},
		"no fence":        {"an import\n    ```\nimport a", false},
	} {
		_, err := read(t, c.text)
		if refused := err != ""; refused != c.refused {
			t.Errorf("%s: %q", name, err)
		}
	}
}

// read gives the HTML of a Markdown text, and the problem that rejected it.
func read(t *testing.T, text string) (html, problem string) {
	t.Helper()
	folder := &source.Folder{FS: fstest.MapFS{"a.md": {Data: []byte("# Title\n\n" + text)}}, Readers: []source.Reader{markdown.New()}}
	scan, err := folder.Scan(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	a := scan.Articles[0]
	folder.Body(a)
	if a.Rejected {
		problem = a.Problems[0].Error()
	}
	return a.HTML, problem
}

// FuzzMDX feeds the reader what is named as MDX, where braces and tags mean more.
func FuzzMDX(f *testing.F) {
	for _, name := range []string{"testdata/astro.mdx", "testdata/docusaurus.md"} {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		folder := &source.Folder{FS: fstest.MapFS{"a.mdx": {Data: []byte(text)}}, Readers: []source.Reader{markdown.New()}}
		scan, err := folder.Scan(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		folder.Body(scan.Articles[0])
		for _, p := range scan.Articles[0].Problems {
			if p.Line > strings.Count(text, "\n")+strings.Count(text, "\r")+1 || strings.Contains(p.Message, "broke down") {
				t.Error(p.Error())
			}
		}
	})
}
