package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
)

// planetPost is what has to become of a post that a planet carries.
type planetPost struct {
	authors, source, rights, license, credit string
}

// The posts of the planet of the examples: each is its own blog's still, in all three formats, as a reader sees them that is not
// ours. What the planet says of its selection is said of none.
//
// Promise 6 of docs/promises.md.
func TestAPlanetKeepsWhoseItsPostsAre(t *testing.T) {
	const byND, bySA = "https://creativecommons.org/licenses/by-nd/4.0/", "https://creativecommons.org/licenses/by-sa/4.0/"
	want := map[string]planetPost{
		"https://salt.example/?p=112":          {authors: "Ada Quill", source: "Salt & Rope", license: bySA},
		"https://salt.example/?p=117":          {authors: "Ada Quill, Tom Reef", source: "Salt & Rope", license: byND},
		"tag:mole.example,2026-11-05:lanterne": {authors: "Zoé Noir, Luc Amarre", source: "Le Môle", rights: "Texte © 2026 Zoé Noir et Luc Amarre"},
		"tag:mole.example,2026-11-02:brume":    {authors: "Zoé Noir", source: "Le Môle", rights: "© 2026 Le Môle, tous droits réservés"},
		"https://waves.example/42":             {authors: "Mia Wave", source: "Small Waves"},
		"https://waves.example/41":             {authors: "Mia Wave", source: "Small Waves", rights: "© 2026 Harbour Press Agency", credit: "Harbour Press Agency"},
	}
	out := t.TempDir()
	masthead(t, "build", "../../examples/planet", "-o", out, "--state", "none", "-q")

	open := func(name string) *os.File {
		f, err := os.Open(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		return f
	}
	inRSS, err := (&rss.Parser{}).Parse(open("feed.xml"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]planetPost{}
	for _, it := range inRSS.Items {
		p := planetPost{authors: strings.Join(it.DublinCoreExt.Creator, ", "), source: it.Source.Title, rights: strings.Join(it.DublinCoreExt.Rights, ""), credit: strings.Join(it.DublinCoreExt.Contributor, "")}
		for _, l := range it.Extensions["creativeCommons"]["license"] {
			p.license += l.Value
		}
		if duplicate := it.DublinCoreExt.Source; len(duplicate) > 0 { // validators warn of both
			t.Errorf("feed.xml: %s names its source twice: %s", it.GUID.Value, duplicate)
		}
		got[it.GUID.Value] = p
	}
	if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(planetPost{})); diff != "" {
		t.Errorf("feed.xml: %s", diff)
	}

	inAtom, err := (&atom.Parser{}).Parse(open("atom.xml"))
	if err != nil {
		t.Fatal(err)
	}
	got = map[string]planetPost{}
	names := func(people []*atom.Person) string {
		var list []string
		for _, p := range people {
			list = append(list, p.Name)
		}
		return strings.Join(list, ", ")
	}
	for _, it := range inAtom.Entries {
		p := planetPost{authors: names(it.Authors), source: it.Source.Title, rights: it.Rights, credit: names(it.Contributors)}
		for _, l := range it.Links {
			if l.Rel == "license" {
				p.license += l.Href
			}
		}
		if it.Source.ID == "" || it.Source.Updated != it.Updated { // a new post of a blog changes none of the others
			t.Errorf("%s: the source has the id %q and the date %s", it.ID, it.Source.ID, it.Source.Updated)
		}
		got[it.ID] = p
	}
	if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(planetPost{})); diff != "" {
		t.Errorf("atom.xml: %s", diff)
	}

	inJSON, err := gofeed.NewParser().Parse(open("feed.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range inJSON.Items {
		var list []string
		for _, a := range it.Authors {
			list = append(list, a.Name)
		}
		if p, ok := want[it.GUID]; !ok || strings.Join(list, ", ") != p.authors {
			t.Errorf("feed.json: %s is by %v, want %s", it.GUID, list, p.authors)
		}
		p := want[it.GUID]
		text := itemText(t, filepath.Join(out, "feed.json"), it.GUID)
		for _, s := range []string{p.source, p.rights, p.license, p.credit} {
			if !strings.Contains(text, s) {
				t.Errorf("feed.json: %s does not say %q", it.GUID, s)
			}
		}
		if strings.Contains(text, "Planet Harbour") {
			t.Errorf("feed.json: %s passes for the planet's", it.GUID)
		}
	}
	if !slices.IsSortedFunc(inJSON.Items, func(a, b *gofeed.Item) int { return b.PublishedParsed.Compare(*a.PublishedParsed) }) {
		t.Error("the posts are not merged by their dates")
	}
}
