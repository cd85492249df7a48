package text

import (
	"regexp"
	"slices"
	"testing"

	"github.com/masthead-feeds/masthead/source/lines"
)

// Each rule is written for a line that it names: one that does not match its own line is broken. It has to be found by the
// letter that the line begins with, too.
func TestEveryRuleMatchesItsLine(t *testing.T) {
	for _, language := range languages {
		if len(language.rules) == 0 {
			t.Errorf("no rules in %s", language.tag)
		}
		for _, r := range language.rules {
			t.Run(language.tag+"/"+r.line, func(t *testing.T) { tryRule(t, r) })
		}
	}
}

func tryRule(t *testing.T, r rule) {
	match := regexp.MustCompile(`(?i)^(?:` + r.pattern + `)$`)
	line, key := lines.Canonical(r.line), r.kind
	if r.kind == credit {
		line = lines.Unwrapped(line)
	}
	if r.kind < byline {
		key = lineKind
	}
	if !match.MatchString(line) {
		t.Errorf("%q does not match its line %q", r.pattern, r.line)
	}
	found := slices.ContainsFunc(candidates(key, line), func(c lines.Rule[tagged]) bool { return c.Says.rule == r && c.Matches(lines.Of(line)) })
	if !found {
		t.Errorf("%q is not tried on its line %q", r.pattern, r.line)
	}
	if r.kind >= byline && r.kind != desk && r.kind < note && match.NumSubexp() == 0 {
		t.Errorf("%q has no group for what the line tells", r.pattern)
	}
	if !says(r.kind, r.line) {
		t.Errorf("%q is not taken for what it is", r.line)
	}
}

// says reports whether the reader takes a line for what a rule of this kind says it is.
func says(k kind, l string) bool {
	switch k {
	case byline, author:
		return bylineOf(l).found()
	case published, updated:
		return dateIn(l).found()
	case credit:
		return creditOf(l) != ""
	case dateline:
		return datelineAgency(l) != ""
	case note:
		return isForDesk(l)
	case press:
		return isPress(lines.Canonical(l))
	case ends:
		return isClosing(l)
	case reporter, contributor, editor, translator:
		return len(signoffOf("("+l+")")) > 0
	case desk:
		return isDesk(l)
	case aside:
		return kindOf(l) == weak
	case appeal:
		return kindOf(l) == furniture
	}
	return kindOf(l) != plain
}

// What is taken for a byline names people; what only begins like one stays in the text.
func TestBylines(t *testing.T) {
	for line, want := range map[string]byLine{
		"By Jane Doe":     {name: "Jane Doe", written: "Jane Doe"},
		"BY JANE DOE":     {name: "JANE DOE", written: "JANE DOE"},
		"By: J. K. Doe":   {name: "J. K. Doe", written: "J. K. Doe"},
		"By Dr. Jane Doe": {name: "Dr. Jane Doe", written: "Dr. Jane Doe"},
		"By Maria de la Cruz and Jan van den Roe": {name: "Maria de la Cruz and Jan van den Roe", written: "Maria de la Cruz and Jan van den Roe"},
		"Par Camille Aubert":                      {name: "Camille Aubert", written: "Camille Aubert"},
		"By AFP":                                  {written: "AFP", agency: "Agence France-Presse"},
		"By AFP - Agence France Presse":           {written: "AFP - Agence France Presse", agency: "Agence France-Presse"},
		"By The Associated Press":                 {written: "The Associated Press", agency: "The Associated Press"},
		"By Jane Doe, Associated Press":           {name: "Jane Doe", written: "Jane Doe, Associated Press", agency: "The Associated Press"},
		"By JANE DOE Associated Press":            {name: "JANE DOE", written: "JANE DOE Associated Press", agency: "The Associated Press"},
		"By Jane Doe with AFP":                    {name: "Jane Doe", written: "Jane Doe with AFP", agency: "Agence France-Presse"},
		"By Our Correspondent":                    {written: "Our Correspondent"},
		"By admin":                                {written: "admin"},
		"by Jane Doe | Jun 18, 2023 | World":      {name: "Jane Doe", written: "Jane Doe", date: "Jun 18, 2023"},
		"By Jane Doe June 18, 2023":               {name: "Jane Doe", written: "Jane Doe", date: "June 18, 2023"},
		"By Friday Everything Was Different":      {},
		"By The Numbers":                          {},
		"By Popular Demand":                       {},
		"By Babel's streams we sat and wept":      {},
		"By then it was too late.":                {},
		"Von Berlin nach Paris":                   {},
		"Von Storch kritisiert Merz":              {},
		"Par Avion":                               {},
		"Por Favor":                               {},
		"Bystanders Saw It All":                   {},
	} {
		if got := bylineOf(line); got != want {
			t.Errorf("%q: got %+v, want %+v", line, got, want)
		}
	}
}

func TestDateLines(t *testing.T) {
	for line, want := range map[string]dateLine{
		"18 June 2023":                                               {published: "18 June 2023"},
		"Published on June 18, 2023":                                 {published: "June 18, 2023"},
		"PUBLISHED: 18 June 2023, 10:15":                             {published: "18 June 2023, 10:15"},
		"Updated: June 18, 2023 10:15 IST":                           {updated: "June 18, 2023 10:15"},
		"Published: 17 June 2023 | Updated: 18 June 2023":            {published: "17 June 2023", updated: "18 June 2023"},
		"Issued on: 18/06/2023 - 10:15 Modified: 18/06/2023 - 10:13": {published: "18/06/2023", updated: "18/06/2023"},
		"Publié le 18 juin 2023":                                     {published: "18 juin 2023"},
		"Veröffentlicht am 18. Juni 2023":                            {published: "18. Juni 2023"},
		"Stand: 18.06.2023 10:15 Uhr":                                {updated: "18.06.2023 10:15 Uhr"},
		"06/07/2023":                                                 {published: "06/07/2023"},
		"In June 2023 the wall was measured again":                   {},
		"42":   {},
		"2023": {},
	} {
		got := dateIn(line)
		if got != want {
			t.Errorf("%q: got %+v, want %+v", line, got, want)
		}
	}
}
