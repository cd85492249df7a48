// Package feedtest holds the feed and the items that every encoder is tested with.
package feedtest

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// Feed is a feed with everything that a head can say.
func Feed() *feed.Feed {
	return &feed.Feed{
		ID: "tag:example.org,2026:feeds/all", Title: "News & <views>", Description: "All of it & more",
		HomeURL: "https://example.org/", SelfURL: "https://example.org/self",
		Hubs: []string{"https://hub.example/", "https://other.example/hub?a=b&c=d"}, Language: "en", Copyright: "© 2026 Example",
		Alternates:        []feed.Alternate{{Type: "application/x-other", URL: "https://example.org/other"}},
		EntriesHaveRights: true, EntriesHaveAuthors: true,
		Author:  &feed.Person{Name: "Example", URL: "https://example.org/about", Email: "desk@example.org"},
		Updated: time.Date(2026, 3, 12, 16, 5, 0, 0, time.UTC), TTL: 15 * time.Minute, Icon: "https://example.org/icon.png",
	}
}

// Everything is an item with everything that an item can say, and with what is hard to write.
func Everything() *feed.Item {
	paris := time.FixedZone("", 3600)
	return &feed.Item{
		ID: "urn:example:1", URL: "https://example.org/1?a=b&c=d", Title: "AT&T <says> \"yes\"", Summary: "One & <two>",
		HTML: "<p>A <b>body</b> with ]]&gt; and ]]> in it</p>", Published: time.Date(2026, 3, 12, 8, 30, 0, 0, paris),
		Updated: time.Date(2026, 3, 12, 16, 5, 0, 0, time.UTC),
		Authors: []feed.Person{
			{Name: "Jane Doe", URL: "https://example.org/jane", Email: "jane@example.org", Avatar: "https://example.org/jane.png", Role: source.Author},
			{Name: "Ben Roe", Email: "ben@example.org", Role: source.Author},
		},
		Contributors: []feed.Person{
			{Name: "Carla Poe", URL: "https://example.org/carla", Role: source.Translator},
			{Name: "Ed Foe", Role: source.Editor}, {Name: "Pat Lee", Role: source.Photographer},
			{Name: "Ill Ray", Role: source.Illustrator}, {Name: "Con Tay", Role: source.Contributor},
			{Name: "Example Wire", Role: feed.Agency},
		},
		Credit: "Example Wire", Notice: "© 2026 Example Wire", Holder: "Example Wire", Year: 2026,
		Licenses: []source.License{
			{URL: "https://creativecommons.org/licenses/by/4.0/", Title: "CC BY 4.0", SPDX: "CC-BY-4.0"},
			{Title: "By arrangement"},
		},
		UsageTerms: "Ask first", UsageTermsURL: "https://example.org/terms",
		Categories: []feed.Category{{Term: "news", Scheme: "https://example.org/sections"}, {Term: "a & b", Scheme: "https://example.org/tags"},
			{Term: "News", Scheme: "https://example.org/tags"}},
		Language: "fr", Image: &feed.Media{URL: "https://example.org/i.jpg", Type: "image/jpeg", Alt: "A picture", Credit: "Pat Lee", Notice: "© Pat Lee"},
		Media: []feed.Media{
			{URL: "https://example.org/a.mp3", Type: "audio/mpeg", Size: 5_000_000_000, Duration: 90 * time.Second, Title: "Hear it"},
			{URL: "https://example.org/b.pdf", Type: "application/pdf", Credit: "Desk"},
			{URL: "https://example.org/c"},
		},
		Episode:     feed.Episode{Number: 7, Season: 2, Type: "bonus", Explicit: new(bool)},
		SourceTitle: "Le Courrier", SourceURL: "https://courrier.example/1",
		Related:      []string{"https://example.org/before?a=b&c=d", "https://other.example/"},
		Translations: []feed.Translation{{Language: "en", URL: "https://example.org/en/1?a=b&c=d"}, {Language: "pt-BR", URL: "https://example.org/pt/1"}},
	}
}

// Nothing is an item that says as little as an item can.
func Nothing() *feed.Item {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	return &feed.Item{ID: "https://example.org/2", URL: "https://example.org/2", Title: "Two", Published: at, Updated: at, Language: "en"}
}

// Document writes a whole document: head, items, tail.
func Document(t *testing.T, e feed.Encoder, f *feed.Feed, items ...*feed.Item) string {
	t.Helper()
	var body string
	var uses feed.Namespaces
	for i, it := range items {
		fragment, err := e.Item(it, f.Language)
		if err != nil {
			t.Fatal(err)
		}
		if i > 0 {
			body += e.Between
		}
		body += string(fragment.Bytes)
		uses |= fragment.Uses
	}
	head, err := e.Head(f, uses)
	if err != nil {
		t.Fatal(err)
	}
	return string(head) + body + e.Tail
}

var update = flag.Bool("update", false, "rewrite the golden files")

// Golden holds got against the file testdata/name.
func Golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}
