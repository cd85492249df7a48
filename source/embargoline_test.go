package source_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/formats"
)

// The same lines hold a story whatever its format; a time that is past lets it go.
func TestOrdersInAnyFormat(t *testing.T) {
	const never = "9999-12-31"
	bodies := map[string]string{
		"a.md":   "---\ndate: 2026-05-01\n---\n%s\n\n# The wall\n\nIt opens on Friday, the council of the town said after it had met.\n",
		"b.md":   "# The wall\n\n1 May 2026\n\n**%s**\n\nIt opens on Friday, the council of the town said after it had met.\n",
		"c.html": "<html><head><title>The wall</title></head><body><article><h1>The wall</h1><p>%s</p><p>It opens on Friday, the council of the town said after it had met.</p><p>The town is glad of it.</p></article></body></html>",
		"d.txt":  "%s\n\nThe wall\n\nIt opens on Friday, the council of the town said after it had met, and the town is glad of it.\n",
		"e.txt":  "The wall\n\nIt opens on Friday, the council of the town said after it had met, and the town is glad of it.\n\n%s\n",
	}
	for order, want := range map[string]string{
		"NOT FOR PUBLICATION":                       never,
		"FOR RELEASE JULY 1, 2027":                  "2027-07-01",
		"FOR RELEASE: 1 July 2027 09:00 GMT":        "2027-07-01",
		"FOR RELEASE MAY 1, 2026":                   "2026-05-01",
		"For publication on 1 July 2027 only":       "2027-07-01",
		"embargado até 1 de julho de 2027":          "2027-07-01",
		"解禁時間：2027年7月1日":                            "2027-07-01",
		"Ne pas diffuser avant le 1er juillet 2027": "2027-07-01",
		"KILL KILL KILL":                            never,
		"MANDATORY KILL":                            never,
		"KILL NOTICE":                               never,
		"WITHDRAWN BY AGENCY – DO NOT USE":          never,
		"Diese Meldung ist zurückgezogen":           never,
		"FOR IMMEDIATE RELEASE":                     "",
		"Embargo on cod lifted":                     "",
		"Kill Bill returns":                         "",
		"For release on video in July":              "",
	} {
		files := map[string]string{}
		for name, body := range bodies {
			files[name] = fmt.Sprintf(body, order)
		}
		d := folder(files)
		d.Readers = formats.Readers()
		for _, a := range scan(t, d).Articles {
			d.Body(a)
			got := ""
			if a.Embargo.Known() {
				got = a.Embargo.Value.UTC().Format("2006-01-02")
			}
			if got != want {
				t.Errorf("%s: %q: embargo %q, want %q", a.Path, order, got, want)
			}
		}
	}
}

// An embargo that is stated counts more than a line, but does not let a story out that is killed.
func TestAKilledStoryStaysInside(t *testing.T) {
	d := folder(map[string]string{
		"a.md": "---\nembargo: 2026-01-01\n---\nNOT FOR PUBLICATION\n\nThe wall opens.",
		"b.md": "---\nembargo: 2026-01-01\n---\nMANDATORY KILL\n\nThe wall opens.",
		"c.md": "Embargoed until 1 July 2027\n\nUnder embargo until 1 July 2028\n\nThe wall opens.",
		"d.md": "Embargoed until 1 July 2028\n\nUnder embargo until 1 July 2027\n\nThe wall opens.",
	})
	years := []int{2026, 9999, 2028, 2028}
	for i, a := range scan(t, d).Articles {
		d.Body(a)
		if got := a.Embargo.Value.Year(); got != years[i] {
			t.Errorf("%s: embargo of %d, want %d", a.Path, got, years[i])
		}
	}
}

func TestTitlesThatHold(t *testing.T) {
	for title, want := range map[string]int{
		"EMBARGOED UNTIL 1 July 2027: Wall to open":             2027,
		"[EMBARGO 1 July 2027] Wall to open":                    2027,
		"SPERRFRIST 1. Juli 2027, 10 Uhr – Mauer wird geöffnet": 2027,
		"Embargo until 1 July 2027: what it means for cod":      1,
		"EMBARGO: what it means for cod":                        1,
		"EMBARGOED UNTIL 1 July 2020: Wall to open":             2020,
	} {
		files := map[string]string{
			"a.md": "---\ntitle: '" + title + "'\ndate: 2020-05-01\n---\nIt opens on Friday.\n",
			"b.md": "---\ntitle: Wall to open\nsummary: '" + title + "'\ndate: 2020-05-01\n---\nIt opens on Friday.\n",
			"c.md": "---\ntitle: '" + title + "'\nembargo: 2021-01-01\ndate: 2020-05-01\n---\nIt opens on Friday.\n",
		}
		d := folder(files)
		d.Readers = formats.Readers()
		for _, a := range scan(t, d).Articles {
			if d.Body(a); a.Path == "c.md" {
				want = 2021 // which is stated
			}
			if got := a.Embargo.Value.Year(); got != want {
				t.Errorf("%s: %q: embargo of %d, want %d", a.Path, title, got, want)
			}
		}
	}
}

func TestNotesThatHold(t *testing.T) {
	for note, want := range map[string]int{
		"EMBARGOED UNTIL 1 July 2027 09:00 GMT":                  2027,
		"Pictures follow.\nFOR RELEASE JULY 1, 2027":             2027,
		"Embargoed until 1 July 2026.\nEmbargo until noon":       9999,
		"Please note the embargo of Friday":                      9999,
		"Sperrfrist 18 Uhr":                                      9999,
		"NICHT ZUR VERÖFFENTLICHUNG":                             9999,
		"Embargo hasta nuevo aviso":                              9999,
		"Diese Meldung ist zurückgezogen":                        9999,
		"Mandatory kill: story withdrawn":                        9999,
		"kill":                                                   9999,
		"KILL: do not use":                                       9999,
		"Kills the third paragraph: adds quote":                  0,
		"no embargo before, but embargo now until 1 July":        9999,
		"The embargo is lifted.":                                 0,
		"Not for publication: the mayor is on +44 20 7946 0000.": 0,
		"Pictures follow.":                                       0,
	} {
		a := &source.Article{}
		forGood := a.HoldByNote(&source.File{}, note, source.Origin{Rule: "note"})
		got := 0
		if a.Embargo.Known() {
			got = a.Embargo.Value.Year()
		}
		if got != want || forGood != (want == 9999) {
			t.Errorf("%q: held until %d (for good: %v), want %d", note, got, forGood, want)
		}
	}
	stated := &source.Article{}
	stated.Embargo.Set(stated.Published.Value, source.Origin{Rule: "key"})
	if stated.HoldByNote(&source.File{}, "EMBARGOED UNTIL noon", source.Origin{Rule: "note"}) {
		t.Error("a note holds what a key lets go")
	}
}

// A line for editors only stays inside: of a text it is taken out, and a story that is formatted stays inside with it.
//
// Promise 1 of docs/promises.md.
func TestWhatIsForEditorsOnlyNeverLeaves(t *testing.T) {
	for _, line := range []string{"NOT FOR PUBLICATION: the minister asked first", "For editors only: pictures follow", "Nicht zur Veröffentlichung: Bilder folgen",
		"Ne pas publier : le ministre relit"} {
		const story = "It opens on Friday, the council of the town said after it had met, and the town is glad of it.\n"
		d := folder(map[string]string{
			"a.md":   "---\ntitle: The wall\n---\n" + line + "\n\n" + story,
			"b.html": "<title>The wall</title><article><h1>The wall</h1><p><b>" + line + "</b></p><p>" + story + "</p></article>",
			"c.txt":  "The wall\n\n" + line + "\n\n" + story,
		})
		d.Readers = formats.Readers()
		for _, a := range scan(t, d).Articles {
			d.Body(a)
			if held, said := a.Embargo.Known(), strings.Contains(a.HTML, line); held != said {
				t.Errorf("%s: %q: held %v, in the text %v", a.Path, line, held, said)
			}
		}
	}
}

// Of an order in the title and one in the text the later holds.
func TestTheLaterOfTwoOrdersHolds(t *testing.T) {
	for title, line := range map[string]string{
		"EMBARGOED UNTIL 1 July 2026: Wall to open": "EMBARGOED UNTIL 1 June 2026",
		"EMBARGOED UNTIL 1 June 2026: Wall to open": "EMBARGOED UNTIL 1 July 2026",
	} {
		d := folder(map[string]string{"a.md": "---\ntitle: '" + title + "'\ndate: 2020-05-01\n---\n" + line + "\n\nIt opens on Friday.\n"})
		d.Readers = formats.Readers()
		a := scan(t, d).Articles[0]
		d.Body(a)
		if got := a.Embargo.Value.Format(time.DateOnly); got != "2026-07-01" {
			t.Errorf("%q above %q: held until %s", title, line, got)
		}
	}
}
