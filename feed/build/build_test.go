package build_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/markdown"
)

// now is the instant of the builds, unless a test moves it.
var now = time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)

const manifest = ".masthead.json"

// site is a folder of articles with its configuration and what is published of it.
type site struct {
	t       *testing.T
	files   fstest.MapFS
	options *build.Options
	target  publish.Target
	now     time.Time

	stateFile string // where withState put it
}

// newSite has one feed of everything in each format, and publishes to memory.
func newSite(t *testing.T) *site {
	t.Helper()
	address, err := url.Parse("https://example.org/")
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, files: fstest.MapFS{}, target: &serve.Store{}, now: now}
	s.options = &build.Options{
		Site: feed.Site{Title: "Example", URL: address, Language: "en"}, Workers: 2,
		Sources: []build.Source{{Permalink: "/{path}/", Folder: &source.Folder{
			FS: s.files, Name: "posts", Zone: time.UTC, Readers: []source.Reader{markdown.New()},
		}}},
		Feeds: []build.Feed{{Name: "all", Text: source.Full, Formats: []build.Format{{Name: "rss", Path: "feed.xml"},
			{Name: "atom", Path: "atom.xml"}, {Name: "json", Path: "feed.json"}, {Name: "html", Path: "feed.html"}}}},
	}
	return s
}

// write puts a file into the folder, as old as the site's first article can be.
func (s *site) write(name, text string) {
	s.files[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644, ModTime: now.AddDate(-1, 0, 0)}
}

// article writes an article with front matter.
func (s *site) article(name, front string) {
	s.write(name, "---\n"+front+"\n---\nText of "+name+".\n")
}

// touch gives a file another time.
func (s *site) touch(name string, at time.Time) { s.files[name].ModTime = at }

func (s *site) build() (*build.Report, error) {
	return build.Run(s.t.Context(), s.options, s.now, s.target)
}

// mustBuild builds and fails the test on an error.
func (s *site) mustBuild() *build.Report {
	s.t.Helper()
	r, err := s.build()
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// published gives every document that a site can have published, by name.
func (s *site) published() map[string]string {
	s.t.Helper()
	found := map[string]string{}
	for _, name := range []string{"feed.xml", "atom.xml", "feed.json", "summary.xml", "title.xml", "title.json", "old.xml", "a-partner.xml", "a-partner.json", "feed.html", manifest} {
		switch data, err := s.target.Read(name); {
		case err == nil:
			found[name] = string(data)
		case !errors.Is(err, fs.ErrNotExist):
			s.t.Fatal(err)
		}
	}
	return found
}

// item is what the tests look at of a JSON Feed item.
type item struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Published time.Time `json:"date_published"`
	Masthead  struct {
		Notice string `json:"copyrightNotice"`
	} `json:"_masthead"`
}

// items gives the items of the JSON feed.
func (s *site) items() []item {
	s.t.Helper()
	data, err := s.target.Read("feed.json")
	if err != nil {
		s.t.Fatal(err)
	}
	var doc struct{ Items []item }
	if err := json.Unmarshal(data, &doc); err != nil {
		s.t.Fatal(err)
	}
	return doc.Items
}

func (s *site) titles() (list []string) {
	s.t.Helper()
	for _, it := range s.items() {
		list = append(list, it.Title)
	}
	return list
}

func (s *site) wantTitles(want ...string) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.titles()); diff != "" {
		s.t.Error(diff)
	}
}

// wantUntouched runs a build that has to end with an error and to leave everything as it was.
func (s *site) wantUntouched(want error) *build.Report {
	s.t.Helper()
	before := s.published()
	r, err := s.build()
	if want != nil && !errors.Is(err, want) || err == nil {
		s.t.Errorf("the error is %v, want %v", err, want)
	}
	if diff := cmp.Diff(before, s.published()); diff != "" {
		s.t.Error(diff)
	}
	return r
}

func messages(faults []build.Fault) string {
	var b strings.Builder
	for _, f := range faults {
		b.WriteString(f.Error() + "\n")
	}
	return b.String()
}

// three writes articles a, b and c, of which c is the newest.
func (s *site) three() {
	for i, name := range []string{"a", "b", "c"} {
		s.article(name+".md", fmt.Sprintf("title: %s\ndate: 2026-03-0%d", strings.ToUpper(name), i+1))
	}
}

func TestTheNewestArticlesAreInTheFeeds(t *testing.T) {
	s := newSite(t)
	s.three()
	s.options.Feeds[0].Limit = 2
	r := s.mustBuild()
	s.wantTitles("C", "B")
	if r.Items != 2 || len(r.Newest) != 2 || r.Newest[0].Title != "C" || r.Newest[0].HTML != "" {
		t.Errorf("report: %d items, newest %+v", r.Items, r.Newest)
	}
	s.options.Feeds[0].Limit = 0
	s.mustBuild()
	s.wantTitles("C", "B", "A")

	s.options.Feeds[0].Limit = 1
	s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "more", Text: source.Title, Limit: 2, Formats: []build.Format{{Name: "rss", Path: "title.xml"}}})
	s.mustBuild()
	s.wantTitles("C")
	if got := strings.Count(s.published()["title.xml"], "<item>"); got != 2 {
		t.Errorf("%d items in the feed of two", got)
	}
}

// A body that cannot be read shows only when it is: the next article takes the place.
func TestAnArticleThatCannotBeReadLeavesItsPlaceToTheNext(t *testing.T) {
	s := newSite(t)
	s.three()
	s.write("c.md", "---\ntitle: C\ndate: 2026-03-03\n---\n"+strings.Repeat("Text. ", 4000)+"\x00")
	s.options.Feeds[0].Limit = 2
	var progress []string
	s.options.Progress = func(done, total int) { progress = append(progress, fmt.Sprint(done, "/", total)) }
	r := s.mustBuild()
	s.wantTitles("B", "A")
	if got := messages(r.Problems); !strings.Contains(got, "posts/c.md: ") || !strings.Contains(got, "left out of the feeds") {
		t.Errorf("problems: %s", got)
	}
	if r.Status[source.StatusRejected] != 1 || r.Status[source.StatusPublished] != 2 {
		t.Errorf("status: %v", r.Status)
	}
	if diff := cmp.Diff([]string{"1/2", "1/2", "2/2"}, progress); diff != "" {
		t.Error(diff)
	}
}

func TestAFeedCarriesAsMuchOfAnArticleAsItsLevelSays(t *testing.T) {
	s := newSite(t)
	s.write("a.md", "---\ntitle: Heading\ndate: 2026-03-01\nsummary: Standfirst\n---\nBody.\n")
	levels := func(names ...source.Level) {
		s.options.Feeds = nil
		for _, level := range names {
			path := map[source.Level]string{source.Full: "feed.xml", source.Summary: "summary.xml", source.Title: "title.xml"}[level]
			s.options.Feeds = append(s.options.Feeds, build.Feed{Name: string(level), Text: level, Formats: []build.Format{{Name: "rss", Path: path}}})
		}
	}
	levels(source.Full, source.Summary, source.Title)
	if r := s.mustBuild(); r.Newest[0].Summary != "Standfirst" {
		t.Errorf("the page shows %q", r.Newest[0].Summary)
	}
	published := s.published()
	for name, want := range map[string][3]bool{"feed.xml": {true, true, true}, "summary.xml": {true, true, false}, "title.xml": {true, false, false}} {
		for i, word := range []string{"Heading", "Standfirst", "Body."} {
			if got := strings.Contains(published[name], word); got != want[i] {
				t.Errorf("%s has %s: %v", name, word, got)
			}
		}
	}
	levels(source.Title)
	if r := s.mustBuild(); r.Newest[0].Summary != "" {
		t.Errorf("the page shows %q, which no feed does", r.Newest[0].Summary)
	}
	levels(source.Title, source.Full) // what is for another feed is not for everybody who looks
	if r := s.mustBuild(); r.Newest[0].Summary != "" {
		t.Errorf("the page shows %q, which the first feed does not", r.Newest[0].Summary)
	}
}

func TestOfTwoArticlesWithOneIDTheNewerIsKept(t *testing.T) {
	s := newSite(t)
	s.article("a.md", "title: A\nid: urn:x:1\ndate: 2026-03-01")
	s.article("b.md", "title: B\nid: urn:x:1\ndate: 2026-03-02")
	r := s.mustBuild()
	s.wantTitles("B")
	if got := messages(r.Problems); !strings.HasPrefix(got, "posts/a.md:3:5: id: another article has the id urn:x:1") {
		t.Errorf("problems: %s", got)
	}
}

// One that waits is not there yet: nobody is told that it has the same id.
func TestAnArticleThatWaitsIsNobodysTwin(t *testing.T) {
	s := newSite(t)
	s.article("a.md", "title: A\nid: urn:x:1\ndate: 2026-03-01")
	s.article("b.md", "title: B\nid: urn:x:1\ndate: 2026-03-02\nembargo: 2026-03-13")
	if r := s.mustBuild(); len(r.Problems) > 0 {
		t.Errorf("problems: %s", messages(r.Problems))
	}
	s.wantTitles("A")
}

func TestStrictLeavesEverythingAsItWas(t *testing.T) {
	for name, front := range map[string]string{
		"a published article": "title: D\ndate: 2026-03-04\nupdated: never",
		"a draft":             "title: D\ndate: 2026-03-04\ndraft: maybe",
		"one that waits":      "title: D\ndate: 2026-03-04\nupdated: never\nembargo: 2026-03-13",
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.options.Strict = true
			s.three()
			s.mustBuild()
			s.article("a.md", "title: Changed\ndate: 2026-03-05")
			s.article("d.md", front)
			s.wantUntouched(build.ErrStrict)
		})
	}
	t.Run("a body below the feed's limit", func(t *testing.T) {
		s := newSite(t)
		s.options.Feeds[0].Limit = 1
		s.three()
		s.write("a.md", "---\ntitle: A\ndate: 2026-03-01\n---\n"+strings.Repeat("Text. ", 4000)+"\x00")
		s.mustBuild()
		s.options.Strict = true
		s.wantUntouched(build.ErrStrict)
	})
}

func TestADryRunSaysWhatItWouldDoAndDoesNot(t *testing.T) {
	s := newSite(t)
	s.three()
	s.options.DryRun = true
	r := s.mustBuild()
	if got := s.published(); len(got) > 0 {
		t.Errorf("published %v", got)
	}
	want := []publish.Change{{Name: "feed.xml", Kind: publish.Added}, {Name: "atom.xml", Kind: publish.Added},
		{Name: "feed.json", Kind: publish.Added}, {Name: "feed.html", Kind: publish.Added}, {Name: "masthead.css", Kind: publish.Added}, {Name: manifest, Kind: publish.Added}}
	if diff := cmp.Diff(want, r.Changes); diff != "" || !r.Changed() {
		t.Error(diff)
	}
}

func TestABuildThatIsGivenUpEndsSoonAndLeavesEverythingAsItWas(t *testing.T) {
	s := newSite(t)
	s.three()
	s.mustBuild()
	for i := range 500 {
		s.article(fmt.Sprintf("%d.md", i), "date: 2026-03-05")
	}
	before := s.published()
	ctx, cancel := context.WithCancel(t.Context())
	made := 0
	s.options.Progress = func(int, int) { made++; cancel() }
	_, err := build.Run(ctx, s.options, s.now, s.target)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if made > 20 {
		t.Errorf("%d more items were made", made)
	}
	if _, err := build.Run(ctx, s.options, s.now, s.target); !errors.Is(err, context.Canceled) {
		t.Errorf("begun after the end: %v", err)
	}
	if diff := cmp.Diff(before, s.published()); diff != "" {
		t.Error(diff)
	}
}

// full is a target that has no room left.
type full struct{ publish.Target }

type fullBatch struct{ publish.Batch }

type fullDocument struct{ publish.Document }

var errFull = errors.New("no room")

func (t full) Begin() (publish.Batch, error) {
	b, err := t.Target.Begin()
	return fullBatch{b}, err
}

func (b fullBatch) Create(name, mediaType string) (publish.Document, error) {
	d, err := b.Batch.Create(name, mediaType)
	return fullDocument{d}, err
}

func (fullDocument) Write([]byte) (int, error) { return 0, errFull }

func TestATargetWithoutRoomIsAnErrorThatNamesTheDocument(t *testing.T) {
	s := newSite(t)
	s.three()
	s.mustBuild()
	s.article("d.md", "title: D\ndate: 2026-03-04")
	before := s.published()
	_, err := build.Run(t.Context(), s.options, s.now, full{s.target})
	if !errors.Is(err, errFull) || !strings.Contains(err.Error(), "feed.xml") {
		t.Errorf("the error is %v", err)
	}
	if diff := cmp.Diff(before, s.published()); diff != "" {
		t.Error(diff)
	}
}

func TestTheReportSaysWhenTheFeedsChangeByThemselves(t *testing.T) {
	at := func(days int) time.Time { return time.Date(2026, 3, 12+days, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name, front  string
		next, expiry time.Time
	}{
		{"never", "date: 2026-03-01", time.Time{}, time.Time{}},
		{"an embargo ends", "date: 2026-03-01\nembargo: 2026-03-14\nexpires: 2026-03-15", at(2), time.Time{}},
		{"a date comes", "date: 2026-03-14", at(2), time.Time{}},
		{"an article expires", "date: 2026-03-01\nexpires: 2026-03-14", at(2), at(2)},
		{"what is over is over", "date: 2026-03-01\nexpires: 2026-03-12", time.Time{}, time.Time{}},
		{"what cannot be read does not come", "embargo: 2026-03-14", time.Time{}, time.Time{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			s.article("z.md", c.front)
			s.article("later.md", "date: 2026-03-01\nexpires: 2026-03-20")
			if strings.Contains(c.name, "cannot be read") {
				s.write("z.meta.yaml", "[")
			}
			r := s.mustBuild()
			if c.next.IsZero() {
				c.next = at(8)
			}
			if c.expiry.IsZero() {
				c.expiry = at(8)
			}
			if !r.Next.Equal(c.next) || !r.Expiry.Equal(c.expiry) {
				t.Errorf("next %v, expiry %v; want %v, %v", r.Next, r.Expiry, c.next, c.expiry)
			}
		})
	}
}

// Where nothing rebuilds in time, what expires before the next build is left out already. It needs no build of its own.
//
// Promise 1 of docs/promises.md.
func TestWhatExpiresBeforeTheDeadlineIsLeftOut(t *testing.T) {
	s := newSite(t)
	s.options.Deadline = func(now time.Time) time.Time { return now.Add(time.Hour) }
	s.article("a.md", "title: A\ndate: 2026-03-01\nexpires: 2026-03-12T12:59:59Z")
	s.article("b.md", "title: B\ndate: 2026-03-02\nexpires: 2026-03-12T13:00:00Z")
	r := s.mustBuild()
	s.wantTitles("B")
	if want := s.now.Add(time.Hour); !r.Expiry.Equal(want) {
		t.Errorf("expiry %v, want %v", r.Expiry, want)
	}
}

// CommaFeed discards what is larger than 5 MB, miniflux what is larger than 15: whoever writes that much is told.
func TestAFeedThatReadersDiscardIsToldOf(t *testing.T) {
	for megabytes, want := range map[int]string{1: "", 6: "some readers discard", 16: "most readers discard"} {
		s := newSite(t)
		s.target = publish.Folder{Dir: t.TempDir()}
		s.options.Feeds[0].Formats = s.options.Feeds[0].Formats[2:] // the JSON Feed, which has a text once, and the page
		for i := range 4 * megabytes {
			s.write(fmt.Sprintf("%d.md", i), "---\ntitle: A\ndate: 2026-03-01\nsummary: "+strings.Repeat("summary ", 32_000)+"\n---\n")
		}
		r := s.mustBuild()
		if want == "" {
			if len(r.Problems) > 0 {
				t.Errorf("%d MB: %v", megabytes, r.Problems)
			}
			continue
		}
		if len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Error(), want) || r.Problems[0].Advice != (megabytes < 15) {
			t.Errorf("%d MB: %v", megabytes, r.Problems)
		}
	}
}
