package build

import (
	"errors"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/markdown"
)

// No article is known that breaks an encoder. The day one is, it costs itself and nothing else.
//
// Promise 4 of docs/promises.md.
func TestWhateverGoesWrongWithAnItemCostsOneArticle(t *testing.T) {
	for name, encode := range map[string]func(*feed.Item, string) (feed.Fragment, error){
		"an error": func(*feed.Item, string) (feed.Fragment, error) { return feed.Fragment{}, errors.New("out of ink") },
		"a panic":  func(*feed.Item, string) (feed.Fragment, error) { panic("out of ink") },
	} {
		t.Run(name, func(t *testing.T) {
			folder := &source.Folder{FS: fstest.MapFS{"a.md": {Data: []byte("Text.")}}, Name: "posts", Zone: time.UTC,
				Readers: []source.Reader{markdown.New()}}
			o := &Options{Site: feed.Site{URL: &url.URL{Scheme: "https", Host: "example.org", Path: "/"}}, Workers: 1,
				Sources: []Source{{Folder: folder, Permalink: "/{path}/"}}}
			p := &plan{}
			p.docs = []*document{{plan: p, encoder: feed.Encoder{Name: "x", Item: encode}}}
			b := &builder{Options: o, now: time.Now(), plans: []*plan{p}, families: []*family{{Feed: &p.Feed, alone: p}},
				report: &Report{Status: map[source.Status]int{source.StatusPublished: 1}, seen: map[Fault]bool{}}}
			all, _, _, err := Articles(t.Context(), o, time.Now())
			if err != nil || len(all) != 1 {
				t.Fatal(all, err)
			}
			if err := b.place(b.renderItem(all[0])); err != nil {
				t.Fatal(err)
			}
			if len(b.report.Problems) != 1 || !strings.Contains(b.report.Problems[0].Error(), "posts/a.md: ") || !strings.Contains(b.report.Problems[0].Error(), "out of ink") {
				t.Errorf("problems: %v", b.report.Problems)
			}
			if b.report.Status[source.StatusRejected] != 1 || b.report.Items != 0 || !all[0].IsRejected() {
				t.Errorf("status: %v, rejected: %v", b.report.Status, all[0].IsRejected())
			}
		})
	}
}
