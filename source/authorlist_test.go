package source_test

import (
	"strings"
	"testing"
)

// What is wrong in a list of authors is told once, with its place, and shapes whose meaning is plain are understood.
func TestWhatIsWrongInAListOfAuthorsIsTold(t *testing.T) {
	for _, c := range []struct{ file, list, author, told string }{
		{"authors.yaml", "jd: {name: Jane Doe", "jd", "authors.yaml:1:"},
		{"authors.yaml", "Jane Doe\n", "jd", "authors.yaml:1:1: there should be keys with values here, not text; write jane: {name: Jane Doe}"},
		{"authors.yaml", "jd: [1, 2]\n", "jd", "authors.yaml:1:5: jd: expected somebody's name, or a map, found a list; write jd: {name: Jane Doe}"},
		{"authors.yaml", "jd: {name: Jane Doe, urll: /j}\n", "Jane Doe", "authors.yaml:1:28: jd.urll: not a key that a person has; write url"},
		{"authors.yaml", "jd: {name: Jane Doe, email: nope}\n", "Jane Doe", "authors.yaml:1:29: jd.email: nope is not an e-mail address; write jane@example.org"},
		{"authors.yaml", "jd: {name: Jane Doe, organisation: maybe}\n", "Jane Doe", `authors.yaml:1:36: jd.organisation: "maybe" is neither true nor false; write true for a desk or an agency, and nothing for a person`},
		{"authors.yaml", "jd: {name: Jane Doe, aliases: [J.D.]}\njr: {name: John Roe, aliases: [J.D.]}\n", "Jane Doe",
			`authors.yaml:2:32: aliases: "J.D." is Jane Doe and John Roe, so that it stands for neither; leave it to one of them`},
		{"authors.yaml", "- {id: jd, name: Jane Doe}\n- {id: jr, email: nope}\n", "Jane Doe", "authors.yaml:2:19: jr.email: nope is not an e-mail address"},
		{"authors.json", "[{\"id\": \"jd\", \"name\": \"Jane Doe\",\n\"email\": \"nope\"}]", "Jane Doe", "authors.json:2:10: jd.email: nope is not an e-mail address"},
		{"authors/jd.md", "---\nname: [Jane\n---\n", "jd", "authors/jd.md:"},
		{"authors.yaml", "- {id: jd, name: Jane Doe}\n- {name: John Roe}\n- Max Moe\n", "Jane Doe", ""},
		{"authors.yaml", "authors:\n  jd: {name: Jane Doe}\n", "Jane Doe", ""},
		{"authors.yaml", "authors:\n  - {key: jd, name: Jane Doe}\n", "Jane Doe", ""},
		{"authors.yaml", "jd: Jane Doe\n", "Jane Doe", ""},
		{"authors.json", `[{"username": "jd", "name": "Jane Doe"}]`, "Jane Doe", ""},
		{"authors.yml", "jd: {name: Jane Doe, title: Editor, role: Chief, page: true, socials: {x: jd}, links: [a], organization: Harbour Ltd, bio: She writes.}\n", "Jane Doe", ""},
		{"authors.yml", "", "jd", ""},
	} {
		s := scan(t, folder(map[string]string{c.file: c.list, "a.md": "---\nauthor: jd\n---\nText.\n"}))
		var told []string
		for _, p := range s.Problems {
			told = append(told, p.Error())
		}
		if all := strings.Join(told, "\n"); len(told) > 1 || !strings.HasPrefix(all, c.told) || c.told == "" && all != "" {
			t.Errorf("%q: told %q, want %q", c.list, all, c.told)
		}
		if people := s.Articles[0].People.Value; len(people) != 1 || people[0].Name != c.author {
			t.Errorf("%q: authors %v, want %s", c.list, people, c.author)
		}
	}
	d := folder(map[string]string{"a.md": "Text."})
	d.Site, d.Place = folder(map[string]string{"_data/authors.yml": "jd: [1]", "content/posts/a.md": "Text."}).FS, "content/posts"
	if s := scan(t, d); len(s.Problems) != 1 || s.Problems[0].File != "../../_data/authors.yml" {
		t.Errorf("of the site around: %v", s.Problems)
	}
}
