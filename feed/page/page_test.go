package page_test

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/feedtest"
	"github.com/masthead-feeds/masthead/feed/page"
)

// items are what is hard to show: everything that an item can say, as little, other scripts, nothing but an id.
func items() []*feed.Item {
	arabic, bare, late := feedtest.Everything(), feedtest.Nothing(), feedtest.Nothing()
	arabic.Language, arabic.Title = "ar", "الميناء: A story"
	arabic.UsageTerms = ""
	bare.Title, bare.URL, bare.Language = "", "", ""
	late.Updated = late.Published.AddDate(0, 0, 1)
	late.Language = "en-GB"
	return []*feed.Item{feedtest.Everything(), feedtest.Nothing(), arabic, bare, late}
}

// pages are a feed's page and that of all feeds, for sites in several languages.
func pages(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, language := range []string{"en", "de", "he", ""} {
		f := feedtest.Feed()
		f.Language = language
		f.Alternates = []feed.Alternate{{Type: feed.TypeRSS, URL: "https://example.org/a%20b.xml"}, {Type: feed.TypeJSON, URL: `https://example.org/"<&.json`}}
		all["feed "+language] = feedtest.Document(t, page.Encoder(), f, items()...)
		all["empty feed "+language] = feedtest.Document(t, page.Encoder(), &feed.Feed{Title: "T", Language: language, HomeURL: "https://example.org/", SelfURL: "https://example.org/feed.html"})
		index := &page.Index{Title: "News & <views>", Description: "All", Language: language, HomeURL: "https://example.org/blog/", Copyright: "© 2026", Items: items(), Feeds: []page.IndexFeed{
			{Name: "all", Title: "All", Type: feed.TypeRSS, Path: "feed.xml", URL: "https://example.org/feed.xml", Page: "feed.html"},
			{Name: "all", Title: "All", Type: feed.TypeAtom, Path: "atom.xml", URL: "https://example.org/atom.xml", Page: "feed.html"},
			{Name: "b", Title: "B", Type: feed.TypeRSS, Path: "a b/feed.xml", URL: "https://example.org/a%20b/feed.xml"},
		}}
		text, err := index.Render()
		if err != nil {
			t.Fatal(err)
		}
		all["index "+language] = string(text)
	}
	return all
}

func TestEverythingIsWritten(t *testing.T) {
	feedtest.Golden(t, "everything.html", feedtest.Document(t, page.Encoder(), feedtest.Feed(), items()...))
}

// eachPage runs a test for every page.
func eachPage(t *testing.T, check func(t *testing.T, text string, all []*html.Node)) {
	for name, text := range pages(t) {
		t.Run(name, func(t *testing.T) {
			root, err := html.Parse(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			check(t, text, slices.Collect(root.Descendants()))
		})
	}
}

// A browser mends what is wrong, and each in its way: there is to be nothing to mend. What is read and written again is the
// same document, and each element ends where it says.
func TestPagesAreHTMLWithNothingToMend(t *testing.T) {
	eachPage(t, func(t *testing.T, text string, _ []*html.Node) {
		var open []string
		tokens := html.NewTokenizer(strings.NewReader(text))
		for kind := tokens.Next(); kind != html.ErrorToken; kind = tokens.Next() {
			raw := string(tokens.Raw())
			token := tokens.Token()
			for _, a := range token.Attr { // of two that are alike a reader takes the first
				if strings.Count(raw, " "+a.Key+"=") > 1 {
					t.Errorf("%s has %s twice", raw, a.Key)
				}
			}
			switch {
			case kind == html.StartTagToken && !slices.Contains([]string{"meta", "link"}, token.Data):
				open = append(open, token.Data)
			case kind == html.EndTagToken && (len(open) == 0 || open[len(open)-1] != token.Data):
				t.Fatalf("</%s> within %v", token.Data, open)
			case kind == html.EndTagToken:
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			t.Errorf("%v do not end", open)
		}
		if once := rendered(t, text); rendered(t, once) != once {
			t.Errorf("read and written again it is another document:\n%s", once)
		}
	})
}

func rendered(t *testing.T, text string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var w strings.Builder
	if err := html.Render(&w, root); err != nil {
		t.Fatal(err)
	}
	return w.String()
}

// Who cannot see a page finds the way in it by its headings, its regions, and the names of its links and fields.
func TestPagesCanBeReadOut(t *testing.T) {
	eachPage(t, func(t *testing.T, _ string, all []*html.Node) {
		count, level := map[string]int{}, 0
		ids := map[string]bool{}
		for _, n := range all {
			if n.Type != html.ElementNode {
				continue
			}
			count[n.Data]++
			if id := attribute(n, "id"); id != "" {
				if ids[id] {
					t.Errorf("two elements are %q", id)
				}
				ids[id] = true
			}
			switch n.Data {
			case "h1", "h2", "h3", "h4":
				now := int(n.Data[1] - '0')
				if now > level+1 {
					t.Errorf("%q is an h%d behind an h%d", words(n), now, level)
				}
				if level = now; words(n) == "" {
					t.Errorf("an h%d says nothing", now)
				}
			case "a":
				if words(n) == "" || attribute(n, "href") == "" {
					t.Errorf("a link to %q is named %q", attribute(n, "href"), words(n))
				}
			case "textarea":
				if attribute(n, "aria-label") == "" || words(n) == "" {
					t.Errorf("a field of %q is named %q", words(n), attribute(n, "aria-label"))
				}
			}
			if i, err := strconv.Atoi(attribute(n, "tabindex")); err == nil && i > 0 {
				t.Errorf("%s is out of turn: tabindex %d", n.Data, i)
			}
		}
		for _, n := range all {
			if by := attribute(n, "aria-labelledby"); by != "" && !ids[by] {
				t.Errorf("%s is named by %q, which is not there", n.Data, by)
			}
		}
		for _, name := range []string{"title", "h1", "header", "main"} {
			if count[name] != 1 {
				t.Errorf("there are %d %s", count[name], name)
			}
		}
	})
}

// Nothing is loaded and nothing is run, whoever wrote the items.
func TestPagesLoadAndRunNothing(t *testing.T) {
	eachPage(t, func(t *testing.T, _ string, all []*html.Node) {
		for _, n := range all {
			if n.Type != html.ElementNode {
				continue
			}
			if slices.Contains([]string{"script", "img", "iframe", "object", "embed", "form", "base", "video", "audio", "svg", "math"}, n.Data) {
				t.Errorf("there is a %s", n.Data)
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "src" || a.Key == "style" || a.Key == "srcset" || strings.HasPrefix(a.Key, "on"):
					t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
				case a.Key == "href" && n.Data == "link" && attribute(n, "rel") != "alternate":
					t.Errorf("a link of the head is %q", attribute(n, "rel"))
				}
			}
		}
	})
}

// Text is read out in its language, and runs in its direction.
func TestEveryLanguageIsNamed(t *testing.T) {
	for language, want := range map[string]struct{ root, own, item string }{
		"en": {`<html lang="en">`, `<h2 id="newest">`, `<li lang="ar" dir="rtl">`},
		"":   {`<html lang="en">`, `<h2 id="newest">`, `<li lang="ar" dir="rtl">`},
		"de": {`<html lang="de">`, `<h2 id="newest" lang="en">`, `<li lang="ar" dir="rtl">`},
		"he": {`<html lang="he" dir="rtl">`, `<h2 id="newest" lang="en" dir="ltr">`, `<li lang="ar">`},
	} {
		for _, kind := range []string{"feed ", "index "} {
			text := pages(t)[kind+language]
			for _, part := range []string{want.root, want.own, want.item, `<span lang="en" dir="ltr">updated</span>`, `<a lang="en" dir="ltr" href="https://example.org/terms">Terms of use</a>`, "<bdi>Jane Doe</bdi>, <bdi>Ben Roe</bdi> (<bdi>Example Wire</bdi>)"} {
				if !strings.Contains(text, part) {
					t.Errorf("%s%q: there is no %s in\n%s", kind, language, part, text)
				}
			}
		}
	}
}

// WCAG 2.2, 1.4.3 and 1.4.11: 4.5 to 1 for text, 3 to 1 for the edges of fields.
func TestColoursAreFarEnoughApart(t *testing.T) {
	colours := regexp.MustCompile(`--(\w+): (#\w+);`).FindAllStringSubmatch(page.Style, -1)
	const each = 7
	if len(colours) != 2*each {
		t.Fatalf("there are %d colours, want %d light and as many dark", len(colours), each)
	}
	for _, scheme := range [][][]string{colours[:each], colours[each:]} {
		of := map[string]string{}
		for _, c := range scheme {
			of[c[1]] = c[2]
		}
		for name, least := range map[string]float64{"ink": 4.5, "quiet": 4.5, "link": 4.5, "seen": 4.5, "edge": 3} {
			if got := contrast(t, of[name], of["paper"]); got < least {
				t.Errorf("--%s: %s on %s is %.2f to 1, want %.1f", name, of[name], of["paper"], got, least)
			}
		}
	}
	for _, declaration := range regexp.MustCompile(`(?:color|background|border[a-z-]*|outline): [^;]*;`).FindAllString(page.Style, -1) {
		if strings.Contains(declaration, "#") {
			t.Errorf("%q names a colour of its own", declaration)
		}
	}
}

// contrast is the ratio that WCAG defines between two colours such as #fff or #1a1a1a.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	var light [2]float64
	for i, colour := range []string{a, b} {
		digits := strings.TrimPrefix(colour, "#")
		if len(digits) == 3 {
			digits = fmt.Sprintf("%[1]c%[1]c%[2]c%[2]c%[3]c%[3]c", digits[0], digits[1], digits[2])
		}
		value, err := strconv.ParseUint(digits, 16, 24)
		if err != nil || len(digits) != 6 {
			t.Fatalf("%q is no colour", colour)
		}
		for shift, share := range map[int]float64{16: .2126, 8: .7152, 0: .0722} {
			c := float64(value>>shift&255) / 255
			if c <= .04045 {
				c /= 12.92
			} else {
				c = math.Pow((c+.055)/1.055, 2.4)
			}
			light[i] += share * c
		}
	}
	return (max(light[0], light[1]) + .05) / (min(light[0], light[1]) + .05)
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// words is the text of an element.
func words(n *html.Node) string {
	var w strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			w.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(w.String())
}
