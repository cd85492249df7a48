package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// load is one run of wrk against one server.
type load struct {
	PerSecond float64 `json:"per_second"`
	P99       float64 `json:"p99_s"`
	Processor float64 `json:"processor_s"` // of the server, for one answer
	Failed    string  `json:"failed,omitempty"`
	Builds    float64 `json:"builds,omitempty"` // during the run

	requests float64
}

func rate(l load) float64   { return l.PerSecond }
func late(l load) float64   { return l.P99 }
func perAsk(l load) float64 { return l.Processor }

// What wrk is told, in Lua. A client that follows remembers the tag of what it got last, as readers do: it gets the feed when
// that has changed, and 304 until then.
const (
	askScript = `wrk.headers["Accept-Encoding"] = "gzip"
`
	tagScript = `wrk.headers["If-None-Match"] = '%s'
`
	followScript = `local next
function init() next = wrk.format() end
function request() return next end
function response(status, headers)
  if status == 200 then
    wrk.headers["If-None-Match"] = headers["Etag"] or headers["ETag"]
    next = wrk.format()
  end
end
`
	pauseScript = `function delay() return math.random(250, 750) end
`
)

// askFor is how wrk asks for a feed.
type askFor struct {
	clients int
	tagged  bool // for what has changed since the tag that the server has now
	follows bool
	pauses  bool // for half a second, about, after each answer
}

// load has wrk ask a server.
func (b *serveBench) load(ctx context.Context, s served, how askFor) (l load, err error) {
	script := askScript
	if how.tagged {
		script += fmt.Sprintf(tagScript, s.tag)
	}
	if how.follows {
		script += followScript
	}
	if how.pauses {
		script += pauseScript
	}
	file := filepath.Join(b.work, "ask.lua")
	if err := os.WriteFile(file, []byte(script), 0o644); err != nil {
		return l, err
	}
	before := processor(s.process)
	out, err := exec.CommandContext(ctx, b.wrk, "-t1", "-c"+strconv.Itoa(how.clients), fmt.Sprintf("-d%ds", b.seconds), "--latency", "-s", file, s.address).CombinedOutput()
	if err == nil {
		l, err = parseLoad(string(out))
	}
	if err != nil {
		return l, fmt.Errorf("wrk: %w\n%s", err, out)
	}
	l.Processor = (processor(s.process) - before) / l.requests
	return l, nil
}

// parseLoad reads what wrk says.
func parseLoad(out string) (l load, err error) {
	for line := range strings.Lines(out) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0:
		case words[0] == "99%" && len(words) == 2:
			l.P99, err = parseLate(words[1])
		case words[0] == "Requests/sec:" && len(words) == 2:
			l.PerSecond, err = strconv.ParseFloat(words[1], 64)
		case len(words) > 2 && words[1] == "requests" && words[2] == "in":
			l.requests, err = strconv.ParseFloat(words[0], 64)
		case strings.HasPrefix(line, "  Non-2xx") || strings.HasPrefix(line, "  Socket errors"):
			l.Failed = strings.TrimSpace(l.Failed + " " + strings.TrimSpace(line))
		}
		if err != nil {
			return l, err
		}
	}
	if l.PerSecond == 0 || l.P99 == 0 || l.requests == 0 {
		err = fmt.Errorf("nothing is said of the rate, the requests or the latency")
	}
	return l, err
}

// parseLate reads a time as wrk writes it, in seconds.
func parseLate(text string) (float64, error) {
	for _, unit := range []struct {
		name    string
		seconds float64
	}{{"us", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"m", 60}} {
		if number, ok := strings.CutSuffix(text, unit.name); ok {
			n, err := strconv.ParseFloat(number, 64)
			return n * unit.seconds, err
		}
	}
	return 0, fmt.Errorf("%q is no time", text)
}
