package serve_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/feed/serve"
)

// A reader of one server goes on with the next as if nothing had happened, and learns the new address.
func TestOneServerGoesOnWhereAnotherIs(t *testing.T) {
	at := func(base string) *serve.Server {
		return &serve.Server{BasePath: base, Store: &serve.Store{Address: func(name string) string { return "https://example.org" + base + "/" + name }}}
	}
	old := at("/old")
	publishItems(t, old.Store, "A", []string{itemOf(1, 0)})
	first, _ := validators(old.Handler(), "/old/feed.json")
	publishItems(t, old.Store, "A", []string{itemOf(2, 0), itemOf(1, 0)})
	tag, date := validators(old.Handler(), "/old/feed.json")
	old.SetTimes(serve.Times{Expiry: time.Now()})

	next := at("/new")
	next.Continue(old)
	h := next.Handler()
	answer := ask(h, http.MethodGet, "/new/feed.json")
	if got := answer.Header(); got.Get("ETag") != tag || got.Get("Last-Modified") != date || got.Get("Link") != `<https://example.org/new/feed.json>; rel="self"` {
		t.Errorf("it is another document: %v", got)
	}
	if got := answer.Header().Get("Cache-Control"); !strings.Contains(got, "max-age=0") {
		t.Errorf("it may be kept beyond its expiry: %s", got)
	}
	if w := ask(h, http.MethodGet, "/new/feed.json", "If-None-Match", tag); w.Code != http.StatusNotModified {
		t.Errorf("status %d", w.Code)
	}
	if w := ask(h, http.MethodGet, "/new/feed.json", "A-IM", "feed", "If-None-Match", first); w.Code != http.StatusIMUsed {
		t.Errorf("for a delta: status %d", w.Code)
	}
	publishItems(t, next.Store, "B", []string{itemOf(2, 0), itemOf(1, 0)})
	if _, after := validators(h, "/new/feed.json"); after == date {
		t.Error("a document changed, and its date did not")
	}
	if w := ask(old.Handler(), http.MethodGet, "/old/feed.json", "If-None-Match", tag); w.Code != http.StatusNotModified {
		t.Error("what the old server serves changed with the new one's")
	}
}
