package source_test

import (
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/source"
)

// named gives all that an item could be named by.
func named(a *source.Article) source.Name {
	return source.Name{
		ID:     strings.Join([]string{a.ID.Value, a.Path, a.Published.Value.Format(time.RFC3339Nano)}, "\n"),
		Link:   strings.Join([]string{a.URL.Value, a.Slug.Value, a.Section.Value, a.Language.Value, a.Language.From.Rule}, "\n"),
		BySlug: a.Slug.Known(), Place: uint64(len(a.Path)),
	}
}

// sameChoice holds what the cards of a folder say against what its articles say.
func sameChoice(t *testing.T, d *source.Folder) {
	t.Helper()
	catalog, err := d.Catalog(t.Context(), 2, named, nil)
	if err != nil {
		t.Fatal(err)
	}
	whole := scan(t, d)
	if len(catalog.Cards) != len(whole.Articles) || len(catalog.Passed) != len(whole.Passed) {
		t.Fatalf("%d cards and %d passed over, of %d articles and %d", len(catalog.Cards), len(catalog.Passed), len(whole.Articles), len(whole.Passed))
	}
	for i, card := range catalog.Cards {
		a := whole.Articles[i]
		if name := named(a); card.ID != name.ID || card.Link != name.Link || card.HasOwnID() != a.ID.Known() {
			t.Errorf("the card is named %q %q, the article %q %q", card.ID, card.Link, name.ID, name.Link)
		}
		for _, at := range []time.Time{{}, time.Unix(0, 0), touched, touched.Add(time.Second), time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9998, 1, 1, 0, 0, 0, 0, time.UTC)} {
			if got, want := card.Status(at), a.Status(at); got != want {
				t.Errorf("%s: by its card %s is %s, by what it says %s", at, card.Path, got, want)
			}
		}
		if read := catalog.Read(card); said(read) != said(a) {
			t.Errorf("read later it says\n%s\nand at once\n%s", said(read), said(a))
		}
	}
}

func TestAnArticleIsChosenByWhatItSays(t *testing.T) {
	for _, front := range []string{
		"title: A\ndate: 2026-01-02\ntags: [a, b]\nauthors:\n  - name: Jane Doe\n",
		"date: 2026-01-02\nembargo: 2030-01-01\n", "emargo: 2030-01-01\ntitle: x\n", "Draft: true\ntitle: x\n", "status: draft\ntitle: x\n",
		"params:\n  embargo: 2030-01-01\n", "title: \"a\nembargo: 2030-01-01\"\n", "url: /x/\nslug: y\nid: z\nlang: fr\nsection: s\n",
		"layout: page\ntitle: x\n", "type: post\ndate: 2026-01-02\n", "redirect_to: /x/\n", "date: never\n", "expires: never\n", "published: false\n",
		"date: 2026-01-02\npublishDate: 2030-01-02\n", "title: [a]\n", "title: x: y\n", "{{ title }}\n", "",
	} {
		sameChoice(t, folder(map[string]string{"a.md": "---\n" + front + "---\nText.\n", "b/c.md": "---\ndate: 2026-01-01\n---\nText.\n"}))
	}
	sameChoice(t, folder(map[string]string{"a.md": "---\ntitle: " + strings.Repeat("long ", 1000) + "\nembargo: 2030-01-01\n---\n", "b.md": "", "c.md": "\xff\xfe-\x00"}))
	sameChoice(t, folder(map[string]string{"a.md": "---\ndate: 2026-01-02\n---\n", "a.meta.yaml": "embargo: 2030-01-01\n", "_defaults.yaml": "section: news\nlanguage: fr\n"}))
}

func FuzzChoice(f *testing.F) {
	f.Add("title: A\ndate: 2026-01-02\ndraft: no\n")
	f.Add("embargo: 2030-01-01\nexpires: 2031-01-01\nurl: /a/\n")
	f.Add("extra:\n  draft: true\nlayout: page\n")
	f.Fuzz(func(t *testing.T, front string) {
		sameChoice(t, folder(map[string]string{"a.md": "---\n" + front + "\n---\nText.\n"}))
	})
}
