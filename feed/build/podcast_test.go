package build_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
)

// withPodcast adds a podcast of all articles, and a folder of files that are published at the site's root.
func (s *site) withPodcast() (static fstest.MapFS) {
	static = fstest.MapFS{}
	s.options.Sources[0].Folder.Roots = []source.Root{{Name: "../static", FS: static, Dir: "."}}
	s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "podcast", Text: source.Full, Formats: []build.Format{{Name: "podcast", Path: "podcast.xml"}},
		Podcast: &feed.Podcast{Image: "https://example.org/art.png", Category: "News", Type: "serial", OwnerEmail: "desk@example.org"}})
	return static
}

// recording makes a file of so many bytes.
func recording(size int, at time.Time) *fstest.MapFile {
	return &fstest.MapFile{Data: make([]byte, size), Mode: 0o644, ModTime: at}
}

// all gives the documents with the podcast.
func (s *site) all() map[string]string {
	s.t.Helper()
	all := s.published()
	data, err := s.target.Read("podcast.xml")
	if err != nil {
		s.t.Fatal(err)
	}
	all["podcast.xml"] = string(data)
	return all
}

// enclosures gives what the podcast's enclosures say of their files.
func (s *site) enclosures() (list []string) {
	s.t.Helper()
	for part := range strings.SplitSeq(s.all()["podcast.xml"], `<enclosure url="`) {
		if enclosure, _, ok := strings.Cut(part, `"></enclosure>`); ok {
			list = append(list, enclosure)
		}
	}
	return list
}

func (s *site) wantEnclosures(want ...string) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.enclosures()); diff != "" {
		s.t.Error(diff)
	}
}

// Whoever is given the length of a recording asks for so many bytes of it.
func TestARecordingOfTheSiteIsMeasured(t *testing.T) {
	for name, media := range map[string]string{
		"beside the article":             "audio/a%20b.mp3",
		"among the files of the site":    "/audio/c.mp3",
		"by its whole address":           "https://example.org/audio/c.mp3",
		"whatever the article says":      "{url: /audio/c.mp3, length: 7}",
		"of a type that only it says":    "{url: /audio/d, type: audio/mpeg}",
		"of a type in words of its own":  "{url: /audio/c.mp3, type: audio/mp3}",
		"with an address that says more": "/audio/c.mp3?v=2",
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			static := s.withPodcast()
			s.files["audio/a b.mp3"] = recording(1000, now.AddDate(-1, 0, 0))
			static["audio/c.mp3"], static["audio/d"] = recording(1000, now.AddDate(-1, 0, 0)), recording(1000, now.AddDate(-1, 0, 0))
			s.article("a.md", "title: A\nepisode: 1\nmedia: "+media)
			r := s.mustBuild()
			if got := s.enclosures(); len(got) != 1 || !strings.HasSuffix(got[0], `" length="1000" type="audio/mpeg`) {
				t.Errorf("%q", got)
			}
			wrong := strings.Contains(media, "length: 7")
			if got := messages(r.Problems); wrong != strings.Contains(got, "c.mp3 has 1000 bytes, not 7; take the length out") || !wrong && strings.Contains(got, "bytes") {
				t.Error(got)
			}
			if json := s.all()["feed.json"]; !strings.Contains(json, `"size_in_bytes": 1000`) {
				t.Error(json)
			}
		})
	}
}

// Nobody guesses: an article with such a recording is no episode, and who made it is told what is missing.
func TestWhatIsNoEpisodeIsLeftOutAndToldOf(t *testing.T) {
	for media, want := range map[string]string{
		"https://cdn.example/a.mp3": `nobody says how large "https://cdn.example/a.mp3" is; write length: and its size in bytes, or put the file where masthead measures it (docs/podcast.md)`,
		"/gone.mp3":                 `nobody says how large "https://example.org/gone.mp3" is; write length: and its size in bytes, or put the file where masthead measures it (docs/podcast.md)`,
		"/../secret.mp3":            "",
		"{url: https://cdn.example/a.ogg, length: 5}":     "Apple Podcasts does not play audio/ogg; add a file in MP3 or M4A",
		"{url: https://cdn.example/a, length: 5}":         `nobody says what type "https://cdn.example/a" is of; write type: audio/mpeg, or what it is`,
		"{url: https://cdn.example/notes.pdf, length: 5}": "has no recording",
	} {
		t.Run(media, func(t *testing.T) {
			s := newSite(t)
			s.withPodcast()
			s.options.Strict = true
			s.article("a.md", "title: A\nepisode: 1\nmedia: "+media)
			r, err := s.build()
			if media == "/../secret.mp3" { // which is no address of the site
				s.options.Strict = false
				r, err = s.build()
			}
			if err != nil {
				t.Fatal(err) // it is advice
			}
			s.wantEnclosures()
			s.wantTitles("A")
			if got := messages(r.Problems); !strings.Contains(got, want) {
				t.Error(got)
			}
		})
	}
}

func TestWhatDirectoriesWillNotLikeIsToldOf(t *testing.T) {
	s := newSite(t)
	static := s.withPodcast()
	s.options.Feeds[1].Podcast.OwnerEmail, s.options.Site.Language = "", ""
	static["art.png"] = &fstest.MapFile{Data: []byte("no picture")}
	for i, media := range []string{"a.mp3", "a.mp3", "b"} {
		s.article(fmt.Sprintf("%d.md", i), fmt.Sprintf("date: 2026-03-0%d\nmedia: {url: 'https://cdn.example/%s', type: audio/mpeg, length: 9}", 9-i, media))
	}
	s.article("trailer.md", "date: 2026-01-01\nepisode_type: trailer\nmedia: {url: 'https://cdn.example/t.mp3', length: 9}")
	s.article("word.md", "date: 2026-01-01")
	r := s.mustBuild()
	want := `podcast.xml: podcast: posts/word.md has no recording, and is not in the feed; write media: and where its recording is, if it is an episode
podcast.xml: site.language: directories refuse a podcast that does not say its language; write the language that is spoken, such as en
podcast.xml: podcast.owner: Spotify and others write to the owner's address before they list a podcast; write owner: {email: …}, or an email under site.author
podcast.xml: podcast.image: the artwork is no picture that can be read; make it a square JPEG or PNG of 1400 to 3000 pixels
posts/0.md: feed podcast: an episode of a serial show has no number; write episode: and its number
posts/1.md: feed podcast: Apple Podcasts ignores it: posts/0.md has the same recording; give each episode a file of its own
posts/1.md: feed podcast: an episode of a serial show has no number; write episode: and its number
posts/2.md: feed podcast: Apple Podcasts goes by the ending of an address, and "https://cdn.example/b" has none that it plays; give the file a name that ends in .mp3 or .m4a
posts/2.md: feed podcast: an episode of a serial show has no number; write episode: and its number
`
	if diff := cmp.Diff(want, messages(r.Problems)); diff != "" {
		t.Error(diff)
	}
	if got := len(s.enclosures()); got != 4 {
		t.Errorf("%d episodes", got)
	}
}

// What is published is the same whether or not anything is known from before, whatever became of the recordings meanwhile.
func TestARecordingThatChangesMakesItsItemAnew(t *testing.T) {
	t.Run("a build each time", func(t *testing.T) { changeRecordings(t, nil) })
	t.Run("a process that stays up", func(t *testing.T) { changeRecordings(t, &build.Kept{}) })
}

func changeRecordings(t *testing.T, kept *build.Kept) {
	t.Helper()
	warm := newSite(t)
	warm.options.Kept = kept
	static := warm.withPodcast()
	warm.withState()
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range 4 {
		media := fmt.Sprintf("/%d.mp3", i)
		if i%2 == 0 {
			media = media[1:]
		}
		warm.article(fmt.Sprintf("%d/index.md", i), fmt.Sprintf("title: T%d\ndate: 2026-03-0%d\nmedia: %s", i, i+1, media))
	}
	met := map[int]bool{}
	for step := range 30 {
		at, i := now.AddDate(-1, 0, step), rng.IntN(4)
		in, name := static, fmt.Sprintf("%d.mp3", i)
		if i%2 == 0 {
			in, name = warm.files, fmt.Sprintf("%d/%d.mp3", i, i)
		}
		switch rng.IntN(4) {
		case 0:
			delete(in, name)
		case 1: // nothing
		default:
			in[name] = recording(1+rng.IntN(3), at)
		}
		if folder, err := filepath.Abs("posts"); kept != nil && i%2 == 0 && err == nil { // as the watch tells it
			kept.Changed(filepath.Join(folder, filepath.FromSlash(name)))
		}
		warmReport := warm.mustBuild()
		cold := *warm
		options := *warm.options
		options.State, options.Kept = nil, nil
		cold.options, cold.target = &options, &serve.Store{}
		coldReport := cold.mustBuild()
		if diff := cmp.Diff(cold.all(), warm.all()); diff != "" {
			t.Fatalf("step %d: %s", step, diff)
		}
		if diff := cmp.Diff(messages(coldReport.Problems), messages(warmReport.Problems)); diff != "" {
			t.Fatalf("step %d: %s", step, diff)
		}
		met[len(warm.enclosures())] = true
	}
	if len(met) < 3 {
		t.Errorf("the podcast had %v episodes", met)
	}
}

// An episode that was taken back has no recording, and directories want one of every episode.
func TestAPodcastSaysNothingOfWhatWasTakenBack(t *testing.T) {
	s := newSite(t)
	s.withPodcast()
	s.options.WithdrawFor = 24 * time.Hour
	s.options.AllowShrink = true
	media := "media: {url: 'https://cdn.example/a.mp3', length: 9}"
	s.article("a.md", "title: A\nepisode: 1\n"+media)
	s.article("b.md", "title: B\nepisode: 2\n"+strings.ReplaceAll(media, "a.mp3", "b.mp3"))
	s.mustBuild()
	s.wantEnclosures(`https://cdn.example/a.mp3" length="9" type="audio/mpeg`, `https://cdn.example/b.mp3" length="9" type="audio/mpeg`)
	s.article("a.md", "title: A\nwithdrawn: true\n"+media)
	s.mustBuild()
	s.wantEnclosures(`https://cdn.example/b.mp3" length="9" type="audio/mpeg`)
	if got := s.all(); strings.Contains(got["podcast.xml"], "Withdrawn") || !strings.Contains(got["feed.xml"], "Withdrawn") {
		t.Error(got["podcast.xml"])
	}
}

// What a podcast does not say of its show the site does.
func TestAPodcastOfTheConfiguration(t *testing.T) {
	base := t.TempDir()
	c, err := config.Parse(filepath.Join(base, "masthead.yaml"), []byte(`
site: {title: T, url: "https://example.org/blog/", description: D, author: {name: Desk, email: desk@example.org}}
sources: [{dir: content}]
feeds:
  - name: small
    formats: {rss: a.xml, json: a.json}
    podcast: {image: /art.png, category: History, explicit: false}
  - name: large
    private: true
    formats: {rss: b.xml}
    podcast: {image: "https://cdn.example/b.jpg", category: Arts, subcategory: Books, explicit: true, author: "A  B", owner: {name: O, email: o@example.org},
      type: serial, complete: true, new_feed_url: "https://example.com/b.xml", copyright: "© {year} A"}
`))
	if err != nil {
		t.Fatal(err)
	}
	o, err := build.Configured(c, base, filepath.Join(base, "public"), nil)
	if err != nil {
		t.Fatal(err)
	}
	small := &feed.Podcast{Image: "https://example.org/blog/art.png", Category: "History", Author: "Desk", OwnerName: "Desk", OwnerEmail: "desk@example.org", Type: "episodic"}
	large := &feed.Podcast{Image: "https://cdn.example/b.jpg", Category: "Arts", Subcategory: "Books", Explicit: true, Author: "A B", OwnerName: "O", OwnerEmail: "o@example.org",
		Type: "serial", Complete: true, Block: true, NewFeedURL: "https://example.com/b.xml", Copyright: "© {year} A"} // who has no token cannot hear it
	if diff := cmp.Diff([]*feed.Podcast{small, large}, []*feed.Podcast{o.Feeds[0].Podcast, o.Elsewhere[0].Podcast}); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]build.Format{{Name: "podcast", Path: "a.xml"}, {Name: "json", Path: "a.json"}, {Name: "html", Path: "a.html"}}, o.Feeds[0].Formats); diff != "" {
		t.Error(diff)
	}
	var roots []string
	for _, r := range o.Sources[0].Folder.Roots {
		roots = append(roots, r.Name)
	}
	if diff := cmp.Diff([]string{"static", "../static", ".", "..", "../public"}, roots); diff != "" {
		t.Error(diff)
	}
}

// The notice of the show holds in place of the publication's, in the year of its newest episode.
func TestAPodcastHasANoticeOfItsOwn(t *testing.T) {
	s := newSite(t)
	s.withPodcast()
	s.options.Site.Rights, s.options.Feeds[1].Podcast.Copyright = "© {year} Example", "© {year} The Show"
	s.article("a.md", "date: 2025-03-01\nepisode: 1\nmedia: {url: 'https://cdn.example/a.mp3', length: 9}")
	s.mustBuild()
	if text := s.all()["podcast.xml"]; !strings.Contains(text, "<copyright>© 2025 The Show</copyright>") {
		t.Error(text)
	}
	if text := s.all()["feed.xml"]; !strings.Contains(text, "<copyright>© 2025 Example</copyright>") {
		t.Error(text)
	}
}
