package html

import "testing"

func TestEveryFurnitureNameIsMet(t *testing.T) {
	for _, f := range furnitureNames {
		if !isFurnitureName(f.met) {
			t.Errorf("%q does not match %q", f.name, f.met)
		}
	}
}

func TestNamesOfOtherThings(t *testing.T) {
	for _, name := range []string{"entry-content", "navy-blue", "shareholders", "section--ads", "adapter", "story-body", "metadata", "authority"} {
		if isFurnitureName(name) {
			t.Errorf("%q is taken for furniture", name)
		}
	}
}

func TestPersonName(t *testing.T) {
	for said, want := range map[string]string{
		"By Jane Doe":                                "Jane Doe",
		"Par Jeanne Dupont":                          "Jeanne Dupont",
		"Von Anna Muster":                            "Anna Muster",
		"Por Ana Pérez":                              "Ana Pérez",
		"Jane Doe, Staff Writer":                     "Jane Doe",
		"Jane Doe, Senior Political Correspondent":   "Jane Doe",
		"Jane Doe | March 3, 2026":                   "Jane Doe",
		"Jane Doe @janedoe":                          "Jane Doe",
		"Jane Doe on 3 March 2026":                   "Jane Doe",
		"Interview: Jane Doe":                        "Jane Doe",
		"Jane Doe (jdo)":                             "Jane Doe",
		"Jane Doe (PhD)":                             "Jane Doe (PhD)",
		"Jane Doe Publiziert 3. März 2026":           "Jane Doe",
		"Jane Doe Do, 12.03.2026":                    "Jane Doe",
		"Jane Doe (with inputs from agencies)":       "Jane Doe",
		"Redaktion Küste Stand: 12.03.2026":          "Redaktion Küste",
		"Ein Artikel von Jane Doe":                   "Jane Doe",
		"More stories by Jane Doe":                   "Jane Doe",
		"신현주 기자":                                     "신현주",
		"作者：王小明":                                     "王小明",
		"Twitter Facebook":                           "",
		"jane[at]example.org":                        "",
		"Alle Beiträge":                              "",
		"https://example.org/jane":                   "",
		"admin":                                      "",
		"Staff":                                      "",
		"Juan de la Cruz":                            "Juan de la Cruz",
		"Doe, Jane":                                  "Doe, Jane",
		"John Reporterson":                           "John Reporterson",
		"Jane Doe <jane@example.org>":                "Jane Doe <jane@example.org>",
		"Last updated: 3 March 2026 by our reporter": "",
	} {
		if got := personName(said); got != want {
			t.Errorf("personName(%q) = %q, want %q", said, got, want)
		}
	}
}

func TestWithoutSite(t *testing.T) {
	sites := []string{"The Daily Example", "daily-example.co.uk", "例新聞デジタル"}
	for title, want := range map[string]string{
		"Wall falls | The Daily Example":                                  "Wall falls",
		"The Daily Example: Wall falls":                                   "The Daily Example: Wall falls",
		"The Daily Example » Wall falls":                                  "Wall falls",
		"Wall falls - Coast - The Daily Example":                          "Wall falls - Coast",
		"Wall falls – and with it the Daily Example":                      "Wall falls – and with it the Daily Example",
		"Wall falls · daily-example.co.uk":                                "Wall falls",
		"Wall falls_The Daily Example":                                    "Wall falls_The Daily Example",
		"The Daily Example":                                               "The Daily Example",
		"Twenty-one / two":                                                "Twenty-one / two",
		"Wall falls * The Daily Example * by Jane Doe":                    "Wall falls",
		"Why the wall by the sea has fallen | The Daily Example Politics": "Why the wall by the sea has fallen",
		"Wall | The Daily Example Politics":                               "Wall | The Daily Example Politics",
		"堤防が決壊：例新聞デジタル":                                                   "堤防が決壊",
		"堤防が決壊：川の水":                                                       "堤防が決壊：川の水",
	} {
		if got := withoutSite(title, sites); got != want {
			t.Errorf("withoutSite(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestReadJSON(t *testing.T) {
	for text, want := range map[string]string{
		`{"@type": "A", "name": "x",}`:                  "x",
		"<!-- {\"name\": \"x\ny\"} -->":                 "x\ny",
		"//<![CDATA[\n{\"name\": \"x\"}\n//]]>":         "x",
		`{"name": "\u00e9\ud83d\ude00\n"};`:             "é😀\n",
		`/* a comment */ [{"a": [1, 2,], "name": "x"}]`: "x",
		`{"name": "never closed`:                        "never closed",
		`{"name" "x"}`:                                  "",
		`{"name": "x", "other": }`:                      "x",
	} {
		got := ""
		for _, v := range readJSON(text, place{1, 1}) {
			for _, v := range list(v) {
				got = property(v, "name").Text
			}
		}
		if got != want {
			t.Errorf("readJSON(%q) has the name %q, want %q", text, got, want)
		}
	}
}
