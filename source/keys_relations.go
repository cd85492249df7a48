package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// maxRelated is more pages than anybody names beside a story.
const maxRelated = 100

// related reads the addresses of pages that belong to the story. Themes have a use of their own for the word, related: true or the
// slugs of posts: what is no address is said to be none only where the block is written for masthead alone.
func (r record) related(p meta.Pair) {
	f := &r.a.Related
	for _, v := range items(p.Value) {
		s := ""
		if isScalar(v) {
			_, s = linked(strings.TrimSpace(v.Text))
		}
		switch {
		case !isPageAddress(s):
			if r.own {
				r.problem(p.Key, v, fmt.Sprintf("%q is not an address", s), "write one such as https://example.org/page, or a path of the site such as /page/")
			}
		case len(f.Value) == maxRelated:
			r.problem(p.Key, v, fmt.Sprintf("more than %d addresses", maxRelated), "write those that matter; the rest is left out")
			return
		case !slices.Contains(f.Value, s):
			f.Value = append(f.Value, s)
		}
	}
	if len(f.Value) > 0 && !f.Known() {
		f.From = r.from(p)
	}
}

// isPageAddress knows addresses of the web, paths of the site, and what is relative to the article's page.
func isPageAddress(s string) bool {
	return isWeb(s) || strings.HasPrefix(s, "/") || strings.HasPrefix(s, "./") || strings.HasPrefix(s, "../")
}
