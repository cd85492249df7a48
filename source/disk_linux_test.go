package source_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/source"
)

// A process that stays up reads the same files for months, and may have only so many open.
func TestNothingStaysOpenOfWhatWasRead(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.txt", "A title\n\nText.")
	put(t, dir, "b.md", "---\ntitle: B\n---\n"+strings.Repeat("Text. ", 1000))
	if err := os.Mkdir(filepath.Join(dir, "news"), 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, dir, "news/c.txt", "A title\n\nText.")
	put(t, dir, "news/d.txt", "A title\n\nText.")
	d := on(dir)
	d.FS = source.Disk(dir)
	scan(t, d)
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Skip(err)
	}
	for _, e := range list {
		if open, err := os.Readlink(filepath.Join("/proc/self/fd", e.Name())); err == nil && strings.HasPrefix(open, dir) {
			t.Errorf("%s is open still", open)
		}
	}
}
