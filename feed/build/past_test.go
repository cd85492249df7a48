package build_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
)

// The tests of this file build more than once: they are about what an earlier build published.

// Promise 2 of docs/promises.md.
func TestAnIDNeverChanges(t *testing.T) {
	for name, ids := range map[string]feed.TagAuthority{
		"minted":      {Domain: "example.org", Since: "2024"},
		"by the page": {},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.options.Site.IDs = ids
			s.options.Feeds[0].Limit = 0
			rng := rand.New(rand.NewPCG(1, 2))
			change := func(i int) {
				path := fmt.Sprintf("%d.md", i)
				front := fmt.Sprintf("title: Title %d\nupdated: 2026-03-0%d", rng.Int(), 1+rng.IntN(9))
				if rng.IntN(2) == 0 {
					front += fmt.Sprintf("\ndate: 2026-02-0%d", 1+rng.IntN(9))
				}
				s.article(path, front)
				s.touch(path, now.Add(-time.Duration(rng.IntN(1e6))*time.Second))
			}
			want := map[string]bool{}
			for i := range 20 {
				change(i)
			}
			s.mustBuild()
			for _, it := range s.items() {
				want[it.ID] = true
			}
			for range 10 {
				for i := range 20 {
					change(i)
				}
				s.options.Site.Title += "!"
				if ids.Domain != "" {
					s.options.Sources[0].Permalink = fmt.Sprintf("/%d/{path}/", rng.Int())
				}
				s.mustBuild()
				got := map[string]bool{}
				for _, it := range s.items() {
					got[it.ID] = true
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Fatal(diff)
				}
			}
		})
	}
}

func TestTheDateOfAFileStaysWhatItWasWhenFirstSeen(t *testing.T) {
	s := newSite(t)
	s.article("a.md", "title: A")
	s.article("dated.md", "title: Dated\ndate: 2026-03-01")
	s.mustBuild()
	before := s.published()
	s.touch("a.md", now.Add(-time.Hour))
	s.touch("dated.md", now.Add(-time.Hour))
	s.mustBuild()
	if diff := cmp.Diff(before, s.published()); diff != "" {
		t.Error(diff)
	}
	s.touch("a.md", now.Add(time.Hour)) // a clock that is ahead
	s.mustBuild()
	s.wantTitles("Dated", "A")

	s.article("a.md", "title: A\ndate: 2026-03-02") // the article's own word counts more
	s.mustBuild()
	s.wantTitles("A", "Dated")
}

// It left the feed because newer ones came, and must not come back as news because somebody touched its file.
func TestADateIsKeptWhileAFeedHasNoRoomForItsArticle(t *testing.T) {
	s := newSite(t)
	s.options.Feeds[0].Limit = 2
	for i, name := range []string{"a.md", "b.md", "c.md", "d.md"} {
		if name == "c.md" {
			s.mustBuild() // of a and b
		}
		s.article(name, "title: "+name)
		s.touch(name, now.AddDate(0, 0, i-10))
	}
	s.mustBuild()
	s.wantTitles("d.md", "c.md")
	s.touch("a.md", now)
	s.mustBuild()
	s.wantTitles("d.md", "c.md")

	// Nor is it counted as published while it is not.
	for name := range maps.Clone(s.files) {
		if name < "c.md" {
			delete(s.files, name)
		}
	}
	delete(s.files, "d.md")
	s.mustBuild()
	s.wantTitles("c.md")
	if got := s.published()[manifest]; strings.Contains(got, "a/") {
		t.Errorf("an article that is gone is remembered:\n%s", got)
	}
}

// What is withheld later is not kept in mind where everybody can read it.
func TestADateIsNotKeptOfWhatIsWithheld(t *testing.T) {
	s := newSite(t)
	s.options.Feeds[0].Limit = 1
	for i, name := range []string{"secret.md", "b.md"} {
		s.article(name, "title: "+name)
		s.touch(name, now.AddDate(0, 0, i-10))
		s.mustBuild()
	}
	if !strings.Contains(s.published()[manifest], "secret") {
		t.Fatal("nothing to forget")
	}
	s.article("secret.md", "title: Secret\nembargo: 2026-03-13")
	s.mustBuild()
	if strings.Contains(s.published()[manifest], "secret") {
		t.Error("remembered")
	}
}

// shrinking publishes n articles and then changes some of them.
func shrinking(t *testing.T, n, changed int, change func(s *site, name string)) *site {
	t.Helper()
	s := newSite(t)
	s.options.Feeds[0].Limit = 0
	for i := range n {
		s.article(fmt.Sprintf("%03d.md", i), "date: 2026-03-01")
	}
	s.mustBuild()
	for i := range changed {
		change(s, fmt.Sprintf("%03d.md", i))
	}
	return s
}

// Promise 5 of docs/promises.md.
func TestABuildRefusesToLoseMoreThanHalf(t *testing.T) {
	remove := func(s *site, name string) { delete(s.files, name) }
	front := func(front string) func(*site, string) {
		return func(s *site, name string) { s.article(name, "date: 2026-03-01\n"+front) }
	}
	for _, c := range []struct {
		name       string
		n, changed int
		change     func(*site, string)
		gone       int // of a build that refuses; 0 for one that does not
	}{
		{"everything", 3, 3, remove, 3},
		{"the only one", 1, 1, remove, 1},
		{"more than half", 5, 3, remove, 3},
		{"half", 4, 2, remove, 0},
		{"less than half", 5, 2, remove, 0},
		{"made drafts", 3, 3, front("draft: true"), 3},
		{"not readable any more", 3, 2, front("title: a: b"), 2},
		{"bodies not readable any more", 3, 2, func(s *site, name string) {
			s.write(name, "---\ndate: 2026-03-01\n---\n"+strings.Repeat("Text. ", 4000)+"\x00")
		}, 2},
		{"renamed", 3, 3, func(s *site, name string) { remove(s, name); s.article("new-"+name, "date: 2026-03-01") }, 3},
		{"expired", 3, 3, front("expires: 2026-03-12"), 0},
		{"withdrawn", 3, 3, front("withdrawn: true"), 0},
		{"embargoed", 3, 3, front("embargo: 2026-03-13"), 0},
		{"embargoed drafts", 3, 3, front("draft: true\nembargo: 2026-03-13"), 0},
		{"dated later", 3, 3, func(s *site, name string) { s.article(name, "date: 2026-03-13") }, 0},
		{"changed", 3, 3, front("title: Another"), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := shrinking(t, c.n, c.changed, c.change)
			if c.gone == 0 {
				s.mustBuild()
				return
			}
			before := s.published()
			_, err := s.build()
			var shrink *build.ShrinkError
			if !errors.As(err, &shrink) || *shrink != (build.ShrinkError{Gone: c.gone, Published: c.n}) {
				t.Fatalf("the error is %v", err)
			}
			if diff := cmp.Diff(before, s.published()); diff != "" {
				t.Error(diff)
			}
			s.options.AllowShrink = true
			s.mustBuild()
			if diff := cmp.Diff(before, s.published()); diff == "" {
				t.Error("it was meant, and nothing was done")
			}
		})
	}
}

// What is taken back is taken out, however much of it there is.
func TestWhatIsTakenBackIsTakenOut(t *testing.T) {
	for _, front := range []string{"expires: 2026-03-12", "withdrawn: true", "embargo: 2026-03-13"} {
		s := shrinking(t, 3, 3, func(s *site, name string) { s.article(name, "date: 2026-03-01\n"+front) })
		s.mustBuild()
		if got := s.titles(); len(got) > 0 {
			t.Errorf("%s: %v", front, got)
		}
		for name, text := range s.published() {
			if strings.Contains(text, "001") {
				t.Errorf("%s: %s still has it", front, name)
			}
		}
	}
}

// faulty is a folder of which some folders cannot be listed.
type faulty struct {
	fstest.MapFS
	unlisted string
}

func (f faulty) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == f.unlisted {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.ReadDir(name)
}

// Promise 5 of docs/promises.md.
func TestASourceThatCannotBeReadLeavesTheFeedsAsTheyWere(t *testing.T) {
	s := newSite(t)
	s.three()
	s.mustBuild()
	s.options.Sources[0].Folder.FS = faulty{s.files, "."}
	s.wantUntouched(fs.ErrPermission)
	s.options.Sources[0].Folder.FS = os.DirFS(filepath.Join(t.TempDir(), "vanished"))
	s.wantUntouched(fs.ErrNotExist)
	s.options.AllowShrink = true // means fewer articles, not a source that is not there
	s.wantUntouched(fs.ErrNotExist)
}

// One folder of many hides less than half. But nobody knows what is in it, and so nothing may go.
//
// Promise 5 of docs/promises.md.
func TestNothingGoesWhileAFolderCannotBeRead(t *testing.T) {
	s := newSite(t)
	s.three()
	s.article("sub/d.md", "title: D\ndate: 2026-03-04")
	s.mustBuild()
	s.options.Sources[0].Folder.FS = faulty{s.files, "sub"}
	r := s.wantUntouched(nil)
	if got := messages(r.Problems); !strings.HasPrefix(got, "posts/sub: cannot be read: permission denied") {
		t.Errorf("problems: %s", got)
	}
	s.options.AllowShrink = true
	s.mustBuild()
	s.wantTitles("C", "B", "A")

	// One in which nothing is missed costs nothing but the message, and what is new is published.
	s.options.AllowShrink = false
	s.article("e.md", "title: E\ndate: 2026-03-05")
	s.mustBuild()
	s.wantTitles("E", "C", "B", "A")
}

func TestAFileThatCannotBeReadCostsItself(t *testing.T) {
	s := newSite(t)
	s.three()
	s.mustBuild()
	s.files["a.md"] = &fstest.MapFile{Data: []byte("nowhere.md"), Mode: fs.ModeSymlink}
	s.mustBuild()
	s.wantTitles("C", "B")
}

// Promise 9 of docs/promises.md.
func TestAFeedThatNobodyAsksForIsEmptiedAndRemovedAMonthLater(t *testing.T) {
	s := newSite(t)
	s.three()
	s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "old", Title: "The old one", Text: source.Full, Formats: []build.Format{{Name: "rss", Path: "old.xml"}}})
	s.mustBuild()
	s.options.Feeds = s.options.Feeds[:1]
	s.now = now.In(time.FixedZone("", 3600))
	s.mustBuild()
	if got := s.published()["old.xml"]; !strings.Contains(got, "The old one") || strings.Contains(got, "<item>") {
		t.Errorf("not emptied:\n%s", got)
	}
	if got := s.published()[manifest]; !strings.Contains(got, `"retired":"2026-03-12T12:00:00Z"`) {
		t.Errorf("the manifest depends on the zone:\n%s", got)
	}
	before := s.published()
	s.now = now.AddDate(0, 0, 30)
	s.mustBuild()
	if diff := cmp.Diff(before, s.published()); diff != "" {
		t.Error(diff)
	}
	s.now = s.now.Add(time.Second)
	s.mustBuild()
	if got := s.published(); got["old.xml"] != "" || strings.Contains(got[manifest], "old.xml") {
		t.Error("still there")
	}

	// One that comes back in time goes on as it was.
	s = newSite(t)
	s.three()
	s.mustBuild()
	before = s.published()
	feeds := s.options.Feeds
	s.options.Feeds = nil
	s.mustBuild()
	s.options.Feeds = feeds
	s.mustBuild()
	if diff := cmp.Diff(before, s.published()); diff != "" {
		t.Error(diff)
	}
}

// A manifest names files to be removed. One that names files of others is not believed.
func TestAManifestIsNotBelievedBeyondItsFolder(t *testing.T) {
	for name, text := range map[string]string{
		"not ours":        "{]",
		"another folder":  `{"feeds":[{"path":"../mine.txt","format":"rss","retired":"2001-01-01T00:00:00Z"}]}`,
		"another machine": `{"feeds":[{"path":"/mine.txt","format":"rss","retired":"2001-01-01T00:00:00Z"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			public := filepath.Join(dir, "public")
			s := newSite(t)
			s.three()
			s.target = publish.Folder{Dir: public}
			s.mustBuild()
			mine := filepath.Join(dir, "mine.txt")
			for path, text := range map[string]string{mine: "mine", filepath.Join(public, manifest): text} {
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			s.article("d.md", "title: D\ndate: 2026-03-04")
			s.wantUntouched(nil)
			if _, err := os.Stat(mine); err != nil {
				t.Error(err)
			}
		})
	}
}

// A feed that is no more is looked after as long as it is there.
func TestAnEmptiedFeedIsMended(t *testing.T) {
	s := newSite(t)
	s.inFolder()
	s.withState()
	s.three()
	s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "old", Text: source.Full, Formats: []build.Format{{Name: "rss", Path: "old.xml"}}})
	s.mustBuild()
	s.options.Feeds = s.options.Feeds[:1]
	s.mustBuild()
	emptied := s.read("old.xml")
	s.edit("old.xml", "</rss>", "</rss>damaged")
	s.mustBuild()
	if got := s.read("old.xml"); got != emptied {
		t.Errorf("it stays as it was found: %s", got)
	}
}
