package feed_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// item makes a version of an agency's item: id, version and the hour it was sent at.
func item(path, id, version string, hour int) feed.Candidate {
	from := source.Origin{File: path, Rule: "ninjs"}
	a := &source.Article{Path: path, Versioned: true}
	a.ID.Set(id, from)
	a.Version.Set(version, from)
	a.Updated.Set(time.Date(2026, 5, 4, hour, 0, 0, 0, time.UTC), from)
	m := &feed.Mapper{Site: &feed.Site{URL: &url.URL{Scheme: "https", Host: "example.org", Path: "/"}}}
	return m.Candidate(&source.Folder{}, a)
}

func TestTheLatestVersionHolds(t *testing.T) {
	const now = "2026-05-05"
	for name, c := range map[string]struct {
		items []feed.Candidate
		holds string
		told  int
	}{
		"a higher number":              {[]feed.Candidate{item("a", "urn:x:1", "2", 1), item("b", "urn:x:1", "10", 0)}, "b", 0},
		"numbers that are not counted": {[]feed.Candidate{item("a", "urn:x:1", "978556838", 2), item("b", "urn:x:1", "1542761538", 1)}, "a", 0},
		"no numbers":                   {[]feed.Candidate{item("a", "urn:x:1", "", 2), item("b", "urn:x:1", "", 1)}, "a", 0},
		"the same twice":               {[]feed.Candidate{item("a", "urn:x:1", "1", 1), item("b", "urn:x:1", "1", 1)}, "b", 1},
		"different items":              {[]feed.Candidate{item("a", "urn:x:1", "1", 1)}, "a", 0},
	} {
		for _, reversed := range []bool{false, true} {
			var items []feed.Candidate
			for i := range c.items {
				if reversed {
					i = len(c.items) - 1 - i
				}
				fresh := *c.items[i].Article
				copied := c.items[i]
				copied.Article = &fresh
				items = append(items, copied)
			}
			feed.SettleVersions(items)
			at, _ := time.Parse(time.DateOnly, now)
			published, told := "", 0
			for _, it := range items {
				told += len(it.Problems)
				if it.Status(at) == source.StatusPublished {
					published += it.Path
				}
			}
			if published != c.holds || told != c.told {
				t.Errorf("%s, reversed %v: %s holds, want %s; %d problems, want %d", name, reversed, published, c.holds, told, c.told)
			}
		}
	}
}

func TestOfEqualVersionsTheStricterHolds(t *testing.T) {
	for _, killed := range []string{"a", "z"} {
		story, kill := item("m", "urn:x:1", "1", 1), item(killed, "urn:x:1", "1", 1)
		kill.Withdrawn.Set(true, source.Origin{Rule: "ninjs"})
		feed.SettleVersions([]feed.Candidate{story, kill})
		if got := story.Status(story.Updated.Value.Add(time.Hour)); got != source.StatusWithdrawn {
			t.Errorf("the story is %s beside a kill in %s", got, killed)
		}
	}
	story, kill := item("z", "urn:x:1", "5", 1), item("a", "urn:x:1", "five", 1)
	kill.Withdrawn.Set(true, source.Origin{Rule: "ninjs"})
	kill.Updated = source.Field[time.Time]{}
	kill.Published = source.Field[time.Time]{Value: time.Unix(0, 0), From: source.Origin{Rule: source.FileTime}}
	feed.SettleVersions([]feed.Candidate{story, kill})
	if got := story.Status(story.Updated.Value.Add(time.Hour)); got != source.StatusWithdrawn {
		t.Errorf("the story is %s beside a kill of no age", got)
	}
}

func TestAKillTakesBackWhatItNames(t *testing.T) {
	story, kill, again := item("a", "urn:x:1", "1", 1), item("b", "urn:x:2", "1", 2), item("c", "urn:x:1", "2", 3)
	kill.Withdraws.Set([]string{"urn:x:1"}, source.Origin{Rule: "NITF"})
	feed.SettleVersions([]feed.Candidate{kill, story})
	if got := story.Status(story.Updated.Value.Add(time.Hour)); got != source.StatusWithdrawn {
		t.Errorf("the story is %s", got)
	}
	feed.SettleVersions([]feed.Candidate{kill, again})
	if got := again.Status(again.Updated.Value.Add(time.Hour)); got != source.StatusPublished {
		t.Errorf("what was sent after the kill is %s", got)
	}
}

func TestAnIDThatIsNoURN(t *testing.T) {
	if c := item("a", "urn:8d19cf88-b3ab-4972-8fec-1207599f2872", "1", 1); c.ID == c.Article.ID.Value {
		t.Errorf("%s is no URN, and stands as an id", c.ID)
	}
	if c := item("a", "urn:newsml:example.org:20260101:1", "1", 1); c.ID != c.Article.ID.Value {
		t.Errorf("%s became %s", c.Article.ID.Value, c.ID)
	}
}
