package build_test

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/index"
)

// counting counts the files that are opened, and the folders that are listed. A file whose name begins with fails cannot be
// read while the disk is faulty.
type counting struct {
	fstest.MapFS
	opened, listed *atomic.Int64
	faulty         *atomic.Bool
}

func (c counting) Open(name string) (fs.File, error) {
	c.opened.Add(1)
	if strings.HasPrefix(name, "fails") && c.faulty.Load() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: syscall.EIO}
	}
	return c.MapFS.Open(name)
}

func (c counting) ReadDir(name string) ([]fs.DirEntry, error) {
	c.listed.Add(1)
	return c.MapFS.ReadDir(name)
}

// withState gives the site a state that outlives its builds.
func (s *site) withState() {
	s.t.Helper()
	path := filepath.Join(s.t.TempDir(), "s.db")
	state, err := index.Open(s.t.Context(), path)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = state.Close() })
	s.options.State, s.stateFile = &build.State{State: state, Path: "s.db"}, path
}

// changed tells a process that stays up of a file that changed.
func (s *site) changed(name string) {
	s.t.Helper()
	folder, err := filepath.Abs(s.options.Sources[0].Folder.Name)
	if err != nil {
		s.t.Fatal(err)
	}
	s.options.Kept.Changed(filepath.Join(folder, name))
}

// stays gives a site of twenty articles that stays up, with a state, and what its folder is asked for.
func stays(t *testing.T) (s *site, change func(name, front string), asked func() (opened, listed int64)) {
	s = newSite(t)
	for i := range 20 {
		s.article(fmt.Sprintf("%02d.md", i), fmt.Sprintf("title: Number %d\ndate: 2026-01-%02d", i, i+1))
	}
	s.withState()
	s.options.Kept = &build.Kept{}
	count := counting{s.files, new(atomic.Int64), new(atomic.Int64), new(atomic.Bool)}
	s.options.Sources[0].Folder.FS = count
	later := now.AddDate(-1, 0, 0)
	change = func(name, front string) {
		s.article(name, front)
		later = later.Add(time.Hour)
		s.touch(name, later)
		s.changed(name)
	}
	asked = func() (opened, listed int64) { return count.opened.Swap(0), count.listed.Swap(0) }
	s.mustBuild()
	asked()
	return s, change, asked
}

func TestOneChangedFileIsOneRead(t *testing.T) {
	s, change, asked := stays(t)
	change("07.md", "title: Seven\ndate: 2026-01-08")
	s.mustBuild()
	if opened, listed := asked(); opened > 3 || listed > 0 { // its head to choose, its head and body to render
		t.Errorf("%d files were opened and %d folders listed", opened, listed)
	}
	if got := strings.Join(s.titles(), ", "); !strings.Contains(got, "Seven") || strings.Contains(got, "Number 7,") {
		t.Error(got)
	}
}

func TestWhatAChangeSaysHolds(t *testing.T) {
	s, change, asked := stays(t)
	change("07.md", "title: Seven\ndate: 2026-01-08\nembargo: 2099-01-01")
	s.mustBuild()
	if _, listed := asked(); listed > 0 {
		t.Error("the folder was gone through")
	}
	for name, text := range s.published() {
		if strings.Contains(text, "Seven") || strings.Contains(text, "Number 7\"") {
			t.Errorf("%s has what is under embargo", name)
		}
	}
	change("07.md", "title: Seven\ndate: 2026-01-08")
	s.mustBuild()
	if got := strings.Join(s.titles(), ", "); !strings.Contains(got, "Seven") {
		t.Error(got)
	}
}

// A file that is new, or gone, or speaks for others, is no single change.
func TestWhatIsMoreThanAChangeIsLookedForEverywhere(t *testing.T) {
	s, change, asked := stays(t)
	change("new.md", "title: A new one\ndate: 2026-02-01")
	s.mustBuild()
	if _, listed := asked(); listed == 0 || !strings.Contains(strings.Join(s.titles(), ", "), "A new one") {
		t.Errorf("%d folders listed; %v", listed, s.titles())
	}
	change("08.md", "title: Eight\ndate: 2026-01-09")
	delete(s.files, "08.md")
	s.write("_defaults.yaml", "language: fr\n")
	s.options.Kept.Changed("")
	s.mustBuild()
	if got := strings.Join(s.titles(), ", "); strings.Contains(got, "Eight") || !strings.Contains(s.published()["feed.json"], `"fr"`) {
		t.Error(got)
	}
	asked()
	s.now = now.Add(time.Hour)
	change("09.md", "title: Nine\ndate: 2026-01-10")
	s.mustBuild() // so long after, everything is looked through again
	if _, listed := asked(); listed == 0 || !strings.Contains(strings.Join(s.titles(), ", "), "Nine") {
		t.Errorf("%d folders listed; %v", listed, s.titles())
	}
}

// What stays out while its file is broken stays out however often something else changes.
//
// Promise 4 of docs/promises.md.
func TestTheLastGoodVersionOutlivesOtherChanges(t *testing.T) {
	s, change, _ := stays(t)
	change("07.md", "title: Seven: broken\ndate: 2026-01-08")
	for i := range 3 {
		change("09.md", fmt.Sprintf("title: Nine %d\ndate: 2026-01-10", i))
		s.mustBuild()
		if got := strings.Join(s.titles(), ", "); !strings.Contains(got, "Number 7") || !strings.Contains(got, fmt.Sprint("Nine ", i)) {
			t.Fatalf("build %d: %s", i, got)
		}
	}
}

// A key that may have been meant to take the article back is no reason to leave it out there.
func TestASlipOfTheKeyThatTakesBackIsNoLastGoodVersion(t *testing.T) {
	for _, key := range []string{"withdrawm: true", "expries: 2020-01-01", "emargo: 2099-01-01", "drafft: true"} {
		s, _, _ := stays(t)
		s.write("07.meta.yaml", key+"\n")
		s.options.Kept.Changed("")
		s.mustBuild()
		if got := strings.Join(s.titles(), ", "); strings.Contains(got, "Number 7,") {
			t.Errorf("%s: %s", key, got)
		}
	}
}

// A disk that fails once is not remembered as a file that cannot be read.
func TestAFileThatCouldNotBeReadIsReadAgain(t *testing.T) {
	s, _, _ := stays(t)
	s.article("fails.md", "title: It came back\ndate: 2026-02-01")
	disk := s.options.Sources[0].Folder.FS.(counting)
	disk.faulty.Store(true)
	s.options.Kept.Changed("")
	s.mustBuild()
	disk.faulty.Store(false)
	s.mustBuild()
	if got := strings.Join(s.titles(), ", "); !strings.Contains(got, "It came back") {
		t.Error(got)
	}
}

// Also where one feed has less of an item than another, and room for fewer.
func TestAnItemIsMadeOnceForAllFeeds(t *testing.T) {
	s, change, asked := stays(t)
	s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "few", Text: source.Summary, Limit: 3, Formats: []build.Format{{Name: "rss", Path: "summary.xml"}}})
	s.mustBuild()
	asked()
	change("07.md", "title: Seven\ndate: 2026-01-08")
	s.mustBuild()
	if opened, _ := asked(); opened > 3 {
		t.Errorf("%d files were opened", opened)
	}
	change("19.md", "title: The newest\ndraft: true\ndate: 2026-01-20") // which makes room in the feed of few
	s.mustBuild()
	if few := s.published()["summary.xml"]; strings.Count(few, "<item>") != 3 || !strings.Contains(few, "Number 16") {
		t.Errorf("the feed of few has\n%s", few)
	}
}
