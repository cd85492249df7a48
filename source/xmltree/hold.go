package xmltree

import "github.com/masthead-feeds/masthead/source"

// Hold keeps an article inside whose embargo has no end that is known, and says so.
func (r Record) Hold(said string, at *Element, message, fix string) {
	r.Article.Hold(r.from(said, at))
	r.Problem(at, said, message, fix)
}

// HoldByNote holds back a story whose editor's note does so, if nothing else states an embargo.
func (r Record) HoldByNote(said string, at *Element, note string) {
	if r.Article.HoldByNote(r.File, note, r.from(said, at)) {
		r.Problem(at, said, "the editor's note speaks of an embargo, so that the story is held back", "write embargo: and the time in a sidecar")
	}
}

func (r Record) from(said string, at *Element) source.Origin {
	return source.Origin{File: r.File.Path, Line: at.Line, Column: at.Column, Rule: r.Rule, Key: said}
}
