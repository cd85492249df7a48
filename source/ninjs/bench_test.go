package ninjs_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/ninjs"
)

const story = `{"uri": "urn:example:%d", "type": "text", "version": "1", "versioncreated": "2026-03-12T08:00:00Z", "headline": "A story",
 "byline": "By Ana Ng", "subject": [{"name": "sea"}], "body_html": "%s",
 "associations": {"main": {"type": "picture", "renditions": {"main": {"href": "https://wire.example/p.jpg"}}}}}`

// shapes are files of about so many bytes: what real ones are like, and what ones that are meant to be slow are.
var shapes = []struct {
	name string
	file func(size int) string
}{
	{"one", func(size int) string {
		return fmt.Sprintf(story, 1, strings.Repeat("<p>Words of the story.</p>", size/26))
	}},
	{"many", func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, story+",\n", i, strings.Repeat("<p>Words of the story.</p>", 20))
		}
		return "[" + strings.TrimSuffix(b.String(), ",\n") + "]"
	}},
	{"line", func(size int) string { // all members on one line
		return `[` + strings.Repeat(`{"uri":"urn:1","headline":"é"},`, size/31) + `{"uri":"urn:1","headline":"e"}]`
	}},
	{"text", func(size int) string {
		return `{"uri":"urn:1","headline":"x","body_text":"` + strings.Repeat(`    Words set in   and out < 3\n`, size/32) + `"}`
	}},
	{"deep", func(size int) string { return `{"uri":"urn:1","headline":` + strings.Repeat("[", size) }},
	{"wide", func(size int) string {
		return `{"uri":"urn:1","headline":"x","subject":[` + strings.Repeat("1,", size/2) + `1]}`
	}},
	{"tags", func(size int) string { return `{"uri":"urn:1","headline":"` + strings.Repeat("<a ", size/3) + `"}` }},
	{"open", func(size int) string { return `[` + strings.Repeat(`{"uri":"urn:1",`, size/15) }},
	{"words", func(size int) string { return `[{"uri":"urn:1","headline":"x"},` + strings.Repeat(`nul `, size/4) }},
}

// BenchmarkReader shows that a file takes as long as it is large, whatever its shape.
func BenchmarkReader(b *testing.B) {
	for _, shape := range shapes {
		for _, size := range []int{10 << 10, 100 << 10, 1 << 20, 10 << 20} {
			b.Run(fmt.Sprintf("%s/%dkB", shape.name, size>>10), func(b *testing.B) {
				data := []byte(shape.file(size))
				folder := &source.Folder{FS: fstest.MapFS{"a.json": {Data: data}}, Zone: time.UTC, Readers: []source.Reader{ninjs.New()}}
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
