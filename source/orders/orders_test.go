package orders

import (
	"regexp"
	"testing"

	"github.com/masthead-feeds/masthead/source/lines"
)

// Each row is written for a line that it names: one that does not match its own line is broken. It has to be found by the
// letter that the line begins with, too, and an embargo has to give its time.
func TestEveryRowMatchesItsLine(t *testing.T) {
	for _, language := range languages {
		for _, r := range language.rows {
			match := regexp.MustCompile(`(?i)^(?:` + r.pattern + `)$`)
			if l := undressed(lines.Canonical(r.line)); !match.MatchString(l) {
				t.Errorf("%s: %q does not match its line %q", language.tag, r.pattern, r.line)
			}
			if r.kind == embargo && match.NumSubexp() == 0 {
				t.Errorf("%s: %q has no group for the time", language.tag, r.pattern)
			}
			o, ok := Read(r.line)
			if r.kind == inside {
				if ok || !IsInside(r.line) {
					t.Errorf("%s: %q is an order, or not told from the text", language.tag, r.line)
				}
				continue
			}
			if !ok || o.Kill != (r.kind == kill) || (o.Until != "") != (r.kind == embargo) {
				t.Errorf("%s: %q is read as %+v, %v", language.tag, r.line, o, ok)
			}
		}
	}
}

// An embargo line is taken at its word, and one that cannot be read keeps its words.
func TestUntilWhen(t *testing.T) {
	for line, want := range map[string]string{
		"EMBARGOED UNTIL 18 June 2030 00:01 GMT":             "18 June 2030 00:01 GMT",
		"Embargoed until 00:01 (GMT) on 18 June 2030.":       "00:01 GMT 18 June 2030",
		"** Under embargo until 18 June 2030 **":             "18 June 2030",
		">>> EMBARGO: 18 June 2030 <<<":                      "18 June 2030",
		"Embargo: 2030-06-18T00:01:00Z":                      "2030-06-18T00:01:00Z",
		"MANDATORY EMBARGO: 18 June 2030":                    "18 June 2030",
		"Embargo: tomorrow":                                  "tomorrow",
		"STRICTLY EMBARGOED UNTIL AFTER THE SPEECH":          "AFTER THE SPEECH",
		"Not for release before 18 June 2030":                "18 June 2030",
		"Sous embargo jusqu’au 18 juin 2030 à 12h30":         "18 juin 2030 à 12h30",
		"Sperrfrist: 18. Juni 2030, 12:00 Uhr":               "18. Juni 2030, 12:00 Uhr",
		"Sperrfrist Freitag 12 Uhr":                          "Freitag 12 Uhr",
		"Gesperrt bis 18. Juni 2030":                         "18. Juni 2030",
		"EMBARGADO HASTA EL 18 DE JUNIO DE 2030":             "18 DE JUNIO DE 2030",
		"محظور النشر حتى 18 يونيو 2030":                      "18 يونيو 2030",
		"请勿在2030年6月18日之前发布":                                  "2030年6月18日",
		"解禁日時：2030年6月18日 12時30分":                             "2030年6月18日 12時30分",
		"解禁時間：2030年6月18日":                                    "2030年6月18日",
		"Embargo hasta el 18 de junio de 2030":               "18 de junio de 2030",
		"Embargo hasta el viernes":                           "viernes",
		"[EMBARGO 18 JUNE 2030]":                             "18 JUNE 2030",
		"EMBARGO - 18 June 2030, 10:00":                      "18 June 2030, 10:00",
		"Hold for release until June 18, 2030":               "June 18, 2030",
		"FOR RELEASE JUNE 18, 2030":                          "JUNE 18, 2030",
		"For release: 18 June 2030":                          "18 June 2030",
		"FOR RELEASE: 18 June 2030 09:00 GMT":                "18 June 2030 09:00 GMT",
		"FOR RELEASE AT 8:30 AM EDT, TUESDAY, JUNE 18, 2030": "8:30 AM EDT, TUESDAY, JUNE 18, 2030",
		"For publication on 18 June 2030 only":               "18 June 2030",
		"For release at 10:00 a.m. on 18 June 2030":          "10:00 a.m. 18 June 2030",
		"Embargo jusqu’au 18 juin 2030":                      "18 juin 2030",
		"Pour publication le 18 juin 2030":                   "18 juin 2030",
		"Zur Veröffentlichung am 18. Juni 2030":              "18. Juni 2030",
		"Embargo 18. Juni 2030":                              "18. Juni 2030",
		"Da pubblicare dal 18 giugno 2030":                   "18 giugno 2030",
		"Para publicação em 18 de junho de 2030":             "18 de junho de 2030",
		"embargado até 18 de junho de 2030":                  "18 de junho de 2030",
		"***EMBARGO*** 18 June 2030 00:01 GMT":               "18 June 2030 00:01 GMT",
		"Press release – embargoed until 18 June 2030":       "18 June 2030",
		"Pressemitteilung – Sperrfrist: 18. Juni 2030":       "18. Juni 2030",
		"Embargo tot 18 januari 2030":                        "18 januari 2030",
		"Embargo tot vrijdag":                                "vrijdag",
		"Embargoed, for release on 18 June 2030":             "18 June 2030",
		"Strictly embargoed: the minister speaks first":      "the minister speaks first",
		"请勿在会议结束之前发布":                                        "会议结束",
	} {
		if o, ok := Read(line); !ok || o.Until != want || o.Kill {
			t.Errorf("%q: got %+v, %v, want %q", line, o, ok, want)
		}
	}
}

// What holds a story and gives no time, and whether it kills it.
func TestHoldAndKill(t *testing.T) {
	for line, kills := range map[string]bool{
		"[NOT FOR PUBLICATION]":                        false,
		"NOT FOR PUBLICATION!":                         false,
		"HOLD FOR RELEASE":                             false,
		"STRICTLY EMBARGOED":                           false,
		"UNDER EMBARGO":                                false,
		"EMBARGO":                                      false,
		"DO NOT USE":                                   false,
		"NIET VOOR PUBLICATIE":                         false,
		"TEST – please ignore":                         false,
		"Test, bitte nicht verwenden":                  false,
		"This is a test message":                       false,
		"TEST TEST TEST":                               false,
		"KILL KILL KILL":                               true,
		"KILL, KILL":                                   true,
		"MANDATORY KILL":                               true,
		"Mandatory kill: harbour wall":                 true,
		"*** KILL NOTICE ***":                          true,
		"WITHDRAWN BY AGENCY":                          true,
		"Withdrawn – please do not use":                true,
		"STORY KILLED":                                 true,
		"This story has been withdrawn by its sender.": true,
		"Achtung Redaktionen: Diese Meldung ist zurückgezogen":     true,
		"Diese Meldung wird zurückgezogen. Bitte nicht verwenden.": true,
		"Cette dépêche est annulée, ne pas utiliser":               true,
	} {
		if o, ok := Read(line); !ok || o.Until != "" || o.Kill != kills {
			t.Errorf("%q: got %+v, %v", line, o, ok)
		}
	}
}

// Headlines and sentences that begin as an order does are none.
func TestNoOrders(t *testing.T) {
	for _, line := range []string{
		"FOR IMMEDIATE RELEASE",
		"For release in the autumn of 2030",
		"For release on video in July",
		"For release 4.2.10",
		"For release 2024.12.1 we rewrote the parser",
		"for release on 18 June 2030 in all towns",
		"For use on Windows 11",
		"Embargo on cod lifted",
		"Embargo on grain exports extended",
		"Embargo extended until 18 June 2030",
		"Embargo to Cuba ends",
		"Embargo tot eind dit jaar verlengd",
		"Embargo fino a quando?",
		"Эмбарго до конца года",
		"Sperrfrist beim Arbeitslosengeld: 12 Wochen",
		"Gesperrt bis auf weiteres ist die Brücke",
		"Not for the first time, the harbour froze",
		"Kill Bill returns",
		"Kill your darlings",
		"KILL",
		"Story of the killed",
		"Kill the process",
		"Withdrawn by popular demand",
		"The item was withdrawn.",
		"This story is about a withdrawn coin",
		"Die Meldung wurde gestrichen und kam wieder",
		"ANNULÉ : le concert de Noël",
		"Do not use tabs",
		"Test match: England win",
		"Test drive: please do not touch",
		"TEST: Der neue Golf",
		"This is a test",
		"The test was ignored",
		"解禁牛肉进口引发争议",
		"エンバーゴとは何か",
		"“Not for publication”",
		"The story was embargoed until 18 June 2030 by the ministry, which then published it a day early, as it says in its note.",
	} {
		if o, ok := Read(line); ok {
			t.Errorf("%q is read as %+v", line, o)
		}
	}
}

// Every article published has its first lines read: nearly all are sentences.
func BenchmarkRead(b *testing.B) {
	line := "The harbour wall is to be rebuilt in the spring, the council of the town said on Friday."
	for b.Loop() {
		Read(line)
	}
}
