package build_test

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
)

// ids gives the ids of the items by their titles.
func (s *site) ids() map[string]string {
	ids := map[string]string{}
	for _, it := range s.items() {
		ids[it.Title] = it.ID
	}
	return ids
}

// Whatever addresses and ids are made of may change; what was published keeps its id.
func TestAnIDStaysWhateverItWasMadeOf(t *testing.T) {
	for name, change := range map[string]func(*site){
		"the pattern":          func(s *site) { s.options.Sources[0].Permalink = "/news/{path}/" },
		"the scheme":           func(s *site) { s.options.Site.URL = &url.URL{Scheme: "http", Host: "example.org", Path: "/"} },
		"the host":             func(s *site) { s.options.Site.URL = &url.URL{Scheme: "https", Host: "example.com", Path: "/"} },
		"the minting":          func(s *site) { s.options.Site.IDs = feed.TagAuthority{Domain: "example.org", Since: "2026"} },
		"the date in its path": func(s *site) { s.article("a.md", "title: A\ndate: 2025-01-01") },
		"its slug":             func(s *site) { s.article("a.md", "title: A\ndate: 2026-03-01\nslug: other") },
		"its page":             func(s *site) { s.article("a.md", "title: A\ndate: 2026-03-01\nurl: none") },
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.options.Sources[0].Permalink = "/{year}/{month}/{slug}/"
			s.three()
			s.mustBuild()
			before := s.ids()
			change(s)
			for range 2 {
				s.mustBuild()
				if diff := cmp.Diff(before, s.ids()); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestAnArticlesOwnIDAndANewPlaceCountMore(t *testing.T) {
	s := newSite(t)
	s.three()
	s.article("d.md", "title: D\ndate: 2026-02-01")
	s.mustBuild()
	s.article("a.md", "title: A\ndate: 2026-03-01\nid: urn:x:1")
	s.files["renamed.md"] = s.files["b.md"]
	delete(s.files, "b.md")
	s.mustBuild()
	want := map[string]string{"A": "urn:x:1", "B": "https://example.org/renamed/", "C": "https://example.org/c/", "D": "https://example.org/d/"}
	if diff := cmp.Diff(want, s.ids()); diff != "" {
		t.Error(diff)
	}
}

// Two files of one path below two sources are two articles.
func TestThePlaceOfAnArticleIsThatOfItsSourceToo(t *testing.T) {
	s, other := newSite(t), newSite(t)
	second := other.options.Sources[0]
	second.Root, second.Permalink = "other", "/other/{path}/"
	s.options.Sources = append(s.options.Sources, second)
	s.article("a.md", "title: One\ndate: 2026-03-01")
	other.article("a.md", "title: Two\ndate: 2026-03-02")
	for range 2 {
		s.mustBuild()
		want := map[string]string{"One": "https://example.org/a/", "Two": "https://example.org/other/a/"}
		if diff := cmp.Diff(want, s.ids()); diff != "" {
			t.Error(diff)
		}
	}
}

// A new article whose page has the address that another's id was made of does not take it, new as it is.
func TestWhoHeldAnIDKeepsIt(t *testing.T) {
	s := newSite(t)
	s.three()
	s.mustBuild()
	s.article("a.md", "title: A\ndate: 2026-03-01\nurl: /moved/")
	s.article("new.md", "title: New\ndate: 2026-03-10\nurl: /a/")
	r := s.mustBuild()
	s.wantTitles("C", "B", "A")
	if got := messages(r.Problems); !strings.HasPrefix(got, "posts/new.md") || !strings.Contains(got, "another article has the id https://example.org/a/") {
		t.Errorf("problems: %s", got)
	}
	s.article("a.md", "title: A\ndate: 2026-03-01\nwithdrawn: true") // nobody holds it now
	s.mustBuild()
	s.wantTitles("New", "C", "B")
}

// It left the feed because newer ones came, and comes back as what it was.
func TestAnIDIsKeptWhileAFeedHasNoRoomForItsArticle(t *testing.T) {
	s := newSite(t)
	s.three()
	s.mustBuild()
	before := s.ids()
	s.options.Feeds[0].Limit = 1
	s.mustBuild()
	s.wantTitles("C")
	s.options.Sources[0].Permalink = "/news/{path}/"
	s.mustBuild()
	s.options.Feeds[0].Limit = 0
	s.mustBuild()
	if diff := cmp.Diff(before, s.ids()); diff != "" {
		t.Error(diff)
	}
}

// Of the past no more is remembered than can be read at every build, and nothing that was never published.
func TestThePastThatIsRememberedEnds(t *testing.T) {
	s := newSite(t)
	for i := range 1500 {
		s.article(fmt.Sprintf("%04d.md", i), fmt.Sprintf("date: 2026-03-01T00:%02d:%02d", i/60, i%60))
	}
	s.options.Feeds[0].Text = source.Title
	s.options.Feeds[0].Limit = 2
	s.mustBuild()
	if got := strings.Count(s.published()[manifest], `"past"`); got != 0 {
		t.Errorf("%d are remembered that were never published", got)
	}
	s.options.Feeds[0].Limit = 0
	s.mustBuild()
	s.options.Feeds[0].Limit = 2
	s.mustBuild()
	got := s.published()[manifest]
	if n := strings.Count(got, `"past"`); n != 1000 || !strings.Contains(got, "/0498/") || strings.Contains(got, "/0497/") {
		t.Errorf("%d are remembered", n)
	}
}

func TestTheManifestNamesNoFile(t *testing.T) {
	s := newSite(t)
	s.write("desk/embargo-lifted-for-minister.md", "---\ntitle: A\ndate: 2026-03-01\nurl: /a/\n---\nText.\n")
	s.mustBuild()
	s.wantNothingOf("minister.md", "desk/", "lifted")
}

// Whoever serves from memory begins with what lies in the folder.
func TestRestorePublishesAgainWhatIsPublished(t *testing.T) {
	s := newSite(t)
	s.target = publish.Folder{Dir: t.TempDir()}
	store := &serve.Store{}
	if r, err := build.Restore(s.target, store); err != nil || len(r.Feeds) > 0 {
		t.Errorf("of nothing: %v, %v", r, err)
	}
	s.three()
	built := s.mustBuild()
	r, err := build.Restore(s.target, store)
	if err != nil {
		t.Fatal(err)
	}
	byPath := cmpopts.SortSlices(func(a, b build.FeedInfo) bool { return a.Path < b.Path })
	if diff := cmp.Diff(built.Feeds, r.Feeds, byPath); diff != "" {
		t.Error(diff)
	}
	want := s.published()
	delete(want, manifest)
	folder := s.target
	s.target = store
	if diff := cmp.Diff(want, s.published()); diff != "" {
		t.Error(diff)
	}

	// A build that changes nothing then changes nothing, not even the date.
	s.target = publish.Both(folder, store)
	date := func() string {
		w := httptest.NewRecorder()
		(&serve.Server{Store: store}).Handler().ServeHTTP(w, httptest.NewRequest("GET", "/feed.xml", nil))
		return w.Header().Get("Last-Modified")
	}
	before := date()
	s.mustBuild()
	if after := date(); before != "Tue, 03 Mar 2026 00:00:00 GMT" || after != before {
		t.Errorf("dated %s, and then %s", before, after)
	}
}

func TestAManifestThatCannotBeReadIsNamedWhole(t *testing.T) {
	dir := t.TempDir()
	s := newSite(t)
	file := filepath.Join(dir, manifest)
	if err := os.WriteFile(file, []byte("{]"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, target := range []publish.Target{publish.Folder{Dir: dir}, publish.Both(publish.Folder{Dir: dir}, &serve.Store{})} {
		s.target = target
		if _, err := s.build(); err == nil || !strings.HasPrefix(err.Error(), file+": ") {
			t.Errorf("the error is %v", err)
		}
	}
}
