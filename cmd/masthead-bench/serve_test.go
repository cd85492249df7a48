package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// said is what wrk writes, with everything that can go wrong.
const said = `Running 2s test @ http://127.0.0.1:8080/feed.xml
  1 threads and 1000 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency    21.42ms   30.43ms 304.23ms   89.94%
    Req/Sec    12.55k     1.74k   15.93k    70.00%
  Latency Distribution
     50%    9.55ms
     75%   25.08ms
     90%   56.96ms
     99%  151.00ms
  25055 requests in 2.00s, 9.08MB read
  Socket errors: connect 0, read 3, write 0, timeout 1
  Non-2xx or 3xx responses: 7
Requests/sec:  12527.50
Transfer/sec:      4.54MB
`

func TestWhatWrkSaysIsRead(t *testing.T) {
	l, err := parseLoad(said)
	want := load{PerSecond: 12527.5, P99: 0.151, requests: 25055, Failed: "Socket errors: connect 0, read 3, write 0, timeout 1 Non-2xx or 3xx responses: 7"}
	if l != want || err != nil {
		t.Errorf("%+v, %v; want %+v", l, err, want)
	}
	for _, c := range []struct {
		text string
		want float64
	}{{"950.00us", 950e-6}, {"1.50ms", 1.5e-3}, {"1.25s", 1.25}, {"2.00m", 120}} {
		if got, err := parseLate(c.text); got < c.want*0.999 || got > c.want*1.001 || err != nil {
			t.Errorf("%s: %v, %v; want %v s", c.text, got, err, c.want)
		}
	}
	if _, err := parseLoad("unable to connect to 127.0.0.1:8080 Connection refused\n"); err == nil {
		t.Error("a run without an answer is taken for one")
	}
}

// TestTheServerIsMeasured has a program in the place of wrk that asks nobody: what is tried is everything around it.
func TestTheServerIsMeasured(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir+string(filepath.ListSeparator)+os.Getenv("PATH"))
	page := "# Performance\n\n" + beginMark + "\nother tables\n" + endMark + "\n\n" + serveBegin + "\n" + serveEnd + "\n"
	good := strings.Join([]string{"99% 5.00ms", "100 requests in 2.00s, 9.08MB read", "Requests/sec: 50.00"}, "\n")
	err := errors.Join(os.WriteFile(filepath.Join(dir, "wrk"), []byte("#!/bin/sh\ncat <<.\n"+good+"\n.\n"), 0o755),
		os.WriteFile(filepath.Join(dir, "performance.md"), []byte(page), 0o644))
	results := filepath.Join(dir, "results.json")
	b, err2 := parseServe([]string{"-dir", dir, "-repeat", "2", "-seconds", "1", "-json", results, "-docs", dir})
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	b.rest = 0
	if err := b.run(t.Context()); err != nil {
		t.Fatal(err)
	}

	var r ServeReport
	text, err := os.ReadFile(results)
	if err := errors.Join(err, json.Unmarshal(text, &r)); err != nil {
		t.Fatal(err)
	}
	written, err := os.ReadFile(filepath.Join(dir, "performance.md"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(written), "\nother tables\n") {
		t.Error("the other tables are gone")
	}
	for _, work := range []string{"304", "200, gzipped", "allocations a 304", "memory at rest after that"} {
		found := false
		for _, row := range r.Rows {
			found = found || row.Work == work && row.Took != "" && row.Verdict != ""
		}
		if !found || !strings.Contains(string(written), "| "+work+" |") {
			t.Errorf("%q was not measured, or is not in performance.md", work)
		}
	}
	if r.Plain < 280_000 || r.Plain > 310_000 || r.Gzipped < 50_000 || r.Gzipped > 60_000 {
		t.Errorf("the feed has %d bytes, gzipped %d; want about 294 kB and 55 kB", r.Plain, r.Gzipped)
	}
}

func TestRatiosAreTakenWithinTurns(t *testing.T) {
	turns := []turn{{load{PerSecond: 10}, load{PerSecond: 20}}, {load{PerSecond: 300}, load{PerSecond: 100}}, {load{PerSecond: 40}, load{PerSecond: 40, Failed: "x"}}}
	ours, theirs, ratio := figures(turns, rate)
	if ours != 40 || theirs != 40 || ratio != (spread{1, 0.5, 3}) {
		t.Errorf("%v, %v, %+v; want 40, 40 and 1, from 0.5 to 3", ours, theirs, ratio)
	}
}

func TestAllocationsAreJudged(t *testing.T) {
	for _, c := range []struct {
		ours, theirs float64
		want         string
	}{
		{9.9, 8, "met"},
		{12, 9, "not met"},
		{12, 10, "not met"},
		{19, 20, "ours met; net/http alone has more than 10"},
		{23, 20, "not met"},
	} {
		if got := allocationVerdict(c.ours, c.theirs); got != c.want {
			t.Errorf("%v of %v: %q, want %q", c.ours, c.theirs, got, c.want)
		}
	}
}

func TestWithoutWrkItIsSaidHowToGetIt(t *testing.T) {
	b := &serveBench{}
	rated, err := b.rateRow(t.Context(), served{}, "304", "nginx", served{}, askFor{}, "–")
	swapped, err2 := b.swaps(t.Context(), "that hold the feed", askFor{}, "≤ 2 ×")
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	for _, row := range []serveRow{rated, swapped} {
		if !strings.Contains(row.Verdict, "not measured") || !strings.Contains(row.Verdict, "apt-get install wrk") {
			t.Errorf("%s: %q", row.Work, row.Verdict)
		}
	}
}
