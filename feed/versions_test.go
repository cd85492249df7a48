package feed_test

import (
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// item makes a version of an agency's item: id, version and the hour it was sent at.
func item(path, id, version string, hour int) *source.Article {
	from := source.Origin{File: path, Rule: "ninjs"}
	a := &source.Article{Path: path, Versioned: true}
	a.ID.Set(id, from)
	a.Version.Set(version, from)
	a.Published.Set(time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC), from)
	a.Updated.Set(time.Date(2026, 5, 4, hour, 0, 0, 0, time.UTC), from)
	return a
}

// ready is a reader that has read the articles already, by the names of their files.
type ready map[string]*source.Article

func (ready) Format() string                           { return "ninjs" }
func (ready) Extensions() []string                     { return []string{""} }
func (ready) Recognises([]byte) bool                   { return true }
func (ready) Body(*source.File, *source.Article) error { return nil }
func (r ready) Head(f *source.File) ([]*source.Article, error) {
	a := *r[f.Path]
	return []*source.Article{&a}, nil
}

// settle gives the candidates of the articles, in this order, once their versions are settled.
func settle(t *testing.T, articles ...*source.Article) (list []feed.Candidate) {
	t.Helper()
	m := &feed.Mapper{Site: &feed.Site{URL: &url.URL{Scheme: "https", Host: "example.org", Path: "/"}}}
	for _, a := range articles {
		folder := &source.Folder{FS: fstest.MapFS{a.Path: {Data: []byte("x")}}, Readers: []source.Reader{ready{a.Path: a}}}
		catalog, err := folder.Catalog(t.Context(), 1, m.Name, nil)
		if err != nil {
			t.Fatal(err)
		}
		from := &feed.Source{Catalog: catalog, Folder: folder, Mapper: m}
		list = from.AppendCandidates(list)
	}
	feed.SettleVersions(list, time.Date(2026, 5, 5, 0, 0, 0, 0, time.UTC))
	return list
}

func TestTheLatestVersionHolds(t *testing.T) {
	const now = "2026-05-05"
	for name, c := range map[string]struct {
		items []*source.Article
		holds string
		told  int
	}{
		"a higher number":              {[]*source.Article{item("a", "urn:x:1", "2", 1), item("b", "urn:x:1", "10", 0)}, "b", 0},
		"numbers that are not counted": {[]*source.Article{item("a", "urn:x:1", "978556838", 2), item("b", "urn:x:1", "1542761538", 1)}, "a", 0},
		"numbers with dots":            {[]*source.Article{item("a", "urn:x:1", "1.10", 1), item("b", "urn:x:1", "1.9", 1)}, "a", 0},
		"numbers with dots, and dates": {[]*source.Article{item("a", "urn:x:1", "2.0", 1), item("b", "urn:x:1", "1.9", 2)}, "a", 0},
		"not all are counted":          {[]*source.Article{item("a", "urn:x:1", "1", 3), item("b", "urn:x:1", "2", 1), item("c", "urn:x:1", "x", 2)}, "a", 0},
		"no numbers":                   {[]*source.Article{item("a", "urn:x:1", "", 2), item("b", "urn:x:1", "", 1)}, "a", 0},
		"the same twice":               {[]*source.Article{item("a", "urn:x:1", "1", 1), item("b", "urn:x:1", "1", 1)}, "b", 1},
		"different items":              {[]*source.Article{item("a", "urn:x:1", "1", 1)}, "a", 0},
	} {
		for _, reversed := range []bool{false, true} {
			articles := slices.Clone(c.items)
			if reversed {
				slices.Reverse(articles)
			}
			items := settle(t, articles...)
			at, _ := time.Parse(time.DateOnly, now)
			published, told := "", 0
			for _, it := range items {
				told += len(it.Problems())
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
	for range 1_000 {
		items := oddVersions(random)
		first := holding(t, items)
		for range 6 {
			random.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
			if now := holding(t, items); now != first || len(now) != 1 {
				for _, a := range items {
					t.Log(a.Path, a.Version.Value, a.Updated.Value, a.Published.Value, a.Withdrawn.Value)
				}
				t.Fatalf("in this order %s holds, and %s in another", now, first)
			}
		}
	}
}

// oddVersions makes three versions of one item, dated and numbered in ways that do not go together.
func oddVersions(random *rand.Rand) (items []*source.Article) {
	versions := []string{"", "1", "2", "10", "01", "1.9", "1.10", "1.x", "x", "978556838", "1542761538", "978556838.1"}
	for _, path := range []string{"a", "b", "c"} {
		a := item(path, "urn:x:1", versions[random.IntN(len(versions))], random.IntN(3))
		a.Withdrawn.Set(random.IntN(3) == 0, source.Origin{Rule: "ninjs"})
		if random.IntN(3) == 0 {
			a.Published = source.Field[time.Time]{Value: a.Updated.Value, From: source.Origin{Rule: source.FileTime}}
			a.Updated = source.Field[time.Time]{}
		}
		items = append(items, a)
	}
	return items
}

// holding gives the paths of the versions that hold.
func holding(t *testing.T, items []*source.Article) (paths string) {
	for _, c := range settle(t, items...) {
		if !c.IsReplaced() {
			paths += c.Path
		}
	}
	return paths
}

func TestOfEqualVersionsTheStricterHolds(t *testing.T) {
	for _, killed := range []string{"a", "z"} {
		story, kill := item("m", "urn:x:1", "1", 1), item(killed, "urn:x:1", "1", 1)
		kill.Withdrawn.Set(true, source.Origin{Rule: "ninjs"})
		if got := settle(t, story, kill)[0].Status(story.Updated.Value.Add(time.Hour)); got != source.StatusWithdrawn {
			t.Errorf("the story is %s beside a kill in %s", got, killed)
		}
	}
	story, kill := item("z", "urn:x:1", "5", 1), item("a", "urn:x:1", "five", 1)
	kill.Withdrawn.Set(true, source.Origin{Rule: "ninjs"})
	kill.Updated = source.Field[time.Time]{}
	kill.Published = source.Field[time.Time]{Value: time.Unix(0, 0), From: source.Origin{Rule: source.FileTime}}
	if got := settle(t, story, kill)[0].Status(story.Updated.Value.Add(time.Hour)); got != source.StatusWithdrawn {
		t.Errorf("the story is %s beside a kill of no age", got)
	}
}

func TestAKillTakesBackWhatItNames(t *testing.T) {
	story, kill, again := item("a", "urn:x:1", "1", 1), item("b", "urn:x:2", "1", 2), item("c", "urn:x:1", "2", 3)
	kill.Withdraws.Set([]string{"urn:x:1"}, source.Origin{Rule: "NITF"})
	if got := settle(t, kill, story)[1].Status(story.Updated.Value.Add(time.Hour)); got != source.StatusWithdrawn {
		t.Errorf("the story is %s", got)
	}
	if got := settle(t, kill, again)[1].Status(again.Updated.Value.Add(time.Hour)); got != source.StatusPublished {
		t.Errorf("what was sent after the kill is %s", got)
	}
}

func TestAnIDThatIsNoURN(t *testing.T) {
	const no, yes = "urn:8d19cf88-b3ab-4972-8fec-1207599f2872", "urn:newsml:example.org:20260101:1"
	if c := settle(t, item("a", no, "1", 1))[0]; c.ID == no {
		t.Errorf("%s is no URN, and stands as an id", c.ID)
	}
	if c := settle(t, item("a", yes, "1", 1))[0]; c.ID != yes {
		t.Errorf("%s became %s", yes, c.ID)
	}
}

// An update under an id of its own takes the place of what it names, once it is out, and no sooner.
func TestAnUpdateUnderANewIDReplaces(t *testing.T) {
	replacing := func(a *source.Article, ids ...string) *source.Article {
		a.Replaces.Set(ids, a.ID.From)
		return a
	}
	embargoed := replacing(item("b", "urn:x:2", "", 2), "urn:x:1")
	embargoed.Embargo.Set(time.Date(2026, 5, 6, 0, 0, 0, 0, time.UTC), embargoed.ID.From)
	draft := replacing(item("b", "urn:x:2", "", 2), "urn:x:1")
	draft.Draft.Set(true, draft.ID.From)
	killed := replacing(item("b", "urn:x:2", "", 2), "urn:x:1")
	killed.Withdrawn.Set(true, killed.ID.From)
	for name, c := range map[string]struct {
		items []*source.Article
		out   string
	}{
		"an update":                 {[]*source.Article{item("a", "urn:x:1", "", 1), replacing(item("b", "urn:x:2", "", 2), "urn:x:1")}, "b"},
		"of an update":              {[]*source.Article{item("a", "urn:x:1", "", 1), replacing(item("b", "urn:x:2", "", 2), "urn:x:1"), replacing(item("c", "urn:x:3", "", 3), "urn:x:2")}, "c"},
		"of several":                {[]*source.Article{item("a", "urn:x:1", "", 1), item("b", "urn:x:2", "", 2), replacing(item("c", "urn:x:3", "", 3), "urn:x:1", "urn:x:2")}, "c"},
		"of what is not there":      {[]*source.Article{item("a", "urn:x:1", "", 1), replacing(item("b", "urn:x:2", "", 2), "urn:x:9")}, "ab"},
		"of itself":                 {[]*source.Article{replacing(item("a", "urn:x:1", "", 1), "urn:x:1")}, "a"},
		"of each other":             {[]*source.Article{replacing(item("a", "urn:x:1", "", 1), "urn:x:2"), replacing(item("b", "urn:x:2", "", 1), "urn:x:1")}, "ab"},
		"of a later one":            {[]*source.Article{item("a", "urn:x:1", "", 3), replacing(item("b", "urn:x:2", "", 2), "urn:x:1")}, "ab"},
		"that is embargoed":         {[]*source.Article{item("a", "urn:x:1", "", 1), embargoed}, "a"},
		"that is no more than that": {[]*source.Article{item("a", "urn:x:1", "", 1), draft}, "a"},
		"that was killed":           {[]*source.Article{item("a", "urn:x:1", "", 1), killed}, ""},
	} {
		for _, reversed := range []bool{false, true} {
			articles := slices.Clone(c.items)
			if reversed {
				slices.Reverse(articles)
			}
			var out []string
			for _, it := range settle(t, articles...) {
				if it.Status(time.Date(2026, 5, 5, 0, 0, 0, 0, time.UTC)) == source.StatusPublished {
					out = append(out, it.Path)
				}
			}
			slices.Sort(out)
			if got := strings.Join(out, ""); got != c.out {
				t.Errorf("%s, reversed %v: %q is out, want %q", name, reversed, got, c.out)
			}
		}
	}
}
