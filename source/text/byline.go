package text

import (
	"strings"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/agency"
	"github.com/masthead-feeds/masthead/source/lines"
)

// byLine is what a line such as "By Jane Doe, Associated Press | 18 June 2023" says.
type byLine struct {
	name    string // of a person; empty for a desk or an agency
	written string // as it stands, behind the word
	agency  string
	date    string
}

func (b byLine) found() bool { return b.written != "" }

// bylineOf reads a line that names who wrote the story, and no other. After the short words that begin many sentences,
// more than one name must follow.
func bylineOf(l string) (b byLine) {
	if utf8.RuneCountInString(l) > 100 || strings.Contains(l, "\n") {
		return byLine{}
	}
	l = lines.Unwrapped(lines.Canonical(l))
	behind := func(k kind, least int) bool {
		told(k, l, func(names string) bool {
			b = namesBehind(names, least)
			return b.found()
		})
		return b.found()
	}
	if !behind(author, 1) {
		behind(byline, 2)
	}
	return b
}

// namesBehind reads what follows the word.
func namesBehind(s string, least int) (b byLine) {
	s, b.date = cutDate(strings.TrimSpace(s))
	s = strings.TrimRight(strings.TrimSpace(s), ",;-–—")
	s = source.WithoutAddresses(s)
	if agency := agencyIn(strings.TrimSuffix(s, " Staff")); agency != "" {
		return byLine{written: s, agency: agency, date: b.date}
	}
	name, agency := cutAgency(s)
	switch {
	case agencyIn(name) != "":
		return byLine{written: s, agency: agencyIn(name), date: b.date}
	case isDesk(name):
		return byLine{written: s, agency: agency, date: b.date}
	case isNames(name, least):
		return byLine{name: name, written: s, agency: agency, date: b.date}
	}
	return byLine{}
}

// cutDate takes off a byline what pages put behind it: a date, a section, a count of comments.
func cutDate(s string) (rest, date string) {
	for _, bar := range []string{" | ", " • ", " · ", " / ", " - ", " — ", " – "} {
		if before, after, found := strings.Cut(s, bar); found && agencyIn(after) == "" {
			for _, part := range strings.Split(after, strings.TrimSpace(bar)) {
				if d := dateIn(part); d.published != "" {
					date = d.published
				}
			}
			return before, date
		}
	}
	words := strings.Fields(s)
	for i := 1; i < len(words); i++ {
		if d := dateIn(strings.Join(words[i:], " ")); d.published != "" {
			return strings.Join(words[:i], " "), d.published
		}
	}
	return s, ""
}

// cutAgency takes the agency off a name: "Jane Doe, Associated Press", "JANE DOE | AP", "Jane Doe Associated Press".
func cutAgency(s string) (name, wire string) {
	for _, bar := range []string{
		", ", " | ", " / ", "/", " - ", " – ", " — ", " (", " of ", " with ", " avec ", " mit ", " con ", " and ", " und ", " et ", " y ", " e ", " com ", " met ",
	} {
		if before, after, found := strings.Cut(s, bar); found {
			if bar == ", " && isDesk(after) {
				return strings.TrimSpace(before), "" // a post, not an agency
			}
			if a := agencyIn(strings.TrimSuffix(after, ")")); a != "" {
				return strings.TrimSpace(before), a
			}
		}
	}
	words := strings.Fields(s)
	for i := len(words) - 1; i >= 2; i-- {
		if a := agency.Name(strings.Join(words[i:], " ")); a != "" {
			return strings.Join(words[:i], " "), a
		}
	}
	return s, ""
}

func isDesk(name string) bool { return is(desk, lines.Canonical(name)) }
