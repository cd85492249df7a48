package serve_test

import (
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/serve"
)

func TestAPrivateFeedIsForItsSubscribersAlone(t *testing.T) {
	const token, other = "mh_secret", "mh_other"
	s, _ := built(t)
	s.Private, s.Tokens = &serve.Store{}, &serve.Tokens{}
	s.PrivateFeed = func(path string) string {
		return map[string]string{"partner/feed.xml": "partner", "late.xml": "late"}[path]
	}
	s.Tokens.Set([]serve.Token{{Feed: "partner", Subscriber: "The Daily", Hash: sha256.Sum256([]byte(token))}, {Feed: "late", Subscriber: "The Daily", Hash: sha256.Sum256([]byte(other))}})
	commit(t, s.Private, document{"partner/feed.xml", feed.TypeRSS, "<rss>private</rss>", newest}, document{".masthead.json", "application/json", "{}", newest})
	h := s.Handler()
	basic := func(password string) []string {
		return []string{"Authorization", "Basic " + base64.StdEncoding.EncodeToString([]byte("anybody:"+password))}
	}
	get := func(path, query string, headers ...string) (int, string, http.Header) {
		r, err := http.NewRequest("GET", path+"?"+query, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(headers); i += 2 {
			r.Header.Add(headers[i], headers[i+1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code, w.Body.String(), w.Header()
	}
	for _, path := range []string{"/partner/feed.xml", "/blog/partner/feed.xml"} {
		for name, c := range map[string]struct {
			query   string
			headers []string
			want    int
		}{
			"in the address":        {"token=" + token, nil, 200},
			"as the password":       {"", basic(token), 200},
			"none":                  {"", nil, 401},
			"of another feed":       {"token=" + other, nil, 401},
			"wrong":                 {"token=mh_secreT", nil, 401},
			"wrong password":        {"", basic("mh_secre"), 401},
			"longer":                {"token=" + token + "x", nil, 401},
			"with a tag":            {"", []string{"If-None-Match", "*"}, 401},
			"in a browser":          {"", []string{"Sec-Fetch-Dest", "document"}, 401},
			"in a browser, right":   {"token=" + token, []string{"Sec-Fetch-Dest", "document"}, 200},
			"what the reader knows": {"token=" + token, []string{"If-None-Match", "*"}, 304},
		} {
			code, body, header := get(path, c.query, c.headers...)
			if code != c.want || strings.Contains(body, "private</rss>") != (c.want == 200) {
				t.Errorf("%s, %s: %d %q", path, name, code, body)
			}
			if cache := header.Get("Cache-Control"); !strings.HasPrefix(cache, "private, ") {
				t.Errorf("%s, %s: Cache-Control is %s", path, name, cache)
			}
			if code == 401 && (header.Get("ETag") != "" || !strings.HasPrefix(header.Get("WWW-Authenticate"), "Basic ")) {
				t.Errorf("%s, %s: %v", path, name, header)
			}
			if code == 200 && header.Get("Link") != "" {
				t.Errorf("the feed sends its readers to an address without a token: %v", header)
			}
		}
	}
	if _, _, header := get("/partner/feed.xml", "token="+token); header.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("the token is told to whom is linked to: %v", header)
	}
	if code, _, header := get("/late.xml", "token="+other); code != 503 || header.Get("Retry-After") == "" {
		t.Errorf("a feed that has not been built: %d %v", code, header)
	}
	s.PrivateBuilt()
	for name, c := range map[string]struct {
		path, query string
		want        int
	}{
		"one that there is":           {"/partner/feed.xml", "token=" + token, 200},
		"one that there is not":       {"/late.xml", "token=" + other, 404},
		"none":                        {"/late.xml", "", 401},
		"of another feed":             {"/late.xml", "token=" + token, 401},
		"none, one that there is":     {"/partner/feed.xml", "", 401},
		"of another, one that exists": {"/partner/feed.xml", "token=" + other, 401},
	} {
		code, body, header := get(c.path, c.query)
		if cache := header.Get("Cache-Control"); code != c.want || !strings.HasPrefix(cache, "private, ") {
			t.Errorf("after the build, with a token, %s: %d, Cache-Control %s", name, code, cache)
		}
		if _, nowhere, _ := get("/nowhere.xml", ""); code == 404 && (body != nowhere || header.Get("Retry-After") != "") {
			t.Errorf("after the build: %q, of an address that is nobody's %q; %v", body, nowhere, header)
		}
	}
	_, exists, one := get("/partner/feed.xml", "")
	if _, body, other := get("/late.xml", ""); body != exists || !maps.EqualFunc(one, other, slices.Equal) {
		t.Errorf("without a token the two can be told apart: %v %q, %v %q", one, exists, other, body)
	}
	s.Tokens.Set(nil)
	if code, _, _ := get("/partner/feed.xml", "token="+token); code != 401 {
		t.Errorf("a token that was taken back: %d", code)
	}
	if code, body, _ := get("/", ""); code != 200 || strings.Contains(body, "partner") {
		t.Errorf("the page tells of it: %s", body)
	}
}
