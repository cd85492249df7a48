package source

import (
	"fmt"
	"slices"
	"strings"
)

// Territory is where an article may be published. The zero value says nothing, and is everywhere.
type Territory struct {
	Only []string // countries, by ISO 3166-1 alpha-2 in capitals; empty for all
	Not  []string // countries, likewise
	None bool     // no country is left of what several say
}

// IsZero reports that nothing is said.
func (t Territory) IsZero() bool { return len(t.Only) == 0 && len(t.Not) == 0 && !t.None }

// String gives the territory as a notice says it.
func (t Territory) String() string {
	if t.None {
		return "nowhere"
	}
	var parts []string
	if len(t.Only) > 0 {
		parts = append(parts, "only in "+strings.Join(t.Only, ", "))
	}
	if len(t.Not) > 0 {
		parts = append(parts, "not in "+strings.Join(t.Not, ", "))
	}
	return strings.Join(parts, ", ")
}

// Confine lets the article be published in no more countries than a territory has. Where none is left, nothing of it is
// carried, which is a Problem of the article.
func (a *Article) Confine(to Territory, from Origin) {
	before := a.Rights.Territory
	now := before.Value
	if to.IsZero() || now.None {
		return
	}
	sum := Territory{Only: to.Only, Not: union(now.Not, to.Not)}
	if len(to.Only) == 0 {
		sum.Only = now.Only
	} else if len(now.Only) > 0 {
		sum.Only = slices.DeleteFunc(slices.Clone(to.Only), func(c string) bool { return !slices.Contains(now.Only, c) })
	}
	if len(sum.Only) > 0 {
		sum.Only = slices.DeleteFunc(slices.Clone(sum.Only), func(c string) bool { return slices.Contains(sum.Not, c) })
		sum.Not = nil
	}
	if len(sum.Only) == 0 && (len(to.Only) > 0 || len(now.Only) > 0) {
		Restrict(&a.Carried, Nothing, from)
		sum = Territory{None: true}
		a.Problem(Problem{Field: "territories", Fix: "write territories that have a country in common, or take one of them out",
			Message: fmt.Sprintf("no country is left: %s (%s), and %s (%s); nothing of it is carried", now, before.From, to, from)})
	}
	a.Rights.Territory.Override(sum, from)
}

func union(a, b []string) []string {
	list := slices.Concat(a, b)
	slices.Sort(list)
	return slices.Compact(list)
}
