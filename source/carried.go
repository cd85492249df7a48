package source

import (
	"slices"
	"time"
)

// Level is how much of an article may be carried.
type Level string

// The levels, from most to least.
const (
	Full    Level = "full"
	Summary Level = "summary"
	Title   Level = "title"
	Nothing Level = "none"
)

// Less reports that a level is less than another. The empty one says nothing, and is as much as all.
func (l Level) Less(than Level) bool {
	return isLess([]Level{Full, Summary, Title, Nothing}, l, than)
}

// Images are which pictures of an article may be carried.
type Images string

// The choices, from most to least.
const (
	AllImages Images = "all"
	OwnImages Images = "own" // those of the site itself that are credited to nobody else
	NoImages  Images = "none"
)

// Less reports that fewer pictures may be carried than another choice lets through.
func (i Images) Less(than Images) bool {
	return isLess([]Images{AllImages, OwnImages, NoImages}, i, than)
}

// isLess reports that a comes behind b in a list that goes from most to least. What is not in the list is as much as all.
func isLess[T comparable](list []T, a, b T) bool {
	return slices.Index(list, a) > max(0, slices.Index(list, b))
}

// Restrict lets a field say no more than a value, which is empty where it restricts nothing.
func Restrict[T interface {
	~string
	Less(than T) bool
}](f *Field[T], v T, from Origin) {
	if v != "" && (!f.Known() || v.Less(f.Value)) {
		f.Override(v, from)
	}
}

// EndBy has the article expire at an instant, if it does not before.
func (a *Article) EndBy(at time.Time, from Origin) {
	if !a.Expires.Known() || at.Before(a.Expires.Value) {
		a.Expires.Override(at, from)
	}
}

// Source gives the folder of the article as the configuration writes it, Folder.Dir, by which rules ask for it; empty for an
// article of no folder.
func (a *Article) Source() string {
	if a.file == nil {
		return ""
	}
	return a.file.dir
}
