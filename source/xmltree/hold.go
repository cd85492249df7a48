package xmltree

import (
	"regexp"
	"time"

	"github.com/masthead-feeds/masthead/source"
)

// Hold keeps an article inside whose embargo has no end that is known. A date that the same file gives does not loosen it.
func (r Record) Hold(said string, at *Element, message, fix string) {
	f := &r.Article.Embargo
	if !f.Known() || f.From.Rule == r.Rule {
		f.Value = time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
		f.From = source.Origin{File: r.File.Path, Line: at.Line, Column: at.Column, Rule: r.Rule, Key: said}
	}
	r.Problem(at, said, message, fix)
}

// HoldByNote holds back a story whose editor's note speaks of an embargo that nothing else states. The note itself is not for
// publication, and is quoted nowhere.
func (r Record) HoldByNote(said string, at *Element, note string) {
	if !r.Article.Embargo.Known() && speaksOfEmbargo.MatchString(note) && !lifted.MatchString(note) {
		r.Hold(said, at, "the editor's note speaks of an embargo, so that the story is held back", "write embargo: and the time in a sidecar")
	}
}

// speaksOfEmbargo matches a note by which an editor holds a story, and lifted one by which it is let go.
var (
	speaksOfEmbargo = regexp.MustCompile(`(?i)\b(?:embargo|sperrfrist|hold for release|not for (?:publication|release|use) (?:until|before))`)
	lifted          = regexp.MustCompile(`(?i)\b(?:lifted|lifts|no|not|without|free of|past|over|ended|expired|removed) (?:the |an |any )?(?:embargo|sperrfrist)|(?:embargo|sperrfrist)\S* (?:is |was |has been |now )*(?:lifted|over|past|expired|removed|off|aufgehoben)`)
)
