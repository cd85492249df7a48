package source

import (
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source/orders"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// Hold keeps an article inside whose embargo has no end that is known. A date that the same file gives does not loosen it.
// Its place becomes the embargo's. The caller says what is wrong as a Problem.
func (a *Article) Hold(from Origin) {
	if !a.Embargo.Known() || a.Embargo.From.Rule == from.Rule {
		a.Embargo.Value, a.Embargo.From = farFuture(), from
	}
}

// HoldForGood keeps an article inside until somebody has seen to it, whatever it says itself.
func (a *Article) HoldForGood(from Origin) { a.Embargo.Override(farFuture(), from) }

// ShareTimes has an article held as long, and over as early, as another which it comes in or which comes in it. from gives what is told
// of where that says so. It reports whether the article is held longer than it says itself.
func (a *Article) ShareTimes(with *Article, from func(Origin) Origin) (isHeld bool) {
	if isHeld = with.Embargo.Value.After(a.Embargo.Value); isHeld {
		a.Embargo.Override(with.Embargo.Value, from(with.Embargo.From))
	}
	if with.Expires.Known() {
		a.EndBy(with.Expires.Value, from(with.Expires.From))
	}
	return isHeld
}

// HoldByNote holds back a story whose note for editors does so, if nothing else states an embargo or the note kills it: until
// the time that the note gives, or else until somebody has seen to it, which is reported so that the caller says so as a
// Problem. The note itself is quoted nowhere.
func (a *Article) HoldByNote(f *File, note string, from Origin) (forGood bool) {
	stated := a.Embargo.Known()
	var until time.Time
	for line := range strings.Lines(note) {
		o, ok := orders.Read(strings.TrimSpace(line))
		if !ok || stated && !o.Kill {
			continue
		}
		t, read := o.Time(f.Zone)
		forGood = forGood || !read
		if t.After(until) {
			until = t
		}
	}
	switch forGood = forGood || kills.MatchString(note) || !stated && until.IsZero() && speaksOfEmbargo(note); {
	case forGood:
		a.Hold(from)
	case !until.IsZero():
		a.Embargo.Set(until, from)
	}
	return forGood
}

// HoldByHeading holds back a story from a wire whose headline or slug orders desks to do so, if nothing else states an embargo or the
// order kills it: the whole of it ("TEST – please ignore"), or what stands in capitals before other words ("EMBARGO: Wall opens"). Where
// all is in capitals a single word tells nothing. Others than wires may write so to readers.
func (a *Article) HoldByHeading(f *File, heading Field[string]) {
	words := strings.Join(strings.Fields(heading.Value), " ")
	first, _, _ := strings.Cut(words, " ")
	capitals, stated := len(first) > 1 && inCapitals(first), a.Embargo.Known()
	apart := capitals && !inCapitals(words)
	var until time.Time
	forGood := false
	for i, order := range orderBefore(words) {
		before := i > 0
		o, ok := orders.Read(order)
		label := before && apart && labels.MatchString(order)
		if !label && (!ok || stated && !o.Kill || before && !apart && !(capitals && strings.Contains(order, " "))) {
			continue
		}
		if t, read := o.Time(f.Zone); !read {
			forGood = forGood || o.Until == "" || apart
		} else if capitals && t.After(until) {
			until = t
		}
	}
	switch from := heading.From; {
	case !until.IsZero():
		a.holdUntil(until, from)
	case forGood:
		a.Hold(from)
		a.Problem(Problem{Line: from.Line, Column: from.Column, Field: from.Key,
			Message: "it orders desks to hold the story, which is held back", Fix: "write embargo: and the time in a sidecar"})
	}
}

// inCapitals reports words without a small letter, and with another.
func inCapitals(s string) bool { return s == strings.ToUpper(s) && s != strings.ToLower(s) }

// labels matches the words that take a story back, or mark a test, where they stand before its headline in capitals. By themselves
// they may be anything.
var labels = pattern.New(`^(?:KILL|STORY KILLED|(?:STORY )?WITHDRAWN|RETRACT(?:ED|ION)|TEST (?:ONLY|MESSAGE|STORY)|TESTMELDUNG|ANNUL(?:ATION|IERT)|ANULADA|ANNULLATA)$`)

// NamesEmbargo reports whether words that say something else in most stories, such as terms of use, name an embargo.
func NamesEmbargo(words string) bool { return namesEmbargo.MatchString(words) }

// speaksOfEmbargo reports whether a note speaks in a sentence of an embargo that is not lifted, or kills the story.
func speaksOfEmbargo(note string) bool {
	return notForUse.MatchString(note) || holds.MatchString(lifted.ReplaceAllString(note, ""))
}

// holds matches the words by which an editor holds a story, lifted those by which it is let go, and notForUse a note that says
// nothing else: in a longer one it speaks of the telephone numbers below it.
var (
	holds     = pattern.New(`(?i)\b(?:embargo|sperrfrist|hold for release|not for (?:publication|release|use) (?:until|before)|advisory(?: only)?[ ,:–—-]+not for publication|mandatory kill|kill (?:this|the) (?:story|item)|(?:story|item) (?:is |was )?(?:killed|withdrawn))`)
	lifted    = pattern.New(`(?i)\b(?:lifted|lifts|no|not|without|free of|past|over|ended|expired|removed) (?:the |an |any )?(?:embargo|sperrfrist)|(?:embargo|sperrfrist)\S* (?:is |was |has been |now )*(?:lifted|over|past|expired|removed|off|aufgehoben)`)
	notForUse = pattern.New(`(?i)^\W*(?:not for use|do not use|nicht verwenden|kill(?: mandatory)?|hold(?: until further notice)?|test(?: only| transmission)?|(?:for )?(?:internal(?: use)?|information) only)\W*$`)

	kills        = pattern.New(`(?i)^\W*kill(?:(?: advisory| notice)?\s*[:;,.!–—-]| (?:do not|all versions|story|item)\b)`) // whatever else is said
	namesEmbargo = pattern.New(`(?i)\b(?:embargo|sperrfrist|not for (?:use|publication|release) (?:before|until))`)
)
