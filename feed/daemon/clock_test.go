package daemon

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/config"
)

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func schedule(t *testing.T, spec, zone string) func(time.Time) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	s, err := config.ParseSchedule(spec, loc)
	if err != nil {
		t.Fatal(err)
	}
	return s.Next
}

// jump sets the clock on the wall: when it would show at, it shows to instead. What waits goes on waiting.
type jump struct{ at, to string }

// live waits on the clock from one instant to another and gives those at which it had something built. No build takes
// any time.
func live(t *testing.T, c *clock, from, until string, jumps ...jump) (builds []string) {
	now, end := instant(t, from), instant(t, until)
	c.built(now, now, time.Time{})
	for len(jumps) > 0 || now.Before(end) {
		rest := c.rest(now)
		if rest <= 0 {
			builds = append(builds, now.UTC().Format(time.RFC3339))
			c.built(now, now, time.Time{})
			continue
		}
		now = now.Add(rest)
		if len(jumps) > 0 && !now.Before(instant(t, jumps[0].at)) {
			left := now.Sub(instant(t, jumps[0].at))
			now, jumps = instant(t, jumps[0].to).Add(left), jumps[1:]
		}
	}
	return builds
}

func TestWhateverTheClockDoesTheBuildsFollowIt(t *testing.T) {
	const quarters, nightly = "*/15 * * * *", "30 1 * * *"
	for _, c := range []struct {
		name, spec, zone, from, until string
		jumps                         []jump
		want                          []string
	}{
		{"it runs", quarters, "UTC", "2026-03-12T12:01:00Z", "2026-03-12T12:31:00Z", nil,
			[]string{"2026-03-12T12:15:00Z", "2026-03-12T12:30:00Z"}},
		{"the machine slept for three hours: one build for all that were missed", quarters, "UTC",
			"2026-03-12T12:01:00Z", "2026-03-12T15:31:00Z", []jump{{"2026-03-12T12:07:00Z", "2026-03-12T15:07:00Z"}},
			[]string{"2026-03-12T15:07:00Z", "2026-03-12T15:15:00Z", "2026-03-12T15:30:00Z"}},
		{"set forward past nothing", quarters, "UTC",
			"2026-03-12T12:01:00Z", "2026-03-12T12:16:00Z", []jump{{"2026-03-12T12:02:00Z", "2026-03-12T12:12:00Z"}},
			[]string{"2026-03-12T12:15:00Z"}},
		{"it was years ahead", quarters, "UTC",
			"2036-01-01T00:01:00Z", "2026-03-12T12:31:00Z", []jump{{"2036-01-01T00:07:00Z", "2026-03-12T12:07:00Z"}},
			[]string{"2026-03-12T12:07:00Z", "2026-03-12T12:15:00Z", "2026-03-12T12:30:00Z"}},
		{"set back, but not to before the last build", quarters, "UTC",
			"2026-03-12T12:01:00Z", "2026-03-12T12:31:00Z", []jump{{"2026-03-12T12:14:00Z", "2026-03-12T12:04:00Z"}},
			[]string{"2026-03-12T12:15:00Z", "2026-03-12T12:30:00Z"}},
		{"in spring the clock skips the hour of the build", nightly, "Europe/London", "2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", nil,
			[]string{"2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"}},
		{"in autumn it shows the hour of the build twice", nightly, "Europe/London", "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", nil,
			[]string{"2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := live(t, &clock{schedule: schedule(t, c.spec, c.zone)}, c.from, c.until, c.jumps...)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWithoutAScheduleTheClockSetBackIsStillNoticed(t *testing.T) {
	got := live(t, &clock{}, "2026-03-12T12:00:00Z", "2026-03-12T12:30:00Z", jump{"2026-03-12T12:20:00Z", "2026-03-12T11:20:00Z"})
	if diff := cmp.Diff([]string{"2026-03-12T11:20:00Z"}, got); diff != "" {
		t.Error(diff)
	}
}

// What a build says is due is what comes after it. Anything else would have it built over and over.
func TestWhatIsDueAtTheInstantOfTheBuildIsDone(t *testing.T) {
	start := instant(t, "2026-03-12T12:00:00Z")
	for _, next := range []time.Time{{}, start, start.Add(-time.Hour)} {
		var c clock
		c.built(start, start, next)
		if rest := c.rest(start); rest <= 0 {
			t.Errorf("next %v: due again at once", next)
		}
	}
}

// An embargo that ended while the build before was still running is not the schedule's to wait for.
func TestWhatBecameDueDuringTheBuildIsDueAfterIt(t *testing.T) {
	start := instant(t, "2026-03-12T12:00:00Z")
	c := clock{schedule: schedule(t, "0 * * * *", "UTC")}
	if missed := c.built(start, start.Add(time.Minute), start.Add(time.Second)); missed {
		t.Error("no scheduled build was missed")
	}
	if rest := c.rest(start.Add(time.Minute)); rest > 0 {
		t.Errorf("%v to wait", rest)
	}
}

func TestAChangeAfterTheEndIsNotBuilt(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	changes := make(chan struct{}, 1)
	for range 100 { // of two things that can go on, one is taken at random
		tell(changes)
		var c clock
		if _, isUp := c.wait(ctx, changes, nil); isUp {
			t.Fatal("built after the end")
		}
	}
}
