package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/config"
)

// What is a private feed's is known by its path alone, before anybody may see whether it is there.
func TestPathsOfPrivateFeeds(t *testing.T) {
	o := &Options{
		Feeds: []Feed{{Name: "all", Formats: []Format{{"rss", "p/all.xml"}}}, {Name: "tags", Each: "tag", Formats: []Format{{"rss", "tags/{tag}.xml"}}}},
		Elsewhere: []Feed{
			{Name: "wire", Archive: config.ByMonth, Formats: []Format{{"rss", "wire.xml"}, {"json", "w/wire.json"}}},
			{Name: "partners", Each: "credit", Archive: config.ByYear, Formats: []Format{{"atom", "p/{credit}.xml"}, {"rss", "{credit}/{credit}.rss"}}},
		},
	}
	for path, want := range map[string]string{
		"wire.xml": "wire", "wire/2026-03.xml": "wire", "w/wire/2026-03.json": "wire", "wire/2026-03.json": "", "wire/2026-13.xml": "", "wire/2026.xml": "",
		"p/dpa.xml": "partners", "p/dpa/2026.xml": "partners", "dpa/dpa.rss": "partners", "dpa/afp.rss": "", "dpa/dpa/2026.rss": "partners", "p/.xml": "",
		"p/all.xml": "", "tags/a.xml": "", "": "", "p": "", "x.rss": "", "/.rss": "",
	} {
		if got := o.PrivateAt(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

// What is written among the articles is not read as one, by whatever name either folder goes.
func TestTheOutputFolderIsFoundAmongTheArticles(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	for _, err := range []error{os.MkdirAll(filepath.Join(dir, "posts", "there"), 0o777), os.Symlink(filepath.Join(dir, "posts"), link)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(filepath.Join(dir, "posts"))
	for _, c := range []struct {
		source, output, want string
		within               bool
	}{
		{"posts", "posts/there", "there", true},
		{"posts", "posts/not/there/yet", "not/there/yet", true},
		{"posts", "posts", "", false},
		{"posts", ".", "", false},
		{"posts", "posts-public", "", false},
		{"posts/there", "posts", "", false},
		{"posts", "posts/..dots", "..dots", true},
	} {
		for name, source := range map[string]string{"by its path": filepath.Join(dir, c.source), "by a link": strings.Replace(c.source, "posts", link, 1),
			"from within": filepath.Join("..", c.source)} {
			got, within := outputWithin(source, filepath.Join(dir, c.output))
			if got != c.want || within != c.within {
				t.Errorf("%s below %s, %s: %q, %v; want %q, %v", c.output, c.source, name, got, within, c.want, c.within)
			}
		}
	}
}
