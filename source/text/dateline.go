package text

import (
	"strings"
	"time"
	"unicode"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/lines"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// dateLine is what a line that is a date and nothing else says: when the story was published, when it was changed.
type dateLine struct {
	published, updated string
}

func (d dateLine) found() bool { return d.published != "" || d.updated != "" }

var (
	dateBars = pattern.New(`\s*[|•·]\s*|\s+[-–—]\s+`)
	// unglued finds where pages lose the space between two dates, or a day and its hour: "18 June 202310:15".
	unglued    = pattern.New(`(\p{L}\.?,? (?:\d{1,2}, )?(?:19|20)\d\d)(\d{1,2}[: ])`)
	agoBehind  = pattern.New(`(?i)\s*(?:last )?updated (?:an?|\d+) \p{L}+ ago$`)
	numericDay = pattern.New(`^\d{1,2}[/-]\d{1,2}[/-]\d{4}$`)
)

// dateIn reads a line that is one date, or the two of publication and change. A clock or a zone that cannot be read is
// left away, and the day stays.
func dateIn(l string) (d dateLine) {
	if len(l) < len("2/1/2006") || len(l) > 160 || strings.Contains(l, "\n") || strings.IndexFunc(l, unicode.IsDigit) < 0 {
		return dateLine{}
	}
	l = unglued.ReplaceAllString(agoBehind.ReplaceAllString(lines.Canonical(l), ""), "$1|$2")
	if d = oneDate(l); d.found() {
		return d
	}
	for _, part := range dateBars.Split(splitChange(l), -1) {
		switch one := oneDate(part); {
		case one.updated != "" && d.updated == "":
			d.updated = one.updated
		case one.published != "" && d.published == "":
			d.published = one.published
		case !one.found() && !isClock(strings.Fields(part)):
			return dateLine{}
		}
	}
	return d
}

// splitChange puts a bar between the two dates of a line that has none: "Published 12 March 2026 Updated 13 March 2026".
func splitChange(l string) string {
	for i, r := range l {
		if r == ' ' && i > 0 {
			if _, ok := told(updated, strings.TrimSpace(l[i:]), isDay); ok {
				return strings.TrimRight(l[:i], " ,;|•·") + "|" + l[i:]
			}
		}
	}
	return l
}

func oneDate(l string) (d dateLine) {
	l = strings.TrimSpace(l)
	if change, tag := toldIn(updated, l, isDay); tag != "" {
		d.updated = dayIn(tag, change)
	} else if day(l) != "" {
		d.published = day(l)
	} else if out, tag := toldIn(published, l, isDay); tag != "" {
		d.published = dayIn(tag, out)
	}
	return d
}

// dayIn is day behind a word of a language. Only English writes the month first: of 05/03/2024 behind "Publié le" the day
// is the fifth, which with full stops nobody can misread.
func dayIn(tag, s string) string {
	if first, rest, _ := strings.Cut(s, " "); tag != "en" && numericDay.MatchString(strings.TrimRight(first, ",")) {
		s = strings.NewReplacer("/", ".", "-", ".").Replace(first) + " " + rest
	}
	return day(s)
}

func isDay(s string) bool { return day(s) != "" }

// day gives as much of s as is a date. A bare year or number is none; a day that may be a month is one all the same, so
// that its writer is asked.
func day(s string) string {
	words := strings.Fields(strings.Trim(strings.Replace(s, " - ", " ", 1), " .,;()|،"))
	for n := len(words); n > 0 && n >= len(words)-5; n-- {
		part := strings.TrimRight(strings.Join(words[:n], " "), ",;-–—|،")
		if len(part) < len("2/1/2006") || !strings.ContainsAny(part, " -/.年") {
			break
		}
		_, err := dates.Parse(part, time.UTC)
		if (err == nil || numericDay.MatchString(part)) && (n == len(words) || isClock(words[n:])) {
			return part
		}
	}
	return ""
}

// isClock reports whether the words behind a date are only more of it: a time of day and a zone that nobody else knows.
func isClock(words []string) bool {
	for _, w := range words {
		w = strings.Trim(w, "(),;")
		capitals := w == strings.ToUpper(w) && !isCaseless(w)
		if !capitals && !containsFold([]string{"at", "um", "à", "a", "las", "às", "om", "ore", "uhr", "am", "pm", "a.m.", "p.m.", "h", "hs", "o’clock", "ص", "م", "بتوقيت", "غرينتش"}, w) {
			return false
		}
	}
	return true
}
