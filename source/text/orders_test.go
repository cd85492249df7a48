package text

import (
	"strings"
	"testing"
)

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
		"Kontakt: Erika Musterfrau":                            false,
		"CONTACTO: Rosa Modelo":                                false,
		"Contact: Jane, next door":                             true,
		"Ansprechpartner:\nErika Musterfrau, Leiterin der Pressestelle\n+49 30 2360 0000\n\nHans Beispiel\nhans@example.org": false,
		"CONTACTS\nJane Example\n+44 20 7946 0000":       false,
		"Notes to editors: pictures follow\n\n- at noon": false,
		"ملاحظة للمحررين: الصور لاحقا":                   false,
		"للتواصل: press@example.org":                     false,
		"编辑注意：图片稍后发":                                     false,
		"联系人：张样本":                                        false,
		"編集部への注：写真は後ほど":                                  false,
		"お問い合わせ先：press@example.org":                      false,
		"Вниманию редакторов: фотографии будут позже":    false,
		"Контакты: press@example.org":                    false,
		"Примечание редактора: цифра исправлена.":        true,
		"%% pictures follow %%":                          false,
		"<!-- pictures\n\nfollow -->":                    false,
		"‹!-- pictures follow -->":                       false,
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
