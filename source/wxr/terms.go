package wxr

import (
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// uncategorised are the slugs of the category that WordPress gives to posts that have none, in the languages in which it is
// not called as in English.
var uncategorised = []string{
	"uncategorized", "uncategorised", "sin-categoria", "sem-categoria", "senza-categoria", "non-classe", "geen-categorie",
	"niet-gecategoriseerd", "unkategorisiert", "nicht-kategorisiert", "okategoriserade", "ukategoriseret", "ukategorisert",
	"bez-kategorii", "%e6%9c%aa%e5%88%86%e9%a1%9e", "%e6%9c%aa%e5%88%86%e7%b1%bb", "%eb%af%b8%eb%b6%84%eb%a5%98",
	"%d8%ba%d9%8a%d8%b1-%d9%85%d8%b5%d9%86%d9%81", "%d0%b1%d0%b5%d0%b7-%d1%80%d1%83%d0%b1%d1%80%d0%b8%d0%ba%d0%b8",
}

// terms states tags and section. Tags are the post's tags and its categories; the section is the category that the editor
// marked as the first, or the only one. Of several that are equal none is the section: their order is the database's.
func (s statements) terms() {
	tags, categories := s.m.terms("post_tag", "tag"), s.m.terms("category", "")
	all := append(slices.Clone(tags), categories...)
	if len(all) > 0 {
		s.say("tags", "category", meta.Value{Kind: meta.List, List: all, Line: all[0].Line, Column: all[0].Column})
	}
	for _, said := range []string{"_yoast_wpseo_primary_category", "rank_math_primary_category"} {
		if v := s.m.meta(said); s.x.categories[v.Text] != "" {
			v.Text = s.x.categories[v.Text]
			s.say("section", said, v)
		}
	}
	if len(categories) == 1 {
		s.say("section", "category", categories[0])
	}
}

// terms gives the terms of the taxonomies, each once. WXR 1.0 writes them twice, once without a slug.
func (m member) terms(domains ...string) (list []meta.Value) {
	seen := map[string]bool{}
	for _, e := range m.inTaxonomies(domains...) {
		v := textOf(e)
		v.Text = plain(v.Text)
		slug := strings.ToLower(e.Attr("nicename"))
		if key := strings.ToLower(v.Text); key != "" && !seen[key] && key != "uncategorized" && !slices.Contains(uncategorised, slug) {
			seen[key] = true
			list = append(list, v)
		}
	}
	return list
}

func (m member) inTaxonomies(domains ...string) (list []*xmltree.Element) {
	for _, e := range m.e.Children("category") {
		if e.Prefix == "" && slices.Contains(domains, e.Attr("domain")) {
			list = append(list, e)
		}
	}
	return list
}
