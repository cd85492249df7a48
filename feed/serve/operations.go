package serve

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/pprof"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/masthead-feeds/masthead/source"
)

// OperationsOptions say what those who run a server get to see of it.
type OperationsOptions struct {
	Operated
	// AccessLog gets a line for each request; nil for none.
	AccessLog *slog.Logger
	// Profiles has Go's profiles on the admin address.
	Profiles bool
	// Now is the clock; nil for the real one.
	Now func() time.Time
}

// Operated is what Operations know of the configuration.
type Operated struct {
	// Schedule gives the first scheduled instant after another, and Period the shortest time between two of them; both zero
	// without a schedule.
	Schedule func(after time.Time) time.Time
	Period   time.Duration
	// BasePath is the path of the site's address, as the Server has it.
	BasePath string
}

// Operations is what those who run a server get to see of it: whether it is well, how much it is asked and by whom, how the
// builds go. None of it depends on what waits for its hour, so that nobody can count what nobody is to know of. It is safe
// for concurrent use.
type Operations struct {
	site     atomic.Pointer[Operated]
	log      *slog.Logger
	profiles bool
	now      func() time.Time

	metrics     *metrics
	subscribers *subscribers

	mu      sync.Mutex
	success time.Time // when the last build that succeeded was done; zero before the first
}

// NewOperations gives the operations of one server, of which nothing is known yet.
func NewOperations(o OperationsOptions) *Operations {
	if o.Now == nil {
		o.Now = time.Now
	}
	op := &Operations{log: o.AccessLog, profiles: o.Profiles, now: o.Now,
		metrics: newMetrics(), subscribers: newSubscribers()}
	op.Follow(o.Operated)
	op.metrics.registry.MustRegister(op)
	return op
}

// Follow has what is told from now on be of another configuration.
func (o *Operations) Follow(site Operated) { o.site.Store(&site) }

// Build is what is told of one build.
type Build struct {
	Start    time.Time
	Duration time.Duration
	Err      error // why it failed; nil when it succeeded
	// Status counts the articles by what becomes of them; it is not looked at when the build failed. It may have those that
	// wait for their hour, of which nothing is told.
	Status map[source.Status]int
}

// Built notes a build that is done.
func (o *Operations) Built(b Build) {
	o.metrics.durations.Observe(b.Duration.Seconds())
	if b.Err != nil {
		o.metrics.builds.WithLabelValues(buildFailed).Inc()
		return
	}
	o.metrics.builds.WithLabelValues(buildSucceeded).Inc()
	for _, s := range told {
		o.metrics.articles.WithLabelValues(string(s)).Set(float64(b.Status[s]))
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.success = b.Start.Add(b.Duration)
}

func (o *Operations) lastSuccess() time.Time {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.success
}

// Handler answers on the admin address.
func (o *Operations) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if why := o.unready(o.now()); why != "" {
			say(w, http.StatusServiceUnavailable, why)
			return
		}
		say(w, http.StatusOK, "ok")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(o.metrics.registry, promhttp.HandlerOpts{}))
	if o.profiles { // but not the command line, which may hold the password of a database
		mux.HandleFunc("GET /debug/pprof/", pprof.Index)
		mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
		mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	}
	return mux
}

// say answers with one line.
func say(w http.ResponseWriter, status int, line string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fmt.Fprintln(w, line)
}

// unready says why the feeds are not what they should be; nothing when they are. They may be as old as two periods of the
// schedule, and where its runs lie further apart, as over a weekend, until two of them have gone by. What went wrong in a
// build is for the log: an error may name an article.
func (o *Operations) unready(now time.Time) string {
	last := o.lastSuccess()
	if last.IsZero() {
		return "not ready: no build has succeeded yet; the log says why"
	}
	if o.site.Load().Schedule == nil {
		return ""
	}
	limit := last.Add(2 * o.site.Load().Period)
	if second := o.site.Load().Schedule(o.site.Load().Schedule(last)); second.After(limit) {
		limit = second
	}
	if !now.After(limit) {
		return ""
	}
	return fmt.Sprintf("not ready: the last build that succeeded was done at %s, and the schedule has had two more since; the log says why they failed",
		last.UTC().Format(time.RFC3339))
}

// aborted stands for the status of an answer that broke down before it had one.
const aborted = -1

// Count counts what a handler answers, and has it logged. It changes no answer.
func (o *Operations) Count(next http.Handler) http.Handler {
	pool := sync.Pool{New: func() any { return &counted{} }}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := pool.Get().(*counted)
		c.ResponseWriter = w
		path := r.URL.Path
		var a asked
		if o.log != nil {
			a = newAsked(r, o.now())
		}
		returned := false
		defer func() {
			c.end(returned)
			o.answered(r, path, c, a)
			if returned {
				*c = counted{}
				pool.Put(c)
			}
		}()
		next.ServeHTTP(c, r)
		returned = true
	})
}

// answered notes the answer to a request for a path.
func (o *Operations) answered(r *http.Request, path string, c *counted, a asked) {
	sent := c.sent
	if r.Method == http.MethodHead {
		sent = 0 // what was written is not sent
	}
	o.metrics.request(c.status, c.encoding(), sent)
	if c.status == http.StatusOK || c.status == http.StatusNotModified || c.status == http.StatusIMUsed {
		o.subscribed(r.UserAgent(), path)
	}
	if o.log != nil {
		a.line(o.log, r, c, sent, o.now())
	}
}

// subscribed notes what a reader says of its subscribers when it was given a feed, under whatever path it asked for it. The
// pages are no feeds: services fetch them for pictures, and say the same number.
func (o *Operations) subscribed(agent, path string) {
	r, ok := parseReach(agent)
	if !ok {
		return
	}
	if rest, under := strings.CutPrefix(path, o.site.Load().BasePath); under && strings.HasPrefix(rest, "/") {
		path = rest
	}
	if path == "/" || strings.HasSuffix(path, ".html") || len(path) > longestLabel {
		return
	}
	o.subscribers.note(strings.ToValidUTF8(path, "\uFFFD"), r, o.now())
}

// counted passes an answer on, and counts it.
type counted struct {
	http.ResponseWriter
	status int // 0 before there is one
	sent   int64
}

// Unwrap lets an http.ResponseController reach what is below.
func (c *counted) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// WriteHeader implements http.ResponseWriter. What is said before the answer itself (1xx) is no answer.
func (c *counted) WriteHeader(status int) {
	if c.status == 0 && status >= http.StatusOK {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (c *counted) Write(p []byte) (int, error) {
	c.begin()
	n, err := c.ResponseWriter.Write(p)
	c.sent += int64(n)
	return n, err
}

// ReadFrom implements io.ReaderFrom, by which the system copies a file without us.
func (c *counted) ReadFrom(from io.Reader) (int64, error) {
	c.begin()
	n, err := io.Copy(c.ResponseWriter, from)
	c.sent += n
	return n, err
}

// FlushError is what an http.ResponseController looks for first.
func (c *counted) FlushError() error {
	err := http.NewResponseController(c.ResponseWriter).Flush()
	if err == nil {
		c.begin()
	}
	return err
}

// Flush implements http.Flusher.
func (c *counted) Flush() { _ = c.FlushError() }

// begin notes that an answer began without saying its status.
func (c *counted) begin() {
	if c.status == 0 {
		c.status = http.StatusOK
	}
}

// end notes that the handler is done, by itself or by breaking down.
func (c *counted) end(returned bool) {
	switch {
	case returned:
		c.begin()
	case c.status == 0:
		c.status = aborted
	}
}

// encoding gives the coding of the answer, as one of few words.
func (c *counted) encoding() string {
	header := c.Header()["Content-Encoding"]
	if len(header) == 0 {
		return identity.String()
	}
	for c := range codings {
		if header[0] == c.String() {
			return c.String()
		}
	}
	return "other"
}
