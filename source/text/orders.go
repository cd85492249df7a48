package text

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Lines that are written to the desk and not to its readers: until when the text has to wait, and whom the press may
// call. They never leave.

// takeOrders takes the lines that hold the text back out of it, wherever they stand.
func (d *dump) takeOrders(list []paragraph) (rest []paragraph) {
	rest = list[:0]
	for _, p := range list {
		var kept []string
		for i, l := range strings.Split(p.text, "\n") {
			if until, ok := embargoOf(l); ok {
				d.embargoes = append(d.embargoes, paragraph{text: until, number: p.number + i})
				d.isOrdered = true
			} else {
				kept = append(kept, l)
			}
		}
		if len(kept) > 0 {
			p.text = strings.Join(kept, "\n")
			rest = append(rest, p)
		}
	}
	return rest
}

// embargoOf reads a line that says when the text may leave. One that says only that it may not gives its own words: they
// are no date, and what cannot be read holds the text.
func embargoOf(l string) (until string, ok bool) {
	if utf8.RuneCountInString(l) > 120 || strings.Contains(l, "\n") {
		return "", false
	}
	l = unwrapped(strings.Trim(canonical(l), "*-–— "))
	if is(hold, l) {
		return l, true
	}
	if !is(embargo, l) {
		return "", false
	}
	if until, ok = told(embargo, l, func(s string) bool { return day(bare(s)) != "" }); !ok {
		until, ok = told(embargo, l, func(string) bool { return true })
	}
	return bare(until), ok
}

// bare takes off an instant what stands between its parts: "00:01 (GMT) on 18 June 2030".
func bare(instant string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("(", " ", ")", " ", " on ", " ").Replace(strings.Trim(instant, " .!*"))), " ")
}

// spreadContacts makes the lines below "Media contact:" part of it: names, until somebody can be reached, and all the ways
// of reaching him.
func spreadContacts(list []paragraph, kinds []kind) {
	within, reached := false, false
	for i, p := range list {
		switch {
		case kinds[i] == contact:
			within, reached = true, false
		case !within:
		case kinds[i] == plain && isReach(p.text), kinds[i] == weak, kinds[i] == noise:
			kinds[i], reached = contact, true
		case !reached && kinds[i] == plain && isLabel(p.text):
			kinds[i] = contact
		default:
			within = false
		}
	}
}

// telephone matches a number that can be called: years and sums are shorter.
var telephone = regexp.MustCompile(`\+?\d[\d ()/.-]{6,}\d`)

// isReach tells a line with an address or a telephone number.
func isReach(l string) bool {
	return utf8.RuneCountInString(l) <= 200 && (strings.Contains(l, "@") || telephone.MatchString(l))
}

// spreadRelated makes the headlines below "Also read" part of it.
func spreadRelated(list []paragraph, kinds []kind) {
	const most = 5
	left := 0
	for i, p := range list {
		switch {
		case kinds[i] == related:
			left = most
		case left > 0 && kinds[i] == plain && !p.notice && !p.heading && isHeadline(p.text) && !endsSentence(p.text) && headingText(p.text) == "" && !isTopLine(p.text):
			kinds[i] = related
			left--
		case kinds[i] == plain:
			left = 0
		}
	}
}
