package build_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
)

func TestAConfigurationBecomesOptions(t *testing.T) {
	base := t.TempDir()
	file := filepath.Join(base, "masthead.yaml")
	if err := os.WriteFile(file, []byte(`
site: {title: " The  Daily ", url: "https://bücher.example:8080/blog", author: {name: Desk}, timezone: Europe/London}
sources:
  - {dir: content, url: "/{slug}/", defaults: {credit: Wire}}
  - {dir: wire}
feeds:
  - {name: all, formats: {rss: feed.xml, json: feed.json}, limit: 7, text: summary}
schedule: "*/15 * * * *"
`), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	o, err := build.Configured(c, base, filepath.Join(base, "content", "public"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := o.Site.URL.String()+" "+o.Site.Title+" "+o.Site.Author.Name, "https://xn--bcher-kva.example:8080/blog The Daily Desk"; got != want {
		t.Errorf("site %q, want %q", got, want)
	}
	if o.BasePath() != "/blog" || o.TTL != 15*time.Minute {
		t.Errorf("base path %q, TTL %v", o.BasePath(), o.TTL)
	}
	want := []build.Feed{{Name: "all", Limit: 7, Text: source.Summary, Formats: []build.Format{{Name: "rss", Path: "feed.xml"}, {Name: "json", Path: "feed.json"}, {Name: "html", Path: "feed.html"}}}}
	if diff := cmp.Diff(want, o.Feeds); diff != "" {
		t.Error(diff)
	}
	first, second := o.Sources[0], o.Sources[1]
	if first.Permalink != "/{slug}/" || first.Root != "" || second.Root != "wire" || first.Folder.Zone.String() != "Europe/London" || len(first.Folder.Defaults.Map) != 1 {
		t.Errorf("sources %+v, %+v", first, second)
	}
	folders, ignore := o.Folders()
	if diff := cmp.Diff([][]string{{filepath.Join(base, "content"), filepath.Join(base, "wire")}, {filepath.Join(base, "content", "public")}}, [][]string{folders, ignore}); diff != "" {
		t.Error(diff)
	}
}

// A large feed lies in a temporary file until it is published. A build that ends otherwise takes it away, and makes no
// folder.
func TestABuildThatPublishesNothingLeavesNothingBehind(t *testing.T) {
	temp, public := t.TempDir(), filepath.Join(t.TempDir(), "public")
	t.Setenv("TMPDIR", temp)
	t.Setenv("TMP", temp) // its name on Windows
	s := newSite(t)
	s.write("large.md", "---\ndate: 2026-03-01\nlanguage: Klingonese\n---\n"+strings.Repeat("x", 2<<20))
	s.article("small.md", "date: 2026-02-01")
	s.target = publish.Folder{Dir: public}

	s.options.Progress = func(done, _ int) {
		if done == 2 {
			panic("out of ink")
		}
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the build did not break down")
			}
		}()
		_, _ = s.build()
	}()
	s.options.Progress, s.options.Strict = nil, true
	if _, err := s.build(); !errors.Is(err, build.ErrStrict) {
		t.Errorf("the error is %v", err)
	}
	for _, dir := range []string{temp, public} {
		if entries, err := os.ReadDir(dir); len(entries) > 0 || err == nil && dir == public {
			t.Errorf("%s: %v", dir, entries)
		}
	}
}
