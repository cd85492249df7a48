package ninjs_test

import (
	"os"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/ninjs"
)

// A picture has its own caption, credit and rights, and none of the story's; nor has the story those of its picture.
func TestPicturesKeepTheirOwn(t *testing.T) {
	want := map[string][]source.Media{
		"v1.json": {
			{URL: "https://wire.example/m.jpg", Type: "image/jpeg", Length: 4711, Title: "A ship in the ice", Credit: "Cai Lens", Rights: "© 2025 Cai Lens. One use only"},
			{URL: "https://wire.example/logo.png", Type: "image/png"},
		},
		"v2.json": {
			{URL: "https://wire.example/a001_hires.jpg", Type: "image/jpeg", Length: 10326191, Title: "The mill, smoking", Credit: "Lea Sol/WEX"},
			{URL: "https://wire.example/film.mp4", Type: "video/mp4"},
		},
		"superdesk.json": {
			{URL: "pictures/park.jpg", Type: "image/jpeg", Title: "The park", Rights: "© Desk Pictures"},
			{URL: "https://desk.example/b", Type: "image/jpeg", Title: "The dog", Alt: "A dog that sits", Credit: "Foto Kay"},
		},
		"pictures.json": {
			{URL: "https://wire.example/t.jpg", Type: "image/jpeg"},
			{URL: "https://wire.example/r.jpg", Type: "image/jpeg", Rights: "https://wire.example/rights"},
			{URL: "https://wire.example/bell.mp3", Type: "audio/mpeg", Length: 100, Title: "The bell"},
			{URL: "https://wire.example/u.gif", Type: "image/gif", Credit: "Wire/Pix"},
		},
	}
	want["notes.json"] = []source.Media{{URL: "https://example.org/a.jpg", Type: "image/jpeg", Title: "Boats."}}
	for name, want := range want {
		a := scan(t, name)[0]
		if diff := cmp.Diff(want, append([]source.Media{a.Image.Value}, a.Media.Value...)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// scan reads a file of testdata as masthead does.
func scan(t *testing.T, name string) []*source.Article {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	folder := &source.Folder{FS: fstest.MapFS{name: {Data: data}}, Zone: time.UTC, Readers: []source.Reader{ninjs.New()}}
	s, err := folder.Scan(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Articles) == 0 {
		t.Fatalf("%s has no articles: %v", name, s.Passed)
	}
	return s.Articles
}
