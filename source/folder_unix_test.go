//go:build unix

package source_test

import (
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// A pipe that nobody writes to cannot even be opened without waiting for ever.
func TestMetadataThatIsNoFile(t *testing.T) {
	for _, name := range []string{"a.meta.yaml", "_defaults.yaml"} {
		dir := t.TempDir()
		put(t, dir, "a.md", "Text.")
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o644); err != nil {
			t.Skip(err)
		}
		a := scan(t, on(dir)).Articles[0]
		if want := "! " + name + ": not a regular file; write a file of an article's keys, or remove it"; !a.Rejected || said(a) != want {
			t.Errorf("got %s, want %s", said(a), want)
		}
	}
}

func TestArticlesThatAreNoFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"pipe.md", "authors.yml"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o644); err != nil {
			t.Skip(err)
		}
	}
	if err := os.Symlink("/dev/null", filepath.Join(dir, "null.md")); err != nil {
		t.Skip(err)
	}
	var told []string
	s := scan(t, on(dir))
	for _, p := range s.Passed {
		told = append(told, p.Error())
	}
	if want := []string{"null.md: not a regular file", "pipe.md: not a regular file"}; !slices.Equal(told, want) || len(s.Articles) > 0 {
		t.Errorf("told %q, %d articles", told, len(s.Articles))
	}
}
