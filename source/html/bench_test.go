package html_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/html"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

// BenchmarkRead reads pages of growing size, of paragraphs between the furniture of a page: the cost of a byte stays the
// same.
func BenchmarkRead(b *testing.B) {
	sourcetest.Benchmark(b, html.New(nil), "", pageOf)
}

const opening = `<html lang="en"><head><title>The harbour wall | Example Press</title>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"The harbour wall","author":{"name":"Jane Doe"},"datePublished":"2026-03-12"}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>The harbour wall</h1><div class="byline">By <a href="/people/jane">Jane Doe</a></div>
`

const section = `<p>The wall, which has stood <a href="/1903">since 1903</a>, gave way on <time>12 March</time>. Nobody was hurt.</p>
<figure><img data-src="wall.jpg" src="blank.gif" alt="The wall"><figcaption>The wall</figcaption></figure>
<div class="share"><a href="#">Share</a></div><ul class="related-posts"><li><a href="/a">Another</a></li><li><a href="/b">One</a></li></ul>
`

func pageOf(size int) []byte {
	return []byte(opening + strings.Repeat(section, size/len(section)) + "</article></body></html>")
}

// readPage reads a page as a build does: its head, then its body.
func readPage(tb testing.TB, page []byte) {
	tb.Helper()
	folder := &source.Folder{FS: fstest.MapFS{"page.html": {Data: page, ModTime: time.Unix(0, 0)}}, Name: "articles", Zone: time.UTC,
		Readers: []source.Reader{html.New(nil)}}
	scan, err := folder.Scan(tb.Context(), 1)
	if err != nil {
		tb.Fatal(err)
	}
	for _, a := range scan.Articles {
		folder.Body(a)
		for _, p := range a.Problems {
			if strings.Contains(p.Message, "broke down") {
				tb.Errorf("the reader broke down: %s", p.Error())
			}
		}
	}
}
