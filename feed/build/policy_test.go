package build_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/source"
)

// withPolicy gives the site's articles to a policy to decide of.
func (s *site) withPolicy(rules ...rights.Rule) {
	for i := range rules {
		rules[i].From = source.Origin{File: "masthead.yaml", Rule: fmt.Sprintf("policy[%d]", i)}
	}
	p := &rights.Policy{Rules: rules}
	s.options.Policy = p
	for _, from := range s.options.Sources {
		from.Folder.Decide, from.Folder.DecidesBy = p.Apply, p.Needs()
	}
}

// Each feed carries of each article what its rules let through, and no byte more, whatever the formats; also when the items
// are taken from what was published before, and when the rules change.
func TestAFeedCarriesWhatTheRulesLetThrough(t *testing.T) {
	s := newSite(t)
	s.withState()
	partner := build.Feed{Name: "partner", Text: source.Full, Formats: []build.Format{{Name: "rss", Path: "a-partner.xml"}, {Name: "json", Path: "a-partner.json"}},
		Policy: &rights.Policy{Rules: []rights.Rule{{Match: rights.Match{Credit: []string{"AFP"}}, Terms: rights.Terms{Text: source.Full}, From: source.Origin{Rule: "feeds[1].policy[0]"}}}}}
	s.options.Feeds = append(s.options.Feeds, partner)
	afp := rights.Match{Credit: []string{"AFP"}}
	for i, c := range []struct {
		text    source.Level
		public  [3]bool // title, summary, text
		carried int
	}{
		{source.Summary, [3]bool{true, true, false}, 2}, {source.Summary, [3]bool{true, true, false}, 2}, {source.Title, [3]bool{true, false, false}, 2},
		{source.Nothing, [3]bool{}, 2}, {source.Full, [3]bool{true, true, true}, 2},
	} {
		s.now = s.now.Add(time.Minute)
		s.withPolicy(rights.Rule{Match: afp, Terms: rights.Terms{Text: c.text, Notice: "© {year} Agence France-Presse"}})
		s.write("a.md", "---\ntitle: HeadingA\nsummary: StandfirstA\ndate: 2026-03-01\ncredit: AFP\n---\nBodyA.\n")
		s.write("b.md", "---\ntitle: HeadingB\nsummary: StandfirstB\ndate: 2026-03-02\n---\nBodyB."+strings.Repeat("!", i)+"\n") // so that the other is taken as it was
		if r := s.mustBuild(); r.Items != c.carried {
			t.Errorf("%d: %d items", i, r.Items)
		}
		for name, text := range s.published() {
			if name == manifest || name == "feed.html" { // which shows no text and no picture
				continue
			}
			want := c.public
			if strings.HasPrefix(name, "a-partner") {
				want = [3]bool{true, true, true}
			}
			for n, word := range []string{"HeadingA", "StandfirstA", "BodyA"} {
				if got := strings.Contains(text, word); got != want[n] {
					t.Errorf("%d: %s at %s: %s: %v", i, name, c.text, word, got)
				}
			}
			if !strings.Contains(text, "BodyB") {
				t.Errorf("%d: %s has not all of what is ours", i, name)
			}
			if want[0] != strings.Contains(text, "© 2026 Agence France-Presse") {
				t.Errorf("%d: %s and the agency's notice", i, name)
			}
		}
	}
}

// A rule takes a story out when it says so, to the second, also from a build that reads no more than what chooses.
func TestARuleEndsAStory(t *testing.T) {
	s := newSite(t)
	s.withState()
	s.withPolicy(rights.Rule{Match: rights.Match{Credit: []string{"AFP"}}, Terms: rights.Terms{Expires: rights.Expiry{After: 30 * 24 * time.Hour}}})
	s.article("a.md", "title: A\ndate: 2026-03-01T08:00:00Z\ncredit: AFP")
	s.article("b.md", "title: B\ndate: 2026-03-01")
	end := time.Date(2026, 3, 31, 8, 0, 0, 0, time.UTC)
	s.now = end.Add(-time.Second)
	if r := s.mustBuild(); !r.Expiry.Equal(end) {
		t.Errorf("the next expiry is %v", r.Expiry)
	}
	s.wantTitles("A", "B")
	s.now = end
	s.mustBuild()
	s.wantTitles("B")
}

// Whatever a rule asks for, a build that reads no more of an article than it takes to choose finds it.
func TestARuleThatEndsAStoryFindsWhatItAsksFor(t *testing.T) {
	for front, match := range map[string]rights.Match{
		"credit: AFP": {Credit: []string{"AFP"}}, "author: Jane Doe, with AFP": {Credit: []string{"AFP"}}, "section: world": {Section: []string{"world"}},
		"tags: [sea, sport]": {Tag: []string{"sport"}}, "author: Jane Doe": {Author: []string{"Jane Doe"}}, "authors:\n  - name: Jane Doe": {Author: []string{"Jane Doe"}},
		"language: de": {Language: []string{"de"}}, "license: CC-BY-4.0": {License: []string{"CC BY 4.0"}}, "rights: {license: CC-BY-4.0}": {License: []string{"CC-BY-4.0"}},
		"image: a.jpg": {Media: []string{"image/*"}}, "audio: a.mp3": {Media: []string{"audio/*"}}, "source: {title: The Ledger}": {Source: []string{"The Ledger"}},
		"original_url: https://ledger.example/a": {Source: []string{"https://ledger.example/*"}}, "byline: By Jane Doe (AFP)": {Credit: []string{"Agence France-Presse"}},
	} {
		s := newSite(t)
		s.withPolicy(rights.Rule{Match: match, Terms: rights.Terms{Expires: rights.Expiry{After: 24 * time.Hour}}})
		s.article("a.md", "title: A\ndate: 2026-03-01\n"+front)
		s.article("b.md", "title: B\ndate: 2026-03-01")
		s.mustBuild()
		if got := s.titles(); len(got) != 1 || got[0] != "B" {
			t.Errorf("%s: out are %v", front, got)
		}
	}
}

// What ends so long after a date that nobody states ends when it would have, though the file is touched.
func TestTouchingAFileDoesNotProlongItsRights(t *testing.T) {
	s := newSite(t)
	s.withPolicy(rights.Rule{Terms: rights.Terms{Expires: rights.Expiry{After: 30 * 24 * time.Hour}}})
	s.article("a.md", "title: A")
	s.article("b.md", "title: B\ndate: 2026-03-12T12:00:00Z")
	s.touch("a.md", now.Add(-time.Hour))
	s.now = now
	s.mustBuild()
	s.wantTitles("B", "A")
	s.touch("a.md", now.AddDate(0, 0, 20))
	s.now = now.AddDate(0, 0, 29)
	if r := s.mustBuild(); !r.Expiry.Equal(now.Add(-time.Hour).AddDate(0, 0, 30)) {
		t.Errorf("the next expiry is %v", r.Expiry)
	}
	s.options.AllowShrink = true
	s.now = now.AddDate(0, 0, 30).Add(-time.Hour)
	s.mustBuild()
	if got := s.titles(); slices.Contains(got, "A") {
		t.Errorf("%v is still out", got)
	}
}

// A file that cannot be read any more stays as it is out only while the rules are those under which it went out.
func TestTheLastGoodVersionKeepsToTheRules(t *testing.T) {
	s := newSite(t)
	s.withState()
	rule := rights.Rule{Terms: rights.Terms{Text: source.Full}}
	s.withPolicy(rule)
	s.article("a.md", "title: A\ndate: 2026-03-01")
	s.article("b.md", "title: B\ndate: 2026-03-02")
	s.mustBuild()
	s.write("a.md", "---\ntitle: \"A\n---\nText.\n")
	s.mustBuild()
	s.wantTitles("B", "A")
	rule.Text = source.Title
	s.withPolicy(rule)
	s.options.AllowShrink = true
	s.mustBuild()
	s.wantTitles("B")
}

// Pictures that are not to be carried are in no format: in the text, as the lead picture, or beside it.
func TestPicturesThatARuleLeavesOut(t *testing.T) {
	for choice, want := range map[source.Images][2]bool{source.AllImages: {true, true}, source.OwnImages: {true, false}, source.NoImages: {false, false}} {
		s := newSite(t)
		s.withPolicy(rights.Rule{Terms: rights.Terms{Images: choice}})
		s.write("a.md", "---\ntitle: A\ndate: 2026-03-01\nimage: {url: https://agency.example/theirs.jpg, credit: AFP}\n---\nText.\n\n![x](/own.jpg)\n\n"+
			"<figure><img src=\"https://agency.example/theirs.jpg\"><figcaption>Theirs</figcaption></figure>\n")
		s.mustBuild()
		for name, text := range s.published() {
			if name == manifest || name == "feed.html" { // which shows no text and no picture
				continue
			}
			for i, word := range []string{"own.jpg", "theirs.jpg"} {
				if got := strings.Contains(text, word); got != want[i] {
					t.Errorf("%s: %s has %s: %v", choice, name, word, got)
				}
			}
			if strings.Contains(text, "Theirs") != want[1] || !strings.Contains(text, "Text.") {
				t.Errorf("%s: %s: caption or text", choice, name)
			}
		}
	}
}
