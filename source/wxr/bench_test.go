package wxr

import (
	"os"
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/source/sourcetest"
)

// shapes are exports of a size: posts as they are, the same in one post, and two in which every post is broken.
var shapes = []struct {
	name string
	file func(b *testing.B, size int) string
}{
	{"posts", func(b *testing.B, size int) string { return posts(b, size, "") }},
	{"latin1", func(b *testing.B, size int) string { return posts(b, size, "\xe9") }},
	{"one", func(b *testing.B, size int) string {
		return strings.Replace(sample(b), "Nobody was hurt", strings.Repeat("<p>Word [sic] word\n\n[x_y] https://example.org/\n", size/48), 1)
	}},
	{"broken", func(b *testing.B, size int) string {
		return rootOf(sample(b)) + strings.Repeat("<item><title>A</item>\n", size/22) + "</channel></rss>"
	}},
}

func sample(b *testing.B) string {
	data, err := os.ReadFile("testdata/classic.xml")
	if err != nil {
		b.Fatal(err)
	}
	return string(data)
}

func rootOf(text string) string { return text[:strings.Index(text, "<item>")] }

// posts repeats the posts of an example.
func posts(b *testing.B, size int, extra string) string {
	text := sample(b)
	posts := text[strings.Index(text, "<item>"):strings.Index(text, "</channel>")]
	posts = strings.Replace(posts, "Nobody was hurt", "Nobody was hurt"+extra, 1)
	return rootOf(text) + strings.Repeat(posts, max(1, size/len(posts))) + "</channel></rss>"
}

// BenchmarkReader shows that a file takes as long as it is large, whatever its shape.
func BenchmarkReader(b *testing.B) {
	for _, shape := range shapes {
		sourcetest.Benchmark(b, New(), shape.name, func(size int) []byte { return []byte(shape.file(b, size)) })
	}
}
