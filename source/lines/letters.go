package lines

import (
	"maps"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// What can be told of a rule before it is tried: a story has thousands of lines, and hardly any matches any rule.

// Hint is what can be told of the lines that match an expression.
type Hint struct {
	Letters string   // the letters that they may begin with, in lower case and in order; "" for any
	Needs   []string // texts of which each of them holds one, in lower case; nil where that is not known
}

// HintOf finds it out. That takes as long as reading a hundred lines, so that those whose rules are wanted by every build keep it. An
// expression that is none panics, as with regexp.MustCompile: tests try every one.
func HintOf(expression string) Hint {
	tree, err := syntax.Parse(whole(expression), syntax.Perl)
	if err != nil {
		panic(err)
	}
	h, letters := Hint{Needs: needed(tree)}, map[rune]bool{}
	if any, empty := firstLetters(tree, letters); !any && !empty {
		h.Letters = string(slices.Sorted(maps.Keys(letters)))
	}
	return h
}

// tooMany is the number of letters from which a rule may as well begin with any.
const tooMany = 64

// firstLetters gathers the letters that a text which matches may begin with. any reports that there are too many of them,
// empty that the expression matches nothing, too, so that the letters of what comes behind it count as well.
func firstLetters(re *syntax.Regexp, letters map[rune]bool) (any, empty bool) {
	switch re.Op {
	case syntax.OpLiteral:
		letters[unicode.ToLower(re.Rune[0])] = true
		return false, false
	case syntax.OpCharClass:
		return classLetters(re.Rune, letters), false
	case syntax.OpCapture, syntax.OpPlus, syntax.OpStar, syntax.OpQuest, syntax.OpRepeat:
		any, empty = firstLetters(re.Sub[0], letters)
		return any, empty || re.Op == syntax.OpStar || re.Op == syntax.OpQuest || re.Op == syntax.OpRepeat && re.Min == 0
	case syntax.OpConcat, syntax.OpAlternate:
		return firstOfParts(re, letters)
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return true, false
	}
	return false, true // a place between two letters
}

func firstOfParts(re *syntax.Regexp, letters map[rune]bool) (any, empty bool) {
	concat := re.Op == syntax.OpConcat
	empty = concat
	for _, sub := range re.Sub {
		anyOfIt, emptyToo := firstLetters(sub, letters)
		any = any || anyOfIt
		switch {
		case concat && !emptyToo:
			return any, false
		case !concat && emptyToo:
			empty = true
		}
	}
	return any, empty
}

func classLetters(ranges []rune, letters map[rune]bool) (any bool) {
	for i := 0; i < len(ranges); i += 2 {
		if ranges[i+1]-ranges[i] > tooMany {
			return true
		}
		for l := ranges[i]; l <= ranges[i+1]; l++ {
			letters[unicode.ToLower(l)] = true
		}
	}
	return false
}

// needed gives texts of which each line that matches holds one.
func needed(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{strings.ToLower(string(re.Rune))}
	case syntax.OpCharClass:
		return fewOf(re.Rune)
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if n := needed(sub); n != nil && (best == nil || rarer(n, best)) {
				best = n
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			n := needed(sub)
			if n == nil {
				return nil
			}
			all = append(all, n...)
		}
		return all
	}
	return nil
}

// rarer reports whether the shortest of a, which is what is found most often, is longer than that of b.
func rarer(a, b []string) bool {
	shortest := func(list []string) int {
		return len(slices.MinFunc(list, func(a, b string) int { return len(a) - len(b) }))
	}
	return shortest(a) > shortest(b)
}

// fewOf spells out a class of few letters.
func fewOf(ranges []rune) (list []string) {
	const few = 8
	for i := 0; i < len(ranges); i += 2 {
		for l := ranges[i]; l <= ranges[i+1]; l++ {
			if len(list) == few {
				return nil
			}
			list = append(list, strings.ToLower(string(l)))
		}
	}
	return list
}
