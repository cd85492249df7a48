package daemon_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/masthead-feeds/masthead/feed/daemon"
)

// hello answers everything.
var hello = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") })

// A feed is read with requests that have no body. One that is announced all the same, and does not come, is not waited for.
func TestABodyThatDoesNotComeIsNotWaitedFor(t *testing.T) {
	for name, header := range map[string]string{
		"of a length":      "Content-Length: 100\r\n",
		"in chunks":        "Transfer-Encoding: chunked\r\n",
		"after permission": "Content-Length: 100\r\nExpect: 100-continue\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newPipes()
				r := start(t, daemon.Options{Listener: p, Handler: hello}, nil)
				asked := time.Now()
				client := p.dial(t, "GET /feed.xml HTTP/1.1\r\nHost: example.org\r\n"+header+"\r\n")
				reader := bufio.NewReader(client)
				answer, err := http.ReadResponse(reader, nil)
				if err != nil || answer.StatusCode != http.StatusOK || !answer.Close {
					t.Fatalf("%+v, %v", answer, err)
				}
				if body, err := io.ReadAll(answer.Body); string(body) != "hello" {
					t.Errorf("%q, %v", body, err)
				}
				if waited := time.Since(asked); waited > 0 {
					t.Errorf("it came after %v", waited)
				}
				_, _ = io.Copy(io.Discard, reader) // until the server hangs up: what follows could only be the body
				_ = r.stop()
			})
		})
	}
}

// client speaks the one protocol over pipes.
func (p pipes) client(protocol func(*http.Protocols)) *http.Client {
	protocols := new(http.Protocols)
	protocol(protocols)
	return &http.Client{Transport: &http.Transport{Protocols: protocols, DialContext: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		p.dialed <- server
		return client, nil
	}}}
}

func (p pipes) h2c() *http.Client {
	return p.client(func(p *http.Protocols) { p.SetUnencryptedHTTP2(true) })
}

func getText(t *testing.T, c *http.Client, address string) (*http.Response, string) {
	t.Helper()
	answer, err := c.Get(address)
	if err != nil {
		t.Error(err)
		return &http.Response{}, ""
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Error(err)
	}
	return answer, string(body)
}

func TestProxiesSpeakHTTP2InTheClear(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		r := start(t, daemon.Options{Listener: p, Handler: hello}, nil)
		client := p.h2c()
		if answer, body := getText(t, client, "http://example.org/"); answer.ProtoMajor != 2 || body != "hello" {
			t.Errorf("%s %q", answer.Proto, body)
		}
		client.CloseIdleConnections()
		_ = r.stop()
	})
}

// A connection has a limit of requests at once. Whoever has more opens another.
func TestAConnectionHasALimitOfRequestsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var (
			mu      sync.Mutex
			active  = map[string]int{} // by connection
			release = make(chan struct{})
		)
		p := named{newPipes(), new(int)}
		r := start(t, daemon.Options{Listener: p, Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			mu.Lock()
			active[r.RemoteAddr]++
			mu.Unlock()
			<-release
		})}, nil)
		client := p.h2c()
		var all sync.WaitGroup
		for range 250 {
			all.Go(func() { getText(t, client, "http://example.org/") })
		}
		synctest.Wait()
		close(release)
		all.Wait()
		for connection, n := range active {
			if n > 100 {
				t.Errorf("connection %s had %d", connection, n)
			}
		}
		client.CloseIdleConnections()
		_ = r.stop()
	})
}

// named gives each connection an address of its own.
type named struct {
	pipes
	accepted *int
}

func (n named) Accept() (net.Conn, error) {
	c, err := n.pipes.Accept()
	*n.accepted++
	return numbered{c, *n.accepted}, err
}

type numbered struct {
	net.Conn
	number int
}

func (n numbered) RemoteAddr() net.Addr { return &net.TCPAddr{Port: n.number} }

func TestTheEndLetsAnswersOverHTTP2Finish(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		r := start(t, daemon.Options{Listener: p, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			<-time.After(3 * time.Second)
			_, _ = io.WriteString(w, strings.Repeat("whole ", 20_000))
		})}, nil)
		client := p.h2c()
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				if _, body := getText(t, client, "http://example.org/"); len(body) != 120_000 {
					t.Errorf("%d bytes came", len(body))
				}
			})
		}
		pass(time.Second)
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		all.Wait()
	})
}

func TestAHeadThatIsTooLargeIsRefused(t *testing.T) {
	large := strings.Repeat("x", 1<<20)
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		r := start(t, daemon.Options{Listener: p, Handler: hello}, nil)
		client, server := net.Pipe()
		p.dialed <- server
		go func() { // the server stops reading long before the end
			_, _ = io.WriteString(client, "GET / HTTP/1.1\r\nHost: example.org\r\nX-Large: "+large+"\r\n\r\n")
		}()
		answer, err := http.ReadResponse(bufio.NewReader(client), nil)
		if err != nil || answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
			t.Errorf("%+v, %v", answer, err)
		}
		_ = client.Close()
		if answer, body := getText(t, &http.Client{Transport: p.client(func(p *http.Protocols) { p.SetHTTP1(true) }).Transport}, "http://example.org/"); body != "hello" {
			t.Errorf("afterwards nobody is answered: %+v", answer)
		}
		_ = r.stop()
	})
}

// Clients that send a byte now and then are hung up on when their time is over, and keep nobody else waiting.
func TestSlowClientsAreDroppedAndKeepNobodyWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		r := start(t, daemon.Options{Listener: p, Handler: hello}, nil)
		began := time.Now()
		var slow sync.WaitGroup
		for range 200 {
			client := p.dial(t, "GET / HTTP/1.1\r\nHost: example.org\r\n")
			slow.Go(func() {
				for range 60 {
					if _, err := io.WriteString(client, "X-Slow: 1\r\n"); err != nil {
						return
					}
					time.Sleep(time.Second)
				}
			})
		}
		pass(5 * time.Second)
		answer, err := http.ReadResponse(bufio.NewReader(p.dial(t, request)), nil)
		if err != nil || answer.StatusCode != http.StatusOK || time.Since(began) > 5*time.Second {
			t.Errorf("while they are slow: %+v, %v, after %v", answer, err, time.Since(began))
		}
		slow.Wait()
		if took := time.Since(began); took > 12*time.Second {
			t.Errorf("they were dropped after %v", took)
		}
		_ = r.stop()
	})
}

// A client that speaks HTTP/2 and then falls silent is hung up on as well, also in the middle of a request.
func TestASilentHTTP2ClientIsDropped(t *testing.T) {
	const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
	for name, sent := range map[string]string{
		"before its settings":  preface,
		"after its settings":   preface + "\x00\x00\x00\x04\x00\x00\x00\x00\x00",
		"in the middle of one": preface + "\x00\x00\x00\x04\x00\x00\x00\x00\x00\x00\x00\x01\x01\x00\x00\x00\x00\x01\x82",
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newPipes()
				r := start(t, daemon.Options{Listener: p, Handler: hello}, nil)
				began := time.Now()
				_, _ = io.Copy(io.Discard, p.dial(t, sent))
				if took := time.Since(began); took > 3*time.Minute {
					t.Errorf("after %v", took)
				}
				_ = r.stop()
			})
		})
	}
}

// A client that asks over HTTP/2 and takes nothing of the answers holds its connection no longer than one that is silent.
func TestAnHTTP2ClientThatNeverReadsIsDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		r := start(t, daemon.Options{Listener: p, Handler: hello}, nil)
		began := time.Now()
		client := p.dial(t, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00")
		for range 60 {
			if _, err := io.WriteString(client, "\x00\x00\x08\x06\x00\x00\x00\x00\x00pingpong"); err != nil {
				break
			}
			time.Sleep(10 * time.Second)
		}
		if took := time.Since(began); took > time.Minute {
			t.Errorf("after %v", took)
		}
		_ = r.stop()
	})
}
