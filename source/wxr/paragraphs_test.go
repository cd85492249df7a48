package wxr

import (
	"strings"
	"testing"
)

// TestParagraphs holds what becomes of line breaks against what WordPress shows.
func TestParagraphs(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		"one":                             "<p>one</p>",
		"\none\n\n\n two \nthree\n":       "<p>one</p>\n<p>two<br>\nthree</p>",
		"one\n\u2028\ntwo (p <n, n> 1)":   "<p>one</p>\n<p>two (p &lt;n, n> 1)</p>",
		"one<br>\ntwo<br/>\nthree":        "<p>one<br>\ntwo<br>\nthree</p>",
		"one<br><br />two<br>":            "<p>one</p>\n<p>two</p>",
		"a<div>b</div>c":                  "<p>a</p>\n<div>b</div>\n<p>c</p>",
		"a<hr>b":                          "<p>a</p>\n<hr>\n<p>b</p>",
		"<blockquote>a</blockquote>":      "<blockquote><p>a</p></blockquote>",
		"<blockquote>a\n\nb</blockquote>": "<blockquote><p>a</p><p>b</p></blockquote>",
		"<div>a\nb</div>":                 "<div>a<br>\nb</div>",
		"<div>a\n\nb</div>":               "<div><p>a</p><p>b</p></div>",
		"<div>\n\n<p>a</p>\nb\n</div>":    "<div><p>a</p><p>b</p></div>",
		"<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\nc":             "<ul><li>a<ul><li>b</li></ul></li></ul>\n<p>c</p>",
		"<h2>a\n\nb<br><br>c</h2>":                                          "<h2>a<br>\nb<br><br>c</h2>",
		"<table>\n<tr>\n<td>a\nb</td>\n</tr>\n</table>":                     "<table><tr><td>a<br>\nb</td></tr></table>",
		"<p class=\"x\">a\nb</p>":                                           "<p class=\"x\">a<br>\nb</p>",
		"<p>a\n\nb</p>c":                                                    "<p>a</p>\n<p>b</p>\n<p>c</p>",
		"<p></p>\n<p> </p>a":                                                "<p>a</p>",
		"text</p>more":                                                      "<p>text</p>\n<p>more</p>",
		"a <b>x</b>\n<i>y</i>":                                              "<p>a <b>x</b><br>\n<i>y</i></p>",
		"<a href=\"/x\">\n<img src=\"/y\">\n</a>\nz":                        "<p><a href=\"/x\"><img src=\"/y\"></a><br>\nz</p>",
		"<a href=\"/x\"><div>a</div></a>":                                   "<a href=\"/x\"><div>a</div>\n</a>",
		"a <a\nhref='/x' title='1 > 2'>b</a>":                               "<p>a <a\nhref='/x' title='1 > 2'>b</a></p>",
		"a <!-- b\n\n<p> --> c":                                             "<p>a  c</p>",
		"a\n\n<pre>b\n\n c<br></pre>\n\nd":                                  "<p>a</p>\n<pre>b\n\n c<br></pre>\n<p>d</p>",
		"<script>\n\nx\n</script>a":                                         "<script>\n\nx\n</script><p>a</p>",
		"<figure>\n<img src=\"/a\">\n<figcaption>b</figcaption>\n</figure>": "<figure><img src=\"/a\"><figcaption>b</figcaption></figure>",
		"<video src=\"/a\">\n\n<a href=\"/a\">a</a>\n</video>":              "<p><video src=\"/a\">\n\n<a href=\"/a\">a</a>\n</video></p>",
		"<li>a<li>b</ul>":                                                   "<li>a<li>b",
		"1 < 2 and <b":                                                      "<p>1 &lt; 2 and &lt;b</p>",
		"<a href=\"x>y\n\nz":                                                "<p><a href=\"x>y</p>\n<p>z</p>",
	} {
		if got := paragraphs(text); got != want {
			t.Errorf("%q\ngave %q\nwant %q", text, got, want)
		}
	}
}

// TestDeepest holds that shortcodes within each other are read to a depth, and their words kept below it.
func TestDeepest(t *testing.T) {
	text := strings.Repeat("[caption]", 50) + "word" + strings.Repeat("[/caption]", 50)
	got := newWriter(content{text: text}, newTable(), func() *beside { return &beside{} }).html()
	if strings.Count(got, "<figure>") != deepest || !strings.Contains(got, "word") || strings.Contains(got, "[") {
		t.Error(got)
	}
}

// TestLinear gives what would take for ever if anything were looked for more than once.
func TestLinear(t *testing.T) {
	const size = 300_000
	for _, unit := range []string{
		"<", "<a ", "<a \"", "<a '\"", "<!--", "<![CDATA[", "<pre>", "<pre><code>", "<b", "</b", "<div>", "</div>", "<p>", "<div></h1>", "<br>",
		"[", "[[", "[a", "[a_b]", "[/a_b]", "[a_b][/a_b]", "[a_b][c_d][/a_b]", "[code]", "[caption]", "[gallery]", "[[caption]", "[a b=\"", "[caption][/caption]]",
		"<!-- wp:a -->", "<!-- /wp:a -->", "<!-- wp:block {\"ref\":1} /-->", "https://example.org/\n", "\n\n", "x\n", "&", "<!--more-->",
	} {
		text := strings.Repeat(unit, size/len(unit))
		newWriter(content{text: text}, newTable(), func() *beside { return &beside{} }).html()
	}
}
