package config

import (
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

func loaded(t *testing.T, text string) *Config {
	t.Helper()
	cfg, err := Parse("masthead.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

const twoFeeds = "site:\n  title: Example\nfeeds:\n  - name: a\n    formats: {rss: a.xml}\n    limit: 5\n  - name: b\n    formats: {rss: b.xml}\n"

func TestValidateSeesWhatWasSetAfterLoading(t *testing.T) {
	tests := []struct {
		name string
		set  func(*Config)
		want string
	}{
		{"nothing", func(*Config) {}, ""},
		{"good address", func(c *Config) { c.Site.URL = "https://example.org" }, ""},
		{"bad address", func(c *Config) { c.Site.URL = "example.org" },
			`site.url: "example.org" is not an http or https address; write an address such as https://example.org/`},
		{"limit", func(c *Config) { c.Feeds[0].Limit = -3 }, `feeds[0].limit: -3 is negative; write 0 for all`},
		{"folder", func(c *Config) { c.Publish.Dir = "" }, `publish.dir: "" is no folder; write a path such as public`},
		{"one path for two feeds", func(c *Config) { c.Feeds[1].Formats.RSS = "A.xml" },
			`feeds[1].formats.rss: "A.xml" is in the way of feeds[0].formats.rss (line 5, column 20); write a path of its own`},
		{"one path, the file's own the second", func(c *Config) { c.Feeds[0].Formats.RSS = "b.xml" },
			`masthead.yaml:8:20: feeds[1].formats.rss: "b.xml" is in the way of feeds[0].formats.rss (line 5, column 20); write a path of its own`},
		{"a feed without formats", func(c *Config) { c.Feeds[1].Formats = Formats{} },
			`masthead.yaml:8:14: feeds[1].formats: missing; write at least one, such as formats: {rss: feed.xml}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			cfg := loaded(t, twoFeeds)
			test.set(cfg)
			err := cfg.Validate()
			if got := errorText(err); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestAMissingAddressIsAFaultOnlyWhereOneIsNeeded(t *testing.T) {
	cfg := loaded(t, "")
	if err := cfg.Validate(); err != nil {
		t.Errorf("Validate: %v", err)
	}
	want := "masthead.yaml: site.url: no site address; write site.url: https://example.org/ (or pass --url)"
	if err := cfg.RequireURL(); errorText(err) != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	cfg.Site.URL = "https://example.org/"
	if err := cfg.RequireURL(); err != nil {
		t.Errorf("with an address: %v", err)
	}
}

func TestTheLocationIsTheSitesAndNeverTheHosts(t *testing.T) {
	for name, want := range map[string]string{"": "UTC", "Europe/London": "Europe/London", "Local": "UTC", "No/Where": "UTC"} {
		c := Config{Site: Site{Timezone: name}}
		if got := c.Location(); got.String() != want || got == time.Local {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

func TestChecksTellGoodFromBad(t *testing.T) {
	tests := []struct {
		name      string
		check     func(string) error
		good, bad []string
	}{
		{"site address", CheckURL,
			[]string{"http://localhost:8080", "HTTPS://example.org/", "https://[2001:db8::1]/a/", "https://bücher.example/käse/"},
			[]string{"", "example.org", "//example.org/", "https://", "https://example.org/?", "https://example.org/#", "mailto:a@example.org",
				"https://a..b/", "https://-a.example/", "https://example.org:99999/", "https://example.org/{slug}", "https://exa%mple.org/", "https://a:b@example.org/"}},
		{"listen address", CheckListen,
			[]string{":8080", "localhost:0", "0.0.0.0:65535", "[fe80::1%eth0]:80", "unix:/run/masthead.sock", "unix:masthead.sock", "systemd"},
			[]string{"", "unix", "unix:", "unix:/run/", "unix:@masthead", "unix:a\x00b", "systemd:", "8080", "localhost", "localhost:", "localhost:65536", "localhost:-1", "localhost:08", "a/b:80"}},
		{"permalink pattern", checkPattern,
			[]string{"/{path}/", "/{slug}", "/?p={slug}", "/{language}/{section}/{year}/{month}/{day}/"},
			[]string{"", "{slug}", "//{slug}", "/{Slug}/", "/{slug", "/slug}", "/{}/", "/{slug}#top", "/{year}/{month}/", "/\\{slug}"}},
		{"glob", checkGlob,
			[]string{"*.md", "**", "a/{b,c}/*.md", "[!a]*.md", "..a/*"},
			[]string{"", "{a", "!a", "a/", "/a", "./a", "a/../b", "..", "../a", ".", "a//b"}},
		{"output path", checkOutput,
			[]string{"feed.xml", "a/b/c.json", "..a"[2:], "日本/feed.xml"},
			[]string{".", "..", "../a", "/a", "a/", "a/../b", "./a", ".a", "a/.b", "a\x00b", "a:b", "a ", "a./b", "..a"}},
		{"feed name", checkName,
			[]string{"a", "all", "A-1_b.c", "新聞", "हिन्दी"},
			[]string{"-a", ".", "a b", "a/b", "_a"}},
		{"tag authority", checkAuthority,
			[]string{"example.org", "desk@example.org", "j.doe_1@example.org"},
			[]string{"@example.org", "a@b@example.org", "exämple.org", "example.org.", "ex_ample.org", "example.org/a", "a..b", "-a.org", strings.Repeat("a", 64) + ".org", strings.Repeat("a.", 127)}},
		{"tag date", checkSince,
			[]string{"2024", "2024-02", "2024-02-29"},
			[]string{"", "24", "2023-02-29", "2024-13", "2024-1", "2024-02-29T00:00:00Z", "1.5.2024"}},
		{"language", checkLanguage,
			[]string{"en", "pt-BR", "zh-Hant-TW", "de-CH-1996", "en_us"},
			[]string{"english language", "e", "en--us", "*"}},
		{"e-mail address", checkEmail,
			[]string{"desk@example.org"},
			[]string{"desk", "Desk <desk@example.org>", "<desk@example.org>", "a@b, c@d"}},
		{"icon", checkIcon,
			[]string{"/icon.png", "img/icon.png", "https://example.org/i.png?v=1"},
			[]string{"a b.png", "//cdn/i.png", "file:///i.png"}},
		{"zone", checkZone,
			[]string{"UTC", "Europe/London"},
			[]string{"Local", "local", "localtime", "posixrules", "right/Europe/London", "../etc/passwd", "Europe"}},
		{"rights", onlyWith("year"),
			[]string{"© {year} X", "no year"},
			[]string{"{", "}", "{}", "{Year}", "{year"}},
	}
	for _, test := range tests {
		for _, s := range test.good {
			if err := test.check(s); err != nil {
				t.Errorf("%s: %v", test.name, err)
			}
		}
		for _, s := range test.bad {
			err := test.check(s)
			if fault, ok := errors.AsType[*Error](err); !ok || fault.Message == "" || fault.Fix == "" {
				t.Errorf("%s %q: error %v, want one with a remedy", test.name, s, err)
			}
		}
	}
}

func TestAPasswordInAnAddressIsNotRepeated(t *testing.T) {
	if err := CheckURL("https://desk:secret@example.org/"); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("error = %v", err)
	}
}

func TestTheNearestKeyIsSuggestedOnlyWhenNear(t *testing.T) {
	keys := []string{"title", "url", "description", "language", "ids", "icon"}
	for word, want := range map[string]string{
		"titel": "title", "Title": "title", "tile": "title", "desc": "description", "uri": "url", "langauge": "language",
		"id": "ids", "colour": "", "x": "", "": "", "titletitle": "", strings.Repeat("title", 100_000): "",
	} {
		if got, _ := nearest(word, keys); got != want {
			t.Errorf("%.20q: %q, want %q", word, got, want)
		}
	}
}

func TestErrorsAreInTheOrderOfTheirPlacesAndUnwrap(t *testing.T) {
	_, err := Parse("f", []byte("zzz: 1\nsite: {url: x, yyy: 1}\n"))
	list, ok := errors.AsType[Errors](err)
	if !ok || len(list) != 3 || list[0].Path != "zzz" || list[1].Path != "site.url" || list[2].Path != "site.yyy" {
		t.Fatalf("errors = %v", err)
	}
	if first, ok := errors.AsType[*Error](err); !ok || first != list[0] {
		t.Error("the faults are not what Errors wraps")
	}
}

func TestAnErrorLeavesOutWhatItDoesNotKnow(t *testing.T) {
	for want, e := range map[string]*Error{
		"a:1:2: b: c; d": {File: "a", Line: 1, Column: 2, Path: "b", Message: "c", Fix: "d"},
		"1:2: b: c":      {Line: 1, Column: 2, Path: "b", Message: "c"},
		"a: c":           {File: "a", Message: "c"},
		"c; d":           {Message: "c", Fix: "d"},
	} {
		if got := e.Error(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := asFault(io.EOF).Error(); got != "EOF" {
		t.Errorf("a foreign error: %q", got)
	}
}
