package serve_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/page"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// newest is when the newest item of the documents changed.
var newest = time.Date(2026, 3, 12, 9, 30, 0, 0, time.UTC)

const (
	newestText = "Thu, 12 Mar 2026 09:30:00 GMT"
	rssBody    = "<rss>one</rss>"
)

// document is one to be published.
type document struct {
	name, mediaType, body string
	modified              time.Time
}

func commit(t *testing.T, store *serve.Store, documents ...document) []publish.Change {
	t.Helper()
	b, err := store.Begin()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		finish(t, b, d)
	}
	if err := b.Commit(); err != nil {
		t.Fatal(err)
	}
	return b.Changes()
}

// finish writes a document in its three parts.
func finish(t *testing.T, b publish.Batch, d document) {
	t.Helper()
	doc, err := b.Create(d.name, d.mediaType)
	if err != nil {
		t.Fatal(err)
	}
	cut := len(d.body) / 3
	if _, err := io.WriteString(doc, d.body[cut:2*cut]); err != nil {
		t.Fatal(err)
	}
	if err := doc.Finish([]byte(d.body[:cut]), []byte(d.body[2*cut:]), d.modified); err != nil {
		t.Fatal(err)
	}
}

// built gives a server of a site at /blog whose first build is done.
func built(t *testing.T) (*serve.Server, http.Handler) {
	t.Helper()
	s := &serve.Server{Store: &serve.Store{Address: func(name string) string { return "https://example.org/blog/" + name }}, BasePath: "/blog"}
	commit(t, s.Store,
		document{"feed.xml", feed.TypeRSS, rssBody, newest},
		document{"atom.xml", feed.TypeAtom, "<feed>one</feed>", newest},
		document{"feed.json", feed.TypeJSON, `{"items": []}`, newest},
		document{"tags/a b/feed.xml", feed.TypeRSS, "<rss>tag</rss>", newest},
		document{".masthead.json", "application/json", "{}", time.Time{}})
	if err := s.SetIndex(&page.Index{Title: "Example", Feeds: []page.IndexFeed{{Name: "all", Type: feed.TypeRSS, Path: "feed.xml"}, {Name: "all", Type: feed.TypeAtom, Path: "atom.xml"}}}); err != nil {
		t.Fatal(err)
	}
	return s, s.Handler()
}

// ask sends a request; headers are given as name, value, name, value, ….
func ask(h http.Handler, method, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "/", nil)
	r.URL.Path = path // as net/http gives it: decoded, and not cleaned
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func wantHeaders(t *testing.T, w *httptest.ResponseRecorder, want map[string]string) {
	t.Helper()
	got := map[string]string{}
	for name := range want {
		got[name] = strings.Join(w.Header().Values(name), " | ")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
}

func TestEachFormatIsSentUnderItsTypeAndHeadHasNoBody(t *testing.T) {
	_, h := built(t)
	for _, c := range []struct{ path, contentType, body, vary, link string }{
		{"/feed.xml", "application/rss+xml; charset=utf-8", rssBody, "Accept-Encoding, A-IM", `<https://example.org/blog/feed.xml>; rel="self"`},
		{"/atom.xml", "application/atom+xml; charset=utf-8", "<feed>one</feed>", "Accept-Encoding, A-IM", `<https://example.org/blog/atom.xml>; rel="self"`},
		{"/feed.json", "application/feed+json; charset=utf-8", `{"items": []}`, "Accept-Encoding, A-IM", `<https://example.org/blog/feed.json>; rel="self"`},
		{"/tags/a b/feed.xml", "application/rss+xml; charset=utf-8", "<rss>tag</rss>", "Accept-Encoding, A-IM", `<https://example.org/blog/tags/a b/feed.xml>; rel="self"`},
		{"/", "text/html; charset=utf-8", "", "Accept-Encoding", ""},
	} {
		t.Run(c.path, func(t *testing.T) {
			get, head := ask(h, "GET", c.path), ask(h, "HEAD", c.path)
			if get.Code != 200 || head.Code != 200 {
				t.Fatalf("GET %d, HEAD %d", get.Code, head.Code)
			}
			if c.body != "" && get.Body.String() != c.body {
				t.Errorf("body %q", get.Body)
			}
			if head.Body.Len() != 0 {
				t.Errorf("HEAD sends %q", head.Body)
			}
			if diff := cmp.Diff(get.Header(), head.Header()); diff != "" {
				t.Errorf("GET and HEAD say different things:\n%s", diff)
			}
			wantHeaders(t, get, map[string]string{
				"Content-Type": c.contentType, "Content-Length": fmt.Sprint(get.Body.Len()), "Content-Encoding": "",
				"Vary": c.vary, "X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*", "Accept-Ranges": "bytes",
				"Access-Control-Expose-Headers": "ETag, IM, Link, Masthead-Generation, Retry-After", "Referrer-Policy": "strict-origin-when-cross-origin",
				"Link": c.link,
			})
		})
	}
}

func TestStatuses(t *testing.T) {
	_, h := built(t)
	for _, c := range []struct {
		method, path string
		want         int
	}{
		{"GET", "/feed.xml", 200}, {"GET", "/blog/feed.xml", 200}, {"HEAD", "/blog/feed.xml", 200},
		{"GET", "/", 200}, {"GET", "/blog/", 200}, {"GET", "", 200},
		{"GET", "/nothing.xml", 404}, {"HEAD", "/nothing.xml", 404}, {"GET", "/blog/nothing.xml", 404},
		{"GET", "/feed.xml/", 404}, {"GET", "/feed/", 200}, {"GET", "/blog/feed/", 200}, {"GET", "/FEED.XML", 404}, {"GET", "/tags", 404}, {"GET", "/tags/", 404},
		{"GET", "/blog/blog/feed.xml", 404}, {"GET", "/blogfeed.xml", 404}, {"GET", "/blogs/feed.xml", 404},
		{"GET", "/.masthead.json", 404}, {"GET", "/blog/.masthead.json", 404}, {"GET", "//.masthead.json", 404},
		{"GET", "/tags/../.masthead.json", 404}, {"GET", "/../../../../etc/passwd", 404}, {"GET", "/tags/../feed.xml", 404},
		{"GET", "/./feed.xml", 404}, {"GET", `/..\feed.xml`, 404}, {"GET", "/feed.xml\x00", 404},
		{"POST", "/feed.xml", 405}, {"PUT", "/", 405}, {"DELETE", "/nothing.xml", 405}, {"PATCH", "*", 405}, {"TRACE", "/", 405},
	} {
		t.Run(c.method+" "+c.path, func(t *testing.T) {
			w := ask(h, c.method, c.path)
			if w.Code != c.want {
				t.Fatalf("status %d, want %d", w.Code, c.want)
			}
			want := map[string]string{"Allow": "", "Retry-After": ""}
			switch c.want {
			case 405:
				want["Allow"] = "GET, HEAD, OPTIONS"
				fallthrough
			case 404:
				want["ETag"], want["Last-Modified"] = "", ""
				want["Content-Type"] = "text/plain; charset=utf-8"
			}
			wantHeaders(t, w, want)
		})
	}
}

// A site without a path of its own has an empty base path.
func TestWithoutABasePathOnlyTheNameItselfIsServed(t *testing.T) {
	s, _ := built(t)
	s.BasePath = ""
	h := s.Handler()
	for path, want := range map[string]int{"/feed.xml": 200, "/": 200, "/blog/feed.xml": 404, "/blog": 404} {
		if w := ask(h, "GET", path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}

// The links of the page are relative: below /blog, without the last slash, they would lead out of the site.
func TestTheBasePathWithoutItsSlashLeadsToThePage(t *testing.T) {
	_, h := built(t)
	w := ask(h, "GET", "/blog")
	if w.Code != http.StatusPermanentRedirect {
		t.Errorf("status %d", w.Code)
	}
	wantHeaders(t, w, map[string]string{"Location": "/blog/"})
}

func TestBeforeTheFirstBuildReadersAreAskedToComeBack(t *testing.T) {
	h := (&serve.Server{Store: &serve.Store{}}).Handler()
	for _, path := range []string{"/", "/feed.xml", "/nothing"} {
		w := ask(h, "GET", path)
		if w.Code != 503 {
			t.Errorf("%s: %d", path, w.Code)
		}
		wantHeaders(t, w, map[string]string{"Retry-After": "60", "ETag": "", "Last-Modified": ""})
	}
	if w := ask(h, "POST", "/feed.xml"); w.Code != 405 {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestTheCodingIsTheOneThatTheReaderLikesBest(t *testing.T) {
	_, h := built(t)
	for _, c := range []struct {
		accept []string
		want   string
	}{
		{nil, ""}, {[]string{""}, ""}, {[]string{"identity"}, ""}, {[]string{"deflate"}, ""},
		{[]string{"gzip"}, "gzip"}, {[]string{"GZIP"}, "gzip"}, {[]string{"x-gzip"}, "gzip"}, {[]string{"br"}, "br"}, {[]string{"zstd"}, "zstd"},
		{[]string{"*"}, "br"}, {[]string{"br, gzip"}, "br"}, {[]string{"gzip, deflate, br, zstd"}, "br"}, {[]string{"gzip, zstd"}, "zstd"},
		{[]string{"br;q=0.9, gzip;q=1.0, *;q=0.1"}, "gzip"}, {[]string{"br", "gzip"}, "br"}, {[]string{"gzip;q=0.5, identity;q=1"}, ""}, {[]string{"gzip, identity"}, "gzip"},
		{[]string{"gzip;q=0"}, ""}, {[]string{"gzip; q=0.000"}, ""}, {[]string{"gzip ;\tq=0"}, ""}, {[]string{"gzip;Q=0"}, ""},
		{[]string{"gzip;q=0.001"}, "gzip"}, {[]string{"gzip;q=nonsense"}, ""}, {[]string{"gzip;q=2"}, ""}, {[]string{"gzip;q=-1"}, ""}, {[]string{"gzip;q=NaN"}, ""},
		{[]string{"br;q=0, *"}, "zstd"}, {[]string{"*, br;q=0"}, "zstd"}, {[]string{"*;q=0"}, ""}, {[]string{"*;q=0, gzip"}, "gzip"},
		{[]string{"identity;q=0"}, ""}, {[]string{"identity;q=0, gzip"}, "gzip"}, {[]string{"identity, *;q=0"}, ""},
		{[]string{"gzipped"}, ""}, {[]string{"deflate, gzip;q=0.5"}, "gzip"}, {[]string{",,gzip,,"}, "gzip"},
	} {
		t.Run(fmt.Sprint(c.accept), func(t *testing.T) {
			var headers []string
			for _, a := range c.accept {
				headers = append(headers, "Accept-Encoding", a)
			}
			w := ask(h, "GET", "/feed.xml", headers...)
			wantHeaders(t, w, map[string]string{"Content-Encoding": c.want, "Vary": "Accept-Encoding, A-IM",
				"Content-Length": fmt.Sprint(w.Body.Len()), "Content-Type": "application/rss+xml; charset=utf-8"})
			if body := unpack(t, w); !t.Failed() && body != rssBody {
				t.Errorf("body %q", body)
			}
		})
	}
}

// unpack gives the body of an answer as it was before it was packed.
func unpack(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	var r io.Reader = bytes.NewReader(w.Body.Bytes())
	var err error
	switch w.Header().Get("Content-Encoding") {
	case "gzip":
		r, err = gzip.NewReader(r)
	case "br":
		r = brotli.NewReader(r)
	case "zstd":
		r, err = zstd.NewReader(r)
	}
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestEachEncodingAndEachDocumentHasAStrongTagOfItsOwn(t *testing.T) {
	_, h := built(t)
	seen := map[string]string{}
	for _, path := range []string{"/feed.xml", "/atom.xml", "/feed.json", "/"} {
		for _, encoding := range []string{"identity", "gzip", "br", "zstd"} {
			tag := ask(h, "GET", path, "Accept-Encoding", encoding).Header().Get("ETag")
			if len(tag) < 10 || tag[0] != '"' || tag[len(tag)-1] != '"' {
				t.Errorf("%s %s: tag %s", path, encoding, tag)
			}
			if other := seen[tag]; other != "" {
				t.Errorf("%s %s has the tag of %s", path, encoding, other)
			}
			seen[tag] = path + " " + encoding
		}
	}
}

func TestConditionsAreAnsweredWith304(t *testing.T) {
	_, h := built(t)
	plain := ask(h, "GET", "/feed.xml").Header().Get("ETag")
	zipped := ask(h, "GET", "/feed.xml", "Accept-Encoding", "gzip").Header().Get("ETag")
	const match, since = "If-None-Match", "If-Modified-Since"
	later, earlier := newest.Add(time.Hour).Format(http.TimeFormat), newest.Add(-time.Second).Format(http.TimeFormat)
	for _, c := range []struct {
		name    string
		headers []string
		want    int
	}{
		{"the tag", []string{match, plain}, 304},
		{"the tag, weak", []string{match, "W/" + plain}, 304},
		{"the tag in a list", []string{match, `"x", "y",W/"z" , ` + plain + `,"w"`}, 304},
		{"the tag in a second line", []string{match, `"x"`, match, plain}, 304},
		{"any", []string{match, "*"}, 304},
		{"the gzip tag, asking for the plain document", []string{match, zipped}, 304},
		{"the plain tag, asking for gzip", []string{match, plain, "Accept-Encoding", "gzip"}, 304},
		{"the gzip tag, asking for gzip", []string{match, zipped, "Accept-Encoding", "gzip"}, 304},
		{"the tag of a proxy that packed it", []string{match, `"` + strings.Trim(plain, `"`) + `--gzip"`}, 304},
		{"the tag, by a reader that asks caches to ask", []string{match, plain, "Cache-Control", "no-cache", "Pragma", "no-cache"}, 304},
		{"another tag", []string{match, `"x"`}, 200},
		{"the tag without quotes", []string{match, strings.Trim(plain, `"`)}, 200},
		{"an empty tag", []string{match, ""}, 200},
		{"garbage", []string{match, `,,"`}, 200},
		{"the date", []string{since, newestText}, 304},
		{"a later date", []string{since, later}, 304},
		{"an earlier date", []string{since, earlier}, 200},
		{"the date as of RFC 850", []string{since, "Thursday, 12-Mar-26 09:30:00 GMT"}, 304},
		{"the date as C writes it", []string{since, "Thu Mar 12 09:30:00 2026"}, 304},
		{"no date", []string{since, "yesterday"}, 200},
		{"an empty date", []string{since, ""}, 200},
		{"another tag beside the date", []string{match, `"x"`, since, later}, 200},
		{"the tag beside an earlier date", []string{match, plain, since, earlier}, 304},
	} {
		for _, method := range []string{"GET", "HEAD"} {
			t.Run(method+" "+c.name, func(t *testing.T) {
				w := ask(h, method, "/feed.xml", c.headers...)
				if w.Code != c.want {
					t.Fatalf("status %d, want %d", w.Code, c.want)
				}
				tag := plain
				if strings.Contains(strings.Join(c.headers, " "), "gzip ") || c.headers[len(c.headers)-1] == "gzip" {
					tag = zipped
				}
				want := map[string]string{"ETag": tag, "Last-Modified": newestText, "Vary": "Accept-Encoding, A-IM",
					"Cache-Control": "public, max-age=600, stale-while-revalidate=60, stale-if-error=86400"}
				if c.want == 304 {
					want["Content-Length"], want["Content-Type"], want["Content-Encoding"] = "", "", ""
					if w.Body.Len() > 0 {
						t.Errorf("304 with body %q", w.Body)
					}
				}
				wantHeaders(t, w, want)
			})
		}
	}
}

// validators gives what a reader remembers of a document.
func validators(h http.Handler, path string) (tag, date string) {
	header := ask(h, "HEAD", path).Header()
	return header.Get("ETag"), header.Get("Last-Modified")
}

// Promise 3 of docs/promises.md.
func TestTagAndDateMoveTogetherOrNotAtAll(t *testing.T) {
	s, h := built(t)
	tag, date := validators(h, "/feed.xml")
	step := func(name, body string, modified time.Time, kind publish.Kind, moves bool) {
		t.Helper()
		changes := commit(t, s.Store, document{"feed.xml", feed.TypeRSS, body, modified})
		if diff := cmp.Diff([]publish.Change{{Name: "feed.xml", Kind: kind}}, changes); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		nextTag, nextDate := validators(h, "/feed.xml")
		if (nextTag != tag) != moves || (nextDate != date) != moves {
			t.Errorf("%s: tag %s → %s, date %s → %s", name, tag, nextTag, date, nextDate)
		}
		was, err := http.ParseTime(date)
		if is, err2 := http.ParseTime(nextDate); err != nil || err2 != nil || is.Before(was) {
			t.Errorf("%s: date %s → %s", name, date, nextDate)
		}
		tag, date = nextTag, nextDate
	}
	step("the same bytes", rssBody, newest, publish.Same, false)
	step("the same bytes of a later build", rssBody, newest.Add(time.Hour), publish.Same, false)
	step("a new item", "<rss>two</rss>", newest.Add(time.Hour), publish.Changed, true)
	step("an item less", rssBody, newest, publish.Changed, true)
	step("the title only", "<rss>title</rss>", newest, publish.Changed, true)
	step("no items", "<rss/>", time.Time{}, publish.Changed, true)
	step("a part of a second", "<rss>ms</rss>", newest.Add(2*time.Hour+300*time.Millisecond), publish.Changed, true)
	step("the same second", "<rss>more</rss>", newest.Add(2*time.Hour+900*time.Millisecond), publish.Changed, true)
}

func TestADocumentWithoutADateHasTheOldestThereIs(t *testing.T) {
	s := &serve.Server{Store: &serve.Store{}}
	commit(t, s.Store, document{name: "feed.xml", mediaType: feed.TypeRSS, body: "<rss/>"})
	if _, date := validators(s.Handler(), "/feed.xml"); date != "Thu, 01 Jan 1970 00:00:00 GMT" {
		t.Errorf("date %s", date)
	}
}

func TestABatchIsSeenAllAtOnceAndOnlyWhenCommitted(t *testing.T) {
	s, h := built(t)
	b, err := s.Store.Begin()
	if err != nil {
		t.Fatal(err)
	}
	finish(t, b, document{"feed.xml", feed.TypeRSS, "<rss>two</rss>", newest})
	finish(t, b, document{"new.xml", feed.TypeRSS, "<rss>new</rss>", newest})
	finish(t, b, document{"feed.json", feed.TypeJSON, `{"items": []}`, newest})
	b.Remove("atom.xml")
	b.Remove("never.xml")
	want := []publish.Change{{Name: "feed.xml", Kind: publish.Changed}, {Name: "new.xml", Kind: publish.Added},
		{Name: "feed.json", Kind: publish.Same}, {Name: "atom.xml", Kind: publish.Removed}}
	if diff := cmp.Diff(want, b.Changes()); diff != "" {
		t.Error(diff)
	}
	codes := func() string {
		var got []string
		for _, path := range []string{"/feed.xml", "/new.xml", "/feed.json", "/atom.xml"} {
			w := ask(h, "GET", path)
			got = append(got, fmt.Sprint(path, " ", w.Code))
		}
		return strings.Join(got, ", ") + ": " + ask(h, "GET", "/feed.xml").Body.String()
	}
	if got := codes(); got != "/feed.xml 200, /new.xml 404, /feed.json 200, /atom.xml 200: "+rssBody {
		t.Errorf("before: %s", got)
	}
	if err := b.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := b.Discard(); err != nil { // after Commit it does nothing
		t.Error(err)
	}
	if got := codes(); got != "/feed.xml 200, /new.xml 200, /feed.json 200, /atom.xml 404: <rss>two</rss>" {
		t.Errorf("after: %s", got)
	}
}

func TestADiscardedBatchChangesNothing(t *testing.T) {
	s, h := built(t)
	b, err := s.Store.Begin()
	if err != nil {
		t.Fatal(err)
	}
	finish(t, b, document{"feed.xml", feed.TypeRSS, "<rss>two</rss>", newest})
	b.Remove("atom.xml")
	if err := b.Discard(); err != nil {
		t.Fatal(err)
	}
	if got := ask(h, "GET", "/feed.xml").Body.String(); got != rssBody {
		t.Errorf("feed.xml is %q", got)
	}
	if got := ask(h, "GET", "/atom.xml").Code; got != 200 {
		t.Errorf("atom.xml is %d", got)
	}
}

// While batches are committed, nobody gets the bytes of one document with the tag of another. What is read after is never
// older than what was read before.
//
// Promise 3 of docs/promises.md.
func TestRequestsDuringCommitsGetWholeAnswers(t *testing.T) {
	s, h := built(t)
	done := make(chan struct{})
	var readers sync.WaitGroup
	bodies := sync.Map{} // tag → body
	for range 2 {
		readers.Go(func() {
			for {
				w := ask(h, "GET", "/feed.xml")
				if known, there := bodies.LoadOrStore(w.Header().Get("ETag"), w.Body.String()); there && known != w.Body.String() {
					t.Errorf("one tag for %q and %q", known, w.Body)
				}
				first, second := ask(h, "GET", "/feed.xml"), ask(h, "GET", "/atom.xml")
				if a, b := first.Body.String(), second.Body.String(); strings.HasPrefix(a, "n") && strings.HasPrefix(b, "n") && b < a {
					t.Errorf("after %s there came %s", a, b)
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for i := range 100 {
		body := fmt.Sprintf("n%03d", i)
		commit(t, s.Store, document{"feed.xml", feed.TypeRSS, body, newest}, document{"atom.xml", feed.TypeAtom, body, newest})
	}
	close(done)
	readers.Wait()
}

// What programs may do is told beside every document, and where programs look for it, also below another path of the host.
func TestWhatProgramsMayDoIsTold(t *testing.T) {
	store := &serve.Store{License: "https://example.org/blog/license.xml"}
	commit(t, store, document{name: "feed.xml", body: "<rss/>"})
	h := (&serve.Server{Store: store, BasePath: "/blog"}).Handler()
	if got := ask(h, http.MethodGet, "/feed.xml").Header().Get("Link"); got != "" {
		t.Errorf("a link to what is not there: %s", got)
	}
	commit(t, store, document{name: "license.xml", body: "<rsl/>"}, document{name: ".well-known/tdmrep.json", body: "[]"}, document{name: "robots-license.txt", body: "License: x"},
		document{name: ".masthead.json", body: "{}"})
	if got, want := ask(h, http.MethodGet, "/feed.xml").Header().Get("Link"), `<https://example.org/blog/license.xml>; rel="license"; type="application/rsl+xml"`; got != want {
		t.Errorf("Link is %s, want %s", got, want)
	}
	for path, want := range map[string]string{"/blog/license.xml": "<rsl/>", "/.well-known/tdmrep.json": "[]", "/robots.txt": "License: x"} {
		if got := ask(h, http.MethodGet, path); got.Code != http.StatusOK || got.Body.String() != want {
			t.Errorf("%s: status %d, %s", path, got.Code, got.Body)
		}
	}
	if got := ask(h, http.MethodGet, "/.masthead.json"); got.Code != http.StatusNotFound {
		t.Errorf("the manifest is shown: status %d", got.Code)
	}
}

// A server that begins anew dates its documents on from where the one before was: a reader that knows a date of then is never
// told that it has what it has not.
func TestDatesGoOnWhereTheServerBeforeWas(t *testing.T) {
	stampsOf := func(s *serve.Store, names ...string) map[string]string {
		stamps := map[string]string{}
		for _, name := range names {
			stamp, err := s.Stamp(name)
			if err != nil {
				t.Fatal(err)
			}
			stamps[name] = stamp
		}
		return stamps
	}
	before := &serve.Server{Store: &serve.Store{}}
	commit(t, before.Store, document{"feed.xml", feed.TypeRSS, "<rss>a</rss>", newest}, document{"atom.xml", feed.TypeAtom, "<feed/>", newest})
	commit(t, before.Store, document{"feed.xml", feed.TypeRSS, "<rss>b</rss>", newest}) // dated a second later
	_, was := validators(before.Handler(), "/feed.xml")
	_, wasAtom := validators(before.Handler(), "/atom.xml")
	stamps := stampsOf(before.Store, "feed.xml", "atom.xml")

	for name, c := range map[string]struct {
		restored, body string
		moves          bool
	}{
		"the same":               {"", "<rss>b</rss>", false},
		"another":                {"", "<rss>c</rss>", true},
		"restored, and the same": {"<rss>b</rss>", "<rss>b</rss>", false},
		"restored, and another":  {"<rss>b</rss>", "<rss>c</rss>", true},
		"restored by others":     {"<rss>x</rss>", "<rss>x</rss>", true},
	} {
		s := &serve.Server{Store: &serve.Store{}}
		if c.restored != "" {
			commit(t, s.Store, document{"feed.xml", feed.TypeRSS, c.restored, newest})
		}
		s.Store.Recall(stamps)
		commit(t, s.Store, document{"feed.xml", feed.TypeRSS, c.body, newest}, document{"atom.xml", feed.TypeAtom, "<feed/>", newest})
		s.Store.Recall(map[string]string{"feed.xml": "x@99999999999"}) // only the first counts
		_, is := validators(s.Handler(), "/feed.xml")
		before, err := http.ParseTime(was)
		after, err2 := http.ParseTime(is)
		if err != nil || err2 != nil || after.After(before) != c.moves || after.Before(before) {
			t.Errorf("%s: %s after %s", name, is, was)
		}
		if _, is := validators(s.Handler(), "/atom.xml"); is != wasAtom {
			t.Errorf("%s: atom.xml is of %s, was of %s", name, is, wasAtom)
		}
	}
}
