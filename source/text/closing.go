package text

import (
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/lines"
)

// The mark by which a sender ends a story: "ENDS", "-30-", "###". What stands below it is for the desk.

// isClosing tells such a mark, but three hashes.
func isClosing(l string) bool { return len(l) <= 40 && is(ends, strings.TrimSpace(lines.Canonical(l))) }

// isHashes tells three hashes. They set apart the scenes of a tale, too.
func isHashes(l string) bool {
	return strings.ReplaceAll(strings.TrimSpace(l), " ", "") == "###"
}

// cutAtClosing takes off what stands below such a mark. Of that only who made the story and whose it is stays. Where no
// story stands above the mark it says nothing.
func (d *dump) cutAtClosing(list []paragraph) (rest []paragraph) {
	rest = make([]paragraph, 0, len(list))
	story, lastProse := firstOfStory(list), lastOfProse(list)
	for i, p := range list {
		switch {
		case isClosing(p.text):
			d.isOrdered = true
		case !isHashes(p.text) || lastProse > i && !d.isReleaseFoot(list[i+1].text):
			rest = append(rest, p)
			continue
		}
		if i > story {
			return append(rest, thoseOfRights(list[i+1:])...)
		}
	}
	return rest
}

// isReleaseFoot reports whether three hashes above l end a release. There may be prose below them: who the sender is.
func (d *dump) isReleaseFoot(l string) bool {
	k := kindOf(l)
	return d.isOrdered || k == contact || k == end || isForDesk(l) || isNotesHeading(l)
}

// firstOfStory gives the first paragraph of a story, below the title, or how many paragraphs there are.
func firstOfStory(list []paragraph) int {
	i := slices.IndexFunc(list, func(p paragraph) bool {
		return (isProse(p.text) || p.number > list[0].number && endsSentence(p.text) && kindOfParagraph(p) == plain && !statesRights(p.text)) && !isForDesk(p.text)
	})
	if i < 0 {
		return len(list)
	}
	return i
}

func lastOfProse(list []paragraph) int {
	i := len(list) - 1
	for i >= 0 && !isProse(list[i].text) {
		i--
	}
	return i
}

// thoseOfRights gives the paragraphs that say whose a story is and who made it.
func thoseOfRights(list []paragraph) (kept []paragraph) {
	for _, p := range list {
		if statesRights(p.text) {
			kept = append(kept, p)
		}
	}
	return kept
}

func statesRights(l string) bool {
	return isNotice(l) || creditOf(l) != "" || len(signoffOf(l)) > 0
}
