package html_test

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/html"
)

func TestNotArticle(t *testing.T) {
	for name, page := range map[string]string{
		"list": `<html><head><title>Sea – Coast News</title></head><body class="archive category"><main>
<article class="post"><h2><a href="/a">One</a></h2><p>A teaser.</p></article><article class="post"><h2><a href="/b">Two</a></h2><p>A teaser.</p></article>
<article class="post"><h2><a href="/c">Three</a></h2><p>A teaser.</p></article></main></body></html>`,
		"missing": `<html><head><title>Page not found – Coast News</title></head><body class="error404"><main><h1>Oops</h1><p>There is nothing here.</p></main></body></html>`,
	} {
		t.Run(name, func(t *testing.T) {
			folder := &source.Folder{FS: fstest.MapFS{"page.html": {Data: []byte(page)}}, Name: "articles", Zone: time.UTC,
				Readers: []source.Reader{html.New(nil)}}
			scan, err := folder.Scan(t.Context(), 1)
			if err != nil {
				t.Fatal(err)
			}
			if len(scan.Articles) != 0 {
				t.Errorf("it is taken for an article: %q", scan.Articles[0].Title.Value)
			}
		})
	}
}
