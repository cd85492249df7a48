package text

import (
	"slices"
	"strings"
)

// Notes to the desk that do not hold the text back: what its editors have to know, and whom they may call. They stand in
// lines of their own at its head or its foot. A note somebody typed may have nothing else of a page around it, so that
// they are taken out before it is asked whether the text is one.

// headNotes and footNotes are how many paragraphs from either end such a line may stand.
const headNotes, footNotes = 6, 8

// takeNotes takes the notes to the desk out of the text.
func (d *dump) takeNotes(list []paragraph) (rest []paragraph) {
	rest = make([]paragraph, 0, len(list))
	for i := 0; i < len(list); {
		if n := d.noteAt(list, i); n > 0 {
			i += n
			continue
		}
		rest = append(rest, list[i])
		i++
	}
	return rest
}

// noteAt gives how many paragraphs the note takes that begins here: none where there is no note. The headings that end a
// page end it at its foot, as they do elsewhere; above the story they end nothing.
func (d *dump) noteAt(list []paragraph, i int) int {
	if i >= headNotes && i < len(list)-footNotes {
		return 0
	}
	l := forDesk(list[i].text)
	isHeading := strings.HasSuffix(l, ":")
	switch {
	case i < headNotes && isNotesHeading(l) && !hasProse(list[:i]):
		d.isOrdered = true
		if is(note, l) && !isHeading {
			return 1
		}
		return 1 + sentences(list[i+1:], i == 0)
	case kindOf(l) == end:
		return 0
	case is(note, l) && isHeading:
		return 1 + sentences(list[i+1:], i == 0)
	case is(note, l):
		return 1
	case !isPress(l) || !atEdge(list, i):
		return 0
	case isReach(l), isHeading:
		return 1 + cards(list[i+1:], isHeading)
	case i+1 < len(list) && isReach(list[i+1].text):
		return 1 + cards(list[i+1:], false)
	}
	return 0
}

// isForDesk tells a line that says in itself that it is written to the desk.
func isForDesk(l string) bool {
	l = forDesk(l)
	return is(note, l) || isPress(l) && (strings.HasSuffix(l, ":") || isReach(l))
}

// forDesk takes off a line what it is wrapped in.
func forDesk(l string) string { return unwrapped(strings.Trim(canonical(l), "*-–—#_ ")) }

// isNotesHeading tells "Notes to editors" from the other headings below which a page ends.
func isNotesHeading(l string) bool {
	return kindOf(l) == end && is(note, strings.TrimRight(l, ": ")+":")
}

// isPress tells a line that begins as one of a contact does. "Contact: the film of the year" does so, too.
func isPress(l string) bool { return is(press, firstLineOf(l)) }

// atEdge reports whether no prose stands above a line, or nothing of the story below it: minutes may name somebody to
// call in their midst.
func atEdge(list []paragraph, i int) bool {
	isStory := func(p paragraph) bool {
		return !isReach(p.text) && !isLabel(firstLineOf(p.text)) && !p.notice && !isNotice(p.text) && !isForDesk(p.text) && kindOf(p.text) == plain
	}
	return !hasProse(list[:i]) || !slices.ContainsFunc(list[i+1:], isStory)
}

func firstLineOf(l string) string {
	l, _, _ = strings.Cut(l, "\n")
	return strings.TrimSpace(l)
}

// sentences counts the paragraphs of a note below its heading: the next one, or where the heading stands on top, all whole
// sentences, ways to reach somebody and points of a list above the headline. Where there is none, the story begins sooner.
func sentences(list []paragraph, onTop bool) int {
	const most = 8
	for i := 0; onTop && i < min(most, len(list)); i++ {
		if l := list[i].text; !endsSentence(l) && !isReach(l) && !isListItem(l) {
			return i
		}
	}
	return min(1, len(list))
}

func hasProse(list []paragraph) bool {
	return slices.ContainsFunc(list, func(p paragraph) bool { return isProse(p.text) })
}

// cards counts the paragraphs below such a line that are of the contact, too: all ways to reach somebody, and names above
// the first of them.
func cards(list []paragraph, named bool) (n int) {
	for i, p := range list {
		switch {
		case isReach(p.text):
			n, named = i+1, false
		case !named || !isLabel(firstLineOf(p.text)):
			return n
		}
	}
	return n
}
