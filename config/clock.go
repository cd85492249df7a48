package config

import (
	"time"

	"github.com/robfig/cron/v3"
)

// Both rules below ask the cron library about times in UTC only, where no clock ever changes, and map the answer to the
// zone themselves. A wall time is such a time: what the clock on the wall shows, written down as if it were UTC.

// wallClock runs at fixed times of day.
type wallClock struct {
	spec *cron.SpecSchedule
	loc  *time.Location
}

// Next returns the first run after t.
func (c wallClock) Next(t time.Time) time.Time {
	wall := wallTime(t, c.loc)
	for {
		wall = nextMatch(c.spec, wall)
		if wall.IsZero() {
			return wall
		}
		// A wall time of a repeated hour's second pass had its run in the first pass.
		if at := firstInstant(wall, c.loc); at.After(t) {
			return at
		}
	}
}

// rhythm runs in every hour there is, the repeated one included.
type rhythm struct {
	spec *cron.SpecSchedule
	loc  *time.Location
}

// Next returns the first run after t. Between two changes of the clock elapsed time and wall time run alike, so it looks
// for a run in the current stretch, then in the next.
func (r rhythm) Next(t time.Time) time.Time {
	for {
		wall := wallTime(t, r.loc)
		match := nextMatch(r.spec, wall)
		if match.IsZero() {
			return match
		}
		due := t.Add(match.Sub(wall))
		_, change := t.In(r.loc).ZoneBounds()
		if change.IsZero() || due.Before(change) {
			return due
		}
		if at := r.nextAfterChange(change, due, match); !at.IsZero() {
			return at
		}
		t = change
	}
}

// nextAfterChange settles a run that was due, by the old clock, at or after the instant the clock changed. It returns the
// zero time when the search has to go on from there.
func (r rhythm) nextAfterChange(change, due, match time.Time) time.Time {
	wall := wallTime(change, r.loc)
	resumed := nextMatch(r.spec, wall.Add(-time.Nanosecond))
	if resumed.Equal(wall) {
		return change
	}
	// A gap that is no multiple of the rhythm (Lord Howe's is half an hour) may swallow a run that the new clock does not
	// make up for in time: then it happens as the gap ends.
	if match.Before(wall) && change.Add(resumed.Sub(wall)).After(due) {
		return change
	}
	return time.Time{}
}

// nextMatch is spec.Next for wall times without the library's limit of five years: around a century that is no leap year
// (1900, 2100) a 29 February is eight years away. It returns the zero time for dates that never come.
func nextMatch(spec *cron.SpecSchedule, wall time.Time) time.Time {
	for range 3 {
		if next := spec.Next(wall); !next.IsZero() {
			return next
		}
		wall = time.Date(wall.Year()+5, time.December, 31, 23, 59, 59, 0, time.UTC)
	}
	return time.Time{}
}

// wallTime returns what the clock on the wall in loc shows at t.
func wallTime(t time.Time, loc *time.Location) time.Time {
	_, offset := t.In(loc).Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// firstInstant returns when the clock in loc first shows wall, or when it first shows something later if it never does.
func firstInstant(wall time.Time, loc *time.Location) time.Time {
	at := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, loc)
	start, end := at.ZoneBounds()
	// For a wall time that does not exist time.Date answers with an instant on either side of the change.
	switch shown := wallTime(at, loc); {
	case shown.Before(wall):
		return end
	case shown.After(wall):
		return start
	case start.IsZero():
		return at
	}
	_, before := start.Add(-time.Second).Zone()
	if earlier := wall.Add(-time.Duration(before) * time.Second); earlier.Before(start) {
		return earlier
	}
	return at
}
