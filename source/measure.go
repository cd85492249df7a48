package source

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/index"
	"github.com/masthead-feeds/masthead/source/recording"
)

// This file measures the recordings that lie beside articles, or among the files that the site publishes as they are.

// Root is a folder whose files are published as they are, at the root of the site.
type Root struct {
	Name string // as seen from the folder of articles, which tells it from others
	FS   fs.FS  `json:"-"`
	Dir  string // within FS
}

// Look is what was found where a recording may lie. As long as all looks of an article would find the same, so does
// whoever measures anew.
type Look struct {
	Root  string `json:",omitempty"` // name of the root; empty for the folder of articles
	Path  string
	Stamp index.Stamp // that of no file where there is none
}

// SiteRoots gives the roots of the site that the folder is part of, or that is in it; nothing where it stands alone.
func (d *Folder) SiteRoots() (roots []Root) {
	add := func(s *site, name string, fsys fs.FS, dir string) {
		for _, folder := range s.files {
			roots = append(roots, Root{path.Join(name, folder), fsys, path.Join(dir, folder)})
		}
	}
	sites := d.findSites(context.Background())
	for _, home := range append([]string{"."}, siteHomes...) {
		switch s := sites[home]; {
		case s == nil:
		case d.Site != nil:
			add(s, strings.Repeat("../", strings.Count(d.Place, "/")+1), d.Site, ".")
		default:
			add(s, home, d.FS, home)
		}
	}
	return roots
}

// OpenOnSite opens a file of the site by its path below the root; nil where none of the roots has it. looks are where it was
// looked for.
func (d *Folder) OpenOnSite(onSite string) (file fs.File, looks []Look) {
	for _, at := range d.onSite(onSite) {
		look, ok := at.look()
		looks = append(looks, look)
		if !ok {
			continue
		}
		if file, err := at.FS.Open(at.Dir); err == nil {
			return file, looks
		}
	}
	return nil, looks
}

// MeasureMedia finds what there is to know of the recordings of an article that are files of the site: their size, their type
// by the ending of their name, and how long they are. onSite gives the path below the root of the site of an address that an
// article writes; it is empty for one elsewhere. What is found counts more than what the article says of the size.
func (d *Folder) MeasureMedia(a *Article, onSite func(ref string) string) {
	a.Looks = nil
	if !a.Media.Known() {
		return
	}
	a.Media.Value = slices.Clone(a.Media.Value) // an article of a file of several is read once
	for i := range a.Media.Value {
		d.measure(a, &a.Media.Value[i], onSite(a.Media.Value[i].URL))
	}
}

func (d *Folder) measure(a *Article, m *Media, onSite string) {
	for _, at := range d.placesOf(a, m.URL, onSite) {
		look, ok := at.look()
		a.Looks = append(a.Looks, look)
		if !ok {
			continue
		}
		size := look.Stamp.Size
		if m.Length != 0 && m.Length != size {
			from := a.Media.From
			a.Problem(Problem{File: from.File, Line: from.Line, Column: from.Column, Field: "media",
				Message: fmt.Sprintf("%s has %d bytes, not %d", path.Base(at.Dir), size, m.Length), Fix: "take the length out: the file is measured"})
		}
		m.Length, m.Type = size, cmp.Or(m.Type, TypeByEnding(m.URL))
		if m.Duration == 0 {
			m.measureDuration(at)
		}
		return
	}
}

// look gives the state of the file at a place; ok is false where there is none, or what there is is no file: a pipe would be
// waited for without end.
func (r Root) look() (l Look, ok bool) {
	l = Look{Root: r.Name, Path: r.Dir, Stamp: noFile()}
	info, err := fs.Stat(r.FS, r.Dir)
	if ok = err == nil && info.Mode().IsRegular(); ok {
		l.Stamp = stampOf(info)
	}
	return l, ok
}

// noFile is the state of a file that is not there.
func noFile() index.Stamp { return index.Stamp{Size: -1} }

func (m *Media) measureDuration(at Root) {
	file, err := at.FS.Open(at.Dir)
	if err != nil {
		return
	}
	defer file.Close()
	if r, ok := file.(io.ReaderAt); ok {
		m.Duration = recording.Duration(r, m.Length, m.Type)
	}
}

// placesOf gives where the file of an address may lie, the likeliest first: each as the root that it is in, with the file's
// path as its folder.
func (d *Folder) placesOf(a *Article, ref, onSite string) (places []Root) {
	u, err := url.Parse(ref)
	if err == nil && !u.IsAbs() && u.Host == "" && u.Path != "" && !strings.HasPrefix(u.Path, "/") {
		if name := path.Join(path.Dir(a.File()), u.Path); fs.ValidPath(name) {
			places = append(places, Root{FS: d.FS, Dir: name})
		}
	}
	return append(places, d.onSite(onSite)...)
}

// onSite gives where the file of a path below the root of the site may lie.
func (d *Folder) onSite(name string) (places []Root) {
	if name == "" || name == "." || !fs.ValidPath(name) {
		return nil
	}
	for _, r := range d.Roots {
		places = append(places, Root{r.Name, r.FS, path.Join(r.Dir, name)})
	}
	return places
}

// Holds reports that what was looked for is as it was found, and cannot have changed unseen after an instant, in nanoseconds
// since 1970.
func (d *Folder) Holds(looks []Look, since int64) bool {
	for _, l := range looks {
		fsys := d.FS
		if l.Root != "" {
			at := slices.IndexFunc(d.Roots, func(r Root) bool { return r.Name == l.Root })
			if at < 0 {
				return false
			}
			fsys = d.Roots[at].FS
		}
		is, there := Root{FS: fsys, Dir: l.Path}.look()
		if is.Stamp != l.Stamp || there && !isSettled(max(is.Stamp.Modified, is.Stamp.Changed), since) {
			return false
		}
	}
	return true
}
