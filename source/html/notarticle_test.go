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
		"index of Micro.blog": `<html><head><title>Jane</title></head><body><div class="h-feed"><p class="p-name">Jane</p><div class="h-entry"><div class="e-content"><p>One text.</p></div></div>
<div class="h-entry"><div class="e-content"><p>Second text.</p></div></div><div class="h-entry"><div class="e-content"><p>Third text.</p></div></div></div></body></html>`,
		"archive of Twitter": `<html lang="en"><head><title>Your archive</title></head><body><div id="react-root"></div><script src="assets/js/main.js"></script></body></html>`,
		"addresses of a Medium account": `<html><head><title>Jane Doe’s IP history, page 1</title></head><body><section><h3>Jane Doe’s IP history, page 1</h3>
<p>Note: Medium automatically deletes stored IP addresses after 30 days.</p><ul><li>IP: 192.0.2.1<br>Created at: 2023-09-11 3:14 pm</li></ul></section></body></html>`,
		"profile of a Medium account": `<html><head><title>Jane Doe</title></head><body><section class="h-card"><h3 class="p-name">Jane Doe</h3><img class="u-photo" src="https://medium.example/1.jpeg">
<h4>Account info</h4><ul><li><b>Email address:</b> jane@example.org</li></ul><h4>Membership</h4>Became a Medium member at 2023-07-4 1:26 pm</section></body></html>`,
		"charges of a Medium account": `<html><head></head><body><section><h3>Memberships</h3><ul><li>Membership ID: 5040<br>Amount: $50<br></li></ul></section></body></html>`,
		"a list on Medium": `<html><head></head><body><article class="h-entry"><header><h1 class="p-name">Reading list</h1></header><section data-field="name"><h2 class="p-summary">Reading list</h2></section>
<section data-field="lists"><ul><ul></section><footer><p>By <a href="https://medium.com/@jane" class="p-author h-card">jane</a> on <time class="dt-published" datetime="2023-05-16T22:49:07.610Z">May 16, 2023</time>.</p>
<p>Exported from <a href="https://medium.com">Medium</a> on September 11, 2023.</p></footer></article></body></html>`,
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
