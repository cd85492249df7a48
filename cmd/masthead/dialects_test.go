package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// dialectsInstant lies behind most of what the sites say and before the rest, so that some articles wait.
const dialectsInstant = "2026-04-01T00:00:00Z"

// A site or a wire as each program and agency writes it, and what masthead makes of it: list.jsonl are its articles,
// passed.txt is what it holds beside them and why. Read the difference before running with -update.
func TestDialects(t *testing.T) {
	dialects, err := filepath.Abs("testdata/dialects")
	if err != nil {
		t.Fatal(err)
	}
	programs, err := os.ReadDir(dialects)
	if err != nil || len(programs) < 18 {
		t.Fatalf("%d programs, %v: some have moved, and would not be tested", len(programs), err)
	}
	for _, program := range programs {
		t.Run(program.Name(), func(t *testing.T) {
			golden := filepath.Join(dialects, program.Name())
			t.Chdir(t.TempDir())
			copySite(t, filepath.Join(golden, "site"))
			var list, passed bytes.Buffer
			if status := run(t.Context(), []string{"list", "--json", "site", "--now", dialectsInstant}, &list, &passed); status != exitDone {
				t.Fatalf("exit status %d\n%s", status, passed.String())
			}
			compareWithFile(t, filepath.Join(golden, "list.jsonl"), list.String())
			compareWithFile(t, filepath.Join(golden, "passed.txt"), passed.String())
			noTemplateCode(t)
		})
	}
}

// copySite puts a site into ./site, all of it written at one instant: a golden must not depend on when the files were
// checked out.
func copySite(t *testing.T, from string) {
	t.Helper()
	files := 0
	err := os.CopyFS("site", os.DirFS(from))
	if err == nil {
		err = filepath.WalkDir("site", func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			files++
			return os.Chtimes(path, past, past)
		})
	}
	if err != nil || files == 0 {
		t.Fatalf("%s: %d files, %v", from, files, err)
	}
}

func compareWithFile(t *testing.T, golden, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", golden, diff)
	}
}

// noTemplateCode builds the feeds of ./site and looks for what only the program that makes the site understands. The
// articles write {{ in two places on purpose, as code and as raw text.
func noTemplateCode(t *testing.T) {
	t.Helper()
	masthead(t, "build", "site", "--url", "https://example.org/", "-o", "public", "--state", "none", "--now", dialectsInstant, "--limit", "0", "-q")
	feeds := tree(t, "public")
	if len(feeds) < 3 {
		t.Fatalf("only %d files were built", len(feeds))
	}
	shown := strings.NewReplacer("{{ page.title }}", "", "{{&lt; figure &gt;}}", "", "{{&amp;lt; figure &amp;gt;}}", "", `{{\u0026lt; figure \u0026gt;}}`, "")
	for name, text := range feeds {
		text = shown.Replace(text)
		for _, code := range []string{"{{", "{%", "[[", ":::", "%%", ";;;", "---js", "__GHOST_URL__", "[caption", "[gallery", "<Tabs", "import {", "555-01"} {
			if at := strings.Index(text, code); at >= 0 {
				t.Errorf("%s of the site shows its readers %q: %s", name, code, text[max(0, at-80):min(len(text), at+80)])
			}
		}
	}
}
