package markdown

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/source"
)

// Every row of the table turns its example into what it says, and names no tag that another row has.
func TestKnown(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range known {
		a := body(t, "a.md", "---\ntitle: T\n---\n"+r.line+"\n")
		if got := squeeze(a.HTML); got != r.gives || len(a.Problems) > 0 && r.becomes != untold {
			t.Errorf("%s\n got %s\nwant %s\n%v", r.line, got, r.gives, a.Problems)
		}
		for name := range strings.FieldsSeq(r.names) {
			if seen[name] {
				t.Errorf("%s is in two rows", name)
			}
			seen[name] = true
		}
	}
}

// squeeze takes out the blank lines of raw HTML.
func squeeze(s string) string {
	for strings.Contains(s, "\n\n") {
		s = strings.ReplaceAll(s, "\n\n", "\n")
	}
	return strings.TrimSpace(s)
}

// body reads one file.
func body(t testing.TB, name, text string) *source.Article {
	t.Helper()
	folder := &source.Folder{FS: fstest.MapFS{name: {Data: []byte(text)}}, Readers: []source.Reader{New()}}
	scan, err := folder.Scan(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	folder.Body(scan.Articles[0])
	return scan.Articles[0]
}

// A file that was written on Windows says the same.
func TestLineEnds(t *testing.T) {
	for _, name := range []string{"hugo.md", "jekyll.md", "hexo.md", "zola.md", "docusaurus.md", "astro.mdx", "eleventy.md", "obsidian.md", "pelican.md", "mkdocs.md"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		unix := body(t, name, string(data))
		windows := body(t, name, strings.ReplaceAll(string(data), "\n", "\r\n"))
		if diff := cmp.Diff(unix.HTML, strings.ReplaceAll(windows.HTML, "\r", "")); diff != "" {
			t.Errorf("%s: -LF +CRLF\n%s", name, diff)
		}
		if diff := cmp.Diff(unix.Problems, windows.Problems); diff != "" {
			t.Errorf("%s: -LF +CRLF\n%s", name, diff)
		}
	}
}
