package source

import (
	"io/fs"
	"path"
)

// ahead is a file system in which a walk finds each folder listed when it comes to it: while it goes through one, the next beside it
// is listed, and no more than that, since a listing may be long.
type ahead struct {
	fs.FS
	wants  func(name string, entry fs.DirEntry) bool // whether the walk goes into a folder
	next   map[string]string                         // folder → the one that comes behind it
	listed map[string]chan listing                   // folders that nobody has asked for yet
}

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
	if next, ok := a.next[name]; ok {
		a.list(next)
		delete(a.next, name)
	}
	previous := ""
	for _, e := range l.entries {
		if !e.IsDir() {
			continue
		}
		folder := path.Join(name, e.Name())
		switch {
		case !a.wants(folder, e):
			continue
		case previous == "":
			a.list(folder)
		default:
			a.next[previous] = folder
		}
		previous = folder
	}
	return l.entries, l.err
}

// list begins to list a folder.
func (a *ahead) list(name string) {
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
