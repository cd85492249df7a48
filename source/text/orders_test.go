package text

import (
	"strings"
	"testing"
)

// An embargo line is taken at its word, and one that cannot be read keeps its words, so that the text is held. A story
// about an embargo is none.
func TestEmbargoLines(t *testing.T) {
	for line, want := range map[string]string{
		"EMBARGOED UNTIL 18 June 2030 00:01 GMT":       "18 June 2030 00:01 GMT",
		"Embargoed until 00:01 (GMT) on 18 June 2030.": "00:01 GMT 18 June 2030",
		"** Under embargo until 18 June 2030 **":       "18 June 2030",
		"Embargo: 2030-06-18T00:01:00Z":                "2030-06-18T00:01:00Z",
		"Embargo: tomorrow":                            "tomorrow",
		"STRICTLY EMBARGOED UNTIL AFTER THE SPEECH":    "AFTER THE SPEECH",
		"Not for release before 18 June 2030":          "18 June 2030",
		"[NOT FOR PUBLICATION]":                        "NOT FOR PUBLICATION",
		"Sous embargo jusqu’au 18 juin 2030 à 12h30":   "18 juin 2030 à 12h30",
		"Sperrfrist: 18. Juni 2030, 12:00 Uhr":         "18. Juni 2030, 12:00 Uhr",
		"EMBARGADO HASTA EL 18 DE JUNIO DE 2030":       "18 DE JUNIO DE 2030",
		"محظور النشر حتى 18 يونيو 2030":                "18 يونيو 2030",
		"请勿在2030年6月18日之前发布":                            "2030年6月18日",
		"解禁日時：2030年6月18日 12時30分":                       "2030年6月18日 12時30分",
		"Embargo hasta el 18 de junio de 2030":         "18 de junio de 2030",
		"[EMBARGO 18 JUNE 2030]":                       "18 JUNE 2030",
		"EMBARGO - 18 June 2030, 10:00":                "18 June 2030, 10:00",
		"Hold for release until June 18, 2030":         "June 18, 2030",
		"HOLD FOR RELEASE":                             "HOLD FOR RELEASE",
		"FOR RELEASE JUNE 18, 2030":                    "JUNE 18, 2030",
		"For release: 18 June 2030":                    "18 June 2030",
		"For publication on 18 June 2030 only":         "18 June 2030",
		"For release at 10:00 a.m. on 18 June 2030":    "10:00 a.m. 18 June 2030",
		"Embargo jusqu’au 18 juin 2030":                "18 juin 2030",
		"Pour publication le 18 juin 2030":             "18 juin 2030",
		"Zur Veröffentlichung am 18. Juni 2030":        "18. Juni 2030",
		"Embargo 18. Juni 2030":                        "18. Juni 2030",
		"Da pubblicare dal 18 giugno 2030":             "18 giugno 2030",
		"Para publicação em 18 de junho de 2030":       "18 de junho de 2030",
		"FOR IMMEDIATE RELEASE":                        "",
		"For release in the autumn of 2030":            "",
		"Embargo on grain exports extended":            "",
		"Embargo extended until 18 June 2030":          "",
		"Sperrfrist beim Arbeitslosengeld: 12 Wochen":  "",
		"Not for the first time, the harbour froze":    "",
		"The story was embargoed until 18 June 2030 by the ministry, which then published it a day early.": "",
	} {
		if got, _ := embargoOf(line); got != want {
			t.Errorf("%q: got %q, want %q", line, got, want)
		}
	}
}

// Whom the press may call never leaves, and what only looks like a telephone number stays.
func TestReach(t *testing.T) {
	for line, want := range map[string]bool{
		"+44 20 7946 0000":           true,
		"press@example.org":          true,
		"Tel. 020 7946 0000 (Jane)":  true,
		"Founded in 1908 by sailors": false,
		"The wall of 1953 and 1962":  false,
	} {
		if got := isReach(line); got != want {
			t.Errorf("%q: got %v, want %v", line, got, want)
		}
	}
}

// An embargo holds wherever its line stands: indented, in a block of lines, or as wide as the lines that an editor broke.
func TestEmbargoInAnyPlace(t *testing.T) {
	for _, text := range []string{
		"Title\n\n    EMBARGOED UNTIL 18 June 2030\n    and more\n",
		"Title\nEMBARGOED UNTIL 18 June 2030\nThe harbour wall is rebuilt.\n",
		"The harbour wall is to be rebuilt by\nEMBARGOED UNTIL 18 June 2030 00:01\nThe council says that this is so now\nand that it will be done in a month.\n",
	} {
		d := read([]byte(text), 1, "")
		if len(d.embargoes) != 1 || strings.Contains(d.text(), "EMBARGO") {
			t.Errorf("%q: %d embargoes, text %q", text, len(d.embargoes), d.text())
		}
	}
}

// What is written to the desk goes at the head and the foot of what somebody typed; the same words in a story stay.
func TestNotesToTheDesk(t *testing.T) {
	const story = "The harbour wall is rebuilt.\n\nThe council says so, and nobody in the town has asked it to say why."
	for note, stays := range map[string]bool{
		"EDITORS: pictures follow\nat noon":                    true, // the line below is nobody's
		"(NOT FOR PUBLICATION: the minister called.)":          false,
		"Contact: desk@example.org":                            false,
		"CONTACTS:\nJane Example\n+44 20 7946 0000":            false,
		"Contact: Jane Example\n+44 20 7946 0000":              false,
		"Nur für die Redaktion: Bilder folgen.":                false,
		"Note à la rédaction :\n\nLes photos suivront à midi.": false,
		"Contact lenses are dear this year.":                   true,
		"Contact: the film of the year":                        true,
		"Editors: Jane Doe and John Roe":                       true,
		"Editors: pictures follow":                             false,
		"Editor's note: this story was corrected.":             true,
		"The embargo until July hurt farmers.":                 true,
		"for release on 18 June 2030 in all towns":             true,
		"Embargo 50 years on":                                  true,
		"Hold until the sea is calm":                           true,
	} {
		for _, text := range []string{note + "\n\nTitle of it\n\n" + story, "Title of it\n\n" + story + "\n\n" + note} {
			d := read([]byte(text), 1, "")
			all := d.title.text + "\n" + d.text()
			last := note[strings.LastIndex(note, "\n")+1:]
			if strings.Contains(all, last) != stays || !strings.Contains(all, story) || !strings.Contains(all, "Title of it") || len(d.embargoes) > 0 {
				t.Errorf("%q: got %q", text, all)
			}
		}
	}
}
