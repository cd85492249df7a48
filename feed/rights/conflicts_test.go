package rights_test

import (
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/source"
)

// Of two notices, whoever wrote them, one is carried; the audit says which, unless a rule replaces the article's on purpose.
func TestNoticesThatContradict(t *testing.T) {
	rule := func(n string, notice string, override bool) rights.Rule {
		return rights.Rule{Terms: rights.Terms{Notice: notice}, Override: override, From: source.Origin{File: "masthead.yaml", Rule: "policy[" + n + "]"}}
	}
	agencies := []rights.Agency{
		{Name: "Agence France-Presse", Aliases: []string{"AFP"}, Terms: rights.Terms{Notice: "© {year} AFP"}, From: source.Origin{Rule: "agencies[0]"}},
		{Name: "dpa", Terms: rights.Terms{Notice: "© {year} dpa"}, From: source.Origin{Rule: "agencies[1]"}},
	}
	for name, c := range map[string]struct {
		front string
		rules []rights.Rule
		want  string
	}{
		"two rules":             {"title: A", []rights.Rule{rule("0", "© {year} One", false), rule("1", "© {year} Two", false)}, `"© 2026 Two" (policy[1], masthead.yaml) is not the notice that it carries, "© 2026 One" (policy[0], masthead.yaml)`},
		"two rules of one mind": {"title: A", []rights.Rule{rule("0", "© {year} One", false), rule("1", "© {year} One. All rights reserved.", false)}, ""},
		"article and rule":      {"rights: © 2026 Jane Doe", []rights.Rule{rule("0", "© {year} One", false)}, `"© 2026 One" (policy[0], masthead.yaml) is not the notice that it carries, "© 2026 Jane Doe"`},
		"override":              {"rights: © 2026 Jane Doe", []rights.Rule{rule("0", "© {year} One", true)}, ""},
		"two agencies":          {"credit: AFP/dpa", nil, `"© 2026 dpa" (agencies[1]) is not the notice that it carries, "© 2026 AFP" (agencies[0])`},
		"one agency":            {"credit: AFP\nrights: © 2026 Agence France-Presse", nil, ""},
		"no signs":              {"title: A", []rights.Rule{rule("0", "Photo service", false), rule("1", "Wire service", false)}, `"Wire service"`},
	} {
		p := &rights.Policy{Rules: c.rules, Agencies: agencies}
		got := ""
		for _, problem := range (rights.Publication{}).Audit(decided(t, p, "a.md", "date: 2026-03-01\n"+c.front), time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)) {
			got += problem.String() + "\n"
		}
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %swant %s", name, got, c.want)
		}
	}
}
