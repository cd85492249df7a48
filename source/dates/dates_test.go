package dates_test

import (
	"errors"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"github.com/masthead-feeds/masthead/source/dates"
)

// The letters after a wanted time say what was written: c a clock, z a zone.
type accepted struct{ in, want, wrote string }

var isoForms = []accepted{
	{"2024-05-31", "2024-05-31T00:00:00+01:00", ""},
	{"  2024-05-31\n", "2024-05-31T00:00:00+01:00", ""},
	{"2024-02-29", "2024-02-29T00:00:00Z", ""},
	{"2000-02-29", "2000-02-29T00:00:00Z", ""},
	{"2024-05-31T15:04:05Z", "2024-05-31T15:04:05Z", "cz"},
	{"2024-05-31t15:04:05z", "2024-05-31T15:04:05Z", "cz"},
	{"2024-05-31 15:04:05", "2024-05-31T15:04:05+01:00", "c"},
	{"2024-01-31 15:04:05", "2024-01-31T15:04:05Z", "c"},
	{"2024-05-31 15:04", "2024-05-31T15:04:00+01:00", "c"},
	{"2024-05-31T15:04Z", "2024-05-31T15:04:00Z", "cz"},
	{"2024-05-31T15:04:05.25+02:00", "2024-05-31T15:04:05.25+02:00", "cz"},
	{"2024-05-31T15:04:05,250-0330", "2024-05-31T15:04:05.25-03:30", "cz"},
	{"2024-05-31T15:04:05.12345678999Z", "2024-05-31T15:04:05.123456789Z", "cz"},
	{"2024-05-31T15:04:05.123456789012345678Z", "2024-05-31T15:04:05.123456789Z", "cz"},
	{"2024-05-31 15:04:05 -0800", "2024-05-31T15:04:05-08:00", "cz"},
	{"2024-05-31 15:04:05 +0900", "2024-05-31T15:04:05+09:00", "cz"},
	{"2024-05-31 15:04:05  +09:00", "2024-05-31T15:04:05+09:00", "cz"},
	{"2024-05-31 15:04:05+09", "2024-05-31T15:04:05+09:00", "cz"},
	{"2024-05-31 15:04:05 -5", "2024-05-31T15:04:05-05:00", "cz"},
	{"2024-05-31 15:04:05 −05:00", "2024-05-31T15:04:05-05:00", "cz"},
	{"2024-05-31 15:04 UTC", "2024-05-31T15:04:00Z", "cz"},
	{"2024-05-31 15:04:05 EST", "2024-05-31T15:04:05-05:00", "cz"},
	{"2024-05-31 15:04:05 pdt", "2024-05-31T15:04:05-07:00", "cz"},
	{"2024-05-31 15:04:05 CEST", "2024-05-31T15:04:05+02:00", "cz"},
	{"2024-05-31 15:04:05 NPT", "2024-05-31T15:04:05+05:45", "cz"},
	{"2024-05-31 15:04:05 NST", "2024-05-31T15:04:05-03:30", "cz"},
	{"2024-05-31 15:04:05 UTC+2", "2024-05-31T15:04:05+02:00", "cz"},
	{"2024-05-31 15:04:05 GMT -07:00", "2024-05-31T15:04:05-07:00", "cz"},
	{"2024-05-31 15:04:05.999 +0000 UTC", "2024-05-31T15:04:05.999Z", "cz"},
	{"2024-05-31 15:04:05 +0530 IST", "2024-05-31T15:04:05+05:30", "cz"},
	{"2024-05-31T15:04:05+02:00[Europe/Paris]", "2024-05-31T15:04:05+02:00", "cz"},
	{"2024-05-31T15:04:05-00:00", "2024-05-31T15:04:05Z", "cz"},
	{"2024-05-31Z", "2024-05-31T00:00:00Z", "z"},
	{"2024-05-31-06:00", "2024-05-31T00:00:00-06:00", "z"},
	{"2024-05-31 +0200", "2024-05-31T00:00:00+02:00", "z"},
	{"2024-5-1", "2024-05-01T00:00:00+01:00", ""},
	{"2024-5-1 9:05", "2024-05-01T09:05:00+01:00", "c"},
	{"2024/05/31", "2024-05-31T00:00:00+01:00", ""},
	{"2024/5/31 15:04:05 +02:00", "2024-05-31T15:04:05+02:00", "cz"},
	{"2024.05.31", "2024-05-31T00:00:00+01:00", ""},
	{"2024. 5. 31.", "2024-05-31T00:00:00+01:00", ""},
	{"20240531", "2024-05-31T00:00:00+01:00", ""},
	{"20240531T150405Z", "2024-05-31T15:04:05Z", "cz"},
	{"20240531T150405.5+0200", "2024-05-31T15:04:05.5+02:00", "cz"},
	{"20240531T1504", "2024-05-31T15:04:00+01:00", "c"},
	{"20240531T15:04:05Z", "2024-05-31T15:04:05Z", "cz"},
	{"20240531150405", "2024-05-31T15:04:05+01:00", "c"},
	{"2024-05", "2024-05-01T00:00:00+01:00", ""},
	{"2024/05", "2024-05-01T00:00:00+01:00", ""},
	{"1717167845", "2024-05-31T15:04:05Z", "cz"},
	{"1717167845678", "2024-05-31T15:04:05.678Z", "cz"},
	{"2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "cz"},
	{"2024-05-31T24:00:00Z", "2024-06-01T00:00:00Z", "cz"},
	{"2024-12-31 24:00", "2025-01-01T00:00:00Z", "c"},
	{"0001-01-02", "0001-01-02T00:00:00-00:01", ""},
	{"9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z", "cz"},
	{"2024-05-31 3:04 PM", "2024-05-31T15:04:00+01:00", "c"},
	{"２０２４-０５-３１", "2024-05-31T00:00:00+01:00", ""},
}

var englishForms = []accepted{
	{"Fri, 31 May 2024 15:04:05 GMT", "2024-05-31T15:04:05Z", "cz"},
	{"Fri, 31 May 2024 15:04:05 +0200", "2024-05-31T15:04:05+02:00", "cz"},
	{"Tue, 31 May 2024 15:04:05 -0400 (EDT)", "2024-05-31T15:04:05-04:00", "cz"},
	{"31 May 2024 15:04 EDT", "2024-05-31T15:04:00-04:00", "cz"},
	{"31 May 24 15:04:05 UT", "2024-05-31T15:04:05Z", "cz"},
	{"31 May 49 15:04 Z", "2049-05-31T15:04:00Z", "cz"},
	{"31 May 50 15:04 Z", "1950-05-31T15:04:00Z", "cz"},
	{"June 5, 2023 1:05 AM", "2023-06-05T01:05:00+01:00", "c"},
	{"Fri, 31 May 99 15:04 Z", "1999-05-31T15:04:00Z", "cz"},
	{"Friday, 31-May-24 15:04:05 GMT", "2024-05-31T15:04:05Z", "cz"},
	{"31-May-2024", "2024-05-31T00:00:00+01:00", ""},
	{"31/May/2024", "2024-05-31T00:00:00+01:00", ""},
	{"2024-May-31", "2024-05-31T00:00:00+01:00", ""},
	{"2024 May 31 15:04", "2024-05-31T15:04:00+01:00", "c"},
	{"Fri May 31 15:04:05 2024", "2024-05-31T15:04:05+01:00", "c"},
	{"Fri May  3 15:04:05 EST 2024", "2024-05-03T15:04:05-05:00", "cz"},
	{"Fri May 31 15:04:05 -0700 2024", "2024-05-31T15:04:05-07:00", "cz"},
	{"Fri May 31 2024 15:04:05 GMT-0700 (Mountain Standard Time)", "2024-05-31T15:04:05-07:00", "cz"},
	{"June 5, 2023", "2023-06-05T00:00:00+01:00", ""},
	{"Jun 5 2023", "2023-06-05T00:00:00+01:00", ""},
	{"Jun. 5, 2023", "2023-06-05T00:00:00+01:00", ""},
	{"Sept. 5, 2023", "2023-09-05T00:00:00+01:00", ""},
	{"Jun-05-2023", "2023-06-05T00:00:00+01:00", ""},
	{"5 June 2023", "2023-06-05T00:00:00+01:00", ""},
	{"5th June 2023", "2023-06-05T00:00:00+01:00", ""},
	{"the 2nd of June, 2023", "2023-06-02T00:00:00+01:00", ""},
	{"June 1st, 2023", "2023-06-01T00:00:00+01:00", ""},
	{"June 5th, 2023 3:04 PM", "2023-06-05T15:04:00+01:00", "c"},
	{"June 5th, 2023 at 3:04:05 p.m. EST", "2023-06-05T15:04:05-05:00", "cz"},
	{"June 5, 2023, 3pm", "2023-06-05T15:00:00+01:00", "c"},
	{"June 5, 2023 12 a.m.", "2023-06-05T00:00:00+01:00", "c"},
	{"June 5, 2023 12:30 AM", "2023-06-05T00:30:00+01:00", "c"},
	{"June 5, 2023 12:30 pm", "2023-06-05T12:30:00+01:00", "c"},
	{"June 5, 2023 – 15:04", "2023-06-05T15:04:00+01:00", "c"},
	{"5 June 2023 | 15:04", "2023-06-05T15:04:00+01:00", "c"},
	{"3:04 PM EST, June 5, 2023", "2023-06-05T15:04:00-05:00", "cz"},
	{"Monday, June 5, 2023", "2023-06-05T00:00:00+01:00", ""},
	{"5 June 2023 (Monday)", "2023-06-05T00:00:00+01:00", ""},
	{"JUNE 5 2023", "2023-06-05T00:00:00+01:00", ""},
	{"May 2024", "2024-05-01T00:00:00+01:00", ""},
	{"13/05/2024", "2024-05-13T00:00:00+01:00", ""},
	{"05/13/2024", "2024-05-13T00:00:00+01:00", ""},
	{"5/5/2024", "2024-05-05T00:00:00+01:00", ""},
	{"13-05-2024 10:00", "2024-05-13T10:00:00+01:00", "c"},
	{"05.06.2023", "2023-06-05T00:00:00+01:00", ""},
}

var otherLanguages = []accepted{
	{"lundi 5 juin 2023", "2023-06-05T00:00:00+01:00", ""},
	{"le 1er août 2023 à 15h04", "2023-08-01T15:04:00+01:00", "c"},
	{"mar. 6 févr. 2024", "2024-02-06T00:00:00Z", ""},
	{"mar. 5 2024", "2024-03-05T00:00:00Z", ""},
	{"5 décembre 2023 15 h 04", "2023-12-05T15:04:00Z", "c"},
	{"1er août 2023", "2023-08-01T00:00:00+01:00", ""},
	{"Montag, 5. Juni 2023, 15:04 Uhr", "2023-06-05T15:04:00+01:00", "c"},
	{"Di, den 5. März 2024 um 15 Uhr", "2024-03-05T15:00:00Z", "c"},
	{"5. Jänner 2024 15 Uhr 04", "2024-01-05T15:04:00Z", "c"},
	{"5 de junio de 2023", "2023-06-05T00:00:00+01:00", ""},
	{"lunes, 5 de junio del 2023 a las 15:04", "2023-06-05T15:04:00+01:00", "c"},
	{"junio de 2023", "2023-06-01T00:00:00+01:00", ""},
	{"lunedì 5 giugno 2023 alle 15:04", "2023-06-05T15:04:00+01:00", "c"},
	{"segunda-feira, 5 de junho de 2023 às 15h04", "2023-06-05T15:04:00+01:00", "c"},
	{"1º de março de 2024", "2024-03-01T00:00:00Z", ""},
	{"maandag 5 juni 2023 om 15:04 uur", "2023-06-05T15:04:00+01:00", "c"},
	{"do 7 maart 2024", "2024-03-07T00:00:00Z", ""},
	{"den 5 juni 2023 kl. 15:04", "2023-06-05T15:04:00+01:00", "c"},
	{"mandag den 5. juni 2023 kl 15:04", "2023-06-05T15:04:00+01:00", "c"},
	{"5. desember 2023", "2023-12-05T00:00:00Z", ""},
	{"poniedziałek, 5 czerwca 2023 r.", "2023-06-05T00:00:00+01:00", ""},
	{"5 października 2023 roku, godz. 15:04", "2023-10-05T15:04:00+01:00", "c"},
	{"понедельник, 5 июня 2023 г., 15:04", "2023-06-05T15:04:00+01:00", "c"},
	{"5 мая 2023 года в 15:04 MSK", "2023-05-05T15:04:00+03:00", "cz"},
	{"2023年6月5日", "2023-06-05T00:00:00+01:00", ""},
	{"2023年6月", "2023-06-01T00:00:00+01:00", ""},
	{"2023年6月5日(月) 15:04", "2023-06-05T15:04:00+01:00", "c"},
	{"２０２３年６月５日（月）１５時０４分０５秒", "2023-06-05T15:04:05+01:00", "c"},
	{"2023年6月5日月曜日", "2023-06-05T00:00:00+01:00", ""},
	{"2023年6月5日午後3時4分", "2023-06-05T15:04:00+01:00", "c"},
	{"2023年6月5日午前0時", "2023-06-05T00:00:00+01:00", "c"},
	{"2023年6月5日 午後0時30分", "2023-06-05T12:30:00+01:00", "c"},
	{"2023年6月5日 星期一 下午3:04", "2023-06-05T15:04:00+01:00", "c"},
	{"2023年6月5号", "2023-06-05T00:00:00+01:00", ""},
	{"2023년 6월 5일 월요일 오후 3시 4분 5초", "2023-06-05T15:04:05+01:00", "c"},
	{"2023년 6월 5일 오후 3:04 KST", "2023-06-05T15:04:00+09:00", "cz"},
	{"18.06.2023, 12.30 Uhr", "2023-06-18T12:30:00+01:00", "c"},
	{"18. Juni 2023, 9.05 Uhr", "2023-06-18T09:05:00+01:00", "c"},
	{"18 June 2023 • 12:30pm", "2023-06-18T12:30:00+01:00", "c"},
	{"202306181230", "2023-06-18T12:30:00+01:00", "c"},
	{"18 Haziran 2023", "2023-06-18T00:00:00+01:00", ""},
	{"18. června 2023 12:30", "2023-06-18T12:30:00+01:00", "c"},
	{"2023. június 18.", "2023-06-18T00:00:00+01:00", ""},
	{"18 Ιουνίου 2023", "2023-06-18T00:00:00+01:00", ""},
	{"18 червня 2023", "2023-06-18T00:00:00+01:00", ""},
	{"١٨ حزيران/يونيو ٢٠٢٣", "2023-06-18T00:00:00+01:00", ""},
	{"الاثنين 5 يونيو 2023", "2023-06-05T00:00:00+01:00", ""},
	{"٩ يونيو ٢٠٢٣", "2023-06-09T00:00:00+01:00", ""},
	{"۲۰۰۹/۶/۹ ۹:۰۹", "2009-06-09T09:09:00+01:00", "c"},
	{"يوم الاثنين، ٥ يونيو ٢٠٢٣", "2023-06-05T00:00:00+01:00", ""},
	{"5 كانون الثاني 2024", "2024-01-05T00:00:00Z", ""},
	{"5 تشرين الأول 2023 3:04 م", "2023-10-05T15:04:00+01:00", "c"},
}

func TestParse(t *testing.T) {
	london := location(t, "Europe/London")
	for _, forms := range [][]accepted{isoForms, englishForms, otherLanguages} {
		for _, c := range forms {
			t.Run(c.in, func(t *testing.T) {
				d, err := dates.Parse(c.in, london)
				if err != nil {
					t.Fatal(err)
				}
				if got := d.Time.Format(time.RFC3339Nano); got != c.want {
					t.Errorf("time %s, want %s", got, c.want)
				}
				if got := wrote(d); got != c.wrote {
					t.Errorf("wrote %q, want %q", got, c.wrote)
				}
			})
		}
	}
}

func wrote(d dates.Date) (s string) {
	if d.Clock {
		s += "c"
	}
	if d.Zone {
		s += "z"
	}
	return s
}

func TestParseRefuses(t *testing.T) {
	cases := []struct{ in, reason string }{
		{"", "it is empty"},
		{" \t", "it is empty"},
		{"yesterday", `there is no place for "yesterday" in a date`},
		{"June", `there is no place for "june" in a date`},
		{"2024", "a year alone is not a date"},
		{"15:04", "there is no day in it"},
		{"Monday", "there is no day in it"},
		{"5 June", "the year is missing"},
		{"June 5 15:04:05", "the year is missing"},
		{"June 5, 23", `there is no place for "23" in a date`},
		{"June 2023 15:04", "the day is missing"},
		{"2024-05 10:00", "the day is missing"},
		{"2024.05", `there is no place for "2024" in a date`},
		{"9999-99-99", "there is no month 99"},
		{"0000-00-00", "there is no year 0"},
		{"2023-02-30", "there is no day 30 in February 2023"},
		{"1900-02-29", "there is no day 29 in February 1900"},
		{"2023-04-31", "there is no day 31 in April 2023"},
		{"31 June 2023", "there is no day 31 in June 2023"},
		{"2023-06-00", "there is no day 0 in June 2023"},
		{"2023-13-40", "there is no month 13"},
		{"20231340", "there is no month 13"},
		{"2023-06-05 25:00", "there is no time 25:00"},
		{"2023-06-05 24:00:01", "there is no time 24:00"},
		{"2023-06-05 10:60", "there is no minute 60"},
		{"2023-06-05 10:00:61", "there is no second 61"},
		{"2023-06-05 13:04 PM", "a clock with AM or PM has no hour 13"},
		{"2023-06-05 0:04 am", "a clock with AM or PM has no hour 0"},
		{"2023-06-05T10:00:00+16:00", "the offset from UTC is too large"},
		{"2023-06-05T10:00:00-99:00", "the offset from UTC is too large"},
		{"2023-06-05T10:00:00+01:60", "an offset has no minute 60"},
		{"9999-12-31T24:00:00Z", "the year is not between 1 and 9999"},
		{"9999-12-31T23:00:00-05:00", "the year is not between 1 and 9999"},
		{"0001-01-01T00:00:00+05:00", "the year is not between 1 and 9999"},
		{"05/06/2023", "which of 5 and 6 is the month is not clear"},
		{"5/12/2023", "which of 5 and 12 is the month is not clear"},
		{"12/5/2023", "which of 12 and 5 is the month is not clear"},
		{"20240531T150", `the time "150" is neither hhmm nor hhmmss`},
		{"2023-06-05 100 h", `there is no place for "100" in a date`},
		{"5-6-2023 10:00", "which of 5 and 6 is the month is not clear"},
		{"13/13/2023", "there is no month 13"},
		{"13/05/24", "the year needs four digits"},
		{"13/05-2024", `there is no place for "13" in a date`},
		{"2024-05/31", `there is no place for "/" in a date`},
		{"2023-01-29 18:30:22 2023 -0800", `there is no place for "2023" in a date`},
		{"2023-01-29 18:30:22 -0800 2023", `there is no place for "2023" in a date`},
		{"2023-01-29 18:30:22 +00:00 Z Z", `there is no place for "z" in a date`},
		{"2023-01-29 2023-01-30", `there is no place for "2023" in a date`},
		{"2023-01-29 10:00 11:00", `there is no place for "11" in a date`},
		{"2023-01-29,", `there is no place for "," in a date`},
		{",2023-01-29", `there is no place for "," in a date`},
		{"2023-01-29,, 10:00", `there is no place for "," in a date`},
		{"2023-01-29 10:00 Europe/Paris", `there is no place for "europe" in a date`},
		{"2023-01-29T10:00[Europe/Paris]", `there is no place for "[" in a date`},
		{"2023-01-29T10:00Z[Europe/Paris", `there is no place for "[" in a date`},
		{"2023-01-29 10:00 IST", `the zone "ist" names more than one offset`},
		{"2023-01-29T10", `there is no place for "t" in a date`},
		{"2023-01-29T1:2:3", `there is no place for "t" in a date`},
		{"2023-01-29 10:00:5", `there is no place for ":" in a date`},
		{"2023-01-29 -5", `there is no place for "-" in a date`},
		{"2023-01-29 10:00 +123", `there is no place for "+" in a date`},
		{"20240531T15040", `the time "15040" is neither hhmm nor hhmmss`},
		{"2024-W05-1", `there is no place for "2024" in a date`},
		{"2024-156", `there is no place for "2024" in a date`},
		{"123456789", `there is no place for "123456789" in a date`},
		{"1717167845 Z", `there is no place for "1717167845" in a date`},
		{"123456789012345678901234567890", `there is no place for "123456789012345678901234567890" in a date`},
		{"Monday Monday 2024-01-02", `there is no place for "monday" in a date`},
		{"at 2024-01-02", `there is no place for "at" in a date`},
		{"2024-01-02 (Mon", `there is no place for "(" in a date`},
		{"2024-01-02\xff", `there is no place for "\xff" in a date`},
		{"2024年6日", `there is no place for "2024" in a date`},
		{strings.Repeat("2024-01-02 ", 50), "it is too long for a date"},
	}
	for _, c := range cases {
		t.Run(c.in, func(t *testing.T) {
			d, err := dates.Parse(c.in, nil)
			var fault *dates.Error
			if !errors.As(err, &fault) {
				t.Fatalf("got %v, %v, want an Error", d, err)
			}
			if fault.Reason != c.reason || fault.Value != c.in || fault.Fix == "" {
				t.Errorf("reason %q, want %q (value %q, fix %q)", fault.Reason, c.reason, fault.Value, fault.Fix)
			}
		})
	}
}

func TestErrorSaysWhatToWrite(t *testing.T) {
	cases := []struct{ in, want string }{
		{"05/06/2023", `date "05/06/2023": which of 5 and 6 is the month is not clear; ` +
			"write 2023-06-05 for 5 June or 2023-05-06 for 6 May"},
		{"soon", `date "soon": there is no place for "soon" in a date; ` +
			"write it as 2024-05-31 or 2024-05-31T15:04:05+02:00"},
		{strings.Repeat("é", 200), `date "` + strings.Repeat("é", 60) + `"…: it is too long for a date; ` +
			"write it as 2024-05-31 or 2024-05-31T15:04:05+02:00"},
	}
	for _, c := range cases {
		if _, err := dates.Parse(c.in, nil); err == nil || err.Error() != c.want {
			t.Errorf("%q:\n got %v\nwant %s", c.in, err, c.want)
		}
	}
}

// Before standard time a zone's offset has seconds, which RFC 3339 cannot write: the clock stays as written.
func TestParseLocalMeanTime(t *testing.T) {
	d, err := dates.Parse("1880-05-31 12:00", location(t, "Europe/Paris"))
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Time.Format(time.RFC3339); got != "1880-05-31T12:00:00+00:09" {
		t.Error(got)
	}
	if _, offset := d.Time.Zone(); offset != 9*60 {
		t.Errorf("offset %d", offset)
	}
}

func location(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// A clock that summer time shows twice, or not at all, has two readings, in every zone the same way round: the first of the
// two is what it means, and whoever has to be on the safe side may ask for the earliest and the latest.
func TestAClockThatSummerTimeChanges(t *testing.T) {
	for _, c := range []struct{ zone, clock, earliest, usual, latest string }{
		{"America/New_York", "2027-03-14 02:30", "2027-03-14T06:30:00Z", "2027-03-14T07:30:00Z", "2027-03-14T07:30:00Z"},
		{"America/New_York", "2027-11-07 01:30", "2027-11-07T05:30:00Z", "2027-11-07T05:30:00Z", "2027-11-07T06:30:00Z"},
		{"Europe/London", "2027-03-28 01:30", "2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z", "2027-03-28T01:30:00Z"},
		{"Europe/London", "2027-10-31 01:30", "2027-10-31T00:30:00Z", "2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"},
		{"Europe/Helsinki", "2027-10-31 03:30", "2027-10-31T00:30:00Z", "2027-10-31T00:30:00Z", "2027-10-31T01:30:00Z"},
		{"Australia/Lord_Howe", "2027-10-03 02:15", "2027-10-02T15:15:00Z", "2027-10-02T15:45:00Z", "2027-10-02T15:45:00Z"},
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T02:00:00Z", "2018-11-04T03:00:00Z", "2018-11-04T03:00:00Z"}, // a day without a midnight
		{"America/New_York", "2027-03-14 01:30", "2027-03-14T06:30:00Z", "2027-03-14T06:30:00Z", "2027-03-14T06:30:00Z"},
		{"America/New_York", "2027-03-14 03:00", "2027-03-14T07:00:00Z", "2027-03-14T07:00:00Z", "2027-03-14T07:00:00Z"},
		{"America/New_York", "2027-03-14 02:30 -0500", "2027-03-14T07:30:00Z", "2027-03-14T07:30:00Z", "2027-03-14T07:30:00Z"},
	} {
		loc, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		d, err := dates.Parse(c.clock, loc)
		if err != nil {
			t.Fatal(err)
		}
		got := [3]string{d.Earliest().UTC().Format(time.RFC3339), d.Time.UTC().Format(time.RFC3339), d.Latest().UTC().Format(time.RFC3339)}
		if want := [3]string{c.earliest, c.usual, c.latest}; got != want {
			t.Errorf("%s in %s is %v, want %v", c.clock, c.zone, got, want)
		}
	}
}

// Every instant is found again by what the clocks of its place show then.
func TestAClockMeansAnInstantAtWhichItIsShown(t *testing.T) {
	for _, zone := range []string{"America/New_York", "Europe/London", "Europe/Helsinki", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia"} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		for at := time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2020; at = at.Add(17 * time.Minute) {
			d, err := dates.Parse(at.In(loc).Format("2006-01-02 15:04:05"), loc)
			if err != nil {
				t.Fatal(err)
			}
			if !d.Time.Equal(at) && !d.Latest().Equal(at) || d.Earliest().After(d.Time) || d.Time.After(d.Latest()) || d.Latest().Sub(d.Earliest()) > time.Hour {
				t.Fatalf("%s: %s is read as %s, %s, %s", zone, at, d.Earliest(), d.Time, d.Latest())
			}
		}
	}
}
