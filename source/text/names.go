package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// notNames begin what reads like a name behind "By" and is none.
var notNames = []string{
	"the", "a", "an", "this", "that", "these", "those", "my", "our", "your", "his", "her", "their", "its", "all", "no", "any", "some", "popular",
	"default", "design", "chance", "then", "now", "far", "way", "numbers", "request", "one", "two", "three", "avion", "favor", "ejemplo", "exemple",
	"fin", "primera", "último", "ahora", "eso", "exemplo", "isso", "esempio", "più", "meno",
}

// calendar are the days that begin a sentence rather than a name.
var calendar = []string{
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow", "noon", "midnight",
	"montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
	"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo",
}

// particles are the words of names, and between names, that are not written with a capital.
var particles = []string{
	"and", "und", "et", "y", "e", "i", "og", "en", "и", "&", "with", "avec", "mit", "con", "com", "met", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "des",
	"van", "von", "der", "den", "ten", "ter", "la", "le", "los", "las", "al", "el", "bin", "ibn", "bint", "ben", "zu", "zum", "in", "in't", "af", "av",
}

// isNames reports whether a line behind the word is made of names: a few words, each with a capital or a particle.
func isNames(s string, least int) bool {
	words := strings.Fields(s)
	if len(words) < least && !isCaseless(s) || len(words) > 9 || len(words) == 0 || containsFold(notNames, words[0]) {
		return false
	}
	if isCaseless(s) {
		return isCaselessNames(s, least)
	}
	capitals := 0
	for _, w := range words {
		w = strings.Trim(w, ",")
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case containsFold(particles, w):
		case containsFold(calendar, w), strings.ContainsAny(w, "?!:;\"“”…"), strings.HasSuffix(w, ".") && !isInitial(w):
			return false
		case unicode.IsUpper(first), unicode.IsLetter(first) && !unicode.IsLower(first):
			capitals++
		default:
			return false
		}
	}
	return capitals > 0
}

// isCaseless tells the scripts in which a name looks like any other word.
func isCaseless(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Lo, first)
}

// sentenceWords stand in sentences of languages without capitals, and in no name.
var sentenceWords = []string{"على", "في", "من", "إلى", "عن", "أن", "إن", "مع", "بعد", "قبل", "هذا", "هذه", "التي", "الذي", "كان", "قال", "لا", "ما", "هو", "هي"}

// isCaselessNames tells names from sentences by how short they are. The first word of an Arabic name has no article.
func isCaselessNames(s string, least int) bool {
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("、，,،&", r) })
	if len(words) == 0 || len(words) > 6 || strings.ContainsAny(s, "。？！？!?:；;“”「」《》…") {
		return false
	}
	for _, w := range words {
		if utf8.RuneCountInString(w) > longestName(w) || containsFold(sentenceWords, w) {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(s)
	return !unicode.Is(unicode.Arabic, first) || least < 2 || len(words) >= least && !strings.HasPrefix(s, "ال")
}

// longestName is how many letters a name in the script of w may have.
func longestName(w string) int {
	first, _ := utf8.DecodeRuneInString(w)
	if isIdeograph(first) && !isKatakana(w) && !strings.ContainsRune(w, '・') {
		return 5
	}
	return 16
}

func isKatakana(w string) bool {
	return strings.IndexFunc(w, func(r rune) bool { return !unicode.Is(unicode.Katakana, r) && r != 'ー' && r != '・' }) < 0
}

// isInitial tells the ends of names that have a full stop: J., Dr., Jr.
func isInitial(w string) bool {
	w = strings.TrimSuffix(w, ".")
	return utf8.RuneCountInString(w) <= 3 || strings.Contains(w, ".")
}

func containsFold(list []string, s string) bool {
	for _, have := range list {
		if strings.EqualFold(have, s) {
			return true
		}
	}
	return false
}
