package dates

import (
	"testing"
	"time"
)

// seeds has one date of each kind that the tables in dates_test.go hold.
func seeds() []string {
	return []string{
		"2024-05-31", "2024-05-31T15:04:05.25+02:00", "2024-05-31 15:04 -0800", "20240531T150405Z", "1717167845",
		"1717167845678", "2024/5/31", "2024. 5. 31.", "Fri, 31 May 2024 15:04:05 GMT", "Friday, 31-May-24 15:04:05 EST",
		"Fri May 31 15:04:05 -0700 2024", "June 5th, 2023 at 3:04 p.m.", "13/05/2024", "05/06/2023", "mar. 6 févr. 2024",
		"2023年6月5日(月)午後3時4分", "2023년 6월 5일 오후 3:04", "5 كانون الثاني 2024", "9999-12-31T24:00", "0001-01-01",
		"2016-12-31T23:59:60Z", "2024-05-31T10:00Z[Europe/Paris]", "5 мая 2023 г., 15:04 MSK", "segunda-feira, 5 de junho de 2023",
	}
}

// Whatever is accepted can be written in RFC 3339 and read again as the same instant. And the fast scanner
// is nothing but fast: the general one gives the same fields for all that it reads.
func FuzzParse(f *testing.F) {
	for _, s := range seeds() {
		f.Add(s)
	}
	loc := time.FixedZone("", -(3*3600 + 1800))
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s, loc)
		if err != nil {
			if err.(*Error).Value != s || err.(*Error).Reason == "" || err.(*Error).Fix == "" {
				t.Errorf("%q: an error without its parts: %#v", s, err)
			}
			return
		}
		if y := d.Time.Year(); y < 1 || y > 9999 {
			t.Errorf("%q: year %d", s, y)
		}
		written := d.Time.Format(time.RFC3339Nano)
		again, err := Parse(written, nil)
		if err != nil || !again.Time.Equal(d.Time) || !again.Clock || !again.Zone {
			t.Errorf("%q: %s reads as %+v, %v", s, written, again, err)
		}
		if fast, ok := scanISO(s); ok {
			if slow, err := (Order{}).parseWords(s); err != nil || slow != fast {
				t.Errorf("%q: %+v fast, %+v, %v otherwise", s, fast, slow, err)
			}
		}
	})
}

// The fast scanner takes the forms that it is there for, without allocating.
func TestScanISO(t *testing.T) {
	for _, s := range []string{
		"2024-05-31", "2024-05-31T15:04Z", "2024-05-31T15:04:05z", "2024-05-31t15:04:05", "2024-05-31 15:04:05",
		"2024-05-31T15:04:05.123456789+02:00", "2024-05-31T15:04:05,5-0230", "2024-05-31 15:04:05 +02", "2024-05-31 15:04 -05:00",
		"2024-05-31T15:04-05",
	} {
		if _, ok := scanISO(s); !ok {
			t.Errorf("%q is left to the slow scanner", s)
		}
		if n := testing.AllocsPerRun(10, func() { _, _ = Parse(s, time.UTC) }); n > 3 {
			t.Errorf("%q: %v allocations", s, n)
		}
	}
}

// Every time that Go can write in these layouts is read as the time that it was.
func TestParseReadsGoLayouts(t *testing.T) {
	layouts := []string{
		time.ANSIC, time.UnixDate, time.RubyDate, time.RFC822, time.RFC822Z, time.RFC850, time.RFC1123, time.RFC1123Z,
		time.RFC3339, time.RFC3339Nano, time.DateTime, "2006-01-02 15:04:05.999999999 -0700 MST",
		"Monday, January 2, 2006 3:04:05 PM MST", "2 Jan 2006 15:04 -0700", "02.01.2006 15:04:05", "2006年1月2日 15時4分5秒",
	}
	start := time.Date(1999, 12, 27, 0, 0, 0, 0, time.UTC)
	for _, layout := range layouts {
		for day := range 500 {
			want := start.Add(time.Duration(day) * (23*time.Hour + 59*time.Minute))
			d, err := Parse(want.Format(layout), time.UTC)
			if err != nil {
				t.Fatal(err)
			}
			if d.Time.Format(layout) != want.Format(layout) {
				t.Fatalf("%s: %s, want %s", layout, d.Time.Format(layout), want.Format(layout))
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct{ name, in string }{
		{"day", "2024-05-31"},
		{"utc", "2024-05-31T15:04:05Z"},
		{"offset", "2024-05-31T15:04:05.25+02:00"},
		{"half-hour-offset", "2024-05-31T15:04:05+05:30"},
		{"local", "2024-05-31 15:04:05"},
		{"slashes", "2024/05/31"},
		{"rfc1123", "Fri, 31 May 2024 15:04:05 GMT"},
		{"english", "June 5th, 2023 3:04 PM"},
		{"french", "lundi 5 août 2023 à 15h04"},
		{"japanese", "2023年6月5日"},
		{"refused", "yesterday"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Parse(c.in, paris)
			}
		})
	}
}

func BenchmarkFromPath(b *testing.B) {
	for _, path := range []string{"posts/2026-03-12-slug.md", "blog/2026/03/12/slug/index.md", "docs/guide/index.md"} {
		b.Run(path, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = FromPath(path, time.UTC)
			}
		})
	}
}
