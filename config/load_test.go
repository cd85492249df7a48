package config

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"go.yaml.in/yaml/v4"
)

var update = flag.Bool("update", false, "write what the tests find as what they want")

// archives returns the files of a folder of cases. A folder that has moved away must not pass for one without faults.
func archives(t testing.TB, folder string, atLeast int) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < atLeast {
		t.Fatalf("testdata/%s: %d cases, want at least %d", folder, len(files), atLeast)
	}
	return files
}

// readCase returns the configuration of a case and its archive, whose second file is what is wanted.
func readCase(t testing.TB, file, wanted string) (*txtar.Archive, []byte) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) != 2 || archive.Files[0].Name != "masthead.yaml" || archive.Files[1].Name != wanted {
		t.Fatalf("%s: want the files masthead.yaml and %s", file, wanted)
	}
	return archive, archive.Files[0].Data
}

// compare compares got with the second file of the archive, or writes it there.
func compare(t *testing.T, file string, archive *txtar.Archive, got string) {
	t.Helper()
	if *update {
		archive.Files[1].Data = []byte(got)
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(archive.Files[1].Data), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func caseName(file string) string { return strings.TrimSuffix(filepath.Base(file), ".txtar") }

// sameConfig compares what configurations say, leaving out where in a file they say it and who said publish.dir.
func sameConfig() cmp.Options {
	return cmp.Options{
		cmp.Transformer("said", func(c Config) map[string]any {
			return map[string]any{"site": c.Site, "sources": c.Sources, "feeds": c.Feeds,
				"schedule": c.Schedule, "publish": c.Publish.Dir, "serve": c.Serve}
		}),
		cmp.Comparer(func(a, b Schedule) bool {
			return a.String() == b.String() && (a.loc == b.loc || a.loc.String() == b.loc.String()) && a.Period() == b.Period()
		}),
		cmp.Transformer("node", func(n *yaml.Node) any {
			if n == nil {
				return nil
			}
			return []any{n.Kind, n.Tag, n.Value, n.Content}
		}),
	}
}

// reload returns c as it comes back from its own YAML.
func reload(t testing.TB, c *Config) (*Config, string) {
	t.Helper()
	var out bytes.Buffer
	if err := c.WriteYAML(&out); err != nil {
		t.Fatal(err)
	}
	again, err := Parse("written", out.Bytes())
	if err != nil {
		t.Fatalf("%v\nin\n%s", err, out.String())
	}
	return again, out.String()
}

func TestEveryMistakeIsReportedInItsPlaceWithItsRemedy(t *testing.T) {
	for _, file := range archives(t, "bad", 25) {
		t.Run(caseName(file), func(t *testing.T) {
			archive, data := readCase(t, file, "error")
			_, err := Parse("masthead.yaml", data)
			if err == nil {
				t.Fatal("no error")
			}
			compare(t, file, archive, err.Error()+"\n")
		})
	}
}

func TestGoodConfigurationsLoadAndComeBackFromTheirOwnYAML(t *testing.T) {
	for _, file := range archives(t, "good", 5) {
		t.Run(caseName(file), func(t *testing.T) {
			archive, data := readCase(t, file, "effective")
			cfg, err := Parse("masthead.yaml", data)
			if err != nil {
				t.Fatal(err)
			}
			again, written := reload(t, cfg)
			if diff := cmp.Diff(cfg, again, sameConfig()); diff != "" {
				t.Errorf("reloaded (-first +second):\n%s", diff)
			}
			compare(t, file, archive, written)
		})
	}
}

func TestEveryFieldIsDecoded(t *testing.T) {
	_, data := readCase(t, "testdata/good/everything.txtar", "effective")
	cfg, err := Parse("masthead.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	defaults := cfg.Sources[0].Defaults
	if defaults == nil || defaults.Kind != yaml.MappingNode {
		t.Fatalf("defaults = %v, want a mapping", defaults)
	}
	cfg.Sources[0].Defaults = nil
	want := &Config{
		Site: Site{
			Title: "The Daily Example", URL: "https://example.org/blog", Description: "News, by example", Language: "en-GB",
			Author:   Author{Name: "The Daily Example", Email: "desk@example.org", URL: "https://example.org/about?a#b"},
			Rights:   "© {year} Example Press Ltd. All rights reserved.",
			Timezone: "Europe/London", IDs: IDs{Domain: "example.org", Since: "2024-05-01"}, Icon: "/icon.png",
		},
		Sources: []Source{
			{Dir: "content", Include: []string{"**/*.md", "wire/{a,b}/**"}, Exclude: []string{"drafts/**"}, URL: "/{section}/{year}/{slug}/"},
			{Dir: "more", URL: "/{path}/"},
		},
		Feeds: []Feed{
			{Name: "all", Title: "Everything", Description: "All of it", Limit: 0, Text: SummaryText,
				Formats: Formats{RSS: "feed.xml", Atom: "atom.xml", JSON: "feed.json"}},
			{Name: "nouvelles-été.2", Formats: Formats{RSS: "news/feed.xml"}, Limit: 50, Text: FullText},
		},
		Schedule: cfg.Schedule,
		Publish:  Publish{Dir: "out", Explicit: true},
		Serve:    Serve{Listen: "[::1]:0", Operations: Operations{Admin: "127.0.0.1:9090", AccessLog: true, PProf: true}},
	}
	if diff := cmp.Diff(want, cfg, sameConfig()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := cfg.Schedule.loc.String(); got != "America/New_York" {
		t.Errorf("schedule's zone = %s, want the one written in it", got)
	}
}

func TestAnEmptyFileIsTheDefaults(t *testing.T) {
	for _, text := range []string{"", "\n", "# comment\n", "---\n", "{}\n", "~\n"} {
		cfg, err := Parse("masthead.yaml", []byte(text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		want := Default()
		if diff := cmp.Diff(&want, cfg, sameConfig()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
		if cfg.Publish.Explicit {
			t.Errorf("%q: publish.dir counts as written", text)
		}
	}
}

func TestDefaultsHoldTheirOwnRulesAndShareNothing(t *testing.T) {
	a, b := Default(), Default()
	if err := a.Validate(); err != nil {
		t.Error(err)
	}
	a.Feeds[0].Name, a.Sources[0].Dir = "changed", "changed"
	if b.Feeds[0].Name != "all" || b.Sources[0].Dir != "." {
		t.Error("two calls of Default share a list")
	}
}

func TestAScheduleIsReadInTheZoneOfTheSiteWhicheverIsWrittenFirst(t *testing.T) {
	for _, text := range []string{
		"schedule: 0 6 * * *\nsite: {timezone: Asia/Tokyo}\n",
		"site: {timezone: Asia/Tokyo}\nschedule: 0 6 * * *\n",
	} {
		cfg, err := Parse("masthead.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := cfg.Schedule.loc.String(), "Asia/Tokyo"; got != want {
			t.Errorf("%q: zone %s, want %s", text, got, want)
		}
	}
}

func TestContentsThatAreNoConfigurationAreRefused(t *testing.T) {
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'h'; c++ {
		p := string(c - 1)
		bomb += string(c) + ": &" + string(c) + " [*" + strings.Repeat(p+",*", 9) + p + "]\n"
	}
	tests := []struct{ name, text, want string }{
		{"not UTF-8", "site:\n  title: caf\xe9\n", "f:2:13: byte 0xe9 is not UTF-8; save the file as UTF-8"},
		{"UTF-16", "\xff\xfea\x00", "f:1:1: byte 0xff is not UTF-8; save the file as UTF-8"},
		{"control character", "a: \x01", "f:1:4: control character U+0001; take it out"},
		{"too large", strings.Repeat("# x\n", maxBytes/4+1), "f: larger than 1 MiB; is it the right file?"},
		{"alias bomb", bomb, "f:1:16: more than 100000 values; write less, or fewer aliases"},
		{"too deep", "a: " + strings.Repeat("[", 60) + strings.Repeat("]", 60), "f:1:54: nested more than 50 deep; write it flatter"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse("f", []byte(test.text))
			if err == nil || err.Error() != test.want {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

func TestAFileOfExactlyTheLargestSizeIsRead(t *testing.T) {
	if _, err := Parse("f", bytes.Repeat([]byte("# x\n"), maxBytes/4)); err != nil {
		t.Error(err)
	}
}

func TestLoadReadsTheFileAndNamesItInErrors(t *testing.T) {
	file := filepath.Join(t.TempDir(), "masthead.yaml")
	if err := os.WriteFile(file, []byte("site: {title: Loaded}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cfg, err := Load(file)
	if err != nil || cfg.Site.Title != "Loaded" || cfg.File() != file {
		t.Fatalf("Load = %v, %v", cfg, err)
	}
	if err := os.WriteFile(file, []byte("sight: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Load(file)
	fault, ok := errors.AsType[*Error](err)
	if !ok || fault.File != file || fault.Line != 1 || fault.Column != 1 || fault.Path != "sight" {
		t.Errorf("Load = %#v, want a fault at %s:1:1", err, file)
	}
}

func TestAFileThatCannotBeReadIsNoFaultOfItsContents(t *testing.T) {
	folder := t.TempDir()
	_, err := Load(filepath.Join(folder, "none.yaml"))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: %v, want one that is fs.ErrNotExist", err)
	}
	if _, ok := errors.AsType[Errors](err); ok {
		t.Errorf("missing file: %v is an Errors", err)
	}
	if _, err := Load(folder); err == nil {
		t.Error("a folder loads as a file")
	}
}

func TestTextOfAnyKindComesBackFromItsYAML(t *testing.T) {
	for _, text := range []string{
		" ", "\t", "\n", "a\n", "a\n\n", "\na", " a", "a ", "a\r\nb", "a\u0085b", "a\u2028b", "\ufeffa", "a\ufeff", "\x00", "\x7f", "\u009f", "\ufffe",
		"null", "~", "true", "no", "010", "1e3", ".inf", "2024-05-01", "<<", "=", "-", "- a", "? a", "a: b", "a #b", "#a", "*a", "&a", "!a", "%a", "@a", "`a",
		"'a", `"a`, "{a", "[a", "|", ">", "---", "...", "a\n---\nb", "🗞 日本", "\\", strings.Repeat("long ", 100),
	} {
		cfg := Default()
		cfg.Site.Title = text
		cfg.Sources[0].Defaults = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: []*yaml.Node{textNode(text), textNode(text)}}
		again, written := reload(t, &cfg)
		if diff := cmp.Diff(&cfg, again, sameConfig()); diff != "" {
			t.Errorf("%q (-first +second):\n%s\nfrom\n%s", text, diff, written)
		}
	}
}

func TestWritingLeavesTheConfigurationAsItIs(t *testing.T) {
	const text = "sources:\n  - defaults: {draft: true, weight: 1}\n"
	cfg, untouched := loaded(t, text), loaded(t, text)
	reload(t, cfg)
	if diff := cmp.Diff(untouched, cfg, sameConfig()); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

func TestManyFaultsTakeNoLongerThanTheirNumber(t *testing.T) {
	const feeds = 30_000
	start := time.Now()
	_, err := Parse("f", []byte("feeds:\n"+strings.Repeat("- {zzzz: }\n", feeds)))
	list, _ := errors.AsType[Errors](err)
	if want := feeds; len(list) < want {
		t.Errorf("%d faults, want at least %d", len(list), want)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
}

func FuzzParse(f *testing.F) {
	seeds := append(archives(f, "good", 5), archives(f, "bad", 25)...)
	for _, file := range seeds {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data)
	}
	f.Add([]byte("sources:\n  - defaults: {:}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		cfg, err := Parse("masthead.yaml", data)
		if err != nil {
			if list, ok := errors.AsType[Errors](err); !ok || len(list) == 0 {
				t.Fatalf("%v is not an Errors", err)
			}
			return
		}
		if err := cfg.Validate(); err != nil {
			t.Fatalf("loaded, but then: %v", err)
		}
		again, written := reload(t, cfg)
		if diff := cmp.Diff(cfg, again, sameConfig()); diff != "" {
			t.Fatalf("reloaded (-first +second):\n%s\nfrom\n%s", diff, written)
		}
	})
}
