package feedfile

import (
	"bytes"
	"os"
	"testing"

	"github.com/masthead-feeds/masthead/source/sourcetest"
)

// BenchmarkReader shows that a feed takes as long as it is large, whatever its shape.
func BenchmarkReader(b *testing.B) {
	for _, shape := range []struct{ name, file, begin, end, between, broken string }{
		{"rss", "blog.rss", "<item>", "</channel>", "", ""},
		{"atom", "journal.atom", "<entry>", "</feed>", "", ""},
		{"json", "micro.json", "{\n      \"id\": 41", "]\n}\n", ",", ""},
		{"latin1", "rdf.rdf", "<item ", "</rdf:RDF>", "", ""},
		{"broken", "blog.rss", "<item>", "</channel>", "", "<item><title>A</item>\n"},
	} {
		sourcetest.Benchmark(b, New(), shape.name, func(size int) []byte {
			data, err := os.ReadFile("testdata/" + shape.file)
			if err != nil {
				b.Fatal(err)
			}
			from, to := bytes.Index(data, []byte(shape.begin)), bytes.LastIndex(data, []byte(shape.end))
			item := data[from:to]
			if shape.broken != "" {
				item = []byte(shape.broken)
			}
			out := bytes.Clone(data[:from])
			for n := 0; n*len(item) < size; n++ {
				if n > 0 {
					out = append(out, shape.between...)
				}
				out = append(out, item...)
			}
			return append(out, data[to:]...)
		})
	}
}
