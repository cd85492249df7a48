package wxr

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf16"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, New(), 11) }

// TestPassed says what is told of the members that are no articles.
func TestPassed(t *testing.T) {
	for name, want := range map[string]string{
		"passed.xml":      `1 page, 1 product, 1 of type "recipe" of a WordPress export`,
		"classic.xml":     "1 page, 1 menu item of a WordPress export",
		"held.xml":        "1 post in the trash, 1 post that was only begun of a WordPress export",
		"pictures.xml":    "3 attachments of a WordPress export",
		"squarespace.xml": "1 attachment, 1 page of a WordPress export",
		"latin1.wxr":      "",
	} {
		folder := source.Folder{FS: os.DirFS("testdata"), Include: []string{name}, Zone: time.UTC, Readers: []source.Reader{New()}}
		scan, err := folder.Scan(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, p := range scan.Passed {
			got += p.Message
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestFileThatCannotBeRead holds that a file which is damaged outside of its members is not passed over in silence.
func TestFileThatCannotBeRead(t *testing.T) {
	start := `<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>T</title>`
	for _, text := range []string{start + "<wp:tag><x></wp:tag></channel></rss>", start} {
		articles := articlesOf(t, []byte(text))
		if len(articles) != 1 || !articles[0].Rejected || articles[0].Problems[0].Line != 1 {
			t.Errorf("%s: %v", text, articles)
		}
	}
}

// What WordPress did not show stays inside: also what was to appear before the export was made and did not, whatever day its
// file is of, and what is behind a password of one blank.
func TestHeld(t *testing.T) {
	const item = `<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>T</title>%s<item><title>A</title><wp:post_type>post</wp:post_type>` +
		`<wp:post_date_gmt>%s</wp:post_date_gmt><wp:status>%s</wp:status><wp:post_password>%s</wp:post_password></item></channel></rss>`
	const made = "<pubDate>Thu, 12 Mar 2026 08:00:00 +0000</pubDate>"
	for text, want := range map[string]bool{
		fmt.Sprintf(item, made, "2026-03-11 08:00:00", "publish", "<![CDATA[]]>"):  false,
		fmt.Sprintf(item, made, "2026-03-11 08:00:00", "publish", "\n\t"):          false,
		fmt.Sprintf(item, made, "2026-03-11 08:00:00", "publish", "<![CDATA[ ]]>"): true,
		fmt.Sprintf(item, made, "2026-03-11 08:00:00", "future", ""):               true,
		fmt.Sprintf(item, made, "2026-03-13 08:00:00", "future", ""):               false, // its date holds it
		fmt.Sprintf(item, "", "2026-03-11 08:00:00", "future", ""):                 false, // of a file of 1970
	} {
		if a := articlesOf(t, []byte(text))[0]; a.Draft.Value != want {
			t.Errorf("%s: draft %v", text, a.Draft.Value)
		}
	}
}

// What plugins keep for members stays inside, and what they say of a post for everybody does not keep it there.
func TestForMembers(t *testing.T) {
	const item = `<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>T</title><item><title>A</title><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>` +
		`<wp:postmeta><wp:meta_key>%s</wp:meta_key><wp:meta_value><![CDATA[%s]]></wp:meta_value></wp:postmeta></item></channel></rss>`
	for _, c := range []struct {
		key, value string
		want       bool
	}{
		{"rcp_access_level", "None", false}, {"rcp_user_level", "All", false}, {"rcp_user_level", "Subscriber", true}, {"rcp_subscription_level", "any-paid", true},
		{"_is_paid", "", false}, {"_is_paid", "1", true}, {"patreon-level", "0", false}, {"patreon-level", "5", true}, {"groups-read", "3", true}, {"_wpmem_block", "1", true},
		{"memberful_acl", `a:2:{s:7:"product";a:0:{}s:12:"subscription";a:0:{}}`, false}, {"memberful_acl", `a:1:{s:12:"subscription";a:1:{i:0;i:7;}}`, true},
		{"_issuem_leaky_paywall_visibility", `a:1:{s:15:"visibility_type";s:7:"default";}`, false}, {"_issuem_leaky_paywall_visibility", `a:1:{s:15:"visibility_type";s:4:"only";}`, true},
		{"um_content_restriction", `a:2:{s:26:"_um_custom_access_settings";b:0;s:14:"_um_accessible";s:1:"2";}`, false},
		{"um_content_restriction", `a:2:{s:26:"_um_custom_access_settings";b:1;s:14:"_um_accessible";s:1:"2";}`, true},
	} {
		if a := articlesOf(t, []byte(fmt.Sprintf(item, c.key, c.value)))[0]; a.Draft.Value != c.want {
			t.Errorf("%s %s: draft %v", c.key, c.value, a.Draft.Value)
		}
	}
}

// TestKnownShortcodes tries the example of each row.
func TestKnownShortcodes(t *testing.T) {
	pictures := &beside{pictures: map[string]picture{
		"1": {url: "/one.png", alt: "One", caption: "The first"}, "2": {url: "/two.png"}, "3": {url: "/three.mp3"},
	}}
	for _, r := range known {
		w := newWriter(content{text: r.line}, newTable(), func() *beside { return pictures })
		if got := w.html(); got != r.gives {
			t.Errorf("%s\ngave %s\nwant %s", r.line, got, r.gives)
		}
		for _, p := range w.problems {
			t.Errorf("%s: %v", r.line, p)
		}
	}
}

func TestBody(t *testing.T) {
	for name, c := range map[string]struct{ text, gives string }{
		"words in brackets":              {"He said [sic] and [1] and [citation needed] and […] [and/or] [n=5].", "<p>He said [sic] and [1] and [citation needed] and […] [and/or] [n=5].</p>"},
		"escaped across another":         {"[caption][[a_b]x[/caption]y[/a_b]]", "<figure>[x</figure>\n<p>y]</p>"},
		"addresses within lines":         {"<b>a</b>https://example.org/\n\nhttps://example.org/<b>a</b>", "<p><b>a</b>https://example.org/</p>\n<p>https://example.org/<b>a</b></p>"},
		"a bracket within":               {`[fancy a="b" [sic]`, `<p>[fancy a="b" [sic]</p>`},
		"unknown, a paragraph":           {"a\n\n[some_form]\n\nb", "<p>a</p>\n<p>b</p>"},
		"names in a list":                {"a\n[tmp_name]\n[size_t]", "<p>a<br>\n[tmp_name]<br>\n[size_t]</p>"},
		"code among words":               {`The file is $_FILES["a"][tmp_name] or x[a_b c="d"].`, `<p>The file is $_FILES["a"][tmp_name] or x[a_b c="d"].</p>`},
		"unknown, enclosing":             {"[fancy style=\"x\"]Kept[/fancy] text", "<p>Kept text</p>"},
		"crossed":                        {"[a_b]one[c_d]two[/a_b]three[/c_d]", "<p>onetwothree</p>"},
		"escaped":                        {"Write [[gallery ids=\"1\"]] or [[caption]x[/caption]].", "<p>Write [gallery ids=\"1\"] or [caption]x[/caption].</p>"},
		"in code":                        {"<pre>[gallery]\n\n[/x]</pre>\n\n<code>[toc]</code>", "<pre>[gallery]\n\n[/x]</pre>\n<p><code>[toc]</code></p>"},
		"in a tag":                       {`<a href="/" title="[toc]">x</a>`, `<p><a href="/" title="[toc]">x</a></p>`},
		"code that is escaped":           {"[code]&lt;b&gt; [x][/code]", "<pre><code>&lt;b&gt; [x]</code></pre>"},
		"code with a tag open":           {"[php]<pre> [/php]\n\n<pre>x</pre>", "<pre><code class=\"language-php\">&lt;pre&gt; </code></pre>\n<pre>x</pre>"},
		"old caption":                    {`[caption caption="Seen"]<a href="/b"><img src="/a.png"></a>[/caption]`, `<figure><a href="/b"><img src="/a.png"></a><figcaption>Seen</figcaption></figure>`},
		"address on a line":              {"a\n\nhttps://example.org/b?c&amp;d\n\ne https://example.org/ f", "<p>a</p>\n<p><a href=\"https://example.org/b?c&amp;d\">https://example.org/b?c&amp;d</a></p>\n<p>e https://example.org/ f</p>"},
		"address in an embed block":      {"<!-- wp:embed {\"url\":\"x\"} -->\n<figure><div class=\"wp-block-embed__wrapper\">\nhttps://example.org/a\n</div></figure>\n<!-- /wp:embed -->", "<figure><div class=\"wp-block-embed__wrapper\">\n<a href=\"https://example.org/a\">https://example.org/a</a>\n</div></figure>"},
		"blocks":                         {"<!-- wp:paragraph -->\n<p>a\nb</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:latest-posts /-->\n<!-- wp:more -->\n<!--more-->\n<!-- /wp:more -->", "<p>a\nb</p>"},
		"blocks behind an old post":      {"old\n\nwords\n<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->", "<p>old</p>\n<p>words</p>\n<p>a</p>"},
		"more and pages":                 {"a\n\n<!--more Read on-->\n\nb\n<!--nextpage-->\nc", "<p>a</p>\n<p>b<br>\nc</p>"},
		"members, deep":                  {strings.Repeat("[quote_x][pullquote]", 9) + "[members]a[/members]b" + strings.Repeat("[/pullquote][/quote_x]", 9), strings.Repeat("<blockquote>", deepest) + "<p>b</p>" + strings.Repeat("</blockquote>", deepest)},
		"members within members":         {"a[member]b[member]c[/member]d[/member]e [member]f", "<p>ae [member]f</p>"},
		"a block without an end":         {"<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph --><!-- wp:jetpack/subscriber-view -->b", "<p>a</p>"},
		"blocks for members within":      {"<!-- wp:jetpack/subscriber-view -->a<!-- wp:jetpack/subscriber-view -->b<!-- /wp:jetpack/subscriber-view -->c<!-- /wp:jetpack/subscriber-view --><!-- wp:html --><pre>d<!-- wp:jetpack/subscriber-view -->e</pre><!-- /wp:jetpack/subscriber-view --><!-- /wp:html -->", "<pre>d"},
		"blocks that are hidden":         {"<!-- wp:group {\"metadata\":{\"name\":\"x\",\"blockVisibility\":false}} --><div><!-- wp:paragraph --><p>a</p><!-- /wp:paragraph --><!-- wp:x /--></div><!-- /wp:group --><!-- wp:paragraph --><p>b</p><!-- /wp:paragraph --><!-- wp:paragraph {\"blockVisibility\":{\"hideBlock\":true}} --><p>c</p><!-- /wp:paragraph --><!-- wp:paragraph {\"metadata\":{\"blockVisibility\":{\"viewport\":{\"mobile\":false}}}} --><p>d</p><!-- /wp:paragraph -->", "<p>b</p>\n<p>d</p>"},
		"a paywall of Memberful":         {"<!-- wp:paragraph --><p>a</p><!-- /wp:paragraph --><!-- wp:memberful/paywall-divider /--><!-- wp:paragraph --><p>b</p><!-- /wp:paragraph -->", "<p>a</p>"},
		"gallery whose pictures are not": {"a\n\n[gallery ids=\"9\"]", "<p>a</p>"},
	} {
		w := newWriter(content{text: c.text}, newTable(), func() *beside { return &beside{} })
		if got := w.html(); got != c.gives {
			t.Errorf("%s\ngave %s\nwant %s", name, got, c.gives)
		}
	}
}

func TestRecognises(t *testing.T) {
	for start, want := range map[string]bool{
		"\xef\xbb\xbf\n<?xml version='1.0'?><!-- x -->\n<rss version=\"2.0\"\n\txmlns:wp=\"http://wordpress.org/export/1.2/\"\n>": true,
		`<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>`:                                   false,
		`<rss version="2.0"><channel><title>http://wordpress.org/export/1.2/</title>`:                                             false,
		`<html><body>&lt;rss http://wordpress.org/export/`:                                                                        false,
		"": false,
	} {
		if got := source.Recogniser(New()).Recognises([]byte(start)); got != want {
			t.Errorf("%q: %v", start, got)
		}
	}
}

// TestUnendedMember holds that a member without an end costs no other.
func TestUnendedMember(t *testing.T) {
	data, err := os.ReadFile("testdata/coauthors.xml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "</item>", "", 1)
	articles := articlesOf(t, []byte(text))
	if len(articles) != 6 || !articles[0].Rejected || articles[1].Rejected || articles[1].Title.Value != "A guest alone" || articles[1].HTML != "<p>Text.</p>" {
		t.Errorf("%d articles: %+v", len(articles), articles[1])
	}
}

// TestMedia holds what explain does not show of pictures and recordings.
func TestMedia(t *testing.T) {
	for name, want := range map[string]source.Media{
		"pictures.xml": {URL: "https://example.org/files/lead.jpg", Alt: "Boats in a row", Title: "Boats at dawn",
			Credit: "Ana Pérez", Rights: "© 2026 Ana Pérez"},
		"squarespace.xml": {URL: "https://example.com/lead.jpg?format=1500w&x=1"},
		"podcast.xml":     {URL: "https://example.org/audio/one.mp3", Type: "audio/mpeg", Length: 5242880, Duration: 31*time.Minute + 12*time.Second},
	} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		a := articlesOf(t, data)[0]
		got := a.Image.Value
		if len(a.Media.Value) > 0 {
			got = a.Media.Value[0]
		}
		if got != want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := serialised(`s:6:"credit";s:99:"Jane";`, "credit"); got != "" {
		t.Errorf("a string shorter than it says: %q", got)
	}
}

// TestEncodings holds that a file whose parts cannot be read alone says what it says in UTF-8.
func TestEncodings(t *testing.T) {
	data, err := os.ReadFile("testdata/gutenberg.xml")
	if err != nil {
		t.Fatal(err)
	}
	wide := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(string(data))) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	want, got := articlesOf(t, data), articlesOf(t, wide)
	if len(got) != 1 || got[0].HTML != want[0].HTML || got[0].Title.Value != want[0].Title.Value || got[0].Rejected {
		t.Errorf("%+v", got)
	}
}

// articlesOf reads a file with its bodies.
func articlesOf(t *testing.T, data []byte) []*source.Article {
	t.Helper()
	folder := source.Folder{FS: fstest.MapFS{"a.xml": {Data: data}}, Zone: time.UTC, Readers: []source.Reader{New()}}
	scan, err := folder.Scan(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range scan.Articles {
		folder.Body(a)
	}
	return scan.Articles
}

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, New()) }

// FuzzBody tries texts alone, which the fuzzing of whole files hardly changes.
func FuzzBody(f *testing.F) {
	for _, r := range known {
		f.Add(r.line + "\n\n<div>[[" + r.line[1:] + "</div>")
	}
	f.Add("<!-- wp:quote -->\n<blockquote><p>a</p></blockquote>\n<!-- /wp:quote --><!-- wp:block {\"ref\":1} /-->")
	f.Add("<table><tr><td>a\n\nb</td></tr></table><!--more--><pre>[x]</pre>\r\nhttps://example.org/")
	others := &beside{pictures: map[string]picture{"1": {url: "/a.png"}}, blocks: map[string]string{"1": "[gallery ids=1]"}}
	f.Fuzz(func(t *testing.T, text string) {
		w := newWriter(content{text: text, line: 1}, newTable(), func() *beside { return others })
		w.html()
		for _, p := range w.problems {
			if p.Line > strings.Count(text, "\n")+1 {
				t.Errorf("a problem of line %d", p.Line)
			}
		}
	})
}
