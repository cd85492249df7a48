package source_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/markdown"
)

// A process that stays up opens the folder of each file that it reads anew, and must not keep it.
func TestFilesThatAreReadAnewLeaveNothingOpen(t *testing.T) {
	const open = "/proc/self/fd"
	if _, err := os.Stat(open); err != nil {
		t.Skip("this system does not tell which files are open")
	}
	dir := t.TempDir()
	write := func(text string) {
		if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte("---\ntitle: A\ndate: 2026-01-02\n---\n"+text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("Text.\n")
	d := &source.Folder{FS: source.Disk(dir), Name: dir, Zone: time.UTC, Readers: []source.Reader{markdown.New()}}
	catalog, err := d.Catalog(t.Context(), 1, named, nil)
	if err != nil {
		t.Fatal(err)
	}
	count := func() int {
		list, err := os.ReadDir(open)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	const times = 300
	before := count()
	for i := range times {
		write(fmt.Sprintf("Text %d.\n", i))
		if ok, err := catalog.Update(t.Context(), []string{"a.md"}); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	if after := count(); after-before > times/2 { // other tests open files meanwhile
		t.Errorf("%d files are open, and were %d", after, before)
	}
}
