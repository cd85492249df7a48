package serve_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/masthead-feeds/masthead/feed/serve"
)

// unread takes an answer and keeps nothing of it.
type unread struct{ header http.Header }

func (n unread) Header() http.Header       { return n.header }
func (unread) WriteHeader(int)             {}
func (unread) Write(p []byte) (int, error) { return len(p), nil }

// feedly is the user agent of most requests that publishers see.
const feedly = "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 462 subscribers; like FeedFetcher-Google)"

func BenchmarkCount(b *testing.B) {
	body := []byte("<rss/>")
	next := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusOK)
		_, _ = w.Write(body)
	})
	request := httptest.NewRequest("GET", "/feed.xml", nil)
	request.Header.Set("User-Agent", feedly)
	for name, h := range map[string]http.Handler{"bare": next, "counted": serve.NewOperations(serve.OperationsOptions{}).Count(next)} {
		b.Run(name, func(b *testing.B) {
			w := unread{http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				h.ServeHTTP(w, request)
			}
		})
	}
}

// The numbers may not cost what the server saves.
func TestCountingAllocatesNextToNothing(t *testing.T) {
	h := serve.NewOperations(serve.OperationsOptions{}).Count(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusPartialContent) // whose name is not at hand
	}))
	request := httptest.NewRequest("GET", "/feed.xml", nil)
	request.Header.Set("User-Agent", feedly)
	w := unread{http.Header{}}
	h.ServeHTTP(w, request)
	if n := testing.AllocsPerRun(200, func() { h.ServeHTTP(w, request) }); n > 2 {
		t.Errorf("a request costs %v allocations, want at most 2", n)
	}
}
