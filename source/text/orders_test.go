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
