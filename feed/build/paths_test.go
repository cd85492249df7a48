package build

import (
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
