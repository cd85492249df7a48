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
	} {
		_, err := Parse("masthead.yaml", []byte(c.text))
		if got := errorText(err); (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}
