// Package directory tells those who look for them what a site publishes: readers by a list of its feeds (OPML), browsers by the
// links in the head of its pages, search engines by a sitemap of its news, and the host of its files by the header lines that
// these are to be sent with. What is told is a matter of the feeds and the articles alone, never of the clock.
package directory

import (
	"cmp"
	"html"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/feed"
)

// Feed is one feed as a directory has it.
type Feed struct {
	// Family is what the feeds that one entry of the configuration makes have in common, such as one for each tag; empty for a
	// feed that stands for itself.
	Family      string
	Title       string
	Description string
	HomeURL     string
	Language    string           // BCP 47; empty when unknown
	Documents   []feed.Alternate // of which there is at least one
}

// inOrder gives the documents with those first that most readers know: they take the first they find.
func (f *Feed) inOrder() []feed.Alternate {
	order := []string{feed.TypeRSS, feed.TypeAtom, feed.TypeJSON}
	list := slices.Clone(f.Documents)
	slices.SortStableFunc(list, func(a, b feed.Alternate) int {
		return cmp.Compare(slices.Index(order, a.Type), slices.Index(order, b.Type))
	})
	return list
}

// Links writes the elements that belong into the head of the site's pages, a line each. The feeds of families are left out: there
// may be hundreds of them, and which belongs to a page only whoever makes the page knows.
func Links(feeds []Feed) []byte {
	var b strings.Builder
	for _, f := range feeds {
		if f.Family != "" {
			continue
		}
		for _, d := range f.inOrder() {
			title := f.Title + " (" + feed.FormatName(d.Type) + ")"
			b.WriteString(`<link rel="alternate" type="` + d.Type + `" title="` + html.EscapeString(title) + `" href="` + html.EscapeString(d.URL) + "\">\n")
		}
	}
	return []byte(b.String())
}
