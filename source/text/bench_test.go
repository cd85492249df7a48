package text

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/source/sourcetest"
)

// BenchmarkRead shows that the time is linear in the size: pages of all languages, one behind the other.
func BenchmarkRead(b *testing.B) {
	pages, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		b.Fatal(err)
	}
	var all []byte
	for _, page := range pages {
		if strings.Contains(page, "release") { // what ends a release would end it all
			continue
		}
		data, err := os.ReadFile(page)
		if err != nil {
			b.Fatal(err)
		}
		all = append(append(all, data...), "\n\n"...)
	}
	sourcetest.Benchmark(b, New(), "", func(size int) []byte { return bytes.Repeat(all, size/len(all)+1)[:size] })
}
