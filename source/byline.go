package source

import (
	"slices"
	"strings"
	"unicode"

	"github.com/masthead-feeds/masthead/source/agency"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// SplitNames gives the people that a line names: "Jane Doe, John Roe and Max Moe" are three. It is cut only where every
// part is plainly a person's name; else the whole line is one author's name, for nobody is to be invented by cutting it:
// "Aaron Staples, Michigan State University" and "Marks and Spencer" stay whole.
func SplitNames(line string) []string {
	parts := nameBreak.Split(line, -1)
	if len(parts) < 2 {
		return []string{line}
	}
	var names, bare []string
	for _, part := range parts {
		part = withoutHandle(strings.TrimSpace(part))
		switch {
		case part == "":
		case isSuffix(part) && len(names) > 0: // Martin Luther King, Jr.
			names[len(names)-1] += ", " + part
		default:
			names, bare = append(names, part), append(bare, part)
		}
	}
	shouted := strings.ToUpper(strings.Join(bare, "")) == strings.Join(bare, "")
	for _, name := range bare {
		if !isPersonsName(name, shouted) {
			return []string{line}
		}
	}
	return names
}

// byline is a line of names taken apart.
type byline struct {
	names    []string
	place    string   // where they wrote it
	agencies []string // that they wrote it with
}

// readByline takes a byline apart: "By Jane Doe and John Roe in Paris, with AFP" names two people, a place and an agency. The
// place and the agency are taken off only where plain names are left; else the line stays as SplitNames has it.
func readByline(line string) byline {
	if m := datelineAlone.FindStringSubmatch(line); m != nil && agency.Name(m[2]) != "" && (m[3]+m[4] != "" || !strings.Contains(m[1], " ")) {
		return byline{place: m[1], agencies: []string{m[2]}}
	}
	line = WithoutBy(line)
	if strings.Count(line, " ") < 3 && !strings.ContainsAny(line, ",;/|(–—、") { // two names at most, as most lines are
		return byline{names: SplitNames(line)}
	}
	rest, agencies := withoutAgencies(line)
	place := ""
	if m := placeBehind.FindStringSubmatch(rest); m != nil && !isInstitution(strings.Fields(m[2])[0]) {
		rest, place = m[1], m[2]
	}
	if names := SplitNames(rest); rest != line && areNames(names) {
		return byline{names, place, agencies}
	}
	if names := eachInPlace(rest); names != nil {
		return byline{names: names, agencies: agencies}
	}
	return byline{names: SplitNames(line)}
}

// datelineAlone matches the dateline that some wires have where a byline is: "Köln (dpa)". Of several words it may be a name and the
// agency behind it, unless what shows a dateline stands behind that: a dash, or the service of a region, "(dpa/lnw)".
var datelineAlone = pattern.New(`^(\p{Lu}[\p{L}.'’/-]*(?: [\p{L}.'’/-]+){0,3}) ?\((\p{L}[\p{L}.-]*)(/\p{Ll}{2,4})?\)\s*([–—-]?)$`)

// eachInPlace gives the people of a line that says of each where they are, or of some: "Jane Doe in Paris and John Roe in London".
// It is nil where not every part is plainly a person.
func eachInPlace(line string) (names []string) {
	for _, part := range nameBreak.Split(line, -1) {
		if m := placeBehind.FindStringSubmatch(part); m != nil && !isInstitution(strings.Fields(m[2])[0]) {
			part = m[1]
		}
		names = append(names, strings.TrimSpace(part))
	}
	if len(names) < 2 || !areNames(names) {
		return nil
	}
	return names
}

// withoutAgencies takes the agencies off a line that names people before or behind them.
func withoutAgencies(line string) (rest string, agencies []string) {
	for rest = line; ; {
		m := agencyBehind.FindStringSubmatch(rest)
		if m == nil || agency.Name(strings.TrimSpace(m[2])) == "" || isDegree(m[2]) && strings.HasPrefix(rest[len(m[1]):], ", "+m[2]) {
			break
		}
		rest, agencies = strings.TrimRight(m[1], ",;/ "), append(agencies, strings.TrimSpace(m[2]))
	}
	slices.Reverse(agencies)
	if m := agencyBefore.FindStringSubmatch(rest); m != nil && agency.Name(m[1]) != "" {
		rest, agencies = m[2], append([]string{m[1]}, agencies...)
	}
	return rest, agencies
}

// isDegree tells the signs of agencies that are letters behind a name, too.
func isDegree(sign string) bool { return sign == "PA" || sign == "CNA" }

func areNames(names []string) bool {
	for _, name := range names {
		if !isPersonsName(name, name == strings.ToUpper(name)) {
			return false
		}
	}
	return true
}

// placeBehind matches the place that a byline ends with, agencyBehind the last word of one that may name an agency, agencyBefore
// the first.
var (
	placeBehind  = pattern.New(`^(.*\S)\s+(?:in|à|en|aus|IN)\s+(\p{Lu}[\p{L}.'’-]*(?:[ ,]+\p{Lu}[\p{L}.'’-]*){0,3})$`)
	agencyBehind = pattern.New(`(?i)^(.*\S?)(?:\s*[,;/|–—]\s*(?:(?:with|and|mit|und|avec|et|con|y)\s+)?|\s+(?:with|and|mit|und|avec|et|con|y|for|für|pour|&|-)\s+|\s+\()([\p{L}][\p{L} .-]{1,40}?)\)?$`)
	agencyBefore = pattern.New(`(?i)^([\p{L}][\p{L} .-]{1,40}?)(?:\s*[,;/|–—:]\s*|\s+(?:with|and|mit|und|avec|et|con|y|&|-)\s+)(\S.*)$`)
)

// nameBreak is what stands between the names of a line: a comma, a semicolon, a bar, or the word for "and" in the languages of
// the Latin script.
var nameBreak = pattern.New(`(?i)\s*[,;，、；|]\s*(?:(?:and|und|et|y|och|og|en|e)\s+)?|\s+(?:and|und|et|y|och|og|en|e|&|\+|with)\s+`)

func isSuffix(part string) bool {
	switch strings.ToLower(strings.TrimRight(part, ".")) {
	case "jr", "sr", "ii", "iii", "iv", "phd", "ph.d", "md", "m.d", "esq", "mp", "cfa":
		return true
	}
	return false
}

// isPersonsName reports whether words are plainly the name of one person: two to five of them that begin with a capital,
// particles aside, none of which is that of an organisation. shouted says that the whole line is in capitals.
func isPersonsName(name string, shouted bool) bool {
	if isEastAsianName(name) {
		return true
	}
	words := strings.Fields(strings.TrimRight(name, "."))
	if len(words) < 2 || len(words) > 5 {
		return false
	}
	capitals := 0
	for i, word := range words {
		switch {
		case isParticle(word) && i < len(words)-1:
		case !isNameWord(word, shouted) || isInstitution(word):
			return false
		default:
			capitals++
		}
	}
	return capitals >= 2
}

// isNameWord reports whether a word can be part of a name: letters with a capital first, and what stands within names. A
// word of two capitals or more among others is an abbreviation, unless it is initials.
func isNameWord(word string, shouted bool) bool {
	letters := []rune(strings.Trim(elided.ReplaceAllString(word, ""), ".'’\"“”()"))
	if len(letters) == 0 || !unicode.IsUpper(letters[0]) && !unicode.Is(unicode.Lo, letters[0]) {
		return false
	}
	for _, c := range letters {
		if !unicode.IsLetter(c) && !unicode.IsMark(c) && !strings.ContainsRune("-'’.·", c) {
			return false
		}
	}
	abbreviation := len(letters) > 1 && strings.ToUpper(string(letters)) == string(letters) && !slices.Contains(letters, '.') &&
		unicode.IsUpper(letters[1])
	return shouted || !abbreviation
}

// elided matches the particle that some names have run into them: d'Emilio, O'Neill.
var elided = pattern.New(`^(?:[dDlL]|dell|Dell)['’]`)

// isEastAsianName reports two to five characters of Chinese, Japanese or Korean, which is how names are written there.
func isEastAsianName(name string) bool {
	letters := []rune(strings.ReplaceAll(name, " ", ""))
	if len(letters) < 2 || len(letters) > 5 {
		return false
	}
	return !slices.ContainsFunc(letters, func(c rune) bool {
		return !unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) && c != 'ー'
	})
}

func isParticle(word string) bool {
	switch strings.ToLower(word) {
	case "van", "von", "der", "den", "de", "la", "le", "du", "da", "das", "di", "del", "della", "dos", "do", "des", "el", "al",
		"bin", "ibn", "ben", "bint", "abu", "ter", "ten", "te", "zu", "zur", "af", "av", "st", "st.", "mac", "ó", "y", "'t", "dal", "lo":
		return true
	}
	return false
}

// isInstitution knows the words by which a group of people calls itself.
func isInstitution(word string) bool {
	switch strings.ToLower(strings.Trim(word, ".,()")) {
	case "the", "of", "for", "university", "college", "school", "institute", "academy", "department", "ministry", "office",
		"council", "committee", "commission", "center", "centre", "foundation", "association", "society", "union", "federation",
		"organisation", "organization", "agency", "press", "news", "newsroom", "times", "post", "journal", "magazine", "media",
		"radio", "television", "network", "desk", "staff", "team", "teams", "group", "board", "bureau", "editors", "editorial",
		"reporters", "reporter", "correspondent", "correspondents", "writer", "writers", "authors", "contributors", "community",
		"developers", "maintainers", "members", "company", "inc", "ltd", "llc", "corp", "corporation", "gmbh", "ag", "bank",
		"project", "services", "service", "photos", "photo", "pictures", "images", "redaktion", "rédaction", "redacción",
		"redazione", "daily", "weekly", "herald", "tribune", "gazette", "chronicle", "ledger", "telegraph", "newspaper", "online", "agence", "agencia", "agentur", "editor", "producer", "analyst", "professor", "director", "president",
		"minister", "others", "friends", "web", "systems", "software", "technologies", "labs", "research",
		"engineer", "engineering", "developer", "manager", "chief", "lead", "officer", "architect", "scientist", "mechanic", "head",
		"founder", "co-founder", "ceo", "cto", "intern", "designer", "consultant", "advocate", "fellow", "student", "researcher":
		return true
	}
	return false
}

// byWords stand before the name in a byline.
var byWords = pattern.New(`^(?:(?i:by)|Von|VON|Par|PAR|Por|POR)[:\s]\s*`)

// WithoutBy takes the word before a name off it. Von begins names, too, such as that of Von der Leyen: there a small letter
// follows.
func WithoutBy(line string) string {
	line = strings.TrimSpace(line)
	at := byWords.FindStringIndex(line)
	if at == nil || at[1] == len(line) {
		return line
	}
	rest := line[at[1]:]
	if !strings.EqualFold(line[:2], "by") && !unicode.IsUpper([]rune(rest)[0]) && agency.Name(rest) == "" { // "Von dpa" is no Herr von Dpa
		return line
	}
	return rest
}
