package serve_test

import (
	"bufio"
	"maps"
	"net/http"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed/serve"
)

// Whether or not a connection takes lines that are ready, an answer says the same, and nothing twice; and it says what holds then:
// also in the next second, in the next edition, and to the next who asks in another way.
func TestLinesThatAreReadySayWhatTheHeaderWould(t *testing.T) {
	s, h := built(t)
	s.Store.License = "https://example.org/license.xml"
	now := newest
	s.Now = func() time.Time { return now }
	s.SetTimes(serve.Times{Scheduled: now.Add(time.Hour)})
	var ready http.Header
	take := func(_ *http.Request, lines []byte) bool {
		read, err := textproto.NewReader(bufio.NewReader(strings.NewReader(string(lines) + "\r\n"))).ReadMIMEHeader()
		if err != nil {
			t.Errorf("%v in %q", err, lines)
		}
		ready = http.Header(read)
		return true
	}
	compare := func(method, path string, headers ...string) {
		t.Helper()
		s.Lines, ready = nil, http.Header{}
		want := ask(h, method, path, headers...)
		s.Lines = take
		got := ask(h, method, path, headers...)
		for name := range ready {
			if got.Header()[name] != nil {
				t.Errorf("%s comes twice", name)
			}
		}
		maps.Copy(got.Header(), ready)
		if diff := cmp.Diff(want.Header(), got.Header()); diff != "" || got.Code != want.Code || got.Body.String() != want.Body.String() {
			t.Errorf("%s %s %q: %d, %d without (-without +with):\n%s", method, path, headers, got.Code, want.Code, diff)
		}
	}
	every := func() {
		t.Helper()
		for _, path := range []string{"/feed.xml", "/atom.xml", "/rss", "/", "/tags/a b/feed.xml", "/nothing"} {
			for _, headers := range [][]string{nil, {"Accept-Encoding", "gzip"}, {"Accept-Encoding", "br"}, {"If-None-Match", "*"},
				{"Range", "bytes=0-3"}, {"If-Match", `"other"`}, {"Sec-Fetch-Dest", "document"}, {"Origin", "https://reader.example"}} {
				for _, method := range []string{"GET", "HEAD", "POST"} {
					compare(method, path, headers...)
				}
			}
		}
	}
	every()
	if len(ready) > 0 {
		t.Error("what is refused has lines ready")
	}
	compare("GET", "/feed.xml")
	if ready.Get("Cache-Control") == "" || ready.Get("Etag") == "" {
		t.Errorf("only these lines are ready: %v", ready)
	}
	now = now.Add(time.Second)
	every()
	commit(t, s.Store, document{"license.xml", "application/rsl+xml", "<rsl/>", newest}, document{"feed.xml", "application/rss+xml", "<rss>two</rss>", newest})
	every()
}

// An address of a configuration that has a line in it does not become a line of the header.
func TestWhatIsSaidIsOneLine(t *testing.T) {
	s := &serve.Server{Store: &serve.Store{Address: func(name string) string { return "https://example.org/\r\nSet-Cookie: a=b\n/" + name }}}
	commit(t, s.Store, document{"feed.xml", "application/rss+xml", rssBody, newest})
	var ready string
	s.Lines = func(_ *http.Request, lines []byte) bool { ready = string(lines); return true }
	ask(s.Handler(), "GET", "/feed.xml")
	if !strings.Contains(ready, "Link: ") || strings.Contains(ready, "\nSet-Cookie") {
		t.Errorf("%q", ready)
	}
}
