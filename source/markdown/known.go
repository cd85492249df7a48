package markdown

import "strings"

// becomes is what becomes of a tag.
type becomes uint8

const (
	unknown   becomes = iota // the tag goes, and what it encloses stays; one that encloses nothing is missed
	keep                     // the same, and nobody misses it
	gone                     // goes with what it encloses
	untold                   // the same, and readers of the page saw something there
	more                     // ends the summary
	raw                      // what it encloses is not read as a template
	code                     // encloses code
	picture                  // a picture, with its caption
	link                     // a link to what the page embeds
	file                     // the address of another article, or of a file of the site
	reference                // a link to another article, with its text
	quote                    // encloses a quotation
	note                     // encloses what stands beside the text: a note, a tip, a warning
	details                  // encloses what the page shows when asked to
	section                  // encloses one of several parts with a label, such as a tab
	condition                // encloses what a condition decides on: the first of two texts stays
	otherwise                // begins the second
	argument                 // stands for its first argument
)

// row is what becomes of the tags of some names. line is an example and gives what it turns into: the test tries each.
// To teach the reader a new tag, add a row.
type row struct {
	names   string // in lower case; those of components without their dots
	becomes becomes
	address string // of a link: each %s is an argument
	line    string
	gives   string
}

// verbatim reports tags whose content is no Markdown.
func (r row) verbatim() bool { return r.becomes == code || r.becomes == raw || r.becomes == gone }

var known = []row{
	{names: "more readmore truncate", becomes: more, line: "a\n\n{{< more >}}\n\nb", gives: "<p>a</p>\n<p>b</p>"},
	{names: "raw verbatim", becomes: raw, line: "{% raw %}`{{ a }}` {{ b }}{% endraw %}", gives: "<p><code>{{ a }}</code> {{ b }}</p>"},
	{names: "comment hidden", becomes: gone, line: "a{% comment %} b {% endcomment %}\n\n{{< hidden >}}\nb\n{{< /hidden >}}\n\n::: {.hidden}\nc\n:::\n\n::: hidden\nd\n:::", gives: "<p>a</p>"},
	{names: "highlight codeblock code pygments mermaid prism include_code syntaxhighlight codetoggle", becomes: code,
		line: "{% highlight go %}\na < b\n{% endhighlight %}", gives: "<pre><code class=\"language-go\">a &lt; b\n</code></pre>"},

	{names: "figure img image picture imgc imgcap asset_img fullimage resize_image responsive_image featured_image photo",
		becomes: picture, line: `{{< figure src="/a.png" alt="A" caption="Seen *here*" >}}`,
		gives: "<figure>\n<img src=\"/a.png\" alt=\"A\">\n<figcaption>\n<p>Seen <em>here</em></p>\n</figcaption>\n</figure>"},

	{names: "youtube youtubeembed youtubevideo yt liteyoutube youtubelite litetube", becomes: link,
		address: "https://www.youtube.com/watch?v=%s", line: `{{< youtube id="a-b" title="A film" >}}`,
		gives: `<p><a href="https://www.youtube.com/watch?v=a-b">A film</a></p>`},
	{names: "vimeo vimeoembed", becomes: link, address: "https://vimeo.com/%s", line: "{% vimeo 12 %}",
		gives: `<p><a href="https://vimeo.com/12">vimeo.com/12</a></p>`},
	{names: "tweet x twitter twitterembed tweet_simple x_simple", becomes: link, address: "https://twitter.com/i/status/%s",
		line: `{{< tweet user="a" id="12" >}}`, gives: `<p><a href="https://twitter.com/a/status/12">twitter.com/a/status/12</a></p>`},
	{names: "gist githubgist", becomes: link, address: "https://gist.github.com/%s", line: "{{< gist jane 12 >}}",
		gives: `<p><a href="https://gist.github.com/jane/12">gist.github.com/jane/12</a></p>`},
	{names: "instagram instagram_simple", becomes: link, address: "https://www.instagram.com/p/%s/", line: "{{< instagram Ab1 >}}",
		gives: `<p><a href="https://www.instagram.com/p/Ab1/">instagram.com/p/Ab1</a></p>`},
	{names: "codepen", becomes: link, address: "https://codepen.io/anon/pen/%s", line: "{% codepen https://codepen.io/a/pen/b %}",
		gives: `<p><a href="https://codepen.io/a/pen/b">codepen.io/a/pen/b</a></p>`},
	{names: "github githublink githubrepo", becomes: link, address: "https://github.com/%s", line: `a <GitHubLink repo="jane/a" />`,
		gives: `<p>a <a href="https://github.com/jane/a">github.com/jane/a</a></p>`},
	{names: "spotify", becomes: link, address: "https://open.spotify.com/%s", line: `{{ spotify(id="track/1") }}`,
		gives: `<p><a href="https://open.spotify.com/track/1">open.spotify.com/track/1</a></p>`},
	{names: "bilibili", becomes: link, address: "https://www.bilibili.com/video/%s", line: "{{< bilibili BV1 >}}",
		gives: `<p><a href="https://www.bilibili.com/video/BV1">bilibili.com/video/BV1</a></p>`},
	{names: "slideshare", becomes: link, address: "https://www.slideshare.net/slideshow/embed_code/%s", line: "{{% slideshare 12%}}",
		gives: `<p><a href="https://www.slideshare.net/slideshow/embed_code/12">slideshare.net/slideshow/embed_code/12</a></p>`},
	{names: "speakerdeck", becomes: link, address: "https://speakerdeck.com/player/%s", line: "{{% speakerdeck 4e %}}",
		gives: `<p><a href="https://speakerdeck.com/player/4e">speakerdeck.com/player/4e</a></p>`},
	{names: "asciinema asciicast", becomes: link, address: "https://asciinema.org/a/%s", line: "{{< asciinema 12 >}}",
		gives: `<p><a href="https://asciinema.org/a/12">asciinema.org/a/12</a></p>`},
	{names: "jsfiddle", becomes: link, address: "https://jsfiddle.net/%s/", line: "{% jsfiddle ab %}",
		gives: `<p><a href="https://jsfiddle.net/ab/">jsfiddle.net/ab</a></p>`},
	{names: "soundcloud streamable loom iframe embed video audio mastodon toot bluesky gslides linkcard linkpreview bookmark mp4 externalvideo",
		becomes: link, address: "%s", line: `{% iframe https://example.org/a 100% 400 %}`,
		gives: `<p><a href="https://example.org/a">example.org/a</a></p>`},

	{names: "ref relref post_url link asset_path post_path static get_url url_for", becomes: file,
		line: `[a]({{< ref "/blog/b.md" >}})`, gives: `<p><a href="/blog/b/">a</a></p>`},
	{names: "post_link asset_link indieweblink", becomes: reference, line: "{% post_link a-b The other %}",
		gives: `<p><a href="../a-b/">The other</a></p>`},

	{names: "quote blockquote pullquote cq centerquote epigraph", becomes: quote, line: "{% quote(author=\"Jane Doe\") %}\na *b*\n{% end %}",
		gives: "<blockquote>\n<p>a <em>b</em></p>\n<p>— Jane Doe</p>\n</blockquote>"},
	{names: "note tip info warning danger caution important success question failure error bug example abstract summarybox hint attention notice admonition alert callout aside message infobox warn",
		becomes: note, line: "{{% notice tip %}}\na\n{{% /notice %}}",
		gives: "<aside class=\"tip\">\n<p><strong>Tip</strong></p>\n<p>a</p>\n</aside>"},
	{names: "details spoiler expand collapse accordion fold folding hideToggle toggle collapsible", becomes: details,
		line: "{{< details summary=\"More\" >}}\na\n{{< /details >}}", gives: "<details>\n<summary>More</summary>\n<p>a</p>\n</details>"},
	{names: "tab tabitem tabpane tabpanel tabspanel codetab accordionitem step subtabs", becomes: section,
		line: "<TabItem value=\"a\" label=\"First\">\n\na\n\n</TabItem>", gives: "<p><strong>First</strong></p>\n<p>a</p>"},

	{names: "if unless ifchanged case", becomes: condition, line: "a{% if b %}c{% else %}d{% endif %}", gives: "<p>ac</p>"},
	{names: "else elsif elif when", becomes: otherwise, line: "a{% if b %}c{% elsif d %}e{% else %}f{% endif %}", gives: "<p>ac</p>"},
	{names: "for tablerow macro script style", becomes: untold, line: "a{% for b in c %}{{ b }}, {% endfor %}", gives: "<p>a</p>"},
	{names: "capture assign set import from extends layout cycle increment decrement break continue do toc tableofcontents tocinline comments ads adsense title with block center left right tabs codetabs codegroup codeblocks cards columns column row grid div span section lead large fragment steps accordions accordiongroup tooltip figcaption figuregroup wrapper",
		becomes: keep, line: "{{< tabs >}}a{{< /tabs >}}{{< toc >}}", gives: "<p>a</p>"},
	{names: "kbd mark hl u sub sup badge button pill label highlighttext", becomes: argument, line: `Press {{< kbd "Ctrl" >}}.`, gives: "<p>Press Ctrl.</p>"},
}

// table finds the row of a tag by its name.
type table map[string]row

func newTable() table {
	t := table{}
	for _, r := range known {
		for name := range strings.FieldsSeq(r.names) {
			t[strings.ToLower(name)] = r
		}
	}
	return t
}

// of gives what becomes of a tag. Names differ in hyphens, and those of components in the part before their dot.
func (t table) of(tag *tag) row {
	if r, ok := t[tag.name]; ok {
		return r
	}
	name := strings.ReplaceAll(tag.name, "-", "")
	if i := strings.LastIndexAny(name, "./"); i >= 0 {
		name = name[i+1:]
	}
	if r, ok := t[name]; ok {
		return r
	}
	return row{becomes: unknown}
}

// ofComponent is of for a component, whose name may mean something else than that of a tag.
func (t table) ofComponent(tag *tag) row {
	r := t.of(tag)
	switch r.becomes {
	case file, argument, condition, otherwise:
		r.becomes = keep
	}
	if tag.name == "highlight" {
		r.becomes = keep
	}
	return r
}
