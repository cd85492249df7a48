package source_test

import "testing"

// However an address is written beside a name, the name stays without it, and it is that person's.
func TestAddressesAreNoNames(t *testing.T) {
	for line, want := range map[string]string{
		"Jane Doe <j@secret.org>, with AFP": "Jane Doe <j@secret.org>", "Jane Doe j@x.org": "Jane Doe <j@x.org>", "Jane Doe (j@x.org)": "Jane Doe <j@x.org>",
		"Jane Doe, j@x.org": "Jane Doe <j@x.org>", "Jane Doe / j@x.org": "Jane Doe <j@x.org>", "Jane Doe: j@x.org": "Jane Doe <j@x.org>", "JANE DOE - j@x.org": "JANE DOE <j@x.org>",
		"j@x.org Jane Doe": "Jane Doe <j@x.org>", "A B and C D, a@x.org, b@x.org": "A B <a@x.org>; C D <b@x.org>", "[Jane Doe](mailto:j@x.org)": "Jane Doe",
		"Jane Doe | j@x.org | Paris": "Jane Doe | Paris <j@x.org>", "Jane Doe [j@x.org]": "Jane Doe <j@x.org>", "Jane Doe, e-mail: j@x.org": "Jane Doe <j@x.org>",
		"Jane Doe <j@localhost>": "Jane Doe", "Jane Doe <mailto:j@x.org>": "Jane Doe <j@x.org>", "Jane Doe (@jane@social.example)": "Jane Doe", "Jane Doe (@jane)": "Jane Doe",
		"Jane Doe, PhD <j@x.org>": "Jane Doe, PhD <j@x.org>", "Jane Doe and John Roe, j@x.org": "Jane Doe; John Roe", "Jane Doe (AFP, j@x.org)": "Jane Doe <j@x.org>",
		"Ana Alt <a@x.org>, Bo Berg <b@x.org> and Cy Cole": "Ana Alt; Bo Berg; Cy Cole", "Marks and Spencer, m@x.org": "Marks and Spencer <m@x.org>",
		"j@x.org (Jane Doe)": "Jane Doe <j@x.org>", "Jane Doe at j@x.org": "Jane Doe <j@x.org>", "Jane Doe (j@x.org, k@x.org)": "Jane Doe", "j@x.org": "",
	} {
		for _, key := range []string{"author", "byline"} {
			if key == "byline" && line[0] == '[' {
				continue // a link there is words
			}
			if got := explained(t, key+`: "`+line+`"`, "authors"); got != want {
				t.Errorf("%s: %s: authors %q, want %q", key, line, got, want)
			}
		}
	}
	for front, want := range map[string][2]string{
		`authors: [{name: "j@x.org"}]`: {"authors", ""}, `authors: [{name: "Jane Doe, j@x.org"}]`: {"authors", "Jane Doe <j@x.org>"}, "authors: [{name: Jane Doe, url: j@x.org}]": {"authors", "Jane Doe <j@x.org>"},
		"authors: {j@x.org: {url: /j}}": {"authors", ""}, `credit: "Wire Desk <w@x.org>"`: {"credit", "Wire Desk"}, "credit: w@x.org": {"credit", "x.org"},
		`rights: {holder: "Jane Doe, j@x.org"}`: {"rights.holder", "Jane Doe"}, "rights: © 2026 Jane Doe <j@x.org>": {"rights.holder", ""},
	} {
		if got := explained(t, front, want[0]); got != want[1] {
			t.Errorf("%s: %s %q, want %q", front, want[0], got, want[1])
		}
	}
}

// explained gives what an article says of one field.
func explained(t *testing.T, front, field string) string {
	t.Helper()
	for _, e := range article(t, front).Explain() {
		if e.Name == field {
			return e.Value
		}
	}
	return ""
}
