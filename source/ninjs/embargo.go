package ninjs

import (
	"regexp"
	"time"

	"github.com/masthead-feeds/masthead/source"
)

// embargoKeys are those that keep an item inside until a time, whatever its version, and whatever its status. With Superdesk
// a schedule does so too.
var embargoKeys = []string{"embargoed", "embargoeduntil", "embargo", "publish_schedule"}

// embargo states all of them: the latest holds. Of the words that stand for no value only the empty one lets an item go.
func (it item) embargo(s statements) {
	for _, key := range embargoKeys {
		if f, ok := it[key]; ok {
			s.say("embargo", f)
		}
	}
}

// speaksOfEmbargo matches a note by which an editor holds a story, and lifted one by which it is let go.
var (
	speaksOfEmbargo = regexp.MustCompile(`(?i)\b(?:embargo|sperrfrist|hold for release|not for (?:publication|release|use) (?:until|before))`)
	lifted          = regexp.MustCompile(`(?i)\b(?:lifted|lifts|no|not|without|free of|past|over|ended|expired|removed) (?:the |an |any )?(?:embargo|sperrfrist)|(?:embargo|sperrfrist)\S* (?:is |was |has been |now )*(?:lifted|over|past|expired|removed|off|aufgehoben)`)
)

// holdByNote holds back a story whose editor's note speaks of an embargo that no key states. The note itself is not for
// publication, and is quoted nowhere.
func (it item) holdByNote(s statements) {
	f, ok := it.first("ednote")
	if !ok || s.a.Embargo.Known() || !speaksOfEmbargo.MatchString(f.value.Text) || lifted.MatchString(f.value.Text) {
		return
	}
	s.a.Embargo.Set(time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), s.from(f))
	s.a.Problem(source.Problem{Line: f.value.Line, Column: f.value.Column, Field: f.said,
		Message: "the editor's note speaks of an embargo, so that the story is held back", Fix: "write embargo: and the time in a sidecar"})
}
