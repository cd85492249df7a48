package dates_test

import (
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/source/dates"
)

func TestFromPath(t *testing.T) {
	cases := []struct{ path, want string }{
		{"2026-03-12-slug.md", "2026-03-12"},
		{"_posts/2026-3-2-slug.md", "2026-03-02"},
		{"2026-03-12.md", "2026-03-12"},
		{"2026_03_12_slug.md", "2026-03-12"},
		{"2026.03.12.md", "2026-03-12"},
		{"2026.03.12-slug.md", "2026-03-12"},
		{"2026-03-12 slug.md", "2026-03-12"},
		{"2026-03-12T10-30.md", "2026-03-12"},
		{"20260312-slug.md", "2026-03-12"},
		{"20260312.md", "2026-03-12"},
		{"posts/20260312T103000Z-slug.json", "2026-03-12"},
		{"2026/2026-03-12.md", "2026-03-12"},
		{"2026-03-12/index.md", "2026-03-12"},
		{"2026-03-12-slug/en/index.md", "2026-03-12"},
		{"/blog/2026/03/12/slug/index.md", "2026-03-12"},
		{"2026/3/2/slug.md", "2026-03-02"},
		{"2026/03/12.md", "2026-03-12"},
		{"2026/03/12/", "2026-03-12"},
		{"2026//03/12/slug.md", "2026-03-12"},
		{"2025/01/02/2026-03-12-slug.md", "2026-03-12"},
		{"2025/01/02/2026-13-40-slug.md", "2025-01-02"},
		{"2025-01-02/2026/03/12/slug.md", "2026-03-12"},
		{"2024/02/29/slug.md", "2024-02-29"},
		{"blog/2026/03-12-slug.md", "2026-03-12"},
		{"blog/2026/03-12.md", "2026-03-12"},
		{"blog/2026/03-12-slug/index.md", "2026-03-12"},
		{"1500-01-01.md", "1500-01-01"},
		{"2199-12-31.md", "2199-12-31"},

		{"", ""},
		{"/", ""},
		{"slug.md", ""},
		{"2026/03/slug.md", ""},
		{"2026-03-slug.md", ""},
		{"2026.md", ""},
		{"2026/03/12-slug.md", ""},
		{"2026/3-12-slug.md", ""},
		{"2026/13-12-slug.md", ""},
		{"posts/03-12-slug.md", ""},
		{"2026-13-40-slug.md", ""},
		{"2023/02/29/slug.md", ""},
		{"2026-03-123.md", ""},
		{"2026-03-12th.md", ""},
		{"2026-03-12tea.md", ""},
		{"2026-03-12T", ""},
		{"1499-12-31.md", ""},
		{"2026-03_12.md", ""},
		{"2026-03-12é.md", ""},
		{"202603123-slug.md", ""},
		{"12345678.md", ""},
		{"0042/01/02/slug.md", ""},
		{"2200-01-02.md", ""},
		{"20261340.md", ""},
		{"2026/003/12/slug.md", ""},
		{"2026/03/112/slug.md", ""},
		{"2026ab.md", ""},
		{"20260a12.md", ""},
	}
	paris := location(t, "Europe/Paris")
	for _, c := range cases {
		t.Run(c.path, func(t *testing.T) {
			d, ok := dates.FromPath(c.path, paris)
			if !ok {
				if c.want != "" {
					t.Errorf("no date, want %s", c.want)
				}
				return
			}
			if got := d.Time.Format(time.DateTime); got != c.want+" 00:00:00" {
				t.Errorf("got %s, want %s", got, c.want)
			}
			if d.Clock || d.Zone || d.Time.Year() > 1911 && d.Time.Location() != paris {
				t.Errorf("got %+v, want a bare day in the given zone", d)
			}
		})
	}
}

func TestWrongInPath(t *testing.T) {
	for path, want := range map[string]string{
		"2026-02-30-slug.md":     "there is no day 30 in February 2026",
		"a/2026_13_01/index.md":  "there is no month 13",
		"2026-00-01.md":          "there is no month 0",
		"2026-02-28-slug.md":     "",
		"2026-13-401.md":         "",
		"2026.13.40.md":          "",
		"20261340.md":            "",
		"0042-13-40.md":          "",
		"2026-13-4.md":           "",
		"2026-13-40th-anniv.md":  "",
		"2026-13-40x.md":         "",
		"2026-1é-40.md":          "",
		"":                       "",
		"2026/13/40/index.md":    "",
		"2026-02-30/2026-x.html": "there is no day 30 in February 2026",
	} {
		bad := dates.WrongInPath(path)
		if (bad == nil) != (want == "") || bad != nil && bad.Reason != want {
			t.Errorf("%s: got %v, want %q", path, bad, want)
		}
	}
}

func TestFromPathWithoutZone(t *testing.T) {
	d, ok := dates.FromPath("2026-03-12-slug.md", nil)
	if !ok || !d.Time.Equal(time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("got %v, %v", d, ok)
	}
}

// Statamic writes a clock between the date and a dot.
func TestFromPathWithClock(t *testing.T) {
	for path, want := range map[string]string{
		"2026-03-12-1430.two-in-the-afternoon.md": "2026-03-12 14:30:00",
		"blog/2026-03-12-143005.slug.md":          "2026-03-12 14:30:05",
		"2026-03-12.a-timeline.md":                "2026-03-12 00:00:00",
		"2026-03-12-2020.md":                      "2026-03-12 00:00:00",
		"2026-03-12-2020.de.md":                   "2026-03-12 00:00:00",
		"2026-03-12-2020-in-review.md":            "2026-03-12 00:00:00",
		"2026-03-12-2460.slug.md":                 "2026-03-12 00:00:00",
	} {
		d, ok := dates.FromPath(path, nil)
		if got := d.Time.Format(time.DateTime); !ok || got != want || d.Clock == strings.HasSuffix(want, "00:00:00") {
			t.Errorf("%q: got %s (%v), want %s", path, got, d.Clock, want)
		}
	}
}

func TestStripDate(t *testing.T) {
	cases := []struct{ name, want string }{
		{"2026-03-12-slug.md", "slug.md"},
		{"2026-03-12_slug.md", "slug.md"},
		{"2026-03-12 - slug.md", "slug.md"},
		{"2026-03-12-slug", "slug"},
		{"20260312-slug.md", "slug.md"},
		{"2026.03.12.slug.md", "slug.md"},
		{"2026-03-12-10-tips.md", "10-tips.md"},
		{"2026-03-12-1430.two-in-the-afternoon", "two-in-the-afternoon"},
		{"2026-03-12-143005.slug.md", "slug.md"},
		{"2026-03-12.a-timeline", "a-timeline"},
		{"2026-03-12-2020.md", "2020.md"},
		{"2026-03-12-2020.pt-br.md", "2020.pt-br.md"},
		{"2026-03-12-1984.a-book", "1984.a-book"},
		{"2026-03-12.md", "2026-03-12.md"},
		{"2026-03-12-.md", "2026-03-12-.md"},
		{"2026-03-12", "2026-03-12"},
		{"2026-03-12-", "2026-03-12-"},
		{"2026-03-12T10-30-slug.md", "2026-03-12T10-30-slug.md"},
		{"2026-13-40-slug.md", "2026-13-40-slug.md"},
		{"slug.md", "slug.md"},
		{"", ""},
	}
	for _, c := range cases {
		if got := dates.StripDate(c.name); got != c.want {
			t.Errorf("%q: got %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzFromPath(f *testing.F) {
	for _, path := range []string{
		"2026-03-12-slug.md", "2026/03/12/slug/index.md", "20260312.md", "2026.3.2.md", "//2026/3/2", "2026-03-12/",
	} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		d, ok := dates.FromPath(path, time.UTC)
		if !ok {
			return
		}
		if y := d.Time.Year(); y < 1500 || y > 2199 || d.Zone || !d.Clock && d.Time.Hour() != 0 {
			t.Errorf("%q: %+v", path, d)
		}
		// A file with a date of its own, put where the path leads, has its own date.
		own, ok := dates.FromPath(path+"/2001-02-03-x.md", time.UTC)
		if !ok || own.Time.Format(time.DateOnly) != "2001-02-03" {
			t.Errorf("%q: below it, %+v", path, own)
		}
	})
}

func FuzzStripDate(f *testing.F) {
	f.Add("2026-03-12-slug.md")
	f.Add("2026.03.12.md")
	f.Fuzz(func(t *testing.T, name string) {
		got := dates.StripDate(name)
		if len(got) > len(name) || name[len(name)-len(got):] != got || name != "" && got == "" {
			t.Errorf("%q: got %q, which does not end it", name, got)
		}
	})
}
