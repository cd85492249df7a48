package text

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/lines"
)

// tagged is a rule with the language that it is of.
type tagged struct {
	rule
	tag string
}

// lineKind stands in the table for all kinds that say what a line is to the page.
const lineKind = plain

// table sorts the rules of all languages when the first text is read: programs that read none need not wait.
var table = sync.OnceValue(func() map[kind]*lines.Set[tagged] {
	sets := map[kind]*lines.Set[tagged]{}
	for _, language := range languages {
		for _, r := range language.rules {
			key := r.kind
			if key < byline {
				key = lineKind
			}
			if sets[key] == nil {
				sets[key] = &lines.Set[tagged]{}
			}
			sets[key].Add(r.pattern, lines.HintOf(r.pattern), tagged{r, language.tag})
		}
	}
	for _, s := range sets {
		s.Settle(func(a, b tagged) int { return int(b.kind) - int(a.kind) }) // what says most first
	}
	return sets
})

// kindOf sorts a line by the rules.
func kindOf(l string) kind {
	l = lines.Canonical(l)
	n := utf8.RuneCountInString(l)
	switch {
	case isNoise(l):
		return noise
	case n > 450: // no rule is this long
		return plain
	}
	line := lines.Of(l)
	for _, r := range candidates(lineKind, l) {
		switch k := r.Says.kind; {
		case n > 140 && k < aside: // most lines of a story are longer
		case !r.Matches(line):
		case k == aside:
			return weak
		case k == appeal:
			return furniture
		default:
			return k
		}
	}
	return plain
}

// isNoise tells lines that say nothing: quotes around nothing, counters, rules.
func isNoise(l string) bool {
	return strings.IndexFunc(l, unicode.IsLetter) < 0 && !dateIn(l).found()
}

// candidates gives the rules of a kind that a line may match, which lines.Canonical has been at.
func candidates(k kind, l string) []lines.Rule[tagged] { return table()[k].Candidates(l) }

// told gives what a line of a kind tells: the first group that says something and that is accepted.
func told(k kind, l string, accept func(string) bool) (string, bool) {
	says, tag := toldIn(k, l, accept)
	return says, tag != ""
}

// toldIn is told, and gives the language of the rule.
func toldIn(k kind, l string, accept func(string) bool) (says, tag string) {
	line := lines.Of(l)
	for _, r := range candidates(k, l) {
		for _, group := range r.Groups(line) {
			if group != "" && accept(group) {
				return strings.TrimSpace(group), r.Says.tag
			}
		}
	}
	return "", ""
}

// is reports whether a whole line is of a kind.
func is(k kind, l string) bool {
	line := lines.Of(l)
	return slices.ContainsFunc(candidates(k, l), func(r lines.Rule[tagged]) bool { return r.Matches(line) })
}
