package source

import (
	"io/fs"
	"slices"
)

// OpeningLines gives the first lines of an article's text as Opening reads them, and whether there was more of the text. The
// article has the HTML in which they were found.
func OpeningLines(a *Article) (lines []string, cut bool, err error) {
	a.file.opening, a.file.cut = true, false
	_, err = guarded(func() (struct{}, error) { return struct{}{}, a.file.reader.Body(a.file, a) })
	a.file.opening = false
	return slices.Clone(headLines(a.HTML)), a.file.cut, err
}

// WalkAhead walks a file system as a folder is walked.
func WalkAhead(fsys fs.FS, wants func(name string, entry fs.DirEntry) bool, visit fs.WalkDirFunc) error {
	folders := newAhead(fsys, wants)
	defer folders.end()
	return fs.WalkDir(folders, ".", visit)
}
