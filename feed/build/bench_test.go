package build_test

import (
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/source"
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
	for _, e := range build.Encoders() {
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
