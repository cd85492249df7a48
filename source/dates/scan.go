package dates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A token is the smallest part of a written date.
type token struct {
	kind   kind
	text   string // a word in lower case, a number in ASCII digits, or one sign
	value  int    // of a number; -1 when it is too long to be any part of a date
	spaced bool   // white space stands before it
}

type kind uint8

const (
	end    kind = iota // no token: what is read beyond the last one
	number             // a run of digits
	word               // a run of letters
	sign               // anything else, one character each
)

// maxDigits is the longest run of digits that has a value: 20240531150405. Longer ones have no meaning in a
// date but as the fraction of a second, which is read from its text.
const maxDigits = 14

// scan cuts s into tokens. Full-width and superscript characters become plain first, so that ２０２４ and 1º
// need no rules of their own.
func scan(s string) []token {
	if !isASCII(s) {
		s = norm.NFKC.String(s)
	}
	tokens := make([]token, 0, 16)
	spaced := false
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if unicode.IsSpace(r) {
			s, spaced = s[size:], true
			continue
		}
		var t token
		t, s = next(s, r, size)
		if n := len(tokens); n > 0 && tokens[n-1].kind == number && !spaced && t.kind == word {
			t, s = splitUnit(t, s)
		}
		t.spaced = spaced
		tokens, spaced = append(tokens, t), false
	}
	return tokens
}

// next takes the token that begins s, whose first character is r.
func next(s string, r rune, size int) (t token, rest string) {
	switch {
	case digit(r) >= 0:
		n := span(s, func(r rune) bool { return digit(r) >= 0 })
		text := asciiDigits(s[:n])
		return token{kind: number, text: text, value: atoi(text)}, s[n:]
	case isLetter(r):
		n := span(s, isLetter)
		return token{kind: word, text: strings.ToLower(s[:n])}, s[n:]
	}
	return token{kind: sign, text: plainSign(s[:size])}, s[size:]
}

// splitUnit cuts the unit from a word that follows its number, since East Asian dates go on without a
// space: in 5日午後3時 the word after 5 is 日, not 日午後. Whatever follows in the word goes back to the rest.
func splitUnit(t token, rest string) (token, string) {
	r, size := utf8.DecodeRuneInString(t.text)
	if size == len(t.text) || !strings.ContainsRune("年月日号號時时點点分秒년월일시분초", r) {
		return t, rest
	}
	// Lower case changes nothing in these scripts, so the lengths agree.
	return token{kind: word, text: t.text[:size]}, t.text[size:] + rest
}

// span is the length in bytes of the leading characters of s that satisfy is.
func span(s string, is func(rune) bool) int {
	n := strings.IndexFunc(s, func(r rune) bool { return !is(r) })
	if n < 0 {
		return len(s)
	}
	return n
}

// isLetter counts marks as letters, as some vowels of Arabic are.
func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// digit is the value of a digit of the Latin, Arabic or Persian set, or -1.
func digit(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case '٠' <= r && r <= '٩':
		return int(r - '٠')
	case '۰' <= r && r <= '۹':
		return int(r - '۰')
	}
	return -1
}

func asciiDigits(s string) string {
	if isASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune { return rune('0' + digit(r)) }, s)
}

func atoi(digits string) int {
	if len(digits) > maxDigits {
		return -1
	}
	n := 0
	for _, c := range []byte(digits) {
		n = n*10 + int(c-'0')
	}
	return n
}

// plainSign folds the signs that typography offers for the minus, the dash and the commas.
func plainSign(s string) string {
	switch s {
	case "−", "–", "—", "‐", "‑":
		return "-"
	case "、", "،":
		return ","
	case "。":
		return "."
	}
	return s
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
