package source_test

import "testing"

// Whom the lists of authors know is who they say, also where a key looks like the sign of an agency.
func TestTheListOfAuthorsSaysWhoIsAnAgency(t *testing.T) {
	const list = "ap: {name: Anna Pohl}\nwire: {name: AFP, organisation: true}\nafp: {name: Agence France-Presse, organisation: true}\n"
	for front, want := range map[string]string{
		"author: ap": "", "author: AP": "", "author: wire": "Agence France-Presse", "author: afp": "Agence France-Presse", "byline: By AP": "", "author: By AFP": "Agence France-Presse",
		"authors: [ap, wire]": "Agence France-Presse",
	} {
		s := scan(t, folder(map[string]string{"authors.yaml": list, "a.md": "---\n" + front + "\n---\nText.\n"}))
		if got := s.Articles[0].Credit.Value; got != want {
			t.Errorf("%s: credit %q, want %q", front, got, want)
		}
	}
}

// What defaults say of who signs holds for the stories that say nothing of it.
//
// Promise 6 of docs/promises.md.
func TestDefaultsSignForNobodyElse(t *testing.T) {
	s := scan(t, folder(map[string]string{"_defaults.yaml": "author: AFP", "a.md": "---\nauthors: [Jane Doe, John Roe]\n---\nText.\n", "b.md": "Text.\n"}))
	for i, want := range []string{"", "AFP"} {
		if got := s.Articles[i].Credit.Value; got != want {
			t.Errorf("%s: credit %q, want %q", s.Articles[i].Path, got, want)
		}
	}
}
