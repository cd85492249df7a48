// Package sourcetest holds the tests that every reader passes: a case is a file, with what should come of it beside it,
// and no bytes at all may break a reader.
package sourcetest

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/source"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// written is the time of every file in these tests.
var written = time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC)

const golden = ".golden"

// Golden reads each file of testdata that the reader claims and holds what came of it against the file of the same name
// that ends in .golden. A new case is a new file, and a run with -update. atLeast guards against cases that are lost.
func Golden(t *testing.T, r source.Reader, atLeast int) {
	t.Helper()
	files := cases(t, r)
	if len(files) < atLeast {
		t.Errorf("testdata has %d cases, and once had %d", len(files), atLeast)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := describe(read(t, r, filepath.Base(file), data))
			if *update {
				if err := os.WriteFile(file+golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file + golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// cases lists the files of testdata that the reader claims by their ending.
func cases(tb testing.TB, r source.Reader) (files []string) {
	tb.Helper()
	for _, ending := range r.Extensions() {
		if ending == "" {
			continue
		}
		found, err := filepath.Glob("testdata/*" + ending)
		if err != nil {
			tb.Fatal(err)
		}
		files = append(files, found...)
	}
	return files
}

// read gives the articles of one file, with their bodies.
func read(tb testing.TB, r source.Reader, name string, data []byte) source.Scan {
	tb.Helper()
	folder := &source.Folder{
		FS:      fstest.MapFS{name: {Data: data, ModTime: written}},
		Name:    "articles",
		Zone:    time.UTC,
		Readers: []source.Reader{everyFile{r}},
	}
	scan, err := folder.Scan(tb.Context(), 1)
	if err != nil {
		tb.Fatal(err)
	}
	for _, a := range scan.Articles {
		folder.Body(a)
	}
	return scan
}

// nameOf gives a name that files of the reader's have.
func nameOf(r source.Reader) string {
	return "case" + slices.MaxFunc(r.Extensions(), func(a, b string) int { return min(len(a), 1) - min(len(b), 1) })
}

// everyFile is a reader that is not asked whether it recognises a file.
type everyFile struct{ source.Reader }

// describe writes down articles as explain would, each with its body below, and what else is in the file.
func describe(scan source.Scan) string {
	var b strings.Builder
	for _, p := range scan.Passed {
		fmt.Fprintf(&b, "not an article: %s\n", p.Message)
	}
	for _, a := range scan.Articles {
		fmt.Fprintf(&b, "%s, %s\n", a.Path, a.Status(written))
		for _, f := range a.Explain() {
			fmt.Fprintf(&b, "%s: %s  [%s]\n", f.Name, f.Value, f.From)
		}
		for _, p := range a.Problems {
			fmt.Fprintf(&b, "! %s\n", p.Error())
		}
		fmt.Fprintf(&b, "\n%s\n", strings.TrimRight(a.HTML, "\n"))
		if a.Text != "" {
			fmt.Fprintf(&b, "\n%s\n", a.Text)
		}
	}
	return b.String()
}

// Fuzz feeds the reader any bytes, beginning with the cases of testdata: it never breaks down, says the same each time,
// and points only to lines that the file has.
func Fuzz(f *testing.F, r source.Reader) {
	f.Helper()
	files := cases(f, r)
	if len(files) == 0 {
		f.Fatal("testdata has no cases to begin with")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	name := nameOf(r)
	f.Fuzz(func(t *testing.T, data []byte) {
		scan := read(t, r, name, data)
		if len(scan.Articles) == 0 && len(scan.Passed) == 0 {
			t.Error("a file that gives no article, not even a rejected one, and no reason why")
		}
		lines := len(bytes.FieldsFunc(data, func(c rune) bool { return c == '\n' || c == '\r' })) +
			bytes.Count(data, []byte{'\n'}) + bytes.Count(data, []byte{'\r'}) + 1
		for _, a := range scan.Articles {
			holds(t, a, lines)
		}
		if again := describe(read(t, r, name, data)); again != describe(scan) {
			t.Error("the same bytes, read twice, say different things")
		}
	})
}

func holds(t *testing.T, a *source.Article, lines int) {
	t.Helper()
	if !a.Rejected && !a.Title.Known() {
		t.Error("an article without a title")
	}
	for _, f := range a.Explain() {
		if f.From.Rule == "" || f.From.Line < 0 || f.From.Line > lines {
			t.Errorf("%s comes from %s, of %d lines", f.Name, f.From, lines)
		}
	}
	for _, p := range a.Problems {
		if p.Message == "" || p.File == "" || p.Line > lines {
			t.Errorf("a problem that does not say where or what: %+v", p)
		}
		if strings.Contains(p.Message, "broke down") {
			t.Errorf("the reader broke down: %s", p.Error())
		}
	}
}

// Benchmark reads files of four sizes, a thousandfold apart, that make is asked for: that their time per byte stays the same
// shows that a file takes as long as it is large. shape names what they are full of; it may be empty.
func Benchmark(b *testing.B, r source.Reader, shape string, make func(size int) []byte) {
	b.Helper()
	for _, size := range []int{10 << 10, 100 << 10, 1 << 20, 10 << 20} {
		b.Run(strings.TrimPrefix(fmt.Sprintf("%s/%dkB", shape, size>>10), "/"), func(b *testing.B) {
			data := make(size)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				read(b, r, nameOf(r), data)
			}
		})
	}
}
