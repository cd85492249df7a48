package html_test

import (
	"strings"
	"testing"
)

// TestHostilePages reads pages that are made to cost more than their size. A reader that took quadratic time would not
// come back.
func TestHostilePages(t *testing.T) {
	const n = 10_000
	for name, page := range map[string]string{
		"deep":               strings.Repeat("<div>", n) + "x",
		"deep and formatted": strings.Repeat("<b><i><font color=x>", n/10) + "x",
		"open paragraphs":    strings.Repeat("<p class=byline>By Jane Doe", n),
		"open articles":      strings.Repeat("<article></article>", n) + strings.Repeat("<article><h2><a href=/>x</a></h2></article>", n),
		"dates":              "<article><p>" + strings.Repeat("<time datetime=2026-01-01>x</time>", n),
		"nested 400":         strings.Repeat(strings.Repeat("<div class=author-bio>", 400)+"x"+strings.Repeat("</div>", 400), n/4000),
		"headings":           strings.Repeat("<h1>A heading of the page</h1>", n) + "<title>" + strings.Repeat("a - ", n) + "</title>",
		"title":              "<title>" + strings.Repeat("| ", n) + "</title><h1>x</h1>",
		"json open":          `<script type="application/ld+json">` + strings.Repeat(`[`, n) + "</script>x",
		"json objects":       `<script type="application/ld+json">` + strings.Repeat(`{"@type":"NewsArticle","a":`, n) + "</script>x",
		"json list":          `<script type="application/ld+json">[` + strings.Repeat(`{"@type":"NewsArticle","headline":"x"},`, n) + "]</script>x",
		"json authors":       `<script type="application/ld+json">{"@type":"NewsArticle","author":["` + strings.Repeat(`x","y`, n) + `"]}</script>x`,
		"json comments":      `<script type="application/ld+json">` + strings.Repeat("/*", n) + "</script>x",
		"licences":           strings.Repeat("<p>licence<a href=https://creativecommons.org/licenses/by/4.0/>x</a>", n),
		"licences in one":    "<p>licence" + strings.Repeat("<a href=https://creativecommons.org/licenses/by/4.0/>x</a>", n),
		"notices":            "<footer>" + strings.Repeat("© 2026 <b>Example</b> ", n),
		"noscript":           "<article>" + strings.Repeat("<noscript><img src=a.jpg></noscript>", n/5),
		"srcset":             "<article><img srcset='" + strings.Repeat("a 1w,", n) + "'>",
		"byline links":       "<article><div class=byline>" + strings.Repeat("<a href=/author/>x</a>", n) + "</div>",
		"NUL":                strings.Repeat(strings.Repeat("x", 200)+"\x00", n/100),
	} {
		t.Run(name, func(t *testing.T) { readPage(t, []byte(page)) })
	}
}
