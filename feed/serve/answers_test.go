package serve_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/page"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// No answer may be kept, fresh or stale, past the next expiry: RFC 9111 §5.2.2.1, RFC 5861.
//
// Promise 1 of docs/promises.md.
func TestAnswersAreKeptUntilTheNextBuildAndNeverPastAnExpiry(t *testing.T) {
	now := time.Date(2026, 3, 12, 10, 0, 0, 0, time.UTC)
	s, h := built(t)
	s.Now = func() time.Time { return now }
	after := now.Add
	for _, c := range []struct {
		name  string
		times serve.Times
		want  string
	}{
		{"no schedule", serve.Times{}, "public, max-age=600, stale-while-revalidate=60, stale-if-error=86400"},
		{"a build in half an hour", serve.Times{Scheduled: after(30 * time.Minute)}, "public, max-age=1805, stale-while-revalidate=60, stale-if-error=86400"},
		{"a build that is due", serve.Times{Scheduled: after(time.Second)}, "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"},
		{"a build that is late", serve.Times{Scheduled: after(-time.Hour)}, "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"},
		{"a build tomorrow", serve.Times{Scheduled: after(24 * time.Hour)}, "public, max-age=14400, stale-while-revalidate=60, stale-if-error=86400"},
		{"an expiry after all that", serve.Times{Expiry: after(72 * time.Hour)}, "public, max-age=600, stale-while-revalidate=60, stale-if-error=86400"},
		{"an expiry in an hour", serve.Times{Expiry: after(time.Hour)}, "public, max-age=600, stale-while-revalidate=60, stale-if-error=2999"},
		{"an expiry in ten minutes and half", serve.Times{Expiry: after(10*time.Minute + 31*time.Second)}, "public, max-age=600, stale-while-revalidate=30, stale-if-error=30"},
		{"an expiry in five seconds", serve.Times{Expiry: after(5 * time.Second)}, "public, max-age=4"},
		{"an expiry now", serve.Times{Expiry: now}, "public, max-age=0"},
		{"an expiry that was", serve.Times{Expiry: after(-time.Hour)}, "public, max-age=0"},
	} {
		s.SetTimes(c.times)
		for _, headers := range [][]string{nil, {"If-None-Match", "*"}, {"If-Modified-Since", newestText}} {
			w := ask(h, "GET", "/feed.xml", headers...)
			if got := w.Header().Get("Cache-Control"); got != c.want {
				t.Errorf("%s, %d: %s, want %s", c.name, w.Code, got, c.want)
			}
			if w.Header().Get("Expires") != "" {
				t.Error("an Expires is sent, which readers obey instead")
			}
		}
	}
}

func TestAPartIsSentToWhoAsksForOne(t *testing.T) { // RFC 9110 §14, §13.1.5
	_, h := built(t)
	tag := ask(h, "GET", "/feed.xml").Header().Get("ETag")
	for _, c := range []struct {
		name    string
		headers []string
		code    int
		body    string
	}{
		{"a part", []string{"Range", "bytes=0-3"}, 206, rssBody[:4]},
		{"the end", []string{"Range", "bytes=-6"}, 206, rssBody[len(rssBody)-6:]},
		{"more than there is", []string{"Range", "bytes=5-5000"}, 206, rssBody[5:]},
		{"what is not there", []string{"Range", "bytes=5000-"}, 416, ""},
		{"of the same", []string{"Range", "bytes=0-3", "If-Range", tag}, 206, rssBody[:4]},
		{"of another", []string{"Range", "bytes=0-3", "If-Range", `"x"`}, 200, rssBody},
		{"of a weak tag", []string{"Range", "bytes=0-3", "If-Range", "W/" + tag}, 200, rssBody},
		{"two parts", []string{"Range", "bytes=0-3,5-6"}, 200, rssBody},
		{"in another unit", []string{"Range", "items=0-3"}, 200, rssBody},
		{"what the reader has", []string{"Range", "bytes=0-3", "If-None-Match", tag}, 304, ""},
		{"thousands", []string{"Range", "bytes=" + strings.Repeat("0-0,", 5000) + "0-0"}, 200, rssBody},
		{"if it is what the reader has", []string{"If-Match", tag}, 200, rssBody},
		{"if it is another", []string{"If-Match", `"x"`}, 412, ""},
		{"if it is as old", []string{"If-Unmodified-Since", newestText}, 200, rssBody},
		{"if it is older", []string{"If-Unmodified-Since", newest.Add(-time.Hour).Format(http.TimeFormat)}, 412, ""},
	} {
		w := ask(h, "GET", "/feed.xml", c.headers...)
		if w.Code != c.code || c.code < 300 && w.Body.String() != c.body {
			t.Errorf("%s: %d %q, want %d %q", c.name, w.Code, w.Body, c.code, c.body)
		}
		// A cache that was told to keep it would give it to all who ask for the feed (RFC 9111 §3): Vary does not name conditions.
		if cache := w.Header().Get("Cache-Control"); c.code >= 400 && strings.Contains(cache, "max-age") {
			t.Errorf("%s: caches may keep what one is refused: %s", c.name, cache)
		}
	}
	packed := ask(h, "GET", "/feed.xml", "Accept-Encoding", "br")
	part := ask(h, "GET", "/feed.xml", "Accept-Encoding", "br", "Range", "bytes=2-5")
	if !bytes.Equal(part.Body.Bytes(), packed.Body.Bytes()[2:6]) || part.Header().Get("Content-Encoding") != "br" {
		t.Errorf("a part of what is packed: %v", part.Header())
	}
}

// A page of another site that reads feeds asks first whether it may send conditions: Fetch §4.8.
func TestABrowserMayAskOnBehalfOfAnotherSite(t *testing.T) {
	_, h := built(t)
	w := ask(h, "OPTIONS", "/feed.xml", "Origin", "https://reader.example", "Access-Control-Request-Method", "GET", "Access-Control-Request-Headers", "if-none-match")
	if w.Code != http.StatusNoContent || !strings.Contains(w.Header().Get("Access-Control-Allow-Headers"), "If-None-Match") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	for _, path := range []string{"/feed.xml", "/nothing", "/"} {
		for _, method := range []string{"GET", "HEAD", "POST", "OPTIONS"} {
			w := ask(h, method, path)
			if w.Header().Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(w.Header().Get("Access-Control-Expose-Headers"), "ETag") {
				t.Errorf("%s %s: %v", method, path, w.Header())
			}
			if w.Header().Get("Content-Security-Policy") == "" || w.Header().Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s %s may be taken for something else: %v", method, path, w.Header())
			}
		}
	}
	if w := ask(h, "GET", "/feed.xml", "If-None-Match", "*"); w.Code != 304 || w.Header().Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("304: %v", w.Header())
	}
}

// A part of a feed's past may be kept as long as anything, but no longer than until the next of what is published expires.
func TestThePastIsKeptLong(t *testing.T) {
	at := time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)
	s := &serve.Server{Store: &serve.Store{}, Now: func() time.Time { return at }}
	commit(t, s.Store, document{"feed.xml", feed.TypeRSS, rssBody, newest}, document{"feed/2026-02.xml", feed.TypeRSS, rssBody, newest})
	if err := s.SetIndex(&page.Index{Feeds: []page.IndexFeed{{Name: "all", Type: feed.TypeRSS, Path: "feed.xml"}, {Name: "all/2026-02", Type: feed.TypeRSS, Path: "feed/2026-02.xml", IsArchive: true}}}); err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	for _, c := range []struct {
		times serve.Times
		path  string
		want  string
	}{
		{serve.Times{Scheduled: at.Add(time.Minute)}, "/feed.xml", "public, max-age=65, "},
		{serve.Times{Scheduled: at.Add(time.Minute)}, "/feed/2026-02.xml", "public, max-age=14400, "},
		{serve.Times{Expiry: at.Add(time.Hour)}, "/feed/2026-02.xml", "public, max-age=3599"},
	} {
		s.SetTimes(c.times)
		if got := ask(h, "GET", c.path).Header().Get("Cache-Control"); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %s, want %s…", c.path, got, c.want)
		}
	}
}

// No reader is told that it cannot have what it asks for in the form that it asks for, and none gets a page instead of the
// feed, whatever it says that it accepts: only a browser's tab does, which says that it is one.
func TestOnlyTheTabOfABrowserGetsThePage(t *testing.T) {
	s := &serve.Server{Store: &serve.Store{}}
	commit(t, s.Store, document{"feed.xml", feed.TypeRSS, rssBody, newest}, document{"feed.html", feed.TypeHTML, "<!DOCTYPE html>", newest}, document{"other.xml", feed.TypeRSS, "<rss/>", newest})
	if err := s.SetIndex(&page.Index{Feeds: []page.IndexFeed{{Name: "all", Type: feed.TypeRSS, Path: "feed.xml", Page: "feed.html"}, {Name: "other", Type: feed.TypeRSS, Path: "other.xml"}}}); err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	const html, rss = "text/html; charset=utf-8", "application/rss+xml; charset=utf-8"
	for _, c := range []struct {
		path    string
		headers []string
		want    string
	}{
		{"/feed.xml", nil, rss},
		{"/feed.xml", []string{"Accept", "text/html"}, rss},
		{"/feed.xml", []string{"Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "User-Agent", "Mozilla/5.0"}, rss},
		{"/feed.xml", []string{"Accept", "application/json"}, rss},
		{"/feed.xml", []string{"Accept", "image/png;q=0"}, rss},
		{"/feed.xml", []string{"Sec-Fetch-Dest", "empty"}, rss},
		{"/feed.xml", []string{"Sec-Fetch-Dest", "iframe"}, rss},
		{"/feed.xml", []string{"Sec-Fetch-Dest", "document"}, html},
		{"/rss", []string{"Sec-Fetch-Dest", "document"}, html},
		{"/other.xml", []string{"Sec-Fetch-Dest", "document"}, rss},
		{"/feed.html", nil, html},
	} {
		w := ask(h, "GET", c.path, c.headers...)
		if got := w.Header().Get("Content-Type"); w.Code != 200 || got != c.want {
			t.Errorf("%s %v: %d %s, want %s", c.path, c.headers, w.Code, got, c.want)
		}
		if vary := w.Header().Get("Vary"); strings.Contains(vary, "Sec-Fetch-Dest") != (c.path == "/feed.xml" || c.path == "/rss") {
			t.Errorf("%s varies with %s", c.path, vary)
		}
	}
	reader, visitor := ask(h, "GET", "/feed.xml"), ask(h, "GET", "/feed.xml", "Sec-Fetch-Dest", "document")
	if reader.Header().Get("ETag") == visitor.Header().Get("ETag") {
		t.Error("page and feed have one tag")
	}
	if w := ask(h, "GET", "/feed.xml", "Sec-Fetch-Dest", "document", "If-None-Match", reader.Header().Get("ETag")); w.Code != 200 {
		t.Errorf("the tab is told that it has the page: %d", w.Code)
	}
}

// miniflux, NetNewsWire and others try names and take no redirect for an answer; subscribers of another program's feeds ask
// for its names.
func TestNamesThatReadersTryLeadToTheFeed(t *testing.T) {
	_, h := built(t)
	for want, names := range map[string][]string{
		rssBody:            {"rss", "rss/", "rss.xml", "index.rss", "index.xml", "feed", "feed/", "feed.xml", "rss/feed.xml", "feed/rss/", "feed/rss2/"},
		"<feed>one</feed>": {"atom.xml", "feed.atom", "atom", "feed/atom/"},
	} {
		for _, name := range names {
			for _, base := range []string{"/", "/blog/"} {
				w := ask(h, "GET", base+name)
				if w.Code != http.StatusOK || w.Body.String() != want {
					t.Errorf("%s%s: %d %q", base, name, w.Code, w.Body)
				}
			}
		}
	}
	if w := ask(h, "GET", "/json"); w.Code != http.StatusNotFound { // the first feed has none
		t.Errorf("/json: %d", w.Code)
	}
}

func TestFeedsThatMovedOrAreGone(t *testing.T) {
	s, _ := built(t)
	s.Moved = map[string]string{"old/feed.xml": "https://example.org/blog/feed.xml", "atom.xml": "https://example.org/never", "index.xml": "https://example.org/blog/atom.xml"}
	s.Gone = []string{"tags/x.xml", "rss.xml"}
	h := s.Handler()
	for _, base := range []string{"/", "/blog/"} {
		w := ask(h, "GET", base+"old/feed.xml")
		if w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != "https://example.org/blog/feed.xml" {
			t.Errorf("moved: %d %v", w.Code, w.Header())
		}
		if w := ask(h, "HEAD", base+"tags/x.xml"); w.Code != http.StatusGone {
			t.Errorf("gone: %d", w.Code)
		}
		// What was said of a path counts more than what readers mean by it who guess.
		if w := ask(h, "GET", base+"index.xml"); w.Code != http.StatusMovedPermanently || w.Header().Get("Location") != "https://example.org/blog/atom.xml" {
			t.Errorf("moved from a name that readers try: %d %v", w.Code, w.Header())
		}
		if w := ask(h, "GET", base+"rss.xml"); w.Code != http.StatusGone {
			t.Errorf("gone from a name that readers try: %d", w.Code)
		}
		if w := ask(h, "GET", base+"index.rss"); w.Code != http.StatusOK {
			t.Errorf("a name that readers try: %d", w.Code)
		}
	}
	if w := ask(h, "GET", "/atom.xml"); w.Code != http.StatusOK { // what is there is there
		t.Errorf("a feed that is there: %d", w.Code)
	}
}

func TestAllDocumentsOfABuildHaveOneGeneration(t *testing.T) {
	s, h := built(t)
	generation := func(path string) string { return ask(h, "GET", path).Header().Get("Masthead-Generation") }
	first := generation("/feed.xml")
	if first == "" || generation("/atom.xml") != first {
		t.Errorf("generations %s and %s", first, generation("/atom.xml"))
	}
	commit(t, s.Store, document{"feed.xml", feed.TypeRSS, rssBody, newest})
	if generation("/feed.xml") != first {
		t.Error("the same documents have another generation")
	}
	commit(t, s.Store, document{"feed.xml", feed.TypeRSS, "<rss>two</rss>", newest})
	if second := generation("/atom.xml"); second == first || generation("/feed.xml") != second {
		t.Error("other documents have the same generation")
	}
}

func TestHubsAreNamedAsReadersLookForThem(t *testing.T) {
	store := &serve.Store{Address: func(name string) string { return "https://example.org/" + name }, Hubs: []string{"https://hub.example/", "https://two.example/"}}
	commit(t, store, document{"feed.xml", feed.TypeRSS, rssBody, newest}, document{"masthead.css", "text/css", "*{}", newest})
	h := (&serve.Server{Store: store}).Handler()
	const want = `<https://hub.example/>; rel="hub", <https://two.example/>; rel="hub", <https://example.org/feed.xml>; rel="self"`
	if got := ask(h, "HEAD", "/feed.xml").Header().Values("Link"); len(got) != 1 || got[0] != want {
		t.Errorf("Link is %q", got)
	}
	if got := ask(h, "HEAD", "/masthead.css").Header().Get("Link"); got != "" {
		t.Errorf("what is no feed has Link %s", got)
	}
}

func BenchmarkNotModified(b *testing.B) {
	s := &serve.Server{Store: &serve.Store{}}
	batch, _ := s.Store.Begin()
	doc, _ := batch.Create("feed.xml", feed.TypeRSS)
	_ = doc.Finish([]byte(rssBody), nil, newest)
	_ = batch.Commit()
	h := s.Handler()
	r, _ := http.NewRequest(http.MethodGet, "/feed.xml", nil)
	r.Header.Set("If-None-Match", ask(h, "GET", "/feed.xml").Header().Get("ETag"))
	r.Header.Set("Accept-Encoding", "gzip, deflate, br")
	w := &nowhere{header: http.Header{}}
	b.ReportAllocs()
	for b.Loop() {
		clear(w.header)
		h.ServeHTTP(w, r)
		if w.code != http.StatusNotModified {
			b.Fatal(w.code)
		}
	}
}

// nowhere is where answers go that nobody looks at.
type nowhere struct {
	header http.Header
	code   int
}

func (w *nowhere) Header() http.Header         { return w.header }
func (w *nowhere) WriteHeader(code int)        { w.code = code }
func (w *nowhere) Write(p []byte) (int, error) { return len(p), nil }

// A 304 costs what net/http costs: what there is to say was made before anybody asked.
func TestAnAnswerAllocatesNothing(t *testing.T) {
	_, h := built(t)
	w := &nowhere{header: http.Header{}}
	for _, headers := range []http.Header{{}, {"If-None-Match": {ask(h, "GET", "/feed.xml").Header().Get("ETag")}}, {"Accept-Encoding": {"gzip;q=0.5, br"}}} {
		r, err := http.NewRequest(http.MethodGet, "/blog/feed.xml", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header = headers
		if n := testing.AllocsPerRun(100, func() { h.ServeHTTP(w, r) }); n > 0 {
			t.Errorf("%v: %v allocations", headers, n)
		}
	}
}

func TestPackingIsUndoneByUnpacking(t *testing.T) {
	s := &serve.Server{Store: &serve.Store{}}
	h := s.Handler()
	for size := 1; size < 3<<20; size *= 7 {
		var body strings.Builder
		for i := 0; body.Len() < size; i++ {
			fmt.Fprintf(&body, "<item><title>%d of %x</title></item>\n", i, i*i*7919)
		}
		commit(t, s.Store, document{"feed.xml", feed.TypeRSS, body.String()[:size], time.Time{}})
		for _, coding := range []string{"gzip", "br", "zstd"} {
			w := ask(h, "GET", "/feed.xml", "Accept-Encoding", coding)
			if w.Header().Get("Content-Encoding") != coding || unpack(t, w) != body.String()[:size] {
				t.Errorf("%d bytes come back changed by %s", size, coding)
			}
		}
	}
}
