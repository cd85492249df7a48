package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/lines"
)

// The line with which agencies sign a story: "(Reporting by Jane Doe in Beijing and John Roe; Editing by Ann Sample)". It
// stays in the text, as they ask.

// signRoles are the kinds of rule that name somebody in such a line. Of two that match at one place the first counts.
var signRoles = []struct {
	kind kind
	role source.Role
}{{contributor, source.Contributor}, {reporter, source.Author}, {editor, source.Editor}, {translator, source.Translator}}

// sign is a word for a role in such a line: where it begins, and where the names behind it do.
type sign struct {
	role        source.Role
	word, names int
}

// signoffOf gives the people whom a line that signs the story names. One that stands in no brackets has to name two roles.
func signoffOf(l string) (people []source.Person) {
	if len(l) > 600 || strings.Contains(l, "\n") {
		return nil
	}
	l = lines.Canonical(l)
	inner := lines.Unwrapped(l)
	signs := signsIn(inner)
	if len(signs) == 0 || signs[0].word > 0 || inner == l && len(signs) < 2 {
		return nil
	}
	for i, s := range signs {
		last := len(inner)
		if i+1 < len(signs) {
			last = signs[i+1].word
		}
		for _, name := range signedNames(inner[s.names:last]) {
			people = append(people, source.Person{Name: name, Role: s.role})
		}
	}
	return people
}

// signsIn finds the words for the roles, each at the beginning of a word.
func signsIn(l string) (signs []sign) {
	before := ' '
	for i, r := range l {
		if isWordStart(before, r) && (len(signs) == 0 && i == 0 || len(signs) > 0 && i >= signs[len(signs)-1].names) {
			if s, ok := signAt(l, i); ok {
				signs = append(signs, s)
			}
		}
		before = r
	}
	return signs
}

func isWordStart(before, r rune) bool {
	return unicode.IsLetter(r) && !unicode.IsLetter(before) && !unicode.IsDigit(before)
}

func signAt(l string, at int) (sign, bool) {
	for _, s := range signRoles {
		if names, ok := told(s.kind, l[at:], func(string) bool { return true }); ok {
			return sign{s.role, at, at + strings.Index(l[at:], names)}, true
		}
	}
	return sign{}, false
}

// signedNames cuts the names behind such a word apart. What is not plainly a name is left out.
func signedNames(s string) (names []string) {
	for _, and := range []string{" and ", " & ", " et ", " und ", " y ", " и ", " og ", "、", "،", ";", "；", " - ", " – "} {
		s = strings.ReplaceAll(s, and, ",")
	}
	if first, _ := utf8.DecodeRuneInString(strings.TrimSpace(s)); isIdeograph(first) {
		s = strings.ReplaceAll(s, " ", ",")
	}
	for _, name := range strings.Split(s, ",") {
		name = strings.Trim(strings.TrimSpace(name), ".:-–|")
		name = strings.TrimPrefix(name, "and ")
		for _, at := range []string{" in ", " from ", " à ", " en ", " desde ", " للنشرة"} {
			name, _, _ = strings.Cut(name, at)
		}
		if name = strings.TrimSpace(name); isNames(name, 1) && len(strings.Fields(name)) <= 5 && !isDesk(name) && agencyIn(name) == "" {
			names = append(names, name)
		}
	}
	return names
}

// people lists who made the story: whom the byline names, and who signs it. Where there is a byline, a reporter who is
// not in it is a contributor.
func (d *dump) people() (people []source.Person) {
	if d.byline.name != "" {
		people = append(people, source.Person{Name: d.byline.name, Role: source.Author})
	}
	named := strings.ToLower(d.byline.name)
	for _, p := range d.signed {
		if p.Role == source.Author && named != "" {
			p.Role = source.Contributor
		}
		if p.Role != source.Contributor || !strings.Contains(named, strings.ToLower(p.Name)) {
			people = append(people, p)
		}
	}
	if len(people) == 0 || !people[0].IsAuthor() {
		if d.credit.text != "" {
			people = append([]source.Person{{Name: d.credit.text, Role: source.Organisation}}, people...)
		}
	}
	return people
}
