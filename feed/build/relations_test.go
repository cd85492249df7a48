package build_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/markdown"
)

// anew builds the same site without anything that is remembered.
func (s *site) anew() map[string]string {
	s.t.Helper()
	other, options := *s, *s.options
	options.State, options.Kept = nil, nil
	other.options, other.target = &options, &serve.Store{}
	other.mustBuild()
	return other.published()
}

// wantAsAnew fails the test unless what is published is what a build without a past would publish.
func (s *site) wantAsAnew() {
	s.t.Helper()
	if diff := cmp.Diff(s.anew(), s.published()); diff != "" {
		s.t.Errorf("differs from a build without a state (-without +with):\n%s", diff)
	}
}

func TestCorrectionsStandBelowTheText(t *testing.T) {
	for name, c := range map[string]struct{ front, want string }{
		"dated":           {`corrections: [{date: 2026-03-05, text: "A < B & C."}]`, `Text of a.md.</p><p class="correction"><strong>Correction, 2026-03-05:</strong> A &lt; B &amp; C.</p>`},
		"without a date":  {"corrections: The name was wrong.", `<p class="correction"><strong>Correction:</strong> The name was wrong.</p>`},
		"in its language": {"language: pt-BR\ncorrections: [{date: 2026-03-05, text: O nome.}]", `<strong>Correção, 2026-03-05:</strong> O nome.`},
		"in no known one": {"language: fi\ncorrections: [{date: 2026-03-05, text: Nimi.}]", `<strong>Correction, 2026-03-05:</strong> Nimi.`},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "short", Text: source.Summary, Formats: []build.Format{{Name: "rss", Path: "summary.xml"}}})
			s.article("a.md", "title: A\ndate: 2026-03-01\n"+c.front)
			s.mustBuild()
			got := s.published()
			if !strings.Contains(got["feed.xml"], c.want) {
				t.Errorf("no %s in\n%s", c.want, got["feed.xml"])
			}
			if strings.Contains(got["summary.xml"], "Corre") || strings.Contains(got["feed.xml"], "<description>Text of a.md. Corre") {
				t.Errorf("the summary has the correction, too:\n%s", got["summary.xml"])
			}
		})
	}
}

// What is put right at an hour to come is not seen before, and is from then on, also where the item was made before.
func TestACorrectionAppearsAtItsHour(t *testing.T) {
	for _, feed := range []string{"full", "by update"} {
		t.Run(feed, func(t *testing.T) {
			s := newSite(t)
			s.options.Feeds[0].ByUpdate = feed == "by update"
			s.options.Site.Corrected = "Corrected:"
			s.withState()
			first, second := now.Add(time.Hour), now.Add(2*time.Hour)
			s.article("a.md", "title: A\ndate: 2026-03-01\ncorrections:\n- {date: "+first.Format(time.RFC3339)+", text: The first.}\n- {date: "+second.Format(time.RFC3339)+", text: The second.}")
			for _, at := range []struct {
				now    time.Time
				want   int // corrections
				change string
				next   time.Time
			}{
				{now, 0, "2026-03-01T00:00:00Z", first},
				{first.Add(-time.Second), 0, "2026-03-01T00:00:00Z", first},
				{first, 1, "2026-03-12T13:00:00Z", second},
				{second, 2, "2026-03-12T14:00:00Z", time.Time{}},
				{second.Add(time.Hour), 2, "2026-03-12T14:00:00Z", time.Time{}},
				{first, 1, "2026-03-12T13:00:00Z", second}, // a build for an earlier instant
				{now, 0, "2026-03-01T00:00:00Z", first},
			} {
				s.now = at.now
				r := s.mustBuild()
				got := s.published()
				if n := strings.Count(got["feed.xml"], `class="correction"`); n != at.want {
					t.Errorf("at %v: %d corrections, want %d", at.now, n, at.want)
				}
				if !strings.Contains(got["atom.xml"], "<updated>"+at.change+"</updated>") {
					t.Errorf("at %v: not updated at %s:\n%s", at.now, at.change, got["atom.xml"])
				}
				if strings.Contains(got["atom.xml"], "Corrected: A") != (at.want > 0) {
					t.Errorf("at %v: the title:\n%s", at.now, got["atom.xml"])
				}
				if !r.Next.Equal(at.next) {
					t.Errorf("at %v: the next change is at %v, want %v", at.now, r.Next, at.next)
				}
				if messages(r.Problems) != "" {
					t.Errorf("at %v: %s", at.now, messages(r.Problems))
				}
				s.wantAsAnew()
			}
		})
	}
}

// translations gives for each item of the JSON feed the pages that it names, by its own.
func (s *site) translations() map[string]string {
	s.t.Helper()
	data, err := s.target.Read("feed.json")
	if err != nil {
		s.t.Fatal(err)
	}
	var doc struct {
		Items []struct {
			URL      string `json:"url"`
			Masthead struct {
				Translations []struct{ Language, URL string }
			} `json:"_masthead"`
		}
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		s.t.Fatal(err)
	}
	found := map[string]string{}
	for _, it := range doc.Items {
		var named []string
		for _, t := range it.Masthead.Translations {
			named = append(named, t.Language+" "+strings.TrimPrefix(t.URL, "https://example.org"))
		}
		found[strings.TrimPrefix(it.URL, "https://example.org")] = strings.Join(named, ", ")
	}
	return found
}

func (s *site) wantTranslations(want map[string]string) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.translations()); diff != "" {
		s.t.Error(diff)
	}
	s.wantAsAnew()
}

func TestFilesThatDifferByALanguageAreTranslations(t *testing.T) {
	s := newSite(t)
	for name, front := range map[string]string{
		"a/index.md": "", "a/index.ja.md": "", "a/index.pt-BR.md": "", // in a folder of their own
		"b.de.md": "", "b.fr.md": "", // none in the language of the site
		"c.md": "", "c.es.md": "language: it", // its own word counts more
		"d.md": "", "d.en.md": "", "d.nl.md": "", // two in one language
		"e.md": "", "e.min.md": "", "e.notes.md": "", // no languages
		"f.ja.md": "", "other/f.md": "", // elsewhere
		"g.md": "", "g.de.md": "draft: true", "g.fr.md": "embargo: 2099-01-01", "g.es.md": "date: 2099-01-01", "g.it.md": "expires: 2026-02-02", "g.nl.md": "withdrawn: true",
		"h.md": "", "h.de.md": "url: none", // no page of its own
	} {
		if !strings.Contains(front, "date") {
			front += "\ndate: 2026-03-01"
		}
		s.article(name, "title: "+name+"\n"+front)
	}
	s.mustBuild()
	s.wantTranslations(map[string]string{
		"/a/": "ja /ja/a/, pt-BR /pt-BR/a/", "/ja/a/": "en /a/, pt-BR /pt-BR/a/", "/pt-BR/a/": "en /a/, ja /ja/a/",
		"/de/b/": "fr /fr/b/", "/fr/b/": "de /de/b/",
		"/c/": "it /c.es/", "/c.es/": "en /c/",
		"/d/": "nl /nl/d/", "/en/d/": "nl /nl/d/", "/nl/d/": "en /en/d/",
		"/e/": "", "/e.min/": "", "/e.notes/": "", "/ja/f/": "", "/other/f/": "",
		"/g/": "", "/h/": "", "": "en /h/",
	})
}

// What an item says of its translations hangs on their files, and on the hour; it is not kept longer than it holds, nor said before.
func TestTranslationsComeAndGo(t *testing.T) {
	const before, after = "title: A\ndate: 2026-03-01\nsummary: Short.", "title: Ja\ndate: 2026-03-01\nsummary: Short.\n"
	s := newSite(t)
	s.withState()
	s.article("other.md", before)
	s.article("a.md", before)
	check := func(step string, named bool) {
		t.Helper()
		want := map[string]string{"/a/": "", "/other/": ""}
		if named {
			want["/a/"], want["/ja/a/"] = "ja /ja/a/", "en /a/"
		}
		t.Log(step)
		s.mustBuild()
		s.wantTranslations(want)
		if r := s.mustBuild(); r.Changed() {
			t.Errorf("%s: changed again: %v", step, r.Changes)
		}
		for name, text := range s.published() {
			if strings.HasPrefix(name, "feed") && !named && strings.Contains(text, "/ja/") {
				t.Errorf("%s: %s names it", step, name)
			}
			if name == "feed.xml" && strings.Count(text, `<atom:link rel="alternate" type="text/html" hreflang="ja" href="https://example.org/ja/a/">`) != map[bool]int{true: 1}[named] {
				t.Errorf("%s:\n%s", step, text)
			}
			if name == "atom.xml" && strings.Count(text, `<link rel="alternate" type="text/html" hreflang="ja" href="https://example.org/ja/a/">`) != map[bool]int{true: 1}[named] {
				t.Errorf("%s:\n%s", step, text)
			}
		}
	}
	check("alone", false)
	s.later("a.ja.md", after)
	check("added", true)
	s.later("a.ja.md", after+"draft: true")
	check("draft", false)
	s.later("a.ja.md", after)
	check("finished", true)
	ends := s.now.Add(time.Hour).UTC().Truncate(time.Second)
	s.later("a.ja.md", after+"embargo: "+ends.Format(time.RFC3339))
	check("under embargo", false)
	s.now = ends.Add(-time.Second)
	check("a second before", false)
	s.now = ends
	check("the embargo is over", true)
	s.now = ends.Add(-time.Second)
	check("a build for an earlier instant", false)
	s.now = ends.Add(time.Minute)
	check("and for a later", true)
	ends = s.now.Add(time.Hour)
	s.later("a.ja.md", after+"expires: "+ends.Format(time.RFC3339))
	check("about to expire", true)
	s.now = ends
	check("expired", false)
	s.later("a.ja.md", after)
	check("back again", true)
	s.later("a.ja.md", after+"withdrawn: true")
	s.options.WithdrawFor = 0
	s.mustBuild()
	if got := s.translations()["/a/"]; got != "" {
		t.Errorf("withdrawn: %s", got)
	}
	s.later("a.ja.md", after)
	check("no longer withdrawn", true)
	delete(s.files, "a.ja.md")
	s.mustBuild()
	if got := s.translations()["/a/"]; got != "" {
		t.Errorf("deleted: %s", got)
	}
}

// The text of a translation may hold it, which its head does not say; also where no feed has room for it.
func TestATranslationThatItsTextHoldsIsNotNamed(t *testing.T) {
	for name, limit := range map[string]int{"": 0, "no room": 1} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.options.Feeds[0].Limit = limit
			s.withState()
			s.article("a.md", "title: A\ndate: 2026-03-02")
			ends := time.Date(2026, 3, 12, 20, 0, 0, 0, time.UTC)
			s.write("a.ja.md", "---\ntitle: Ja\ndate: 2026-03-01\nsummary: Short.\n---\nEMBARGOED UNTIL 12 March 2026 20:00 UTC\n\nText.\n")
			for _, at := range []struct {
				now  time.Time
				want string
				next time.Time
			}{{now, "", ends}, {ends.Add(-time.Second), "", ends}, {ends, "ja /ja/a/", time.Time{}}, {now, "", ends}} {
				s.now = at.now
				r := s.mustBuild()
				if got := s.translations()["/a/"]; got != at.want {
					t.Errorf("at %v: %q, want %q", at.now, got, at.want)
				}
				if !r.Next.Equal(at.next) {
					t.Errorf("at %v: the next change is at %v, want %v", at.now, r.Next, at.next)
				}
				s.wantAsAnew()
			}
		})
	}
}

// A file that broke stays as it was last out, but not with the page of a translation that is not out any more.
func TestABrokenFileNamesOnlyWhatIsOut(t *testing.T) {
	for name, c := range map[string]struct {
		front string // of the translation, from then on
		stays bool
	}{
		"out":           {"", true},
		"broken, too":   {"summary: [", true},
		"under embargo": {"embargo: 2099-01-01", false},
		"withdrawn":     {"withdrawn: true", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.withState()
			s.options.AllowShrink = true
			s.article("a.md", "title: A\ndate: 2026-03-01")
			s.article("a.ja.md", "title: Ja\ndate: 2026-03-01")
			s.article("b.md", "title: B\ndate: 2026-03-01")
			s.mustBuild()
			s.later("a.md", "title: [")
			s.later("a.ja.md", "title: Ja\ndate: 2026-03-01\n"+c.front)
			s.mustBuild()
			if _, stays := s.translations()["/a/"]; stays != c.stays {
				t.Errorf("it stays: %v, want %v", stays, c.stays)
			}
		})
	}
}

// Articles that say which one they are a translation of, or share a key, belong together wherever they lie.
func TestArticlesSayWhatTheyAreTranslationsOf(t *testing.T) {
	base := t.TempDir()
	for name, front := range map[string]string{
		"a.md": "", "fr/by-path.md": "translation_of: a.md", "de/by-address.md": "translation_of: /a/", "it/whole.md": "translation_of: https://example.org/a/",
		"b.md": "id: '17'", "fr/by-id.md": "translation_of: '17'", "fr/beside.md": "", "de/near.md": "language: de\ntranslation_of: ../fr/beside.md",
		"c.md": "translationKey: c", "fr/keyed.md": "translationKey: c", "de/other.md": "translationKey: d",
		"draft.md": "draft: true", "fr/of-draft.md": "translation_of: draft.md", "de/of-draft.md": "translation_of: /draft/",
		"fr/of-nothing.md": "translation_of: nothing.md", "es/of-nothing.md": "translation_of: nothing.md",
		"fr/of-others.md": "translation_of: https://other.example/1", "es/of-others.md": "translation_of: https://other.example/1",
		"self.md": "translation_of: self.md",
	} {
		file := filepath.Join(base, "posts", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("---\ntitle: "+name+"\ndate: 2026-03-01\n"+front+"\n---\nText.\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	c, err := config.Parse("masthead.yaml", []byte("site: {url: https://example.org, language: en}\nsources: [{dir: posts}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t)
	if s.options, err = build.Configured(c, base, filepath.Join(base, "public"), []source.Reader{markdown.New()}); err != nil {
		t.Fatal(err)
	}
	s.withState()
	want := map[string]string{
		"/a/": "de /de/by-address/, fr /fr/by-path/, it /it/whole/", "/fr/by-path/": "de /de/by-address/, en /a/, it /it/whole/",
		"/de/by-address/": "en /a/, fr /fr/by-path/, it /it/whole/", "/it/whole/": "de /de/by-address/, en /a/, fr /fr/by-path/",
		"/b/": "fr /fr/by-id/", "/fr/by-id/": "en /b/", "/fr/beside/": "de /de/near/", "/de/near/": "fr /fr/beside/",
		"/c/": "fr /fr/keyed/", "/fr/keyed/": "en /c/", "/de/other/": "",
		"/fr/of-draft/": "de /de/of-draft/", "/de/of-draft/": "fr /fr/of-draft/", "/fr/of-nothing/": "", "/es/of-nothing/": "",
		"/fr/of-others/": "es /es/of-others/", "/es/of-others/": "fr /fr/of-others/", "/self/": "",
	}
	s.mustBuild()
	s.wantTranslations(want)
	if err := os.WriteFile(filepath.Join(base, "posts", "fr", "keyed.md"), []byte("---\ntitle: Keyed\ndate: 2026-03-01\ntranslationKey: e\n---\nText.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	want["/c/"], want["/fr/keyed/"] = "", ""
	s.mustBuild() // with what the state remembers of the others
	s.wantTranslations(want)
}

// What only subscribers have is named to nobody else.
func TestATranslationForSubscribersIsNotNamedInPublic(t *testing.T) {
	base := t.TempDir()
	for name, front := range map[string]string{"a.md": "tags: [free]", "a.ja.md": "tags: [paid]", "b.md": "tags: [free]", "b.ja.md": "tags: [none]"} {
		if err := os.WriteFile(filepath.Join(base, name), []byte("---\ntitle: "+name+"\ndate: 2026-03-01\n"+front+"\n---\nText.\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	c, err := config.Parse("masthead.yaml", []byte(`
site: {url: https://example.org, language: en}
feeds:
- {name: all, formats: {json: feed.json}, select: {tag: [free]}}
- {name: paid, private: true, formats: {json: paid.json}, select: {tag: [free, paid]}}
`))
	if err != nil {
		t.Fatal(err)
	}
	s := newSite(t)
	if s.options, err = build.Configured(c, base, filepath.Join(base, "public"), []source.Reader{markdown.New()}); err != nil {
		t.Fatal(err)
	}
	s.options.Elsewhere[0].Formats[0].Path = "feed.json"
	private := s.private()
	both(s, private)
	s.wantTranslations(map[string]string{"/a/": "", "/b/": "ja /ja/b/"})
	private.wantTranslations(map[string]string{"/a/": "ja /ja/a/", "/ja/a/": "en /a/", "/b/": "ja /ja/b/"})
}

// An item names the page of another article as long as that is out, and no byte of its address before and after; also where the item
// was made before.
func TestAPageIsRelatedWhileItsArticleIsOut(t *testing.T) {
	s := newSite(t)
	s.withState()
	s.article("b.md", "title: B\ndate: 2026-03-02\nrelated: [/merger/, https://other.example/x/]")
	hour := now.Add(time.Hour)
	for i, at := range []struct {
		now   time.Time
		front string // of the other; empty for none
		named bool
	}{
		{now, "", true}, // nobody knows of an article
		{now, "date: 2026-03-01\nembargo: " + hour.Format(time.RFC3339), false},
		{hour.Add(-time.Second), "date: 2026-03-01\nembargo: " + hour.Format(time.RFC3339), false},
		{hour, "date: 2026-03-01\nembargo: " + hour.Format(time.RFC3339), true},
		{hour, "date: 2026-03-01\ndraft: true", false},
		{hour, "date: 2026-03-01", true},
		{hour, "date: 2026-03-01\nexpires: " + hour.Add(time.Hour).Format(time.RFC3339), true},
		{hour.Add(time.Hour), "date: 2026-03-01\nexpires: " + hour.Add(time.Hour).Format(time.RFC3339), false},
		{hour.Add(time.Hour), "date: 2026-03-01\nwithdrawn: true", false},
		{hour.Add(time.Hour), "date: 2026-03-01\nexpires: soon\nembargo: sometime", false},
		{hour.Add(time.Hour), "date: 2026-03-01", true},
	} {
		s.now = at.now
		if delete(s.files, "merger.md"); at.front != "" {
			s.article("merger.md", "title: M\n"+at.front)
			s.touch("merger.md", now.AddDate(0, 0, -20+i))
		}
		s.mustBuild()
		for name, text := range s.published() {
			relates := strings.Contains(text, `rel="related" href="https://example.org/merger/"`) || strings.Contains(text, `"https://example.org/merger/"`) && name == "feed.json"
			if !at.named && strings.Contains(text, "merger") && name != manifest {
				t.Errorf("%d: %s tells of the other:\n%s", i, name, text)
			}
			if at.named && !relates && name != manifest && name != "feed.html" {
				t.Errorf("%d: %s does not name the other:\n%s", i, name, text)
			}
			if !strings.Contains(text, "https://other.example/x/") && name != manifest && name != "feed.html" {
				t.Errorf("%d: %s does not name somebody else's page:\n%s", i, name, text)
			}
		}
		if diff := cmp.Diff(s.anew()["atom.xml"], s.published()["atom.xml"]); diff != "" {
			t.Errorf("%d: %s", i, diff)
		}
	}
}
