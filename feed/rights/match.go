package rights

import (
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/agency"
)

// Match is what a rule asks of an article: every list that is not empty has to hold one of the article's own words. They
// are compared in any case, and may be globs: "Agence*". An empty Match holds for every article.
type Match struct {
	Credit   []string // the agency, by any of its names, or the whole credit
	Source   []string // the folder of the articles, as the configuration writes it, or where the story was first published
	Section  []string
	Tag      []string
	Author   []string
	Language []string // en also matches en-GB
	Path     []string // globs of the article's path below its folder; ** crosses folders
	License  []string // an address, or a name such as CC-BY-4.0
	Media    []string // types of what belongs to the article, such as video/*
	Since    time.Time
	Until    time.Time // published before
}

// asksForOrigin reports that a rule speaks of stories from somewhere.
func (m *Match) asksForOrigin() bool {
	return len(m.Credit)+len(m.Source)+len(m.Path)+len(m.License) > 0
}

// matches holds the article against the match; credits is what its credit may be called.
func (m *Match) matches(a *source.Article, credits []string) bool {
	published := a.Published.Value
	switch {
	case !m.Since.IsZero() && published.Before(m.Since), !m.Until.IsZero() && !published.Before(m.Until):
		return false
	case len(m.Path) > 0 && !source.MatchesAny(m.Path, a.File()):
		return false
	}
	for _, asked := range []struct {
		wanted []string
		words  func(*source.Article) []string // gathered only where they are asked for
	}{
		{m.Credit, func(*source.Article) []string { return credits }}, {m.Source, sourcesOf}, {m.Section, sectionOf}, {m.Tag, tagsOf},
		{m.Author, namesOf}, {m.Language, languagesOf}, {m.License, licensesOf}, {m.Media, mediaOf},
	} {
		if len(asked.wanted) > 0 && !anyOf(asked.wanted, asked.words(a)) {
			return false
		}
	}
	return true
}

// IsOneOf reports that a word is among those that are wanted, in any case; these may be globs.
func IsOneOf(wanted []string, word string) bool { return anyOf(wanted, []string{word}) }

// anyOf reports that one of the words is among those that are wanted.
func anyOf(wanted, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool {
		return word != "" && slices.ContainsFunc(wanted, func(w string) bool { return isLike(w, word) })
	})
}

// isLike compares a word with one that may be a glob, in any case. A star stands for anything, slashes too.
func isLike(wanted, word string) bool {
	wanted, word = fold(wanted), fold(word)
	if wanted == word {
		return true
	}
	parts := strings.Split(wanted, "*")
	if len(parts) == 1 || !strings.HasPrefix(word, parts[0]) {
		return false
	}
	word = word[len(parts[0]):]
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(word, part)
		if at < 0 {
			return false
		}
		word = word[at+len(part):]
	}
	return strings.HasSuffix(word, parts[len(parts)-1])
}

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func sourcesOf(a *source.Article) []string {
	return []string{a.Source(), a.SourceTitle.Value, a.SourceURL.Value}
}

func sectionOf(a *source.Article) []string { return []string{a.Section.Value} }

func tagsOf(a *source.Article) []string { return a.Tags.Value }

func namesOf(a *source.Article) (names []string) {
	for _, p := range a.People.Value {
		names = append(names, p.Name)
	}
	return append(names, a.Byline.Value)
}

// languagesOf gives an article's language with those that it is one of: en-GB is en.
func languagesOf(a *source.Article) []string {
	tag := a.Language.Value
	main, _, _ := strings.Cut(tag, "-")
	return []string{tag, main}
}

func licensesOf(a *source.Article) (names []string) {
	for _, l := range a.Rights.Licenses.Value {
		names = append(names, l.URL, l.SPDX, l.Title)
	}
	return names
}

func mediaOf(a *source.Article) (types []string) {
	for _, m := range append([]source.Media{a.Image.Value}, a.Media.Value...) {
		types = append(types, m.TypeOrEnding())
	}
	return types
}

// creditsOf gives what may be said to match a credit: its words, and the names of the agencies that it names.
func creditsOf(credit string, named []*Agency) []string {
	words := signsOf(credit)
	for _, other := range named {
		words = append(append(words, other.Name), other.Aliases...)
	}
	return words
}

// agenciesOf gives the agencies that a credit names, by any of their names.
func (p *Policy) agenciesOf(credit string) (named []*Agency) {
	if credit == "" || p == nil || len(p.Agencies) == 0 {
		return nil
	}
	words := signsOf(credit)
	for i := range p.Agencies {
		agency := &p.Agencies[i]
		if anyOf(append([]string{agency.Name}, agency.Aliases...), words) {
			named = append(named, agency)
		}
	}
	return named
}

// nameOf gives the name of an agency by one way it signs: of one that the policy speaks of, or that everybody knows.
func (p *Policy) nameOf(sign string) string {
	known := agency.Name(sign)
	for i := range p.Agencies {
		other := &p.Agencies[i]
		if slices.ContainsFunc(append([]string{other.Name}, other.Aliases...), func(name string) bool {
			return strings.Trim(name, "* ") != "" && (isLike(name, sign) || known != "" && isLike(name, known))
		}) {
			return other.Name
		}
	}
	return known
}

// signsOf gives what a credit names, as it stands there and by the full names of the agencies that are known.
func signsOf(credit string) []string {
	words := append([]string{credit}, partsOf(credit)...)
	for _, word := range words {
		if name := agency.Name(word); name != "" {
			words = append(words, name)
		}
	}
	return words
}

// partsOf takes a credit apart that names several agencies: "AFP/Reuters", "dpa, AFP and AP", "Jane Doe, with AFP", and the
// "STT–AFP" and "STT–" of Finland. A hyphen parts only what are agencies on both sides, as in "NTB-AFP": it stands in names, too.
func partsOf(credit string) (parts []string) {
	replaced := credit
	for _, word := range []string{" and ", " und ", " et ", " y ", " e ", " en ", " with ", " mit ", " avec ", " con ", " via ", " & ", " - "} {
		replaced = replaceFold(replaced, word)
	}
	for part := range strings.FieldsFuncSeq(replaced, func(r rune) bool { return strings.ContainsRune("/,;+|·()、，–—", r) }) {
		part = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(part), "©- "))
		if signs := agency.Joined(part, agency.Name); signs != nil {
			parts = append(parts, signs...)
		} else if part != "" && part != credit {
			parts = append(parts, part)
		}
	}
	return parts
}

// replaceFold writes a comma for a word in any case.
func replaceFold(s, word string) string {
	lower := strings.ToLower(s)
	if len(lower) != len(s) {
		return s // letters that are longer in the other case
	}
	for at := strings.Index(lower, word); at >= 0; at = strings.Index(lower, word) {
		s, lower = s[:at]+", "+s[at+len(word):], lower[:at]+", "+lower[at+len(word):]
	}
	return s
}
