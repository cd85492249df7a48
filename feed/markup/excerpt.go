package markup

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Excerpt returns what may stand in place of an HTML fragment's text where that is left out: as Summary does, but of its first
// paragraph alone, and of a text of one paragraph without the last sentence. Only a text of one sentence is its own excerpt. A
// max below 1 gives "". Safe for concurrent use.
func Excerpt(body string, max int) string {
	if max < 1 {
		return ""
	}
	p := walk(body, func() *digest { return &digest{max: max} })
	if len(p.out) == 0 {
		p = walk(body, func() *digest { return &digest{max: max, anything: true} })
	}
	first, _, _ := strings.Cut(string(p.out), "\n")
	if utf8.RuneCountInString(first) <= max && first == string(walk(body, func() *digest { return &digest{max: 2*utf8.RuneCountInString(first) + 2, anything: p.anything} }).out) {
		first = withoutLastSentence(first)
	}
	return cut(first, max)
}

// withoutLastSentence takes the last sentence off a paragraph that has several. Between a sentence end missed, by which all of a
// text would stand, and one made up, by which less of it does, it prefers the latter.
func withoutLastSentence(s string) string {
	for end := len(s); ; {
		end = strings.LastIndexAny(s[:end], ".!?…。！？؟।۔")
		if end <= 0 {
			return s
		}
		_, width := utf8.DecodeRuneInString(s[end:])
		mark := s[end : end+width]
		behind := end + width
		for behind < len(s) && strings.ContainsRune("\"'”’»)]」』.!?…。！？", firstRune(s[behind:])) {
			behind += utf8.RuneLen(firstRune(s[behind:]))
		}
		rest := strings.TrimSpace(s[behind:])
		isWide := strings.Contains("。！？", mark)
		switch {
		case rest == "", !isWide && s[behind] != ' ', !isWide && unicode.IsLower(firstRune(rest)):
			continue
		case mark == "." && isAbbreviated(s[:end], rest):
			continue
		}
		return s[:behind]
	}
}

// isAbbreviated reports that the full stop between before and rest ends no sentence: that of an initial, of U.S. or e.g., of a
// title, of "No. 5" or of a day as German writes it.
func isAbbreviated(before, rest string) bool {
	word := before[strings.LastIndexAny(before, " \u00a0(\"“„«")+1:]
	word = strings.TrimLeftFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	short := utf8.RuneCountInString(word) <= 2
	switch {
	case utf8.RuneCountInString(word) == 1 && unicode.IsLetter(firstRune(word)), strings.Contains(word, "."):
		return true
	case short && strings.Trim(word, "0123456789") == "" && word != "":
		return true
	case unicode.IsDigit(firstRune(rest)) && unicode.IsUpper(firstRune(word)) && utf8.RuneCountInString(word) <= 4:
		return true
	}
	return slices.Contains(strings.Fields("mr mrs ms dr prof st sr jr gen sen rep gov lt col sgt capt maj rev hon vs mme mlle sra hr fr bzw ca"), strings.ToLower(word))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
