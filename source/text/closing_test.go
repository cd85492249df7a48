package text

import (
	"strings"
	"testing"
)

const (
	wall    = "The harbour wall has been measured for the third time this year, and it is still as high as it was in the spring, the council said."
	opening = "The town is glad of it, said the mayor, and so are all who have a boat in the harbour and a house behind the wall that keeps it."
)

// What stands below the mark by which a sender ends a story is not of it, nor is a note that goes on until then.
func TestWhatEndsAStory(t *testing.T) {
	for _, c := range []struct {
		text string
		gone string // is in no part of it
	}{
		{"Title\n\n" + wall + "\n\nENDS\n\nSECRET of the mayor, which is longer than the line that a heading has, and goes on for a while, as prose does, to its end.", "SECRET"},
		{"Title\n\nThe wall is high.\n\nENDS\n\nSECRET one.\n\nSECRET two.", "SECRET"},
		{"Title\n\n" + wall + "\n\n- ends -\n\nSECRET", "SECRET"},
		{"Title\n\n" + wall + "\n\n-30-\n\nSECRET", "SECRET"},
		{"Title\n\n" + wall + "\n\n###\n\nSECRET", "SECRET"},
		{"Title\n\n" + wall + "\n\n# # #\n\nContact: SECRET@example.org\n\nAbout the SECRET\n\n" + opening, "SECRET"},
		{"Titel\n\n" + wall + "\n\nENDE\n\nSECRET", "SECRET"},
		{"ENDS\n\nTitle\n\n" + wall, "ENDS"},
		{"Title\n\nENDS\n\n" + wall, "ENDS"},
		{"Title\n\n" + wall + "\n\nNOTES TO EDITORS:\n\nSECRET one.\n\n" + strings.Repeat("SECRET "+opening+"\n\n", 12), "SECRET"},
		{"Title\n\n" + wall + "\n\nNotes to editors\n\n1. SECRET one.\n\n2. SECRET two.\n\nENDS", "SECRET"},
		{"NOTES TO EDITORS:\n\nSECRET one, as it is told here.\n\nSECRET " + opening + "\n\nENDS\n\nTitle\n\n" + wall, "SECRET"},
		{"Title\n\n" + wall + "\n\nВниманию редакторов:\n\nSECRET one.\n\nSECRET two.", "SECRET"},
	} {
		d := read([]byte(c.text), 1, "")
		all := d.title.text + "\n" + d.text()
		if strings.Contains(all, c.gone) || !strings.Contains(all, "Tit") || !strings.Contains(all, wall) && strings.Contains(c.text, wall) {
			t.Errorf("%q: got %q", c.text, all)
		}
	}
}

// Signs that only look like such a mark end nothing, and whose the story is stays.
func TestWhatEndsNoStory(t *testing.T) {
	for _, text := range []string{
		"Title\n\n" + wall + "\n\n###\n\n" + opening,
		"Title\n\n" + wall + "\n\nends\n\n" + opening,
		"Title\n\n" + wall + "\n\n30\n\n" + opening,
		"Title\n\n" + wall + "\n\nThe end\n\n" + opening,
		"Title\n\n" + wall + "\n\nCosts fell by 20 %% and 30 %% in a year.\n\n" + opening,
	} {
		if got := read([]byte(text), 1, "").text(); !strings.HasSuffix(got, opening) {
			t.Errorf("%q: got %q", text, got)
		}
	}
	d := read([]byte("Title\n\n"+wall+"\n\nENDS\n\nSource: Reuters\n\nSECRET"), 1, "")
	if d.credit.text != "Reuters" || strings.Contains(d.text(), "SECRET") {
		t.Errorf("credit %q, text %q", d.credit.text, d.text())
	}
}

// What is taken out leaves the lines behind it where they were.
func TestCommentsKeepTheLines(t *testing.T) {
	d := read([]byte("Title\n<!-- one\ntwo -->\n%%\nthree\n%%\nEMBARGOED UNTIL 18 June 2030\n\n"+wall), 1, "")
	if len(d.embargoes) != 1 || d.embargoes[0].number != 7 || d.text() != wall {
		t.Errorf("%+v, text %q", d.embargoes, d.text())
	}
}
