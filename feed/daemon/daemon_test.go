package daemon_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/daemon"
)

// Time in these tests is that of a synctest bubble: it begins at midnight and passes when everybody waits.

// ending is how long a daemon may take to end.
const ending = 5 * time.Second

func quarters(t *testing.T) func(time.Time) time.Time {
	t.Helper()
	s, err := config.ParseSchedule("*/15 * * * *", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	return s.Next
}

// running is a daemon with what it was seen to do.
type running struct {
	t      *testing.T
	cancel context.CancelFunc
	done   chan error
	log    bytes.Buffer

	mu     sync.Mutex
	active int
	builds []string // the instants, as times of day
}

// start runs a daemon whose builds do what build says; nil for nothing.
func start(t *testing.T, o daemon.Options, build func(ctx context.Context, now time.Time) time.Time) *running {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r := &running{t: t, cancel: cancel, done: make(chan error, 1)}
	t.Cleanup(cancel)
	o.Log = slog.New(slog.NewTextHandler(&r.log, nil))
	o.Build = func(ctx context.Context, now time.Time) time.Time {
		r.begin(now)
		defer r.end()
		if build == nil {
			return time.Time{}
		}
		return build(ctx, now)
	}
	go func() { r.done <- daemon.Run(ctx, o) }()
	return r
}

func (r *running) begin(now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.builds = append(r.builds, now.UTC().Format("15:04:05.999999999"))
	if r.active++; r.active > 1 {
		r.t.Error("two builds at once")
	}
}

func (r *running) end() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.active--
}

// stop ends the daemon and gives what Run returned. It fails the test when that takes too long.
func (r *running) stop() error {
	r.t.Helper()
	r.cancel()
	return r.wait()
}

func (r *running) wait() error {
	r.t.Helper()
	select {
	case err := <-r.done:
		return err
	case <-time.After(ending):
		r.t.Fatalf("still up after %v", ending)
		return nil
	}
}

// pass lets time pass, and what is due happen.
func pass(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// wantBuilds holds the builds so far against the times of day at which they should have begun.
func (r *running) wantBuilds(want ...string) {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	if diff := cmp.Diff(want, r.builds); diff != "" {
		r.t.Error(diff)
	}
}

func TestItBuildsAtTheStartAndAtEveryScheduledInstant(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		want := []string{"00:00:00"}
		for at := time.Now().UTC().Add(15 * time.Minute); len(want) < 97; at = at.Add(15 * time.Minute) {
			want = append(want, at.Format("15:04:05"))
		}
		r := start(t, daemon.Options{Schedule: quarters(t)}, nil)
		pass(24 * time.Hour)
		r.wantBuilds(want...)
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		pass(24 * time.Hour)
		r.wantBuilds(want...)
		if r.log.Len() > 0 {
			t.Errorf("logged:\n%s", r.log.String())
		}
	})
}

func TestABuildThatTakesLongerThanThePeriodIsNotOverlapped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, daemon.Options{Schedule: quarters(t)}, func(_ context.Context, now time.Time) time.Time {
			if now.UTC().Minute() == 15 {
				<-time.After(20 * time.Minute)
			}
			return time.Time{}
		})
		pass(time.Hour)
		r.wantBuilds("00:00:00", "00:15:00", "00:45:00", "01:00:00")
		_ = r.stop()
		if n := strings.Count(r.log.String(), "a scheduled build was skipped"); n != 1 {
			t.Errorf("said %d times:\n%s", n, r.log.String())
		}
	})
}

func TestOneBuildMakesUpForAllThatWereMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, daemon.Options{Schedule: quarters(t)}, func(_ context.Context, now time.Time) time.Time {
			if now.UTC().Hour() == 0 {
				<-time.After(5*time.Hour + 7*time.Minute)
			}
			return time.Time{}
		})
		pass(5*time.Hour + 29*time.Minute)
		r.wantBuilds("00:00:00", "05:15:00")
		_ = r.stop()
	})
}

func TestItBuildsAtTheInstantThatSomethingChangesByItself(t *testing.T) {
	for name, schedule := range map[string]func(time.Time) time.Time{
		"with a schedule":          quarters(t),
		"without":                  nil,
		"one that never comes due": func(time.Time) time.Time { return time.Time{} },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				embargo := time.Now().Add(7*time.Minute + 13*time.Second + 5*time.Nanosecond)
				expiry := embargo.Add(time.Minute)
				r := start(t, daemon.Options{Schedule: schedule}, func(_ context.Context, now time.Time) time.Time {
					switch {
					case now.Before(embargo):
						return embargo
					case now.Before(expiry):
						return expiry
					}
					return time.Time{}
				})
				pass(14 * time.Minute)
				r.wantBuilds("00:00:00", "00:07:13.000000005", "00:08:13.000000005")
				_ = r.stop()
			})
		})
	}
}

func TestAScheduleThatNeverComesDueBuildsAtTheStartOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, daemon.Options{Schedule: func(time.Time) time.Time { return time.Time{} }}, nil)
		pass(100 * time.Hour)
		r.wantBuilds("00:00:00")
		_ = r.stop()
	})
}

// What was due at an instant is still due when the build of that instant broke down.
func TestABuildThatBreaksDownIsToldAndTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		embargo := time.Now().Add(7 * time.Minute)
		broken := true
		r := start(t, daemon.Options{}, func(_ context.Context, now time.Time) time.Time {
			if now.Before(embargo) {
				return embargo
			}
			if broken {
				broken = false
				panic("out of ink")
			}
			return time.Time{}
		})
		pass(time.Hour)
		r.wantBuilds("00:00:00", "00:07:00", "00:08:00")
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		if log := r.log.String(); strings.Count(log, "level=ERROR") != 1 || !strings.Contains(log, "out of ink") {
			t.Errorf("logged:\n%s", log)
		}
	})
}

func TestTheEndLetsABuildUnderWayFinish(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		finished := false
		r := start(t, daemon.Options{Schedule: quarters(t)}, func(ctx context.Context, _ time.Time) time.Time {
			<-time.After(3 * time.Second)
			finished = ctx.Err() == nil
			return time.Now() // what is due by then is not built any more
		})
		pass(time.Second)
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		if !finished {
			t.Error("the build was given up")
		}
		r.wantBuilds("00:00:00")
	})
}

func TestTheEndGivesUpABuildThatTakesLonger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := start(t, daemon.Options{}, func(ctx context.Context, _ time.Time) time.Time {
			<-ctx.Done()
			return time.Time{}
		})
		pass(time.Hour)
		if err := r.stop(); err != nil {
			t.Error(err)
		}
	})
}

// pipes is a listener within the bubble.
type pipes struct {
	dialed chan net.Conn
	closed chan struct{}
	once   *sync.Once
}

func newPipes() pipes { return pipes{make(chan net.Conn), make(chan struct{}), new(sync.Once)} }

func (p pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.dialed:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

func (p pipes) Addr() net.Addr { return &net.TCPAddr{} }

// dial connects and sends a request, or a part of one.
func (p pipes) dial(t *testing.T, request string) net.Conn {
	t.Helper()
	client, server := net.Pipe()
	t.Cleanup(func() { _ = client.Close() })
	p.dialed <- server
	if _, err := io.WriteString(client, request); err != nil {
		t.Fatal(err)
	}
	return client
}

const request = "GET /feed.xml HTTP/1.1\r\nHost: example.org\r\n\r\n"

func TestTheFirstAnswerComesAfterTheFirstBuild(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		built := false
		p := newPipes()
		r := start(t, daemon.Options{Listener: p, Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			if !built {
				t.Error("answered before there were feeds")
			}
		})}, func(context.Context, time.Time) time.Time {
			<-time.After(time.Minute)
			built = true
			return time.Time{}
		})
		answer, err := http.ReadResponse(bufio.NewReader(p.dial(t, request)), nil)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Errorf("%v, %v", answer, err)
		}
		_ = r.stop()
	})
}

func TestTheEndLetsAnAnswerUnderWayFinish(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		r := start(t, daemon.Options{Listener: p, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			<-time.After(3 * time.Second)
			_, _ = io.WriteString(w, "the whole answer")
		})}, nil)
		client := p.dial(t, request)
		whole := make(chan string, 1)
		go func() {
			data, _ := io.ReadAll(client)
			whole <- string(data)
		}()
		synctest.Wait()
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		if got := <-whole; !strings.HasSuffix(got, "the whole answer") {
			t.Errorf("got %q", got)
		}
	})
}

// A build under way and an answer under way have one grace together, not one after the other.
func TestTheEndWaitsForNobodyWhoHoldsOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		held := make(chan struct{})
		p := newPipes()
		r := start(t, daemon.Options{Listener: p, Schedule: quarters(t), Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			<-held
		})}, func(ctx context.Context, now time.Time) time.Time {
			if now.UTC().Minute() > 0 {
				<-ctx.Done()
			}
			return time.Time{}
		})
		client := p.dial(t, request)
		p.dial(t, "GET /feed.xml")
		p.dial(t, "")
		pass(16 * time.Minute)
		p.dial(t, "")
		r.wantBuilds("00:00:00", "00:15:00")
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		_, _ = io.Copy(io.Discard, client) // it was hung up on
		close(held)
	})
}

func TestNobodyHoldsAConnectionForEver(t *testing.T) {
	for name, sent := range map[string]string{
		"silent":               "",
		"slow with its head":   "GET /feed.xml HTTP/1.1\r\nHo",
		"slow with a body":     "GET /feed.xml HTTP/1.1\r\nHost: example.org\r\nContent-Length: 100\r\n\r\n",
		"idle after an answer": request,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := newPipes()
				r := start(t, daemon.Options{Listener: p, Handler: http.NotFoundHandler()}, nil)
				_, _ = io.Copy(io.Discard, p.dial(t, sent)) // until the server hangs up
				_ = r.stop()
			})
		})
	}
	t.Run("never reads", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			hung := make(chan struct{})
			p := newPipes()
			r := start(t, daemon.Options{Listener: p, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				defer close(hung)
				_, _ = w.Write(make([]byte, 1<<20))
			})}, nil)
			p.dial(t, request)
			<-hung
			_ = r.stop()
		})
	})
}

func TestAServerThatFailsEndsTheDaemonWithItsError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		r := start(t, daemon.Options{Listener: p, Handler: http.NotFoundHandler(), Schedule: quarters(t)}, nil)
		pass(time.Minute)
		_ = p.Close()
		if err := r.wait(); err == nil || !strings.Contains(err.Error(), "serving: ") {
			t.Errorf("the error is %v", err)
		}
		r.wantBuilds("00:00:00")
	})
}

// The reason that the caller had for the end is not the daemon's error.
func TestTheEndIsNoErrorWhateverItsCause(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		done := make(chan error, 1)
		o := daemon.Options{Log: slog.New(slog.DiscardHandler), Build: func(context.Context, time.Time) time.Time { return time.Time{} }}
		go func() { done <- daemon.Run(ctx, o) }()
		synctest.Wait()
		cancel(io.ErrUnexpectedEOF)
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// The same over a socket: a reader that keeps its connection does not keep the daemon.
func TestTheEndClosesTheListenerUnderAnOpenConnection(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := start(t, daemon.Options{Listener: listener, Handler: http.NotFoundHandler()}, nil)
	client := &http.Client{Transport: &http.Transport{}} // keeps its connection open
	answer, err := client.Get("http://" + listener.Addr().String() + "/")
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Fatal(err)
	}
	r.cancel()
	if err := <-r.done; err != nil {
		t.Error(err)
	}
	if c, err := net.Dial("tcp", listener.Addr().String()); err == nil {
		_ = c.Close()
		t.Error("somebody still listens")
	}
}
