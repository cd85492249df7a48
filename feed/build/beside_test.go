package build_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/directory"
	"github.com/masthead-feeds/masthead/feed/packing"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/markdown"
)

// The tests of this file are about what lies beside the feeds because somebody asked for it.

// withBeside asks for everything, in a folder with packed copies.
func withBeside(t *testing.T) *site {
	t.Helper()
	s := newSite(t)
	s.options.Beside = config.Beside{OPML: "feeds.opml", Links: "links.html", NewsSitemap: "news.xml", Headers: "_headers"}
	s.target = publish.Folder{Dir: t.TempDir(), Packed: []packing.Coding{packing.Gzip, packing.Brotli}}
	return s
}

func (s *site) dir() string { return s.target.(interface{ Path(name string) string }).Path(".") }

// read gives a published document; empty for none.
func (s *site) read(name string) string {
	s.t.Helper()
	text, err := s.target.Read(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.t.Fatal(err)
	}
	return string(text)
}

// wantNews wants the sitemap to have the articles, and no other, by their names.
func (s *site) wantNews(names ...string) {
	s.t.Helper()
	var got []string
	for line := range strings.Lines(s.read("news.xml")) {
		if address, is := strings.CutPrefix(line, "    <loc>https://example.org/"); is {
			got = append(got, strings.TrimSuffix(address, "/</loc>\n"))
		}
	}
	if diff := cmp.Diff(names, got); diff != "" {
		s.t.Error(diff)
	}
}

// wantCopies wants every public document of the folder to have its packed copies, and nothing else to be there.
func (s *site) wantCopies(endings ...string) {
	s.t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(s.dir(), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		found[strings.TrimPrefix(name, s.dir()+string(filepath.Separator))] = string(text)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	for name, text := range found {
		if ending := filepath.Ext(name); ending == ".gz" || ending == ".br" || ending == ".zst" {
			if _, is := found[strings.TrimSuffix(name, ending)]; !is || !slices.Contains(endings, ending) {
				s.t.Errorf("there is %s", name)
			}
			continue
		}
		for _, ending := range endings {
			want := ""
			if !strings.HasPrefix(name, ".") && name != "_headers" {
				c, err := packing.OfEnding(ending)
				if err != nil {
					s.t.Fatal(err)
				}
				p := packing.Take(c)
				packed, err := p.Bytes([]byte(text))
				p.GiveBack()
				if err != nil {
					s.t.Fatal(err)
				}
				want = string(packed)
			}
			if found[name+ending] != want {
				s.t.Errorf("%s%s is not of its document", name, ending)
			}
		}
	}
}

func TestWhatIsAskedForLiesBesideTheFeedsAndGoesWhenNobodyDoes(t *testing.T) {
	s := withBeside(t)
	s.three()
	r := s.mustBuild()
	if diff := cmp.Diff([]string{"masthead.css", "feeds.opml", "links.html", "news.xml", "_headers"}, r.Files); diff != "" {
		t.Error(diff)
	}
	if got := strings.Count(s.read("feeds.opml"), "xmlUrl="); got != 1 {
		t.Errorf("%d feeds are in the list of one", got)
	}
	if got := strings.Count(s.read("links.html"), "<link "); got != 3 {
		t.Errorf("%d links to three documents", got)
	}
	for _, line := range []string{"\n/feed.xml\n  Content-Type: application/rss+xml; charset=utf-8\n", "\n/feed.html\n", "\n/masthead.css\n", "\n/feeds.opml\n", "\n/news.xml\n"} {
		if !strings.Contains(s.read("_headers"), line) {
			t.Errorf("no %q in the header lines:\n%s", line, s.read("_headers"))
		}
	}
	s.wantCopies(".gz", ".br")
	for _, name := range []string{"/_headers", manifest, ".gz", ".br"} {
		if strings.Contains(s.read("_headers"), name) {
			t.Errorf("the header lines name %s", name)
		}
	}
	if r := s.mustBuild(); r.Changed() {
		t.Errorf("again: %v", r.Changes)
	}

	s.options.Beside = config.Beside{}
	s.target = publish.Folder{Dir: s.dir(), Packed: []packing.Coding{packing.Zstandard}}
	s.mustBuild()
	for _, name := range []string{"feeds.opml", "links.html", "news.xml", "_headers"} {
		if s.read(name) != "" {
			t.Errorf("%s is still there", name)
		}
	}
	s.wantCopies(".zst")
	s.target = publish.Folder{Dir: s.dir()}
	s.mustBuild()
	s.wantCopies()
}

// Nothing beside the feeds tells of the private ones, nor of what only they carry.
func TestNothingBesideTheFeedsTellsOfPrivateOnes(t *testing.T) {
	public, private := withPartner(t)
	public.options.Beside = config.Beside{OPML: "feeds.opml", Links: "links.html", NewsSitemap: "news.xml", Headers: "_headers"}
	private.options.Beside = public.options.Beside
	private.options.Feeds[0].Formats = []build.Format{{Name: "json", Path: "partner/feed.json"}}
	public.options.Elsewhere = private.options.Feeds
	public.target = publish.Folder{Dir: t.TempDir(), Packed: []packing.Coding{packing.Gzip}}
	public.options.Feeds[0].Limit = 1
	public.later("secluded-1.md", "title: Secluded one\ndate: 2026-03-12T08:00:00Z") // as news
	public.later("c.md", "title: C\ndate: 2026-03-12T09:00:00Z")
	both(public, private)
	public.wantNothingIn("at first", "artner", "ecluded")
	public.wantNews("c")
	public.wantCopies(".gz")
	for _, name := range []string{"feeds.opml", "links.html", "news.xml", "_headers"} {
		if _, err := private.target.Read(name); err == nil {
			t.Errorf("%s lies beside the private feeds", name)
		}
	}

	public.options.Feeds = append(public.options.Feeds, public.options.Elsewhere...) // it is public for a while
	public.options.Elsewhere = nil
	public.mustBuild()
	public.wantNews("c", "secluded-1")
	public.options.Elsewhere, public.options.Feeds = public.options.Feeds[1:], public.options.Feeds[:1]
	public.mustBuild()
	public.wantNothingIn("private again", "artner", "Secluded") // its id stays known, which was public
	public.wantNews("c")
	public.wantCopies(".gz")
}

// An article stops to be news by the clock alone, and the report says when: also where nothing else has changed, and however
// little is made anew.
func TestNewsLeavesTheSitemapAfterTwoDays(t *testing.T) {
	for _, with := range []string{"nothing", "a state", "what is kept"} {
		t.Run(with, func(t *testing.T) {
			s := withBeside(t)
			if with != "nothing" {
				s.withState()
			}
			if with == "what is kept" {
				s.options.Kept = &build.Kept{}
			}
			s.article("old.md", "title: Old\ndate: 2026-03-10T11:00:00Z")
			s.article("older.md", "title: Older\ndate: 2026-03-10T14:00:00Z")
			s.article("young.md", "title: Young\ndate: 2026-03-12T08:00:00Z")
			s.article("later.md", "title: Later\ndate: 2026-03-12T08:00:00Z\nembargo: 2026-03-20")
			for _, step := range []struct {
				at, next time.Time
				news     []string
			}{
				{now, now.Add(2 * time.Hour), []string{"young", "older"}},
				{now.Add(2*time.Hour - time.Second), now.Add(2 * time.Hour), []string{"young", "older"}},
				{now.Add(2 * time.Hour), now.Add(44 * time.Hour), []string{"young"}},
				{now.Add(44 * time.Hour), time.Date(2026, 3, 20, 0, 0, 0, 0, time.UTC), nil},
			} {
				s.now = step.at
				r := s.mustBuild()
				s.wantNews(step.news...)
				if !r.Next.Equal(step.next) {
					t.Errorf("at %v the next change is at %v, want %v", step.at, r.Next, step.next)
				}
				s.wantCopies(".gz", ".br")
			}
			if got := s.read("news.xml"); got != directory.NewsHead+directory.NewsTail {
				t.Errorf("without news it is:\n%s", got)
			}
		})
	}
}

// The sitemap has what the feeds may carry, and no more.
func TestTheSitemapHasWhatTheFeedsCarry(t *testing.T) {
	s := withBeside(t)
	s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "title", Text: source.Title, Limit: 4, Formats: []build.Format{{Name: "rss", Path: "title.xml"}}})
	s.options.Feeds[0].Limit = 2
	s.withPolicy(rights.Rule{Match: rights.Match{Credit: []string{"dpa"}}, Terms: rights.Terms{Text: source.Nothing}})
	for i, front := range []string{"title: A", "title: B\ncredit: dpa", "title: C\nwithdrawn: true", "title: D\ndraft: true", "title: E\nexpires: 2026-03-12", "title: F\nurl: https://elsewhere.example/f/", "title: G\nurl: none", "title: H\nembargo: 2026-03-13", "title: I", "title: J"} {
		s.article(strings.ToLower(front[7:8])+".md", front+fmt.Sprintf("\ndate: 2026-03-12T08:%02d:00Z", i))
	}
	s.mustBuild()
	s.wantNews("j", "i") // the four newest that may be carried are j, i, g and f, of which two are no pages of the site
	s.options.Feeds[0].Limit = 0
	s.mustBuild()
	s.wantNews("j", "i", "a")
}

// Feeds of several orders take their items in several; the sitemap has them by their dates, and each once.
func TestTheSitemapIsInTheOrderOfItsDates(t *testing.T) {
	s := withBeside(t)
	s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "changed", Text: source.Full, ByUpdate: true, Formats: []build.Format{{Name: "rss", Path: "old.xml"}}})
	s.options.Feeds[0].Limit, s.options.Feeds[1].Limit = 1, 3
	s.options.Sources[0].Folder.ByChange = true
	s.article("a.md", "title: A\ndate: 2026-03-12T08:00:00Z")
	s.article("b.md", "title: B\ndate: 2026-03-11T08:00:00Z\nupdated: 2026-03-11T09:00:00Z")
	s.article("c.md", "title: C\ndate: 2026-03-11T07:00:00Z\nupdated: 2026-03-12T10:00:00Z")
	r := s.mustBuild()
	s.wantNews("a", "b", "c")
	if want := time.Date(2026, 3, 13, 7, 0, 0, 0, time.UTC); !r.Next.Equal(want) {
		t.Errorf("the next change is at %v, want %v", r.Next, want)
	}
}

func TestTheSitemapIsNotLongerThanSearchEnginesTake(t *testing.T) {
	s := withBeside(t)
	s.target = publish.Folder{Dir: t.TempDir()}
	s.options.Feeds[0].Formats = s.options.Feeds[0].Formats[:1]
	for i := range directory.NewsMost + 1 {
		s.article(fmt.Sprintf("%04d.md", i), fmt.Sprintf("title: T\ndate: %s", now.Add(-48*time.Hour+time.Duration(i+1)*time.Second).Format(time.RFC3339)))
	}
	r := s.mustBuild()
	if got := strings.Count(s.read("news.xml"), "<url>"); got != directory.NewsMost || strings.Contains(s.read("news.xml"), "/0000/") {
		t.Errorf("%d entries, of which the oldest is one: %v", got, strings.Contains(s.read("news.xml"), "/0000/"))
	}
	if !r.Next.Equal(now.Add(2 * time.Second)) { // of 0001, the oldest that is in it
		t.Errorf("the next change is at %v", r.Next)
	}
}

func TestNewsWithoutALanguageIsToldOf(t *testing.T) {
	s := withBeside(t)
	s.options.Site.Language = ""
	s.article("a.md", "title: A\ndate: 2026-03-12")
	s.article("b.md", "title: B\ndate: 2026-03-12")
	s.article("c.md", "title: C\ndate: 2026-03-12\nlanguage: pt-BR")
	r := s.mustBuild()
	s.wantNews("c")
	if len(r.Problems) != 1 || !r.Problems[0].Advice || !strings.HasPrefix(r.Problems[0].Error(), "news.xml: search engines want the language") {
		t.Errorf("problems: %s", messages(r.Problems))
	}
}

// Whatever a build that fails takes out of the feeds it takes out of what lies beside them, and out of the packed copies, too.
func TestWhatIsOverIsTakenOutOfWhatLiesBesideTheFeeds(t *testing.T) {
	for name, change := range map[string]func(s *site){
		"as it was":               func(*site) {},
		"the sitemap was edited":  func(s *site) { s.edit("news.xml", "Curlew", "Curlow") },
		"the sitemap is gone":     func(s *site) { s.remove("news.xml") },
		"a feed is gone":          func(s *site) { s.remove("feed.xml") },
		"a feed was edited":       func(s *site) { s.edit("feed.json", "Curlew", "Curlow") },
		"copies are made no more": func(s *site) { s.target = publish.Folder{Dir: s.dir()} },
		"other copies are made":   func(s *site) { s.target = publish.Folder{Dir: s.dir(), Packed: []packing.Coding{packing.Brotli}} },
	} {
		t.Run(name, func(t *testing.T) {
			s := withBeside(t)
			s.target = publish.Folder{Dir: s.dir(), Packed: []packing.Coding{packing.Gzip}}
			s.article("avocet.md", "title: Avocet\ndate: 2026-03-12T08:00:00Z\nexpires: 2026-03-13")
			s.article("curlew.md", "title: Curlew\ndate: 2026-03-12T09:00:00Z")
			s.mustBuild()
			s.wantNews("curlew", "avocet")
			change(s)
			s.vanish()
			s.now = now.AddDate(0, 0, 1)
			s.wantFailure("; 1 expired item was taken out")
			if diff := cmp.Diff("", s.tellsOf("Avocet")); diff != "" {
				t.Error(diff)
			}
			if strings.HasPrefix(name, "the sitemap") {
				s.wantNews()
			} else {
				s.wantNews("curlew")
			}
			if folder := s.target.(publish.Folder); name != "other copies are made" { // else the documents that stay have none yet
				s.wantCopies(folder.Endings()...)
			}
			s.wantUntouched(fs.ErrNotExist)

			s.options.Sources[0].Folder.FS = s.files
			s.mustBuild()
			s.wantNews("curlew")
			s.wantCopies(s.target.(publish.Folder).Endings()...)
		})
	}
}

func (s *site) remove(name string) {
	s.t.Helper()
	if err := os.Remove(filepath.Join(s.dir(), name)); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) edit(name, from, to string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir(), name), []byte(strings.Replace(s.read(name), from, to, 1)), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// tellsOf names the first file of the folder that has a word in it, packed or not.
func (s *site) tellsOf(word string) (name string) {
	s.t.Helper()
	err := filepath.WalkDir(s.dir(), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if strings.Contains(unpacked(s.t, path), word) {
			name = path
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return name
}

// A retired feed is empty, and its copies with it, and goes with them.
//
// Promise 9 of docs/promises.md.
func TestTheCopiesOfARetiredFeedGoWithIt(t *testing.T) {
	s := withBeside(t)
	s.three()
	s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "old", Text: source.Full, Formats: []build.Format{{Name: "rss", Path: "old/feed.xml"}}})
	s.mustBuild()
	s.options.Feeds = s.options.Feeds[:1]
	s.mustBuild()
	s.wantCopies(".gz", ".br")
	if strings.Contains(s.read("feeds.opml")+s.read("links.html"), "old") {
		t.Error("the directory names a feed that is no more")
	}
	if !strings.Contains(s.read("_headers"), "/old/feed.xml\n") { // readers still ask for it
		t.Errorf("the header lines do not:\n%s", s.read("_headers"))
	}
	s.now = now.AddDate(0, 0, 31)
	s.mustBuild()
	s.wantCopies(".gz", ".br")
	if s.read("old/feed.xml") != "" || strings.Contains(s.read("_headers"), "old") {
		t.Error("it is still there")
	}
}

func TestHeaderLinesOfSomebodyElseAreLeftAsTheyAre(t *testing.T) {
	s := withBeside(t)
	s.three()
	theirs := "/*\n  X-Frame-Options: DENY\n"
	if err := os.WriteFile(filepath.Join(s.dir(), "_headers"), []byte(theirs), 0o644); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		r := s.mustBuild()
		if s.read("_headers") != theirs || !strings.Contains(messages(r.Problems), "_headers: is a file that masthead did not write") {
			t.Errorf("they are %q; problems: %s", s.read("_headers"), messages(r.Problems))
		}
	}
	s.remove("_headers")
	s.mustBuild()
	s.wantCopies(".gz", ".br")
	if err := os.WriteFile(filepath.Join(s.dir(), "_headers"), []byte(theirs), 0o644); err != nil { // over ours
		t.Fatal(err)
	}
	s.mustBuild()
	if s.read("_headers") != theirs {
		t.Errorf("they are %q", s.read("_headers"))
	}
}

// Caches count from every answer, and no host of files knows of an expiry.
func TestHostsAreToldForHowLongCachesMayKeepWhatTheySend(t *testing.T) {
	for _, test := range []struct {
		front string
		ttl   time.Duration
		want  string
	}{
		{"date: 2026-03-01", 0, "public, max-age=600"},
		{"date: 2026-03-01", 24 * time.Hour, "public, max-age=600"},
		{"date: 2026-03-01", 5 * time.Minute, "public, max-age=300"},
		{"date: 2026-03-01", time.Second, "public, max-age=60"},
		{"date: 2026-03-01\nexpires: 2027-03-01", 0, "public, max-age=0, must-revalidate"},
		{"date: 2026-03-01\nexpires: 2026-03-11", 0, "public, max-age=600"},
	} {
		s := withBeside(t)
		s.article("a.md", "title: A\n"+test.front)
		s.options.TTL = test.ttl
		s.mustBuild()
		if got := s.read("_headers"); strings.Count(got, "\n  Cache-Control: "+test.want+"\n") != strings.Count(got, "\n  Content-Type: ") {
			t.Errorf("%v: want %s:\n%s", test, test.want, got)
		}
	}
}

// What others are told of changes are the documents, of which the copies are only another form.
func TestNobodyIsToldOfPackedCopies(t *testing.T) {
	s := withBeside(t)
	s.three()
	r := s.mustBuild()
	for _, address := range r.News.Changed {
		if strings.HasSuffix(address, ".gz") || strings.HasSuffix(address, ".br") {
			t.Errorf("told of %s", address)
		}
	}
	if len(r.Copies) != 2*(len(r.News.Changed)-1) { // of all but _headers
		t.Errorf("%d documents with the copies %v", len(r.News.Changed), r.Copies)
	}
	s.remove("feed.xml.gz")
	if r := s.mustBuild(); len(r.News.Changed) > 0 || !r.Changed() {
		t.Errorf("a copy was missing: told of %v; changed: %v", r.News.Changed, r.Changes)
	}
	s.wantCopies(".gz", ".br")
}

// A build with a state ends early where nothing has changed. What is asked for beside the feeds is a change.
func TestAStateDoesNotHideWhatIsAskedForBesideTheFeeds(t *testing.T) {
	s := withBeside(t)
	s.withState()
	s.three()
	beside := s.options.Beside
	s.options.Beside = config.Beside{}
	s.target = publish.Folder{Dir: s.dir()}
	s.mustBuild()
	s.options.Beside = beside
	s.mustBuild()
	if s.read("feeds.opml") == "" {
		t.Error("there is no list of feeds")
	}
	s.target = publish.Folder{Dir: s.dir(), Packed: []packing.Coding{packing.Gzip}}
	s.mustBuild()
	s.wantCopies(".gz")
	s.remove("feeds.opml.gz")
	s.mustBuild()
	s.wantCopies(".gz")
	s.target = publish.Folder{Dir: s.dir()}
	s.mustBuild()
	s.wantCopies()
}

// unpacked gives what is in a file, unpacked if it is a copy.
func unpacked(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var r io.Reader = bytes.NewReader(text)
	switch filepath.Ext(path) {
	case ".gz":
		if r, err = gzip.NewReader(r); err != nil {
			t.Fatal(err)
		}
	case ".br":
		r = brotli.NewReader(r)
	}
	whole, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(whole)
}

// What is served of a feed whose file somebody removed is not to outlive its expiry: nothing can be cut out of a file that is gone.
func TestAFeedWhoseFileIsGoneIsNotServedWithWhatIsOver(t *testing.T) {
	s := newSite(t)
	folder, store := publish.Folder{Dir: t.TempDir()}, &serve.Store{}
	s.target = publish.Both(folder, store)
	s.article("avocet.md", "title: Avocet\ndate: 2026-03-12T08:00:00Z\nexpires: 2026-03-13")
	s.article("curlew.md", "title: Curlew\ndate: 2026-03-12T09:00:00Z")
	s.mustBuild()
	if err := os.Remove(folder.Path("feed.xml")); err != nil {
		t.Fatal(err)
	}
	s.vanish()
	s.now = now.AddDate(0, 0, 1)
	s.wantFailure("; 1 expired item was taken out")
	if text, err := store.Read("feed.xml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is served: %v\n%s", err, text)
	}
	if text, err := store.Read("atom.xml"); err != nil || strings.Contains(string(text), "Avocet") || !strings.Contains(string(text), "Curlew") {
		t.Errorf("another: %v\n%s", err, text)
	}
}

// A family's feed of which too few articles turn out to be fit for it is none, and what only it would have carried is not told of.
func TestTheSitemapHasNothingOfAFeedThatIsNone(t *testing.T) {
	base := t.TempDir()
	c, err := config.Parse(filepath.Join(base, "masthead.yaml"), []byte(`site: {title: Example, url: https://example.org/, language: en}
sources: [{dir: posts}]
feeds:
  - {name: all, limit: 1, formats: {rss: feed.xml}}
  - {name: topics, each: tag, at_least: 2, formats: {rss: "tags/{tag}/feed.xml"}}
publish: {news_sitemap: news.xml}
`))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"a.md": "---\ntitle: A\ndate: 2026-03-12T09:00:00Z\n---\nText.\n",
		"b.md": "---\ntitle: B\ndate: 2026-03-12T08:00:00Z\ntags: [one]\n---\nText.\n",
		"c.md": "---\ntitle: C\ndate: 2026-03-12T07:00:00Z\ntags: [one]\n---\n" + strings.Repeat("Text. ", 4000) + "\x00", // cannot be read
		"d.md": "---\ntitle: D\ndate: 2026-03-12T06:00:00Z\ntags: [two]\n---\nText.\n",
		"e.md": "---\ntitle: E\ndate: 2026-03-12T05:00:00Z\ntags: [two]\n---\nText.\n",
	} {
		if err := os.MkdirAll(filepath.Join(base, "posts"), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(base, "posts", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s := newSite(t)
	if s.options, err = build.Configured(c, base, filepath.Join(base, "public"), []source.Reader{markdown.New()}); err != nil {
		t.Fatal(err)
	}
	s.mustBuild()
	s.wantNews("a", "d", "e")
}
