package ninjs_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/source/ninjs"
	"github.com/masthead-feeds/masthead/source/sourcetest"
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
		sourcetest.Benchmark(b, ninjs.New(), shape.name, func(size int) []byte { return []byte(shape.file(size)) })
	}
}
