package publish_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed/publish"
)

// begin starts a batch that a failing test does not leave behind.
func begin(t *testing.T, target publish.Target) publish.Batch {
	t.Helper()
	b, err := target.Begin()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Discard() })
	return b
}

// put writes a document into a batch in three parts, as a build does.
func put(t *testing.T, b publish.Batch, name, middle string) {
	t.Helper()
	d, err := b.Create(name, "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Write([]byte(middle)); err != nil {
		t.Fatal(err)
	}
	if err := d.Finish([]byte("<"), []byte(">"), time.Time{}); err != nil {
		t.Fatal(err)
	}
}

// publishAll publishes documents, given as name, middle, name, middle, ….
func publishAll(t *testing.T, target publish.Target, documents ...string) []publish.Change {
	t.Helper()
	b := begin(t, target)
	for i := 0; i < len(documents); i += 2 {
		put(t, b, documents[i], documents[i+1])
	}
	changes := b.Changes()
	if err := b.Commit(); err != nil {
		t.Fatal(err)
	}
	return changes
}

// files gives every file below a folder, hidden ones too, with its content. A folder that is missing has none.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		found[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return found
}

func wantFiles(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	if diff := cmp.Diff(want, files(t, dir)); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}

func TestFolderPublishesHeadMiddleAndTailAndMakesTheFoldersItNeeds(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there")
	target := publish.Folder{Dir: dir}
	if _, err := target.Read("a.xml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading what is not published: %v", err)
	}
	changes := publishAll(t, target, "a.xml", "one", "tags/x/a.xml", "two")
	wantFiles(t, dir, map[string]string{"a.xml": "<one>", "tags/x/a.xml": "<two>"})
	want := []publish.Change{{Name: "a.xml", Kind: publish.Added}, {Name: "tags/x/a.xml", Kind: publish.Added}}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Error(diff)
	}
	if data, err := target.Read("tags/x/a.xml"); err != nil || string(data) != "<two>" {
		t.Errorf("read %q, %v", data, err)
	}
	info, err := os.Stat(filepath.Join(dir, "a.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o644 {
		t.Errorf("a web server could not read a file of mode %v", info.Mode())
	}
}

// Promise 3 of docs/promises.md.
func TestFolderTouchesNothingThatDidNotChange(t *testing.T) {
	dir := t.TempDir()
	target := publish.Folder{Dir: dir}
	publishAll(t, target, "same.xml", "one", "other.xml", "two", "tags/same.xml", "three")
	past := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	before := map[string]os.FileInfo{}
	for name := range files(t, dir) {
		if err := os.Chtimes(filepath.Join(dir, name), past, past); err != nil {
			t.Fatal(err)
		}
		before[name] = stat(t, dir, name)
	}
	if err := os.Chtimes(dir, past, past); err != nil {
		t.Fatal(err)
	}

	changes := publishAll(t, target, "same.xml", "one", "other.xml", "two", "tags/same.xml", "three")
	want := []publish.Change{{Name: "same.xml", Kind: publish.Same}, {Name: "other.xml", Kind: publish.Same}, {Name: "tags/same.xml", Kind: publish.Same}}
	if diff := cmp.Diff(want, changes); diff != "" {
		t.Error(diff)
	}
	for name := range before {
		if now := stat(t, dir, name); !os.SameFile(before[name], now) || !now.ModTime().Equal(past) {
			t.Errorf("%s was written again", name)
		}
	}
	if now := stat(t, dir, "."); !now.ModTime().Equal(past) { // a temporary file would have moved it
		t.Error("something was made in the folder")
	}

	publishAll(t, target, "same.xml", "one", "other.xml", "new")
	if now := stat(t, dir, "same.xml"); !os.SameFile(before["same.xml"], now) || !now.ModTime().Equal(past) {
		t.Error("same.xml was written because other.xml changed")
	}
	if now := stat(t, dir, "other.xml"); os.SameFile(before["other.xml"], now) {
		t.Error("other.xml was written in place: a reader could have seen a part of it")
	}
}

func stat(t *testing.T, dir, name string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return info
}

func TestFolderTellsADocumentThatGrewOrShrank(t *testing.T) {
	long := strings.Repeat("x", 32<<10) // the size of the buffers that are compared
	for _, c := range []struct{ name, old, new string }{
		{"grew", "ab", "abc"}, {"shrank", "abc", "ab"}, {"same length", "abc", "abd"}, {"became empty", "abc", ""},
		{"grew beyond a buffer", long[2:], long + "y"}, {"differs after a buffer", long + "a", long + "b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			target := publish.Folder{Dir: t.TempDir()}
			publishAll(t, target, "a", c.old)
			if got := publishAll(t, target, "a", c.new); got[0].Kind != publish.Changed {
				t.Errorf("it is %c", got[0].Kind)
			}
			if got, _ := target.Read("a"); string(got) != "<"+c.new+">" {
				t.Errorf("published %d bytes", len(got))
			}
			if got := publishAll(t, target, "a", c.new); got[0].Kind != publish.Same {
				t.Errorf("again, it is %c", got[0].Kind)
			}
		})
	}
}

// A reader reads all the while. Whatever it gets is one of the two documents, never a part of one or none at all.
//
// Promise 3 of docs/promises.md.
func TestReadersSeeAFolderDocumentWhole(t *testing.T) {
	target := publish.Folder{Dir: t.TempDir()}
	versions := []string{strings.Repeat("a", 200_000), strings.Repeat("b", 100_000)}
	publishAll(t, target, "feed.xml", versions[0])
	allowed := map[string]bool{"<" + versions[0] + ">": true, "<" + versions[1] + ">": true}

	committed := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				data, err := target.Read("feed.xml")
				if err != nil || !allowed[string(data)] {
					t.Errorf("a reader got %d bytes, %v", len(data), err)
					return
				}
				select {
				case <-committed:
					return
				default:
				}
			}
		})
	}
	for i := range 50 {
		publishAll(t, target, "feed.xml", versions[(i+1)%2])
	}
	close(committed)
	readers.Wait()
}

func TestDiscardLeavesTheFolderAsItWas(t *testing.T) {
	temp := ownTemp(t)
	dir := t.TempDir()
	target := publish.Folder{Dir: dir}
	publishAll(t, target, "old.xml", "old", "gone.xml", "gone")
	b := begin(t, target)
	put(t, b, "old.xml", "new")
	put(t, b, "big.xml", strings.Repeat("x", 3<<20))
	b.Remove("gone.xml")
	if _, err := b.Create("unfinished.xml", "text/plain"); err != nil {
		t.Fatal(err)
	}
	for range 2 { // a second one does nothing
		if err := b.Discard(); err != nil {
			t.Error(err)
		}
	}
	wantFiles(t, dir, map[string]string{"old.xml": "<old>", "gone.xml": "<gone>"})
	wantFiles(t, temp, map[string]string{})
}

func TestABatchWithoutCommitMakesNoFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	b := begin(t, publish.Folder{Dir: dir})
	put(t, b, "a.xml", "one")
	put(t, b, "b/big.xml", strings.Repeat("x", 2<<20))
	b.Remove("c.xml")
	want := []publish.Change{{Name: "a.xml", Kind: publish.Added}, {Name: "b/big.xml", Kind: publish.Added}}
	if diff := cmp.Diff(want, b.Changes()); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a dry run made the folder: %v", err)
	}
}

func TestADocumentThatWasNotFinishedIsNotPublished(t *testing.T) {
	dir := t.TempDir()
	b := begin(t, publish.Folder{Dir: dir})
	d, err := b.Create("half.xml", "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Write([]byte("half")); err != nil {
		t.Fatal(err)
	}
	put(t, b, "whole.xml", "whole")
	if err := b.Commit(); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, dir, map[string]string{"whole.xml": "<whole>"})
}

// ownTemp gives the test a folder of temporary files of its own, so that it can say what lies there.
func ownTemp(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	t.Setenv("TMP", dir) // its name on Windows
	return dir
}

func TestALargeDocumentWaitsInTheSystemsTemporaryFolder(t *testing.T) {
	temp := ownTemp(t)
	dir := t.TempDir()
	target := publish.Folder{Dir: dir}
	b := begin(t, target)
	d, err := b.Create("big.xml", "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	want.WriteString("head")
	part := bytes.Repeat([]byte("0123456789abcdef"), 1<<12) // 64 KiB
	for i := range 40 {
		part[0] = byte('A' + i)
		want.Write(part)
		if _, err := d.Write(part); err != nil {
			t.Fatal(err)
		}
		if n := len(files(t, temp)); n != 0 && runtime.GOOS != "windows" { // it has no name that a kill could leave behind
			t.Fatalf("after %d KiB there are %d temporary files", (i+1)*64, n)
		}
	}
	want.WriteString("tail")
	if err := d.Finish([]byte("head"), []byte("tail"), time.Time{}); err != nil {
		t.Fatal(err)
	}
	wantFiles(t, dir, map[string]string{})
	if err := b.Commit(); err != nil {
		t.Fatal(err)
	}
	if got, err := target.Read("big.xml"); err != nil || !bytes.Equal(got, want.Bytes()) {
		t.Errorf("published %d bytes, want %d; %v", len(got), want.Len(), err)
	}
	wantFiles(t, temp, map[string]string{})
	if len(files(t, dir)) != 1 {
		t.Error("something lies beside the document")
	}
}

func TestRemoveTakesADocumentAwayAndSaysSoOnlyIfThereWasOne(t *testing.T) {
	dir := t.TempDir()
	target := publish.Folder{Dir: dir}
	publishAll(t, target, "a.xml", "one", "tags/b.xml", "two")
	b := begin(t, target)
	b.Remove("tags/b.xml")
	b.Remove("never.xml")
	want := []publish.Change{{Name: "tags/b.xml", Kind: publish.Removed}}
	if diff := cmp.Diff(want, b.Changes()); diff != "" {
		t.Error(diff)
	}
	wantFiles(t, dir, map[string]string{"a.xml": "<one>", "tags/b.xml": "<two>"}) // not before Commit
	if err := os.Remove(filepath.Join(dir, "tags", "b.xml")); err != nil {        // somebody was faster
		t.Fatal(err)
	}
	if err := b.Commit(); err != nil {
		t.Error(err)
	}
	wantFiles(t, dir, map[string]string{"a.xml": "<one>"})
}

// dead gives the number of a process that has ended.
func dead(t *testing.T) string {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^$")
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	return strconv.Itoa(c.Process.Pid)
}

// What a process that has ended left goes at the next build, also when that changes nothing. What one that runs is
// writing stays, and so does what another machine may be writing.
func TestCommitSweepsAtOnceWhatTheDeadLeft(t *testing.T) {
	dir := t.TempDir()
	target := publish.Folder{Dir: dir}
	publishAll(t, target, "a.xml", "one")
	here := publish.Machine()
	want := map[string]string{"a.xml": "<one>"}
	for name, stays := range map[string]bool{
		here + "-" + dead(t) + "-1": false, here + "-" + strconv.Itoa(os.Getpid()) + "-2": false,
		here + "-" + strconv.Itoa(os.Getppid()) + "-3": true, "0-" + dead(t) + "-4": true, here + "-x-5": true,
	} {
		name = ".masthead-" + name + ".tmp"
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if stays {
			want[name] = ""
		}
	}
	publishAll(t, target, "a.xml", "one")
	wantFiles(t, dir, want)
}

// The name of a temporary file says whose it is: else nothing could tell that it was left behind.
func TestATemporaryFileIsNamedAfterItsProcess(t *testing.T) {
	dir := t.TempDir()
	b := begin(t, publish.Folder{Dir: dir})
	put(t, b, "a.xml", "one")
	names, err := publish.WriteAside(b)
	if err != nil || len(names) != 1 {
		t.Fatal(names, err)
	}
	want := ".masthead-" + publish.Machine() + "-" + strconv.Itoa(os.Getpid()) + "-"
	if got := filepath.Base(names[0]); !strings.HasPrefix(got, want) {
		t.Errorf("it is %s", got)
	}
}

// Reading a pipe would wait for ever, and a directory in the way has to be told how to get rid of.
func TestOnlyRegularFilesAreRead(t *testing.T) {
	dir := t.TempDir()
	target := publish.Folder{Dir: dir}
	if err := exec.Command("mkfifo", filepath.Join(dir, "pipe")).Run(); err != nil {
		t.Skip("no pipes here: ", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/dev/zero", filepath.Join(dir, "device")); err != nil {
		t.Fatal(err)
	}
	for name, kind := range map[string]string{"pipe": "a named pipe", "folder": "a directory", "device": "a device"} {
		want := filepath.Join(dir, name) + " is " + kind + "; remove it or choose another -o"
		if _, err := target.Read(name); err == nil || err.Error() != want {
			t.Errorf("reading: %v", err)
		}
		b := begin(t, target)
		d, err := b.Create(name, "text/plain")
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Finish(nil, nil, time.Time{}); err == nil || err.Error() != "comparing with the published feed: "+want {
			t.Errorf("comparing: %v", err)
		}
	}
}

// What a killed build on another machine left goes, once it is old enough not to be of a build under way; files of others
// stay.
func TestCommitSweepsWhatKilledBuildsLeft(t *testing.T) {
	dir := t.TempDir()
	target := publish.Folder{Dir: dir}
	publishAll(t, target, "a.xml", "one")
	old := time.Now().Add(-48 * time.Hour)
	for _, name := range []string{".masthead-1.tmp", ".masthead-2.tmp", ".masthead.json", ".masthead-notes", "masthead-3.tmp"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
		if name != ".masthead-2.tmp" {
			if err := os.Chtimes(path, old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	publishAll(t, target, "a.xml", "two")
	wantFiles(t, dir, map[string]string{"a.xml": "<two>", ".masthead-2.tmp": ".masthead-2.tmp", ".masthead.json": ".masthead.json",
		".masthead-notes": ".masthead-notes", "masthead-3.tmp": "masthead-3.tmp"})
}

func TestAFileInTheWayOfTheFolderIsAnErrorThatNamesIt(t *testing.T) {
	dir := t.TempDir()
	inTheWay := filepath.Join(dir, "public")
	if err := os.WriteFile(inTheWay, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := begin(t, publish.Folder{Dir: inTheWay})
	d, err := b.Create("a.xml", "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	err = d.Finish(nil, nil, time.Time{})
	if err == nil {
		err = b.Commit()
	}
	if err == nil || !strings.Contains(err.Error(), inTheWay) {
		t.Errorf("error: %v", err)
	}
	if err := b.Discard(); err != nil {
		t.Error(err)
	}
	wantFiles(t, dir, map[string]string{"public": "mine"})
}

// The folder of one document cannot be made when its turn comes. The others are old and whole, or new and whole, and
// nothing lies beside them.
func TestACommitThatFailsLeavesOldDocumentsWholeAndNoTemporaryFile(t *testing.T) {
	temp := ownTemp(t)
	dir := t.TempDir()
	target := publish.Folder{Dir: dir}
	publishAll(t, target, "a.xml", "old a", "z.xml", "old z")
	b := begin(t, target)
	put(t, b, "tags/b.xml", "new b")
	put(t, b, "a.xml", "new a")
	put(t, b, "z.xml", strings.Repeat("z", 2<<20))
	if err := os.WriteFile(filepath.Join(dir, "tags"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := b.Commit(); err == nil || !strings.Contains(err.Error(), "tags/b.xml") {
		t.Errorf("error: %v", err)
	}
	wantFiles(t, dir, map[string]string{"a.xml": "<old a>", "z.xml": "<old z>", "tags": "mine"})
	wantFiles(t, temp, map[string]string{})
}

func TestAFolderInTheWayOfADocumentIsAnError(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "a.xml", "sub"), 0o755); err != nil {
		t.Fatal(err)
	}
	b := begin(t, publish.Folder{Dir: dir})
	d, err := b.Create("a.xml", "text/plain")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Finish([]byte("x"), nil, time.Time{}); err == nil || !strings.Contains(err.Error(), "a.xml") {
		t.Errorf("error: %v", err)
	}
}

func TestAReadOnlyFolderIsAnErrorAndKeepsItsDocuments(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("nothing is read-only to root")
	}
	dir := t.TempDir()
	target := publish.Folder{Dir: dir}
	publishAll(t, target, "a.xml", "old")
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	b := begin(t, target)
	put(t, b, "a.xml", "new")
	if err := b.Commit(); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), dir) {
		t.Errorf("error: %v", err)
	}
	wantFiles(t, dir, map[string]string{"a.xml": "<old>"})
}

func TestBothPublishesTheSameToTwoPlacesAndReadsTheFirst(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	first, second := publish.Folder{Dir: one}, publish.Folder{Dir: two}
	publishAll(t, first, "a.xml", "first", "gone.xml", "x")
	publishAll(t, second, "a.xml", "second", "gone.xml", "x")
	target := publish.Both(first, second)
	if got, err := target.Read("a.xml"); err != nil || string(got) != "<first>" {
		t.Errorf("read %q, %v", got, err)
	}
	b := begin(t, target)
	put(t, b, "a.xml", "first") // known to the first, new to the second
	put(t, b, "big.xml", strings.Repeat("x", 2<<20))
	b.Remove("gone.xml")
	want := []publish.Change{{Name: "a.xml", Kind: publish.Same}, {Name: "big.xml", Kind: publish.Added}, {Name: "gone.xml", Kind: publish.Removed}}
	if diff := cmp.Diff(want, b.Changes()); diff != "" {
		t.Error(diff)
	}
	if err := b.Commit(); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{one, two} {
		wantFiles(t, dir, map[string]string{"a.xml": "<first>", "big.xml": "<" + strings.Repeat("x", 2<<20) + ">"})
	}
}

func TestBothDiscardsBoth(t *testing.T) {
	temp := ownTemp(t)
	one, two := filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "two")
	b := begin(t, publish.Both(publish.Folder{Dir: one}, publish.Folder{Dir: two}))
	put(t, b, "big.xml", strings.Repeat("x", 2<<20))
	if err := b.Discard(); err != nil {
		t.Error(err)
	}
	wantFiles(t, temp, map[string]string{})
	wantFiles(t, one, map[string]string{})
	wantFiles(t, two, map[string]string{})
}

// broken is a target that fails at one step.
type broken struct {
	publish.Target
	begin, commit error
}

func (b broken) Begin() (publish.Batch, error) {
	batch, err := b.Target.Begin()
	return brokenBatch{batch, b.commit}, errors.Join(err, b.begin)
}

type brokenBatch struct {
	publish.Batch
	commit error
}

func (b brokenBatch) Commit() error { return b.commit }

func TestBothStopsWhereTheFirstFails(t *testing.T) {
	fault := errors.New("no room")
	dir := t.TempDir()
	good := publish.Folder{Dir: dir}
	if _, err := publish.Both(good, broken{Target: good, begin: fault}).Begin(); !errors.Is(err, fault) {
		t.Errorf("begin: %v", err)
	}
	b := begin(t, publish.Both(broken{Target: publish.Folder{Dir: t.TempDir()}, commit: fault}, good))
	put(t, b, "a.xml", "one")
	if err := b.Commit(); !errors.Is(err, fault) {
		t.Errorf("commit: %v", err)
	}
	wantFiles(t, dir, map[string]string{}) // the second does not run ahead of the first
}
