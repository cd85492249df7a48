package source_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/markdown"
)

// touched is the time of every file in these tests.
var touched = time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC)

func folder(files map[string]string) *source.Folder {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text), ModTime: touched, Mode: 0o644}
	}
	return &source.Folder{FS: fsys, Name: "content", Zone: time.UTC, Readers: []source.Reader{markdown.New()}}
}

func scan(t *testing.T, d *source.Folder) source.Scan {
	t.Helper()
	s, err := d.Scan(context.Background(), 2)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// article reads one with this front matter.
func article(t *testing.T, frontMatter string) *source.Article {
	t.Helper()
	return scan(t, folder(map[string]string{"a.md": "---\n" + frontMatter + "\n---\nText.\n"})).Articles[0]
}

// said lists what an article states besides its date, a field a line, and then its problems.
func said(a *source.Article) string {
	var b strings.Builder
	for _, e := range a.Explain() {
		if e.From.Rule != source.FileTime {
			fmt.Fprintf(&b, "%s: %s\n", e.Name, e.Value)
		}
	}
	for _, p := range a.Problems {
		fmt.Fprintf(&b, "! %s\n", p.Error())
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func says(t *testing.T, cases []struct{ in, want string }) {
	t.Helper()
	for _, c := range cases {
		if got := said(article(t, c.in)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

func TestNothingSaysNothing(t *testing.T) {
	for _, in := range []string{
		"authors: [~, null]", "authors:\n  - ", "tags: [null, ~]", "editor: [null]", "license: [~]", "media: [~]", "image: ~",
		"author: false", "title: false", "summary: False", "copyright: false", "license: false", "image: false", "tags: false",
		"embargo: false", "expires: false", "redirect: false", "redirect: no", "canonical: false", "rights: {license: false, notice: ~}",
	} {
		if got := said(article(t, in)); got != "" {
			t.Errorf("%s: %s", in, got)
		}
	}
	a := scan(t, folder(map[string]string{"a.md": `{"authors": [null, "A"], "tags": [null, "x"], "license": null}` + "\nText.\n"})).Articles[0]
	if got, want := said(a), "authors: A\ntags: x"; got != want {
		t.Errorf("JSON: got %s, want %s", got, want)
	}
}

func TestWrongKindsAreTold(t *testing.T) {
	says(t, []struct{ in, want string }{
		{"authors: [~, null, A]", "authors: A"},
		{"author: 5", "! a.md:2:9: author: expected a name, found a number; put it in quotes if it is the name"},
		{`author: "5"`, "byline: 5\nauthors: 5"},
		{"author: true", "! a.md:2:9: author: expected text, found true; put it in quotes if it is the text, or remove it"},
		{"title: true", "! a.md:2:8: title: expected text, found true; put it in quotes if it is the text, or remove it"},
		{`title: "true"`, "title: true"},
		{"title: 1984", "title: 1984"},
		{"tags: [[a], 7, b]", "tags: a, 7, b"},
		{"media: foo", `! a.md:2:8: media: "foo" is not an address; write where the file is, such as img/lead.jpg`},
		{"media: [7]", `! a.md:2:9: media: "7" is not an address; write where the file is, such as img/lead.jpg`},
		{"image: [1]", `! a.md:2:9: image: "1" is not an address; write where the file is, such as img/lead.jpg`},
		{"image: {url: foo}", `! a.md:2:14: url: "foo" is not an address; write where the file is, such as img/lead.jpg`},
		{"cover: {image: /a.png, alt: A wall, relative: true}", "image: /a.png"},
		{"rights: {noitce: x}", "! a.md:2:18: rights.noitce: not a right that an article has; write notice"},
		{"rights: {usage_terms: None}", ""},
		{"rights: {colour: x}", "! a.md:2:18: rights.colour: not a right that an article has; it has notice, holder, year, license, usage_terms, data_mining, machine_use"},
		{"license: true", "! a.md:2:10: license: expected text, found true; put it in quotes if it is the text, or remove it"},
		{"corrections: The name was wrong.", "corrections: The name was wrong."},
		{"related: [https://example.org/a, /b/, ../c/, /b/]", "related: https://example.org/a, /b/, ../c/"},
		{"related: '[A page](/a/)'", "related: /a/"},
		{"related: true", ""},
		{"related: [a-slug, {title: A page}, mailto:jane@example.org]", ""},
	})
}

func TestPeople(t *testing.T) {
	says(t, []struct{ in, want string }{
		{"author: By Jane Doe", "byline: By Jane Doe\nauthors: Jane Doe"},
		{"authors: [BY Jane Doe, by John Roe]", "authors: Jane Doe; John Roe"},
		{"author: Byron", "byline: Byron\nauthors: Byron"},
		{"author: jane@example.org (Jane Doe)", "byline: jane@example.org (Jane Doe)\nauthors: Jane Doe <jane@example.org>"},
		{"author: Jane Doe <jane@example.org>", "byline: Jane Doe <jane@example.org>\nauthors: Jane Doe <jane@example.org>"},
		{"author: jane@example.org", "authors: \n! a.md:2:9: author: an address without a name, which is left out; write Jane Doe <jane@example.org>"},
		{"author: jane@example.org\nbyline: By Jane Doe", "byline: By Jane Doe\nauthors: Jane Doe\n! a.md:2:9: author: an address without a name, which is left out; write Jane Doe <jane@example.org>"},
	})
}

// Somebody who is known by an address only is not replaced by the author of a layer below.
func TestAnAddressWithoutANameIsNobodyElse(t *testing.T) {
	a := scan(t, folder(map[string]string{
		"a.md": "---\nauthor: jane@example.org\n---\n", "_defaults.yaml": "author: The Desk",
	})).Articles[0]
	if len(a.People.Value) != 0 {
		t.Errorf("authors: %v", a.People.Value)
	}
}

func TestAddresses(t *testing.T) {
	const fix = "; write the address itself, or url: in the source's configuration"
	says(t, []struct{ in, want string }{
		{"url: false", "url: none"},
		{"permalink: false", "url: none"},
		{"permalink: /blog/:year/:title/", `! a.md:2:12: permalink: "/blog/:year/:title/" is a pattern, not an address` + fix},
		{`permalink: "/blog/{{ page.fileSlug }}/"`, `! a.md:2:12: permalink: "/blog/{{ page.fileSlug }}/" is a pattern, not an address` + fix},
		{"url: https://example.org:8080/a:b/", "url: https://example.org:8080/a:b/"},
		{"redirect: /there/", "redirect: /there/"},
		{"redirect: true", "redirect: true"},
	})
}

func TestTheLaterOfTwoDatesHoldsBack(t *testing.T) {
	says(t, []struct{ in, want string }{
		{"date: 2026-01-01\npublishDate: 2027-01-01", "published: 2027-01-01T00:00:00Z"},
		{"publish_date: 2027-01-01\ndate: 2026-01-01", "published: 2027-01-01T00:00:00Z"},
		{"date: 2026-01-01\npublish_on: 2027-01-01", "published: 2027-01-01T00:00:00Z"},
		{"date: 2026-01-01\npublishDate: 2025-01-01", "published: 2026-01-01T00:00:00Z"},
		{"date: 2026-01-01\ncreated: 2027-01-01", "published: 2026-01-01T00:00:00Z"},
		{"embargo: 2027-01-01\nembargo_until: 2028-01-01", "embargo: 2028-01-01T00:00:00Z"},
		{"embargo_until: 2027-01-01\nembargo: 2028-01-01", "embargo: 2028-01-01T00:00:00Z"},
		{"embargo: true", "embargo: 9999-12-31T00:00:00Z\n! a.md:2:10: embargo: expected text, found true; put it in quotes if it is the text, or remove it"},
		{"expires: 2028-01-01\nexpiryDate: 2027-01-01", "expires: 2027-01-01T00:00:00Z"},
	})
}

// A sidecar may lift the embargo that the article states.
func TestASidecarOverridesAnEmbargo(t *testing.T) {
	a := scan(t, folder(map[string]string{"a.md": "---\nembargo: 2028-01-01\n---\n", "a.meta.yaml": "embargo: 2027-01-01"})).Articles[0]
	if got := a.Embargo.Value.Year(); got != 2027 {
		t.Errorf("embargo of %d", got)
	}
}

func TestSlipsInOurOwnFiles(t *testing.T) {
	for in, want := range map[string]string{
		"titel: x":      "a.meta.yaml:1:8: titel: not a key that an article has; write title",
		"credti: x":     "a.meta.yaml:1:9: credti: not a key that an article has; write credit",
		"dratf: false":  "a.meta.yaml:1:8: dratf: not a key that an article has; write draft",
		"weather: rain": "a.meta.yaml:1:10: weather: not a key that an article has; see docs/articles.md for those it has",
	} {
		a := scan(t, folder(map[string]string{"a.md": "Text.", "a.meta.yaml": in})).Articles[0]
		if len(a.Problems) != 1 || a.Problems[0].Error() != want || a.Rejected {
			t.Errorf("%s: %v, rejected %v", in, a.Problems, a.Rejected)
		}
	}
}

func TestASlipThatMayHaveHeldAnArticleHoldsIt(t *testing.T) {
	for _, in := range []string{"embarg: 2028-01-01", "embrago: soon", "embargo_date: 2028-01-01", "expirse: 2020-01-01", "dratf: true", "witdrawn: true"} {
		for _, name := range []string{"a.meta.yaml", "_defaults.yaml"} {
			a := scan(t, folder(map[string]string{"a.md": "Text.", name: in})).Articles[0]
			if !a.Rejected || strings.HasPrefix(in, "emb") != a.Embargo.Known() {
				t.Errorf("%s in %s: rejected %v, embargo %v", in, name, a.Rejected, a.Embargo)
			}
		}
	}
}
