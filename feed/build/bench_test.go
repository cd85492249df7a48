package build_test

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/atom"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/jsonfeed"
	"github.com/masthead-feeds/masthead/feed/page"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/feed/rss"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/formats"
)

// BenchmarkEncode writes one item of about 7 kB in each format.
func BenchmarkEncode(b *testing.B) {
	day := time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)
	it := &feed.Item{
		ID: "https://example.org/a/", URL: "https://example.org/a/", Title: "A quiet day", Summary: "Nothing happened.",
		HTML:      strings.Repeat("<p>Nothing happened in the harbour <em>today</em>, and <a href=\"https://example.org/\">few</a> were sorry.</p>\n", 65),
		Published: day, Updated: day, Authors: []feed.Person{{Name: "Jane Doe", Role: source.Author}, {Name: "John Roe", Role: source.Author}},
		Notice: "© 2026 Example Press", Categories: []feed.Category{{Term: "harbour"}, {Term: "quiet"}}, Language: "en",
	}
	for _, e := range []feed.Encoder{rss.Encoder(), atom.Encoder(), jsonfeed.Encoder(), page.Encoder()} {
		b.Run(e.Name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(it.HTML)))
			for b.Loop() {
				if _, err := e.Item(it, "en"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBuild builds of two thousand articles on the disk, each time as if for the first time: the newest fifty, and all. For a
// profile add -cpuprofile.
func BenchmarkBuild(b *testing.B) {
	dir := b.TempDir()
	text := strings.Repeat("The harbour wall has been *measured* again, and [found](/wall) to be as high as it was. Nobody was sorry.\n\n", 60)
	for i := range 2000 {
		front := fmt.Sprintf("---\ntitle: Number %d\ndate: 2026-01-01T00:%02d:%02dZ\nauthors: [Jane Doe, John Roe]\ntags: [harbour, quiet]\nsection: news\n---\n", i, i/60%60, i%60)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.md", i)), []byte(front+text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	for name, limit := range map[string]int{"newest": 50, "all": 0} {
		b.Run(name, func(b *testing.B) {
			address := &url.URL{Scheme: "https", Host: "example.org", Path: "/"}
			for b.Loop() {
				o := &build.Options{
					Site: feed.Site{Title: "Example", URL: address, Language: "en"}, Workers: 2,
					Sources: []build.Source{{Permalink: "/{path}/", Folder: &source.Folder{FS: source.Disk(dir), Name: dir, Zone: time.UTC, Readers: formats.Readers()}}},
					Feeds: []build.Feed{{Name: "all", Text: source.Full, Limit: limit, Formats: []build.Format{{Name: "rss", Path: "feed.xml"},
						{Name: "atom", Path: "atom.xml"}, {Name: "json", Path: "feed.json"}}}},
				}
				if _, err := build.Run(b.Context(), o, time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC), publish.Folder{Dir: b.TempDir()}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
