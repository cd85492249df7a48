package rights_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/markdown"
)

// decided gives an article of which a policy has decided.
func decided(t *testing.T, p *rights.Policy, name, front string) *source.Article {
	t.Helper()
	folder := &source.Folder{FS: fstest.MapFS{name: {Data: []byte("---\n" + front + "\n---\nText.\n")}}, Name: "content", Dir: "content", Zone: time.UTC,
		Readers: []source.Reader{markdown.New()}, Decide: p.Apply}
	scan, err := folder.Scan(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	return scan.Articles[0]
}

const day = 24 * time.Hour

var at = source.Origin{File: "masthead.yaml", Line: 1, Rule: "policy[0]"}

func TestWhatARuleIsFor(t *testing.T) {
	const front = "title: A\ndate: 2026-03-12\ncredit: AFP / Reuters\nsection: World\ntags: [sea, harbour]\nauthor: Jane Doe\nlanguage: en-GB\n" +
		"rights: {license: CC-BY-4.0}\nimage: a.jpg\nsource: {title: The Ledger}"
	agencies := []rights.Agency{{Name: "Agence France-Presse", Aliases: []string{"AFP"}}}
	for _, c := range []struct {
		match rights.Match
		want  bool
	}{
		{rights.Match{}, true},
		{rights.Match{Credit: []string{"afp"}}, true},
		{rights.Match{Credit: []string{"Agence*"}}, true}, // by its other name
		{rights.Match{Credit: []string{"Reuters"}}, true},
		{rights.Match{Credit: []string{"AFP / Reuters"}}, true},
		{rights.Match{Credit: []string{"AF"}}, false},
		{rights.Match{Credit: []string{"dpa", "AFP"}}, true},
		{rights.Match{Source: []string{"content"}}, true},
		{rights.Match{Source: []string{"the ledger"}}, true},
		{rights.Match{Source: []string{"wire"}}, false},
		{rights.Match{Section: []string{"world"}}, true},
		{rights.Match{Tag: []string{"harb*"}}, true},
		{rights.Match{Tag: []string{"harb"}}, false},
		{rights.Match{Author: []string{"jane doe"}}, true},
		{rights.Match{Language: []string{"en"}}, true},
		{rights.Match{Language: []string{"de"}}, false},
		{rights.Match{Path: []string{"wire/**"}}, true},
		{rights.Match{Path: []string{"*.md"}}, false},
		{rights.Match{License: []string{"https://creativecommons.org/licenses/by/4.0/"}}, true},
		{rights.Match{Media: []string{"image/*"}}, true},
		{rights.Match{Media: []string{"video/*"}}, false},
		{rights.Match{Since: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)}, true},
		{rights.Match{Until: time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)}, false},
		{rights.Match{Section: []string{"world"}, Tag: []string{"war"}}, false}, // all that is asked has to hold
	} {
		p := &rights.Policy{Agencies: agencies, Rules: []rights.Rule{{Match: c.match, Terms: rights.Terms{Text: source.Summary}, From: at}}}
		if got := decided(t, p, "wire/2026/a.md", front).Carried.Known(); got != c.want {
			t.Errorf("%+v: %v", c.match, got)
		}
	}
}

// Of statements the article's own holds, else the first rule's; of restrictions the strictest.
func TestWhatHolds(t *testing.T) {
	cc, _ := source.ParseLicense("CC-BY-4.0")
	p := &rights.Policy{Rules: []rights.Rule{
		{Terms: rights.Terms{Notice: "© {year} {holder}", Holder: "Example Press", Text: source.Summary, Images: source.OwnImages, Expires: rights.Expiry{After: 60 * day}}, From: at},
		{Terms: rights.Terms{Notice: "© Somebody else", Holder: "Somebody else", Licenses: []source.License{cc}, Text: source.Full, Images: source.NoImages,
			Expires: rights.Expiry{After: 30 * day}, Embargo: time.Date(2026, 3, 20, 0, 0, 0, 0, time.UTC)}, From: at},
	}}
	a := decided(t, p, "a.md", "date: 2026-03-12")
	if a.Rights.Notice.Value != "© 2026 Example Press" || a.Rights.Licenses.Value[0] != cc || a.Carried.Value != source.Summary || a.Pictures.Value != source.NoImages ||
		a.Expires.Value.Format(time.DateOnly) != "2026-04-11" || a.Embargo.Value.Day() != 20 || a.Rights.Notice.From != at {
		t.Errorf("%v %v %v %v %v %v", a.Rights.Notice, a.Rights.Licenses, a.Carried, a.Pictures, a.Expires, a.Embargo)
	}
	a = decided(t, p, "a.md", "date: 2026-03-12\nrights: {notice: © 2025 Jane Doe}\nexpires: 2026-03-13\nembargo: 2026-04-01")
	if a.Rights.Notice.Value != "© 2025 Jane Doe" || a.Expires.Value.Day() != 13 || a.Embargo.Value.Month() != time.April {
		t.Errorf("the article's own: %v, %v, %v", a.Rights.Notice, a.Expires, a.Embargo)
	}
	p.Rules[0].Override, p.Rules[1].Override = true, true // of two of them the first
	if a = decided(t, p, "a.md", "date: 2026-03-12\nrights: {notice: © 2025 Jane Doe}"); a.Rights.Notice.Value != "© 2026 Example Press" || len(a.Rights.Notice.Lost()) == 0 {
		t.Errorf("overridden: %v, lost %v", a.Rights.Notice, a.Rights.Notice.Lost())
	}
}

func TestAgencies(t *testing.T) {
	p := &rights.Policy{HoldUnmatched: true, Own: rights.Publication{Title: "Example", Host: "example.org"}, Agencies: []rights.Agency{
		{Name: "Agence France-Presse", Aliases: []string{"AFP"}, Terms: rights.Terms{Notice: "© {year} {credit}", Text: source.Summary}, From: at},
		{Name: "dpa", Terms: rights.Terms{Text: source.Title}, Until: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), From: at},
	}}
	for credit, want := range map[string]source.Level{
		"AFP": source.Summary, "agence france-presse": source.Summary, "© AFP": source.Summary, "AFP/dpa": source.Title, "dpa, AFP": source.Title, "AFP and Reuters": source.Summary,
		"dpa": source.Title,
		// STT of Finland joins the agencies by a dash, and ends a credit to itself alone with one; NTB of Norway has hyphens.
		"STT–AFP": source.Summary, "AFP–": source.Summary, "STT—dpa": source.Title, "NTB-AFP-dpa": source.Title, "Reuters - AFP": source.Summary,
	} {
		a := decided(t, p, "a.md", "date: 2026-03-12\ncredit: "+credit)
		if a.Carried.Value != want || a.Embargo.Known() {
			t.Errorf("%s: %v, embargo %v", credit, a.Carried.Value, a.Embargo.Value)
		}
	}
	if a := decided(t, p, "a.md", "date: 2026-03-12\ncredit: dpa"); a.Expires.Value.Month() != time.June {
		t.Errorf("out until %v, when the contract ends", a.Expires.Value)
	}
	// A story of others that nobody has said anything of stays inside, an embargo that is past or not.
	for front, held := range map[string]bool{"credit: Reuters": true, "credit: Reuters\nembargo: 2020-01-01": true, "source: {title: The Ledger}": true, "title: Our own": false, "source: {title: Example}": false} {
		if a := decided(t, p, "a.md", "date: 2026-03-12\n"+front); (a.Embargo.Value.Year() == 9999) != held {
			t.Errorf("%s: embargo %v", front, a.Embargo.Value)
		}
	}
}

func TestAudit(t *testing.T) {
	now := time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)
	for front, want := range map[string]string{
		"title: Ours":                                                         "",
		"credit: AFP":                                                         "nothing says whose they are",
		"credit: AFP\nrights: © 2026 AFP":                                     "",
		"source: {title: example}":                                            "",
		"source: {url: 'https://example.org/a'}":                              "",
		"rights: {license: CC BY}":                                            "no licence is known",
		"expires: 2026-03-01":                                                 "ended 2026-03-01",
		"image: a.jpg":                                                        "a.jpg is credited to nobody",
		"image: {url: a.jpg, credit: Jane Doe}":                               "",
		"media: [{url: a.mp3}]":                                               "",
		"media: [{url: a.png}]":                                               "line 3: media: a.png is credited to nobody; write media:",
		"media: [{url: a.png, credit: Jane Doe}]":                             "",
		"rights: © 2026 AFP\ncopyright: © 2025 Reuters":                       "is not the notice that it carries",
		"rights: {notice: © 2020 A, year: 2021}":                              "2021 (front matter year, a.md:3:34) is not the year of the notice, 2020 (front matter notice, a.md:3:18)",
		"rights: {notice: © 2020 A, holder: B}":                               `"B" (front matter holder, a.md:3:36) is not whom the notice names, "A"`,
		"rights: {notice: © AFP, holder: Agence France-Presse}":               "",
		"rights: {notice: © 2026 dpa, holder: dpa Picture-Alliance}":          "",
		"rights: {license: CC-BY-4.0, notice: © 2026 A}":                      "",
		"rights: {license: CC-BY-4.0, notice: © 2026 A. All rights reserved}": "denies what the licence allows, CC BY 4.0",
		"rights: {license: CC-BY-4.0, notice: © A. Alle Rechte vorbehalten.}": "denies what the licence allows",
		"rights: {license: CC-BY-4.0, usage_terms: No reuse}":                 `"No reuse" (front matter usage_terms, a.md:3:43) denies what the licence allows`,
		"rights: {license: CC-BY-NC-4.0, usage_terms: No commercial use}":     "",
		"rights: {license: 'https://a.example/l', usage_terms: No reuse}":     "",
	} {
		list := rights.Publication{Title: "Example", Host: "example.org"}.Audit(decided(t, nil, "a.md", "date: 2026-03-01\n"+front), now)
		got := ""
		for _, p := range list {
			got += p.String() + "\n"
		}
		if (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", front, got, want)
		}
	}
}

// A feed's rule for one agency does not loosen what another, which the story is of as well, allows.
func TestAPartnersRuleIsForItsAgencyAlone(t *testing.T) {
	partner := &rights.Policy{Agencies: []rights.Agency{{Name: "Agence France-Presse", Aliases: []string{"AFP"}}},
		Rules: []rights.Rule{{Match: rights.Match{Credit: []string{"AFP"}}, Terms: rights.Terms{Text: source.Full}, From: at}}}
	for credit, want := range map[string]bool{"AFP": true, "Agence France-Presse": true, "Agence France-Presse (AFP)": true, "AFP/dpa": false, "dpa": false, "": false} {
		text, _ := partner.Carries(decided(t, nil, "a.md", "date: 2026-03-01\ncredit: "+credit))
		if text.Known() != want {
			t.Errorf("%q: %v", credit, text.Known())
		}
	}
	all := &rights.Policy{Rules: []rights.Rule{{Terms: rights.Terms{Text: source.Summary}, From: at}}}
	if text, _ := all.Carries(decided(t, nil, "a.md", "date: 2026-03-01\ncredit: AFP/dpa")); text.Value != source.Summary {
		t.Error("a rule for every article is not for one of two agencies")
	}
}
