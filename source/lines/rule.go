package lines

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Rule is a regular expression for whole lines, tried in any case, and what a line that matches it says.
type Rule[T any] struct {
	Says T

	needs []string              // one of these is in each line that matches, in lower case; nil when that is not known
	match func() *regexp.Regexp // compiled when it is first wanted: most never are
}

// Line is a line with what the rules want to know of it.
type Line struct {
	text  string
	lower string
}

// Of makes a Line of what Canonical gives.
func Of(l string) Line { return Line{l, strings.ToLower(l)} }

// Matches reports whether the whole line matches.
func (r Rule[T]) Matches(l Line) bool { return r.mayMatch(l) && r.match().MatchString(l.text) }

// Groups gives what the groups of the expression matched, or nil where the line does not.
func (r Rule[T]) Groups(l Line) []string {
	if !r.mayMatch(l) {
		return nil
	}
	if m := r.match().FindStringSubmatch(l.text); m != nil {
		return m[1:]
	}
	return nil
}

func (r Rule[T]) mayMatch(l Line) bool {
	return r.needs == nil || slices.ContainsFunc(r.needs, func(s string) bool { return strings.Contains(l.lower, s) })
}

// Set holds rules by the letter that a line has to begin with. There are some hundreds of them, and few begin with the same.
// It is ready after Settle, and safe for concurrent use from then on.
type Set[T any] struct {
	byLetter map[rune][]Rule[T]
	always   []Rule[T] // may begin with anything
}

// Add adds a rule, with what HintOf tells of its expression.
func (s *Set[T]) Add(expression string, h Hint, says T) {
	rule := Rule[T]{says, h.Needs, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(whole(expression)) })}
	if h.Letters == "" {
		s.always = append(s.always, rule)
		return
	}
	if s.byLetter == nil {
		s.byLetter = map[rune][]Rule[T]{}
	}
	for _, l := range h.Letters {
		s.byLetter[l] = append(s.byLetter[l], rule)
	}
}

// whole is an expression for whole lines, in any case.
func whole(expression string) string { return `(?i)^(?:` + expression + `)$` }

// Settle ends the adding. Of two rules the one that compare puts first is tried first; else those that may begin with
// anything come behind the others.
func (s *Set[T]) Settle(compare func(a, b T) int) {
	inOrder := func(a, b Rule[T]) int { return compare(a.Says, b.Says) }
	for l, list := range s.byLetter {
		list = append(list, s.always...)
		slices.SortStableFunc(list, inOrder)
		s.byLetter[l] = list
	}
	slices.SortStableFunc(s.always, inOrder)
}

// Candidates gives the rules that a line, as Canonical gives it, may match, in the order in which they are to be tried.
func (s *Set[T]) Candidates(l string) []Rule[T] {
	first, _ := utf8.DecodeRuneInString(l)
	if list, ok := s.byLetter[unicode.ToLower(first)]; ok {
		return list
	}
	return s.always
}
