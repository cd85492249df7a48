package directory_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/directory"
	"github.com/masthead-feeds/masthead/source"
)

func newSite(t *testing.T, address string) *feed.Site {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return &feed.Site{Title: `The "Daily" <Example> & Co`, URL: u, Author: &feed.Person{Name: "Desk", URL: "https://example.org/about?a&b", Email: "desk@example.org"}}
}

// feeds are two feeds that stand for themselves and a family, apart from each other.
var feeds = []directory.Feed{
	{Title: `All "quoted" & <all>`, Description: "News, daily", HomeURL: "https://example.org/", Language: "en-GB", Documents: []feed.Alternate{
		{Type: feed.TypeJSON, URL: "https://example.org/feed.json"}, {Type: feed.TypeAtom, URL: "https://example.org/atom.xml"}, {Type: feed.TypeRSS, URL: "https://example.org/a'b&c.xml"}}},
	{Family: "tags", Title: "Harbour", HomeURL: "https://example.org/", Documents: []feed.Alternate{{Type: feed.TypeAtom, URL: "https://example.org/tags/harbour.xml"}}},
	{Title: "Opinion", HomeURL: "https://example.org/", Documents: []feed.Alternate{{Type: feed.TypeJSON, URL: "https://example.org/opinion.json"}}},
	{Family: "tags", Title: "Ferry", HomeURL: "https://example.org/", Documents: []feed.Alternate{{Type: feed.TypeRSS, URL: "https://example.org/tags/ferry.xml"}}},
}

func TestTheListOfFeedsHasEachOnce(t *testing.T) {
	got, err := directory.OPML(newSite(t, "https://example.org/"), feeds)
	if err != nil {
		t.Fatal(err)
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>The &#34;Daily&#34; &lt;Example&gt; &amp; Co</title>
    <ownerName>Desk</ownerName>
    <ownerId>https://example.org/about?a&amp;b</ownerId>
  </head>
  <body>
    <outline text="All &#34;quoted&#34; &amp; &lt;all&gt;" title="All &#34;quoted&#34; &amp; &lt;all&gt;" type="rss" xmlUrl="https://example.org/a&#39;b&amp;c.xml" htmlUrl="https://example.org/" description="News, daily" language="en-GB" version="RSS"></outline>
    <outline text="tags">
      <outline text="Harbour" title="Harbour" type="rss" xmlUrl="https://example.org/tags/harbour.xml" htmlUrl="https://example.org/"></outline>
      <outline text="Ferry" title="Ferry" type="rss" xmlUrl="https://example.org/tags/ferry.xml" htmlUrl="https://example.org/" version="RSS"></outline>
    </outline>
    <outline text="Opinion" title="Opinion" type="rss" xmlUrl="https://example.org/opinion.json" htmlUrl="https://example.org/"></outline>
  </body>
</opml>
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestTheLinksHaveEveryFormatOfTheFeedsThatStandForThemselves(t *testing.T) {
	want := `<link rel="alternate" type="application/rss+xml" title="All &#34;quoted&#34; &amp; &lt;all&gt; (RSS)" href="https://example.org/a&#39;b&amp;c.xml">
<link rel="alternate" type="application/atom+xml" title="All &#34;quoted&#34; &amp; &lt;all&gt; (Atom)" href="https://example.org/atom.xml">
<link rel="alternate" type="application/feed+json" title="All &#34;quoted&#34; &amp; &lt;all&gt; (JSON Feed)" href="https://example.org/feed.json">
<link rel="alternate" type="application/feed+json" title="Opinion (JSON Feed)" href="https://example.org/opinion.json">
`
	if diff := cmp.Diff(want, string(directory.Links(feeds))); diff != "" {
		t.Error(diff)
	}
}

func TestNewsIsWhatSearchEnginesTakeForNews(t *testing.T) {
	site := newSite(t, "https://example.org/blog/")
	now := time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name   string
		change func(*feed.Item)
		want   bool
	}{
		{"fresh", func(*feed.Item) {}, true},
		{"nearly two days old", func(it *feed.Item) { it.Published = now.Add(-48*time.Hour + time.Second) }, true},
		{"two days old", func(it *feed.Item) { it.Published = now.Add(-48 * time.Hour) }, false},
		{"changed since, and old", func(it *feed.Item) { it.Published, it.Updated = now.AddDate(0, 0, -3), now }, false},
		{"without a title", func(it *feed.Item) { it.Title = "" }, false},
		{"without a page", func(it *feed.Item) { it.URL = "" }, false},
		{"on another host", func(it *feed.Item) { it.URL = "https://www.example.org/blog/a/" }, false},
		{"on another port", func(it *feed.Item) { it.URL = "https://example.org:8443/blog/a/" }, false},
		{"not over TLS", func(it *feed.Item) { it.URL = "http://example.org/blog/a/" }, false},
		{"elsewhere on the host", func(it *feed.Item) { it.URL = "https://example.org/a/" }, true},
		{"a long address", func(it *feed.Item) { it.URL = "https://example.org/" + strings.Repeat("a", 2048) }, false},
		{"denied to search engines", func(it *feed.Item) { it.Machines.Use.Search = source.Deny }, false},
		{"denied for training", func(it *feed.Item) { it.Machines.Use.Train = source.Deny }, true},
	} {
		it := &feed.Item{URL: "https://example.org/blog/a/", Title: "A", Published: now.Add(-time.Hour), Updated: now}
		test.change(it)
		if got := directory.IsNews(site, it, now); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestAnEntryOfTheNews(t *testing.T) {
	site := newSite(t, "https://example.org/")
	zone := time.FixedZone("", 2*3600)
	it := &feed.Item{URL: "https://example.org/a?b&c", Title: `Mayor: "yes" & <no>`, Published: time.Date(2026, 3, 12, 1, 30, 0, 0, zone), Updated: time.Date(2026, 3, 12, 9, 0, 0, 0, time.UTC)}
	want := `  <url>
    <loc>https://example.org/a?b&amp;c</loc>
    <lastmod>2026-03-12T09:00:00Z</lastmod>
    <news:news>
      <news:publication>
        <news:name>The Example</news:name>
        <news:language>en</news:language>
      </news:publication>
      <news:publication_date>2026-03-11T23:30:00Z</news:publication_date>
      <news:title>Mayor: &#34;yes&#34; &amp; &lt;no&gt;</news:title>
    </news:news>
  </url>
`
	for _, title := range []string{"The Example", "The Example (UK)"} {
		site.Title = title
		if diff := cmp.Diff(want, string(directory.NewsEntry(site, it, "en"))); diff != "" {
			t.Error(diff)
		}
	}
	it.Updated = it.Published
	if got := string(directory.NewsEntry(site, it, "en")); strings.Contains(got, "lastmod") {
		t.Errorf("nothing has changed, and it says:\n%s", got)
	}
	for _, title := range []string{"(Parentheses)", "A (b) c", "News :)"} {
		site.Title = title
		if got := string(directory.NewsEntry(site, it, "en")); !strings.Contains(got, "<news:name>"+title+"</") {
			t.Errorf("%s is called:\n%s", title, got)
		}
	}
}

func TestTheLanguageOfNews(t *testing.T) {
	for tag, want := range map[string]string{
		"": "", "und": "", "und-GB": "", "not a tag": "", "en": "en", "en-GB": "en", "pt-BR": "pt", "gsw": "gsw", "sr-Latn": "sr",
		"zh": "zh-cn", "zh-CN": "zh-cn", "zh-SG": "zh-cn", "zh-Hans-HK": "zh-cn", "zh-TW": "zh-tw", "zh-HK": "zh-tw", "zh-Hant": "zh-tw",
	} {
		if got := directory.NewsLanguage(tag); got != want {
			t.Errorf("%q is %q, want %q", tag, got, want)
		}
	}
}

func TestTheHeaderLinesOfDocuments(t *testing.T) {
	text, rules := directory.Headers([]directory.Hosted{{"https://example.org/blog/feed.xml", feed.TypeRSS}, {"https://example.org/blog/tags/caf%C3%A9:x/feed.json", feed.TypeJSON}}, "public, max-age=600")
	want := directory.HeadersMark + `
/blog/feed.xml
  Content-Type: application/rss+xml; charset=utf-8
  Cache-Control: public, max-age=600
  Access-Control-Allow-Origin: *
  X-Content-Type-Options: nosniff

/blog/tags/caf%C3%A9%3Ax/feed.json
  Content-Type: application/feed+json; charset=utf-8
  Cache-Control: public, max-age=600
  Access-Control-Allow-Origin: *
  X-Content-Type-Options: nosniff
`
	if diff := cmp.Diff(want, string(text)); diff != "" || rules != 2 {
		t.Error(rules, diff)
	}
}

// matches reads the rules as hosts do, and gives the types that each path is sent with.
func matches(t *testing.T, text []byte, path string) (types []string) {
	t.Helper()
	fits := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "/") {
			pattern, parts := strings.Split(line, "/"), strings.Split(path, "/")
			fits = len(pattern) == len(parts)
			for i := range pattern {
				fits = fits && (pattern[i] == parts[i] || strings.HasPrefix(pattern[i], ":") && parts[i] != "")
			}
		}
		if kind, ok := strings.CutPrefix(line, "  Content-Type: "); ok && fits {
			types = append(types, strings.TrimSuffix(kind, "; charset=utf-8"))
		}
	}
	return types
}

// Cloudflare passes over what is beyond a hundred rules, and both hosts send the lines of all rules that fit.
func TestManyDocumentsAreFewRulesAndNoneIsInTwo(t *testing.T) {
	var all []directory.Hosted
	add := func(path, mediaType string) {
		all = append(all, directory.Hosted{URL: "https://example.org" + path, Type: mediaType})
	}
	add("/feed.xml", feed.TypeRSS)
	add("/atom.xml", feed.TypeAtom)
	for i := range 200 {
		add(fmt.Sprintf("/tags/t%d/feed.xml", i), feed.TypeRSS)
		add(fmt.Sprintf("/tags/t%d/feed.json", i), feed.TypeJSON)
	}
	add("/sections/world/feed.xml", feed.TypeAtom) // /:part/world/feed.xml would be of one type, /sections/:part/… too
	add("/tags/t0/more.xml", feed.TypeRSS)
	add("/tags/t1/more.xml", feed.TypeAtom)
	text, rules := directory.Headers(all, "no-cache")
	if rules > 10 {
		t.Errorf("%d rules", rules)
	}
	for _, d := range all {
		path := strings.TrimPrefix(d.URL, "https://example.org")
		if diff := cmp.Diff([]string{d.Type}, matches(t, text, path)); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
	for _, path := range []string{"/", "/about", "/index.html", "/tags/t0/", "/tags/t0/index.html", "/tags/feed.xml"} {
		if got := matches(t, text, path); got != nil {
			t.Errorf("%s, which is not ours, is sent as %v", path, got)
		}
	}
	all = nil
	for i := range 101 {
		add(fmt.Sprintf("/tags/t%d.xml", i), feed.TypeRSS)
	}
	if _, rules := directory.Headers(all, "no-cache"); rules != 101 { // a rule for all files of the folder would be for others, too
		t.Errorf("%d rules for files of one folder", rules)
	}
}
