package serve

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
)

const (
	// tokenPrefix begins every token.
	tokenPrefix = "mh_"
	// maxToken is how many bytes of a token are looked at; one has 46.
	maxToken = 256
	// maxCredentials is how many bytes of an Authorization header are decoded: a name, and a token as the password.
	maxCredentials = 1 << 10
)

// Token lets one subscriber read one private feed.
type Token struct {
	Feed, Subscriber string
	Hash             [sha256.Size]byte // of the token as it is sent
}

// Tokens knows who may read which private feed. It is safe for concurrent use; none has a token until Set.
type Tokens struct {
	byFeed atomic.Pointer[map[string][]Token]
}

// Set puts a list in the place of the one before, for all requests that begin from then on.
func (t *Tokens) Set(list []Token) {
	byFeed := map[string][]Token{}
	for _, token := range list {
		byFeed[token.Feed] = append(byFeed[token.Feed], token)
	}
	t.byFeed.Store(&byFeed)
}

// Subscriber gives who asks for a feed: whoever has the token that the address names, as ?token=…, or else the password of Basic
// authentication (RFC 7617). All tokens of the feed are compared, each in constant time, so that the time of an answer tells
// nothing of them. ok is false for a token that is nobody's for this feed, and without one.
func (t *Tokens) Subscriber(feed string, r *http.Request) (name string, ok bool) {
	token := tokenOf(r)
	if len(token) > maxToken || !strings.HasPrefix(token, tokenPrefix) {
		return "", false
	}
	byFeed := t.byFeed.Load()
	if byFeed == nil {
		return "", false
	}
	list := (*byFeed)[feed]
	var buffer [maxToken]byte // a slice made of the text would be garbage
	hash := sha256.Sum256(buffer[:copy(buffer[:], token)])
	found := -1
	for i := range list {
		found = subtle.ConstantTimeSelect(subtle.ConstantTimeCompare(hash[:], list[i].Hash[:]), i, found)
	}
	if found < 0 {
		return "", false
	}
	return list[found].Subscriber, true
}

// tokenOf gives the token of a request as it was sent; empty for none.
func tokenOf(r *http.Request) string {
	for query := r.URL.RawQuery; query != ""; {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		value, isToken := strings.CutPrefix(pair, "token=")
		if !isToken || value == "" {
			continue
		}
		if len(value) <= maxToken && strings.Contains(value, "%") { // some write even - and _ so
			if plain, err := url.QueryUnescape(value); err == nil {
				return plain
			}
		}
		return value
	}
	if len(r.Header.Get("Authorization")) > maxCredentials {
		return ""
	}
	_, password, _ := r.BasicAuth()
	return password
}

// challenge answers that the feed is for subscribers, so that a reader asks its user for a name and a password. No cache on the
// way is to keep the answer: the next who asks may have a token.
func (t *Tokens) challenge(w http.ResponseWriter) {
	header := w.Header()
	header.Set("WWW-Authenticate", `Basic realm="private feed", charset="UTF-8"`)
	header.Set("Cache-Control", "private, no-store")
	http.Error(w, "This feed is for its subscribers: ask for it with the token that you were given.", http.StatusUnauthorized)
}
