package config

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/robfig/cron/v3"
)

var _ cron.Schedule = Schedule{}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func schedule(t testing.TB, spec string, loc *time.Location) Schedule {
	t.Helper()
	s, err := ParseSchedule(spec, loc)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// instant reads a time that says its offset, so that both passes of a repeated hour can be told apart.
func instant(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04:05 -0700", text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestRunsFollowTheClockOnTheWall(t *testing.T) {
	tests := []struct {
		name, zone, spec, now string
		want                  []string // the runs that follow
	}{
		{"plain", "UTC", "30 6 * * *", "2024-03-01 06:29:59 +0000", []string{"2024-03-01 06:30:00 +0000", "2024-03-02 06:30:00 +0000"}},
		{"a run at now is over", "UTC", "30 6 * * *", "2024-03-01 06:30:00 +0000", []string{"2024-03-02 06:30:00 +0000"}},
		{"zone of the site", "Asia/Tokyo", "0 6 * * *", "2024-03-01 00:00:00 +0000", []string{"2024-03-02 06:00:00 +0900"}},
		{"zone of the schedule", "Asia/Tokyo", "CRON_TZ=Europe/Paris 0 6 * * *", "2024-03-01 00:00:00 +0000", []string{"2024-03-01 06:00:00 +0100"}},
		{"short name of the zone key", "Asia/Tokyo", "TZ=UTC 0 6 * * *", "2024-03-01 00:00:00 +0000", []string{"2024-03-01 06:00:00 +0000"}},
		{"elapsed", "Europe/London", "@every 90m", "2024-03-31 00:00:00 +0000", []string{"2024-03-31 01:30:00 +0000", "2024-03-31 03:00:00 +0000"}},
		{"name", "Europe/London", "@daily", "2024-06-01 12:00:00 +0100", []string{"2024-06-02 00:00:00 +0100"}},
		{"blanks", "UTC", "\t0   6 * * *\n", "2024-03-01 00:00:00 +0000", []string{"2024-03-01 06:00:00 +0000"}},
		{"leap day across 2100", "UTC", "0 0 29 2 *", "2096-03-01 00:00:00 +0000", []string{"2104-02-29 00:00:00 +0000"}},

		{"London, skipped", "Europe/London", "30 1 * * *", "2024-03-30 12:00:00 +0000",
			[]string{"2024-03-31 02:00:00 +0100", "2024-04-01 01:30:00 +0100"}},
		{"London, several skipped are one run", "Europe/London", "*/10 1 * * *", "2024-03-30 12:00:00 +0000",
			[]string{"2024-03-31 02:00:00 +0100", "2024-04-01 01:00:00 +0100"}},
		{"London, skipped and due are one run", "Europe/London", "0 1,2 * * *", "2024-03-31 00:30:00 +0000",
			[]string{"2024-03-31 02:00:00 +0100", "2024-04-01 01:00:00 +0100"}},
		{"London, repeated", "Europe/London", "30 1 * * *", "2024-10-26 12:00:00 +0100",
			[]string{"2024-10-27 01:30:00 +0100", "2024-10-28 01:30:00 +0000"}},
		{"London, now between the passes", "Europe/London", "30 1 * * *", "2024-10-27 01:10:00 +0000",
			[]string{"2024-10-28 01:30:00 +0000"}},
		{"London, every hour in spring", "Europe/London", "30 * * * *", "2024-03-31 00:00:00 +0000",
			[]string{"2024-03-31 00:30:00 +0000", "2024-03-31 02:30:00 +0100", "2024-03-31 03:30:00 +0100"}},
		{"London, every hour in autumn", "Europe/London", "0 * * * *", "2024-10-27 00:30:00 +0100",
			[]string{"2024-10-27 01:00:00 +0100", "2024-10-27 01:00:00 +0000", "2024-10-27 02:00:00 +0000"}},
		{"London, every twenty minutes in autumn", "Europe/London", "*/20 0-23 * * *", "2024-10-27 01:30:00 +0100",
			[]string{"2024-10-27 01:40:00 +0100", "2024-10-27 01:00:00 +0000", "2024-10-27 01:20:00 +0000", "2024-10-27 01:40:00 +0000", "2024-10-27 02:00:00 +0000"}},
		{"London, hourly on a day after the change", "Europe/London", "15 * 1 4 *", "2024-03-30 00:00:00 +0000",
			[]string{"2024-04-01 00:15:00 +0100", "2024-04-01 01:15:00 +0100"}},

		{"New York, skipped", "America/New_York", "15 2 * * *", "2024-03-09 12:00:00 -0500",
			[]string{"2024-03-10 03:00:00 -0400", "2024-03-11 02:15:00 -0400"}},
		{"New York, repeated", "America/New_York", "15 1 * * *", "2024-11-03 00:00:00 -0400",
			[]string{"2024-11-03 01:15:00 -0400", "2024-11-04 01:15:00 -0500"}},
		{"New York, at the end of the repeated hour", "America/New_York", "0 2 * * *", "2024-11-03 00:00:00 -0400",
			[]string{"2024-11-03 02:00:00 -0500"}},
		{"New York, every other hour", "America/New_York", "0 */2 * * *", "2024-03-10 00:30:00 -0500",
			[]string{"2024-03-10 03:00:00 -0400", "2024-03-10 04:00:00 -0400"}},

		{"Lord Howe, skipped half hour", "Australia/Lord_Howe", "15 2 * * *", "2024-10-05 12:00:00 +1030",
			[]string{"2024-10-06 02:30:00 +1100", "2024-10-07 02:15:00 +1100"}},
		{"Lord Howe, repeated half hour", "Australia/Lord_Howe", "45 1 * * *", "2024-04-06 12:00:00 +1100",
			[]string{"2024-04-07 01:45:00 +1100", "2024-04-08 01:45:00 +1030"}},
		{"Lord Howe, every hour, swallowed", "Australia/Lord_Howe", "0 * * * *", "2024-10-06 00:30:00 +1030",
			[]string{"2024-10-06 01:00:00 +1030", "2024-10-06 02:30:00 +1100", "2024-10-06 03:00:00 +1100"}},
		{"Lord Howe, every hour, not swallowed", "Australia/Lord_Howe", "45 * * * *", "2024-10-06 00:50:00 +1030",
			[]string{"2024-10-06 01:45:00 +1030", "2024-10-06 02:45:00 +1100", "2024-10-06 03:45:00 +1100"}},
		{"Lord Howe, every quarter", "Australia/Lord_Howe", "*/15 * * * *", "2024-04-07 01:40:00 +1100",
			[]string{"2024-04-07 01:45:00 +1100", "2024-04-07 01:30:00 +1030", "2024-04-07 01:45:00 +1030", "2024-04-07 02:00:00 +1030"}},

		{"São Paulo, no midnight", "America/Sao_Paulo", "0 0 * * *", "2018-11-03 12:00:00 -0300",
			[]string{"2018-11-04 01:00:00 -0200", "2018-11-05 00:00:00 -0200"}},
		{"São Paulo, hourly on the day without a midnight", "America/Sao_Paulo", "0 * 4 11 *", "2018-11-03 12:00:00 -0300",
			[]string{"2018-11-04 01:00:00 -0200", "2018-11-04 02:00:00 -0200"}},
		{"São Paulo, two midnights", "America/Sao_Paulo", "30 23 * * *", "2018-02-17 12:00:00 -0200",
			[]string{"2018-02-17 23:30:00 -0200", "2018-02-18 23:30:00 -0300"}},

		{"Casablanca, back for Ramadan", "Africa/Casablanca", "30 2 * * *", "2024-03-10 00:00:00 +0100",
			[]string{"2024-03-10 02:30:00 +0100", "2024-03-11 02:30:00 +0000"}},
		{"Casablanca, forward after it", "Africa/Casablanca", "30 2 * * *", "2024-04-13 12:00:00 +0000",
			[]string{"2024-04-14 03:00:00 +0100", "2024-04-15 02:30:00 +0100"}},

		{"Apia, a day that never was", "Pacific/Apia", "0 6 * * *", "2011-12-29 05:00:00 -1000",
			[]string{"2011-12-29 06:00:00 -1000", "2011-12-31 00:00:00 +1400", "2011-12-31 06:00:00 +1400"}},
		{"Apia, early on the day that never was", "Pacific/Apia", "0 0 30 12 *", "2011-06-01 00:00:00 -1100",
			[]string{"2011-12-31 00:00:00 +1400", "2012-12-30 00:00:00 +1400"}},
		{"Apia, every hour", "Pacific/Apia", "0 * * * *", "2011-12-29 22:30:00 -1000",
			[]string{"2011-12-29 23:00:00 -1000", "2011-12-31 00:00:00 +1400", "2011-12-31 01:00:00 +1400"}},
		{"Apia, every hour of the day that never was", "Pacific/Apia", "30 * 30 12 *", "2011-12-29 12:00:00 -1000",
			[]string{"2011-12-31 00:00:00 +1400", "2012-12-30 00:30:00 +1400"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := schedule(t, test.spec, zone(t, test.zone))
			now := instant(t, test.now)
			for i, want := range test.want {
				got := s.Next(now)
				if !got.Equal(instant(t, want)) {
					t.Fatalf("run %d: %s, want %s", i+1, got.In(s.loc), want)
				}
				if got.Location() != now.Location() {
					t.Errorf("run %d is in %s, not in the zone of the question", i+1, got.Location())
				}
				now = got
			}
		})
	}
}

func TestOverAYearRunsOnlyMoveForwardAndDailyOnesComeOnceADay(t *testing.T) {
	zones := []string{"UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Sao_Paulo",
		"Asia/Kathmandu", "Europe/Dublin", "America/St_Johns", "Pacific/Chatham", "Antarctica/Troll", "Africa/Cairo"}
	specs := []string{"0 0 * * *", "30 1 * * *", "15 2 * * *", "59 23 * * *", "45 3 * * *"}
	for _, name := range zones {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			loc := zone(t, name)
			for _, year := range []int{2018, 2024} {
				for _, spec := range specs {
					checkDaily(t, schedule(t, spec, loc), loc, year)
				}
			}
			checkRising(t, schedule(t, "0 * * * *", loc), loc, 2024, time.Hour)
			checkRising(t, schedule(t, "*/30 * * * *", loc), loc, 2018, 30*time.Minute)
		})
	}
}

// checkDaily checks that each day of the year has one run, at the time s says or as soon after as there is one.
func checkDaily(t *testing.T, s Schedule, loc *time.Location, year int) {
	t.Helper()
	at := time.Date(year, 1, 1, 0, 0, -1, 0, loc)
	for day := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() == year; day = day.AddDate(0, 0, 1) {
		next := s.Next(at).In(loc)
		if !next.After(at) || next.Format(time.DateOnly) != day.Format(time.DateOnly) {
			t.Fatalf("%s in %s: after %s comes %s, want a run on %s", s, loc, at, next, day.Format(time.DateOnly))
		}
		at = next
	}
	if last := s.Next(at).In(loc); last.Year() != year+1 {
		t.Errorf("%s in %s: one run too many, %s", s, loc, last)
	}
}

// checkRising checks that a rhythm never stalls: over a year no two runs are further apart than its period allows, but
// for Lord Howe's autumn, where the clock shows half an hour twice.
func checkRising(t *testing.T, s Schedule, loc *time.Location, year int, period time.Duration) {
	t.Helper()
	for at, end := time.Date(year, 1, 1, 0, 0, 0, 0, loc), time.Date(year+1, 1, 1, 0, 0, 0, 0, loc); at.Before(end); {
		next := s.Next(at)
		_, before := at.Zone()
		_, after := next.Zone()
		limit := period + time.Duration(max(0, before-after))*time.Second%period
		if gap := next.Sub(at); gap <= 0 || gap > limit {
			t.Fatalf("%s in %s: after %s comes %s", s, loc, at, next)
		}
		at = next
	}
}

func TestTheHostsZoneIsNeverUsed(t *testing.T) {
	s := schedule(t, "0 6 * * *", nil)
	now := time.Date(2024, 3, 1, 0, 0, 0, 0, time.FixedZone("host", 5*3600))
	if got, want := s.Next(now), instant(t, "2024-03-01 06:00:00 +0000"); !got.Equal(want) {
		t.Errorf("without a zone the next run is %s, want %s", got, want)
	}
}

func TestNextDoesNotDependOnAMonotonicClock(t *testing.T) {
	now := time.Now()
	for _, spec := range []string{"@every 1h", "0 * * * *", "0 6 * * *"} {
		if got := schedule(t, spec, time.UTC).Next(now); strings.Contains(got.String(), "m=") {
			t.Errorf("%s: %s has a monotonic reading", spec, got)
		}
	}
}

func TestThePeriodIsTheSmallestGap(t *testing.T) {
	const day = 24 * time.Hour
	for spec, want := range map[string]time.Duration{
		"* * * * *":             time.Minute,
		"*/15 * * * *":          15 * time.Minute,
		"*/7 * * * *":           4 * time.Minute,
		"0 * * * *":             time.Hour,
		"@hourly":               time.Hour,
		"0,50 9 * * *":          50 * time.Minute,
		"30 23,0 * * *":         time.Hour,
		"0 6,18 * * MON":        12 * time.Hour,
		"@daily":                day,
		"0 0 1,15 * *":          14 * day,
		"0 6 * * MON":           7 * day,
		"@monthly":              28 * day,
		"@yearly":               365 * day,
		"0 0 29 2 *":            1461 * day,
		"0 23,1 31 12 *":        22 * time.Hour,
		"@every 90s":            90 * time.Second,
		"TZ=Asia/Tokyo @weekly": 7 * day,
	} {
		if got := schedule(t, spec, zone(t, "Europe/London")).Period(); got != want {
			t.Errorf("%s: %s, want %s", spec, got, want)
		}
	}
}

func TestTheZeroScheduleNeverRuns(t *testing.T) {
	var s Schedule
	if !s.IsZero() || s.String() != "" || s.Period() != 0 || !s.Next(time.Unix(0, 0)).IsZero() {
		t.Errorf("zero schedule: %v, period %s", s, s.Period())
	}
	if schedule(t, "@daily", time.UTC).IsZero() {
		t.Error("@daily counts as no schedule")
	}
}

func TestAScheduleKeepsItsSpelling(t *testing.T) {
	const spec = " CRON_TZ=Europe/Paris  0 6 * * mon "
	if got := schedule(t, spec, nil).String(); got != spec {
		t.Errorf("got %q, want %q", got, spec)
	}
}

func TestSchedulesThatWouldNotRunAsWrittenAreRefused(t *testing.T) {
	tests := []struct{ spec, want string }{
		{"", `the schedule is blank; write five fields, as in "*/15 * * * *"`},
		{"  ", `the schedule is blank; write five fields, as in "*/15 * * * *"`},
		{"TZ=UTC", `"TZ=UTC" is a zone without a schedule; write the fields after it, as in "TZ=UTC 0 6 * * *"`},
		{"CRON_TZ=Europe/Paris ", `"CRON_TZ=Europe/Paris " is a zone without a schedule; write the fields after it, as in "CRON_TZ=Europe/Paris 0 6 * * *"`},
		{"CRON_TZ=Local 0 6 * * *", `"Local" is not a time zone; write an IANA name such as Europe/London or UTC`},
		{"TZ= 0 6 * * *", `"TZ=" names no time zone; write an IANA name such as Europe/London or UTC`},
		{"0 6 * *", `the schedule has 4 fields, not 5; write minute, hour, day of month, month and day of week, as in "*/15 * * * *"`},
		{"0 0 6 * * *", `the schedule has 6 fields, and there are none for seconds; leave the seconds out and write "0 6 * * *"`},
		{"0 0 6 * * * *", `the schedule has 7 fields, not 5; write minute, hour, day of month, month and day of week, as in "*/15 * * * *"`},
		{"60 * * * *", `minute "60" is not from 0 to 59; write something like 0, */15 or 0,30`},
		{"x * * * *", `minute "x" is not a number from 0 to 59; write something like 0, */15 or 0,30`},
		{"+5 * * * *", `minute "+5" is not a number from 0 to 59; write something like 0, */15 or 0,30`},
		{"0 24 * * *", `hour "24" is not from 0 to 23; write something like *, 6 or 8-18`},
		{"0 0 0 * *", `day of month "0" is not from 1 to 31; write something like *, 1 or 1,15`},
		{"0 0 L * *", `day of month "L" is not a number from 1 to 31; write something like *, 1 or 1,15`},
		{"0 0 1 MON *", `month "MON" is not a number from 1 to 12; write something like *, 1 or JAN-MAR`},
		{"0 0 * * 7", `day of week "7" is not from 0 to 6; write something like *, 0 (Sunday) or MON-FRI`},
		{"0 0 * * FRI-MON", `day of week "FRI-MON" runs backwards; write something like *, 0 (Sunday) or MON-FRI`},
		{"0 1-2-3 * * *", `hour "2-3" is not a number from 0 to 23; write something like *, 6 or 8-18`},
		{"0 *-5 * * *", `hour "*" is not a number from 0 to 23; write something like *, 6 or 8-18`},
		{", * * * *", `minute "," has an empty part; write something like 0, */15 or 0,30`},
		{"1,,2 * * * *", `minute "1,,2" has an empty part; write something like 0, */15 or 0,30`},
		{"*/0 * * * *", `step "0" of the minute is not a number from 1 to 59; write something like 0, */15 or 0,30`},
		{"*/90 * * * *", `step "90" of the minute is not a number from 1 to 59; write something like 0, */15 or 0,30`},
		{"*/5/2 * * * *", `step "5/2" of the minute is not a number from 1 to 59; write something like 0, */15 or 0,30`},
		{"*/ * * * *", `step "" of the minute is not a number from 1 to 59; write something like 0, */15 or 0,30`},
		{"0 0 31 2 *", `"0 0 31 2 *" is a date that never comes; write a day of month that its months have`},
		{"0 0 31 4,6,9,11 ?", `"0 0 31 4,6,9,11 ?" is a date that never comes; write a day of month that its months have`},
		{"@every -5s", `"@every -5s" is less than a second; write a duration of whole seconds, as in @every 15m`},
		{"@every 0s", `"@every 0s" is less than a second; write a duration of whole seconds, as in @every 15m`},
		{"@every 500ms", `"@every 500ms" is less than a second; write a duration of whole seconds, as in @every 15m`},
		{"@every 1500ms", `"@every 1500ms" has a fraction of a second; write a duration of whole seconds, as in @every 15m`},
		{"@every day", `"@every day" does not end in a duration; write a duration of whole seconds, as in @every 15m`},
		{"@every", `"@every" is not a schedule; write @hourly, @daily, @weekly, @monthly, @yearly or five fields, as in "*/15 * * * *"`},
		{"@reboot", `"@reboot" is not a schedule; write @hourly, @daily, @weekly, @monthly, @yearly or five fields, as in "*/15 * * * *"`},
	}
	for _, test := range tests {
		_, err := ParseSchedule(test.spec, time.UTC)
		if err == nil || err.Error() != test.want {
			t.Errorf("%q:\ngot  %v\nwant %s", test.spec, err, test.want)
		}
		if _, ok := errors.AsType[*Error](err); !ok {
			t.Errorf("%q: the error is no *Error", test.spec)
		}
	}
}

func TestAPanicOfTheCronParserIsAnError(t *testing.T) {
	if _, err := guardedParse("TZ=UTC"); err == nil {
		t.Error("no error")
	}
}

func FuzzSchedule(f *testing.F) {
	for _, spec := range []string{"*/15 * * * *", "0 0 29 2 *", "30 1 * * *", "@every 90m", "@daily", "CRON_TZ=Europe/London 30 1 * * SUN",
		"TZ=UTC", "0 0 31 2 *", ", * * * *", "*-5 * * * *", "0 0 1-31/2 JAN-MAR MON", "* * * * * *", "0 * 4 11 *"} {
		for i := range uint8(4) {
			f.Add(spec, int64(1_711_843_200), i)
		}
	}
	zones := []string{"UTC", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca"}
	f.Fuzz(func(t *testing.T, spec string, seconds int64, pick uint8) {
		s, err := ParseSchedule(spec, zone(t, zones[int(pick)%len(zones)]))
		if err != nil {
			if _, ok := errors.AsType[*Error](err); !ok {
				t.Fatalf("%q: %v is no *Error", spec, err)
			}
			return
		}
		const tenThousandYears = 250_000_000_000
		now := time.Unix(seconds%tenThousandYears, int64(pick))
		next := s.Next(now)
		if !next.After(now) {
			t.Fatalf("%q: after %s comes %s", spec, now.UTC(), next.UTC())
		}
		if following := s.Next(next); !following.After(next) {
			t.Fatalf("%q: after %s comes %s", spec, next.UTC(), following.UTC())
		}
		if s.Period() <= 0 {
			t.Fatalf("%q: period %s", spec, s.Period())
		}
		// Nothing is missed in between: asked a moment before the run, the answer is the same.
		if again := s.Next(next.Add(-time.Nanosecond)); spec[0] != '@' && !strings.Contains(spec, "@every") && !again.Equal(next) {
			t.Fatalf("%q: %s, but a moment before it %s", spec, next.UTC(), again.UTC())
		}
	})
}
