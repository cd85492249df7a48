package build_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
)

// wantNews holds the news of a build against paths on the site, in any order.
func wantNews(t *testing.T, r *build.Report, changed, topics string) {
	t.Helper()
	paths := func(addresses []string) string {
		var list []string
		for _, address := range addresses {
			path, ok := strings.CutPrefix(address, "https://example.org/")
			if !ok {
				t.Errorf("%s is no address on the site", address)
			}
			list = append(list, path)
		}
		slices.Sort(list)
		return strings.Join(list, " ")
	}
	if diff := cmp.Diff([]string{changed, topics}, []string{paths(r.News.Changed), paths(r.News.Topics)}); diff != "" {
		t.Errorf("changed and topics (-want +got):\n%s", diff)
	}
}

// Every topic of a feed is told of when any document of it changed, and none of a feed that did not.
func TestTheNewsNamesTheTopicsOfTheFeedsThatChanged(t *testing.T) {
	s := newSite(t)
	s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "titles", Text: source.Title,
		Formats: []build.Format{{Name: "rss", Path: "title.xml"}, {Name: "json", Path: "title.json"}}})
	s.article("a.md", "title: A\ndate: 2026-01-01")
	wantNews(t, s.mustBuild(), "atom.xml feed.html feed.json feed.xml masthead.css title.json title.xml", "atom.xml feed.json feed.xml title.json title.xml")
	wantNews(t, s.mustBuild(), "", "")

	s.write("a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nAnother text.\n")
	wantNews(t, s.mustBuild(), "atom.xml feed.html feed.json feed.xml", "atom.xml feed.json feed.xml")

	s.options.Feeds[1].Description = "An RSS channel and a JSON feed have one"
	s.options.Feeds[0].Formats = s.options.Feeds[0].Formats[:2] // the JSON document is emptied
	s.options.DryRun = true
	wantNews(t, s.mustBuild(), "", "")
	s.options.DryRun = false
	wantNews(t, s.mustBuild(), "atom.xml feed.html feed.json feed.xml title.json title.xml", "atom.xml feed.json feed.xml title.json title.xml")

	s.now = s.now.AddDate(0, 0, 31) // and removed
	wantNews(t, s.mustBuild(), "feed.html feed.json", "atom.xml feed.json feed.xml")
	wantNews(t, s.mustBuild(), "", "")
}

// A build that fails publishes nothing, and has no news but of what it takes out.
func TestTheNewsOfABuildThatFailsIsWhatItTookOut(t *testing.T) {
	s := newSite(t)
	s.article("a.md", "title: A\ndate: 2026-01-01")
	s.article("b.md", "title: B\ndate: 2026-01-02\nexpires: 2026-04-01")
	s.mustBuild()
	s.article("broken.md", "title: [")
	s.options.Strict = true
	r, err := s.build()
	if err == nil {
		t.Fatal("no error")
	}
	wantNews(t, r, "", "")
	s.options.Strict = false
	for _, name := range []string{"a.md", "b.md", "broken.md"} {
		delete(s.files, name)
	}
	if r, err = s.build(); err == nil {
		t.Fatal("no error")
	}
	wantNews(t, r, "", "")
	s.now = time.Date(2026, 4, 2, 0, 0, 0, 0, time.UTC)
	if r, err = s.build(); err == nil {
		t.Fatal("no error")
	}
	wantNews(t, r, "atom.xml feed.html feed.json feed.xml", "atom.xml feed.json feed.xml")
}

// Nobody is told of private feeds, and of a public one that has become private only who has to forget it: no hub.
func TestThereIsNoNewsOfPrivateFeeds(t *testing.T) {
	s := newSite(t)
	partner := build.Feed{Name: "partner", Text: source.Full, Formats: []build.Format{{Name: "rss", Path: "a-partner.xml"}}}
	public := s.options.Feeds
	s.options.Feeds = append(slices.Clone(public), partner)
	s.article("a.md", "title: A\ndate: 2026-01-01")
	s.mustBuild()
	s.options.Feeds, s.options.Elsewhere = public, []build.Feed{partner}
	wantNews(t, s.mustBuild(), "a-partner.xml", "")
	s.options.Feeds, s.options.Elsewhere, s.options.Private, s.target = []build.Feed{partner}, public, true, &serve.Store{}
	r := s.mustBuild()
	wantNews(t, r, "", "")
	if !r.Changed() {
		t.Error("nothing was published")
	}
}

// Every document of a site with hubs names them, in the feeds that have ended, too, and has one address of its own.
func TestEveryDocumentNamesTheHubs(t *testing.T) {
	s := newSite(t)
	s.options.Site.Hubs = []string{"https://hub.example/", "https://other.example/hub"}
	s.article("a.md", "title: A\ndate: 2026-01-01")
	s.mustBuild()
	whole := s.published()
	s.options.Feeds = []build.Feed{{Name: "new", Text: source.Full, Formats: []build.Format{{Name: "rss", Path: "old.xml"}}}}
	s.mustBuild()
	emptied := s.published()
	for _, name := range []string{"feed.xml", "atom.xml", "feed.json"} {
		if whole[name] == emptied[name] {
			t.Errorf("%s was not emptied", name)
		}
		for _, text := range []string{whole[name], emptied[name]} {
			hub, self := `<(?:atom:)?link rel="hub" href="([^"]*)">`, `rel="self"`
			if name == "feed.json" {
				hub, self = `"type": "WebSub",\s+"url": "([^"]*)"`, `"feed_url"`
			}
			got := regexp.MustCompile(hub).FindAllStringSubmatch(text, -1)
			if len(got) != 2 || got[0][1] != "https://hub.example/" || got[1][1] != "https://other.example/hub" {
				t.Errorf("%s names the hubs %v:\n%s", name, got, text)
			}
			if n := strings.Count(text, self); n != 1 {
				t.Errorf("%s names itself %d times", name, n)
			}
		}
	}
}
