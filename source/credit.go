package source

import (
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/agency"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// CreditByline adds to the credit the agencies that the byline names, so that what holds for their stories holds for this one
// whoever signs it. nameOf gives the name of an agency by any of its signs, and nothing for anybody else. A credit that was
// stated stays. It may be called again.
func (a *Article) CreditByline(nameOf func(sign string) string) {
	if !a.People.Known() && !a.Byline.Known() && !a.signed.Known() {
		return
	}
	var has []string
	for _, sign := range signsIn(a.Credit.Value, nameOf) {
		has = append(has, nameOf(sign))
	}
	for _, line := range a.signedLines() {
		for _, sign := range signsIn(line.Value, nameOf) {
			sign = a.called(sign)
			if name := nameOf(sign); name != "" && !slices.Contains(has, name) {
				has = append(has, name)
				a.addCredit(sign, line.From)
			}
		}
	}
}

func (a *Article) addCredit(sign string, from Origin) {
	if !a.Credit.Known() {
		a.Credit.Set(sign, from)
		return
	}
	a.Credit.Value += ", " + sign
	if !strings.HasSuffix(a.Credit.From.Key, besideByline) {
		a.Credit.From.Key = strings.TrimSpace(a.Credit.From.Key + besideByline)
	}
}

// besideByline marks a credit that was stated, and that the byline adds an agency to.
const besideByline = " and the byline"

// signedLines are the words that may name an agency: the names of the byline, what was taken off them, and the line as it is
// written. A line by which defaults name somebody does not speak of an article that names others.
func (a *Article) signedLines() (lines []Field[string]) {
	names := a.People.From
	for _, p := range a.People.Value {
		if p.IsAuthor() {
			lines = append(lines, Field[string]{Value: p.Name, From: names})
		}
	}
	speaks := func(from Origin) bool {
		return !a.People.Known() || !ofDefaults(from) || from.Rule == names.Rule && from.File == names.File
	}
	if speaks(a.signed.From) {
		for _, sign := range a.signed.Value {
			lines = append(lines, Field[string]{Value: sign, From: a.signed.From})
		}
	}
	if speaks(a.Byline.From) && a.called(WithoutBy(a.Byline.Value)) == WithoutBy(a.Byline.Value) {
		lines = append(lines, a.Byline)
	}
	return lines
}

func ofDefaults(from Origin) bool {
	return from.Rule == "folder defaults" || from.Rule == "configured defaults"
}

// called gives the name that the lists of authors have for a sign, which may be somebody's key there: "ap" may be Anna Pohl.
func (a *Article) called(sign string) string {
	if a.file == nil {
		return sign
	}
	for _, key := range []string{sign, spoken + sign} {
		if p, ok := a.file.people.lookup(path.Dir(a.file.Path), key); ok && p.Name != "" {
			return p.Name
		}
	}
	return sign
}

// sign notes agencies that a reader took off a byline.
func (a *Article) sign(from Origin, signs []string) {
	if len(signs) == 0 {
		return
	}
	for _, s := range signs {
		if !slices.Contains(a.signed.Value, s) {
			a.signed.Value = append(slices.Clip(a.signed.Value), s) // which may be the defaults' of many articles
		}
	}
	if !a.signed.Known() {
		a.signed.From = from
	}
}

// The ways a line of names is divided, from the plainest on. What is an agency before it is divided is not: the Press Trust
// of India.
var (
	hardBreaks   = pattern.New(`\s*[,;/|()\[\]:·•，、；：（）【】—–©=]\s*|\s+-\s+`)
	softBreaks   = pattern.New(`(?i)(?:^|\s+)(?:with|and|mit|und|avec|et|con|y|e|och|og|en|&|\+)\s+`)
	workingFor   = pattern.New(`(?i)(?:^|\s+)(?:for|from|via|für|pour|para|per|voor|för)\s+`)
	workingOf    = pattern.New(`(?i)^(.+?)\s+(?:of|at)\s+(.+)$`)
	dottedLetter = pattern.New(`^(?:\p{L}\.){2,}$`)
)

// signsIn gives the agencies that a line names, as they are written there: "By AFP staff", "Jane Doe for AFP", "(AFP)".
func signsIn(line string, nameOf func(string) string) (signs []string) {
	line, _ = withoutAddresses(WithoutBy(line))
	if line == "" || utf8.RuneCountInString(line) > longestLine {
		return nil
	}
	add := func(sign string) bool {
		if sign == "" || nameOf(sign) == "" {
			return false
		}
		if !slices.Contains(signs, sign) {
			signs = append(signs, sign)
		}
		return true
	}
	if add(line) {
		return signs
	}
	if strings.Count(line, " ") < 2 && !strings.ContainsAny(line, ",;/|()[]:·•，、；：（）【】—–©=") { // as most lines are
		signOf(line, nameOf, add)
		return signs
	}
	before := ""
	for _, part := range hardBreaks.Split(line, -1) {
		if degree := strings.TrimSpace(part); isDegree(degree) && strings.Contains(line, before+", "+degree) && isPersonsName(before, before == strings.ToUpper(before)) {
			continue
		}
		before = strings.TrimSpace(part)
		if signOf(part, nameOf, add) {
			continue
		}
		for _, part := range softBreaks.Split(part, -1) {
			if signOf(part, nameOf, add) {
				continue
			}
			if m := workingOf.FindStringSubmatch(strings.TrimSpace(part)); m != nil && areNames([]string{m[1]}) {
				signOf(m[2], nameOf, add)
			}
			for _, part := range workingFor.Split(part, -1) {
				signOf(part, nameOf, add)
			}
		}
	}
	return signs
}

// longestLine is more characters than a byline has: longer ones are sentences.
const longestLine = 400

// signOf finds the agency that a few words name: by themselves, with where or as what somebody works for it, or behind a name.
func signOf(words string, nameOf func(string) string, add func(string) bool) bool {
	words = WithoutBy(strings.Trim(words, " .\"'“”‘’*_<>-"))
	if add(words) || strings.Contains(words, ".") && dottedLetter.MatchString(words+".") && add(strings.ReplaceAll(words, ".", "")) {
		return true
	}
	if joined := agency.Joined(words, nameOf); joined != nil { // NTB-AFP-DPA
		for _, sign := range joined {
			add(sign)
		}
		return true
	}
	for _, small := range []string{"the ", "of ", "at "} {
		if rest, ok := cutFold(words, small); ok && add(rest) {
			return true
		}
	}
	if m := placeBehind.FindStringSubmatch(words); m != nil {
		words = m[1]
		if add(words) {
			return true
		}
	}
	list := strings.Fields(words)
	if len(list) > mostWords {
		return false
	}
	staff := slices.IndexFunc(list, isStaff)
	for first := range list {
		for end := len(list); end > first; end-- {
			sign := strings.Join(list[first:end], " ")
			owns := strings.TrimSuffix(strings.TrimSuffix(sign, "'s"), "’s")
			switch {
			case first == 0 && owns != sign && add(owns): // AFP's Jane Doe
				return true
			case nameOf(sign) == "" || isEverydayWord(sign):
			case staff >= end && add(sign): // AP Sports Writer Jane Doe
				return true
			case first >= 2 && end == len(list) && isPlainSign(sign, words) && add(sign): // Jane Doe AFP
				return true
			}
		}
	}
	return false
}

// mostWords is more words than names of people and agencies have.
const mostWords = 12

func cutFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// isPlainSign reports that words behind a name are a sign, and no part of the name: several, or an abbreviation.
func isPlainSign(sign, line string) bool {
	if strings.Contains(sign, " ") {
		return true
	}
	const shortest, longestShouted = 3, 3 // letters
	letters := utf8.RuneCountInString(sign)
	return letters >= shortest && sign == strings.ToUpper(sign) && (letters <= longestShouted || line != strings.ToUpper(line))
}

// isEverydayWord knows the signs that stand for other things, too, where more than the sign is there: the MENA desk is that for
// the Middle East.
func isEverydayWord(sign string) bool {
	switch strings.ToUpper(sign) {
	case "PA", "CNA", "MENA", "APP", "SPA", "APA", "IPS", "ATS", "ANI", "AGI", "TT", "PAP", "SDA":
		return true
	}
	return false
}

// isStaff knows what agencies call those who write for them.
func isStaff(word string) bool {
	switch strings.ToLower(strings.Trim(word, ".,()")) {
	case "staff", "writer", "writers", "reporter", "reporters", "correspondent", "correspondents", "journalist", "journalists", "photographer",
		"photographers", "editor", "editors", "desk", "newsroom", "bureau", "team", "agency", "redaktion", "korrespondent", "rédaction", "redacción", "redazione":
		return true
	}
	return false
}
