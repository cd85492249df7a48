package serve_test

import (
	"crypto/sha256"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/masthead-feeds/masthead/feed/serve"
)

func token(feed, subscriber, text string) serve.Token {
	return serve.Token{Feed: feed, Subscriber: subscriber, Hash: sha256.Sum256([]byte(text))}
}

func TestWhoHasATokenIsKnownByIt(t *testing.T) {
	var tokens serve.Tokens
	tokens.Set([]serve.Token{token("partner", "Daily", "mh_a-_1"), token("partner", "Weekly", "mh_b"), token("other", "Monthly", "mh_c"),
		token("partner", "Long", "mh_"+strings.Repeat("x", 253)), token("partner", "Too long", "mh_"+strings.Repeat("x", 254)), token("partner", "No token", "password"), token("partner", "Empty", "")})
	basic := func(name, password string) string {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.SetBasicAuth(name, password)
		return r.Header.Get("Authorization")
	}
	for _, test := range []struct{ about, query, authorization, want string }{
		{"in the address", "?token=mh_a-_1", "", "Daily"},
		{"the second of the feed", "?token=mh_b", "", "Weekly"},
		{"beside other parameters", "?a=b&token=mh_b&c", "", "Weekly"},
		{"escaped", "?token=mh%5Fa%2D%5F1", "", "Daily"},
		{"as a password", "", basic("anybody", "mh_b"), "Weekly"},
		{"as a password without a name", "", basic("", "mh_b"), "Weekly"},
		{"in the address before the password", "?token=mh_b", basic("x", "mh_a-_1"), "Weekly"},
		{"an empty one, and a password", "?token=", basic("x", "mh_a-_1"), "Daily"},
		{"a wrong one, and a password", "?token=mh_wrong", basic("x", "mh_a-_1"), ""},
		{"as long as may be", "?token=mh_" + strings.Repeat("x", 253), "", "Long"},
		{"longer", "?token=mh_" + strings.Repeat("x", 254), "", ""},
		{"longer, escaped", "?token=mh_" + strings.Repeat("x", 252) + "%78", "", ""},
		{"longer, as a password", "", basic("x", "mh_"+strings.Repeat("x", 254)), ""},
		{"a header without end", "", basic(strings.Repeat("x", 1<<20), "mh_b"), ""},
		{"none", "", "", ""},
		{"of another feed", "?token=mh_c", "", ""},
		{"what does not look like one", "?token=password", "", ""},
		{"as the name", "", basic("mh_b", ""), ""},
		{"another parameter", "?xtoken=mh_b", "", ""},
		{"badly escaped", "?token=mh_b%", "", ""},
		{"another scheme", "", "Bearer mh_b", ""},
		{"more than the token", "?token=mh_b1", "", ""},
		{"in another case", "?token=mh_B", "", ""},
	} {
		r := httptest.NewRequest(http.MethodGet, "/partner/feed.xml"+test.query, nil)
		if test.authorization != "" {
			r.Header.Set("Authorization", test.authorization)
		}
		if got, ok := tokens.Subscriber("partner", r); got != test.want || ok != (test.want != "") {
			t.Errorf("%s: %q %v, want %q", test.about, got, ok, test.want)
		}
	}
	r := httptest.NewRequest(http.MethodGet, "/?token=mh_b", nil)
	if name, ok := tokens.Subscriber("nosuch", r); ok {
		t.Errorf("of a feed without tokens: %q", name)
	}
}

func TestARevokedTokenIsNobodys(t *testing.T) {
	var tokens serve.Tokens
	r := httptest.NewRequest(http.MethodGet, "/?token=mh_b", nil)
	if name, ok := tokens.Subscriber("partner", r); ok {
		t.Errorf("before there are any: %q", name)
	}
	var all sync.WaitGroup
	for range 4 { // what is replaced meanwhile is seen as it was or as it is
		all.Go(func() {
			for range 100 {
				if name, ok := tokens.Subscriber("partner", r); ok && name != "Weekly" {
					t.Errorf("meanwhile: %q", name)
				}
			}
		})
	}
	for range 100 {
		tokens.Set([]serve.Token{token("partner", "Weekly", "mh_b")})
	}
	all.Wait()
	if _, ok := tokens.Subscriber("partner", r); !ok {
		t.Error("unknown")
	}
	tokens.Set(nil)
	if name, ok := tokens.Subscriber("partner", r); ok {
		t.Errorf("revoked: %q", name)
	}
}

func TestATokenIsLookedUpWithoutGarbage(t *testing.T) {
	var tokens serve.Tokens
	text := "mh_" + strings.Repeat("x", 43)
	tokens.Set([]serve.Token{token("partner", "Daily", text)})
	for what, request := range map[string]string{"right": "?token=" + text, "overlong": "?token=mh_" + strings.Repeat("x", 1<<20)} {
		r := httptest.NewRequest(http.MethodGet, "/"+request, nil)
		if n := testing.AllocsPerRun(100, func() { tokens.Subscriber("partner", r) }); n > 0 {
			t.Errorf("%s: %v allocations", what, n)
		}
	}
}

func TestWhoHasNoTokenIsAskedForOne(t *testing.T) {
	s := &serve.Server{Store: &serve.Store{}, Private: &serve.Store{}, Tokens: &serve.Tokens{}, PrivateFeed: func(string) string { return "partner" }}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/partner/feed.xml", nil))
	header := w.Header()
	if w.Code != http.StatusUnauthorized || header.Get("WWW-Authenticate") != `Basic realm="private feed", charset="UTF-8"` ||
		header.Get("Cache-Control") != "private, no-store" || !strings.HasPrefix(header.Get("Content-Type"), "text/plain") {
		t.Errorf("%d %v", w.Code, header)
	}
	if got := w.Body.String(); got != "This feed is for its subscribers: ask for it with the token that you were given.\n" {
		t.Errorf("%q", got)
	}
}
