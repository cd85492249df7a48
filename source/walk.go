package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

const (
	sidecarEnding = ".meta.yaml"
	defaultsName  = "_defaults.yaml"
)

// found is what a walk meets: article files in path order, and the metadata files beside them.
type found struct {
	files    []*File
	sidecars map[string]bool // path of each sidecar → whether an article file claimed it
	defaults map[string]bool // folder that has a _defaults.yaml
	problems []Problem
}

// walk finds the files that a reader claims. A folder that cannot be read is a problem of that folder; only the root
// is an error, since nothing is known without it.
func (d *Folder) walk() (*found, error) {
	w := &found{sidecars: map[string]bool{}, defaults: map[string]bool{}}
	err := fs.WalkDir(d.FS, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && name == ".":
			return unreadableRoot(err)
		case err != nil:
			p, _ := errors.AsType[Problem](unreadable(err))
			p.File = name
			w.problems = append(w.problems, p)
			return nil
		case d.skips(name, entry):
			return skip(entry)
		case entry.IsDir():
			return nil
		}
		d.meet(w, name, entry)
		return nil
	})
	return w, err
}

func unreadableRoot(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	return err
}

func skip(entry fs.DirEntry) error {
	if entry.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// skips leaves out hidden files, what other tools keep beside articles, and the folders that masthead writes to.
func (d *Folder) skips(name string, entry fs.DirEntry) bool {
	if name == "." {
		return false
	}
	if strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules" && entry.IsDir() {
		return true
	}
	for _, out := range d.Skip {
		if name == out {
			return true
		}
	}
	return false
}

// meet sorts one file: metadata, article, or nothing of ours.
func (d *Folder) meet(w *found, name string, entry fs.DirEntry) {
	base := path.Base(name)
	switch {
	case base == defaultsName:
		w.defaults[path.Dir(name)] = true
		return
	case strings.HasSuffix(base, sidecarEnding):
		w.sidecars[name] = false
		return
	}
	reader := d.readerOf(name)
	if reader == nil || !d.chosen(name) {
		return
	}
	info, err := fs.Stat(d.FS, name) // follows a link, which entry.Info does not
	if err != nil {
		p, _ := errors.AsType[Problem](unreadable(err))
		p.File = name
		w.problems = append(w.problems, p)
		return
	}
	if info.Mode().IsRegular() {
		w.files = append(w.files, &File{
			Path: name, Size: info.Size(), ModTime: info.ModTime(), Zone: d.Zone, folder: d.FS, reader: reader,
		})
	}
}

func (d *Folder) readerOf(name string) Reader {
	ending := strings.ToLower(path.Ext(name))
	for _, r := range d.Readers {
		for _, e := range r.Extensions() {
			if e == ending {
				return r
			}
		}
	}
	return nil
}

// chosen holds a path against the include and exclude globs; a path is chosen when some include matches, or there are
// none, and no exclude does.
func (d *Folder) chosen(name string) bool {
	return (len(d.Include) == 0 || matchesAny(d.Include, name)) && !matchesAny(d.Exclude, name)
}

func matchesAny(globs []string, name string) bool {
	for _, g := range globs {
		if doublestar.MatchUnvalidated(g, name) {
			return true
		}
	}
	return false
}

// sidecarOf finds the sidecar of an article file: story.txt.meta.yaml, else story.meta.yaml. It marks it as claimed.
func (w *found) sidecarOf(name string) string {
	for _, stem := range []string{name, strings.TrimSuffix(name, path.Ext(name))} {
		if _, there := w.sidecars[stem+sidecarEnding]; there {
			w.sidecars[stem+sidecarEnding] = true
			return stem + sidecarEnding
		}
	}
	return ""
}

// orphans reports the sidecars that no article claimed: the rights in them would be lost without a word.
func (w *found) orphans() (problems []Problem) {
	for name, claimed := range w.sidecars {
		if !claimed {
			article := strings.TrimSuffix(path.Base(name), sidecarEnding)
			problems = append(problems, Problem{File: name,
				Message: fmt.Sprintf("a sidecar without its article: no %s.* lies beside it", article),
				Fix:     "rename it after the article it describes"})
		}
	}
	return problems
}
