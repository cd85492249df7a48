package publish_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed/packing"
	"github.com/masthead-feeds/masthead/feed/publish"
)

// packedAs gives a document of the tests in a coding.
func packedAs(t *testing.T, c packing.Coding, middle string) string {
	t.Helper()
	p := packing.Take(c)
	defer p.GiveBack()
	text, err := p.Bytes([]byte("<" + middle + ">"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func kinds(changes []publish.Change) string {
	var b strings.Builder
	for _, c := range changes {
		b.WriteString(string(c.Kind) + c.Name + " ")
	}
	return strings.TrimSpace(b.String())
}

func wantKinds(t *testing.T, want string, changes []publish.Change) {
	t.Helper()
	if diff := cmp.Diff(want, kinds(changes)); diff != "" {
		t.Error(diff)
	}
}

func TestPackedCopiesLieBesideTheirDocuments(t *testing.T) {
	dir, temp := t.TempDir(), ownTemp(t)
	target := publish.Folder{Dir: dir, Packed: []packing.Coding{packing.Gzip, packing.Brotli, packing.Zstandard}}
	large := strings.Repeat("large ", 400_000)
	wantKinds(t, "+a.xml +a.xml.gz +a.xml.br +a.xml.zst +tags/b.xml +tags/b.xml.gz +tags/b.xml.br +tags/b.xml.zst +.masthead.json +_headers",
		publishAll(t, target, "a.xml", "one", "tags/b.xml", large, ".masthead.json", "{}", "_headers", "/"))
	want := map[string]string{"a.xml": "<one>", "tags/b.xml": "<" + large + ">", ".masthead.json": "<{}>", "_headers": "</>"}
	for _, c := range target.Packed {
		want["a.xml"+c.Ending()], want["tags/b.xml"+c.Ending()] = packedAs(t, c, "one"), packedAs(t, c, large)
	}
	wantFiles(t, dir, want)
	wantFiles(t, temp, map[string]string{})
	for _, ending := range target.Endings() {
		if document, copied := stat(t, dir, "a.xml"), stat(t, dir, "a.xml"+ending); !document.ModTime().Equal(copied.ModTime()) {
			t.Errorf("%s is of %v, and its document of %v", ending, copied.ModTime(), document.ModTime())
		}
	}

	b := begin(t, target)
	b.Remove("tags/b.xml")
	wantKinds(t, "-tags/b.xml -tags/b.xml.gz -tags/b.xml.br -tags/b.xml.zst", b.Changes())
	if err := b.Commit(); err != nil {
		t.Fatal(err)
	}
	for name := range want {
		if strings.HasPrefix(name, "tags/") {
			delete(want, name)
		}
	}
	wantFiles(t, dir, want)
}

// A copy is of its document, whatever became of either, and is written only where it is not.
func TestAPackedCopyIsWrittenOnlyWhenItIsNotItsDocuments(t *testing.T) {
	for _, test := range []struct{ name, document, want string }{
		{"nothing", "one", "=a.xml =a.xml.gz"},
		{"the document", "new", "~a.xml ~a.xml.gz"},
		{"the copy is gone", "one", "=a.xml +a.xml.gz"},
		{"the copy is another", "one", "=a.xml ~a.xml.gz"},
		{"only the time of the copy", "one", "=a.xml =a.xml.gz"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			target := publish.Folder{Dir: dir, Packed: []packing.Coding{packing.Gzip}}
			publishAll(t, target, "a.xml", "one")
			copied := filepath.Join(dir, "a.xml.gz")
			var err error
			switch test.name {
			case "the copy is gone":
				err = os.Remove(copied)
			case "the copy is another": // as a build leaves it that was killed
				err = os.WriteFile(copied, []byte(packedAs(t, packing.Gzip, "old")), 0o644)
			case "only the time of the copy":
				err = os.Chtimes(copied, time.Time{}, time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC))
			}
			if err != nil {
				t.Fatal(err)
			}
			before := maybe(dir, "a.xml.gz")
			wantKinds(t, test.want, publishAll(t, target, "a.xml", test.document))
			wantFiles(t, dir, map[string]string{"a.xml": "<" + test.document + ">", "a.xml.gz": packedAs(t, packing.Gzip, test.document)})
			after := maybe(dir, "a.xml.gz")
			if same := before != nil && os.SameFile(before, after); same != strings.Contains(test.want, "=a.xml.gz") {
				t.Errorf("it is the same file: %v", same)
			}
			if document := stat(t, dir, "a.xml"); !document.ModTime().Equal(after.ModTime()) {
				t.Errorf("the copy is of %v, and its document of %v", after.ModTime(), document.ModTime())
			}
		})
	}
}

// What a document's stamp says, it says of its copies, too.
func TestTheStampTellsOfPackedCopies(t *testing.T) {
	dir := t.TempDir()
	target := publish.Folder{Dir: dir, Packed: []packing.Coding{packing.Gzip}}
	publishAll(t, target, "a.xml", "one")
	first, err := target.Stamp("a.xml")
	if err != nil {
		t.Fatal(err)
	}
	if bare, err := (publish.Folder{Dir: dir}).Stamp("a.xml"); err != nil || bare == first {
		t.Errorf("without copies it is the same (%v)", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.xml.gz"), []byte("another"), 0o644); err != nil {
		t.Fatal(err)
	}
	if second, err := target.Stamp("a.xml"); err != nil || second == first {
		t.Errorf("another copy has the same stamp (%v)", err)
	}
	if err := os.Remove(filepath.Join(dir, "a.xml.gz")); err != nil {
		t.Fatal(err)
	}
	if stamp, err := target.Stamp("a.xml"); err == nil {
		t.Errorf("without its copy it has the stamp %s", stamp)
	}
}

func TestACommitThatFailsLeavesNoPackedCopy(t *testing.T) {
	dir, temp := t.TempDir(), ownTemp(t)
	target := publish.Folder{Dir: dir, Packed: []packing.Coding{packing.Gzip}}
	publishAll(t, target, "a.xml", "old")
	b := begin(t, target)
	put(t, b, "tags/b.xml", "new b")
	put(t, b, "a.xml", "new")
	if err := os.WriteFile(filepath.Join(dir, "tags"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := b.Commit(); err == nil || !strings.Contains(err.Error(), "tags/b.xml") {
		t.Errorf("error: %v", err)
	}
	wantFiles(t, dir, map[string]string{"a.xml": "<old>", "a.xml.gz": packedAs(t, packing.Gzip, "old"), "tags": "mine"})
	wantFiles(t, temp, map[string]string{})
}

func TestAFolderInTheWayOfAPackedCopyIsAnError(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "a.xml.gz"), 0o755); err != nil {
		t.Fatal(err)
	}
	b := begin(t, publish.Folder{Dir: dir, Packed: []packing.Coding{packing.Gzip}})
	d, err := b.Create("a.xml", "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Finish(nil, nil, time.Time{}); err == nil || !strings.Contains(err.Error(), "a.xml.gz is a directory; remove it") {
		t.Errorf("error: %v", err)
	}
}

// maybe gives a file of the folder, nil for none.
func maybe(dir, name string) os.FileInfo {
	info, err := os.Stat(filepath.Join(dir, name))
	if err != nil {
		return nil
	}
	return info
}
