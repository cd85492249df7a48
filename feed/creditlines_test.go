package feed_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// The lines have nothing but what the item says, are in full texts alone, and cannot break out of them.
func TestCreditLines(t *testing.T) {
	site, err := url.Parse("https://example.org/")
	if err != nil {
		t.Fatal(err)
	}
	jane, john := feed.Person{Name: "Jane Doe", URL: "https://example.org/jane?a&b"}, feed.Person{Name: `John "<i>" Roe`}
	cc, _ := source.ParseLicense("CC-BY-4.0")
	for name, c := range map[string]struct {
		item feed.Item
		cut  feed.Cut
		want string
	}{
		"all": {feed.Item{HTML: "<p>x</p>", Authors: []feed.Person{jane, john}, Credit: "Wire & Co", Notice: "© Wire", Licenses: []source.License{cc, {Title: "Ask"}},
			UsageTerms: "No more", UsageTermsURL: "https://example.org/t", CreditLines: true}, feed.Cut{Text: source.Full},
			`<p class="byline"><a class="author" rel="author" href="https://example.org/jane?a&amp;b">Jane Doe</a>, <span class="author">John &#34;&lt;i&gt;&#34; Roe</span> / <span class="credit">Wire &amp; Co</span></p><p>x</p>` +
				`<p class="rights"><span class="copyright">© Wire</span> · <a class="license" rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a> · <span class="license">Ask</span> · ` +
				`<span class="usage-terms">No more</span> · <a class="usage-terms" rel="license" href="https://example.org/t">https://example.org/t</a></p>`},
		"nobody asked":   {feed.Item{HTML: "<p>x</p>", Authors: []feed.Person{jane}, Notice: "© Wire"}, feed.Cut{Text: source.Full}, "<p>x</p>"},
		"nothing to say": {feed.Item{HTML: "<p>x</p>", CreditLines: true}, feed.Cut{Text: source.Full}, "<p>x</p>"},
		"a summary":      {feed.Item{HTML: "<p>x</p>", Authors: []feed.Person{jane}, CreditLines: true}, feed.Cut{Text: source.Summary}, ""},
		"the agency is the author": {feed.Item{HTML: "<p>x</p>", Authors: []feed.Person{{Name: "Wire"}}, Credit: "wire", CreditLines: true}, feed.Cut{Text: source.Full},
			`<p class="byline"><span class="author">Wire</span></p><p>x</p>`},
		"the text has one": {feed.Item{HTML: "<p>By JANE DOE</p><p>x</p>", Authors: []feed.Person{jane}, CreditLines: true}, feed.Cut{Text: source.Full}, "<p>By JANE DOE</p><p>x</p>"},
		"source": {feed.Item{HTML: "<p>x</p>", SourceURL: "https://there.example/a?b&c", SourceLink: true}, feed.Cut{Text: source.Full, Images: source.NoImages},
			`<p>x</p><p class="source"><a class="source" rel="external" href="https://there.example/a?b&amp;c">there.example</a></p>`},
	} {
		if got := c.item.CutTo(c.cut, site).HTML; got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, c.want)
		}
	}
	it := feed.Item{HTML: "<p>x</p>", Text: "x", Authors: []feed.Person{jane}, Notice: "© Wire", SourceURL: "https://there.example/a", CreditLines: true, SourceLink: true}
	if got, want := it.CutTo(feed.Cut{Text: source.Full}, site).Text, "Jane Doe <https://example.org/jane?a&b>\n\nx\n\n© Wire\nthere.example <https://there.example/a>"; got != want {
		t.Errorf("text:\n%s\nwant\n%s", got, want)
	}
	if it.Text != "x" || strings.Contains(it.HTML, "byline") {
		t.Error("the item itself was changed")
	}
}
