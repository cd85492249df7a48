package config

import (
	"fmt"
	"math/bits"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
)

// exampleSchedule is the schedule the messages show: five fields, nothing rare in them.
const exampleSchedule = `"*/15 * * * *"`

// Schedule says when builds are due. It is a cron line of five fields (minute, hour, day of month, month, day of week),
// a name such as @hourly, or @every with a duration. The zero value is no schedule at all.
//
// Runs follow the clock on the wall of the schedule's zone, never of the host's, so a change of the clock has to be
// settled: a run that falls into the hour skipped in spring happens once, at the first instant after it; a run in the
// hour repeated in autumn happens the first time round only. A schedule that names every hour is a rhythm rather than a
// time of day, and keeps running through both passes.
//
// A Schedule is immutable and safe for concurrent use. It satisfies cron.Schedule of github.com/robfig/cron/v3.
type Schedule struct {
	text string
	loc  *time.Location
	rule cron.Schedule
}

// ParseSchedule reads a schedule as it is written in the configuration. The schedule's zone is loc (nil means UTC) unless
// spec itself starts with CRON_TZ= or TZ=. The error is an *Error without a place; it names the field that is wrong.
func ParseSchedule(spec string, loc *time.Location) (Schedule, error) {
	zone, body, err := splitZone(spec)
	if err != nil {
		return Schedule{}, err
	}
	if zone == nil {
		zone = loc
	}
	if zone == nil {
		zone = time.UTC
	}
	rule, err := parseRule(body, zone)
	if err != nil {
		return Schedule{}, err
	}
	return Schedule{text: spec, loc: zone, rule: rule}, nil
}

// splitZone takes the zone off the front of spec. The cron library reads one too, but it panics when nothing follows
// the zone and knows Local, which is the host's.
func splitZone(spec string) (*time.Location, string, error) {
	fields := strings.Fields(spec)
	if len(fields) == 0 {
		return nil, "", flaw("write five fields, as in "+exampleSchedule, "the schedule is blank")
	}
	name, found := strings.CutPrefix(fields[0], "CRON_TZ=")
	if !found {
		name, found = strings.CutPrefix(fields[0], "TZ=")
	}
	if !found {
		return nil, strings.Join(fields, " "), nil
	}
	loc, err := loadZone(name)
	if err != nil {
		return nil, "", err
	}
	if name == "" {
		return nil, "", flaw("write an IANA name such as Europe/London or UTC", "%s names no time zone", quote(fields[0]))
	}
	if len(fields) == 1 {
		return nil, "", flaw(`write the fields after it, as in "`+fields[0]+` 0 6 * * *"`, "%q is a zone without a schedule", spec)
	}
	return loc, strings.Join(fields[1:], " "), nil
}

// parseRule reads what follows the zone: fields, a name, or @every.
func parseRule(body string, loc *time.Location) (cron.Schedule, error) {
	if delay, found := strings.CutPrefix(body, "@every "); found {
		return parseEvery(body, delay)
	}
	if !strings.HasPrefix(body, "@") {
		if err := checkFields(strings.Fields(body)); err != nil {
			return nil, err
		}
	}
	parsed, err := guardedParse(body)
	spec, ok := parsed.(*cron.SpecSchedule)
	if err != nil || !ok {
		return nil, flaw("write @hourly, @daily, @weekly, @monthly, @yearly or five fields, as in "+exampleSchedule,
			"%s is not a schedule", quote(body))
	}
	spec.Location = time.UTC
	if nextMatch(spec, referenceStart()).IsZero() {
		return nil, flaw("write a day of month that its months have", "%s is a date that never comes", quote(body))
	}
	const everyHour = 24
	if bits.OnesCount64(spec.Hour&(1<<everyHour-1)) == everyHour {
		return rhythm{spec, loc}, nil
	}
	return wallClock{spec, loc}, nil
}

// parseEvery reads the duration of @every. The cron library would turn any delay below a second, even a negative one,
// into a second, and drop fractions.
func parseEvery(body, delay string) (cron.Schedule, error) {
	const fix = "write a duration of whole seconds, as in @every 15m"
	d, err := time.ParseDuration(delay)
	switch {
	case err != nil:
		return nil, flaw(fix, "%s does not end in a duration", quote(body))
	case d < time.Second:
		return nil, flaw(fix, "%s is less than a second", quote(body))
	case d%time.Second != 0:
		return nil, flaw(fix, "%s has a fraction of a second", quote(body))
	}
	return cron.Every(d), nil
}

// guardedParse calls the cron library's parser, whose v3.0.1 panics on some input, and makes an error of a panic.
func guardedParse(body string) (s cron.Schedule, err error) {
	defer func() {
		if r := recover(); r != nil {
			s, err = nil, fmt.Errorf("cron parser: %v", r)
		}
	}()
	return cron.ParseStandard(body)
}

// IsZero reports whether there is no schedule.
func (s Schedule) IsZero() bool { return s.rule == nil }

// String returns the schedule as it was written.
func (s Schedule) String() string { return s.text }

// Next returns the first run after t, in t's location. It depends on nothing but t. It returns the zero time only when
// there is no schedule.
func (s Schedule) Next(t time.Time) time.Time {
	if s.rule == nil {
		return time.Time{}
	}
	next := s.rule.Next(t.Round(0)) // a monotonic reading would survive Add and follow the host's clock
	if next.IsZero() {
		return next
	}
	return next.In(t.Location())
}

// Period returns the smallest time between two runs, leaving changes of the clock aside, so that it is the same on every
// day and machine. It is 0 when there is no schedule.
func (s Schedule) Period() time.Duration {
	switch rule := s.rule.(type) {
	case cron.ConstantDelaySchedule:
		return rule.Delay
	case rhythm:
		return smallestGap(rule.spec)
	case wallClock:
		return smallestGap(rule.spec)
	}
	return 0
}

// referenceStart is where Period, and the search for dates that never come, begin. The eight years from 2001 hold two
// leap days, so whatever comes at all comes twice.
func referenceStart() time.Time { return time.Date(2001, 1, 1, 0, 0, -1, 0, time.UTC) }

// smallestGap compares the runs of one day with each other, and the last run of a day with the first of the next day that
// has any. Days are alike, so this is exact without visiting each run of eight years.
func smallestGap(spec *cron.SpecSchedule) time.Duration {
	first := spec.Next(referenceStart())
	midnight := first.Truncate(24 * time.Hour)
	gap, last := time.Duration(1<<63-1), first
	for t := spec.Next(first); t.Before(midnight.Add(24 * time.Hour)); t = spec.Next(t) {
		gap, last = min(gap, t.Sub(last)), t
	}
	days := *spec
	days.Hour, days.Minute = 1, 1
	span := last.Sub(first)
	end := midnight.AddDate(8, 0, 0)
	for day, next := midnight, days.Next(midnight); next.Before(end) && !next.IsZero(); day, next = next, days.Next(next) {
		gap = min(gap, next.Sub(day)-span)
	}
	return gap
}
