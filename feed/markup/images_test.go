package markup_test

import (
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/feed/markup"
)

func TestWithoutImages(t *testing.T) {
	own := func(address string) bool { return strings.HasPrefix(address, "https://own/") }
	none := func(string) bool { return false }
	for _, c := range []struct {
		body string
		keep func(string) bool
		want string
	}{
		{"<p>a</p>", none, "<p>a</p>"},
		{`<p>a <img src="https://x/i.jpg" alt="b"> c</p>`, none, "<p>a  c</p>"},
		{`<p><img src="https://x/i.jpg" alt="b"></p><p>c</p>`, none, "<p>c</p>"},
		{`<p><a href="https://x/"><img src="https://x/i.jpg" alt=""></a></p>`, none, ""},
		{`<figure><img src="https://x/i.jpg" alt=""><figcaption>The <b>wall</b></figcaption></figure>c`, none, "c"},
		{`<figure><img src="https://x/i.jpg" alt=""><img src="https://own/i.jpg" alt=""><figcaption>Both</figcaption></figure>`, own,
			`<figure><img src="https://own/i.jpg" alt=""><figcaption>Both</figcaption></figure>`},
		{`<picture><source srcset="https://x/a.webp"><img src="https://own/i.jpg" srcset="https://x/b.jpg 2x" alt="q &quot;"></picture>`, own,
			`<img src="https://own/i.jpg" alt="q &#34;">`},
		{`<video src="https://own/v.mp4" poster="https://x/p.jpg"></video>`, own, `<video src="https://own/v.mp4"></video>`},
		{`<figure><pre>code</pre><img src="https://x/i.jpg" alt=""></figure>`, none, "<figure><pre>code</pre></figure>"},
		{`<p>&lt;img src=x&gt; &amp; <img src="https://x/i.jpg" alt=""></p>`, none, "<p>&lt;img src=x&gt; &amp; </p>"},
	} {
		if got := markup.WithoutImages(c.body, c.keep); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.body, got, c.want)
		}
	}
}

// FuzzWithoutImages holds that no picture is left of what Clean writes, and that all of its text outside of figures is.
func FuzzWithoutImages(f *testing.F) {
	f.Add(`<p>a<img src="/i.jpg">b</p><figure><img src="/i.jpg"></figure>`)
	f.Add(`<picture><source srcset="/a 1x"><img src="/b"></picture><video poster="/p" src="/v"></video>`)
	f.Fuzz(func(t *testing.T, body string) {
		clean := markup.Clean(body, markup.Options{IDPrefix: "i-"}).HTML
		bare := markup.WithoutImages(clean, func(string) bool { return false })
		if strings.Contains(bare, "<img") {
			t.Errorf("%q leaves %q", clean, bare)
		}
		if again := markup.Clean(bare, markup.Options{IDPrefix: "i-"}).HTML; strings.Contains(again, "<img") {
			t.Errorf("%q becomes %q", bare, again)
		}
	})
}
