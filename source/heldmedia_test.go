package source_test

import (
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/source"
)

func TestWithoutMedia(t *testing.T) {
	held := source.HeldMedia{}
	held.Hold("https://pics.example/a.jpg")
	held.HoldUntil("https://pics.example/b.jpg", time.Unix(1, 0))
	story := &source.Article{}
	story.Published.Set(time.Unix(1, 0), source.Origin{Rule: "test"})
	for in, want := range map[string]string{
		`<p>A &amp; b<img src="https://pics.example/b.jpg"></p>`:                                                              `<p>A &amp; b<img src="https://pics.example/b.jpg"></p>`,
		`<p>A<img src="http://pics.example/a.jpg?w=20">b</p>`:                                                                 `<p>Ab</p>`,
		`A<figure><a href="/x"><img src="//pics.example/a.jpg"></a><figcaption>C</figcaption></figure>b`:                      `Ab`,
		`A<FIGURE><img srcset="/s.jpg 1x, https://pics.example/a.jpg 2x"><figure>c</figure>d</FIGURE>b<figure>e</figure>`:     `Ab<figure>e</figure>`,
		`<a href="https://pics.example/a.jpg">words</a><video poster="https://pics.example/a.jpg"></video><figure>never ends`: `<a>words</a></video><figure>never ends`,
		`A<figure><img src="https://pics.example/a.jpg">never ends`:                                                           `A`,
	} {
		if got := story.WithoutMedia(in, held); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}
