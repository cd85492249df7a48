package build_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
)

// story is a random article that is one of many reasons kept inside, or none. Each of its words is found nowhere else.
type story struct {
	id    int
	files map[string]string

	hours       map[string]int // embargo, date and expires, from now; those that it states
	kept        source.Status  // a draft or withdrawn, or neither
	broken      bool           // its metadata cannot be read right
	unspeakable bool           // and may have held an embargo, as far as anybody can tell
}

// word gives the story's own word for a field.
func (s *story) word(field string) string { return fmt.Sprintf("%sof%04d", field, s.id) }

// status tells by the rules, not by the program, what a report may count the story as; empty for nothing at all.
func (s *story) status() source.Status {
	switch {
	case s.hours["embargo"] > 0:
		return ""
	case s.broken:
		return source.StatusRejected
	case s.kept != "":
		return s.kept
	case s.hours["date"] > 0:
		return ""
	case s.isOver():
		return source.StatusExpired
	}
	return source.StatusPublished
}

func (s *story) isOver() bool {
	hour, ends := s.hours["expires"]
	return ends && hour <= 0
}

// isHidden tells whether no log may name it.
func (s *story) isHidden() bool { return s.status() == "" || s.isOver() }

// newStory makes up a story. Its keys stand in the file, in a sidecar or in the defaults of a folder of its own.
func newStory(rng *rand.Rand, id int) *story {
	s := &story{id: id, files: map[string]string{}, hours: map[string]int{}}
	layers := map[string]string{"": "", "sidecar": "", "defaults": ""}
	say := func(line string) {
		layers[[]string{"", "", "sidecar", "defaults"}[rng.IntN(4)]] += line + "\n"
	}
	one := func(in int) bool { return rng.IntN(in) == 0 }

	title := s.word("title")
	if one(8) { // the most usual fault of all
		title += ": " + s.word("subtitle")
		s.broken = true
	}
	layers[""] += "title: " + title + "\n"
	say("tags: [" + s.word("tag") + "]")
	say("authors: " + s.word("author"))
	for _, key := range []string{"embargo", "date", "expires"} {
		if one(2) {
			hours := rng.IntN(5) - 2
			if key == "expires" && one(2) {
				hours = 2
			}
			s.hours[key] = hours
			say(key + ": " + now.Add(time.Duration(hours)*time.Hour).Format(time.RFC3339))
		}
	}
	if one(6) {
		s.kept = []source.Status{source.StatusDraft, source.StatusWithdrawn}[rng.IntN(2)]
		say(string(s.kept) + ": true")
	}
	if one(3) {
		say("language: " + s.word("language")) // a fault of one field
	}
	if one(10) {
		s.broken = true
		say("summary: [" + s.word("summary")) // never closed
	}
	s.lay(layers)
	return s
}

// lay writes the layers into files, and finds out what of them cannot be known.
func (s *story) lay(layers map[string]string) {
	base := s.word("folder") + "/" + s.word("file")
	s.files[base+".md"] = "---\n" + layers[""] + "---\n" + s.word("body") + "\n"
	if layers["sidecar"] != "" {
		s.files[base+".meta.yaml"] = layers["sidecar"]
	}
	if layers["defaults"] != "" {
		s.files[s.word("folder")+"/_defaults.yaml"] = layers["defaults"]
	}
	for _, text := range layers {
		if !strings.Contains(text, "subtitle") && !strings.Contains(text, "summary: [") {
			continue
		}
		for _, key := range []string{"embargo", "date", "expires"} {
			if strings.Contains(text, key+": ") {
				s.unspeakable = s.unspeakable || key == "embargo"
				delete(s.hours, key) // written where nobody can read it
			}
		}
	}
}

// saved builds a site of stories and gives what everybody may see of it.
func saved(t *testing.T, stories []*story, workers int) (map[string]string, *build.Report) {
	t.Helper()
	s := newSite(t)
	s.options.Workers = workers
	s.options.Sources[0].Folder.Name = ""
	s.options.Feeds[0].Limit = 0
	s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "titles", Text: source.Title, Limit: 3, Formats: []build.Format{{Name: "json", Path: "title.json"}}})
	for _, story := range stories {
		for name, text := range story.files {
			s.write(name, text)
		}
	}
	s.target = &serve.Store{}
	r := s.mustBuild()
	return s.published(), r
}

// FuzzNothingOfAHeldStoryLeaves makes up stories of a seed.
func FuzzNothingOfAHeldStoryLeaves(f *testing.F) {
	for seed := range uint64(50) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		rng := rand.New(rand.NewPCG(seed, 0))
		var all, told []*story
		for id := range 1 + rng.IntN(8) {
			s := newStory(rng, id)
			all = append(all, s)
			if !s.isHidden() {
				told = append(told, s)
			}
		}
		published, report := saved(t, all, 1+rng.IntN(8))
		checkPublished(t, all, published, report)
		checkLog(t, all, report)

		// The same without the hidden ones: nobody can tell the difference, not by a byte, a count or a message.
		without, reportWithout := saved(t, told, 1)
		if diff := cmp.Diff(without, published); diff != "" {
			t.Error("what is published tells of a hidden story:", diff)
		}
		if diff := cmp.Diff(messages(reportWithout.Problems), messages(report.Problems)); diff != "" {
			t.Error("the messages tell of a hidden story:", diff)
		}
		checkCounts(t, all, report)
	})
}

// checkCounts holds the counts against the stories. One that waits for its hour is counted as nothing but that.
func checkCounts(t *testing.T, all []*story, report *build.Report) {
	t.Helper()
	want, got := map[source.Status]int{}, maps.Clone(report.Status)
	for _, s := range all {
		if status := s.status(); status != "" {
			want[status]++
		}
	}
	maps.DeleteFunc(got, func(s source.Status, n int) bool { return s.Waiting() || n == 0 })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// checkPublished holds what is published against the stories: all of those that are out, nothing of the others.
func checkPublished(t *testing.T, all []*story, published map[string]string, report *build.Report) {
	t.Helper()
	page := ""
	for _, it := range report.Newest {
		page += fmt.Sprintf("%+v\n", *it)
	}
	for _, s := range all {
		mark := fmt.Sprintf("of%04d", s.id)
		if s.status() == source.StatusPublished {
			for _, field := range []string{"title", "body", "tag", "author"} {
				if !strings.Contains(published["feed.xml"], s.word(field)) {
					t.Errorf("%s is not published: %v", s.word(field), s.files)
				}
			}
			continue
		}
		for name, text := range published {
			if strings.Contains(text, mark) {
				t.Errorf("%s has something of %v", name, s.files)
			}
		}
		if strings.Contains(page, mark) {
			t.Errorf("the page has something of %v", s.files)
		}
	}
}

// checkLog holds the messages against the stories: a hidden one is not named, and of none more is quoted than a fault is
// about.
func checkLog(t *testing.T, all []*story, report *build.Report) {
	t.Helper()
	log := messages(report.Problems)
	for _, s := range all {
		fields := []string{"tag", "author", "body"}
		switch {
		case s.isHidden():
			fields = []string{""}
		case s.unspeakable, !s.broken:
			fields = append(fields, "title", "subtitle", "summary")
		}
		for _, field := range fields {
			if strings.Contains(log, field+fmt.Sprintf("of%04d", s.id)) {
				t.Errorf("the log has the %s of %v:\n%s", field, s.files, log)
			}
		}
		if !s.isHidden() && s.broken && !strings.Contains(log, s.word("folder")) {
			t.Errorf("nobody is told of %v", s.files)
		}
	}
}

// What hides a story's fault from the log does not hide it from who asks.
func TestTheFaultsOfHiddenStoriesAreKeptForWhoAsks(t *testing.T) {
	for name, front := range map[string]string{
		"embargoed":             "date: 2026-03-01\nembargo: 2026-03-13\nupdated: never",
		"embargoed draft":       "date: 2026-03-01\nembargo: 2026-03-13\nupdated: never\ndraft: true",
		"scheduled":             "date: 2026-03-13\nupdated: never",
		"expired":               "date: 2026-03-01\nexpires: 2026-03-12\nupdated: never",
		"an embargo not read":   "date: 2026-03-01\nembargo: never",
		"a title in the way":    "title: Secret: the plan\nembargo: 2026-03-13",
		"and another's sidecar": "title: Secret: the plan",
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.article("a.md", front)
			if strings.Contains(name, "sidecar") {
				s.write("a.meta.yaml", "embargo: [2026-03-13")
			}
			r := s.mustBuild()
			if got := messages(r.Waiting); !strings.HasPrefix(got, "posts/a.m") {
				t.Errorf("whoever asks is told %q", got)
			}
			if got := messages(r.Problems); strings.Contains(got, "Secret") || !strings.HasPrefix(front, "title") && got != "" {
				t.Errorf("everybody is told %q", got)
			}
		})
	}
}

// A fault that keeps an article inside has to be told, or it stays there.
func TestAFaultThatKeepsAnArticleInsideIsTold(t *testing.T) {
	for _, front := range []string{"draft: maybe", "withdrawn: maybe", "expires: soon", "title: a: b"} {
		s := newSite(t)
		s.article("a.md", "date: 2026-03-01\n"+front)
		if r := s.mustBuild(); len(r.Problems) != 1 || r.Items > 0 {
			t.Errorf("%s: %q", front, messages(r.Problems))
		}
	}
}

// A report names the file as its owner would type it, and quotes what is wrong where no embargo is spoken of.
func TestAFaultNamesItsPlaceAndItsFix(t *testing.T) {
	s := newSite(t)
	s.article("broken.md", "title: a: b")
	s.article("sub/a.md", "date: 2026-03-01\nlanguage: Klingonese")
	r := s.mustBuild()
	want := "posts/broken.md:2:9: a colon with a blank after it cannot be part of a value without quotes; put the value in quotes: title: \"a: b\" (left out of the feeds)\n" +
		"posts/sub/a.md:3:11: language: \"Klingonese\" is not a language; write a language tag such as \"en\" or \"pt-BR\"\n"
	if diff := cmp.Diff(want, messages(r.Problems)); diff != "" {
		t.Error(diff)
	}
}

// Of a story that was taken back the log tells where its faults are, and nothing that it says.
func TestAFaultOfAWithdrawnStoryQuotesNothing(t *testing.T) {
	for _, front := range []string{`withdrawn: "Because REASONX of libel"`, "withdrawn: true\nlanguage: REASONX", "killed: REASONX", "title: REASONX: all of it\nwithdrawn: true"} {
		s := newSite(t)
		s.article("a.md", "date: 2026-03-01\n"+front)
		r := s.mustBuild()
		if got := messages(r.Problems); strings.Contains(got, "REASONX") || !strings.HasPrefix(got, "posts/a.md:") {
			t.Errorf("%s: everybody is told %q", front, got)
		}
		if got := messages(r.Waiting); !strings.Contains(got, "REASONX") {
			t.Errorf("%s: whoever asks is told %q", front, got)
		}
	}
}
