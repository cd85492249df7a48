package source_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/source"
)

// ccBy4 is what every spelling of the commonest licence has to come to: machines compare the address.
var ccBy4 = source.License{URL: "https://creativecommons.org/licenses/by/4.0/", Title: "CC BY 4.0", SPDX: "CC-BY-4.0"}

var (
	ccByNcNd3De = source.License{
		URL: "https://creativecommons.org/licenses/by-nc-nd/3.0/de/", Title: "CC BY-NC-ND 3.0 DE", SPDX: "CC-BY-NC-ND-3.0-DE",
	}
	ccBySa25 = source.License{URL: "https://creativecommons.org/licenses/by-sa/2.5/", Title: "CC BY-SA 2.5", SPDX: "CC-BY-SA-2.5"}
	ccZero   = source.License{URL: "https://creativecommons.org/publicdomain/zero/1.0/", Title: "CC0 1.0", SPDX: "CC0-1.0"}
	ccMark   = source.License{URL: "https://creativecommons.org/publicdomain/mark/1.0/", Title: "Public Domain Mark 1.0"}
)

func TestLicenseAddressesBecomeCanonical(t *testing.T) {
	for in, want := range map[string]source.License{
		"https://creativecommons.org/licenses/by/4.0/":                 ccBy4,
		"https://creativecommons.org/licenses/by/4.0":                  ccBy4,
		"http://creativecommons.org/licenses/by/4.0/":                  ccBy4,
		"https://www.creativecommons.org/licenses/by/4.0/":             ccBy4,
		"HTTPS://CreativeCommons.org/licenses/BY/4.0/":                 ccBy4,
		" https://creativecommons.org/licenses/by/4.0/ ":               ccBy4,
		"https://creativecommons.org/licenses/by/4.0/deed":             ccBy4,
		"https://creativecommons.org/licenses/by/4.0/deed.de":          ccBy4,
		"https://creativecommons.org/licenses/by/4.0/deed.pt_BR":       ccBy4,
		"https://creativecommons.org/licenses/by/4.0/legalcode":        ccBy4,
		"https://creativecommons.org/licenses/by/4.0/legalcode.en":     ccBy4,
		"https://creativecommons.org/licenses/by/4.0/legalcode.txt":    ccBy4,
		"https://creativecommons.org/licenses/by/4.0/?ref=chooser-v1":  ccBy4,
		"https://creativecommons.org/licenses/by/4.0/deed.en#ref":      ccBy4,
		"https://creativecommons.org/licenses/by-nc-nd/3.0/de/":        ccByNcNd3De,
		"https://creativecommons.org/licenses/by-nc-nd/3.0/de/deed.en": ccByNcNd3De,
		"https://creativecommons.org/licenses/by-sa/2.5/":              ccBySa25,
		"https://creativecommons.org/publicdomain/zero/1.0/":           ccZero,
		"https://creativecommons.org/publicdomain/zero/1.0/deed.fr":    ccZero,
		"https://creativecommons.org/publicdomain/mark/1.0/deed.en":    ccMark,
	} {
		checkLicense(t, in, want, true)
	}
}

func TestOtherLicenseAddressesStayAsTheyAre(t *testing.T) {
	for _, address := range []string{
		"https://example.org/licences/afp",
		"http://example.org/terms?of=use#all",
		"https://creativecommons.org/licenses/",
		"https://creativecommons.org/licenses/by/",
		"https://creativecommons.example.org/licenses/by/4.0/",
		"https://example.org/creativecommons.org/licenses/by/4.0/",
		"https://opensource.org/license/mit",
	} {
		checkLicense(t, address, source.License{URL: address}, true)
	}
}

func TestCreativeCommonsNamesAreUnderstoodInAllSpellings(t *testing.T) {
	for in, want := range map[string]source.License{
		"CC-BY-4.0":                            ccBy4,
		"CC BY 4.0":                            ccBy4,
		"cc by 4.0":                            ccBy4,
		"cc-by 4.0":                            ccBy4,
		"CC-BY 4.0":                            ccBy4,
		"CC BY v4.0":                           ccBy4,
		"Creative Commons BY 4.0":              ccBy4,
		"  CC BY 4.0\n":                        ccBy4,
		"CC BY-SA 2.5":                         ccBySa25,
		"CC-BY-SA-2.5":                         ccBySa25,
		"cc by sa 2.5":                         ccBySa25,
		"CC BY-NC-ND 3.0 DE":                   ccByNcNd3De,
		"CC-BY-NC-ND-3.0-DE":                   ccByNcNd3De,
		"cc by nc nd 3.0 de":                   ccByNcNd3De,
		"CC0":                                  ccZero,
		"cc0":                                  ccZero,
		"CC0 1.0":                              ccZero,
		"CC0-1.0":                              ccZero,
		"CC0 1.0 Universal":                    ccZero,
		"CC Zero":                              ccZero,
		"Creative Commons Zero v1.0 Universal": ccZero,
		"CC BY 4.0 International":              ccBy4,
		"Creative Commons Attribution 4.0":     ccBy4,
		"Creative Commons Attribution 4.0 International":                  ccBy4,
		"Creative Commons Attribution-NonCommercial-NoDerivatives 3.0 DE": ccByNcNd3De,
		"Creative Commons Attribution-ShareAlike 2.5 Generic":             ccBySa25,
		"Attribution-ShareAlike 2.5":                                      {Title: "Attribution-ShareAlike 2.5"},
	} {
		checkLicense(t, in, want, want.URL != "")
	}
}

func TestCreativeCommonsWithoutAVersionThatExistsIsUnknown(t *testing.T) {
	for _, in := range []string{"CC BY", "cc-by", "CC BY-SA-NC 4.0", "CC BY-ND-SA 4.0", "CC BY 9.9", "CC-BY-SA", "Creative Commons", "Creative Commons BY", "CC", "CC 4.0", "CC BY 4"} {
		checkLicense(t, in, source.License{Title: in}, false)
	}
}

func TestOtherLicenseNames(t *testing.T) {
	for in, want := range map[string]string{
		"MIT":                "MIT",
		"mit":                "MIT",
		"Apache-2.0":         "Apache-2.0",
		"apache license 2.0": "Apache-2.0",
		"GFDL-1.3":           "GFDL-1.3-or-later",
		"GFDL-1.3-or-later":  "GFDL-1.3-or-later",
		"OGL-UK-3.0":         "OGL-UK-3.0",
		"OGL 3.0":            "OGL-UK-3.0",
	} {
		l, ok := source.ParseLicense(in)
		if !ok || l.SPDX != want || !strings.HasPrefix(l.URL, "https://") || l.Title == "" {
			t.Errorf("ParseLicense(%q) = %+v, %v; want %s with an address and a title", in, l, ok, want)
		}
	}
}

func TestUnknownLicensesAreTitlesWithoutAddress(t *testing.T) {
	for _, in := range []string{
		"", "free", "All rights reserved", "© 2026 Example Press Ltd.", "CC-BY-XX-4.0", "CC-NC-4.0", "CC BY 4.0 or later or so",
		"ftp://example.org/licence", "www.creativecommons.org/licenses/by/4.0/", "4.0", "by", "CC00",
	} {
		checkLicense(t, in, source.License{Title: in}, false)
	}
}

func checkLicense(t *testing.T, in string, want source.License, wantOK bool) {
	t.Helper()
	got, ok := source.ParseLicense(in)
	if ok != wantOK {
		t.Errorf("ParseLicense(%q) ok = %v, want %v", in, ok, wantOK)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("ParseLicense(%q) -want +got:\n%s", in, diff)
	}
}

// What a parsed licence prints has to parse to the same licence: configuration and feeds pass it on as text.
func TestALicenseSurvivesItsOwnAddress(t *testing.T) {
	for _, in := range []string{"CC-BY-4.0", "CC BY-NC-ND 3.0 DE", "CC0", "https://creativecommons.org/publicdomain/mark/1.0/"} {
		want, _ := source.ParseLicense(in)
		checkLicense(t, want.String(), want, true)
	}
}

func TestNoticesAreTakenApart(t *testing.T) {
	for in, want := range map[string]source.Notice{
		"© 2026 Example Press Ltd.":                      {"© 2026 Example Press Ltd.", "Example Press Ltd.", 2026},
		"© 2026 Example Press Ltd. All rights reserved.": {"© 2026 Example Press Ltd. All rights reserved.", "Example Press Ltd.", 2026},
		"© 2026 Example Press Ltd, all rights reserved":  {"© 2026 Example Press Ltd, all rights reserved", "Example Press Ltd", 2026},
		"©\uFE0F Agence France-Presse":                   {"© Agence France-Presse", "Agence France-Presse", 0},
		"© AFP":                                          {"© AFP", "AFP", 0},
		"©AFP":                                           {"©AFP", "AFP", 0},
		"(c) 2024 Jane Doe":                              {"© 2024 Jane Doe", "Jane Doe", 2024},
		"(C) Jane Doe":                                   {"© Jane Doe", "Jane Doe", 0},
		"Copyright © Example Press, London. All rights reserved.": {
			"Copyright © Example Press, London. All rights reserved.", "Example Press, London", 0,
		},
		"Copyright (c) 2024 Jane Doe":    {"Copyright (c) 2024 Jane Doe", "Jane Doe", 2024},
		"Copyright 2024 Jane Doe":        {"Copyright 2024 Jane Doe", "Jane Doe", 2024},
		"Copyright 2024 by Jane Doe":     {"Copyright 2024 by Jane Doe", "Jane Doe", 2024},
		"Copyright Agence France-Presse": {"Copyright Agence France-Presse", "Agence France-Presse", 0},
		"Copyright {year} Jane Doe":      {"Copyright {year} Jane Doe", "", 0},
		"COPYRIGHT: Example Press":       {"COPYRIGHT: Example Press", "Example Press", 0},
		"© Copyright 2024 Jane Doe":      {"© Copyright 2024 Jane Doe", "Jane Doe", 2024},
		"Copr. 2024 Jane Doe":            {"Copr. 2024 Jane Doe", "Jane Doe", 2024},
		"© 2020-2024 Jane Doe":           {"© 2020-2024 Jane Doe", "Jane Doe", 2020},
		"© 2020–2024 Jane Doe":           {"© 2020–2024 Jane Doe", "Jane Doe", 2020},
		"© 2020, 2022, 2024 Jane Doe":    {"© 2020, 2022, 2024 Jane Doe", "Jane Doe", 2020},
		"© 2020-24 Jane Doe":             {"© 2020-24 Jane Doe", "Jane Doe", 2020},
		"© 2020-present Jane Doe":        {"© 2020-present Jane Doe", "Jane Doe", 2020},
		"© 2024. Jane Doe.":              {"© 2024. Jane Doe.", "Jane Doe", 2024},
		"© 2024":                         {"© 2024", "", 2024},
		"©":                              {"©", "", 0},
		"© 2024 Example Holdings, Inc.":  {"© 2024 Example Holdings, Inc.", "Example Holdings, Inc.", 2024},
		"© 2024 Example Holdings Inc. All rights reserved. No part may be copied.": {
			"© 2024 Example Holdings Inc. All rights reserved. No part may be copied.", "Example Holdings Inc.", 2024,
		},
		"© 2024 Beispiel e.V. Alle Rechte vorbehalten":   {"© 2024 Beispiel e.V. Alle Rechte vorbehalten", "Beispiel e.V.", 2024},
		"© 2024 Exemple S.A. Tous droits réservés":       {"© 2024 Exemple S.A. Tous droits réservés", "Exemple S.A.", 2024},
		"© 2024 Ejemplo. Todos los derechos reservados.": {"© 2024 Ejemplo. Todos los derechos reservados.", "Ejemplo", 2024},
		"  ©   2024\tJane\n Doe ":                        {"© 2024 Jane Doe", "Jane Doe", 2024},
		"© 2024 AT&T":                                    {"© 2024 AT&T", "AT&T", 2024},
		"© 2024 J. Doe":                                  {"© 2024 J. Doe", "J. Doe", 2024},
		"© 2024 Jane A. Doe":                             {"© 2024 Jane A. Doe", "Jane A. Doe", 2024},
		// A holder is a name; a sentence or markup is not one.
		"© 2024 Jane Doe. Used with kind permission of the heirs": {
			"© 2024 Jane Doe. Used with kind permission of the heirs", "", 2024,
		},
		"© 2024 <b>Jane</b>":               {"© 2024 <b>Jane</b>", "", 2024},
		"© {year} Example":                 {"© {year} Example", "", 0},
		"© " + strings.Repeat("long ", 40): {strings.TrimSpace("© " + strings.Repeat("long ", 40)), "", 0},
	} {
		got, ok := source.ParseNotice(in)
		if !ok {
			t.Errorf("ParseNotice(%q): not a notice", in)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("ParseNotice(%q) -want +got:\n%s", in, diff)
		}
	}
}

func TestLinesThatAreNoNotice(t *testing.T) {
	for _, in := range []string{
		"", "2024 Jane Doe", "Jane Doe", "All rights reserved.", "Copyrighted works are traded here", "(b) the second point",
		"Copyright", "(c)", "Copyright Office Opens Inquiry Into Training Data",
		"The sign © is older than it looks.", "cc by 4.0", "Copyrights and wrongs", "c 2024",
		"Copyright law is being rewritten in Brussels, and publishers are watching.",
		"(c) the third party shall pay.",
	} {
		if n, ok := source.ParseNotice(in); ok || n != (source.Notice{}) {
			t.Errorf("ParseNotice(%q) = %+v, %v; want nothing", in, n, ok)
		}
	}
}

func TestRolesByEveryWordForThem(t *testing.T) {
	for role, words := range map[source.Role][]string{
		source.Author:       {"author", "Author", " AUTHOR ", "writer", "reporter", "by", "aut"},
		source.Editor:       {"editor", "Edited by", "edt"},
		source.Translator:   {"translator", "translation", "translated by", "trl"},
		source.Photographer: {"photographer", "photo", "Photos", "pht"},
		source.Illustrator:  {"illustrator", "illustration", "ill"},
		source.Contributor:  {"contributor", "ctb"},
		source.Organisation: {"organisation", "organization", "agency", "org"},
	} {
		for _, word := range words {
			if got, ok := source.ParseRole(word); got != role || !ok {
				t.Errorf("ParseRole(%q) = %q, %v; want %q", word, got, ok, role)
			}
		}
	}
	for _, word := range []string{"", "boss", "authors", "co-author", "sailor"} {
		if got, ok := source.ParseRole(word); got != "" || ok {
			t.Errorf("ParseRole(%q) = %q, %v; want none", word, got, ok)
		}
	}
}
