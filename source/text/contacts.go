package text

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/lines"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// Whom the press may call. It never leaves.

// isPress tells a line that begins as one of a contact does. "Contact: the film of the year" does so, too.
func isPress(l string) bool { return is(press, firstLineOf(l)) }

// contactAt gives how many paragraphs the contact takes that begins here with l: none where there is none. A name alone is
// one, too, but not where the title stands.
func contactAt(list []paragraph, i int, l string) int {
	below, first := list[i+1:], firstLineOf(l)
	reached := isCard(l) || len(below) > 0 && isCard(below[0].text)
	isHeading := isPress(l) && strings.HasSuffix(l, ":") || reached && isLabel(first) && isPress(first+":")
	_, name, _ := strings.Cut(lines.Canonical(first), ":")
	switch {
	case !isHeading && !isPress(l) || !atEdge(list, i):
		return 0
	case isHeading, reached:
		return 1 + cards(below, isHeading)
	case (i > 0 || len(below) > 0 && !isProse(below[0].text) && !endsSentence(below[0].text)) && isNames(strings.TrimSpace(name), 1):
		return 1
	}
	return 0
}

// atEdge reports whether no prose stands above a line, or nothing of the story below it: minutes may name somebody to
// call in their midst.
func atEdge(list []paragraph, i int) bool {
	isStory := func(p paragraph) bool {
		return (isProse(p.text) || endsSentence(p.text)) && !isCard(p.text) && !isLabel(firstLineOf(p.text)) && !statesRights(p.text) && !isForDesk(p.text) && kindOf(p.text) == plain
	}
	return !hasProse(list[:i]) || !slices.ContainsFunc(list[i+1:], isStory)
}

// cards counts the paragraphs below such a line that are of the contact, too: ways to reach somebody, and above each of them
// who it is. Below a heading there may be names alone.
func cards(list []paragraph, isHeading bool) (n int) {
	const most = 3 // lines of one person above the number
	for i := 0; i < len(list) && i <= n+most; i++ {
		switch l := list[i].text; {
		case isCard(l) && (i == n || !endsSentence(l)):
			n = i + 1
		case columns(l) > 80, statesRights(l), i > 0 && endsSentence(l), !isHeading && n == 0, isTopLine(l), kindOf(l) != plain:
			return n
		case isHeading && n == i && i < most && isLabel(l) && !slices.ContainsFunc(list[i:], func(p paragraph) bool { return isProse(p.text) }):
			n = i + 1
		}
	}
	return n
}

// isCard tells the lines of a visiting card: one of them is a way to reach somebody.
func isCard(l string) bool {
	parts := strings.Split(l, "\n")
	return len(parts) <= 12 && slices.ContainsFunc(parts, isReach) && !slices.ContainsFunc(parts, isLong)
}

// spreadContacts makes the lines below "Media contact:" part of it: names, until somebody can be reached, and all the ways
// of reaching him.
func spreadContacts(list []paragraph, kinds []kind) {
	within, reached := false, false
	for i, p := range list {
		switch {
		case kinds[i] == contact:
			within, reached = true, false
		case !within:
		case kinds[i] == plain && isReach(p.text), kinds[i] == weak, kinds[i] == noise:
			kinds[i], reached = contact, true
		case !reached && kinds[i] == plain && isLabel(p.text):
			kinds[i] = contact
		default:
			within = false
		}
	}
}

// telephone matches a number that can be called: years and sums are shorter.
var telephone = pattern.New(`\+?\d[\d ()/.-]{6,}\d`)

// isReach tells a line with an address or a telephone number.
func isReach(l string) bool {
	return utf8.RuneCountInString(l) <= 200 && (strings.Contains(l, "@") || telephone.MatchString(l))
}
