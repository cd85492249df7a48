package build_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/packing"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
)

// watched counts the documents that are made and left alone.
func (s *site) watched() (made, kept *[]string) {
	made, kept = new([]string), new([]string)
	s.target = watched{s.target, kept, made}
	return made, kept
}

// After a text was edited, what is published is what a build that knows nothing publishes; and only where more than the article's
// own item may hang on it is anything else looked at.
func TestAnEditedTextConcernsItsOwnFeeds(t *testing.T) {
	front := func(more string) string { return "title: B\ndate: 2026-03-02" + more }
	text := func(s *site) { s.later("b.md", "title: Another\ndate: 2026-03-02") }
	say := func(more string) func(*site) { return func(s *site) { s.later("b.md", front(more)) } }
	write := func(name, front string) func(*site) { return func(s *site) { s.later(name, front) } }
	beside := func(s *site) {
		s.options.Beside = config.Beside{OPML: "feeds.opml", Links: "links.html", NewsSitemap: "news.xml", Headers: "_headers"}
	}
	for name, c := range map[string]struct {
		before, edit func(*site)
		isWhole      bool
	}{
		"its title":                       {nil, text, false},
		"its authors and its rights":      {nil, say("\nauthors: [Jane Doe]\ncopyright: © 2020 Jane Doe"), false},
		"when it was changed":             {nil, say("\nupdated: 2026-03-11"), false},
		"when it was changed, the newest": {write("b.md", front("\nupdated: 2026-03-11")), say(""), false},
		"its tags, which choose nothing":  {nil, say("\ntags: [x]"), false},
		"its date":                        {nil, write("b.md", "title: B\ndate: 2026-03-04"), true},
		"its language":                    {nil, say("\nlanguage: fr"), true},
		"its recording": {func(s *site) {
			static := fstest.MapFS{"a.mp3": recording(10, now.AddDate(-1, 0, 0))}
			s.options.Sources[0].Folder.Roots = []source.Root{{Name: "../static", FS: static, Dir: "."}}
		}, say("\naudio: /a.mp3"), true},
		"an article of no date":            {write("b.md", "title: B"), text, true},
		"an article with an id of its own": {write("b.md", front("\nid: urn:x:b")), write("b.md", "title: Another\ndate: 2026-03-02\nid: urn:x:b"), true},
		"an article that expires":          {write("b.md", front("\nexpires: 2099-01-01")), write("b.md", "title: Another\ndate: 2026-03-02\nexpires: 2099-01-01"), true},
		"one that there is no room for":    {func(s *site) { s.options.Feeds[0].Limit = 1 }, text, true},
		"one that there is no room for, and one that is out": {func(s *site) { s.options.Feeds[0].Limit = 2 }, func(s *site) {
			s.later("a.md", "title: Another\ndate: 2026-03-01")
			text(s)
		}, true},
		"two":                      {nil, func(s *site) { text(s); s.later("c.md", "title: A third\ndate: 2026-03-03") }, false},
		"one that was a draft":     {write("b.md", front("\ndraft: true")), say(""), true},
		"one that becomes a draft": {nil, say("\ndraft: true"), true},
		"a text that waits": {nil, func(s *site) {
			s.rewrite("b.md", "---\n"+front("")+"\n---\nEMBARGOED UNTIL 1 January 2099 00:00 GMT\n\nText.\n")
		}, true},
		"a text that is none":                {nil, func(s *site) { s.rewrite("b.md", "---\n"+front("")+"\n---\nText \xff\xfe.\n") }, true},
		"a fault":                            {nil, say("\nupdated: tomorrow"), true},
		"a fault that is mended":             {write("b.md", front("\nupdated: tomorrow")), say(""), true},
		"what programs may do with its page": {nil, say("\nmachine_use: {train: false}"), true},
		"rules that let less of it out": {func(s *site) {
			s.withPolicy(rights.Rule{Match: rights.Match{Credit: []string{"AFP"}}, Terms: rights.Terms{Text: source.Title}})
		}, say("\ncredit: AFP"), true},
		"rules that let all of it out": {func(s *site) {
			s.withPolicy(rights.Rule{Match: rights.Match{Credit: []string{"AFP"}}, Terms: rights.Terms{Notice: "© AFP"}})
		}, say("\ncredit: AFP"), false},
		"rules that let it into another feed": {func(s *site) {
			s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "partner", Text: source.Full, Formats: []build.Format{{Name: "rss", Path: "a-partner.xml"}},
				Policy: &rights.Policy{Rules: []rights.Rule{{Match: rights.Match{Credit: []string{"AFP"}}, Terms: rights.Terms{Text: source.Nothing}, From: source.Origin{Rule: "feeds[1].policy[0]"}}}}})
			s.later("b.md", front("\ncredit: AFP"))
		}, say(""), true},
		"a correction that is to come":     {nil, say("\ncorrections: [{date: 2026-03-20, text: Not so.}]"), true},
		"an update that is to come":        {nil, say("\nupdated: 2026-03-20"), true},
		"an article with related pages":    {write("b.md", front("\nrelated: [/x/]")), write("b.md", "title: Another\ndate: 2026-03-02\nrelated: [/x/]"), true},
		"what gets related pages":          {nil, say("\nrelated: [/x/]"), true},
		"beside others":                    {beside, text, false},
		"news":                             {func(s *site) { beside(s); s.later("b.md", "title: B\ndate: 2026-03-12") }, write("b.md", "title: News\ndate: 2026-03-12"), true},
		"beside a translation":             {write("b.ja.md", "title: 二\ndate: 2026-03-02\nlanguage: ja"), text, true},
		"what another is a translation of": {write("z.md", "title: Z\ndate: 2026-03-03\nlanguage: fr\ntranslation_of: b.md"), text, true},
		"what others say is their language": {func(s *site) {
			s.options.Site.Language = ""
			s.later("b.ja.md", "title: 二\ndate: 2026-03-02\nlanguage: ja")
		}, say("\nlanguage: en"), true},
		"packed": {func(s *site) {
			s.target = publish.Folder{Dir: s.t.TempDir(), Packed: []packing.Coding{packing.Gzip}}
		}, text, false},
		"after another was withdrawn": {func(s *site) {
			s.options.WithdrawFor = 1000 * time.Hour
			s.mustBuild()
			s.later("a.md", "title: A\ndate: 2026-03-01\nwithdrawn: true")
		}, text, false},
		"a part of an archive": {func(s *site) {
			s.options.Feeds[0].Archive, s.options.Feeds[0].Limit = config.ByDay, 2
		}, text, false},
		"the oldest part of an archive": {func(s *site) {
			s.options.Feeds[0].Archive, s.options.Feeds[0].Limit = config.ByDay, 1
		}, write("a.md", "title: Another\ndate: 2026-03-01\nupdated: 2026-03-05"), false},
		"of two with one slug": {func(s *site) {
			s.options.Sources[0].Permalink = "/{slug}/"
			s.later("d.md", "title: D\ndate: 2026-03-04\nslug: s")
			s.later("e.md", "title: E\ndate: 2026-03-05\nslug: s")
		}, write("e.md", "title: Another\ndate: 2026-03-05\nslug: s"), true},
		"the first of two with one slug": {func(s *site) {
			s.options.Sources[0].Permalink = "/{slug}/"
			s.later("d.md", "title: D\ndate: 2026-03-04\nslug: s")
			s.later("e.md", "title: E\ndate: 2026-03-05\nslug: s")
		}, write("d.md", "title: Another\ndate: 2026-03-04\nslug: s"), false},
		"more than readers take": {nil, func(s *site) {
			s.rewrite("b.md", "---\n"+front("")+"\n---\n"+strings.Repeat("Text. ", 1e6)+"\n")
		}, true},
		"less than readers take": {func(s *site) {
			s.rewrite("b.md", "---\n"+front("")+"\n---\n"+strings.Repeat("Text. ", 1e6)+"\n")
		}, text, true},
		"of a family of years": {func(s *site) {
			s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "years", Each: config.EachYear, Text: source.Summary, Formats: []build.Format{{Name: "rss", Path: "{year}.xml"}}})
		}, text, false},
		"of families, first": {func(s *site) {
			s.options.Feeds[0] = build.Feed{Name: "folders", Each: config.EachLanguage, Text: source.Summary, Formats: []build.Format{{Name: "rss", Path: "{language}.xml"}}}
		}, text, false},
		"of a family that has no such feed, first": {func(s *site) {
			s.options.Feeds = append([]build.Feed{{Name: "tags", Each: config.EachTag, Text: source.Title, Formats: []build.Format{{Name: "rss", Path: "{tag}.xml"}}}}, s.options.Feeds...)
		}, text, true},
		"after two of a family were to have one name": {func(s *site) {
			s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "tags", Each: config.EachTag, Text: source.Summary, Formats: []build.Format{{Name: "rss", Path: "tags/{tag}.xml"}}})
			s.later("a.md", "title: A\ndate: 2026-03-01\ntags: [x y, x-y]")
		}, text, true},
		"of a podcast": {func(s *site) {
			s.withPodcast()
			s.later("b.md", front("\naudio: {url: https://example.org/b.mp3, length: 10, type: audio/mpeg}"))
		}, write("b.md", "title: Another\ndate: 2026-03-02\naudio: {url: https://example.org/b.mp3, length: 10, type: audio/mpeg}"), true},
		"what becomes an episode": {func(s *site) { s.withPodcast() }, say("\naudio: {url: https://example.org/b.mp3, length: 10, type: audio/mpeg}"), true},
		"beside a podcast of others": {func(s *site) {
			s.withPodcast()
			s.later("c.md", "title: C\ndate: 2026-03-03\naudio: {url: https://example.org/c.mp3, length: 10, type: audio/mpeg}")
		}, text, false},
		"with the id of before": {func(s *site) {
			s.options.OldFeeds = []build.OldFeed{oldFile(s.t, `<rss version="2.0"><channel><item><link>https://example.org/b/</link><guid>old:b</guid></item></channel></rss>`)}
		}, text, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.inFolder()
			s.withState()
			s.three()
			if c.before != nil {
				c.before(s)
			}
			s.options.Label()
			made, kept := s.watched()
			s.mustBuild()
			s.now = s.now.Add(time.Minute)
			c.edit(s)
			plain := s.elsewhere()
			plain.target = watched{publish.Folder{Dir: t.TempDir(), Packed: packedAs(s.target)}, new([]string), new([]string)}
			if err := os.CopyFS(plain.dir(), os.DirFS(s.dir())); err != nil {
				t.Fatal(err)
			}
			plain.options.State = nil
			*made, *kept = nil, nil
			got, want := s.mustBuild(), plain.mustBuild()
			if diff := cmp.Diff(plain.onDisk(), s.onDisk()); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(said(t, want), said(t, got)); diff != "" {
				t.Error(diff)
			}
			if isWhole := len(*made)+len(*kept) >= len(got.Changes)-len(got.Copies); isWhole != c.isWhole {
				t.Errorf("made %v, left alone %v, of %v", *made, *kept, got.Changes)
			}
			if r := s.mustBuild(); r.Changed() {
				t.Errorf("built once more, changed: %v", r.Changes)
			}
		})
	}
}

func packedAs(t publish.Target) []packing.Coding { return t.(watched).Target.(publish.Folder).Packed }

// failing cannot publish a batch while it is faulty.
type failing struct {
	publish.Target
	isFaulty *int // how many times more
}

func (f failing) Begin() (publish.Batch, error) {
	batch, err := f.Target.Begin()
	return failingBatch{batch, f}, err
}

type failingBatch struct {
	publish.Batch
	of failing
}

func (b failingBatch) Commit() error {
	if *b.of.isFaulty > 0 {
		*b.of.isFaulty--
		return errors.New("no room")
	}
	return b.Batch.Commit()
}

// What could not be published after a text was edited is published later.
func TestAnEditThatCannotBePublishedIsNotLost(t *testing.T) {
	for faults := range 4 {
		s := newSite(t)
		s.withState()
		s.three()
		s.mustBuild()
		s.target = failing{s.target, &faults}
		s.later("b.md", "title: Another\ndate: 2026-03-02")
		for faults > 0 {
			_, _ = s.build()
		}
		s.mustBuild()
		s.wantTitles("C", "Another", "A")
		s.later("b.md", "title: Yet another\ndate: 2026-03-02")
		s.mustBuild()
		s.wantTitles("C", "Yet another", "A")
	}
}

// A text that was edited is what a process serves that stays up, beside what it publishes, and what the next one serves.
func TestAnEditedTextIsServed(t *testing.T) {
	s := newSite(t)
	s.inFolder()
	s.withState()
	s.three()
	folder, store := s.target, &serve.Store{}
	s.options.Kept = &build.Kept{}
	s.target = publish.Both(folder, store)
	s.mustBuild()
	for i, title := range []string{"One", "Two", "Three"} {
		if i == 2 {
			store, s.options.Kept = &serve.Store{}, &build.Kept{}
			s.target = publish.Both(folder, store)
			if _, err := build.Restore(folder, store); err != nil {
				t.Fatal(err)
			}
		}
		s.later("b.md", "title: "+title+"\ndate: 2026-03-02")
		s.changed("b.md")
		s.mustBuild()
		for _, name := range []string{"feed.xml", "atom.xml", "feed.json", "feed.html", manifest} {
			there, err := folder.Read(name)
			served, err2 := store.Read(name)
			if err != nil || err2 != nil || string(there) != string(served) {
				t.Errorf("%s: %s is served otherwise: %v %v", title, name, err, err2)
			}
			if name != manifest && !strings.Contains(string(served), title) {
				t.Errorf("%s has not %q", name, title)
			}
		}
	}
}

// Of one state, two builds make their feeds of an edited text.
func TestAnEditedTextIsInEveryBuildOfAState(t *testing.T) {
	s := newSite(t)
	s.inFolder()
	s.withState()
	s.three()
	s.options.Elsewhere = []build.Feed{{Name: "partner", Text: source.Full, Formats: []build.Format{{Name: "rss", Path: "feed.xml"}}}}
	private := s.private()
	private.target = publish.Folder{Dir: t.TempDir()}
	both(s, private)
	s.later("b.md", "title: Another\ndate: 2026-03-02")
	both(s, private)
	s.later("a.md", "title: A third\ndate: 2026-03-01")
	s.mustBuild() // alone
	s.later("c.md", "title: A fourth\ndate: 2026-03-03")
	private.now = s.now
	private.mustBuild() // which is the first to read this one
	s.mustBuild()
	for _, of := range []*site{s, private} {
		for _, title := range []string{"Another", "A third", "A fourth"} {
			if !strings.Contains(of.read("feed.xml"), title) {
				t.Errorf("not %s in %s", title, of.read("feed.xml"))
			}
		}
	}
}
