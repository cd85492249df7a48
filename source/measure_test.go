package source_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/masthead-feeds/masthead/source"
)

// What a program copies into the site as it is, it is measured in.
func TestTheFilesOfASiteLieWhereItsProgramHasThem(t *testing.T) {
	for name, test := range map[string]struct {
		files []string
		want  []string
	}{
		"Hugo":                 {[]string{"hugo.toml"}, []string{"static", "content"}},
		"Jekyll":               {[]string{"_config.yml"}, []string{".", "source"}},
		"Astro, in a folder":   {[]string{"website/astro.config.mjs"}, []string{"website/public"}},
		"Docusaurus":           {[]string{"docusaurus.config.js"}, []string{"static"}},
		"no program":           {[]string{"a.md"}, nil},
		"Next":                 {[]string{"next.config.js"}, []string{"public"}},
		"an Eleventy":          {[]string{".eleventy.js"}, []string{".", "public", "src"}},
		"Gatsby, two below":    {[]string{"a/b/gatsby-config.js"}, nil},
		"MkDocs beside a site": {[]string{"mkdocs.yml", "docs/hugo.toml"}, []string{"docs"}},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			for _, file := range test.files {
				fsys[file] = &fstest.MapFile{}
			}
			for _, place := range []string{"", "content/posts"} {
				d, up := &source.Folder{FS: fsys}, ""
				if place != "" {
					d, up = &source.Folder{FS: fstest.MapFS{}, Site: fsys, Place: place}, "../../"
				}
				var names, dirs []string
				for _, r := range d.SiteRoots() {
					names, dirs = append(names, r.Name), append(dirs, r.Dir)
				}
				if up != "" && name == "Astro, in a folder" { // the site is the folder around
					continue
				}
				var want []string
				for _, dir := range test.want {
					want = append(want, clean(up+dir))
				}
				if !slices.Equal(dirs, test.want) || !slices.Equal(names, want) {
					t.Errorf("in %q: %v called %v, want %v called %v", place, dirs, names, test.want, want)
				}
			}
		})
	}
}

// clean takes a last dot off a path: ../../. is ../..
func clean(name string) string {
	if name == "../../." {
		return "../.."
	}
	return name
}

func TestWhatAnArticleSaysOfItsEpisode(t *testing.T) {
	says(t, []struct{ in, want string }{
		{"episode: 12\nseason: 2\nepisode_type: Bonus\nexplicit: true", "episode: 12\nseason: 2\nepisode_type: bonus\nexplicit: true"},
		{"episode_number: 3\nseason_number: 1\nepisodeType: trailer\nitunes_explicit: clean", "episode: 3\nseason: 1\nepisode_type: trailer\nexplicit: false"},
		{"podcast_episode: \"4\"\nexplicit: \"no\"", "episode: 4\nexplicit: false"}, // Hugo's Castanet
		{"explicit: false", "explicit: false"},
		{"explicit: yes", "explicit: true"},
		{"params: {season: 3}", "season: 3"},
		{"season: autumn\nepisode: [1, 2]", ""}, // which is another matter
		{"season: 0\nepisode: -1", ""},
		{"episode_type: part", `! a.md:2:15: episode_type: "part" is no type of episode; write full, trailer or bonus`},
		{"explicit: perhaps", `! a.md:2:11: explicit: "perhaps" is neither true nor false; write true or false`},
	})
}

func TestASlipInASidecarOfAnEpisodeIsTold(t *testing.T) {
	s := scan(t, folder(map[string]string{"a.md": "Text.", "a.meta.yaml": "season: autumn\nepisod: 3\n"}))
	want := "! a.meta.yaml:1:9: season: \"autumn\" is not a number from 1; write a number such as 12\n! a.meta.yaml:2:9: episod: not a key that an article has; write episode"
	if got := said(s.Articles[0]); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
