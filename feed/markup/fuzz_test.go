package markup

import (
	"html"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	xhtml "golang.org/x/net/html"
)

// seed adds all golden inputs and the vectors, and fails if they are gone.
func seed(f *testing.F, add func(body string)) {
	f.Helper()
	inputs, err := filepath.Glob("testdata/*.in.html")
	if err != nil || len(inputs) < 30 {
		f.Fatalf("%d seeds in testdata, %v", len(inputs), err)
	}
	for _, input := range inputs {
		add(readSeed(f, input))
	}
	for _, v := range vectors() {
		add(v)
	}
}

func readSeed(f *testing.F, file string) string {
	f.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		f.Fatal(err)
	}
	return string(b)
}

func FuzzClean(f *testing.F) {
	seed(f, func(body string) { f.Add(body) })
	plainOptions := Options{Base: &url.URL{Scheme: "https", Host: "example.org", Path: "/a/b/"}, Title: "T"}
	f.Fuzz(func(t *testing.T, body string) {
		r := Clean(body, plainOptions)
		checkOutput(t, r.HTML)
		again := Clean(r.HTML, plainOptions)
		if diff := cmp.Diff(r.HTML, again.HTML); diff != "" {
			t.Errorf("cleaned again (-once +twice):\n%s", diff)
		}
		if len(again.Problems) > 0 {
			t.Errorf("problems in a clean body: %q", again.Problems)
		}
		if len(r.Problems) > maxProblems+2 {
			t.Errorf("%d problems", len(r.Problems))
		}
		prefixed := Clean(body, goldenOptions())
		checkOutput(t, prefixed.HTML)
		checkPrefix(t, prefixed.HTML, goldenOptions())
	})
}

func FuzzText(f *testing.F) {
	seed(f, func(body string) { f.Add(body) })
	f.Fuzz(func(t *testing.T, body string) {
		text := plainText(body)
		checkPlain(t, text)
		line := strings.ReplaceAll(text, "\n", " ")
		if again := plainText(html.EscapeString(text)); again != line {
			t.Errorf("%q escaped and read again: %q", line, again)
		}
	})
}

func FuzzSummary(f *testing.F) {
	seed(f, func(body string) { f.Add(body, 40) })
	f.Fuzz(func(t *testing.T, body string, n int) {
		s := Summary(body, n)
		checkPlain(t, s)
		if strings.Contains(s, "\n") {
			t.Errorf("more than a line: %q", s)
		}
		if got := utf8.RuneCountInString(s); got > max(n, 0) {
			t.Errorf("%d runes, want at most %d: %q", got, n, s)
		}
		if n > 0 && s == "" && plainText(body) != "" {
			t.Errorf("no summary of %q", plainText(body))
		}
	})
}

func FuzzLine(f *testing.F) {
	f.Add("A title")
	f.Add(" a\u00a0\n b\x00\xff\ufffe ")
	f.Fuzz(func(t *testing.T, s string) {
		line := Line(s)
		checkPlain(t, line)
		if strings.ContainsAny(line, "\n\r\t") || Line(line) != line {
			t.Errorf("%q", line)
		}
	})
}

// checkPlain holds text against what is promised of all of it.
func checkPlain(t *testing.T, text string) {
	t.Helper()
	if !utf8.ValidString(text) {
		t.Errorf("no UTF-8: %q", text)
	}
	if _, n := CleanText(text); n > 0 {
		t.Errorf("unfit for XML: %q", text)
	}
	if strings.Trim(text, " \n") != text || strings.Contains(text, "  ") || strings.Contains(text, "\n\n") {
		t.Errorf("white space: %q", text)
	}
}

// checkPrefix holds the ids and links into the page against the prefix.
func checkPrefix(t *testing.T, out string, o Options) {
	t.Helper()
	ids := map[string]bool{}
	for _, id := range attributeValues(out, "id") {
		if !strings.HasPrefix(id, o.IDPrefix) || ids[id] {
			t.Errorf("id %q unprefixed or twice in %q", id, out)
		}
		ids[id] = true
	}
	page := o.Base.String() + "#"
	for _, href := range attributeValues(out, "href") {
		fragment, ok := strings.CutPrefix(href, page)
		if !ok {
			continue
		}
		id, err := url.PathUnescape(fragment)
		if err == nil && !strings.HasPrefix(id, o.IDPrefix) && ids[o.IDPrefix+id] {
			t.Errorf("link to %q lost its target in %q", id, out)
		}
	}
}

func attributeValues(out, key string) []string {
	var list []string
	for z := xhtml.NewTokenizer(strings.NewReader(out)); z.Next() != xhtml.ErrorToken; {
		token := z.Token()
		for _, a := range token.Attr {
			if a.Key == key {
				list = append(list, a.Val)
			}
		}
	}
	return list
}
