package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/feed"
)

const (
	requestLimit = 10 * time.Second // for an answer
	answerLimit  = 64 << 10         // bytes that are read of one, so that the connection can be used again
)

// client sends what is told. It follows no redirect: a POST becomes a GET on the way, which seems to succeed and tells
// nothing, and where a webhook's address holds a secret, the next host would learn it from Referer.
type client struct {
	http.Client
	limit time.Duration
}

func stay(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// failure is an error of a recipient. It names no address.
type failure struct {
	error
	final bool          // trying again cannot help
	after time.Duration // how long the recipient asks to be left alone
}

func (f *failure) Unwrap() error { return f.error }

// ping tells a hub that a topic changed. How is not part of WebSub: Google's hub and Superfeedr read hub.url, others hub.topic
// alone, and those that read both take two that are the same for one.
func (c *client) ping(ctx context.Context, hub, topic string) error {
	form := url.Values{"hub.mode": {"publish"}, "hub.url": {topic}, "hub.topic": {topic}}
	return c.send(ctx, hub, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// message is what a webhook is told.
type message struct {
	Site    string   `json:"site"`
	Changed []string `json:"changed"`
}

// post tells a webhook which documents of a site changed.
func (c *client) post(ctx context.Context, webhook, site string, changed []string) error {
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false)
	if err := e.Encode(message{site, changed}); err != nil {
		return err
	}
	return c.send(ctx, webhook, "application/json", &body)
}

func (c *client) send(ctx context.Context, to, mediaType string, body io.Reader) error {
	ctx, cancel := context.WithTimeoutCause(ctx, c.limit, fmt.Errorf("no answer within %v", c.limit))
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, to, body)
	if err != nil {
		return &failure{error: withoutAddress(err), final: true}
	}
	request.Header.Set("Content-Type", mediaType)
	request.Header.Set("User-Agent", feed.UserAgent)
	response, err := c.Do(request)
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return &failure{error: withoutAddress(err)}
	}
	defer response.Body.Close()
	_, _ = io.CopyN(io.Discard, response.Body, answerLimit) // what it says beside its status is for nobody
	return verdict(response)
}

// verdict makes an error of an answer that does not accept what was told.
func verdict(r *http.Response) error {
	f := &failure{error: fmt.Errorf("it answers %d %s", r.StatusCode, http.StatusText(r.StatusCode))}
	switch code := r.StatusCode; {
	case code >= 200 && code < 300:
		return nil
	case code >= 300 && code < 400:
		f.error = fmt.Errorf("%w: it has moved; write its new address", f.error)
		f.final = true
	case code == http.StatusRequestTimeout, code == http.StatusTooEarly, code == http.StatusTooManyRequests:
		f.after = retryAfter(r.Header.Get("Retry-After"))
	case code < 500:
		f.final = true
	default:
		f.after = retryAfter(r.Header.Get("Retry-After"))
	}
	return f
}

// retryAfter reads seconds or a date (RFC 9110 §10.2.3); anything else is nothing.
func retryAfter(value string) time.Duration {
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	return max(0, time.Until(at))
}

// withoutAddress takes the address out of an error of net/http: that of a webhook may hold a secret.
func withoutAddress(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}

// hostOf gives what of an address may be told.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "of an address that cannot be read"
	}
	return u.Host
}
