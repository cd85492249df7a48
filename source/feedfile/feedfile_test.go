package feedfile_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/feedfile"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, feedfile.New(), 26) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, feedfile.New()) }

// FuzzIdentities holds the ids that a build takes over from a feed against what is read of it.
func FuzzIdentities(f *testing.F) {
	files, err := filepath.Glob("testdata/*")
	if err != nil || len(files) < 10 {
		f.Fatalf("%d seeds, %v", len(files), err)
	}
	for _, file := range files {
		if data, err := os.ReadFile(file); err == nil && filepath.Ext(file) != ".golden" { // or it is the folder of what was found
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := feedfile.Identities(data)
		if err != nil && len(list) > 0 {
			t.Error("ids of a feed that cannot be read")
		}
		for _, it := range list {
			if it.ID == "" || !strings.HasPrefix(it.Link, "http") {
				t.Errorf("%+v", it)
			}
		}
	})
}

// Ids are taken over as they are written, whatever an article's own would be made into.
func TestIdentities(t *testing.T) {
	for name, want := range map[string][]feedfile.Identity{
		"journal.atom": {{"HTTP://Journal.example/É/%c3%a9", "https://journal.example/blog/2026/un.html"}, {"urn:uuid:00000000-0000-4000-8000-000000000001", "https://journal.example/two"}, {"urn:x:copied", "https://other.example/copied"}},
		"old.xml":      {{"http://old.example/1.html", "http://old.example/1.html"}},
		"micro.json":   {{"41", "https://waves.example/41"}, {"https://waves.example/42", "https://waves.example/42"}, {"last", "https://waves.example/last"}},
		"broken.xml":   {{"https://broken.example/1", "https://broken.example/1"}, {"https://broken.example/3", "https://broken.example/3"}},
	} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := feedfile.Identities(data)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

// What an item has more of than anything has is left out, and told of: each is compared with all, and a feed could keep a build busy
// for hours.
func TestMoreThanAnythingHas(t *testing.T) {
	const number = 1001
	for name, c := range map[string]struct {
		feed string
		told []string
	}{
		"feed.rss": {
			`<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>A</title><item><title>One</title>` +
				strings.Repeat("<category>a</category>", number) + strings.Repeat(`<enclosure url="https://a.example/1" type="a/b"/>`, number) +
				"<media:group>" + strings.Repeat("<media:credit>A</media:credit>", number) + "</media:group></item></channel></rss>",
			[]string{"more than 1000 of <category>", "more than 1000 of <enclosure>", "more than 1000 of <media:credit>"},
		},
		"feed.json": {
			`{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "One", "tags": ["a"` + strings.Repeat(`, "a"`, number) +
				`], "_masthead": {"licenses": [{}` + strings.Repeat(", {}", number) + `]}}]}`,
			[]string{"more than 1000 of tags", "more than 1000 of licenses"},
		},
	} {
		folder := &source.Folder{FS: fstest.MapFS{name: {Data: []byte(c.feed)}}, Zone: time.UTC, Readers: []source.Reader{feedfile.New()}}
		scan, err := folder.Scan(t.Context(), 1)
		if err != nil || len(scan.Articles) != 1 || scan.Articles[0].Title.Value != "One" {
			t.Fatalf("%s: %+v, %v", name, scan.Articles, err)
		}
		var told []string
		for _, p := range scan.Articles[0].Problems {
			message, _, _ := strings.Cut(p.Message, " in one item")
			told = append(told, message)
		}
		if diff := cmp.Diff(c.told, told); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}
