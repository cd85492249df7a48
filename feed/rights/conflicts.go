package rights

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/agency"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// conflicts gives what an article's rights say twice and differently, and which of it is carried. What the rules replace on
// purpose, by override or since it was a default, is none.
func conflicts(a *source.Article) (list []source.Problem) {
	r := &a.Rights
	warn := func(from source.Origin, field, message, fix string) {
		if from.IsPolicy() { // the message names the line, which is none of the article's
			from = source.Origin{}
		}
		list = append(list, source.Problem{File: from.File, Line: from.Line, Column: from.Column, Field: field, Message: message, Fix: fix})
	}
	notice := withYear(r.Notice.Value, a)
	for _, lost := range r.Notice.Lost() {
		replaced := r.Notice.From.IsPolicy() && !lost.From.IsPolicy()
		if other := withYear(lost.Value, a); !replaced && lost.From.Rule != "defaults" && contradict(other, notice) {
			warn(lost.From, "rights.notice", fmt.Sprintf("%q (%s) is not the notice that it carries, %q (%s)", other, lost.From, notice, r.Notice.From), "take one of them out")
		}
	}
	n, _ := source.ParseNotice(notice)
	if n.Holder != "" && r.Holder.Known() && !isPartOf(n.Holder, r.Holder.Value) && !isPartOf(r.Holder.Value, n.Holder) && !isSameHolder(n.Holder, r.Holder.Value) {
		warn(r.Holder.From, "rights.holder", fmt.Sprintf("%q (%s) is not whom the notice names, %q (%s); both are carried", r.Holder.Value, r.Holder.From, n.Holder, r.Notice.From), "write one of them")
	}
	if n.Year != 0 && r.Year.Known() && n.Year != r.Year.Value {
		warn(r.Year.From, "rights.year", fmt.Sprintf("%d (%s) is not the year of the notice, %d (%s); both are carried", r.Year.Value, r.Year.From, n.Year, r.Notice.From), "write one of them")
	}
	for _, l := range r.Licenses.Value {
		if !strings.Contains(l.URL, "//creativecommons.org/") {
			continue
		}
		for _, said := range []struct {
			field  string
			words  string
			from   source.Origin
			denies bool
		}{
			{"rights.notice", notice, r.Notice.From, source.ReservesAll(notice)},
			{"rights.usage_terms", r.UsageTerms.Value, r.UsageTerms.From, source.ReservesAll(r.UsageTerms.Value) || denial.MatchString(r.UsageTerms.Value)},
		} {
			if said.denies {
				warn(said.from, said.field, fmt.Sprintf("%q (%s) denies what the licence allows, %s (%s); both are carried", said.words, said.from, cmp.Or(l.Title, l.URL), r.Licenses.From), "take one of them out")
			}
		}
	}
	return list
}

// denial matches terms that deny what every Creative Commons licence allows. Commerce and changes are no part of that.
var denial = pattern.New(`(?i)\bno (?:re-?use|re-?distribution|distribution|re-?production|re-?publication|re-?publishing|copying|copies|sharing)\b` +
	`|\b(?:may|must) not be (?:re-?used|re-?distributed|distributed|re-?produced|re-?published|copied|shared)\b|\b(?:re-?use|re-?distribution|re-?production|re-?publication|copying) (?:is )?(?:prohibited|forbidden)\b`)

// withYear fills in the year of a notice that lost before it was.
func withYear(notice string, a *source.Article) string {
	return strings.ReplaceAll(notice, "{year}", strconv.Itoa(cmp.Or(a.Rights.Year.Value, a.Published.Value.Year())))
}

// contradict reports that two notices name two holders; where one names none, that they have different words.
func contradict(a, b string) bool {
	one, _ := source.ParseNotice(a)
	other, _ := source.ParseNotice(b)
	if one.Holder != "" && other.Holder != "" {
		return !isSameHolder(one.Holder, other.Holder)
	}
	return !strings.Contains(fold(a), fold(b)) && !strings.Contains(fold(b), fold(a))
}

// isSameHolder compares two holders, who may be an agency by two of its names.
func isSameHolder(a, b string) bool {
	a, b = strings.TrimSuffix(fold(a), "."), strings.TrimSuffix(fold(b), ".")
	return fold(cmp.Or(agency.Name(a), a)) == fold(cmp.Or(agency.Name(b), b))
}

// isPartOf reports that a holder's name has the words of another in it, as a notice is shorter than what a firm is called.
func isPartOf(name, longer string) bool {
	return strings.Contains(" "+fold(longer)+" ", " "+fold(name)+" ")
}
