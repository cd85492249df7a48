package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Time in these tests is that of a synctest bubble: it passes when everybody waits.

const (
	good = "https://good.example/"
	bad  = "https://bad.example/"
)

// request is what somebody was told.
type request struct {
	to   string
	body string
	at   time.Time
	form url.Values
}

// network answers in the place of the web, and keeps what it was asked.
type network struct {
	// answer gives a status, or an error of the network.
	answer func(r *http.Request, form url.Values) (status int, header http.Header, err error)

	mu   sync.Mutex
	seen []request
}

func (n *network) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	form, _ := url.ParseQuery(string(body))
	n.mu.Lock()
	n.seen = append(n.seen, request{r.URL.String(), string(body), time.Now(), form})
	n.mu.Unlock()
	status, header := http.StatusNoContent, http.Header(nil)
	if n.answer != nil {
		if status, header, err = n.answer(r, form); err != nil {
			return nil, err
		}
	}
	return &http.Response{StatusCode: status, Header: header, Body: http.NoBody, Request: r}, nil
}

// to gives what somebody was told, in order.
func (n *network) to(address string) (list []request) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, r := range n.seen {
		if r.to == address {
			list = append(list, r)
		}
	}
	return list
}

// topics gives the topics that a hub was told of, in order.
func (n *network) topics(hub string) (list []string) {
	for _, r := range n.to(hub) {
		list = append(list, r.form.Get("hub.url"))
	}
	return list
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// fails has one address answer with a status, as long as it says so.
func fails(address string, status int, still func() bool) func(*http.Request, url.Values) (int, http.Header, error) {
	return func(r *http.Request, _ url.Values) (int, http.Header, error) {
		if r.URL.String() == address && still() {
			return status, nil, nil
		}
		return http.StatusAccepted, nil, nil
	}
}

func always() bool { return true }

// until holds for some time from now on.
func until(d time.Duration) func() bool {
	end := time.Now().Add(d)
	return func() bool { return time.Now().Before(end) }
}

// never answers until whoever asks gives up.
func never(address string) func(*http.Request, url.Values) (int, http.Header, error) {
	return func(r *http.Request, _ url.Values) (int, http.Header, error) {
		if r.URL.String() == address {
			<-r.Context().Done()
			return 0, nil, r.Context().Err()
		}
		return http.StatusAccepted, nil, nil
	}
}

// start begins to tell over a network. The test ends it.
func start(t *testing.T, n *network, o Options) (notifier *Notifier, log *bytes.Buffer) {
	t.Helper()
	log = &bytes.Buffer{}
	o.transport, o.Log = n, slog.New(slog.NewTextHandler(log, nil))
	notifier = Start(t.Context(), o)
	return notifier, log
}

// pass lets time pass, and what is due happen.
func pass(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// feeds is the news of documents that are topics.
func feeds(addresses ...string) News { return News{Changed: addresses, Topics: addresses} }

func TestEveryHubIsToldOfEveryTopicInARequestOfItsOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var heads []string
		net := &network{answer: func(r *http.Request, _ url.Values) (int, http.Header, error) {
			if r.URL.String() == good {
				heads = append(heads, r.Method+" "+r.Header.Get("Content-Type"))
			}
			return http.StatusAccepted, nil, nil
		}}
		n, log := start(t, net, Options{Hubs: []string{good, bad}})
		defer n.Close()
		n.Tell(News{})
		n.Tell(News{Changed: []string{"https://example.org/a.xml"}, Topics: []string{"https://example.org/a.xml", "https://example.org/b.json?x=1&y=2"}})
		pass(time.Second)
		for _, hub := range []string{good, bad} {
			want(t, net.topics(hub), "https://example.org/a.xml", "https://example.org/b.json?x=1&y=2")
			for _, r := range net.to(hub) {
				topic := r.form.Get("hub.url")
				if diff := cmp.Diff(url.Values{"hub.mode": {"publish"}, "hub.url": {topic}, "hub.topic": {topic}}, r.form); diff != "" {
					t.Error(diff)
				}
			}
		}
		want(t, heads, "POST application/x-www-form-urlencoded", "POST application/x-www-form-urlencoded")
		if text := log.String(); strings.Count(text, `msg="told of changes"`) != 2 || !strings.Contains(text, "hub="+good+" documents=2") {
			t.Errorf("logged:\n%s", text)
		}
	})
}

// A dead hub is tried again and again, ever more seldom, and is told once of what changed often meanwhile. The others and the
// builds do not notice.
func TestADeadHubIsTriedAgainAndDelaysNobody(t *testing.T) {
	for name, answer := range map[string]func() func(*http.Request, url.Values) (int, http.Header, error){
		"busy": func() func(*http.Request, url.Values) (int, http.Header, error) {
			return fails(bad, http.StatusServiceUnavailable, until(2*time.Hour))
		},
		"away": func() func(*http.Request, url.Values) (int, http.Header, error) {
			still := until(2 * time.Hour)
			return func(r *http.Request, _ url.Values) (int, http.Header, error) {
				if r.URL.String() == bad && still() {
					return 0, nil, errors.New("connection refused")
				}
				return http.StatusOK, nil, nil
			}
		},
		"silent": func() func(*http.Request, url.Values) (int, http.Header, error) {
			still, hang := until(2*time.Hour), never(bad)
			return func(r *http.Request, form url.Values) (int, http.Header, error) {
				if still() {
					return hang(r, form)
				}
				return http.StatusOK, nil, nil
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				net := &network{answer: answer()}
				n, log := start(t, net, Options{Hubs: []string{bad, good}})
				defer n.Close()
				begin := time.Now()
				for range 5 {
					n.Tell(feeds("a", "b"))
				}
				if time.Since(begin) != 0 {
					t.Error("telling took time")
				}
				synctest.Wait()
				want(t, net.topics(good), "a", "b")
				pass(time.Hour)
				for range 50 {
					n.Tell(feeds("a", "b", "c"))
					synctest.Wait()
				}
				pass(2 * time.Hour)

				tries := net.to(bad)
				var gaps []time.Duration
				for i := 1; i < len(tries); i++ {
					gaps = append(gaps, tries[i].at.Sub(tries[i-1].at))
				}
				if len(tries) < 10 || len(tries) > 30 {
					t.Errorf("%d tries: %v", len(tries), gaps)
				}
				if slices.Max(gaps) > longestPause+requestLimit || gaps[0] >= gaps[4] || gaps[4] >= gaps[8] {
					t.Errorf("the pauses are %v", gaps)
				}
				got := net.topics(bad)[len(tries)-3:]
				slices.Sort(got)
				want(t, got, "a", "b", "c")
				if strings.Count(log.String(), "level=WARN") != 1 {
					t.Errorf("logged:\n%s", log.String())
				}
			})
		})
	}
}

// One topic that a hub chokes on keeps no other from it.
func TestATopicThatFailsKeepsNoOtherWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		net := &network{answer: func(_ *http.Request, form url.Values) (int, http.Header, error) {
			if form.Get("hub.url") == "a" {
				return http.StatusInternalServerError, nil, nil
			}
			return http.StatusOK, nil, nil
		}}
		n, log := start(t, net, Options{Hubs: []string{good}})
		defer n.Close()
		n.Tell(feeds("a", "b", "c"))
		pass(firstPause)
		want(t, net.topics(good)[:4], "a", "b", "c", "a")
		pass(2 * lifetime) // and is given up in the end
		n1 := len(net.topics(good))
		pass(lifetime)
		if n2 := len(net.topics(good)); n1 != n2 || strings.Count(log.String(), "not tried again") != 1 {
			t.Errorf("%d tries, and %d later; logged:\n%s", n1, n2, log.String())
		}
	})
}

// However much changes, what waits for a hub is bounded, and no build waits.
func TestWhatWaitsIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		net := &network{answer: fails(bad, http.StatusBadGateway, until(time.Minute))}
		n, _ := start(t, net, Options{Hubs: []string{bad}})
		defer n.Close()
		for i := range 5 {
			var list []string
			for k := range most {
				list = append(list, fmt.Sprint(i*most/2+k))
			}
			n.Tell(feeds(list...))
			synctest.Wait()
		}
		pass(time.Hour)
		told := map[string]bool{}
		for _, r := range net.to(bad) {
			told[r.form.Get("hub.url")] = told[r.form.Get("hub.url")] || r.at.After(net.seen[0].at.Add(time.Minute))
		}
		count := 0
		for _, ok := range told {
			if ok {
				count++
			}
		}
		if count != most || !told[fmt.Sprint(3*most-1)] {
			t.Errorf("%d were told of in the end, and the newest: %v", count, told[fmt.Sprint(3*most-1)])
		}
	})
}

// What a hub will never take is not tried again; one that asks for time gets it. A redirect would make of the POST a GET.
func TestWhatAHubAnswersDecides(t *testing.T) {
	for _, c := range []struct {
		status int
		header http.Header
		again  time.Duration // not before
		tries  int
		warn   string
	}{
		{200, nil, 0, 1, ""},
		{202, nil, 0, 1, ""},
		{204, nil, 0, 1, ""},
		{302, http.Header{"Location": {"https://good.example/elsewhere"}}, 0, 1, "it answers 302 Found: it has moved; write its new address"},
		{308, http.Header{"Location": {"https://good.example/elsewhere"}}, 0, 1, "it has moved"},
		{400, nil, 0, 1, "it answers 400 Bad Request"},
		{404, nil, 0, 1, "not tried again"},
		{408, nil, time.Second, 2, "is tried again"},
		{429, http.Header{"Retry-After": {"1200"}}, 20 * time.Minute, 2, "is tried again"},
		{503, http.Header{"Retry-After": {"Sat, 01 Jan 2000 00:30:00 GMT"}}, 30 * time.Minute, 2, "is tried again"},
		{503, http.Header{"Retry-After": {"999999"}}, longestAsked, 2, "is tried again"},
		{503, http.Header{"Retry-After": {"soon"}}, time.Second, 2, "is tried again"},
	} {
		t.Run(fmt.Sprint(c.status, c.header), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { // at midnight UTC, 2000-01-01
				first := true
				net := &network{answer: func(*http.Request, url.Values) (int, http.Header, error) {
					if first {
						first = false
						return c.status, c.header, nil
					}
					return http.StatusOK, nil, nil
				}}
				n, log := start(t, net, Options{Hubs: []string{good}})
				defer n.Close()
				n.Tell(feeds("a"))
				pass(3 * time.Hour)
				tries := net.to(good)
				if len(net.seen) != c.tries || len(tries) != c.tries || !strings.Contains(log.String(), c.warn) {
					t.Fatalf("%d tries; logged:\n%s", len(net.seen), log.String())
				}
				if c.tries > 1 && (tries[1].at.Sub(tries[0].at) < c.again || tries[1].at.Sub(tries[0].at) > c.again+longestPause) {
					t.Errorf("tried again after %v", tries[1].at.Sub(tries[0].at))
				}
			})
		})
	}
}

// The webhook gets what changed, also what is no topic, and what it missed together with what came since. Its address is a
// secret: it is in no log, and no other host is sent there.
func TestTheWebhookIsToldAndItsAddressIsNot(t *testing.T) {
	const hook = "https://hooks.example/s3cret?token=s3cret"
	for name, answer := range map[string]func(*http.Request, url.Values) (int, http.Header, error){
		"busy":  fails(hook, http.StatusBadGateway, nil),
		"away":  func(*http.Request, url.Values) (int, http.Header, error) { return 0, nil, errors.New("no route") },
		"moved": nil, "silent": never(hook),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				still := until(30 * time.Second)
				net := &network{answer: func(r *http.Request, form url.Values) (int, http.Header, error) {
					switch {
					case !still():
						return http.StatusOK, nil, nil
					case name == "busy":
						return http.StatusBadGateway, nil, nil
					case name == "moved":
						return http.StatusFound, http.Header{"Location": {"https://elsewhere.example/"}}, nil
					}
					return answer(r, form)
				}}
				n, log := start(t, net, Options{Site: "https://example.org/", Webhook: hook, Hubs: nil})
				n.Tell(News{Changed: []string{"https://example.org/feed.xml", "https://example.org/license.xml"}, Topics: []string{"https://example.org/atom.xml"}})
				pass(time.Second)
				n.Tell(News{Changed: []string{"https://example.org/feed.xml", "https://example.org/a&b.xml"}})
				pass(time.Hour)
				n.Close()
				tries := net.to(hook)
				if len(tries) != len(net.seen) {
					t.Errorf("somebody else was told: %v", net.seen)
				}
				var got struct {
					Site    string
					Changed []string
				}
				if err := json.Unmarshal([]byte(tries[len(tries)-1].body), &got); err != nil {
					t.Fatal(err)
				}
				if name != "moved" {
					slices.Sort(got.Changed)
					want(t, got.Changed, "https://example.org/a&b.xml", "https://example.org/feed.xml", "https://example.org/license.xml")
				}
				if got.Site != "https://example.org/" || strings.Contains(tries[len(tries)-1].body, `\u0026`) {
					t.Errorf("told %q", tries[0].body)
				}
				if text := log.String(); strings.Contains(text, "s3cret") || !strings.Contains(text, "webhook=hooks.example") {
					t.Errorf("logged:\n%s", text)
				}
			})
		})
	}
}

// runner stands for a command that takes some time.
type runner struct {
	t      *testing.T
	takes  time.Duration
	err    error
	mu     sync.Mutex
	active int
	runs   []string // what each was given
}

func (r *runner) run(ctx context.Context, changed []string, _ time.Duration) error {
	r.mu.Lock()
	if r.active++; r.active > 1 {
		r.t.Error("two commands at once")
	}
	r.runs = append(r.runs, strings.Join(changed, " "))
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.active--
	}()
	select {
	case <-time.After(r.takes):
		return r.err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// The hubs hear of a change when the command has emptied the cache that they would fetch the old document from. What changes
// while it runs is for its next run.
func TestTheCommandRunsBeforeTheHubsAndNeverTwiceAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		net := &network{}
		r := &runner{t: t, takes: 10 * time.Second, err: errors.New("exit status 3: out of paper")}
		n, log := start(t, net, Options{Hubs: []string{good}, run: r.run})
		defer n.Close()
		n.Tell(feeds("a"))
		pass(5 * time.Second)
		want(t, net.topics(good))
		for _, name := range []string{"b", "c", "b"} {
			n.Tell(feeds(name))
		}
		pass(6 * time.Second) // it has failed, and the hub is told all the same
		want(t, net.topics(good), "a")
		pass(time.Minute)
		want(t, net.topics(good), "a", "b", "c")
		want(t, r.runs, "a", "b c")
		if !strings.Contains(log.String(), "out of paper") {
			t.Errorf("logged:\n%s", log.String())
		}
	})
}

// At the end what is under way may finish, what waits is tried once more, and nobody waits longer than the grace.
func TestTheEndLeavesTimeForWhatIsUnderWay(t *testing.T) {
	for name, c := range map[string]struct {
		command, answer time.Duration
		told            bool
	}{"soon": {time.Second, time.Second, true}, "a hub that takes its time": {0, time.Hour, false}, "a command that does": {time.Hour, 0, false}} {
		for _, byContext := range []bool{true, false} {
			t.Run(fmt.Sprint(name, byContext), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					answered := 0
					net := &network{answer: func(r *http.Request, _ url.Values) (int, http.Header, error) {
						select {
						case <-time.After(c.answer):
							answered++
							return http.StatusOK, nil, nil
						case <-r.Context().Done():
							return 0, nil, r.Context().Err()
						}
					}}
					r := &runner{t: t, takes: c.command}
					var log bytes.Buffer
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					n := Start(ctx, Options{Hubs: []string{good}, run: r.run, transport: net, Log: slog.New(slog.NewTextHandler(&log, nil))})
					n.Tell(feeds("a"))
					pass(time.Millisecond)
					begin := time.Now()
					if byContext {
						cancel()
					}
					n.Close()
					if took := time.Since(begin); took > grace || (answered == 1) != c.told {
						t.Errorf("it took %v, and %d were told; logged:\n%s", took, answered, log.String())
					}
					if !c.told && !strings.Contains(log.String(), "the program ends") {
						t.Errorf("logged:\n%s", log.String())
					}
				})
			})
		}
	}
}

func TestADeadHubIsTriedOnceMoreAtTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var up atomic.Bool
		net := &network{answer: fails(bad, http.StatusBadGateway, func() bool { return !up.Load() })}
		n, _ := start(t, net, Options{Hubs: []string{bad}})
		n.Tell(feeds("a"))
		pass(time.Hour)
		before := len(net.topics(bad))
		up.Store(true)
		n.Close()
		if after := net.topics(bad); len(after) != before+1 {
			t.Errorf("%d tries, and %d before the end", len(after), before)
		}
	})
}

// It ends with its context also where nobody waits for it: the bubble would not end otherwise.
func TestItEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		Start(ctx, Options{Hubs: []string{good, bad}, Webhook: "https://hooks.example/", Log: slog.New(slog.DiscardHandler), transport: &network{}})
		cancel()
		pass(grace)
	})
}

// A single build tells and ends, whoever it could not tell.
func TestOnceTellsEverybodyInBoundedTime(t *testing.T) {
	const hook = "https://hooks.example/s3cret"
	for name, c := range map[string]struct {
		answer  func(*http.Request, url.Values) (int, http.Header, error)
		command time.Duration
		err     error
		errors  []string
		tries   int // of the bad hub
	}{
		"all is well": {tries: 2},
		"a hub is busy for a moment": {answer: func() func(*http.Request, url.Values) (int, http.Header, error) {
			tries := 0
			return fails(bad, http.StatusBadGateway, func() bool { tries++; return tries == 1 })
		}(), tries: 3},
		"a hub is dead": {answer: fails(bad, http.StatusBadGateway, always), tries: 2,
			errors: []string{"hub https://bad.example/ was not told of all that changed: it answers 502 Bad Gateway"}},
		"a hub is silent": {answer: never(bad), tries: 2,
			errors: []string{"hub https://bad.example/ was not told of all that changed: no answer within 5s"}},
		"a hub does not want them": {answer: fails(bad, http.StatusNotFound, always), tries: 2,
			errors: []string{"hub https://bad.example/ was not told of all that changed: it answers 404 Not Found"}},
		"the command fails": {err: errors.New("no such program"), tries: 2, errors: []string{"on_change: no such program"}},
		"the webhook is silent": {answer: never(hook), tries: 2,
			errors: []string{"webhook hooks.example was not told of all that changed: no answer within 5s"}},
		"everything takes its time": {answer: never(bad), command: onceCommand, tries: 2,
			errors: []string{"hub https://bad.example/ was not told of all that changed: it took longer than 15s"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				net := &network{answer: c.answer}
				r := &runner{t: t, takes: c.command, err: c.err}
				begin := time.Now()
				failed := Once(t.Context(), Options{Site: "https://example.org/", Hubs: []string{bad, good}, Webhook: hook, transport: net, run: r.run}, feeds("a", "b"))
				if took := time.Since(begin); took > onceLimit+time.Second {
					t.Errorf("it took %v", took)
				}
				var got []string
				for _, err := range failed {
					got = append(got, err.Error())
				}
				want(t, got, c.errors...)
				want(t, net.topics(good), "a", "b")
				want(t, r.runs, "a b")
				if n := len(net.to(bad)); n != c.tries {
					t.Errorf("%d tries of the bad hub", n)
				}
				for _, hub := range net.to(good) {
					if hub.at.Before(begin.Add(c.command)) {
						t.Error("a hub was told before the command had ended")
					}
				}
			})
		})
	}
	if failed := Once(t.Context(), Options{Hubs: []string{good}, transport: &network{}}, News{Topics: []string{"a"}}); failed != nil {
		t.Error(failed)
	}
}
