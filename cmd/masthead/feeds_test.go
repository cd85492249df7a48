package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"

	"github.com/masthead-feeds/masthead/config"
)

// masthead runs the program and gives its output; it must end well.
func masthead(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if status := run(t.Context(), args, &out, &errs); status != exitDone {
		t.Fatalf("masthead %s: exit status %d\n%s", strings.Join(args, " "), status, errs.String())
	}
	return out.String()
}

// tree reads every file below a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// The feeds of the example, whole. Read the difference before running with -update.
func TestFeedsOfTheExample(t *testing.T) {
	const golden = "testdata/golden/newsroom"
	out := t.TempDir()
	masthead(t, "build", "../../examples/newsroom", "-o", out, "--now", newsroomInstant, "-q")
	got := tree(t, out)
	if *update {
		if err := os.RemoveAll(golden); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(golden, os.DirFS(out)); err != nil {
			t.Fatal(err)
		}
	}
	want := tree(t, golden)
	if len(want) < 4 {
		t.Fatalf("only %d golden files", len(want))
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("feeds differ (-want +got):\n%s", diff)
	}
}

// Same in, same out, on any machine and with any number of workers.
//
// Promise 7 of docs/promises.md.
func TestSameInputSameBytes(t *testing.T) {
	var trees []map[string]string
	for _, workers := range []string{"1", "8", "8"} {
		out := t.TempDir()
		masthead(t, "build", "../../examples/newsroom", "-o", out, "--now", newsroomInstant, "--workers", workers, "-q")
		trees = append(trees, tree(t, out))
	}
	for _, other := range trees[1:] {
		if diff := gocmp.Diff(trees[0], other); diff != "" {
			t.Errorf("the same build gave other bytes:\n%s", diff)
		}
	}
}

// What an article says of authors and rights comes out of all three formats again, read by a reader that is not ours.
func TestAuthorsAndRightsSurviveInAllFormats(t *testing.T) {
	out := t.TempDir()
	masthead(t, "build", "../../examples/newsroom", "-o", out, "--now", newsroomInstant, "-q")
	for line := range strings.Lines(masthead(t, "list", "../../examples/newsroom", "--json", "--now", newsroomInstant)) {
		var a articleJSON
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		if a.Status != "published" {
			continue
		}
		t.Run(a.Path, func(t *testing.T) {
			people := a.Credit
			for _, p := range a.Authors {
				people += "\n" + p.Name
			}
			for _, name := range []string{"feed.xml", "atom.xml", "feed.json"} {
				item := itemText(t, filepath.Join(out, name), a.ID)
				for _, want := range append(strings.Split(people, "\n"), a.Rights.Notice, a.Rights.Holder, a.Rights.License, a.Rights.UsageTerms) {
					if !strings.Contains(item, want) {
						t.Errorf("%s: %q of the article is not in its item", name, want)
					}
				}
			}
		})
	}
}

// itemText gives the part of a document that one item takes up.
func itemText(t *testing.T, file, id string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, ends := range [][2]string{{"<item>", "</item>"}, {"<entry", "</entry>"}, {"\n    {\n", "\n    }"}} {
		for part := range strings.SplitSeq(string(data), ends[1]) {
			if _, item, found := strings.Cut(part, ends[0]); found && strings.Contains(item, id) {
				return item
			}
		}
	}
	t.Fatalf("%s: no item %s", file, id)
	return ""
}

// A folder of real articles, named by the environment, is published without loss: every post with a title, a date and
// whoever it names.
func TestRealCorpora(t *testing.T) {
	root := os.Getenv("MASTHEAD_CORPORA")
	if root == "" {
		t.Skip("MASTHEAD_CORPORA names no folder of article folders")
	}
	dirs, err := os.ReadDir(root)
	if err != nil || len(dirs) == 0 {
		t.Fatalf("%s: %d folders, %v", root, len(dirs), err)
	}
	for _, dir := range dirs {
		if !dir.IsDir() {
			continue
		}
		t.Run(dir.Name(), func(t *testing.T) {
			folder, out := filepath.Join(root, dir.Name()), t.TempDir()
			var status []string
			for line := range strings.Lines(masthead(t, "list", folder, "--json")) {
				var a articleJSON
				if err := json.Unmarshal([]byte(line), &a); err != nil {
					t.Fatal(err)
				}
				status = append(status, a.Status)
				if a.Status == "published" && (a.Title == "" || a.Published == nil) {
					t.Errorf("%s: title %q, date %v", a.Path, a.Title, a.Published)
				}
			}
			masthead(t, "build", folder, "--url", "https://example.org", "--limit", "0", "-o", out, "-q")
			for _, name := range []string{"feed.xml", "atom.xml", "feed.json"} {
				file, err := os.Open(filepath.Join(out, name))
				if err != nil {
					t.Fatal(err)
				}
				defer file.Close()
				f, err := gofeed.NewParser().Parse(file)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				published := len(slices.DeleteFunc(slices.Clone(status), func(s string) bool { return s != "published" }))
				if len(f.Items) != published {
					t.Errorf("%s has %d items, of %d published articles", name, len(f.Items), published)
				}
			}
		})
	}
}

func TestSchemaInTheRepositoryIsCurrent(t *testing.T) {
	have, err := os.ReadFile("../../masthead.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, config.Schema()) {
		t.Error("run: go run ./cmd/masthead config --schema > masthead.schema.json")
	}
}
