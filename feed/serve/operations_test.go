package serve_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
)

// hand is a clock that is set by hand.
type hand struct{ time.Time }

func (h *hand) now() time.Time { return h.Time }

var noon = time.Date(2026, 3, 13, 12, 0, 0, 0, time.UTC) // a Friday

// every gives a schedule whose runs are so far apart.
func every(d time.Duration) func(time.Time) time.Time {
	return func(after time.Time) time.Time { return after.Truncate(d).Add(d) }
}

// series reads what /metrics says as Prometheus reads it: the value of each series of ours that begins with a text.
func series(t *testing.T, o *serve.Operations, prefix string) map[string]float64 {
	t.Helper()
	w := ask(o.Handler(), "GET", "/metrics")
	if w.Code != http.StatusOK {
		t.Fatalf("/metrics: status %d: %s", w.Code, w.Body)
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]float64{}
	for name, family := range families {
		for _, m := range family.Metric {
			var labels []string
			for _, l := range m.Label {
				labels = append(labels, l.GetName()+"="+l.GetValue())
			}
			key := name + "{" + strings.Join(labels, ",") + "}"
			if strings.HasPrefix(key, prefix) { // of a histogram how often it was filled
				values[key] = m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
			}
		}
	}
	return values
}

func same(t *testing.T, got, want map[string]float64) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadyIsWhoBuiltLately(t *testing.T) {
	const hours = time.Hour
	weekdays := func(after time.Time) time.Time { // at noon
		next := after.Truncate(24 * hours).Add(12 * hours)
		for !next.After(after) || next.Weekday() == time.Saturday || next.Weekday() == time.Sunday {
			next = next.Add(24 * hours)
		}
		return next
	}
	for _, c := range []struct {
		name     string
		schedule func(time.Time) time.Time
		period   time.Duration
		results  []error // of builds, one an hour from noon on
		asked    time.Duration
		says     string
	}{
		{"nothing was built", every(hours), hours, nil, 0, "not ready: no build has succeeded yet"},
		{"no build succeeded", nil, 0, []error{io.EOF}, hours, "not ready: no build has succeeded yet"},
		{"built just now", every(hours), hours, []error{nil}, 0, "ok"},
		{"built two periods ago", every(hours), hours, []error{nil}, 2 * hours, "ok"},
		{"built longer ago", every(hours), hours, []error{nil}, 2*hours + time.Second, "not ready: the last build that succeeded was done at 2026-03-13T12:00:00Z"},
		{"failures count for nothing", every(hours), hours, []error{nil, io.EOF, io.EOF}, 3 * hours, "not ready: the last build that succeeded was done at 2026-03-13T12:00:00Z"},
		{"built again", every(hours), hours, []error{nil, io.EOF, nil}, 3 * hours, "ok"},
		{"any age without a schedule", nil, 0, []error{nil}, 10000 * hours, "ok"},
		{"over a weekend", weekdays, 24 * hours, []error{nil}, 71 * hours, "ok"},
		{"until Tuesday", weekdays, 24 * hours, []error{nil}, 97 * hours, "not ready"},
		{"the clock was set back", every(hours), hours, []error{nil}, -10 * hours, "ok"},
	} {
		clock := &hand{noon}
		o := serve.NewOperations(serve.OperationsOptions{Operated: serve.Operated{Schedule: c.schedule, Period: c.period}, Now: clock.now})
		for i, err := range c.results {
			o.Built(serve.Build{Start: noon.Add(time.Duration(i) * time.Hour), Err: err})
		}
		clock.Time = noon.Add(c.asked)
		want := http.StatusOK
		if c.says != "ok" {
			want = http.StatusServiceUnavailable
		}
		w := ask(o.Handler(), "GET", "/readyz")
		if w.Code != want || !strings.HasPrefix(w.Body.String(), c.says) {
			t.Errorf("%s: status %d: %s", c.name, w.Code, w.Body)
		}
		if w := ask(o.Handler(), "GET", "/healthz"); w.Code != http.StatusOK {
			t.Errorf("%s: the process answers, and /healthz says %d", c.name, w.Code)
		}
	}
}

// An error may name an article.
func TestReadySaysNothingOfWhatWentWrong(t *testing.T) {
	o := serve.NewOperations(serve.OperationsOptions{})
	o.Built(serve.Build{Start: noon, Err: errors.New("secret.md: broken")})
	if w := ask(o.Handler(), "GET", "/readyz"); strings.Contains(w.Body.String(), "secret") {
		t.Errorf("/readyz says: %s", w.Body)
	}
}

func TestProfilesAreThereOnlyWhereTheyAreWanted(t *testing.T) {
	for path, want := range map[string]int{"/debug/pprof/": 200, "/debug/pprof/goroutine": 200, "/debug/pprof/cmdline": 404} {
		if w := ask(serve.NewOperations(serve.OperationsOptions{Profiles: true}).Handler(), "GET", path); w.Code != want {
			t.Errorf("%s with profiles: status %d, want %d", path, w.Code, want)
		}
		if w := ask(serve.NewOperations(serve.OperationsOptions{}).Handler(), "GET", path); w.Code != http.StatusNotFound {
			t.Errorf("%s without profiles: status %d", path, w.Code)
		}
	}
}

func TestBuildsAreCounted(t *testing.T) {
	clock := &hand{noon}
	o := serve.NewOperations(serve.OperationsOptions{Operated: serve.Operated{Schedule: every(time.Hour), Period: time.Hour}, Now: clock.now})
	same(t, series(t, o, "masthead_"), map[string]float64{
		"masthead_builds_total{result=succeeded}": 0, "masthead_builds_total{result=failed}": 0, "masthead_build_duration_seconds{}": 0,
		"masthead_sent_bytes_total{}": 0, "masthead_next_scheduled_build_timestamp_seconds{}": float64(noon.Add(time.Hour).Unix()),
	})
	o.Built(serve.Build{Start: noon, Duration: 1500 * time.Millisecond, Status: map[source.Status]int{
		source.StatusPublished: 7, source.StatusDraft: 2, source.StatusEmbargoed: 3, source.StatusScheduled: 4}})
	o.Built(serve.Build{Start: noon.Add(time.Minute), Err: io.EOF})
	clock.Time = noon.Add(time.Hour)
	same(t, series(t, o, "masthead_"), map[string]float64{
		"masthead_builds_total{result=succeeded}": 1, "masthead_builds_total{result=failed}": 1, "masthead_build_duration_seconds{}": 2,
		"masthead_sent_bytes_total{}": 0, "masthead_next_scheduled_build_timestamp_seconds{}": float64(noon.Add(2 * time.Hour).Unix()),
		"masthead_last_success_timestamp_seconds{}": float64(noon.UnixMilli()+1500) / 1000,
		"masthead_articles{status=published}":       7, "masthead_articles{status=draft}": 2, "masthead_articles{status=expired}": 0,
		"masthead_articles{status=rejected}": 0, "masthead_articles{status=withdrawn}": 0, "masthead_articles{status=redirect}": 0,
	})
	if len(series(t, o, "go_")) == 0 {
		t.Error("nothing is told of the process")
	}
}

// The answers are those of the server itself, and all of them are counted.
func TestCountingChangesNoAnswer(t *testing.T) {
	_, bare := built(t)
	o := serve.NewOperations(serve.OperationsOptions{})
	counting := o.Count(bare)
	etag := ask(bare, "GET", "/feed.xml").Header().Get("ETag")
	var sent int
	for _, request := range [][]string{
		{"GET", "/feed.xml"}, {"GET", "/feed.xml", "Accept-Encoding", "gzip"}, {"GET", "/feed.xml", "Accept-Encoding", "br"}, {"HEAD", "/feed.xml"},
		{"GET", "/feed.xml", "If-None-Match", etag}, {"GET", "/feed.xml", "Range", "bytes=2-5"}, {"GET", "/nosuch"}, {"HEAD", "/nosuch"},
		{"POST", "/feed.xml"}, {"OPTIONS", "/feed.xml"}, {"GET", "/blog"}, {"GET", "/"},
	} {
		want, got := ask(bare, request[0], request[1], request[2:]...), ask(counting, request[0], request[1], request[2:]...)
		if want.Code != got.Code || want.Body.String() != got.Body.String() {
			t.Errorf("%v: status %d and %q, want %d and %q", request, got.Code, got.Body, want.Code, want.Body)
		}
		if diff := cmp.Diff(want.Header(), got.Header()); diff != "" {
			t.Errorf("%v: (-want +got):\n%s", request, diff)
		}
		if request[0] != "HEAD" {
			sent += want.Body.Len()
		}
	}
	same(t, series(t, o, "masthead_requests"), map[string]float64{
		"masthead_requests_total{encoding=identity,status=200}": 3, "masthead_requests_total{encoding=gzip,status=200}": 1,
		"masthead_requests_total{encoding=br,status=200}": 1, "masthead_requests_total{encoding=identity,status=304}": 1,
		"masthead_requests_total{encoding=identity,status=206}": 1, "masthead_requests_total{encoding=identity,status=404}": 2,
		"masthead_requests_total{encoding=identity,status=405}": 1, "masthead_requests_total{encoding=identity,status=204}": 1,
		"masthead_requests_total{encoding=identity,status=308}": 1,
	})
	same(t, series(t, o, "masthead_sent"), map[string]float64{"masthead_sent_bytes_total{}": float64(sent)})
}

// Whatever a handler may do with its writer it still may.
func TestACountedWriterIsAWriterOfTheServer(t *testing.T) {
	o := serve.NewOperations(serve.OperationsOptions{})
	asks := make(chan struct{})
	server := httptest.NewServer(o.Count(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/flush", "/controller":
			if r.URL.Path == "/flush" {
				w.(http.Flusher).Flush()
			} else if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
				return
			}
			<-asks // until somebody has the header
		case "/deadline":
			if err := http.NewResponseController(w).SetWriteDeadline(time.Time{}); err != nil {
				t.Error(err)
			}
		case "/hints":
			w.WriteHeader(http.StatusEarlyHints)
			w.WriteHeader(http.StatusTeapot)
		case "/copy":
			_, _ = io.Copy(w, strings.NewReader("copied"))
		case "/nothing":
		case "/breaks":
			panic(http.ErrAbortHandler)
		case "/breaks/later":
			w.WriteHeader(http.StatusAccepted)
			panic(http.ErrAbortHandler)
		}
	})))
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // on a new connection nothing is asked twice
	for _, c := range []struct {
		path string
		want int
	}{{"/flush", 200}, {"/controller", 200}, {"/deadline", 200}, {"/hints", 418}, {"/copy", 200}, {"/nothing", 200}, {"/breaks", 0}, {"/breaks/later", 0}} {
		response, err := client.Get(server.URL + c.path)
		if err != nil {
			if c.want != 0 {
				t.Errorf("%s: %v", c.path, err)
			}
			continue
		}
		if c.path == "/flush" || c.path == "/controller" {
			asks <- struct{}{}
		}
		body, _ := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if response.StatusCode != c.want || c.path == "/copy" && string(body) != "copied" {
			t.Errorf("%s: status %d, want %d, and %q", c.path, response.StatusCode, c.want, body)
		}
	}
	server.Close() // when all handlers are done
	same(t, series(t, o, "masthead_requests"), map[string]float64{
		"masthead_requests_total{encoding=identity,status=200}": 5, "masthead_requests_total{encoding=identity,status=418}": 1,
		"masthead_requests_total{encoding=identity,status=aborted}": 1, "masthead_requests_total{encoding=identity,status=202}": 1,
	})
	same(t, series(t, o, "masthead_sent"), map[string]float64{"masthead_sent_bytes_total{}": 6})
}

// poll asks for a path as a reader does.
func poll(h http.Handler, path, agent string) int {
	return ask(h, "GET", path, "User-Agent", agent).Code
}

// found answers every request with 200.
func found(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }

// The user agents are those that services send, taken from logs that publishers have shown and from the services' own pages.
func TestReadersSayHowManySubscribe(t *testing.T) {
	for agent, want := range map[string]string{
		feedly: "Feedly 462",
		"Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers; )":                          "Feedly 16",
		"Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 26 subscribers; )":                    "Inoreader 26",
		"Mozilla/5.0 (compatible; inoreader.com; 114 subscribers)":                                    "Inoreader 114",
		"Feedbin feed-id:1373711 - 142 subscribers":                                                   "Feedbin 142",
		"Mozilla/5.0 (compatible; theoldreader.com; 1 subscribers; feed-id=cead6c3a837650eeefd8fe4a)": "The Old Reader 1",
		"Mozilla/5.0 (compatible; BazQux/2.4; +https://bazqux.com/fetcher; 6 subscribers)":            "BazQux 6",
		"Mozilla 5.0 (compatible; BazQux/2.4 +http://bazqux.com/fetcher; 2 subscribers)":              "BazQux 2",
		`NewsBlur Feed Fetcher - 54 subscribers - https://www.newsblur.com/site/6865328/grumpy-website ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/14.0.1 Safari/605.1.15")`: "NewsBlur 54",
		"NewsBlur Feed Fetcher - 1 subscriber - http://www.newsblur.com/site/0000000/webpage (Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7))":                                                                                     "NewsBlur 1",
		"Feed Wrangler/1.0 (1 subscriber; feed-id=479901; http://feedwrangler.net; Allow like Gecko)":                                                                                                                               "Feed Wrangler 1",
		"Overcast/1.0 Podcast Sync (1190 subscribers; feed-id=554901; +http://overcast.fm/)":                                                                                                                                        "Overcast 1190",
		"Netvibes (http://www.netvibes.com/; 2 subscribers; feedID: 29108491)":                                                                                                                                                      "Netvibes 2",
		"Dreamwidth Studios (webmaster@dreamwidth.org; for https://www.dreamwidth.org/users/vikingschoice_feed/; 2 readers)":                                                                                                        "Dreamwidth 2",
		"LiveJournal.com (webmaster@livejournal.com; for http://www.livejournal.com/users/lleo_run/; 488 readers)":                                                                                                                  "LiveJournal 488",
		"OohDirectory/1.0 (+ 1 subscribers)":                                                                                              "ooh.directory 1",
		"PlainFeeder v0.0.1 (+https://plainfeeder.example; Subscriber Count: 12)":                                                         "PlainFeeder 12",
		"Feedfetcher-Google; (+http://www.google.com/feedfetcher.html; 4 subscribers; feed-id=9048986372668769311)":                       "Feedfetcher-Google 4",
		"livedoor FeedFetcher/0.01 (http://reader.livedoor.com/; 999 subscribers)":                                                        "livedoor FeedFetcher 999",
		"HanRSS/1.1 (http://www.hanrss.com; 1 subscriber)":                                                                                "HanRSS 1",
		"NewsGatorOnline/2.0 (http://www.newsgator.com; 39 subscribers)":                                                                  "NewsGatorOnline 39",
		"Zhuaxia.com 1 Subscribers":                                                                                                       "Zhuaxia.com 1",
		"Mozilla/5.0 (compatible; YandexBlogs/0.99; robot; B; +http://yandex.com/bots) 1 readers":                                         "YandexBlogs 1",
		"I.UA - Robot Verter (v1.1; contact: support@i.ua; url: http://vkontakte-feed.appspot.com/feed/id5698188/wall; 0 subscriber)":     "I.UA 0",
		"Mozilla/5.0 (X11; U; Linux i686; en-US; rv:1.2.1; Rojo 1.0; Aggregating on behalf of 3 subscriber(s) online at http://rojo.com)": "other 3",
		// These fetch for one person each, or do not say.
		"FreshRSS/1.29.1 (Linux; https://freshrss.org)":                                                     "",
		"Mozilla/5.0 (compatible; Miniflux/2.2.3; +https://miniflux.app)":                                   "",
		"NetNewsWire (RSS Reader; https://netnewswire.com/)":                                                "",
		"Feedly/1.0 (+http://www.feedly.com/fetcher.html; like FeedFetcher-Google)":                         "",
		"Tiny Tiny RSS/23.05-a4543de (Unsupported) (https://tt-rss.org/)":                                   "",
		"SpaceCowboys Android RSS Reader / 2.13.0(3764)":                                                    "",
		"Unread RSS Reader - https://www.goldenhillsoftware.com/unread/":                                    "",
		"Superfeedr bot/2.0 http://superfeedr.com - Make your feeds realtime: get in touch - feed-id:12345": "",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0":                  "",
		"": "",
	} {
		o := serve.NewOperations(serve.OperationsOptions{})
		poll(o.Count(http.HandlerFunc(found)), "/feed.xml", agent)
		got := ""
		for key, n := range series(t, o, "masthead_subscribers{feed=/feed.xml,") {
			_, reader, _ := strings.Cut(strings.TrimSuffix(key, "}"), "reader=")
			got += fmt.Sprintf("%s %v", reader, n)
		}
		if got != want {
			t.Errorf("%s\ngives %q, want %q", agent, got, want)
		}
	}
}

func TestSubscribersAreThoseLastReported(t *testing.T) {
	const feedbin = "Feedbin feed-id:%s - %d subscribers"
	clock := &hand{noon}
	o := serve.NewOperations(serve.OperationsOptions{Operated: serve.Operated{BasePath: "/blog"}, Now: clock.now})
	status := http.StatusOK
	h := o.Count(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
	poll(h, "/feed.xml", fmt.Sprintf(feedbin, "1", 5))
	poll(h, "/feed.xml", fmt.Sprintf(feedbin, "1", 4))      // one has left
	poll(h, "/blog/feed.xml", fmt.Sprintf(feedbin, "2", 3)) // who subscribed to another address of the same feed
	poll(h, "/", fmt.Sprintf(feedbin, "3", 100))            // the page, for its picture
	poll(h, "/blog/", fmt.Sprintf(feedbin, "3", 100))
	poll(h, "/feed.html", fmt.Sprintf(feedbin, "3", 100))
	for _, status = range []int{301, 404, 410, 429, 500, 503} {
		poll(h, "/nosuch", fmt.Sprintf(feedbin, "4", 100))
	}
	status = http.StatusNotModified
	poll(h, "/blogs.xml", feedly)
	want := map[string]float64{"masthead_subscribers{feed=/feed.xml,reader=Feedbin}": 7, "masthead_subscribers{feed=/blogs.xml,reader=Feedly}": 462}
	same(t, series(t, o, "masthead_subscribers"), want)

	clock.Time = noon.Add(48 * time.Hour)
	same(t, series(t, o, "masthead_subscribers"), want)
	poll(h, "/blogs.xml", feedly)
	clock.Time = clock.Add(time.Second)
	delete(want, "masthead_subscribers{feed=/feed.xml,reader=Feedbin}")
	same(t, series(t, o, "masthead_subscribers"), want)
}

// Who lies can lie about a number, and no more.
func TestHostileUserAgentsGrowNothing(t *testing.T) {
	clock := &hand{noon}
	o := serve.NewOperations(serve.OperationsOptions{Now: clock.now})
	h := o.Count(http.HandlerFunc(found))
	for _, agent := range []string{
		"Feedly/1.0 (99999999999999999999 subscribers)", "Feedly/1.0 (9999999999 subscribers)", "Feedly/1.0 (-5 subscribers)", "Feedly/1.0 (1.5 subscribers)", "Feedly/1.0 (1,204 subscribers)",
		"subscribers", " subscribers", "0x10 subscribers", "Feedly (1e9 subscribers)", "Subscriber Count: ", "5 subscribersubscriber",
		"Feedly/1.0 (5 subscribers)" + strings.Repeat(" ", 4096),
	} {
		poll(h, "/feed.xml", agent)
	}
	same(t, series(t, o, "masthead_subscribers"), map[string]float64{})

	for _, agent := range []string{"\x80\xff{evil=\"1\"}\n 1 subscribers", strings.Repeat("x", 100) + " 2 subscribers", "'><script> 3 subscribers"} {
		poll(h, "/feed.xml", agent)
	}
	same(t, series(t, o, "masthead_subscribers"), map[string]float64{"masthead_subscribers{feed=/feed.xml,reader=other}": 3})

	for i := range 5000 {
		poll(h, fmt.Sprintf("/%d.xml", i%50), fmt.Sprintf("Made%dUp (%d subscribers)", i, i))
		poll(h, "/"+strings.Repeat("y", 1000), "Feedly/1.0 (1 subscribers)")
	}
	poll(h, "/feed.xml", feedly) // whom they do not crowd out
	got := series(t, o, "masthead_subscribers")
	for key := range got {
		if len(key) > 200 {
			t.Errorf("there is %s", key)
		}
	}
	if len(got) > 600 || got["masthead_subscribers{feed=/feed.xml,reader=Feedly}"] != 462 {
		t.Errorf("%d series, and Feedly has %v subscribers", len(got), got["masthead_subscribers{feed=/feed.xml,reader=Feedly}"])
	}
	for i := range 10000 {
		poll(h, "/feed.xml", fmt.Sprintf("Feedbin feed-id:%d - 1 subscribers", i))
	}
	if n := series(t, o, "masthead_subscribers")["masthead_subscribers{feed=/feed.xml,reader=Feedbin}"]; n < 1000 || n > 4096 {
		t.Errorf("%v ids of one reader are kept", n)
	}
	clock.Time = noon.Add(49 * time.Hour) // there is room again, also where nobody looks at the numbers
	poll(h, "/feed.xml", "NewsBlur Feed Fetcher - 9 subscribers - https://www.newsblur.com/")
	same(t, series(t, o, "masthead_subscribers"), map[string]float64{"masthead_subscribers{feed=/feed.xml,reader=NewsBlur}": 9})
}

// logged gives the line of a request, without the time.
func logged(t *testing.T, r *http.Request, next http.HandlerFunc) string {
	t.Helper()
	var out bytes.Buffer
	clock := &hand{noon}
	plain := slog.NewTextHandler(&out, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}})
	o := serve.NewOperations(serve.OperationsOptions{AccessLog: slog.New(plain), Now: clock.now})
	o.Count(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		clock.Time = clock.Add(1500 * time.Microsecond)
		next(w, r)
	})).ServeHTTP(httptest.NewRecorder(), r)
	if n := strings.Count(out.String(), "\n"); n != 1 || !strings.HasSuffix(out.String(), "\n") {
		t.Errorf("a request is %d lines:\n%s", n, out.String())
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func TestTheAccessLogHasALineForEachRequest(t *testing.T) {
	r := httptest.NewRequest("GET", "/tags/a%20b.xml?x=1", nil)
	r.RemoteAddr = "198.51.100.7:4711"
	r.Header.Set("User-Agent", feedly)
	r.Header.Set("Referer", "https://elsewhere.example/")
	got := logged(t, r, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		_, _ = w.Write([]byte("twelve bytes"))
	})
	want := `level=INFO msg=request method=GET path="/tags/a b.xml" status=200 bytes=12 encoding=br duration=1.5ms remote=198.51.100.7 agent="` + feedly + `"`
	if got != want {
		t.Errorf("the line is\n%s\nwant\n%s", got, want)
	}
}

func TestTheAccessLogHasNoSecrets(t *testing.T) {
	for _, target := range []string{"/feed.xml?token=secret", "/feed.xml?a=1&token=secret&b", "/feed.xml?token=a;b=secret&token=secret", "/feed.xml%3Ftoken=secret", "/feed.xml"} {
		r := httptest.NewRequest("GET", target, nil)
		r.Header.Set("Authorization", "Basic secret")
		r.Header.Set("Cookie", "secret")
		r.Header.Set("Referer", "https://example.org/?token=secret")
		got := logged(t, r, func(w http.ResponseWriter, r *http.Request) { r.URL.RawQuery, r.Header = "", http.Header{} })
		if strings.Contains(got, "secret") || !strings.Contains(got, "path=/feed.xml ") || !strings.HasSuffix(got, "token=true") {
			t.Errorf("%s: the line is\n%s", target, got)
		}
	}
	const secret = "mh_GpwvUHKw7HvQnXH-iYaKPGkYxEm84X5HAguA-YY_zlM"
	for target, want := range map[string]string{"/feed.xml&token=" + secret: "/feed.xml&…", "/feed.xml;token=" + secret: "/feed.xml;…", "/" + secret + "/feed.xml": "/…", "/tags/mh_370.xml": "/tags/mh_370.xml"} {
		got := logged(t, httptest.NewRequest("GET", target, nil), found)
		if strings.Contains(got, secret[3:]) || !strings.Contains(got, "path="+want+" ") {
			t.Errorf("%s: the line is\n%s", target, got)
		}
	}
	for target, want := range map[string]bool{"/feed.xml?token=": true, "/feed.xml?t=1": false} {
		if got := logged(t, httptest.NewRequest("GET", target, nil), found); strings.Contains(got, "token=true") != want {
			t.Errorf("%s: the line is\n%s", target, got)
		}
	}
}

func TestNobodyCanBreakALineOfTheAccessLog(t *testing.T) {
	for _, before := range []string{"", "x"} { // so that the end falls between letters and into one
		r := httptest.NewRequest("GET", "/", nil)
		r.URL.Path = before + "/a\nlevel=ERROR msg=\"all is lost\"\x1b[2J\u202e" + strings.Repeat("é", 10000)
		r.Header.Set("User-Agent", before+"x\r\n\x00\u2028"+strings.Repeat("ü", 10000))
		r.Method = strings.Repeat("M", 10000)
		got := logged(t, r, found)
		if strings.ContainsFunc(got, func(c rune) bool { return c < ' ' || c == '\u202e' || c == '\u2028' || c == '\uFFFD' }) || strings.Contains(got, `\xc3`) || len(got) > 1500 {
			t.Errorf("%d bytes:\n%q", len(got), got)
		}
	}
}

func TestTheAccessLogSaysWhoAsked(t *testing.T) {
	for _, c := range []struct {
		peer      string
		forwarded []string
		want      string
	}{
		{"198.51.100.7:4711", nil, "198.51.100.7"},
		{"198.51.100.7:4711", []string{"203.0.113.9"}, "198.51.100.7"}, // who says so is a stranger
		{"[2001:db8::7]:4711", nil, "2001:db8::7"},
		{"[::ffff:198.51.100.7]:4711", nil, "198.51.100.7"},
		{"127.0.0.1:4711", nil, "127.0.0.1"},
		{"127.0.0.1:4711", []string{"203.0.113.9"}, "203.0.113.9"},
		{"[::1]:4711", []string{"203.0.113.9"}, "203.0.113.9"},
		{"[::ffff:127.0.0.1]:4711", []string{"203.0.113.9"}, "203.0.113.9"},
		{"127.0.0.1:4711", []string{"10.0.0.1, 203.0.113.9"}, "203.0.113.9"}, // the first is what the client claims
		{"127.0.0.1:4711", []string{"10.0.0.1", "203.0.113.9"}, "203.0.113.9"},
		{"127.0.0.1:4711", []string{"203.0.113.9:99"}, "203.0.113.9"},
		{"127.0.0.1:4711", []string{"[2001:db8::9]:99"}, "2001:db8::9"},
		{"127.0.0.1:4711", []string{"[2001:db8::9]"}, "2001:db8::9"},
		{"127.0.0.1:4711", []string{"unknown\nlevel=ERROR"}, "127.0.0.1"},
		{"@", []string{"203.0.113.9"}, "203.0.113.9"}, // a UNIX socket
		{"@", nil, "unix"},
		{"", nil, "unix"},
	} {
		r := httptest.NewRequest("GET", "/feed.xml", nil)
		r.RemoteAddr, r.Header["X-Forwarded-For"] = c.peer, c.forwarded
		if got := logged(t, r, found); !slices.Contains(strings.Fields(got), "remote="+c.want) {
			t.Errorf("%s for %q: want %s in\n%s", c.peer, c.forwarded, c.want, got)
		}
	}
}
