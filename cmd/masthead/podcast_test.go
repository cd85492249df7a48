package main

import (
	"encoding/xml"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
)

// podcastRSS is what directories read of a podcast. It has nothing to do with how the feed is written.
type podcastRSS struct {
	Version string `xml:"version,attr"`
	Channel struct {
		Title       []string `xml:"title"`
		Link        []string `xml:"link"`
		Description []string `xml:"description"`
		Language    []string `xml:"language"`
		Image       []struct {
			Href string `xml:"href,attr"`
		} `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd image"`
		Category []struct {
			Text string `xml:"text,attr"`
			Sub  []struct {
				Text string `xml:"text,attr"`
			} `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd category"`
		} `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd category"`
		Explicit []string `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd explicit"`
		Author   []string `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd author"`
		Type     []string `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd type"`
		Owner    []struct {
			Email string `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd email"`
		} `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd owner"`
		Items []podcastItem `xml:"item"`
	} `xml:"channel"`
}

type podcastItem struct {
	Title     []string `xml:"title"`
	GUID      []string `xml:"guid"`
	Date      []string `xml:"pubDate"`
	Enclosure []struct {
		URL    string `xml:"url,attr"`
		Length string `xml:"length,attr"`
		Type   string `xml:"type,attr"`
	} `xml:"enclosure"`
	Description []string `xml:"description"`
	Duration    []string `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd duration"`
	Episode     []string `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd episode"`
	Season      []string `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd season"`
	EpisodeType []string `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd episodeType"`
	Explicit    []string `xml:"http://www.itunes.com/dtds/podcast-1.0.dtd explicit"`
}

// podcastRules are what Apple states (podcasters.apple.com/support/823-podcast-requirements, A Podcaster's Guide to RSS) and
// Spotify (Podcast Delivery Specification). They give what a feed breaks.
func podcastRules(t *testing.T, text string) (broken []string) {
	t.Helper()
	var doc podcastRSS
	if err := xml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	rule := func(holds bool, rule string) {
		if !holds {
			broken = append(broken, rule)
		}
	}
	one := func(name string, values []string, accept func(string) bool) {
		rule(len(values) == 1 && strings.TrimSpace(values[0]) == values[0] && values[0] != "" && accept(values[0]), name+": "+strings.Join(values, ", "))
	}
	optional := func(name string, values []string, accept func(string) bool) {
		if len(values) > 0 {
			one(name, values, accept)
		}
	}
	within := func(n int) func(string) bool { return func(s string) bool { return len(s) <= n } }
	isOneOf := func(words ...string) func(string) bool {
		return func(s string) bool { return slices.Contains(words, s) }
	}
	isNumber := func(s string) bool { n, err := strconv.ParseInt(s, 10, 64); return err == nil && n > 0 }
	isASCII := func(s string) bool {
		return strings.IndexFunc(s, func(r rune) bool { return r > unicode.MaxASCII }) < 0
	}

	for _, declared := range []string{`<?xml version="1.0" encoding="UTF-8"?>`, `version="2.0"`, `xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"`,
		`xmlns:content="http://purl.org/rss/1.0/modules/content/"`} {
		rule(strings.Contains(text, declared), "declaration "+declared)
	}
	c := doc.Channel
	one("title", c.Title, within(255))
	one("link", c.Link[:1], isASCII)
	one("description", c.Description, within(4000))
	one("language", c.Language, regexp.MustCompile(`^[a-z]{2}(-[A-Za-z]{2,4})?$`).MatchString)
	one("itunes:explicit", c.Explicit, isOneOf("true", "false"))
	one("itunes:author", c.Author, within(255))
	one("itunes:type", c.Type, isOneOf("episodic", "serial"))
	rule(len(c.Image) == 1 && slices.Contains([]string{".jpg", ".jpeg", ".png"}, path.Ext(c.Image[0].Href)) && isASCII(c.Image[0].Href), "itunes:image")
	rule(len(c.Category) > 0 && c.Category[0].Text != "" && len(c.Category[0].Sub) <= 1, "itunes:category")
	rule(len(c.Owner) == 1 && strings.Contains(c.Owner[0].Email, "@"), "itunes:owner, which Spotify writes to")
	rule(len(c.Items) > 0, "at least one episode")

	types := map[string]string{".mp3": "audio/mpeg", ".m4a": "audio/x-m4a", ".mp4": "video/mp4", ".m4v": "video/x-m4v", ".mov": "video/quicktime"}
	guids, urls := map[string]bool{}, map[string]bool{}
	for _, it := range c.Items {
		one("item title", it.Title, within(255))
		one("guid", it.GUID, func(s string) bool { return !guids[s] })
		one("pubDate", it.Date, func(s string) bool { _, err := time.Parse(time.RFC1123Z, s); return err == nil })
		optional("item description", it.Description, within(4000))
		if len(it.Enclosure) != 1 {
			rule(false, "one enclosure in every episode")
			continue
		}
		e := it.Enclosure[0]
		rule(isNumber(e.Length), "enclosure length "+e.Length)
		rule(types[path.Ext(e.URL)] == e.Type, "enclosure type "+e.Type+" of "+e.URL)
		rule(isASCII(e.URL) && strings.HasPrefix(e.URL, "http") && !urls[e.URL], "enclosure url "+e.URL)
		guids[it.GUID[0]], urls[e.URL] = true, true
		optional("itunes:duration", it.Duration, isNumber)
		optional("itunes:episode", it.Episode, isNumber)
		optional("itunes:season", it.Season, isNumber)
		optional("itunes:episodeType", it.EpisodeType, isOneOf("full", "trailer", "bonus"))
		optional("item itunes:explicit", it.Explicit, isOneOf("true", "false"))
		rule(c.Type[0] != "serial" || len(it.Episode) == 1 || len(it.EpisodeType) == 1 && it.EpisodeType[0] != "full", "a number for every episode of a serial show")
	}
	return broken
}

// The example, whole. Read the difference before running with -update.
func TestThePodcastOfTheExample(t *testing.T) {
	const golden = "testdata/golden/podcast.xml"
	out := t.TempDir()
	if said := masthead(t, "build", "../../examples/podcast", "-o", out, "--now", "2026-03-12T12:00:00Z", "--state", "none"); !strings.Contains(said, "with 3 articles") {
		t.Error(said)
	}
	got, err := os.ReadFile(filepath.Join(out, "podcast.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("the podcast differs (-want +got):\n%s", diff)
	}
	if broken := podcastRules(t, string(got)); len(broken) > 0 {
		t.Errorf("broken:\n%s", strings.Join(broken, "\n"))
	}
	checkLengths(t, string(got))
}

// checkLengths holds what the feed says of each file against the file, as whoever fetches it would.
func checkLengths(t *testing.T, text string) {
	t.Helper()
	var doc podcastRSS
	if err := xml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	for _, it := range doc.Channel.Items {
		e := it.Enclosure[0]
		name, _ := strings.CutPrefix(e.URL, "https://ledger.example/")
		data, err := os.ReadFile(filepath.Join("../../examples/podcast/static", name))
		if err != nil {
			if data, err = os.ReadFile(filepath.Join("../../examples/podcast/episodes", name)); err != nil {
				t.Fatal(err)
			}
		}
		if e.Length != strconv.Itoa(len(data)) {
			t.Errorf("%s has %d bytes, and the feed says %s", name, len(data), e.Length)
		}
		if kind := http.DetectContentType(data); kind != e.Type {
			t.Errorf("%s is %s, and the feed says %s", name, kind, e.Type)
		}
	}
}

// A podcast of what is hard to write keeps the rules, and one reader that is not ours understands it.
//
// Promise 8 of docs/promises.md.
func TestAPodcastKeepsTheRulesOfDirectories(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("masthead.yaml", `
site: {title: Häfen, url: https://example.org/, language: de, author: {name: A & B, email: desk@example.org}}
feeds:
  - name: podcast
    title: Häfen & <Schiffe>
    description: Worte & Wellen
    formats: {rss: podcast.xml, json: podcast.json, atom: podcast.atom}
    podcast: {image: /kunst.jpg, category: Kids & Family, subcategory: Pets & Animals, explicit: true, type: serial}
`)
	long := strings.Repeat("Ein Wort & noch eins. ", 400)
	write("a.md", "---\ntitle: A & <B>\ndate: 2026-03-01\nsummary: "+long+"\nimage: /bild.png\nexplicit: no\nseason: 2\nepisode: 3\nmedia:\n  - {url: /plan.pdf, length: 4}\n  - {url: 'https://cdn.example/töne/a b.m4a', length: 123, duration: 1:02:03, credit: C}\n  - {url: 'https://cdn.example/a.ogg', length: 99}\n---\nText.\n")
	write("b.md", "---\ndate: 2026-02-01\nepisode: 2\nmedia: /ton/b.mp3\n---\nText.\n")
	write("public/ton/b.mp3", "beep")
	write("c.md", "---\ndate: 2026-01-01\nepisode_type: trailer\naudio: https://cdn.example/c.mp3\naudio_length: 7\naudio_duration: 65\n---\nText.\n")
	write("word.md", "---\ndate: 2026-01-01\n---\nNothing to hear.\n")
	write("remote.md", "---\ndate: 2026-01-01\nmedia: https://cdn.example/d.mp3\n---\nOf unknown length.\n")
	masthead(t, "build", dir, "--now", "2026-03-12T12:00:00Z", "-q")
	text, err := os.ReadFile(filepath.Join(dir, "public", "podcast.xml"))
	if err != nil {
		t.Fatal(err)
	}
	if broken := podcastRules(t, string(text)); len(broken) > 0 {
		t.Errorf("broken:\n%s", strings.Join(broken, "\n"))
	}

	f, err := gofeed.NewParser().ParseString(string(text))
	if err != nil {
		t.Fatal(err)
	}
	type said struct{ URL, Length, Type, Duration, Season, Episode, Kind, Explicit, Image string }
	var got []said
	for _, it := range f.Items {
		e, x := it.Enclosures[0], it.ITunesExt
		got = append(got, said{e.URL, e.Length, e.Type, x.Duration, x.Season, x.Episode, x.EpisodeType, x.Explicit, x.Image})
	}
	want := []said{
		{"https://cdn.example/t%C3%B6ne/a%20b.m4a", "123", "audio/x-m4a", "3723", "2", "3", "", "false", "https://example.org/bild.png"},
		{"https://example.org/ton/b.mp3", "4", "audio/mpeg", "", "", "2", "", "", ""},
		{"https://cdn.example/c.mp3", "7", "audio/mpeg", "65", "", "", "trailer", "", ""},
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	x := f.ITunesExt
	show := []string{f.Title, f.Description, x.Author, x.Type, x.Image, x.Categories[0].Text, x.Categories[0].Subcategory.Text, x.Explicit, x.Owner.Name, x.Owner.Email}
	if diff := gocmp.Diff([]string{"Häfen & <Schiffe>", "Worte & Wellen", "A & B", "serial", "https://example.org/kunst.jpg", "Kids & Family", "Pets & Animals", "true", "A & B", "desk@example.org"}, show); diff != "" {
		t.Error(diff)
	}

	// The other formats have the same episodes, each with all of its files.
	for name, files := range map[string]int{"podcast.json": 3, "podcast.atom": 3} {
		data, err := os.ReadFile(filepath.Join(dir, "public", name))
		if err != nil {
			t.Fatal(err)
		}
		f, err := gofeed.NewParser().ParseString(string(data))
		if err != nil {
			t.Fatal(err)
		}
		if len(f.Items) != 3 || len(f.Items[0].Enclosures) != files {
			t.Errorf("%s: %d items, the first with %d files", name, len(f.Items), len(f.Items[0].Enclosures))
		}
		if strings.Contains(string(data), "itunes") {
			t.Errorf("%s speaks of iTunes", name)
		}
	}
}
