package source

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// documentedKeys are the keys that a slip of the pen is held against: those the docs teach.
func documentedKeys() []string {
	return []string{"title", "id", "url", "slug", "language", "date", "updated", "embargo", "embargo_until", "expires", "draft",
		"withdrawn", "section", "tags", "summary", "image", "credit", "byline", "authors", "source", "rights", "corrections",
		"related", "translation_of", "original_language", "media", "redirect", "editor", "translator", "photographer", "illustrator",
		"contributor", "copyright", "license", "machine_use", "episode", "season", "episode_type", "explicit"}
}

func documentedRights() []string {
	return []string{"notice", "holder", "year", "license", "usage_terms", "data_mining", "machine_use"}
}

// unknown reports a key that masthead does not have in a block that is written for it alone. One that is nearly a key
// which holds articles back may have been meant to: nothing is published before it is put right.
func (r record) unknown(p meta.Pair) {
	fix := "see docs/articles.md for those it has"
	if key, ok := nearest(p.Key, documentedKeys()); ok {
		fix = "write " + key
	}
	r.problem(p.Key, p.Value, "not a key that an article has", fix)
	guard := nearestGuard(p.Key)
	if saysNothing(p.Value) {
		return // under the right key it would hold nothing either
	}
	if guard != "" {
		r.set(guard, p) // so that no log tells of an article under embargo, and none stays out that was to be taken back
	}
	r.a.Rejected = r.a.Rejected || guard != ""
}

func (r record) unknownRight(p meta.Pair) {
	fix := "it has " + strings.Join(documentedRights(), ", ")
	if key, ok := nearest(p.Key, documentedRights()); ok {
		fix = "write " + key
	}
	r.problem("rights."+p.Key, p.Value, "not a right that an article has", fix)
}

// nearestGuard gives the key among those that hold an article back for which another may have been meant; it is empty
// for none. Two slips are allowed, which is more than for others, since it costs less to ask than to publish.
func nearestGuard(word string) string {
	word = strings.ToLower(word)
	for _, key := range []string{"embargo", "expires", "draft", "withdrawn"} {
		if strings.Contains(word, key) || edits(word, key) <= 2 {
			return key
		}
	}
	return ""
}

// isEmbargoSlip knows the keys of front matter that can only be meant for an embargo: what holds a story is not to be lost by a
// slip of the pen, nor by a longer word for it.
func isEmbargoSlip(key string) bool {
	word := joined(strings.ToLower(key))
	return strings.HasPrefix(word, "embargo") || len(word) > 5 && edits(word, "embargo") <= 1
}

// nearest gives the key that a word is probably a slip of: the one reached with the fewest edits, if these are few for
// its length.
func nearest(word string, keys []string) (string, bool) {
	const perEdit = 3 // letters that have to be there for each edit: two edits make any word of four into any other
	best, fewest := "", len(word)
	for _, key := range keys {
		if n := edits(strings.ToLower(word), key); n < fewest && n <= max(1, len(key)/perEdit) {
			best, fewest = key, n
		}
	}
	return best, best != ""
}

// edits counts the letters to insert, delete, replace or swap with their neighbour to turn a into b. Words far longer than
// any key are as far from all of them as they are long.
func edits(a, b string) int {
	const longest = 40
	if len(a) > longest {
		return len(a)
	}
	var rows [longest + 1][longest + 1]int
	for i := range len(a) + 1 {
		for j := range len(b) + 1 {
			if i == 0 || j == 0 {
				rows[i][j] = i + j
				continue
			}
			replaced := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			rows[i][j] = min(replaced, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
