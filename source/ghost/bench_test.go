package ghost_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/source/ghost"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

// BenchmarkReader shows that an export takes as long as it is large: one with many posts, and one with a long one.
func BenchmarkReader(b *testing.B) {
	for shape, words := range map[string]int{"many": 40, "one": 1 << 30} {
		sourcetest.Benchmark(b, ghost.New(), shape, func(size int) []byte { return export(size, words) })
	}
}

// export makes one of about so many bytes, with posts of at most so many words.
func export(size, words int) []byte {
	var posts, tagged []string
	for n := 0; n < size; {
		words := min(words, size/20)
		post := fmt.Sprintf(`{"id":"%024x","title":"A post","slug":"post-%d","type":"post","status":"published","visibility":"public","published_at":"2026-03-12T08:00:00.000Z","html":"%s"}`,
			n, n, strings.Repeat("<p>Words of a post.</p>", words))
		posts = append(posts, post)
		tagged = append(tagged, fmt.Sprintf(`{"post_id":"%024x","tag_id":"1","sort_order":0}`, n))
		n += len(post) + 80
	}
	return []byte(`{"db":[{"meta":{"exported_on":1,"version":"5"},"data":{"posts":[` + strings.Join(posts, ",\n") + `],"posts_tags":[` + strings.Join(tagged, ",") +
		`],"tags":[{"id":"1","name":"Sea"}]}}]}`)
}
