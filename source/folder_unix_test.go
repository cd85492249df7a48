//go:build unix

package source_test

import (
	"path/filepath"
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
