package feed_test

import (
	"context"
	"fmt"
	"log"
	"net/url"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/formats"
)

// Of the articles of a folder those are chosen that are published at an instant, and an item is made of each: with an id that
// stays, an absolute address, and everybody who made it.
func ExampleSelect() {
	files := fstest.MapFS{
		"quiet.md": {Data: []byte("---\ntitle: A quiet day\ndate: 2026-03-12\nauthor: Jane Doe\n---\nSee [the harbour](/harbour/).\n")},
		"later.md": {Data: []byte("---\ntitle: Not yet\ndate: 2026-03-12\nembargo: 2026-05-01T06:00:00Z\n---\nSecret.\n")},
	}
	site := &feed.Site{Title: "The Daily Example", URL: &url.URL{Scheme: "https", Host: "example.org", Path: "/"}, Language: "en"}
	folder := &source.Folder{FS: files, Name: "content", Zone: time.UTC, Readers: formats.Readers()}
	mapper := &feed.Mapper{Site: site, Permalink: "/{year}/{slug}/"}

	catalog, err := folder.Catalog(context.Background(), 2, mapper.Name, nil)
	if err != nil {
		log.Fatal(err)
	}
	from := &feed.Source{Catalog: catalog, Folder: folder, Mapper: mapper}
	now := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range feed.Select(from.AppendCandidates(nil), now, time.Time{}).Next(50) {
		c.ReadBody()
		it := c.Item(now)
		fmt.Printf("%s, by %s\n%s\n%s", it.Title, it.Authors[0].Name, it.URL, it.HTML)
	}
	// Output:
	// A quiet day, by Jane Doe
	// https://example.org/2026/quiet/
	// <p>See <a href="https://example.org/harbour/">the harbour</a>.</p>
}
