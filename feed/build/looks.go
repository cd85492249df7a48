package build

import (
	"path/filepath"

	"github.com/masthead-feeds/masthead/source"
)

// This file is what a build has to do with files that are no articles and count all the same: those of recordings, which are
// measured.

// publishedRoots gives the folders whose files are published at the root of the site: those of the program that makes the
// site, else the usual ones, and in any case the one that the feeds are published to.
func publishedRoots(folder *source.Folder, base, publishDir string) []source.Root {
	roots := folder.SiteRoots()
	if len(roots) == 0 {
		for _, dir := range []string{filepath.Join(folder.Name, "static"), filepath.Join(base, "static"), folder.Name, base} {
			roots = append(roots, rootAt(folder, dir))
		}
	}
	if !filepath.IsAbs(publishDir) {
		publishDir = filepath.Join(base, publishDir)
	}
	return append(roots, rootAt(folder, publishDir))
}

func rootAt(folder *source.Folder, dir string) source.Root {
	return source.Root{Name: asSeenFrom(folder.Name, dir), FS: source.Disk(dir), Dir: "."}
}

// noteLooks notes where files were looked for: as soon as one is another, the build is to be done anew.
func (b *builder) noteLooks(folder *source.Folder, looks []source.Look) {
	if b.State == nil || len(looks) == 0 {
		return
	}
	if b.looks == nil {
		b.looks = map[string][]source.Look{}
	}
	name := b.State.sourceName(folder)
	b.looks[name] = append(b.looks[name], looks...)
}

// seesTheSame reports that the files which the last build looked for are as they were.
func (b *builder) seesTheSame(last *built) bool {
	for i := range b.Sources {
		folder := b.Sources[i].Folder
		if !folder.Holds(last.Looks[b.State.sourceName(folder)], last.Looked) {
			return false
		}
	}
	return true
}
