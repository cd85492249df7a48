// Package dates reads the ways people and programs write a date.
//
// A written date says more or less: some give a day, some a day and a time, some an instant with its
// zone. [Parse] keeps that difference, because it decides what may be done with the value: a day without a
// clock begins at midnight, a clock without a zone belongs to the zone of the site, and only a clock with a
// zone is an instant by itself. Nothing is guessed: what can be read in two ways, such as 05/06/2023, is an
// error that says how to write it.
//
// [FromPath] finds the date that a file's place states, as in 2026/03/12/slug/index.md or
// 2026-03-12-slug.md, and [StripDate] gives the name without it.
//
// Everything here is a pure function, safe for use by several goroutines at once.
package dates

import (
	"fmt"
	"time"
)

// Date is a date as it was written: an instant, and how much of it the writer stated.
type Date struct {
	// Time is the instant. It carries the offset that was written, as a location without a name, or else
	// the location given to [Parse]. Its year is between 1 and 9999, also in UTC, and its offset is whole
	// minutes, so that RFC 3339 can write it without loss.
	Time time.Time
	// Clock reports that a time of day was written. Without one, Time is midnight.
	Clock bool
	// Zone reports that a zone or an offset was written.
	Zone bool

	earlier, later time.Duration // how far from Time the other readings of the clock lie
}

// Earliest gives the earliest instant that the date may mean: where summer time ends and a clock shows an hour twice, the
// first; where it begins and an hour is left out, what the clock would have shown before the change. What has to be over by
// then is over.
func (d Date) Earliest() time.Time { return d.Time.Add(-d.earlier) }

// Latest gives the latest instant that the date may mean. What may not begin before then has not begun.
func (d Date) Latest() time.Time { return d.Time.Add(d.later) }

// Error says why a value is not a date and what to write instead. It is what [Parse] returns.
type Error struct {
	Value  string // what was written, as given
	Reason string // what is wrong with it
	Fix    string // what to do about it, with an example
}

// Error gives the value, the reason and the fix in one line.
func (e *Error) Error() string {
	return fmt.Sprintf("date %s: %s; %s", quote(e.Value), e.Reason, e.Fix)
}

// longest is the length in bytes beyond which a value is not a date. The longest real ones, a JavaScript
// date with its zone spelled out in Greek, say, stay under half of it.
const longest = 200

// example is the advice that fits every fault.
const example = "write it as 2024-05-31 or 2024-05-31T15:04:05+02:00"

// Parse reads a date. White space around it does not matter. A value without a zone is read in loc, and
// nil means UTC. Every error is an [*Error].
//
// It takes RFC 3339 and what passes for it (a space for the T, no seconds, a comma before the fraction,
// +0200 or +02 for the offset), ISO 8601's basic form, RFC 822, 850, 1123 and 5322, the C and JavaScript
// forms, days and months by name in the languages of names.go, Unix seconds (ten digits) and milliseconds
// (thirteen). A month without a day, 2024-05 or May 2024, is its first day; a year alone is refused.
//
//   - A two-digit year is taken only in the form 5 Jun 23, in the window of RFC 5322 §4.3: 00–49 are
//     2000–2049, 50–99 are 1950–1999.
//   - In 05/06/2023 and 05-06-2023 one part must be above twelve, or both the same. 05.06.2023 is 5 June:
//     no country writes the month first with dots.
//   - A weekday is ignored, even a wrong one.
//   - A leap second, :60, is the second after :59, and 24:00 is the midnight that follows.
//   - A fraction is kept to the nanosecond; further digits are dropped.
//   - A clock in loc that exists twice, because summer time ends, is the first of the two; one that does not
//     exist, because it begins, is so long after the change as it is after the hour of the change.
//   - Where loc has an offset with seconds, as local mean time before 1900 does, they are dropped, since
//     RFC 3339 cannot write them.
func Parse(s string, loc *time.Location) (Date, error) { return Order{}.Parse(s, loc) }

// Order says which of two numbers before a year is the day where either may be, by the sign between them. The zero Order knows
// of neither.
type Order struct{ Slash, Dash First }

// First is what comes first in a date of numbers.
type First int8

// The orders in use. Of Unknown nothing is guessed.
const (
	Unknown First = iota
	DayFirst
	MonthFirst
)

// Parse is the function of that name, for a writer whose order is known.
func (o Order) Parse(s string, loc *time.Location) (Date, error) {
	if loc == nil {
		loc = time.UTC
	}
	f, ok := scanISO(s)
	if !ok {
		var fault *Error
		if f, fault = o.parseWords(s); fault != nil {
			return Date{}, fault
		}
	}
	if reason := f.wrong(); reason != "" {
		return Date{}, &Error{Value: s, Reason: reason, Fix: example}
	}
	d := f.date(loc)
	if !within(d.Time) {
		return Date{}, &Error{Value: s, Reason: "the year is not between 1 and 9999", Fix: example}
	}
	return d, nil
}

// fields are the parts of a date as written, not yet checked. They are what both scanners produce.
type fields struct {
	year, month, day                 int
	hour, minute, second, nanosecond int
	offset                           int // seconds east of UTC
	clock, zone                      bool
}

// wrong says which part is out of its range, or nothing.
func (f fields) wrong() string {
	switch {
	case f.year < 1 || f.year > 9999:
		return fmt.Sprintf("there is no year %d", f.year)
	case f.month < 1 || f.month > 12:
		return fmt.Sprintf("there is no month %d", f.month)
	case f.day < 1 || f.day > daysIn(f.year, f.month):
		return fmt.Sprintf("there is no day %d in %s %d", f.day, time.Month(f.month), f.year)
	case f.hour > 24 || f.hour == 24 && (f.minute|f.second|f.nanosecond) != 0:
		return fmt.Sprintf("there is no time %02d:%02d", f.hour, f.minute)
	case f.minute > 59:
		return fmt.Sprintf("there is no minute %d", f.minute)
	case f.second > 60:
		return fmt.Sprintf("there is no second %d", f.second)
	case f.offset <= -maxOffset || f.offset >= maxOffset:
		return "the offset from UTC is too large"
	}
	return ""
}

// maxOffset bounds offsets, in seconds. The largest in use is +14:00; the bound is that of other programs
// that store such values, PostgreSQL among them.
const maxOffset = 16 * 3600

// date makes the instant of fields that wrong has nothing against.
func (f fields) date(loc *time.Location) Date {
	d := Date{Clock: f.clock, Zone: f.zone}
	if f.zone {
		d.Time = f.in(fixedZone(f.offset))
		return d
	}
	d.Time = f.in(loc)
	if loc != time.UTC {
		d.settle(f.in(time.UTC))
	}
	if _, offset := d.Time.Zone(); offset%60 != 0 {
		d.Time = f.in(time.FixedZone("", offset-offset%60))
	}
	return d
}

// settle finds the readings of a clock without a zone, of which time.Date gives any: by the offset from UTC that holds before
// a change nearby, and by the one that holds after it. wall is the clock as if it were UTC's.
func (d *Date) settle(wall time.Time) {
	loc := d.Time.Location()
	offset := func(t time.Time) time.Duration {
		_, seconds := t.In(loc).Zone()
		return time.Duration(seconds) * time.Second
	}
	before, after := offset(wall.Add(-24*time.Hour)), offset(wall.Add(24*time.Hour))
	if before == after {
		return
	}
	byBefore, byAfter := wall.Add(-before), wall.Add(-after)
	isBefore, isAfter := offset(byBefore) == before, offset(byAfter) == after
	switch {
	case isBefore && !isAfter:
		d.Time = byBefore.In(loc)
	case isAfter && !isBefore:
		d.Time = byAfter.In(loc)
	case isBefore: // twice
		d.Time, d.later = byBefore.In(loc), byAfter.Sub(byBefore)
	default: // never
		d.Time, d.earlier = byBefore.In(loc), byBefore.Sub(byAfter)
	}
}

// in relies on time.Date to carry a second 60 and an hour 24 over.
func (f fields) in(loc *time.Location) time.Time {
	return time.Date(f.year, time.Month(f.month), f.day, f.hour, f.minute, f.second, f.nanosecond, loc)
}

// fixedZone spares the allocation for the commonest offset; time.FixedZone spares those of whole hours.
func fixedZone(offset int) *time.Location {
	if offset == 0 {
		return time.UTC
	}
	return time.FixedZone("", offset)
}

// within reports whether RFC 3339 can write t, both where it was written and in UTC.
func within(t time.Time) bool {
	local, utc := t.Year(), t.UTC().Year()
	return local >= 1 && local <= 9999 && utc >= 1 && utc <= 9999
}

func daysIn(year, month int) int {
	switch {
	case month == 2 && (year%4 != 0 || year%100 == 0 && year%400 != 0):
		return 28
	case month == 2:
		return 29
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

// quote shows a foreign value, cut when it is too long to be of use in a message.
func quote(s string) string {
	const shown = 60
	if len(s) > shown {
		return fmt.Sprintf("%.*q…", shown, s) // counts characters, so cuts none in two
	}
	return fmt.Sprintf("%q", s)
}
