package build_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/feed/rights"
)

// elsewhere gives the same site published to another folder, with the same state.
func (s *site) elsewhere() *site {
	s.t.Helper()
	other, options := *s, *s.options
	other.target, other.options = publish.Folder{Dir: s.t.TempDir()}, &options
	other.options.Kept = nil
	return &other
}

// Two builds with one state read a changed file once, and both make their feeds of it.
func TestABuildSeesWhatAnotherHasRead(t *testing.T) {
	s := newSite(t)
	s.withState()
	s.three()
	other := s.elsewhere()
	s.mustBuild()
	other.mustBuild()
	s.article("a.md", "title: Another\ndate: 2026-03-01")
	s.touch("a.md", now.AddDate(0, 0, -1))
	for range 2 {
		s.mustBuild()
		other.mustBuild()
	}
	s.wantTitles("C", "B", "Another")
	other.wantTitles("C", "B", "Another")
	if r := other.mustBuild(); r.Changed() {
		t.Errorf("changed again: %v", r.Changes)
	}
}

// A process that stays up does not go on with what it knew before another build has read something.
func TestWhatStaysUpSeesWhatAnotherHasRead(t *testing.T) {
	s, change, _ := stays(t)
	other := s.elsewhere()
	s.article("new.md", "title: A new one\ndate: 2026-02-01")
	other.mustBuild()
	change("07.md", "title: Seven\ndate: 2026-01-08")
	s.mustBuild()
	if got := strings.Join(s.titles(), ", "); !strings.Contains(got, "A new one") || !strings.Contains(got, "Seven") {
		t.Error(got)
	}
}

// Whichever build sees that a file was renamed: its article keeps its id in all feeds, also in those of others alone.
//
// Promise 2 of docs/promises.md.
func TestARenamedFileKeepsItsIDForAll(t *testing.T) {
	s := newSite(t)
	s.withState()
	s.three()
	s.options.Feeds[0].Limit = 1
	other := s.elsewhere()
	other.options.Feeds = slices.Clone(s.options.Feeds)
	other.options.Feeds[0].Limit = 0
	s.mustBuild()
	other.mustBuild()
	before := other.ids()
	s.files["z.md"] = s.files["a.md"]
	delete(s.files, "a.md")
	for range 2 {
		s.mustBuild()
		other.mustBuild()
	}
	if diff := cmp.Diff(before, other.ids()); diff != "" {
		t.Error(diff)
	}
	other.target = publish.Folder{Dir: t.TempDir()} // as one that is in memory, when it begins anew
	other.mustBuild()
	if diff := cmp.Diff(before, other.ids()); diff != "" {
		t.Errorf("anew: %s", diff)
	}
}

// A file that is renamed between two builds is the same article, also where all files have to be read anew because the
// configuration has changed meanwhile.
func TestARenamedFileKeepsItsIDWhileTheConfigurationChanges(t *testing.T) {
	for name, change := range map[string]func(s *site){
		"addresses": func(s *site) { s.options.Sources[0].Permalink = "/n/{path}/" },
		"https":     func(s *site) { s.options.Site.URL.Scheme = "http" },
		"rules":     func(s *site) { s.withPolicy(rights.Rule{Terms: rights.Terms{Notice: "© Example"}}) },
	} {
		s := newSite(t)
		s.withState()
		s.three()
		s.mustBuild()
		before := s.ids()
		s.files["z.md"] = s.files["a.md"]
		delete(s.files, "a.md")
		change(s)
		s.mustBuild()
		if diff := cmp.Diff(before, s.ids()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
