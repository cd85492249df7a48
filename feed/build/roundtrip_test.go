package build_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/atom"
	"github.com/masthead-feeds/masthead/feed/feedtest"
	"github.com/masthead-feeds/masthead/feed/jsonfeed"
	"github.com/masthead-feeds/masthead/feed/rss"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/feedfile"
)

// readBack reads the articles of a document that is one of our own feeds.
func readBack(t *testing.T, name, document string) []*source.Article {
	t.Helper()
	folder := &source.Folder{FS: fstest.MapFS{name: {Data: []byte(document)}}, Name: "feeds", Zone: time.UTC, Readers: []source.Reader{feedfile.New()}}
	scan, err := folder.Scan(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range scan.Articles {
		folder.Body(a)
		for _, p := range a.Problems {
			t.Errorf("%s: %s", name, p.Error())
		}
	}
	return scan.Articles
}

// told is what an article says of itself, on a line for each field.
func told(a *source.Article) string {
	var b strings.Builder
	for _, f := range a.Explain() {
		b.WriteString(f.Name + ": " + f.Value + "\n")
	}
	return b.String() + a.HTML + "\n"
}

// What our own feeds say of an item comes back as it was said, as far as the format has a place for it.
//
// Promise 8 of docs/promises.md.
func TestOurOwnFeedsReadBack(t *testing.T) {
	it := feedtest.Everything()
	it.Title = "AT&T says \"yes\""
	it.Embargo, it.Expires = time.Time{}, time.Date(2027, 1, 2, 3, 4, 5, 0, time.UTC)
	it.Territory = source.Territory{Not: []string{"FR"}}
	common := `id: urn:example:1
url: https://example.org/1?a=b&c=d
title: AT&T says "yes"
language: fr
published: 2026-03-12T08:30:00+01:00
updated: 2026-03-12T16:05:00Z
expires: 2027-01-02T03:04:05Z
authors: {authors}
{credit}tags: {tags}
summary: {summary}
rights.notice: © 2026 Example Wire
rights.holder: Example Wire
rights.year: 2026
rights.license: https://creativecommons.org/licenses/by/4.0/; By arrangement
rights.usage_terms: Ask first
territory: not in FR
source.title: Le Courrier
source.url: https://courrier.example/1
image: https://example.org/i.jpg (image/jpeg) credit Pat Lee
media: https://example.org/a.mp3 (audio/mpeg) 5000000000 bytes 1m30s; https://example.org/b.pdf (application/pdf){media}
<p>A <b>body</b> with ]]&gt; and ]]> in it</p>
`
	roles := "; Carla Poe (translator) https://example.org/carla; Ed Foe (editor); Pat Lee (photographer); Ill Ray (illustrator); Con Tay (contributor)"
	for _, c := range []struct {
		encoder feed.Encoder
		name    string
		replace []string
	}{
		{rss.Encoder(), "feed.xml", []string{
			"{authors}", "Jane Doe <jane@example.org> https://example.org/jane; Ben Roe <ben@example.org>" + roles + "; Example Wire (contributor)",
			"{credit}", "", "{tags}", "news, a & b", "{summary}", "One &amp; &lt;two&gt;", "{media}", " credit Desk; https://example.org/c",
		}},
		{atom.Encoder(), "atom.xml", []string{
			"{authors}", "Jane Doe <jane@example.org> https://example.org/jane; Ben Roe <ben@example.org>" + roles + "; Example Wire (contributor)",
			"{credit}", "", "{tags}", "news, a & b", "{summary}", "<p>One &amp; &lt;two&gt;</p>", "{media}", " credit Desk; https://example.org/c",
		}},
		{jsonfeed.Encoder(), "feed.json", []string{
			"{authors}", "Jane Doe https://example.org/jane; Ben Roe <ben@example.org>" + roles,
			"{credit}", "credit: Example Wire\n", "{tags}", "news, a & b", "{summary}", "<p>One &amp; &lt;two&gt;</p>", "{media}", " credit Desk",
		}},
	} {
		list := readBack(t, c.name, feedtest.Document(t, c.encoder, feedtest.Feed(), it, feedtest.Nothing()))
		if len(list) != 2 {
			t.Fatalf("%s: %d articles", c.name, len(list))
		}
		if diff := cmp.Diff(strings.NewReplacer(c.replace...).Replace(common), told(list[0])); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		nothing := told(list[1])
		for _, silent := range []string{"rights.", "credit:", "expires:", "source.feed: https://courrier"} {
			if strings.Contains(nothing, silent) && !(c.name == "atom.xml" && silent == "rights.") { // which Atom has of the feed
				t.Errorf("%s: what says nothing is said to say %s:\n%s", c.name, silent, nothing)
			}
		}
	}
}

// A story that was taken from another feed is still that feed's when it is read back from ours, in RSS and in Atom.
func TestTheFeedThatAStoryWasTakenFromReadsBack(t *testing.T) {
	it := feedtest.Nothing()
	it.URL, it.SourceTitle, it.SourceURL = "https://salt.example/1", "Salt & Rope", "https://salt.example/1"
	it.SourceFeed = source.Feed{ID: "tag:salt.example,2020:feed", Title: "Salt & Rope", URL: "https://salt.example/feed.xml", Home: "https://salt.example/", Rights: "© Salt", Updated: it.Updated}
	for name, c := range map[string]struct {
		encoder feed.Encoder
		want    source.Feed
	}{
		"feed.xml": {rss.Encoder(), source.Feed{Title: "Salt & Rope", URL: "https://salt.example/feed.xml"}},
		"atom.xml": {atom.Encoder(), it.SourceFeed},
	} {
		a := readBack(t, name, feedtest.Document(t, c.encoder, feedtest.Feed(), it))[0]
		if diff := cmp.Diff(c.want, a.SourceFeed.Value); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if a.SourceTitle.Value != "Salt & Rope" || a.SourceURL.Value != "https://salt.example/1" || a.People.Known() {
			t.Errorf("%s: %s", name, told(a))
		}
	}
}
