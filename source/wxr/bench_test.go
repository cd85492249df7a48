package wxr

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/source"
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
		for _, size := range []int{10 << 10, 100 << 10, 1 << 20, 10 << 20} {
			b.Run(fmt.Sprintf("%s/%dkB", shape.name, size>>10), func(b *testing.B) {
				data := []byte(shape.file(b, size))
				folder := &source.Folder{FS: fstest.MapFS{"a.xml": {Data: data}}, Zone: time.UTC, Readers: []source.Reader{New()}}
				b.SetBytes(int64(len(data)))
				b.ReportAllocs()
				for b.Loop() {
					scan, err := folder.Scan(b.Context(), 1)
					if err != nil {
						b.Fatal(err)
					}
					for _, a := range scan.Articles {
						folder.Body(a)
					}
				}
			})
		}
	}
}
