package daemon_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/masthead-feeds/masthead/feed/daemon"
)

// ofLength answers with as many bytes as its path says, and with a line of the header as long as its query.
var ofLength = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.URL.Path[1:])
	w.Header().Set("Content-Length", strconv.Itoa(n))
	w.Header().Set("Link", r.URL.RawQuery)
	_, _ = w.Write(bytes.Repeat([]byte("x"), n))
})

// ready answers like ofLength, but has the line sent by the connection: 304 for no byte.
var ready = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.URL.Path[1:])
	if n > 0 {
		w.Header().Set("Content-Length", strconv.Itoa(n))
	}
	if !daemon.Lines(r, []byte("Link: "+r.URL.RawQuery+"\r\nIs-Ready: yes\r\n")) {
		w.Header().Set("Link", r.URL.RawQuery)
	}
	if n == 0 {
		w.WriteHeader(http.StatusNotModified)
	}
	_, _ = w.Write(bytes.Repeat([]byte("x"), n))
})

// both answers by either.
var both = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	if r.Host == "ready.example.org" {
		ready(w, r)
	} else {
		ofLength(w, r)
	}
})

// net/http gathers 4 kB before it sends them. Wherever an answer ends beside that, all of it comes with its lines, and nothing more
// is asked for; what one answer had ready does not come with the next.
func TestAnswersOfEveryLengthAreWhole(t *testing.T) {
	type kind struct{ head, body int }
	kinds := []kind{{0, 0}, {0, 1}, {0, 8 << 10}, {0, 60_000}, {0, 1 << 20}}
	for n := 3 << 10; n < 5<<10; n++ { // the first piece ends within the head, between, within the body, and with it
		kinds = append(kinds, kind{0, n}, kind{n, 100}, kind{n, 5000})
	}
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		r := start(t, daemon.Options{Listener: p, Handler: both}, nil)
		conn := p.dial(t, "")
		answers := bufio.NewReader(conn)
		for _, k := range kinds {
			for _, host := range []string{"ready.example.org", "example.org"} {
				for _, method := range []string{http.MethodHead, http.MethodGet} {
					line := strings.Repeat("q", k.head)
					request, err := http.NewRequest(method, fmt.Sprintf("http://%s/%d?%s", host, k.body, line), nil)
					if err != nil {
						t.Fatal(err)
					}
					if err := request.Write(conn); err != nil {
						t.Fatal(err)
					}
					answer, err := http.ReadResponse(answers, request)
					if err != nil {
						t.Fatal(err)
					}
					body, err := io.ReadAll(answer.Body)
					want := k.body
					if method == http.MethodHead {
						want = 0
					}
					if len(body) != want || err != nil {
						t.Fatalf("%s %s %+v: %d bytes (%v)", method, host, k, len(body), err)
					}
					if isReady := answer.Header.Get("Is-Ready") != ""; isReady != (host == "ready.example.org") || answer.Header.Get("Link") != line || answer.Header.Get("Date") == "" {
						t.Fatalf("%s %s %+v: %v", method, host, k, answer.Header)
					}
				}
			}
		}
		_ = conn.Close()
		_ = r.stop()
	})
}

// A line that cannot be sent as it is, is told of, so that it comes another way.
func TestLinesComeByHTTP2AsWell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		r := start(t, daemon.Options{Listener: p, Handler: ready}, nil)
		client := p.h2c()
		if answer, body := getText(t, client, "http://example.org/9000?a"); answer.Header.Get("Link") != "a" || answer.Header.Get("Is-Ready") != "" || len(body) != 9000 {
			t.Errorf("%v, %d bytes", answer.Header, len(body))
		}
		client.CloseIdleConnections()
		_ = r.stop()
	})
}

// The first piece of an answer waits for the second, and no piece of its body is taken for the first of another.
func TestAnswersAreSentAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const pretended = "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n"
		begin, end := strings.Repeat("x", 32<<10), pretended+strings.Repeat("y", 4<<10-len(pretended))
		next := make(chan struct{})
		p := newPipes()
		r := start(t, daemon.Options{Listener: p, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", strconv.Itoa(len(begin)+len(end)))
			_, _ = w.Write([]byte(begin[:5000]))
			<-next
			_, _ = w.Write([]byte(begin[5000:]))
			_, _ = w.Write([]byte(end))
		})}, nil)
		answers := bufio.NewReader(p.dial(t, request))
		came, ended := false, make(chan struct{})
		go func() {
			defer close(ended)
			_, _ = answers.Peek(1)
			came = true
		}()
		synctest.Wait()
		if came {
			t.Error("the first piece was sent by itself")
		}
		close(next)
		<-ended
		answer, err := http.ReadResponse(answers, nil)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(answer.Body); string(body) != begin+end {
			t.Errorf("%d bytes of %d (%v)", len(body), len(begin)+len(end), err)
		}
		_ = r.stop()
	})
}

// A profile takes as long as it was asked for, and there is one at a time: who went away is not to keep others from theirs. What
// is served without builds is not answered from memory.
func TestWhoGoesAwayFromASlowAnswerIsNoticed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		begun, noticed := make(chan struct{}), make(chan struct{})
		p, done := newPipes(), make(chan error)
		go func() {
			done <- daemon.Serve(ctx, p, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				close(begun)
				select {
				case <-r.Context().Done():
					close(noticed)
				case <-ctx.Done():
				}
			}), slog.New(slog.DiscardHandler))
		}()
		conn := p.dial(t, request)
		<-begun
		_ = conn.Close()
		synctest.Wait()
		select {
		case <-noticed:
		default:
			t.Error("the answer goes on for nobody")
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}
