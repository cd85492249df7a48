package meta

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wantedHere are the keys that the tests ask for. One of the two is a word that a fuzzer finds.
func wantedHere(key []byte) bool { return string(key) == "date" || string(key) == "a" }

// checkBrief holds what is read in brief against what is read in full.
func checkBrief(t *testing.T, block Block) (ok bool) {
	t.Helper()
	got, ok := block.Brief(wantedHere, nil)
	if !ok {
		return false
	}
	value, warnings, err := block.Decode()
	warnings = slices.DeleteFunc(warnings, func(w Error) bool { return w.Column > 1 && strings.Contains(w.Message, "occurs twice") })
	if err != nil || len(warnings) > 0 {
		t.Fatalf("read in brief, and in full there is something to say: %v %v", err, warnings)
	}
	want := slices.DeleteFunc(slices.Clone(value.Map), func(p Pair) bool { return !wantedHere([]byte(p.Key)) })
	if diff := cmp.Diff(append([]Pair{}, want...), append([]Pair{}, got...)); diff != "" {
		t.Fatalf("in full (-), in brief (+):\n%s", diff)
	}
	return true
}

func TestWhatIsReadInBriefIsWhatIsReadInFull(t *testing.T) {
	for _, front := range []string{
		"title: An example\ndate: 2026-03-12\n",
		"date: 2026-03-12 10:00:00 +0100\r\ntitle: A quiet day\r\n",
		"date: '2026-03-12'\na: \"7\"\n",
		"date: 2026-03-12T10:00:00Z\na: true\ntags: [a, b c, \"d\"]\n",
		"date: 2026-03-12\ntags:\n  - a\n  - 'b''s'\nauthors:\n- name: Jane Doe\n  email: jane@example.org\n- name: John Roe\nimage:\n  src: a.jpg\n",
		"# of a day\ndate: 2026-03-12\n\ntitle: \"Say \\\"no\\\"\"\nempty:\na: /x/\n",
		"a: n\ndate: 2026-03-12T10:00:00+01:00\n",
		"a: [x, \"y z\" , 'ü', ö ,true, 2026-01-01]\ndate: 2026-03-12\n",
		"title: Ein Tag am Meer – für alle\na: été\n",
		"a:\n  - x\n  - \"y z\"\n\n# of it\n  - 'ü'\n  - 2026-01-01\ndate: 2026-03-12\n",
		"a:\n- x\n- y:z\ndate: 2026-03-12\n", "a: 0\ndate: 17\n", "date: 2026-03-12\na:\n    - one\n",
	} {
		if !checkBrief(t, Block{Format: FormatYAML, Data: []byte(front), Line: 2}) {
			t.Errorf("could be read in brief:\n%s", front)
		}
	}
}

// What a line does not say by itself is left to the library, or an embargo is lost.
func TestWhatIsUnusualIsNotReadInBrief(t *testing.T) {
	for _, front := range []string{
		"title: \"a\ndate: 2030-01-01\"\n", "title: [a\ndate: 2030-01-01]\n", "title: 'a\ndate: 2030-01-01'\n",
		"<<: *x\ndate: 2030-01-01\n", "date: &x 2030-01-01\n", "date: !!str 2030-01-01\n", "title: |\n  x\ndate: 2030-01-01\n",
		"\"date\": 2030-01-01\n", "date: 2026-01-01\ndate: 2030-01-01\n", "  date: 2030-01-01\n", "date:\n  2030-01-01\n",
		"date: 2030-\n  01-01\n", "date: 2030-01-01\n\n  and more\n", "date: 2030-01-01 # not before\n", "date: {a: 2030-01-01}\n",
		"date:2030-01-01\n", "date: 2030-01-01\n...\n", "title: a: b\n", "title: a\n\tb\n", "? date\n: 2030-01-01\n", "{date: 2030-01-01}\n",
		"title: a\u2028date: 2030-01-01\n", "title: a\rdate: 2030-01-01\n", "title: \"\\x\"\n", "tags:\n  - a\n - b\n", "tags:\n  a: b\n  - c\n",
		"date:\n  - 2030-01-01\n  and more\n", "date:\n  - 2030-01-01: x\n", "date:\n  -\n  - 2030-01-01\n", "date:\n  - 2030-01-01\n    - more\n", "date:\n  - - 2030-01-01\n",
	} {
		if checkBrief(t, Block{Format: FormatYAML, Data: []byte(front), Line: 2}) && strings.Contains(front, "2030") {
			t.Errorf("read in brief:\n%s", front)
		}
	}
}

func FuzzBrief(f *testing.F) {
	seed(f, FormatYAML)
	f.Add([]byte("a: b\ntags:\n  - x: 1\n    y: 'a'\ndate: 2026-01-01\n"))
	f.Add([]byte("a: [x, \"ü z\" , 'y', 7,true]\ndate: [b]\n"))
	f.Add([]byte("a:\n  - x\n  - \"y\"\n\n# c\n  - 7\ndate:\n- 2026-01-01\n"))
	f.Add([]byte("tags: [a, \"b\"]\nm:\n  k: v\n  l: w\na: 1_000\n"))
	f.Fuzz(func(t *testing.T, data []byte) { checkBrief(t, Block{Format: FormatYAML, Data: data, Line: 2}) })
}
