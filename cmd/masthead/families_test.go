package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

// Every family in every format, with its archive, is what readers and the grammars take for a feed.
func TestFamiliesAreFeeds(t *testing.T) {
	jing := client(t, "jing")
	dir := t.TempDir()
	var config strings.Builder
	config.WriteString("site: {title: The Ledger, url: https://example.org/, language: en, author: {name: Desk}}\nsources: [{dir: posts}]\npublish: {opml: feeds.opml}\nfeeds:\n")
	families := []string{"tag", "section", "author", "language", "year", "credit", "folder"}
	for _, each := range families {
		fmt.Fprintf(&config, "  - {each: %[1]s, archive: month, formats: {rss: \"%[1]s/{%[1]s}.xml\", atom: \"%[1]s/{%[1]s}.atom\", json: \"%[1]s/{%[1]s}.json\"}}\n", each)
	}
	write(t, filepath.Join(dir, "masthead.yaml"), config.String())
	for i, front := range []string{
		"title: One\ndate: 2026-01-10\ntags: [A & B, Été, \"<i>\"]\nsection: world\nauthors: [Jane Doe]\ncredit: AFP",
		"title: Two\ndate: 2026-02-10\ntags: [日本語, été]\nsection: World\nauthors: [José Núñez]\nlanguage: fr",
		"title: Three\ndate: 2025-02-10\ntags: [\"…\"]\nsection: a/b\nauthors: [Jane Doe]\ncredit: Agence France-Presse",
	} {
		write(t, filepath.Join(dir, "posts", "Nord & Süd", fmt.Sprintf("%d.md", i)), "---\n"+front+"\n---\nText.\n")
	}
	out := masthead(t, "build", dir, "--now", "2026-03-12T12:00:00Z")

	found, atoms := map[string]int{}, []string{"-c", "testdata/atom.rnc"}
	public := filepath.Join(dir, "public")
	err := filepath.WalkDir(public, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			return err
		}
		rel, _ := filepath.Rel(public, name)
		switch filepath.Ext(name) {
		case ".xml", ".json":
		case ".atom":
			atoms = append(atoms, name)
		case ".opml":
			command(t, nil, jing, "-c", "testdata/feeds.opml.rnc", name)
			return nil
		default:
			return nil
		}
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		defer file.Close()
		f, err := gofeed.NewParser().Parse(file)
		switch {
		case err != nil:
			t.Errorf("%s: %v", rel, err)
		case len(f.Items) == 0 || f.Title == "":
			t.Errorf("%s: %d items, title %q", rel, len(f.Items), f.Title)
		}
		each, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		found[each]++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	command(t, nil, jing, atoms...) // all at once: it takes a second to start
	// One document in each format for each member, and for each of its months.
	for each, members := range map[string]int{"tag": 5 + 6, "section": 2 + 3, "author": 2 + 3, "language": 2 + 3, "year": 2 + 3, "credit": 1 + 2, "folder": 1 + 3} {
		if found[each] != 3*members {
			t.Errorf("%s: %d documents, want %d\n%s", each, found[each], 3*members, out)
		}
	}
}
