package build_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// The feeds of before: as Hugo writes them, as Jekyll does, and as Ghost does, whose ids are no URIs.
const (
	hugoFeed = `<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Example</title><link>http://www.example.org/</link>
<item><title>A</title><link>http://www.example.org/a/</link><pubDate>Sun, 01 Mar 2026 00:00:00 +0000</pubDate><guid>http://www.example.org/a/</guid></item>
<item><title>B</title><link>http://www.example.org/b/index.html</link><guid>http://www.example.org/b/index.html</guid></item>
</channel></rss>`
	jekyllFeed = `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>https://example.org/feed.xml</id><title>Example</title>
<entry><title>A</title><link href="https://example.org/a" rel="alternate"/><id>tag:Example.org,2020:/A/%c3%a9</id><updated>2026-03-01T00:00:00Z</updated></entry>
<entry><title>C</title><link href="https://example.org/c/#top"/><id>tag:Example.org,2020:/C</id><updated>2026-03-01T00:00:00Z</updated></entry>
</feed>`
	ghostFeed = `<rss version="2.0"><channel><title>Example</title><link>https://example.org/</link>
<item><title>A</title><link>https://example.org/a/</link><guid isPermaLink="false">5f3d0a9c8e7b6a5d4c3b2a19</guid></item>
</channel></rss>`
)

func oldFile(t *testing.T, text string) build.OldFeed {
	t.Helper()
	file := filepath.Join(t.TempDir(), "old.xml")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return build.OldFeed{Name: "old.xml", Path: file}
}

func TestArticlesTakeOverTheIDsThatTheSiteHadBefore(t *testing.T) {
	for name, c := range map[string]struct {
		feed string
		want map[string]string
	}{
		"Hugo":   {hugoFeed, map[string]string{"A": "http://www.example.org/a/", "B": "http://www.example.org/b/index.html", "C": "tag:example.org,2026:c.md"}},
		"Jekyll": {jekyllFeed, map[string]string{"A": "tag:Example.org,2020:/A/%c3%a9", "B": "tag:example.org,2026:b.md", "C": "tag:Example.org,2020:/C"}},
		"Ghost":  {ghostFeed, map[string]string{"A": "5f3d0a9c8e7b6a5d4c3b2a19", "B": "tag:example.org,2026:b.md", "C": "tag:example.org,2026:c.md"}},
	} {
		for _, state := range []bool{false, true} {
			t.Run(fmt.Sprint(name, state), func(t *testing.T) {
				s := newSite(t)
				if state {
					s.withState()
				}
				s.options.Site.IDs = feed.TagAuthority{Domain: "example.org", Since: "2026"}
				s.options.OldFeeds = []build.OldFeed{oldFile(t, c.feed)}
				s.three()
				s.mustBuild()
				if diff := cmp.Diff(c.want, s.ids()); diff != "" {
					t.Error(diff)
				}
				docs := s.published()
				if want := ">" + c.want["A"] + "</guid>"; !strings.Contains(docs["feed.xml"], want) {
					t.Errorf("the RSS has no %s:\n%s", want, docs["feed.xml"])
				}
				if want := "<id>" + feed.URI(c.want["A"]) + "</id>"; !strings.Contains(docs["atom.xml"], want) {
					t.Errorf("the Atom has no %s:\n%s", want, docs["atom.xml"])
				}
				if err := os.Remove(s.options.OldFeeds[0].Path); err != nil {
					t.Fatal(err)
				}
				s.article("a.md", "title: A\ndate: 2026-03-01\nurl: /moved/") // not where the feed had it, any more
				s.mustBuild()
				s.options.OldFeeds = nil
				s.options.Sources[0].Permalink = "/else/{path}/"
				s.mustBuild()
				if diff := cmp.Diff(c.want, s.ids()); diff != "" {
					t.Errorf("without the old feed: %s", diff)
				}
			})
		}
	}
}

func TestWhatAnArticleSaysAndWhatWasPublishedCountMoreThanAnOldFeed(t *testing.T) {
	s := newSite(t)
	s.three()
	s.mustBuild()
	s.article("d.md", "title: D\ndate: 2026-03-04\nurl: /a/#d")
	s.article("e.md", "title: E\ndate: 2026-03-05\nid: urn:x:e\nurl: /b/")
	s.options.OldFeeds = []build.OldFeed{oldFile(t, strings.NewReplacer(">http://www.example.org/a/</guid", ">urn:x:old-a</guid", "http://www.example.org/b/index.html</link", "https://example.org/e/</link").Replace(hugoFeed))}
	s.mustBuild()
	want := map[string]string{"A": "https://example.org/a/", "B": "https://example.org/b/", "C": "https://example.org/c/", "D": "urn:x:old-a", "E": "urn:x:e"}
	if diff := cmp.Diff(want, s.ids()); diff != "" {
		t.Error(diff)
	}
}

// Ghost's own ids are no URIs. Its feed has them as they are, and so has what takes its place; in Atom, which Ghost has none of, they
// are made into URIs.
func TestAnOwnIDThatIsNoURIStaysWhatItWasInTheFeedOfBefore(t *testing.T) {
	s := newSite(t)
	s.article("a.md", "title: A\ndate: 2026-03-01\nid: 5f3d0a9c8e7b6a5d4c3b2a19")
	s.article("b.md", "title: B\ndate: 2026-03-02\nid: 5f3d0a9c8e7b6a5d4c3b2a20")
	s.options.OldFeeds = []build.OldFeed{oldFile(t, ghostFeed)}
	s.mustBuild()
	want := s.ids()
	if want["A"] != "5f3d0a9c8e7b6a5d4c3b2a19" || !strings.HasPrefix(want["B"], "urn:uuid:") {
		t.Error(want)
	}
	s.options.OldFeeds = nil
	s.mustBuild()
	if diff := cmp.Diff(want, s.ids()); diff != "" {
		t.Error(diff)
	}
}

// An address is asked once, and may be gone then; one that nobody has reached keeps everything from being published anew.
func TestTheAddressOfAnOldFeedIsAskedOnce(t *testing.T) {
	asked, status := 0, http.StatusNotFound
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.WriteHeader(status)
		_, _ = w.Write([]byte(jekyllFeed))
	}))
	defer server.Close()
	s := newSite(t)
	s.options.OldFeeds = []build.OldFeed{{Name: server.URL + "/feed.xml"}}
	s.three()
	if _, err := s.build(); err == nil || !strings.Contains(err.Error(), "ids_from: "+server.URL+"/feed.xml: the answer is 404 Not Found; without it every reader") {
		t.Fatalf("the error is %v", err)
	}
	if _, err := s.target.Read("feed.json"); err == nil {
		t.Error("feeds were published")
	}
	status = http.StatusOK
	s.mustBuild()
	want := s.ids()
	if want["A"] != "tag:Example.org,2020:/A/%c3%a9" {
		t.Error(want)
	}
	server.Close()
	s.article("d.md", "title: D\ndate: 2026-03-11")
	s.mustBuild()
	if got := s.ids(); got["A"] != want["A"] || got["C"] != want["C"] || asked != 2 {
		t.Errorf("%v, asked %d times", got, asked)
	}
}

// The output folder was lost, and the state has the ids: there is nothing to fear of a feed that cannot be had.
func TestALedgerIsEnoughWithoutTheOldFeed(t *testing.T) {
	s := newSite(t)
	s.withState()
	s.options.OldFeeds = []build.OldFeed{oldFile(t, jekyllFeed)}
	s.three()
	s.mustBuild()
	want := s.ids()
	if err := os.Remove(s.options.OldFeeds[0].Path); err != nil {
		t.Fatal(err)
	}
	s.target = &serve.Store{}
	r := s.mustBuild()
	if diff := cmp.Diff(want, s.ids()); diff != "" {
		t.Error(diff)
	}
	if got := messages(r.Problems); !strings.Contains(got, "old.xml") {
		t.Errorf("problems: %s", got)
	}
}

func TestAnOldFeedThatIsNone(t *testing.T) {
	for text, want := range map[string]string{
		"<html><body>Sorry</body></html>":                                    "no feed: its root is the element <html>",
		`<rss version="2.0"><channel><title>Example</title></channel></rss>`: "no item of it has an address",
		"{": "ids_from: old.xml:1:2: the JSON ends too early",
	} {
		s := newSite(t)
		s.three()
		s.options.OldFeeds = []build.OldFeed{oldFile(t, text)}
		if _, err := s.build(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}
