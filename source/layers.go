package source

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"

	"github.com/masthead-feeds/masthead/source/meta"
)

// sidecarLayer reads the sidecars of a file, the one that names it most exactly first. They say everything above the
// article; one that cannot be read may hold an embargo, so that its article is not published.
func (d *Folder) sidecarLayer(names []string, people directory) *Article {
	above := &Article{}
	for _, name := range names {
		above.lay(d.ownLayer(name, "sidecar", people))
	}
	return above
}

// lay puts another layer below this one that speaks of the same articles just as much. The later embargo of the two
// holds: what either keeps inside stays inside.
func (a *Article) lay(below *Article) {
	if a.Embargo.Known() && below.Embargo.Known() && below.Embargo.Value.After(a.Embargo.Value) {
		a.Embargo = below.Embargo
	}
	a.fillFrom(below)
}

// ownLayer reads a YAML file of an article's own keys, or Nikola's file of metadata. One that cannot be read rejects every
// article that it would have spoken for.
func (d *Folder) ownLayer(name, rule string, people directory) *Article {
	a := &Article{}
	value, warnings, err := d.metadata(name)
	if err != nil {
		a.reject(problemAt(name, err))
		return a
	}
	a.apply(value, layer{file: name, rule: rule, zone: d.Zone, own: !isNikolas(name), known: people})
	a.warn(name, warnings)
	return a
}

func (d *Folder) metadata(name string) (meta.Value, []meta.Error, error) {
	data, err := readMetadata(d.FS, name)
	if err != nil {
		return meta.Value{}, nil, err
	}
	text, err := Decode(data)
	if err != nil {
		return meta.Value{}, nil, err
	}
	if isNikolas(name) {
		block, err := meta.Split(text, true)
		if err != nil {
			return meta.Value{}, nil, metaProblem(name, err)
		}
		value, warnings, err := block.Decode() // nothing, of another program's file
		return value, warnings, metaProblem(name, err)
	}
	value, warnings, err := meta.YAML(text, 1)
	return value, warnings, metaProblem(name, err)
}

// readMetadata reads a whole metadata file, and no more of it than metadata may be long. What is not a file, such as a
// pipe, is not opened: it might never end, or never begin.
func readMetadata(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, unreadableLink(fsys, name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, Problem{Message: "not a regular file", Fix: "write a file of an article's keys, or remove it"}
	}
	file, err := fsys.Open(name)
	if err != nil {
		return nil, unreadable(err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, meta.MaxSize+1))
	switch {
	case err != nil:
		return nil, unreadable(err)
	case len(data) > meta.MaxSize:
		return nil, Problem{Message: fmt.Sprintf("larger than the %d MB that are read of metadata", meta.MaxSize>>20), Fix: "move what is not metadata to the article"}
	}
	return data, nil
}

// unreadableLink is the fault of a name that is there while its file is not.
func unreadableLink(fsys fs.FS, name string, err error) error {
	info, lerr := fs.Lstat(fsys, name)
	if lerr == nil && info.Mode()&fs.ModeSymlink != 0 && !errors.Is(err, fs.ErrPermission) {
		return Problem{Message: "the link leads nowhere", Fix: "remove it or mend it"}
	}
	return unreadable(err)
}

// inheritedLayers gives, for every folder with articles, the layers below its articles: the nearest _defaults.yaml
// first, the configuration's defaults last.
func (d *Folder) inheritedLayers(w *found, people directory) map[string][]*Article {
	read := map[string]*Article{}
	for dir, names := range w.defaults {
		read[dir] = &Article{}
		slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(ownFirst(a), ownFirst(b)) })
		for _, name := range names {
			if isDefaults(path.Base(name)) {
				read[dir].lay(d.ownLayer(name, "folder defaults", people))
			} else {
				read[dir].lay(d.programLayer(d.FS, name, name, people))
			}
		}
	}
	base := &Article{}
	base.apply(d.Defaults, layer{file: d.DefaultsFile, rule: "configured defaults", zone: d.Zone, own: true, known: people})
	w.problems = append(w.problems, base.Problems...)
	base.Problems = nil // reported once, not with every article

	says := base.Rejected || slices.ContainsFunc(base.fields(), func(f namedField) bool { return f.field.Known() })
	layers := map[string][]*Article{}
	for f := range w.files.all() {
		dir := path.Dir(f.name)
		if _, done := layers[dir]; !done {
			layers[dir] = nearestFirst(read, dir)
			for _, rule := range w.rules {
				if rule.covers(d.placeOf(dir)) {
					layers[dir] = append(layers[dir], rule.layer)
				}
			}
			if says {
				layers[dir] = append(layers[dir], base)
			}
		}
	}
	return layers
}

// ownFirst orders the files that speak for a folder: our own before a program's.
func ownFirst(name string) int {
	if isDefaults(path.Base(name)) {
		return 0
	}
	return 1
}

// defaultsAbove gives, for every folder with articles, the _defaults.yaml that speak for them.
func (w *found) defaultsAbove() map[string][]string {
	above := map[string][]string{}
	if len(w.defaults) == 0 {
		return above
	}
	for f := range w.files.all() {
		folder := path.Dir(f.name)
		if _, done := above[folder]; done {
			continue
		}
		above[folder] = nil
		for dir := folder; ; dir = path.Dir(dir) {
			above[folder] = append(above[folder], w.defaults[dir]...)
			if dir == "." {
				break
			}
		}
	}
	return above
}

func nearestFirst(read map[string]*Article, dir string) (layers []*Article) {
	for {
		if layer := read[dir]; layer != nil {
			layers = append(layers, layer)
		}
		if dir == "." {
			return layers
		}
		dir = path.Dir(dir)
	}
}

// orphans reports the sidecars that no article claimed: the rights in them would be lost without a word. One that states
// an embargo, or may do so, tells of an article that nobody is to know of, and is passed over.
func (d *Folder) orphans(w *found) (problems []Problem) {
	for _, name := range w.others {
		w.claim(name)
	}
	for name, claimed := range w.claimed {
		if claimed || isNikolas(name) {
			continue
		}
		if a := d.ownLayer(name, "sidecar", nil); a.Rejected || a.Embargo.Known() {
			continue
		}
		problems = append(problems, Problem{File: name,
			Message: fmt.Sprintf("a sidecar without its article: no %s.* lies beside it", path.Base(sidecarStem(name))),
			Fix:     "rename it after the article it describes"})
	}
	return problems
}
