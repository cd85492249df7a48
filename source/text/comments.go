package text

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// comment matches what editors of texts keep for themselves: comments of pages, also as a word processor makes of them,
// and those that notes take in %% signs, as a block or within a line.
var comment = pattern.New(`(?s:[<‹]!(?:--|[–—]).*?(?:--|[–—])[>›])|(?ms:^[ \t]*%%.*?%%[ \t]*$)|(?m:(?:^|[ \t])%%[ \t\p{L}][^%\n]*%%(?:[ \t.,;:!?]|$))`)

// withoutComments takes the comments out of a text. The lines keep their numbers.
func withoutComments(text string) string {
	if !strings.Contains(text, "%%") && !strings.Contains(text, "<!") && !strings.Contains(text, "‹!") {
		return text
	}
	return comment.ReplaceAllStringFunc(text, func(s string) string {
		if n := strings.Count(s, "\n"); n > 0 {
			return strings.Repeat("\n", n)
		}
		return " "
	})
}
