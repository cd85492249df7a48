package text

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkRead shows that the time is linear in the size: pages of all languages, one behind the other.
func BenchmarkRead(b *testing.B) {
	pages, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		b.Fatal(err)
	}
	var all []byte
	for _, page := range pages {
		data, err := os.ReadFile(page)
		if err != nil {
			b.Fatal(err)
		}
		all = append(append(all, data...), "\n\n"...)
	}
	for _, size := range []int{10_000, 100_000, 1_000_000, 10_000_000} {
		data := bytes.Repeat(all, size/len(all)+1)[:size]
		b.Run(fmt.Sprintf("%dkB", size/1000), func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				read(data, 1, "")
			}
		})
	}
}
