package text

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// compiled is a rule that is ready to be tried.
type compiled struct {
	rule
	tag   string
	needs []string              // one of these is in each line that matches, in lower case; nil when that is not known
	match func() *regexp.Regexp // compiled when it is first wanted: most never are
}

// tried is a line with what the rules want to know of it.
type tried struct {
	text  string // as canonical gives it
	lower string
}

func try(l string) tried { return tried{l, strings.ToLower(l)} }

func (c compiled) matches(l tried) bool { return c.mayMatch(l) && c.match().MatchString(l.text) }

func (c compiled) mayMatch(l tried) bool {
	return c.needs == nil || slices.ContainsFunc(c.needs, func(s string) bool { return strings.Contains(l.lower, s) })
}

// ruleSet holds the rules of some kinds by the letter that a line has to begin with. There are some hundreds of them, and
// few begin with the same.
type ruleSet struct {
	byLetter map[rune][]compiled
	always   []compiled // may begin with anything
}

// lineKind stands in the table for all kinds that say what a line is to the page.
const lineKind = plain

// table compiles the rules of all languages when the first text is read: programs that read none need not wait.
var table = sync.OnceValue(func() map[kind]*ruleSet {
	sets := map[kind]*ruleSet{}
	for _, language := range languages {
		for _, r := range language.rules {
			key := r.kind
			if key < byline {
				key = lineKind
			}
			if sets[key] == nil {
				sets[key] = &ruleSet{byLetter: map[rune][]compiled{}}
			}
			sets[key].add(language.tag, r)
		}
	}
	for _, s := range sets {
		s.settle()
	}
	return sets
})

func (s *ruleSet) add(tag string, r rule) {
	pattern := `(?i)^(?:` + r.pattern + `)$`
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		panic(err) // as regexp.MustCompile does: the tests try every rule
	}
	c := compiled{r, tag, needed(tree), sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })}
	letters := map[rune]bool{}
	if any, empty := firstLetters(tree, letters); any || empty {
		s.always = append(s.always, c)
		return
	}
	for l := range letters {
		s.byLetter[l] = append(s.byLetter[l], c)
	}
}

// settle puts those that may begin with anything behind the others, and what says most first.
func (s *ruleSet) settle() {
	strongest := func(a, b compiled) int { return int(b.kind) - int(a.kind) }
	for l, list := range s.byLetter {
		list = append(list, s.always...)
		slices.SortStableFunc(list, strongest)
		s.byLetter[l] = list
	}
	slices.SortStableFunc(s.always, strongest)
}

// kindOf sorts a line by the rules.
func kindOf(l string) kind {
	l = canonical(l)
	n := utf8.RuneCountInString(l)
	switch {
	case isNoise(l):
		return noise
	case n > 450: // no rule is this long
		return plain
	}
	line := try(l)
	for _, r := range candidates(lineKind, l) {
		switch {
		case n > 140 && r.kind < aside: // most lines of a story are longer
		case !r.matches(line):
		case r.kind == aside:
			return weak
		case r.kind == appeal:
			return furniture
		default:
			return r.kind
		}
	}
	return plain
}

// isNoise tells lines that say nothing: quotes around nothing, counters, rules.
func isNoise(l string) bool {
	return strings.IndexFunc(l, unicode.IsLetter) < 0 && !dateIn(l).found()
}

// candidates gives the rules that a line may match, which canonical has been at.
func candidates(k kind, l string) []compiled {
	s := table()[k]
	first, _ := utf8.DecodeRuneInString(l)
	if list, ok := s.byLetter[unicode.ToLower(first)]; ok {
		return list
	}
	return s.always
}

// told gives what a line of a kind tells: the first group that says something and that is accepted.
func told(k kind, l string, accept func(string) bool) (string, bool) {
	says, tag := toldIn(k, l, accept)
	return says, tag != ""
}

// toldIn is told, and gives the language of the rule.
func toldIn(k kind, l string, accept func(string) bool) (says, tag string) {
	line := try(l)
	for _, r := range candidates(k, l) {
		if !r.mayMatch(line) {
			continue
		}
		m := r.match().FindStringSubmatch(l)
		for _, group := range m[min(1, len(m)):] {
			if group != "" && accept(group) {
				return strings.TrimSpace(group), r.tag
			}
		}
	}
	return "", ""
}

// is reports whether a whole line is of a kind.
func is(k kind, l string) bool {
	line := try(l)
	return slices.ContainsFunc(candidates(k, l), func(r compiled) bool { return r.matches(line) })
}

// canonical gives a line as the rules are written for it: full-width signs as on an English keyboard, Japanese brackets
// as square ones, and no marks of direction.
func canonical(l string) string {
	if strings.IndexFunc(l, isDressed) < 0 {
		return l
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case isMark(r):
			return -1
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000', r == '\u00A0', r == '\u202F':
			return ' '
		case r == '【', r == '〔':
			return '['
		case r == '】', r == '〕':
			return ']'
		}
		return r
	}, l))
}

func isDressed(r rune) bool {
	return r > unicode.MaxLatin1 && (isMark(r) || r >= '！' && r <= '～' || strings.ContainsRune("\u3000\u202F【】〔〕", r)) || r == '\u00A0'
}

// isMark tells the marks that have no width: of direction, of order, and the one that asks for a sign's emoji form.
func isMark(r rune) bool {
	return r >= '\u200B' && r <= '\u200F' && r != '\u200C' && r != '\u200D' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' || r == '\uFEFF' || r == '\uFE0F' || r == '\u061C'
}
