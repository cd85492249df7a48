package source

import (
	"io/fs"
	"path"
)

// ahead is a file system in which a walk finds each folder listed when it comes to it: while it goes through one, the next two
// beside it are listed, and no more than that, since a listing may be long.
type ahead struct {
	fs.FS
	wants  func(name string, entry fs.DirEntry) bool // whether the walk goes into a folder
	next   map[string]string                         // folder → the one that comes behind it
	listed map[string]chan listing                   // folders that nobody has asked for yet
}

// atOnce is how many folders are listed at the same time: a second one keeps the other processor at work.
const atOnce = 2

type listing struct {
	entries []fs.DirEntry
	err     error
}

func newAhead(fsys fs.FS, wants func(name string, entry fs.DirEntry) bool) *ahead {
	return &ahead{fsys, wants, map[string]string{}, map[string]chan listing{}}
}

// Stat implements fs.StatFS.
func (a *ahead) Stat(name string) (fs.FileInfo, error) { return fs.Stat(a.FS, name) }

// ReadDir implements fs.ReadDirFS. It is not safe for concurrent use.
func (a *ahead) ReadDir(name string) ([]fs.DirEntry, error) {
	var l listing
	if coming := a.listed[name]; coming != nil {
		l = <-coming
		delete(a.listed, name)
	} else {
		l.entries, l.err = fs.ReadDir(a.FS, name)
	}
	for next, n := a.next[name], 0; next != "" && n < atOnce; next, n = a.next[next], n+1 {
		a.list(next)
	}
	delete(a.next, name)
	previous, met := "", 0
	for _, e := range l.entries {
		if !e.IsDir() {
			continue
		}
		folder := path.Join(name, e.Name())
		if !a.wants(folder, e) {
			continue
		}
		if met < atOnce {
			a.list(folder)
		}
		if previous != "" {
			a.next[previous] = folder
		}
		previous = folder
		met++
	}
	return l.entries, l.err
}

// list begins to list a folder, unless that has begun.
func (a *ahead) list(name string) {
	if a.listed[name] != nil {
		return
	}
	coming := make(chan listing, 1)
	a.listed[name] = coming
	go func() {
		entries, err := fs.ReadDir(a.FS, name)
		coming <- listing{entries, err}
	}()
}

// end waits for the folders that the walk did not go into after all.
func (a *ahead) end() {
	for _, coming := range a.listed {
		<-coming
	}
}
