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

// Levels are all of them, from most to least.
var levels = [...]Level{Full, Summary, Title, Nothing}

// Less reports that a level is less than another. The empty one says nothing, and is as much as all.
func (l Level) Less(than Level) bool {
	return slices.Index(levels[:], l) > max(0, slices.Index(levels[:], than))
}

// Images are which pictures of an article may be carried.
type Images string

// The choices, from most to least.
const (
	AllImages Images = "all"
	OwnImages Images = "own" // those of the site itself that are credited to nobody else
	NoImages  Images = "none"
)

var images = [...]Images{AllImages, OwnImages, NoImages}

// Less reports that fewer pictures may be carried than another choice lets through.
func (i Images) Less(than Images) bool {
	return slices.Index(images[:], i) > max(0, slices.Index(images[:], than))
}

// EndBy has the article expire at an instant, if it does not before.
func (a *Article) EndBy(at time.Time, from Origin) {
	if !a.Expires.Known() || at.Before(a.Expires.Value) {
		a.Expires.Override(at, from)
	}
}

// Source is the folder of articles that the article is of, as its owner calls it.
func (a *Article) Source() string {
	if a.file == nil {
		return ""
	}
	return a.file.dir
}
