package feed

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/source"
)

func TestItemNamesWhatIsRelated(t *testing.T) {
	s := site("https://example.org/blog/")
	c := read(t, &Mapper{Site: &s, Permalink: "/{path}/"}, map[string]string{"a/b.md": "---\ntitle: A\n" +
		"related: [https://other.example/1, /c/, /blog/c/, ../d/, /a/b/, 'https://exa mple/']\n---\nText.\n"})["a/b.md"]
	want := []string{"https://other.example/1", "https://example.org/blog/c/", "https://example.org/blog/a/d/"}
	if diff := cmp.Diff(want, c.Item(time.Time{}).Related); diff != "" {
		t.Error(diff)
	}
}

// The corrections stand between the text, also where it has no markup, and the line that the policy asks for. A summary has none,
// nor is one made of them.
func TestCorrectionsStandBetweenTextAndAttribution(t *testing.T) {
	s := site("https://example.org/")
	c := read(t, &Mapper{Site: &s, Permalink: "/{path}/"}, map[string]string{"a.md": "---\ntitle: A\nlanguage: de\ncorrections: [{date: 2026-01-03, text: Es war <eine> Stunde.}]\n---\n"})["a.md"]
	c.Article.Text = "Text."
	c.Article.Attribution.Set("By arrangement.", source.Origin{})
	it := c.Item(time.Time{})
	if want := "Text.\n\nKorrektur, 2026-01-03: Es war <eine> Stunde.\n\nBy arrangement."; it.Text != want {
		t.Errorf("text %q, want %q", it.Text, want)
	}
	if want := "<p>Text.</p>\n" + `<p class="correction"><strong>Korrektur, 2026-01-03:</strong> Es war &lt;eine&gt; Stunde.</p><p class="attribution">By arrangement.</p>`; strings.ReplaceAll(it.HTML, "\n", "") != strings.ReplaceAll(want, "\n", "") {
		t.Errorf("HTML %q, want %q", it.HTML, want)
	}
	if cut := it.CutTo(Cut{Text: source.Summary}, &url.URL{}); cut.Summary != "Text. By arrangement." || cut.HTML != "" || cut.Text != "" {
		t.Errorf("the summary %q, and the text %q %q", cut.Summary, cut.HTML, cut.Text)
	}
}

// BenchmarkFindTranslations looks for them among a hundred thousand articles: where there are none, and where each has one.
func BenchmarkFindTranslations(b *testing.B) {
	for name, second := range map[string]string{"none": "-2.md", "pairs": ".ja.md"} {
		b.Run(name, func(b *testing.B) {
			s := site("https://example.org/")
			from := &Source{Mapper: &Mapper{Site: &s}}
			all := make([]Candidate, 100_000)
			for i := range all {
				path := fmt.Sprintf("news/2026/%06d.md", i/2)
				if i%2 == 1 {
					path = strings.TrimSuffix(path, ".md") + second
				}
				all[i] = Candidate{Card: &source.Card{Path: path, ID: path, Link: "https://example.org/" + path}, from: from}
				all[i].FirstSeen(time.Unix(int64(i), 0))
			}
			b.ReportAllocs()
			for b.Loop() {
				t := FindTranslations(all, Select(all, time.Unix(1<<31, 0), time.Time{}))
				if want := map[string]int{"pairs": 50_000}[name]; len(t.groups) != want {
					b.Fatal(len(t.groups), want)
				}
			}
		})
	}
}
