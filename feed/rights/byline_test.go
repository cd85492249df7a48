package rights_test

import (
	"testing"

	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/source"
)

// An agency that signs a story is held to what the rules say of it, however it signs, and where nothing is said the story stays
// inside. The publication and its desks are no agencies.
func TestAnAgencyInTheBylineIsTheCredit(t *testing.T) {
	policy := &rights.Policy{HoldUnmatched: true, Own: rights.Publication{Title: "The Example"}, Agencies: []rights.Agency{
		{Name: "Agence France-Presse", Aliases: []string{"AFP"}, Terms: rights.Terms{Notice: "© AFP", Text: source.Summary}, From: at},
		{Name: "Harbour Wire", Aliases: []string{"HW", "Harbour*"}, Terms: rights.Terms{Text: source.Title}, From: at},
		{Name: "*", Terms: rights.Terms{}, From: at},
	}}
	for front, want := range map[string]source.Level{
		"author: AFP": source.Summary, `author: "Agence France-Presse"`: source.Summary, "author: {name: AFP, role: organisation}": source.Summary,
		"authors: [{name: afp}]": source.Summary, `byline: "By AFP"`: source.Summary, "author: (AFP)": source.Summary, "author: AFP and Jane Doe": source.Summary,
		"author: Jane Doe for AFP": source.Summary, "author: AFP staff": source.Summary, "author: AFP in Paris": source.Summary, "author: AFP/Jane Doe": source.Summary,
		"author: A.F.P.": source.Summary, "author: 'Jane Doe, of AFP'": source.Summary, "author: Jane Doe of AFP": source.Summary, "author: Jane Doe AFP": source.Summary,
		"author: The AFP": source.Summary, "author: AFP's Jane Doe": source.Summary, "author: 'AFP, with Jane Doe'": source.Summary,
		"authors: [Jane Doe, AFP]": source.Summary, "author: 'Jane Doe, j@x.example, AFP'": source.Summary, "author: 法新社": source.Summary,
		"author: Harbour Wire": source.Title, "byline: By Jane Doe (HW)": source.Title, "author: Jane Doe for Harbour Wire": source.Title, "author: 'Jane Doe, HW'": source.Title,
		"author: 'Jane Doe, Harbour Wire'\ncredit: AFP": source.Title, "author: Harbour Wire and AFP": source.Title,
		"author: NTB-AFP": source.Summary, "byline: By NTB-AFP-HW": source.Title, "author: Jane Doe (STT–AFP)": source.Summary,
		"author: Jane Doe": "", "author: The Example": "", "author: The Example desk": "", "author: Jane Doe\ntitle: AFP": "", "author: Marks and Spencer": "",
		"editor: AFP": "",
	} {
		a := decided(t, policy, "a.md", "date: 2026-03-01\n"+front)
		if a.Carried.Value != want {
			t.Errorf("%s: carried %q, want %q; credit %q", front, a.Carried.Value, want, a.Credit.Value)
		}
		if (policy.Own.Origin(a) != "") != (want != "") {
			t.Errorf("%s: comes from %q", front, policy.Own.Origin(a))
		}
	}
	held := &rights.Policy{HoldUnmatched: true}
	for front, want := range map[string]bool{
		"author: Reuters": true, `author: "The Associated Press"`: true, "byline: By Associated Press writer Jane Doe": true, "author: AP Sports Writer Jane Doe": true,
		"author: Press Trust of India": true, "author: Reuters Staff": true, "author: 'Staff and Reuters'": true,
		"author: Jane Doe": false, "author: Michael Bloomberg": false, "author: The News Desk": false, "author: MENA Desk": false, "author: 'Jane Doe, PA'": false,
		"author: Smith Jones and Brown": false, "author: Ana Lusa": false, "author: Maria Antara and Jane Doe": false,
	} {
		a := decided(t, held, "a.md", "date: 2026-03-01\n"+front)
		if got := a.Embargo.Known(); got != want {
			t.Errorf("%s: held %v, want %v; credit %q", front, got, want, a.Credit.Value)
		}
	}
}

// An agency of Pakistan is not that of New York, though its name begins so.
func TestAnAgencyIsCreditedOnce(t *testing.T) {
	for front, want := range map[string]string{
		"author: Associated Press of Pakistan": "Associated Press of Pakistan", "author: AFP\nbyline: By AFP": "AFP", "author: 'AFP, Agence France-Presse'": "AFP",
		"author: AFP\ncredit: Agence France-Presse (AFP)": "Agence France-Presse (AFP)", "author: AFP\ncredit: Jane Doe": "Jane Doe, AFP",
	} {
		if a := decided(t, &rights.Policy{Agencies: []rights.Agency{{Name: "Agence France-Presse"}}}, "a.md", front); a.Credit.Value != want {
			t.Errorf("%s: credit %q, want %q", front, a.Credit.Value, want)
		}
	}
}
