package daemon

import (
	"context"
	"io/fs"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	// quiet is how long nothing may change before a change is told: editors and copies write a file in several steps.
	quiet = 200 * time.Millisecond
	// patience is how long a change is kept back at most while others follow it.
	patience = 2 * time.Second
)

// watch tells when something changed below the folders, at most once at a time. Where the system cannot watch, it says
// so, and the schedule remains.
func watch(ctx context.Context, folders, ignore []string, log *slog.Logger) <-chan struct{} {
	changes := make(chan struct{}, 1)
	if len(folders) == 0 {
		return changes
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		log.Warn("files cannot be watched; changes are seen on the schedule", "error", err)
		return changes
	}
	t := &tree{Watcher: w, ignore: ignore, log: log}
	for _, dir := range folders {
		t.add(dir)
	}
	events := make(chan struct{}, 1)
	go t.listen(ctx, events)
	go settle(ctx, events, changes)
	return changes
}

// tree watches folders with everything below them; the system watches single folders only.
type tree struct {
	*fsnotify.Watcher
	ignore []string
	log    *slog.Logger
	failed bool
}

func (t *tree) add(dir string) {
	_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil, !entry.IsDir():
			return nil // it went away again, or it is watched with its folder
		case path != dir && t.ignores(path):
			return fs.SkipDir
		}
		if err := t.Add(path); err != nil && !t.failed {
			t.failed = true
			t.log.Warn("not every folder can be watched; changes there are seen on the schedule", "folder", path, "error", err)
		}
		return nil
	})
}

// ignores leaves out what is no article: hidden files, among them those that editors keep, and the folders written to.
func (t *tree) ignores(path string) bool {
	base := filepath.Base(path)
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || slices.ContainsFunc(t.ignore, func(dir string) bool {
		return path == dir || strings.HasPrefix(path, dir+string(filepath.Separator))
	})
}

func (t *tree) listen(ctx context.Context, events chan<- struct{}) {
	defer t.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case err, ok := <-t.Errors:
			if !ok {
				return
			}
			t.log.Warn("watching files", "error", err) // events may be lost: look at everything
			tell(events)
		case event, ok := <-t.Events:
			if !ok {
				return
			}
			if event.Op == fsnotify.Chmod || t.ignores(event.Name) {
				continue
			}
			if event.Has(fsnotify.Create) {
				t.add(event.Name)
			}
			tell(events)
		}
	}
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
