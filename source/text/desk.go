package text

import (
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/lines"
	"github.com/masthead-feeds/masthead/source/orders"
)

// Notes to the desk that do not hold the text back: what its editors have to know, and whom they may call. They stand in
// lines of their own at its head or its foot. A note somebody typed may have nothing else of a page around it, so that
// they are taken out before it is asked whether the text is one.

// headNotes and footNotes are how many paragraphs from either end such a line may stand.
const headNotes, footNotes = 6, 8

// takeNotes takes the notes to the desk out of the text, and what stands below the mark that ends it.
func (d *dump) takeNotes(list []paragraph) (rest []paragraph) {
	list = d.cutAtClosing(d.takeTopNote(list))
	rest = make([]paragraph, 0, len(list))
	story := firstOfStory(list)
	for i := 0; i < len(list); {
		n := d.noteAt(list, i, i > story)
		if n == 0 {
			rest = append(rest, list[i])
			i++
			continue
		}
		rest = append(rest, thoseOfRights(list[i+1:i+n])...)
		i += n
	}
	return rest
}

// takeTopNote takes out the note that stands above the story and says where it ends.
func (d *dump) takeTopNote(list []paragraph) []paragraph {
	i := slices.IndexFunc(list[:min(headNotes, len(list))], func(p paragraph) bool { return isNoteHeading(p.text) })
	if i < 0 || firstOfStory(list) < i {
		return list
	}
	n := slices.IndexFunc(list[i:], func(p paragraph) bool { return isClosing(p.text) || isHashes(p.text) })
	if n < 0 || lastOfProse(list) < i+n {
		return list
	}
	d.isOrdered = true
	return slices.Delete(slices.Clone(list), i, i+n+1)
}

// noteAt gives how many paragraphs the note takes that begins here: none where there is no note. Below the story a heading
// takes all that follows. The headings that end a page end it at its foot, as they do elsewhere; above the story they end
// nothing.
func (d *dump) noteAt(list []paragraph, i int, inStory bool) int {
	l := forDesk(list[i].text)
	isTop := i < headNotes
	switch {
	case inStory && isNoteHeading(l):
		return len(list) - i
	case !isTop && i < len(list)-footNotes:
		return 0
	case isTop && isNotesHeading(l) && !hasProse(list[:i]):
		d.isOrdered = true
		return 1 + below(l, list[i+1:], i == 0)
	case kindOf(l) == end:
		return 0
	case isNote(l):
		return 1 + below(l, list[i+1:], i == 0)
	}
	return contactAt(list, i, l)
}

// below counts the paragraphs of a note below its first line.
func below(l string, list []paragraph, onTop bool) int {
	if isNote(l) && !strings.HasSuffix(l, ":") {
		return points(list)
	}
	return sentences(list, onTop)
}

// isNote tells a line that is written to the desk, or for nobody else.
func isNote(l string) bool { return is(note, l) || orders.IsInside(l) }

// isForDesk tells a line that says in itself that it is written to the desk.
func isForDesk(l string) bool {
	l = forDesk(l)
	return isNote(l) || isPress(l) && (strings.HasSuffix(l, ":") || isReach(l))
}

// forDesk takes off a line what it is wrapped in.
func forDesk(l string) string {
	return lines.Unwrapped(strings.Trim(lines.Canonical(l), "*-–—#_ "))
}

// isNotesHeading tells "Notes to editors" from the other headings below which a page ends.
func isNotesHeading(l string) bool {
	return kindOf(l) == end && isNote(strings.TrimRight(l, ": ")+":")
}

// isNoteHeading tells a line that says no more than that a note to the desk follows.
func isNoteHeading(l string) bool {
	if len(l) > 120 {
		return false
	}
	l = forDesk(l)
	return strings.HasSuffix(l, ":") && isNote(l) || isNotesHeading(l) && !strings.Contains(strings.TrimRight(l, ": "), ":")
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

// points counts the points of a list that a note goes on with.
func points(list []paragraph) (n int) {
	for n < len(list) && isListItem(list[n].text) {
		n++
	}
	return n
}

func hasProse(list []paragraph) bool {
	return slices.ContainsFunc(list, func(p paragraph) bool { return isProse(p.text) })
}
