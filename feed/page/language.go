package page

import (
	"slices"

	"golang.org/x/text/language"
)

// ownLanguage is the language of the words that are on every page.
const ownLanguage = "en"

// The directions that text runs in, as HTML names them.
const (
	leftToRight = "ltr"
	rightToLeft = "rtl"
)

// direction gives the direction of the script that a language is written in.
func direction(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return leftToRight
	}
	script, _ := parsed.Script()
	if slices.Contains([]string{"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"}, script.String()) {
		return rightToLeft
	}
	return leftToRight
}

// own gives the attributes of an element with words of the page's own, which stands among text of another language, so
// that they are read out as what they are. No language is that of the page, which then is its own.
func own(among string) string {
	if among == "" {
		return ""
	}
	if parsed, err := language.Parse(among); err == nil {
		if base, _ := parsed.Base(); base.String() == ownLanguage {
			return ""
		}
	}
	if direction(among) == rightToLeft {
		return ` lang="` + ownLanguage + `" dir="` + leftToRight + `"`
	}
	return ` lang="` + ownLanguage + `"`
}
