package daemon

import (
	"context"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// quiet is how long nothing may change before a change is told: editors and copies write a file in several steps. What is
	// read in between is mended as soon as they are done.
	quiet = 10 * time.Millisecond
	// patience is how long a change is kept back at most while others follow it.
	patience = 2 * time.Second
)

// watch tells when something changed below the folders, at most once at a time, until the context ends or stop is called.
// Where the system cannot watch, it says so, and the schedule remains.
func watch(ctx context.Context, o *Options) (changed <-chan struct{}, stop func()) {
	changes := make(chan struct{}, 1)
	if len(o.Folders) == 0 {
		return changes, func() {}
	}
	t, err := newTree(o.Folders, o.Ignore, o.Files, o.Log)
	if err != nil {
		o.Log.Warn("files cannot be watched; changes are seen on the schedule", "error", err)
		return changes, func() {}
	}
	if o.Changed != nil {
		t.changed = o.Changed
	}
	events := make(chan struct{}, 1)
	ctx, cancel := context.WithCancel(ctx)
	var both sync.WaitGroup
	both.Go(func() { t.listen(ctx, time.Tick(pulse), events) })
	both.Go(func() { settle(ctx, events, changes) })
	return changes, func() {
		cancel()
		both.Wait() // the system has a limit on watches, and the next needs as many
	}
}

// tree watches folders with everything below them; the system watches single folders only.
type tree struct {
	*fsnotify.Watcher
	roots   map[string]fs.FileInfo // what each was when its watch began; nil for one that was not there
	ignore  []string
	files   []string // single files beside the folders
	log     *slog.Logger
	failed  bool
	changed func(name string)
}

func newTree(folders, ignore, files []string, log *slog.Logger) (*tree, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	t := &tree{Watcher: w, roots: map[string]fs.FileInfo{}, ignore: absolute(ignore), files: absolute(files), log: log, changed: func(string) {}}
	for _, dir := range absolute(folders) {
		t.roots[dir] = nil
	}
	t.look()
	for _, file := range t.files { // by its folder: a file that is replaced is another one to the system
		if dir := filepath.Dir(file); !slices.Contains(t.WatchList(), dir) {
			if err := t.Add(dir); err != nil {
				t.complain(dir, err)
			}
		}
	}
	return t, nil
}

// absolute spells paths in the one way in which they can be compared.
func absolute(paths []string) (list []string) {
	for _, path := range paths {
		if abs, err := filepath.Abs(path); err == nil {
			path = abs
		}
		list = append(list, path)
	}
	return list
}

// look finds the roots that are not watched: that were not there, went away and came back, or are links that lead
// elsewhere now. The system tells nothing of these. It reports whether it found one.
func (t *tree) look() (found bool) {
	watched := t.WatchList()
	for root, was := range t.roots {
		is, err := os.Stat(root)
		if err != nil || slices.Contains(watched, root) && os.SameFile(was, is) {
			continue
		}
		t.forget(root)
		t.add(root)
		t.roots[root] = is
		found = found || slices.Contains(t.WatchList(), root)
	}
	return found
}

// add watches a folder and those below it. Each is watched before it is read, so that nothing slips in between.
func (t *tree) add(dir string) {
	// The dot follows a link, as reading the articles does with the root; links below it lead to no article.
	if _, root := t.roots[dir]; root {
		dir += string(filepath.Separator) + "."
	}
	_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil, !entry.IsDir():
			return nil // it went away again, or it is watched with its folder
		case t.ignores(filepath.Clean(path)):
			return fs.SkipDir
		}
		if err := t.Add(path); err != nil {
			t.complain(path, err)
			return fs.SkipDir
		}
		return nil
	})
}

// complain says once that something is not watched: where one folder is too many, so are all that follow.
func (t *tree) complain(dir string, err error) {
	if !t.failed {
		t.failed = true
		t.log.Warn("not every folder can be watched; changes there are seen on the schedule", "folder", dir, "error", err)
	}
}

// forget ends the watch of a folder that was moved or removed, and of those below it, which would go on under names that
// are no longer theirs.
func (t *tree) forget(dir string) {
	for _, path := range t.WatchList() {
		if within(path, dir) {
			_ = t.Remove(path) // it may be gone by itself
		}
	}
}

func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, dir+string(filepath.Separator))
}

// ignores leaves out what is no article: hidden files, among them those that editors keep, what other tools keep beside
// articles, and the folders written to.
func (t *tree) ignores(path string) bool {
	if _, root := t.roots[path]; root {
		return false
	}
	base := filepath.Base(path)
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || base == "node_modules" ||
		slices.ContainsFunc(t.ignore, func(dir string) bool { return within(path, dir) })
}

// isOurs reports that a path is below a folder, or one of the files: the folders of those are watched for nothing else.
func (t *tree) isOurs(path string) bool {
	for root := range t.roots {
		if within(path, root) {
			return true
		}
	}
	return slices.Contains(t.files, path)
}

// listen tells of events until the context ends, and looks for lost roots as often as it is asked to.
func (t *tree) listen(ctx context.Context, look <-chan time.Time, events chan<- struct{}) {
	defer t.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case <-look:
			if t.look() {
				t.changed("")
				tell(events)
			}
		case err, ok := <-t.Errors:
			if !ok {
				return
			}
			t.log.Warn("watching files", "error", err)
			for root := range t.roots { // events may be lost, of new folders too: look at everything
				t.add(root)
			}
			t.changed("")
			tell(events)
		case event, ok := <-t.Events:
			if !ok {
				return
			}
			if t.follow(event) {
				tell(events)
			}
		}
	}
}

// follow keeps the watches in step with the folders. It reports whether the event may be of an article.
func (t *tree) follow(event fsnotify.Event) bool {
	if event.Op == fsnotify.Chmod || t.ignores(event.Name) || !t.isOurs(event.Name) {
		return false
	}
	t.log.Debug("a file changed", "file", event.Name, "how", event.Op.String())
	if event.Has(fsnotify.Rename) {
		t.forget(event.Name)
	}
	if event.Has(fsnotify.Create) {
		t.add(event.Name)
	}
	t.changed(event.Name)
	return true
}

func tell(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default: // it is told already
	}
}

// settle passes a change on when nothing has followed it for a while, or when it has waited long enough.
func settle(ctx context.Context, events <-chan struct{}, changes chan<- struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-events:
		}
		latest := time.After(patience)
		for waiting := true; waiting; {
			select {
			case <-ctx.Done():
				return
			case <-events:
			case <-time.After(quiet):
				waiting = false
			case <-latest:
				waiting = false
			}
		}
		tell(changes)
	}
}
