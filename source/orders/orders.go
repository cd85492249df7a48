// Package orders reads the lines by which a sender tells a desk to hold a story: "EMBARGOED UNTIL 1 July 2026", "NOT FOR
// PUBLICATION", "MANDATORY KILL", "Sperrfrist: …". They stand in the text itself, in any language, and are all that some
// stories say of it. What they are is data, in rows.go. Its functions are safe for concurrent use.
package orders

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/lines"
)

// Order is what such a line says.
type Order struct {
	Words string // the line itself, without what it is dressed in
	Until string // when the story may leave, as written: mostly a date; empty where the line gives no time
	Kill  bool   // the story is taken back
}

// Time reads until when the story is held; a time without a zone is one of the zone that is given. It is false for an order
// that gives no time, or one that cannot be read: that holds until somebody has seen to it.
func (o Order) Time(zone *time.Location) (time.Time, bool) {
	d, err := dates.Parse(o.Until, zone)
	return d.Latest(), err == nil
}

// longest is the length in characters from which a line is a sentence of the story.
const longest = 120

// Read reads a line that is an order and says nothing else; ok is false for any other. A sentence about an embargo is none.
func Read(line string) (o Order, ok bool) {
	if len(line) > longest*utf8.UTFMax || utf8.RuneCountInString(line) > longest {
		return Order{}, false
	}
	o.Words = lines.Unwrapped(undressed(lines.Canonical(line)))
	candidates := table().orders.Candidates(o.Words)
	if len(candidates) == 0 {
		return Order{}, false
	}
	l, matched, until := lines.Of(o.Words), false, ""
	for _, rule := range candidates {
		if rule.Says != embargo {
			if rule.Matches(l) {
				return Order{Words: o.Words, Kill: rule.Says == kill}, true
			}
			continue
		}
		groups := rule.Groups(l)
		matched = matched || groups != nil
		for _, group := range groups {
			o.Until = bare(group)
			if _, read := o.Time(time.UTC); read {
				return o, true
			}
			until = cmp.Or(until, o.Until)
		}
	}
	o.Until = until
	return o, matched
}

// undressed takes off a line the signs that make it stand out: *** … ***, >>> … <<<, ⚠ … !
func undressed(l string) string {
	return strings.TrimRight(strings.TrimLeft(l, "*-–—_#=~<>|•·!⚠‼❗ "), "*-–—_#=~<>|•·!.⚠‼❗ ")
}

// between takes out of an instant what stands between its parts.
var between = strings.NewReplacer("(", " ", ")", " ", " on ", " ")

// bare is an instant without what stands between its parts: "00:01 (GMT) on 18 June 2030".
func bare(instant string) string {
	return strings.Join(strings.Fields(between.Replace(strings.Trim(instant, " .!*:,–—-"))), " ")
}

// IsInside tells a line that is for the desk alone, whatever else it says. The story that it stands in may leave without it.
func IsInside(line string) bool {
	words := lines.Unwrapped(undressed(lines.Canonical(line)))
	candidates := table().inside.Candidates(words)
	if len(candidates) == 0 {
		return false
	}
	l := lines.Of(words)
	return slices.ContainsFunc(candidates, func(r lines.Rule[kind]) bool { return r.Matches(l) })
}

// sorted are the rows by what is asked of a line.
type sorted struct{ orders, inside lines.Set[kind] }

// table sorts the rows when the first line is read.
var table = sync.OnceValue(func() *sorted {
	t := &sorted{}
	n := 0
	for _, language := range languages {
		for _, r := range language.rows {
			set := &t.orders
			if r.kind == inside {
				set = &t.inside
			}
			set.Add(r.pattern, hints[n], r.kind)
			n++
		}
	}
	for _, set := range []*lines.Set[kind]{&t.orders, &t.inside} {
		set.Settle(func(a, b kind) int { return cmp.Compare(a, b) })
	}
	return t
})
