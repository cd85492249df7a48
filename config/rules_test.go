package config

import (
	"strings"
	"testing"
)

// What contradicts itself in the rules is told with its places before anything is built.
func TestRulesThatContradict(t *testing.T) {
	const site = "site: {url: https://example.org/, machine_use: {train: deny, ai_input: deny}}\n"
	for _, c := range []struct{ name, text, want string }{
		{"a rule allows what the site denies", site + "policy:\n  - machine_use: {train: allow, ai_input: allow}\n",
			"masthead.yaml:3:26: policy[0].machine_use.train: allows what site.machine_use.train (line 1, column 56) denies for all pages; take one of them out"},
		{"an agency does", site + "agencies:\n  - {name: dpa, machine_use: {ai_input: allow}}\n",
			"agencies[0].machine_use.ai_input: allows what site.machine_use.ai_input (line 1, column 72) denies"},
		{"it denies as well", site + "policy:\n  - machine_use: {train: deny, search: allow}\n", ""},
		{"a list with a code that is none", "policy:\n  - territories: [DE, UK, XX]\n",
			"masthead.yaml:2:23: policy[0].territories[1]: \"UK\" is no country; write GB\nmasthead.yaml:2:27: policy[0].territories[2]: \"XX\" is no country; write codes of ISO 3166-1"},
		{"with ! and without", "policy:\n  - territories: [DE, \"!FR\"]\n",
			"masthead.yaml:2:18: policy[0].territories: countries with and without !; write one or the other"},
		{"a feed's rule that decides of rights", "feeds:\n  - {name: a, formats: {rss: a.xml}, policy: [{text: full, notice: x}]}\n",
			"masthead.yaml:2:60: feeds[0].policy[0].notice: unknown key; the keys here are match, text, images"},
		{"a feed's rule", "feeds:\n  - {name: a, formats: {rss: a.xml}, policy: [{match: {tag: x}, text: full, images: own}]}\n", ""},
		{"a feed's rule that says nothing", "feeds:\n  - {name: a, formats: {rss: a.xml}, policy: [{match: {tag: x}}]}\n", "masthead.yaml:2:47: feeds[0].policy[0]: states and allows nothing"},
		{"an agency twice", "agencies:\n  - {name: dpa}\n  - {name: DPA}\n", `masthead.yaml:3:12: agencies[1].name: agencies[0].name (line 2, column 12) is called so, too: "DPA"; write each agency once`},
		{"an alias of another", "agencies:\n  - {name: A, aliases: [B, C]}\n  - {name: D, aliases: c}\n", `masthead.yaml:3:24: agencies[1].aliases: agencies[0].aliases[1] (line 2, column 28) is called so, too: "c"`},
		{"its own alias", "agencies:\n  - {name: dpa, aliases: [DPA, dpa]}\n", ""},
		{"since after until", "policy:\n  - {match: {since: 2026-02-01, until: 2026-01-01}, text: none}\n", `masthead.yaml:2:40: policy[0].match.until: "2026-01-01" is not after since, "2026-02-01"; write a later date`},
		{"no language", "policy:\n  - {match: {language: [en, not a lang]}, text: none}\n", `masthead.yaml:2:29: policy[0].match.language[1]: "not a lang" is not a language`},
		{"languages", "policy:\n  - {match: {language: [en-GB, 'zh*']}, text: none}\n", ""},
	} {
		_, err := Parse("masthead.yaml", []byte(c.text))
		if got := errorText(err); (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestRemarks(t *testing.T) {
	cfg := loaded(t, "sources: [{dir: wire/afp}]\npolicy:\n  - {match: {source: [WIRE/afp, 'The*', nosuch]}, text: none}\n")
	want := `masthead.yaml:3:41: policy[0].match.source[2]: "nosuch" is no folder under sources, and is taken for where stories were first published; write the folder as it stands there, if that is meant`
	if got := strings.Join(cfg.Remarks(), "\n"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
