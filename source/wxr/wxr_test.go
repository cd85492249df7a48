package wxr

import (
	"os"
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, New(), 10) }

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
		folder := source.Folder{FS: fstest.MapFS{"a.xml": {Data: []byte(text)}}, Zone: time.UTC, Readers: []source.Reader{New()}}
		scan, err := folder.Scan(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		if len(scan.Articles) != 1 || !scan.Articles[0].Rejected || scan.Articles[0].Problems[0].Line != 1 {
			t.Errorf("%s: %v", text, scan)
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

// listed gives an article for every file, as the fuzzing asks for: files that are no exports, or have no posts, have none.
type listed struct{ *Reader }

func (l listed) Recognises([]byte) bool { return true }

func (l listed) Head(f *source.File) ([]*source.Article, error) {
	articles, err := l.Reader.Head(f)
	if len(articles) == 0 && err != nil {
		return nil, source.Problem{Message: err.Error()}
	}
	return articles, nil
}

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, listed{New()}) }
