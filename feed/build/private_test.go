package build_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/index"
)

// withPartner gives the build of a private feed of the site, with room for everything, beside a public one with room for three.
// Of the articles the public feed carries c, b and a, and the private one secluded-1 and secluded-2 as well.
func withPartner(t *testing.T) (public, private *site) {
	t.Helper()
	s := newSite(t)
	s.withState()
	s.options.WithdrawFor = 24 * time.Hour
	s.options.Feeds[0].Limit = 3
	s.options.Elsewhere = []build.Feed{{Name: "partner", Title: "Partners", Text: source.Full,
		Formats: []build.Format{{Name: "json", Path: "feed.json"}, {Name: "atom", Path: "atom.xml"}}}}
	s.three()
	s.article("secluded-1.md", "title: Secluded one\ndate: 2026-02-01")
	s.article("secluded-2.md", "title: Secluded two\ndate: 2026-02-02")
	return s, s.private()
}

// private gives the build of the private feeds, which is published to memory. Their paths are the public ones', so that the
// tests look at both with the same eyes.
func (s *site) private() *site {
	other, options := *s, *s.options
	options.Feeds, options.Elsewhere, options.Private, options.Kept = options.Elsewhere, options.Feeds, true, nil
	other.options, other.target = &options, &serve.Store{}
	return &other
}

// both builds one after the other.
func both(public, private *site) {
	public.t.Helper()
	public.mustBuild()
	private.now = public.now
	private.mustBuild()
}

// later writes an article anew at a time of its own.
func (s *site) later(name, front string) {
	s.article(name, front)
	s.now = s.now.Add(time.Minute)
	s.touch(name, s.now.Add(-time.Second))
}

func (s *site) state() string {
	s.t.Helper()
	data, err := os.ReadFile(s.stateFile)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

// carried gives how often each feed carried something, and how often it still does: "all 3/2".
func (s *site) carried() string {
	s.t.Helper()
	ever, still := map[string]int{}, map[string]int{}
	err := index.Usage(s.t.Context(), s.stateFile, now.Add(-time.Hour), s.now.Add(time.Hour), func(o index.Out) {
		ever[o.Feed]++
		if o.Until.IsZero() {
			still[o.Feed]++
		}
	})
	if err != nil {
		s.t.Fatal(err)
	}
	var list []string
	for name := range ever {
		list = append(list, fmt.Sprintf("%s %d/%d", name, ever[name], still[name]))
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func TestPublicAndPrivateFeedsTakeTurnsOnOneState(t *testing.T) {
	public, private := withPartner(t)
	both(public, private)
	public.wantTitles("C", "B", "A")
	private.wantTitles("C", "B", "A", "Secluded two", "Secluded one")
	if got := public.carried(); got != "all 3/3, partner 5/5" {
		t.Error(got)
	}

	before := public.state()
	for range 2 { // neither has anything to do, and the state is not written to
		public.now = public.now.Add(time.Minute)
		both(public, private)
	}
	if public.state() != before {
		t.Error("the state was written to, and nothing had changed")
	}

	ids := private.ids()
	public.later("a.md", "title: Another\ndate: 2026-03-01")
	both(public, private)
	public.wantTitles("C", "B", "Another")
	private.wantTitles("C", "B", "Another", "Secluded two", "Secluded one")
	private.now = public.now
	public.later("b.md", "title: Better\ndate: 2026-03-02")
	both(private, public) // whichever comes first
	both(private, public)
	public.wantTitles("C", "Better", "Another")
	private.wantTitles("C", "Better", "Another", "Secluded two", "Secluded one")
	if got := public.carried(); got != "all 3/3, partner 5/5" {
		t.Errorf("what goes on is noted anew: %s", got)
	}
	for title, was := range map[string]string{"Another": ids["A"], "Better": ids["B"], "Secluded one": ids["Secluded one"]} {
		if got := private.ids()[title]; got != was {
			t.Errorf("%s: the id is %s, was %s", title, got, was)
		}
	}
}

// What each build has made it need not make again because of the other.
func TestPublicAndPrivateItemsAreMadeOnce(t *testing.T) {
	public, change, asked := stays(t)
	public.options.Elsewhere = []build.Feed{{Name: "partner", Text: source.Full, Formats: []build.Format{{Name: "rss", Path: "partner.xml"}}}}
	public.options.Feeds[0].Limit = 3
	private := public.private()
	both(public, private)
	asked()
	change("19.md", "title: Nineteen\ndate: 2026-01-20")
	public.mustBuild()
	if opened, _ := asked(); opened > 3 { // its head to choose, its head and body to render
		t.Errorf("%d files were opened for the public feeds", opened)
	}
	private.mustBuild()
	if opened, _ := asked(); opened > 2 {
		t.Errorf("%d files were opened for the private feeds", opened)
	}
}

// A file that breaks stays as it was in the feeds of both, and what it said is forgotten by neither.
func TestTheLastGoodVersionStaysInPublicAndPrivateFeeds(t *testing.T) {
	public, private := withPartner(t)
	both(public, private)
	public.later("a.md", "title: A: broken")
	public.later("secluded-1.md", "title: Secluded: broken")
	for range 3 {
		both(public, private)
		public.wantTitles("C", "B", "A")
		private.wantTitles("C", "B", "A", "Secluded two", "Secluded one")
		public.now = public.now.Add(time.Minute)
	}
}

func TestExpiryAndWithdrawalReachPublicAndPrivateFeeds(t *testing.T) {
	public, private := withPartner(t)
	public.later("b.md", "title: B\ndate: 2026-03-02\nexpires: 2026-03-13")
	public.later("secluded-2.md", "title: Secluded two\ndate: 2026-02-02\nexpires: 2026-03-13")
	both(public, private)
	public.now = time.Date(2026, 3, 13, 0, 0, 0, 0, time.UTC)
	both(public, private)
	public.wantTitles("C", "A", "Secluded one")
	private.wantTitles("C", "A", "Secluded one")

	public.later("a.md", "title: A\ndate: 2026-03-01\nwithdrawn: true")
	both(public, private)
	public.wantTitles("C", "Secluded one", "Withdrawn")
	private.wantTitles("C", "Secluded one", "Withdrawn")
	if public.goneFrom("a") == "" || private.goneFrom("a") != "aj" {
		t.Errorf("told by %q and %q", public.goneFrom("a"), private.goneFrom("a"))
	}
	if got := public.carried(); got != "all 4/2, partner 5/2" {
		t.Error(got)
	}

	// A process that begins anew serves the private feeds from memory, and has nothing but the state to know it by.
	private.target = &serve.Store{}
	both(public, private)
	if got := private.goneFrom("a"); got != "aj" {
		t.Errorf("after a start told by %q", got)
	}
}

// Expiry also reaches the feeds of the build that fails, of whichever it is.
func TestPrivateFeedsAreCutLikePublicOnes(t *testing.T) {
	public, private := withPartner(t)
	public.later("secluded-2.md", "title: Secluded two\ndate: 2026-02-02\nexpires: 2026-03-13")
	both(public, private)
	private.now = time.Date(2026, 3, 13, 0, 0, 0, 0, time.UTC)
	private.vanish()
	private.wantFailure("; 1 expired item was taken out")
	private.wantTitles("C", "B", "A", "Secluded one")
}

// The output folder has no trace of a private feed, nor of an item that is in no other, whatever befalls them.
func TestNothingOfPrivateFeedsIsInTheOutput(t *testing.T) {
	public, private := withPartner(t)
	private.options.Feeds[0].Formats = []build.Format{{Name: "json", Path: "partner/feed.json"}}
	public.options.Elsewhere = private.options.Feeds
	public.target = publish.Folder{Dir: t.TempDir()}
	turn := func(what string) {
		t.Helper()
		both(public, private)
		public.wantNothingIn(what, "artner", "ecluded")
	}
	turn("at first")
	public.later("a.md", "title: Another\ndate: 2026-03-01")
	turn("after a change")
	public.later("secluded-1.md", "title: Secluded one\ndate: 2026-02-01\nwithdrawn: true")
	turn("after a withdrawal")
	if got, err := private.target.Read("partner/feed.json"); err != nil || !strings.Contains(string(got), `"title": "Withdrawn"`) {
		t.Errorf("%s %v", got, err)
	}
	public.later("secluded-2.md", "title: Secluded two\ndate: 2026-02-02\nexpires: 2026-03-12")
	turn("after an expiry")

	public.later("c.md", "title: C\ndate: 2026-03-03\nwithdrawn: true")
	public.options.Withdrawn = filepath.Join(t.TempDir(), "withdrawn.yaml")
	if err := os.WriteFile(public.options.Withdrawn, []byte("- {id: x, url: nowhere}"), 0o644); err != nil {
		t.Fatal(err)
	}
	public.wantFailure("; 1 withdrawn item was taken out")
	public.wantNothingIn("after a build that fails", "artner", "ecluded")
	public.options.Withdrawn = ""
	both(public, private)

	feeds := public.options.Elsewhere
	public.options.Elsewhere = nil
	public.mustBuild()
	public.wantNothingIn("after the private feed is no more", "artner", "ecluded")
	if got := public.carried(); !strings.HasSuffix(got, "/0") { // partner's
		t.Errorf("a feed that is no more still carries: %s", got)
	}

	open := append(slices.Clone(public.options.Feeds), build.Feed{Name: "partner", Title: "Partners", Text: source.Full, Limit: 1,
		Formats: []build.Format{{Name: "rss", Path: "partner/feed.xml"}, {Name: "json", Path: "partner/feed.json"}}})
	for name, words := range map[string][]string{"partner": {"artner", "ecluded"}, "insiders": {"partner/", "Partners"}} {
		public.options.Feeds, public.options.Elsewhere = open, nil
		public.later("b.md", "title: B\ndate: 2026-03-02")
		public.later("a.md", "title: A\ndate: 2026-03-01")
		public.mustBuild()
		public.later("b.md", "title: B\ndate: 2026-03-02\nwithdrawn: true")
		public.mustBuild()
		public.later("a.md", "title: A\ndate: 2026-03-01\nwithdrawn: true")
		feeds[0].Name, feeds[0].Formats = name, open[1].Formats
		if name == "partner" { // it has one of its addresses no more
			feeds[0].Formats = open[1].Formats[:1]
		}
		public.options.Feeds, public.options.Elsewhere = open[:1], feeds
		public.mustBuild()
		public.wantNothingIn("after a public feed was made private as "+name, words...)
	}
}

// wantNothingIn looks for words in all files of the output folder, and in their names.
func (s *site) wantNothingIn(when string, words ...string) {
	s.t.Helper()
	dir := s.target.(publish.Folder).Dir
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		for _, word := range words {
			if strings.Contains(strings.TrimPrefix(name, dir), word) || strings.Contains(string(text), word) {
				s.t.Errorf("%s: %s has %q:\n%s", when, name, word, text)
			}
		}
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
}

// Nothing lies beside the private feeds: not who may do what with the site, which is said beside the public ones.
func TestNothingIsPublishedBesidePrivateFeeds(t *testing.T) {
	public, private := withPartner(t)
	both(public, private)
	r := private.mustBuild()
	var names []string
	for _, c := range r.Changes {
		names = append(names, c.Name)
	}
	slices.Sort(names)
	if diff := cmp.Diff([]string{manifest, "atom.xml", "feed.json"}, names); diff != "" {
		t.Error(diff)
	}
}
