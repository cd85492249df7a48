package feed_test

import (
	"math/rand/v2"
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
		"numbers with dots":            {[]feed.Candidate{item("a", "urn:x:1", "1.10", 1), item("b", "urn:x:1", "1.9", 1)}, "a", 0},
		"numbers with dots, and dates": {[]feed.Candidate{item("a", "urn:x:1", "2.0", 1), item("b", "urn:x:1", "1.9", 2)}, "a", 0},
		"not all are counted":          {[]feed.Candidate{item("a", "urn:x:1", "1", 3), item("b", "urn:x:1", "2", 1), item("c", "urn:x:1", "x", 2)}, "a", 0},
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

// In whatever order the versions of an item lie, the same one holds: no three of them go in a circle.
func TestTheOrderOfFilesDoesNotMatter(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 3_000 {
		items := oddVersions(random)
		first := holding(items)
		for range 6 {
			random.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
			if now := holding(items); now != first || len(now) != 1 {
				for _, c := range items {
					t.Log(c.Path, c.Version.Value, c.Updated.Value, c.Published.Value, c.Withdrawn.Value)
				}
				t.Fatalf("in this order %s holds, and %s in another", now, first)
			}
		}
	}
}

// oddVersions makes three versions of one item, dated and numbered in ways that do not go together.
func oddVersions(random *rand.Rand) (items []feed.Candidate) {
	versions := []string{"", "1", "2", "10", "01", "1.9", "1.10", "1.x", "x", "978556838", "1542761538", "978556838.1"}
	for _, path := range []string{"a", "b", "c"} {
		c := item(path, "urn:x:1", versions[random.IntN(len(versions))], random.IntN(3))
		c.Withdrawn.Set(random.IntN(3) == 0, source.Origin{Rule: "ninjs"})
		if random.IntN(3) == 0 {
			c.Published = source.Field[time.Time]{Value: c.Updated.Value, From: source.Origin{Rule: source.FileTime}}
			c.Updated = source.Field[time.Time]{}
		}
		items = append(items, c)
	}
	return items
}

// holding settles the versions anew, and gives the paths of those that hold.
func holding(items []feed.Candidate) (paths string) {
	for _, c := range items {
		c.Replaced, c.Problems = source.Field[string]{}, nil
	}
	feed.SettleVersions(items)
	for _, c := range items {
		if !c.Replaced.Known() {
			paths += c.Path
		}
	}
	return paths
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
