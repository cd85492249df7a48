package daemon

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/google/go-cmp/cmp"
)

// files is a log handler that hands on which files were seen to change.
type files chan string

func (files) Enabled(context.Context, slog.Level) bool { return true }
func (f files) WithAttrs([]slog.Attr) slog.Handler     { return f }
func (f files) WithGroup(string) slog.Handler          { return f }

func (f files) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "file" {
			f <- a.Value.String()
		}
		return true
	})
	return nil
}

// watched is a folder under watch.
type watched struct {
	*tree
	t      *testing.T
	dir    string // as the tree spells it
	files  files
	look   chan time.Time
	events chan struct{}
	fences int
}

// watchTree watches root, whose changes are made and named below dir.
func watchTree(t *testing.T, dir, root string, ignore ...string) *watched {
	t.Helper()
	w := &watched{t: t, dir: dir, files: make(files, 1000), look: make(chan time.Time), events: make(chan struct{}, 1)}
	var err error
	if w.tree, err = newTree([]string{root}, ignore, nil, slog.New(w.files)); err != nil {
		t.Fatal(err)
	}
	go w.listen(t.Context(), w.look, w.events)
	return w
}

// watchFolder watches a new folder.
func watchFolder(t *testing.T) *watched {
	t.Helper()
	dir := folder(t)
	return watchTree(t, dir, dir)
}

// next waits for a channel, no longer than a test may take: a guard, not a measure.
func next[T any](t *testing.T, c <-chan T) (v T) {
	t.Helper()
	select {
	case v = <-c:
	case <-time.After(time.Minute):
		t.Fatal("nothing happened")
	}
	return v
}

// seen gives the files below the folder that were seen to change, each once. The system tells in the order in which
// things happen, so that all is seen when a last change is.
func (w *watched) seen() []string {
	w.t.Helper()
	w.fences++
	fence := fmt.Sprintf("fence-%d", w.fences)
	write(w.t, filepath.Join(w.dir, fence), "")
	list := []string{}
	for {
		name, err := filepath.Rel(w.dir, next(w.t, w.files))
		switch {
		case err != nil:
			w.t.Fatal(err)
		case name == fence:
			next(w.t, w.events) // every change is told
			slices.Sort(list)
			return slices.Compact(list)
		case !strings.HasPrefix(name, "fence-"):
			list = append(list, filepath.ToSlash(name))
		}
	}
}

// idle waits until the tree has told of what it was told, and takes that.
func (w *watched) idle() {
	w.look <- time.Time{}
	w.look <- time.Time{} // when this is taken, the one before is done
	select {
	case <-w.events:
	default:
	}
}

// found has an idle tree look for lost roots and reports whether it told of one.
func (w *watched) found() bool {
	w.look <- time.Time{}
	w.look <- time.Time{}
	return len(w.events) > 0
}

func write(t *testing.T, path, text string) {
	t.Helper()
	check(t, os.WriteFile(path, []byte(text), 0o666))
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// folder makes a folder with files: a.md, a sub-folder with b.md, and what else an author's folder holds.
func folder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(realTemp(t), "posts")
	for _, name := range []string{"a.md", "sub/b.md", "sub/deep/c.md", ".git/index", "node_modules/x/readme.md", "out/feed.xml"} {
		check(t, os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o777))
		write(t, filepath.Join(dir, name), "text")
	}
	return dir
}

// realTemp is a temporary folder without links in its path.
func realTemp(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	check(t, err)
	return dir
}

func TestEveryChangeOfAnArticleIsSeen(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(in func(string) string)
		want   []string
	}{
		{"created", func(in func(string) string) { write(t, in("new.md"), "x") }, []string{"new.md"}},
		{"changed", func(in func(string) string) { write(t, in("a.md"), "x") }, []string{"a.md"}},
		{"changed below", func(in func(string) string) { write(t, in("sub/deep/c.md"), "x") }, []string{"sub/deep/c.md"}},
		{"sidecar", func(in func(string) string) { write(t, in("a.meta.yaml"), "x") }, []string{"a.meta.yaml"}},
		{"renamed", func(in func(string) string) { check(t, os.Rename(in("a.md"), in("z.md"))) }, []string{"a.md", "z.md"}},
		{"put in the place of another", func(in func(string) string) {
			write(t, in(".a.md.tmp"), "x")
			check(t, os.Rename(in(".a.md.tmp"), in("a.md")))
		}, []string{"a.md"}},
		{"removed", func(in func(string) string) { check(t, os.Remove(in("a.md"))) }, []string{"a.md"}},
		{"folder removed", func(in func(string) string) { check(t, os.RemoveAll(in("sub"))) },
			[]string{"sub", "sub/b.md", "sub/deep", "sub/deep/c.md"}},
		{"link", func(in func(string) string) { check(t, os.Symlink(in("a.md"), in("link.md"))) }, []string{"link.md"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := watchFolder(t)
			w.seen()
			c.change(func(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) })
			if diff := cmp.Diff(c.want, w.seen()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatIsNoArticleIsNotSeen(t *testing.T) {
	dir := folder(t)
	w := watchTree(t, dir, dir, filepath.Join(dir, "out"), filepath.Join(dir, "later"))
	check(t, os.Mkdir(filepath.Join(dir, ".hidden"), 0o777))
	check(t, os.Mkdir(filepath.Join(dir, "later"), 0o777))
	if seen := w.seen(); len(seen) > 0 { // the new folders would be watched now
		t.Error(seen)
	}
	for _, name := range []string{".a.md.swp", "a.md~", ".git/index", ".hidden/a.md", "node_modules/x/readme.md", "out/feed.xml", "later/feed.xml"} {
		write(t, filepath.Join(dir, name), "changed")
	}
	check(t, os.Chmod(filepath.Join(dir, "a.md"), 0o600))
	if seen := w.seen(); len(seen) > 0 {
		t.Error(seen)
	}
}

func TestAFolderThatComesOrMovesIsWatched(t *testing.T) {
	w := watchFolder(t)
	in := func(name string) string { return filepath.Join(w.dir, name) }

	check(t, os.MkdirAll(in("2026/03"), 0o777))
	w.seen()
	write(t, in("2026/03/new.md"), "x")
	if diff := cmp.Diff([]string{"2026/03/new.md"}, w.seen()); diff != "" {
		t.Error("in a new folder:", diff)
	}

	check(t, os.Rename(in("sub"), in("moved")))
	w.seen()
	write(t, in("moved/b.md"), "x")
	write(t, in("moved/deep/c.md"), "x")
	if diff := cmp.Diff([]string{"moved/b.md", "moved/deep/c.md"}, w.seen()); diff != "" {
		t.Error("in one that was moved:", diff)
	}

	check(t, os.Rename(in("moved"), filepath.Join(filepath.Dir(w.dir), "away")))
	w.seen()
	write(t, filepath.Join(filepath.Dir(w.dir), "away", "deep", "c.md"), "x")
	if seen := w.seen(); len(seen) > 0 {
		t.Error("in one that was moved away:", seen)
	}
}

// The folder that is most often named is the one that the user is in.
func TestTheWorkingDirectoryIsWatchedAsAnyFolder(t *testing.T) {
	dir := folder(t)
	t.Chdir(dir)
	w := watchTree(t, dir, ".", "out")
	write(t, filepath.Join(dir, "out", "feed.xml"), "x")
	write(t, filepath.Join(dir, "sub", "b.md"), "x")
	if diff := cmp.Diff([]string{"sub/b.md"}, w.seen()); diff != "" {
		t.Error(diff)
	}
}

func TestAHiddenFolderThatIsNamedIsWatched(t *testing.T) {
	dir := filepath.Join(realTemp(t), ".posts")
	check(t, os.Mkdir(dir, 0o777))
	w := watchTree(t, dir, dir)
	write(t, filepath.Join(dir, "a.md"), "x")
	if diff := cmp.Diff([]string{"a.md"}, w.seen()); diff != "" {
		t.Error(diff)
	}
}

func TestALinkThatIsNamedIsFollowedWhereverItLeads(t *testing.T) {
	first, second := folder(t), folder(t)
	check(t, os.Mkdir(filepath.Join(first, "past"), 0o777))
	link := filepath.Join(realTemp(t), "current")
	check(t, os.Symlink(first, link))
	w := watchTree(t, link, link)
	write(t, filepath.Join(first, "sub", "b.md"), "x")
	if diff := cmp.Diff([]string{"sub/b.md"}, w.seen()); diff != "" {
		t.Error(diff)
	}

	w.idle()
	check(t, os.Symlink(second, link+".new"))
	check(t, os.Rename(link+".new", link))
	if !w.found() {
		t.Error("the other folder was not found")
	}
	write(t, filepath.Join(first, "a.md"), "x")
	write(t, filepath.Join(first, "past", "a.md"), "x")
	write(t, filepath.Join(second, "sub", "b.md"), "x")
	if diff := cmp.Diff([]string{"sub/b.md"}, w.seen()); diff != "" {
		t.Error("where it leads now:", diff)
	}
}

func TestAFolderThatComesBackIsWatchedAgain(t *testing.T) {
	for _, c := range []struct {
		name       string
		away, back func(dir string) error
	}{
		{"made anew", os.RemoveAll, func(dir string) error { return os.Rename(folder(t), dir) }}, // whole at once, whenever the tree looks
		{"moved and moved back", func(dir string) error { return os.Rename(dir, dir+"-away") },
			func(dir string) error { return os.Rename(dir+"-away", dir) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := folder(t)
			w := watchTree(t, dir, dir)
			check(t, c.away(dir))
			for next(t, w.files) != dir { // until its own end is seen
			}
			w.idle()
			if w.found() {
				t.Error("found what is not there")
			}
			check(t, c.back(dir))
			if !w.found() {
				t.Error("not found")
			}
			write(t, filepath.Join(dir, "sub", "b.md"), "x")
			if diff := cmp.Diff([]string{"sub/b.md"}, w.seen()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAFolderThatComesLaterIsWatchedThen(t *testing.T) {
	dir := filepath.Join(realTemp(t), "posts")
	w := watchTree(t, dir, dir)
	check(t, os.Mkdir(dir, 0o777))
	if !w.found() {
		t.Error("not found")
	}
	write(t, filepath.Join(dir, "a.md"), "x")
	if diff := cmp.Diff([]string{"a.md"}, w.seen()); diff != "" {
		t.Error(diff)
	}
	if w.idle(); w.found() {
		t.Error("found twice")
	}
}

// When more happens than the system keeps, new folders may be among what it lost.
func TestLostEventsAreMadeUpFor(t *testing.T) {
	dir := folder(t)
	w := watchTree(t, dir, dir)
	check(t, w.Remove(filepath.Join(dir, "sub")))
	w.Errors <- fsnotify.ErrEventOverflow
	next(t, w.events)
	write(t, filepath.Join(dir, "sub", "b.md"), "x")
	if diff := cmp.Diff([]string{"sub/b.md"}, w.seen()); diff != "" {
		t.Error(diff)
	}
}

func TestABurstOfChangesIsToldAFewTimes(t *testing.T) {
	dir := folder(t)
	log := make(files, 10_000)
	changes, _ := watch(t.Context(), &Options{Folders: []string{dir}, Log: slog.New(log)})
	for i := range 1000 {
		write(t, filepath.Join(dir, fmt.Sprintf("%d.md", i)), "x")
	}
	told := 0
	for name := ""; filepath.Base(name) != "999.md"; { // until the last is seen
		select {
		case <-changes:
			told++
		case name = <-log:
		}
	}
	next(t, changes)
	if told > 100 {
		t.Errorf("told %d times", told)
	}
}

// A change that goes on is told while it does: in a folder that is never quiet nothing would ever be built.
func TestChangesSettle(t *testing.T) {
	for _, c := range []struct {
		name   string
		apart  time.Duration
		events int
		want   []time.Duration // after the first event
	}{
		{"one", 0, 1, []time.Duration{quiet}},
		{"a file in many steps", quiet / 4 * 3, 10, []time.Duration{9*quiet/4*3 + quiet}},
		{"a copy that takes long", quiet / 4 * 3, 400, []time.Duration{patience, 399*quiet/4*3 + quiet}},
		{"one after the other", 3 * quiet, 3, []time.Duration{quiet, 4 * quiet, 7 * quiet}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				events, changes := make(chan struct{}, 1), make(chan struct{}, 1)
				go settle(t.Context(), events, changes)
				begin := time.Now()
				go func() {
					for range c.events {
						tell(events)
						<-time.After(c.apart)
					}
				}()
				for _, want := range c.want {
					<-changes
					if got := time.Since(begin); got != want {
						t.Errorf("told after %v, want %v", got, want)
					}
				}
				<-time.After(time.Hour)
				if len(changes) > 0 {
					t.Error("told once more")
				}
			})
		})
	}
}
