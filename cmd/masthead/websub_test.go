package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/serve"
)

// patience bounds what a test waits for; it is a guard, not a measure.
const patience = 30 * time.Second

// hub is a WebSub hub as the W3C's recommendation has it (https://www.w3.org/TR/websub/): it verifies who subscribes, fetches a
// topic when it is told that it changed, and sends it to the subscribers, signed.
type hub struct {
	*httptest.Server
	t     *testing.T
	pings chan string // the topics that it was told of
	work  sync.WaitGroup

	mu          sync.Mutex
	subscribers map[subscription]string // the secret of each
}

type subscription struct{ topic, callback string }

func newHub(t *testing.T) *hub {
	h := &hub{t: t, pings: make(chan string, 1000), subscribers: map[subscription]string{}}
	h.Server = httptest.NewServer(h)
	t.Cleanup(h.rest)
	return h
}

// rest waits until the hub has done what it was asked, and takes no more.
func (h *hub) rest() {
	h.Close()
	h.work.Wait()
}

func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	err := r.ParseForm()
	if err != nil || r.Method != http.MethodPost || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" {
		http.Error(w, "post a form", http.StatusBadRequest)
		return
	}
	switch form := r.PostForm; form.Get("hub.mode") {
	case "subscribe":
		h.work.Go(func() {
			h.verify(subscription{form.Get("hub.topic"), form.Get("hub.callback")}, form.Get("hub.secret"))
		})
	case "publish":
		if len(form["hub.url"]) != 1 || form.Get("hub.topic") != form.Get("hub.url") {
			h.t.Errorf("told %v", form)
		}
		h.work.Go(func() { h.distribute(form.Get("hub.url")) })
	default:
		http.Error(w, "no such mode", http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

// verify asks whether a subscriber means it (§5.3).
func (h *hub) verify(s subscription, secret string) {
	challenge := rand.Text()
	query := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {s.topic}, "hub.challenge": {challenge}, "hub.lease_seconds": {"86400"}}
	response, err := http.Get(s.callback + "?" + query.Encode())
	if err != nil {
		h.t.Error(err)
		return
	}
	defer response.Body.Close()
	if echo, _ := io.ReadAll(response.Body); response.StatusCode != http.StatusOK || string(echo) != challenge {
		h.t.Errorf("the subscriber of %s does not mean it: %s", s.topic, response.Status)
		return
	}
	h.mu.Lock()
	h.subscribers[s] = secret
	h.mu.Unlock()
	h.distribute(s.topic) // so that nothing is missed that changed before
}

// distribute sends a topic to its subscribers (§7).
func (h *hub) distribute(topic string) {
	response, err := http.Get(topic)
	if err != nil {
		h.t.Error(err)
		return
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		h.t.Errorf("fetching %s: %s, %v", topic, response.Status, err)
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for s, secret := range h.subscribers {
		if s.topic != topic {
			continue
		}
		request, err := http.NewRequest(http.MethodPost, s.callback, bytes.NewReader(body))
		if err != nil {
			h.t.Error(err)
			continue
		}
		request.Header.Set("Content-Type", response.Header.Get("Content-Type"))
		request.Header.Set("Link", fmt.Sprintf(`<%s>; rel="hub", <%s>; rel="self"`, h.URL, topic))
		request.Header.Set("X-Hub-Signature", "sha256="+signature(secret, body))
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			h.t.Error(err)
			continue
		}
		answer.Body.Close()
	}
	h.pings <- topic
}

func signature(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return hex.EncodeToString(mac.Sum(nil))
}

// subscriber is a reader that finds the hub of a feed in it, and has what changes sent to it.
type subscriber struct {
	*httptest.Server
	t        *testing.T
	secret   string
	topic    string
	verified chan struct{}
	received chan delivery
}

type delivery struct{ mediaType, link, body string }

// subscribe discovers the hub and the topic of a feed, and subscribes.
func subscribe(t *testing.T, feed string) *subscriber {
	t.Helper()
	response, body := get(t, feed, nil)
	hubs, selves := discover(t, response.Header.Get("Content-Type"), body)
	if len(hubs) != 1 || len(selves) != 1 || selves[0] != feed {
		t.Fatalf("%s names the hubs %v and itself %v", feed, hubs, selves)
	}
	if got, want := response.Header.Get("Link"), fmt.Sprintf(`<%s>; rel="hub", <%s>; rel="self"`, hubs[0], selves[0]); got != want {
		t.Errorf("Link is %s, want %s", got, want)
	}
	s := &subscriber{t: t, topic: selves[0], secret: rand.Text(), verified: make(chan struct{}, 1), received: make(chan delivery, 100)}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	form := url.Values{"hub.mode": {"subscribe"}, "hub.topic": {s.topic}, "hub.callback": {s.URL}, "hub.secret": {s.secret}}
	answer, err := http.PostForm(hubs[0], form)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	await(t, s.verified, "the hub to verify the subscription")
	return s
}

func (s *subscriber) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		if q := r.URL.Query(); q.Get("hub.mode") == "subscribe" && q.Get("hub.topic") == s.topic {
			_, _ = io.WriteString(w, q.Get("hub.challenge"))
			s.verified <- struct{}{}
			return
		}
		http.NotFound(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if got := r.Header.Get("X-Hub-Signature"); err != nil || got != "sha256="+signature(s.secret, body) {
		s.t.Errorf("what was sent is not signed: %s (%v)", got, err)
	}
	s.received <- delivery{r.Header.Get("Content-Type"), r.Header.Get("Link"), string(body)}
}

// wantSent waits until the text is in what is sent.
func (s *subscriber) wantSent(text, mediaType, link string) {
	s.t.Helper()
	for {
		d := await(s.t, s.received, "the article in "+s.topic)
		if d.mediaType != mediaType || d.link != link {
			s.t.Errorf("sent as %s with the links %s, want %s and %s", d.mediaType, d.link, mediaType, link)
		}
		if strings.Contains(d.body, text) {
			return
		}
	}
}

func await[T any](t *testing.T, c <-chan T, what string) (got T) {
	t.Helper()
	select {
	case got = <-c:
	case <-time.After(patience):
		t.Fatalf("waited in vain for %s", what)
	}
	return got
}

// discover finds the links of a feed to its hubs and to itself, short of those of its items.
func discover(t *testing.T, mediaType string, body []byte) (hubs, selves []string) {
	t.Helper()
	if strings.Contains(mediaType, "json") {
		var f struct {
			Self string                       `json:"feed_url"`
			Hubs []struct{ Type, URL string } `json:"hubs"`
		}
		if err := json.Unmarshal(body, &f); err != nil {
			t.Fatal(err)
		}
		for _, h := range f.Hubs {
			if h.Type == "WebSub" {
				hubs = append(hubs, h.URL)
			}
		}
		return hubs, []string{f.Self}
	}
	var within []string
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return hubs, selves
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			within = append(within, x.Name.Local)
			if x.Name != (xml.Name{Space: "http://www.w3.org/2005/Atom", Local: "link"}) || slices.Contains(within, "item") || slices.Contains(within, "entry") {
				continue
			}
			attributes := map[string]string{}
			for _, a := range x.Attr {
				attributes[a.Name.Local] = a.Value
			}
			switch attributes["rel"] {
			case "hub":
				hubs = append(hubs, attributes["href"])
			case "self":
				selves = append(selves, attributes["href"])
			}
		case xml.EndElement:
			within = within[:len(within)-1]
		}
	}
}

// published is the public address of a site, behind which masthead is once it has started.
type published struct {
	*httptest.Server
	behind chan *url.URL
}

func newPublished(t *testing.T) *published {
	p := &published{behind: make(chan *url.URL, 1)}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case address := <-p.behind:
			p.behind <- address
			httputil.NewSingleHostReverseProxy(address).ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(p.Close)
	return p
}

// pass has the requests answered by a masthead.
func (p *published) pass(t *testing.T, m *running) {
	t.Helper()
	address, err := url.Parse(m.address)
	if err != nil {
		t.Fatal(err)
	}
	p.behind <- address
}

// A reader that finds the hub in the feed and subscribes is sent the next article without asking for it, in every format.
func TestASubscriberIsSentTheNextArticle(t *testing.T) {
	h, site, dir := newHub(t), newPublished(t), t.TempDir()
	write(t, filepath.Join(dir, "masthead.yaml"), fmt.Sprintf("site: {url: %q}\nsources: [{dir: posts}]\nhubs: [%q]\n", site.URL, h.URL))
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: The first story\ndate: 2026-01-01\n---\nText.\n")
	m := start(t, dir)
	site.pass(t, m)
	m.waitFor(t, "told of changes")
	topics := map[string]string{"/feed.xml": "application/rss+xml", "/atom.xml": "application/atom+xml", "/feed.json": "application/feed+json"}
	readers := map[string]*subscriber{}
	for path := range topics {
		readers[path] = subscribe(t, site.URL+path)
	}
	write(t, filepath.Join(dir, "posts", "two.md"), "---\ntitle: The second story\ndate: 2026-01-02\n---\nText.\n")
	for path, mediaType := range topics {
		readers[path].wantSent("The second story", mediaType+"; charset=utf-8", fmt.Sprintf(`<%s>; rel="hub", <%s>; rel="self"`, h.URL, site.URL+path))
	}
	h.rest()
	m.end(t)
}

// A feed is out before the hub hears of it, also when a single build writes it; every topic of it is told, and no other.
func TestASingleBuildTellsTheHubs(t *testing.T) {
	out := t.TempDir()
	files := httptest.NewServer(http.FileServer(http.Dir(out)))
	t.Cleanup(files.Close)
	h, dir := newHub(t), t.TempDir()
	write(t, filepath.Join(dir, "masthead.yaml"), fmt.Sprintf("site: {url: %q}\nsources: [{dir: posts}]\nhubs: [%q]\nfeeds:\n"+
		"  - {name: all, formats: {rss: all.xml, atom: all.atom}}\n  - {name: titles, formats: {json: titles.json}, text: title}\n", files.URL, h.URL))
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: The first story\ndate: 2026-01-01\n---\nText.\n")
	build := func(want ...string) {
		t.Helper()
		masthead(t, "build", dir, "-o", out)
		var got []string
		for range want {
			got = append(got, strings.TrimPrefix(await(t, h.pings, "the hub to be told"), files.URL))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) || len(h.pings) > 0 {
			t.Errorf("told of %v, want %v", got, want)
		}
	}
	build("/all.atom", "/all.xml", "/titles.json")
	masthead(t, "build", dir, "-o", out)
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: The first story\ndate: 2026-01-01\n---\nAnother text.\n")
	masthead(t, "build", dir, "-o", out, "--dry-run")
	build("/all.atom", "/all.xml")
}

// Whom a service tells follows the configuration when it is read again; what is under way at the end may finish.
func TestAServiceTellsWhomItsConfigurationNames(t *testing.T) {
	told := make(chan string, 100)
	hooks := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		told <- r.URL.Path + " " + string(body)
	}))
	t.Cleanup(hooks.Close)
	dir := t.TempDir()
	configure := func(path string) {
		write(t, filepath.Join(dir, "masthead.yaml"), fmt.Sprintf("site: {url: https://example.org/}\nsources: [{dir: posts}]\n"+
			"feeds: [{name: all, formats: {rss: feed.xml}}]\non_change: {webhook: %q}\n", hooks.URL+path))
	}
	want := func(path, changed string) {
		t.Helper()
		if got, want := await(t, told, "the webhook to be told"), path+` {"site":"https://example.org/","changed":[`+changed+"]}\n"; got != want {
			t.Errorf("told %s, want %s", got, want)
		}
	}
	const feed = `"https://example.org/feed.xml","https://example.org/feed.html"`
	configure("/first")
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n")
	m := start(t, dir, "-o", filepath.Join(dir, "public"))
	want("/first", feed+`,"https://example.org/masthead.css"`)
	configure("/second")
	m.signal(t, syscall.SIGHUP)
	m.waitFor(t, "the configuration was read again")
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nAnother text.\n")
	want("/second", feed)
	write(t, filepath.Join(dir, "posts", "two.md"), "---\ntitle: Two\ndate: 2026-01-02\n---\nText.\n")
	m.waitFor(t, "changed=true")
	m.waitFor(t, "changed=true")
	m.end(t)
	want("/second", feed)

	configure("/third")
	write(t, filepath.Join(dir, "posts", "three.md"), "---\ntitle: Three\ndate: 2026-01-03\n---\nText.\n")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"run", dir, "-o", filepath.Join(dir, "public")}, io.Discard, io.Discard)
	}()
	want("/third", feed)
	stop()
	if got := await(t, status, "masthead run to end"); got != exitDone {
		t.Errorf("exit status %d", got)
	}
}

// The hubs hear nothing of private feeds, and these name none: whoever may read one asks for it.
func TestAPrivateFeedNamesNoHub(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "masthead.yaml"), "site: {url: https://example.org/}\nsources: [{dir: posts}]\nhubs: [https://hub.example/]\nfeeds:\n"+
		"  - {name: all, formats: {rss: feed.xml}}\n  - {name: partner, private: true, formats: {rss: partner.xml, atom: partner.atom, json: partner.json}}\n")
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n")
	p, err := (&projectFlags{Dir: dir, Workers: 1}).load()
	if err != nil {
		t.Fatal(err)
	}
	o, err := p.options()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		options *build.Options
		feeds   []string
		hubs    int
	}{{o, []string{"feed.xml"}, 1}, {p.privateOptions(o), []string{"partner.xml", "partner.atom", "partner.json"}, 0}} {
		store := &serve.Store{}
		if _, err := build.Run(t.Context(), c.options, p.now, store); err != nil {
			t.Fatal(err)
		}
		for _, name := range c.feeds {
			body, err := store.Read(name)
			if err != nil {
				t.Fatal(err)
			}
			if hubs, _ := discover(t, name, body); len(hubs) != c.hubs {
				t.Errorf("%s names the hubs %v", name, hubs)
			}
		}
	}
}

// A preview is under an address of this machine: nobody is told of it, and its feeds name no hub to wait for.
func TestAPreviewTellsNobody(t *testing.T) {
	h, dir := newHub(t), t.TempDir()
	write(t, filepath.Join(dir, "masthead.yaml"), fmt.Sprintf("sources: [{dir: posts}]\nhubs: [%q]\non_change: {command: [touch, told], webhook: %q}\n", h.URL, h.URL))
	write(t, filepath.Join(dir, "posts", "one.md"), "---\ntitle: One\ndate: 2026-01-01\n---\nText.\n")
	m := start(t, dir)
	m.waitFor(t, "changed=true")
	response, body := get(t, m.address+"/feed.xml", nil)
	if hubs, _ := discover(t, response.Header.Get("Content-Type"), body); len(hubs) > 0 || strings.Contains(response.Header.Get("Link"), "hub") {
		t.Errorf("it names the hubs %v", hubs)
	}
	m.end(t)
	if len(h.pings) > 0 || exists(filepath.Join(dir, "told")) {
		t.Error("somebody was told")
	}
}
