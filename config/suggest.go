package config

import "strings"

// nearest returns the key that word is probably a slip of: the one reached with the fewest edits, if these are few for
// its length.
func nearest(word string, keys []string) (string, bool) {
	const perEdit = 3  // characters that have to be there for each edit: two edits make any word of four into any other
	const longest = 40 // no key is nearly as long, and comparing costs the product of the lengths
	if len(word) > longest {
		return "", false
	}
	best, fewest := "", longest
	for _, key := range keys {
		if strings.HasPrefix(key, word) && len(word) >= perEdit {
			return key, true
		}
		if n := edits(strings.ToLower(word), key); n <= fewest && n <= max(1, len(key)/perEdit) {
			best, fewest = key, n-1
		}
	}
	return best, best != ""
}

// edits counts the letters to insert, delete, replace or swap with their neighbour to turn a into b (optimal string
// alignment distance).
func edits(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			replaced := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				replaced++
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, replaced)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
