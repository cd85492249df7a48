package build_test

import (
	"strings"
	"testing"
)

// A feed of a site that states no language is in that of its items, where all of them state one and the same; also when the items
// are those of the build before.
func TestAFeedIsInTheLanguageOfItsItems(t *testing.T) {
	s := newSite(t)
	s.withState()
	s.options.Site.Language = ""
	for _, c := range []struct {
		front string // of the second article
		want  bool
	}{{"language: de", true}, {"language: de\ntags: [a]", true}, {"language: de-AT", false}, {"title: B", false}} {
		s.article("a.md", "title: A\nlanguage: de\ndate: 2026-03-01")
		s.article("b.md", "date: 2026-03-02\n"+c.front)
		s.mustBuild()
		for name, says := range map[string]string{"feed.xml": "<language>de</language>", "atom.xml": `xml:lang="de" xmlns`, "feed.json": "\n  \"language\": \"de\""} {
			if text := s.published()[name]; strings.Contains(text, says) != c.want {
				t.Errorf("%s: %s says its language: %v, want %v\n%.600s", c.front, name, !c.want, c.want, text)
			}
		}
	}
}
