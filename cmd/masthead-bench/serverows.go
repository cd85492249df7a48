package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"time"
)

// serveRow is a line of the server's table.
type serveRow struct {
	Work      string `json:"work"`
	Took      string `json:"took"`
	Base      string `json:"yardstick"`
	Result    spread `json:"result"`    // ratio to the yardstick, turn by turn
	Processor spread `json:"processor"` // ratio of the time for one answer
	Told      string `json:"told,omitempty"`
	Goal      string `json:"goal"`
	Verdict   string `json:"verdict"` // met, not met, why it was not measured, or nothing
	Turns     []turn `json:"turns,omitempty"`
}

func (w serveRow) result() string {
	if w.Told != "" {
		return w.Told
	}
	return timesOf(w.Result)
}

// timesOf writes ratios; nothing where there are none.
func timesOf(s spread) string {
	if s == (spread{}) {
		return ""
	}
	return fmt.Sprintf("%.2f × (%.2f–%.2f)", s.Median, s.Least, s.Most)
}

func verdict(met bool) string {
	if met {
		return "met"
	}
	return "not met"
}

// turn is one run of each of two.
type turn struct {
	Ours   load `json:"masthead"`
	Theirs load `json:"yardstick"`
}

// inTurns measures two, one after the other, each of them first in every second turn.
func (b *serveBench) inTurns(what string, ours, theirs func() (load, error)) (turns []turn, err error) {
	for n := range b.repeat {
		var t turn
		if n%2 == 0 {
			t.Ours, err = ours()
		}
		if err == nil {
			t.Theirs, err = theirs()
		}
		if err == nil && n%2 == 1 {
			t.Ours, err = ours()
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", what, err)
		}
		fmt.Fprintf(os.Stderr, "%-44s %9.0f/s %9.0f/s  99%% %9s %9s  processor %.1f %.1f µs %s\n", what, t.Ours.PerSecond, t.Theirs.PerSecond,
			seconds(t.Ours.P99), seconds(t.Theirs.P99), t.Ours.Processor*1e6, t.Theirs.Processor*1e6, t.Ours.Failed)
		turns = append(turns, t)
	}
	return turns, nil
}

// figures gives the medians of a figure, and the spread of the ratios within turns.
func figures(turns []turn, figure func(load) float64) (ours, theirs float64, ratio spread) {
	var a, b, r []float64
	for _, t := range turns {
		a, b = append(a, figure(t.Ours)), append(b, figure(t.Theirs))
		if figure(t.Theirs) > 0 {
			r = append(r, figure(t.Ours)/figure(t.Theirs))
		}
	}
	return spreadOf(a).Median, spreadOf(b).Median, spreadOf(r)
}

// failed gives the first failure of masthead.
func failed(turns []turn) string {
	for _, t := range turns {
		if t.Ours.Failed != "" {
			return t.Ours.Failed
		}
	}
	return ""
}

// rows measures everything.
func (b *serveBench) rows(ctx context.Context) (rows []serveRow, err error) {
	const bare, lined, goal = "bare net/http", "the same with our lines", "≥ 0.95 ×"
	holding, fresh := askFor{clients: 32, tagged: true}, askFor{clients: 32}
	following := askFor{clients: 1000, tagged: true, follows: true}
	polling := askFor{clients: 1000, tagged: true, follows: true, pauses: true}
	first, err := b.resting(ctx, b.ours)
	if err != nil {
		return nil, err
	}
	for _, row := range []func() (serveRow, error){
		func() (serveRow, error) { return b.rateRow(ctx, b.ours, "304", bare, b.bare, holding, goal) },
		func() (serveRow, error) { return b.rateRow(ctx, b.ours, "200, gzipped", bare, b.bare, fresh, goal) },
		func() (serveRow, error) { return b.rateRow(ctx, b.ours, "304", lined, b.lined, holding, "–") },
		func() (serveRow, error) { return b.rateRow(ctx, b.ours, "200, gzipped", lined, b.lined, fresh, "–") },
		func() (serveRow, error) { return b.rateRow(ctx, b.ours, "304", "nginx", b.nginx, holding, "–") },
		func() (serveRow, error) {
			return b.rateRow(ctx, b.ours, "200, gzipped", "nginx", b.nginx, fresh, "–")
		},
		func() (serveRow, error) {
			return b.rateRow(ctx, b.counted, "304, counted (`serve.admin`)", bare, b.bare, holding, "–")
		},
		func() (serveRow, error) { return b.allocations(ctx) },
		func() (serveRow, error) {
			return b.swaps(ctx, "that hold the feed", following, "≤ 2 ×; no error")
		},
		func() (serveRow, error) { return b.exchanges(ctx, "that hold the feed", following) },
		func() (serveRow, error) {
			return b.swaps(ctx, "that do not (200, gzipped)", askFor{clients: 1000}, "≤ 2 ×; no error")
		},
		func() (serveRow, error) {
			return b.swaps(ctx, "that hold the feed and ask twice a second", polling, "–")
		},
		func() (serveRow, error) {
			return b.exchanges(ctx, "that hold the feed and ask twice a second", polling)
		},
	} {
		one, err := row()
		if err != nil {
			return nil, err
		}
		rows = append(rows, one)
	}
	memory, err := b.memoryRows(ctx, first)
	return append(rows, memory...), err
}

// rateRow holds the answers a second against those of another server.
func (b *serveBench) rateRow(ctx context.Context, masthead served, work, yardstick string, other served, how askFor, goal string) (serveRow, error) {
	row := serveRow{Work: work, Base: yardstick, Goal: goal}
	switch {
	case b.wrk == "":
		row.Verdict = withoutWrk
		return row, nil
	case other.address == "":
		row.Verdict = "not measured: " + yardstick + " is not here"
		return row, nil
	}
	asking := func(s served) func() (load, error) {
		return func() (load, error) {
			l, err := b.load(ctx, s, how)
			if err == nil && s == other && l.Failed != "" {
				err = errors.New(yardstick + ": " + l.Failed)
			}
			return l, err
		}
	}
	turns, err := b.inTurns(work+", "+yardstick, asking(masthead), asking(other))
	if err != nil {
		return row, err
	}
	ours, theirs, ratio := figures(turns, rate)
	_, _, row.Processor = figures(turns, perAsk)
	row.Took, row.Base, row.Result, row.Turns = thousands(int(ours))+"/s", yardstick+" "+thousands(int(theirs))+"/s", ratio, turns
	if goal != "–" {
		row.Verdict = verdict(ratio.Median >= 0.95)
	}
	if fault := failed(turns); fault != "" {
		row.Verdict = "not met: " + fault
	}
	return row, nil
}

// allocations counts what a 304 allocates in the whole process, over many on one connection. What net/http itself allocates is
// most of it, and the same for all.
func (b *serveBench) allocations(ctx context.Context) (serveRow, error) {
	each := func(s served, numbers string) (float64, error) {
		const name, times = "go_memstats_mallocs_total", 20_000
		before, err := count(ctx, numbers, name)
		if err == nil {
			err = many(s, times)
		}
		if err != nil {
			return 0, err
		}
		after, err := count(ctx, numbers, name)
		return (after - before) / times, err
	}
	ours, err := each(b.counted, b.metrics)
	theirs, err2 := each(b.bare, strings.Replace(b.bare.address, "/feed.xml", "/metrics", 1))
	return serveRow{Work: "allocations a 304", Took: fmt.Sprintf("%.1f", ours), Base: fmt.Sprintf("bare net/http %.1f", theirs),
		Told: fmt.Sprintf("%+.1f", ours-theirs), Goal: "≤ 10, of which ours ≤ 2", Verdict: allocationVerdict(ours, theirs)}, errors.Join(err, err2)
}

// allocationVerdict allows for half an allocation that is not of the answers: the numbers are asked for, too.
func allocationVerdict(ours, theirs float64) string {
	switch {
	case ours-theirs > 2.5:
		return "not met"
	case ours <= 10.5:
		return "met"
	case theirs > 10.5:
		return "ours met; net/http alone has more than 10"
	}
	return "not met"
}

// many asks again and again on one connection, and reads no more of the answers than where they end.
func many(s served, times int) error {
	host := strings.TrimSuffix(strings.TrimPrefix(s.address, "http://"), "/feed.xml")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		return err
	}
	defer conn.Close()
	request := []byte("GET /feed.xml HTTP/1.1\r\nHost: " + host + "\r\nAccept-Encoding: gzip\r\nIf-None-Match: " + s.tag + "\r\n\r\n")
	answers := bufio.NewReader(conn)
	for range times {
		if _, err := conn.Write(request); err != nil {
			return err
		}
		for line := ""; line != "\r\n"; {
			if line, err = answers.ReadString('\n'); err != nil {
				return err
			}
			if strings.HasPrefix(line, "HTTP/1.1 ") && !strings.HasPrefix(line, "HTTP/1.1 304") {
				return errors.New("the answer is " + line)
			}
		}
	}
	return nil
}

// swaps has a thousand clients ask while an article changes every second, and while none does.
func (b *serveBench) swaps(ctx context.Context, who string, how askFor, goal string) (serveRow, error) {
	row := serveRow{Work: "99 of 100 answers to 1,000 clients " + who + ", an article saved every second", Base: "without builds", Goal: goal}
	if b.wrk == "" {
		row.Verdict = withoutWrk
		return row, nil
	}
	still := func() (load, error) { return b.load(ctx, b.counted, how) }
	turns, err := b.inTurns("builds, 1,000 clients "+who, func() (load, error) { return b.changing(ctx, still) }, still)
	if err != nil {
		return row, err
	}
	ours, theirs, ratio := figures(turns, late)
	builds, _, _ := figures(turns, func(l load) float64 { return l.Builds })
	row.Took, row.Base, row.Result, row.Turns = fmt.Sprintf("%s, %.0f builds", seconds(ours), builds), row.Base+" "+seconds(theirs), ratio, turns
	if goal != "–" {
		row.Verdict = verdict(ratio.Median <= 2)
	}
	if fault := failed(turns); fault != "" {
		row.Verdict = "not met: " + fault
	}
	switch {
	case builds < 1:
		row.Verdict = "not measured: no build was done within a run"
	case builds < float64(b.seconds)/2 && row.Verdict == verdict(true): // too few to be in one answer of a hundred
		row.Verdict = "not settled: the machine is too small to build every second beside so many"
	}
	return row, nil
}

// changing saves the newest article every second while something runs, and puts it back after it.
func (b *serveBench) changing(ctx context.Context, run func() (load, error)) (load, error) {
	const builds = `masthead_builds_total{result="succeeded"}`
	before, err := count(ctx, b.metrics, builds)
	if err != nil {
		return load{}, err
	}
	over, stop := context.WithCancel(ctx)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- everySecond(over, b.site.revise) }()
	l, err := run()
	after, err2 := count(ctx, b.metrics, builds)
	l.Builds = after - before
	stop()
	return l, errors.Join(err, err2, <-done, b.site.write(0), b.settled(ctx))
}

// exchanges has a thousand clients ask the bare server while it exchanges, every second, what it has ready by another that it has
// ready: what is then late is not for the sake of builds, but because all who hold the feed get it again at once.
func (b *serveBench) exchanges(ctx context.Context, who string, how askFor) (serveRow, error) {
	row := serveRow{Work: "the same, of a bare net/http server that exchanges what it has ready every second", Base: "without", Goal: "–"}
	if b.wrk == "" {
		row.Verdict = withoutWrk
		return row, nil
	}
	still := func() (load, error) { return b.load(ctx, b.bare, how) }
	turns, err := b.inTurns("exchanges, bare net/http, 1,000 clients "+who, func() (load, error) {
		over, stop := context.WithCancel(ctx)
		defer stop()
		done, times := make(chan error, 1), 0
		exchange := func(n int) error {
			times = n
			_, _, err := ask(ctx, strings.Replace(b.bare.address, "/feed.xml", "/exchange", 1), "identity")
			return err
		}
		go func() { done <- everySecond(over, exchange) }()
		l, err := still()
		stop()
		err = errors.Join(err, <-done)
		if times%2 == 1 { // back to the tag that it began with
			err = errors.Join(err, exchange(times+1))
		}
		return l, err
	}, still)
	if err != nil {
		return row, err
	}
	ours, theirs, ratio := figures(turns, late)
	row.Took, row.Base, row.Result, row.Turns = seconds(ours), row.Base+" "+seconds(theirs), ratio, turns
	return row, nil
}

// everySecond does something again and again, which is told how often it was done with this time.
func everySecond(ctx context.Context, do func(times int) error) error {
	every := time.NewTicker(time.Second)
	defer every.Stop()
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return nil
		case <-every.C:
			if err := do(n); err != nil {
				return err
			}
		}
	}
}

// settled waits until the feed is what it was: the same bytes have the same tag.
func (b *serveBench) settled(ctx context.Context) error {
	for range 200 {
		header, _, err := ask(ctx, b.counted.address, "gzip")
		if err != nil || header.Get("ETag") == b.counted.tag {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
	return errors.New("the feed has another tag than before the changes, which were taken back")
}

// memoryRows hold the memory before the first client, at its peak, and at rest after all else against the bytes that are kept.
func (b *serveBench) memoryRows(ctx context.Context, first float64) ([]serveRow, error) {
	kept := 0.0
	for _, name := range []string{"feed.xml", "atom.xml", "feed.json", "feed.html", "masthead.css"} {
		for _, coding := range []string{"identity", "gzip", "br", "zstd"} {
			_, body, err := ask(ctx, strings.TrimSuffix(b.counted.address, "feed.xml")+name, coding)
			if err != nil {
				return nil, err
			}
			kept += float64(len(body))
		}
	}
	now, err := b.resting(ctx, b.counted)
	if err != nil {
		return nil, err
	}
	most, err := memoryOf(b.counted.process, "VmHWM")
	program, err2 := memoryOf(b.counted.process, "RssFile")
	row := func(when, took string, bytes float64) serveRow {
		return serveRow{Work: "memory " + when, Took: took, Base: fmt.Sprintf("the feeds in four codings, %.1f MB", kept/1e6),
			Told: megabytes(bytes-kept) + " beside them", Goal: "≤ 30 MB", Verdict: verdict(bytes-kept <= 30e6)}
	}
	return []serveRow{
		row("before the first client", megabytes(first), first),
		row("at its peak, with 1,000 clients and builds", megabytes(most), most),
		row("at rest after that", fmt.Sprintf("%s, %s of it the program's own text", megabytes(now), megabytes(program)), now),
	}, errors.Join(err, err2)
}

// resting gives what a server that is not asked, and builds nothing, needs in memory.
func (b *serveBench) resting(ctx context.Context, s served) (float64, error) {
	select {
	case <-time.After(b.rest):
		return memoryOf(s.process, "VmRSS")
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}
