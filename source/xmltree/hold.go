package xmltree

import (
	"strings"

	"github.com/masthead-feeds/masthead/source"
)

// Hold keeps an article inside whose embargo has no end that is known, and says so.
func (r Record) Hold(said string, at *Element, message, fix string) {
	r.Article.Hold(r.from(said, at))
	r.Problem(at, said, message, fix)
}

// HoldByNote holds back a story whose editor's note does so, if nothing else states an embargo.
func (r Record) HoldByNote(said string, at *Element, note string) {
	if r.Article.HoldByNote(r.File, note, r.from(said, at)) {
		r.Problem(at, said, "the editor's note holds the story, which stays inside", "write embargo: and the time in a sidecar")
	}
}

// HoldByHeading holds back a story by its slug.
func (r Record) HoldByHeading(said string, at *Element) {
	r.Article.HoldByHeading(r.File, source.Field[string]{Value: at.Text(), From: r.from(said, at)})
}

func (r Record) from(said string, at *Element) source.Origin {
	return source.Origin{File: r.File.Path, Line: at.Line, Column: at.Column, Rule: r.Rule, Key: said}
}

// IsNo reports the words for no by which senders fill a field that has nothing to say.
func IsNo(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "", "no", "n", "false", "0", "none", "null", "off":
		return true
	}
	return false
}
