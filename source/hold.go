package source

import "regexp"

// Hold keeps an article inside whose embargo has no end that is known. A date that the same file gives does not loosen it.
// Its place becomes the embargo's. The caller says what is wrong as a Problem.
func (a *Article) Hold(from Origin) {
	if !a.Embargo.Known() || a.Embargo.From.Rule == from.Rule {
		a.Embargo.Value, a.Embargo.From = farFuture(), from
	}
}

// NoteHolds reports whether a note for editors holds a story back: it speaks of an embargo that is not lifted, or says that the
// story is killed or not for publication. The note itself is quoted nowhere.
func NoteHolds(note string) bool {
	return notForUse.MatchString(note) || holds.MatchString(lifted.ReplaceAllString(note, ""))
}

// holds matches the words by which an editor holds a story, lifted those by which it is let go, and notForUse a note that says
// nothing else: in a longer one it speaks of the telephone numbers below it.
var (
	holds     = regexp.MustCompile(`(?i)\b(?:embargo|sperrfrist|hold for release|not for (?:publication|release|use) (?:until|before)|mandatory kill|kill (?:this|the) (?:story|item)|(?:story|item) (?:is |was )?(?:killed|withdrawn))`)
	lifted    = regexp.MustCompile(`(?i)\b(?:lifted|lifts|no|not|without|free of|past|over|ended|expired|removed) (?:the |an |any )?(?:embargo|sperrfrist)|(?:embargo|sperrfrist)\S* (?:is |was |has been |now )*(?:lifted|over|past|expired|removed|off|aufgehoben)`)
	notForUse = regexp.MustCompile(`(?i)^\W*(?:not for (?:publication|release|use)|do not (?:publish|use)|kill|nicht (?:zur veröffentlichung|veröffentlichen))\W*$`)
)
