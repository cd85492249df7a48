package source

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
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

// inheritLayers finds, for every folder with articles, the layers below its articles.
func (s *surroundings) inheritLayers() {
	d, w := s.folder, s.found
	s.rules = map[string][]siteRule{}
	for dir, names := range w.defaults {
		s.rules[dir] = d.folderRules(w, names, s.people)
	}
	base := &Article{}
	base.apply(d.Defaults, layer{file: d.DefaultsFile, rule: "configured defaults", zone: d.Zone, own: true, known: s.people})
	w.problems = append(w.problems, base.Problems...)
	base.Problems = nil // reported once, not with every article
	if base.Rejected || base.saysAnything() {
		w.rules = append(w.rules, ruleOfAll(base))
	}
	namesPages := func(r siteRule) bool { return r.names != nil }
	s.named = slices.ContainsFunc(w.rules, namesPages)
	for _, rules := range s.rules {
		s.named = s.named || slices.ContainsFunc(rules, namesPages)
	}
	s.inherited = map[string][]*Article{}
	for f := range w.files.all() {
		dir := path.Dir(f.name)
		if _, done := s.inherited[dir]; !done {
			s.inherited[dir] = s.layersWhere(dir, func(r siteRule) bool { return r.covers(d.placeOf(dir)) })
		}
	}
}

// folderRules reads what the files of one folder say of articles in and below it: our own, in one with what programs say of all of
// them, then what these say of some.
func (d *Folder) folderRules(w *found, names []string, people directory) []siteRule {
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(ownFirst(a), ownFirst(b)) })
	first := &Article{}
	rules := []siteRule{ruleOfAll(first)}
	for _, name := range names {
		if isDefaults(path.Base(name)) {
			first.lay(d.ownLayer(name, "folder defaults", people))
			continue
		}
		for _, r := range d.programRules(d.FS, name, name, people) {
			if len(rules) == 1 && r.names == nil {
				first.lay(r.layer)
			} else {
				rules = append(rules, r.within(w.homeOf(name)))
			}
		}
	}
	return rules
}

// rulesAbove gives all that may speak for the articles of a folder: what stands in the nearest folder first, the configuration's
// defaults last.
func (s *surroundings) rulesAbove(dir string) iter.Seq[siteRule] {
	return func(yield func(siteRule) bool) {
		for ; ; dir = path.Dir(dir) {
			for _, r := range s.rules[dir] {
				if !yield(r) {
					return
				}
			}
			if dir == "." {
				break
			}
		}
		for _, r := range s.found.rules {
			if !yield(r) {
				return
			}
		}
	}
}

// layersWhere gives the layers of the rules above a folder that hold.
func (s *surroundings) layersWhere(dir string, holds func(siteRule) bool) (layers []*Article) {
	for r := range s.rulesAbove(dir) {
		if holds(r) {
			layers = append(layers, r.layer)
		}
	}
	return layers
}

// layersOf gives the layers below the articles of a file.
func (s *surroundings) layersOf(file string) []*Article {
	dir := path.Dir(file)
	if !s.named {
		return s.inherited[dir]
	}
	place := s.folder.placeOf(file)
	folder := path.Dir(place)
	named := func(r siteRule) bool { return r.names != nil && !r.covers(folder) && r.names(place) }
	for r := range s.rulesAbove(dir) {
		if named(r) {
			return s.layersWhere(dir, func(r siteRule) bool { return r.covers(folder) || named(r) })
		}
	}
	return s.inherited[dir] // as with nearly all files
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
