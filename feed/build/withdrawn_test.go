package build_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// goneFrom says which of the three feeds say that the article of a name is gone.
func (s *site) goneFrom(name string) string {
	s.t.Helper()
	docs, told := s.published(), ""
	id := "https://example.org/" + name + "/"
	for doc, mark := range map[string]string{"atom.xml": `deleted-entry ref="` + id + `"`, "feed.xml": `<guid isPermaLink="false">` + id + "<", "feed.json": `"id": "` + id + `"` + ",\n      \"title\": \"Withdrawn\""} {
		if strings.Contains(docs[doc], mark) {
			told += strings.TrimLeft(doc, "fed.")[:1]
		}
	}
	return string(sorted(told))
}

func sorted(s string) (out []byte) {
	for _, letter := range "ajx" {
		if strings.ContainsRune(s, letter) {
			out = append(out, byte(letter))
		}
	}
	return out
}

// What is taken out by a build that fails is told of by the next that does not: of what was withdrawn everywhere, of what has
// expired where there is a word for it, of what is held back after all nowhere.
func TestWhatWasTakenOutIsToldWhenThatCanBeDone(t *testing.T) {
	for front, want := range map[string]string{"withdrawn: true": "ajx", "expires: 2026-03-11": "a", "embargo: 2026-04-01": "", "draft: true": "", "withdrawn: true\nembargo: 2026-04-01": "ajx"} {
		for _, fails := range []bool{false, true} {
			s := newSite(t)
			s.options.WithdrawFor = 24 * time.Hour
			s.three()
			s.article("d.md", "title: Dunlin\ndate: 2026-03-04")
			s.mustBuild()
			s.article("d.md", "title: Dunlin\ndate: 2026-03-04\n"+front)
			if fails {
				s.options.Withdrawn = filepath.Join(t.TempDir(), "withdrawn.yaml")
				if err := os.WriteFile(s.options.Withdrawn, []byte("- {id: x, url: nowhere}"), 0o644); err != nil {
					t.Fatal(err)
				}
				s.wantFailure("")
				s.options.Withdrawn = ""
			}
			s.now = s.now.Add(time.Hour)
			s.mustBuild()
			if got := s.goneFrom("d"); got != want {
				t.Errorf("%q, after a failure %v: told by %q, want %q", front, fails, got, want)
			}
			s.wantNothingOf("Dunlin")
			s.wantTitles(append([]string{"C", "B", "A"}, map[bool][]string{true: {"Withdrawn"}}[want == "ajx"]...)...)
		}
	}
}

// Who withdraws an article by mistake says so no more, and it is back under its id.
func TestAWithdrawalThatIsTakenBack(t *testing.T) {
	s := newSite(t)
	s.withState()
	s.options.WithdrawFor = 24 * time.Hour
	s.three()
	s.mustBuild()
	before := s.ids()
	s.article("a.md", "title: A\ndate: 2026-03-01\nwithdrawn: true")
	s.mustBuild()
	if got := s.goneFrom("a"); got != "ajx" {
		t.Errorf("told by %q", got)
	}
	s.article("a.md", "title: A\ndate: 2026-03-01")
	s.now = s.now.Add(time.Hour)
	s.mustBuild()
	if got := s.goneFrom("a"); got != "" || s.ids()["A"] != before["A"] {
		t.Errorf("told by %q; its id is %q, was %q", got, s.ids()["A"], before["A"])
	}
	s.now = s.now.Add(time.Hour) // and once more, an hour later
	s.article("a.md", "title: A\ndate: 2026-03-01\nwithdrawn: true")
	s.mustBuild()
	if when := s.now.Format(time.RFC3339); !strings.Contains(s.published()["atom.xml"], `when="`+when+`"`) {
		t.Errorf("not told to be gone since %s:\n%s", when, s.published()["atom.xml"])
	}
}

// A feed tells of nothing that it did not carry.
func TestAFeedTellsOfNothingThatItDidNotCarry(t *testing.T) {
	s := newSite(t)
	s.options.WithdrawFor = 24 * time.Hour
	s.options.Feeds = append(s.options.Feeds, s.options.Feeds[0])
	s.options.Feeds[1].Name, s.options.Feeds[1].Limit, s.options.Feeds[1].Formats = "short", 2, s.options.Feeds[0].Formats[1:2]
	s.options.Feeds[1].Formats[0].Path = "title.xml"
	s.options.Feeds[0].Formats = s.options.Feeds[0].Formats[:1]
	s.three()
	s.article("never.md", "title: Never\ndate: 2026-03-05\nwithdrawn: true")
	s.mustBuild()
	s.article("a.md", "title: A\ndate: 2026-03-01\nwithdrawn: true")
	s.mustBuild()
	docs := s.published()
	if !strings.Contains(docs["feed.xml"], "<title>Withdrawn</title>") || strings.Contains(docs["title.xml"], "deleted-entry") {
		t.Errorf("all:\n%s\nshort:\n%s", docs["feed.xml"], docs["title.xml"])
	}
	for name, text := range docs {
		if strings.Contains(text, "never") {
			t.Errorf("%s tells of what was withdrawn before it was out:\n%s", name, text)
		}
	}
}

// Only what its author deleted counts as taken back: not what was made a draft again, nor what the configuration leaves out.
func TestWhatIsStillThereWasNotDeleted(t *testing.T) {
	for name, change := range map[string]func(*site){
		"":    func(s *site) { s.article("a.md", "title: A\ndate: 2026-03-01\ndraft: true") },
		" ":   func(s *site) { s.options.Sources[0].Folder.Exclude = []string{"a.md"} },
		"ajx": func(s *site) { delete(s.files, "a.md") },
	} {
		s := newSite(t)
		s.withState()
		s.options.WithdrawFor, s.options.WithdrawDeleted = 24*time.Hour, true
		s.three()
		s.mustBuild()
		change(s)
		s.mustBuild()
		if got := s.goneFrom("a"); got != strings.TrimSpace(name) {
			t.Errorf("told by %q, want %q", got, name)
		}
	}
}

// What was taken back by hand stays so when the site moves to https or its pages get other addresses, also where nothing but the
// list remembers it, and for good.
func TestWhatWasTakenBackStaysSoWhateverItsAddress(t *testing.T) {
	const byURL, byID = "- {url: http://example.org/a/}", "- {id: http://example.org/a/}"
	toHTTPS := func(s *site) { s.options.Site.URL.Scheme = "https" }
	for name, c := range map[string]struct {
		list   string
		state  bool
		forget bool // all that is published
		change func(s *site)
	}{
		"https":                 {byID, false, false, toHTTPS},
		"https, by its address": {byURL, false, false, toHTTPS},
		"https, with a state":   {byURL, true, false, toHTTPS},
		"https, with the list":  {byID, false, true, toHTTPS},
		"https, erased":         {"- {id: http://example.org/a/, erase: true}", true, false, toHTTPS},
		"another address":       {byID, false, false, func(s *site) { s.options.Sources[0].Permalink = "/n/{path}/" }},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.options.Site.URL.Scheme = "http"
			s.options.WithdrawFor = 24 * time.Hour
			s.options.Withdrawn = filepath.Join(t.TempDir(), "withdrawn.yaml")
			if c.state {
				s.withState()
			}
			s.three()
			s.article("a.md", "title: Avocet\ndate: 2026-03-01")
			s.mustBuild()
			if err := os.WriteFile(s.options.Withdrawn, []byte(c.list), 0o644); err != nil {
				t.Fatal(err)
			}
			s.mustBuild()
			s.wantNothingOf("Avocet")
			if c.forget {
				s.target = newSite(t).target
			}
			c.change(s)
			for range 3 {
				s.now = s.now.Add(20 * time.Hour)
				s.mustBuild()
				s.wantNothingOf("Avocet")
			}
			if err := os.Remove(s.options.Withdrawn); err != nil || strings.Contains(c.list, "erase") {
				return
			}
			s.mustBuild()
			if want := "http://example.org/a/"; !c.forget && s.ids()["Avocet"] != want {
				t.Errorf("it is back as %q, and was %q", s.ids()["Avocet"], want)
			}
		})
	}
}

// The same where the ids have nothing to do with the addresses by which articles are taken back.
func TestWhatWasTakenBackByItsAddressStaysSoUnderAnother(t *testing.T) {
	for _, state := range []bool{false, true} {
		s := newSite(t)
		s.options.Site.IDs = feed.TagAuthority{Domain: "example.org", Since: "2026"}
		s.options.Withdrawn = filepath.Join(t.TempDir(), "withdrawn.yaml")
		if state {
			s.withState()
		}
		s.three()
		s.article("a.md", "title: Avocet\ndate: 2026-03-01")
		s.mustBuild()
		was := s.ids()["Avocet"]
		if err := os.WriteFile(s.options.Withdrawn, []byte("- {url: https://example.org/a/}"), 0o644); err != nil {
			t.Fatal(err)
		}
		s.mustBuild()
		s.wantNothingOf("Avocet")
		for _, pattern := range []string{"/n/{path}/", "/o/{path}/"} {
			s.options.Sources[0].Permalink = pattern
			s.mustBuild()
			s.wantNothingOf("Avocet")
		}
		if err := os.WriteFile(s.options.Withdrawn, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		s.mustBuild()
		if is := s.ids()["Avocet"]; is != was {
			t.Errorf("with a state %v it is back as %q, and was %q", state, is, was)
		}
	}
}

// Where the feeds are in memory, what they say of an item whose time is over is the same each time they begin anew.
func TestWhatIsGoneIsGoneSinceTheSameInstantWhenFeedsBeginAnew(t *testing.T) {
	s := newSite(t)
	s.withState()
	s.options.WithdrawFor = 24 * time.Hour
	s.three()
	s.article("d.md", "title: Dunlin\ndate: 2026-03-04\nexpires: "+s.now.Add(time.Hour).Format(time.RFC3339))
	s.mustBuild()
	s.now = s.now.Add(2 * time.Hour)
	s.mustBuild()
	before := s.published()["atom.xml"]
	if got := s.goneFrom("d"); got != "a" {
		t.Errorf("told by %q", got)
	}
	for range 2 {
		s.now, s.target = s.now.Add(time.Hour), &serve.Store{}
		s.mustBuild()
		if diff := cmp.Diff(before, s.published()["atom.xml"]); diff != "" {
			t.Errorf("anew: %s", diff)
		}
	}
	s.now, s.target = s.now.Add(23*time.Hour), &serve.Store{} // more than a day after it was over
	s.mustBuild()
	if got := s.goneFrom("d"); got != "" {
		t.Errorf("more than a day later: told by %q", got)
	}
}

// An address in the list is noted for what was out here. Of what never was, or is to be forgotten, nothing is noted among the feeds.
func TestWhatWasNeverOutIsNotNotedWhenItIsTakenBack(t *testing.T) {
	for name, c := range map[string]struct{ front, list string }{
		"embargoed":        {"embargo: 2030-01-01", "- {url: https://example.org/sekret/}"},
		"a draft":          {"draft: true", "- {url: https://example.org/sekret/}"},
		"out, then erased": {"", "- {url: https://example.org/sekret/, erase: true}"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.options.Site.IDs = feed.TagAuthority{Domain: "example.org", Since: "2026"}
			s.options.Withdrawn = filepath.Join(t.TempDir(), "withdrawn.yaml")
			s.withState()
			s.three()
			s.article("sekret.md", "title: Avocet\ndate: 2026-03-01\n"+c.front)
			s.mustBuild()
			for _, list := range []string{"- {url: https://example.org/sekret/}", c.list} {
				if err := os.WriteFile(s.options.Withdrawn, []byte(list), 0o644); err != nil {
					t.Fatal(err)
				}
				s.mustBuild()
			}
			s.mustBuild()
			s.wantNothingOf("sekret", "Avocet")
		})
	}
}

// What names nothing is told of in the order of the list, by every build alike.
func TestSlipsInTheListAreToldInItsOrder(t *testing.T) {
	s := newSite(t)
	s.three()
	s.options.Withdrawn = filepath.Join(t.TempDir(), "withdrawn.yaml")
	if err := os.WriteFile(s.options.Withdrawn, []byte("- id: e\n- id: c\n- id: a\n- id: d\n- id: b\n- id: a\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	told := ""
	for _, p := range s.mustBuild().Problems {
		told += p.Field
	}
	if want := "[0][1][3][4][5]"; told != want {
		t.Errorf("told of %s, want %s", told, want)
	}
}
