package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// This file measures masthead serve: against a bare net/http server that answers with the same bytes, and against nginx, with
// wrk asking all of them in turns on the machine itself.

// served is how many articles the feed has that is asked for: about 300 kB of RSS.
const served = 40

// serveBench is what `masthead-bench serve` was asked for.
type serveBench struct {
	bench
	seconds int
	wrk     string

	feed    string // address of masthead's RSS
	metrics string
	tag     string // its entity tag, gzipped
	gzipped []byte
	bare    string // address of the bare server
	nginx   string // empty without one
	process int
}

func serveJob(args []string) error {
	b := &serveBench{}
	f := flag.NewFlagSet("masthead-bench serve", flag.ContinueOnError)
	f.StringVar(&b.dir, "dir", filepath.Join(os.TempDir(), "masthead-bench"), "keep the corpora in `FOLDER`; made once")
	f.IntVar(&b.repeat, "repeat", 5, "run everything `N` times")
	f.IntVar(&b.seconds, "seconds", 5, "`SECONDS` of each run")
	f.StringVar(&b.module, "module", filepath.Join("..", ".."), "build masthead from the module in `FOLDER`")
	f.StringVar(&b.docs, "docs", "", "write the table into serving.md's figures, performance.md in `FOLDER`")
	if err := f.Parse(args); err != nil {
		return err
	}
	b.command = fmt.Sprintf("go run -C cmd/masthead-bench . serve -repeat=%d -seconds=%d", b.repeat, b.seconds)
	var err error
	if b.wrk, err = exec.LookPath("wrk"); err != nil {
		return fmt.Errorf("nothing is measured without wrk: %w; apt-get install wrk", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	return b.run(ctx)
}

func (b *serveBench) run(ctx context.Context) (err error) {
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return err
	}
	if b.work, err = os.MkdirTemp(b.dir, "serve-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.work)
	if err := b.build(ctx); err != nil {
		return err
	}
	c, err := b.corpus(ctx, served)
	if err != nil {
		return err
	}
	for _, start := range []func(context.Context, corpus) (func(), error){b.startMasthead, b.startBare, b.startNginx} {
		stop, err := start(ctx, c)
		if err != nil {
			return err
		}
		defer stop()
	}
	rows, err := b.rows(ctx, c)
	if err != nil {
		return err
	}
	r := b.about(ctx)
	text := fmt.Sprintf("%s; commit %s; RSS of %d kB, gzipped %d kB.\n\n    %s\n\n| work | masthead | yardstick | result (least–most) | goal | |\n|---|---:|---|---:|---|---|\n%s",
		r.Machine, r.Commit, b.size("identity")/1000, len(b.gzipped)/1000, b.command, strings.Join(rows, ""))
	fmt.Print(text)
	if b.docs != "" {
		return replaceBetween(filepath.Join(b.docs, "performance.md"), serveBegin, serveEnd, text)
	}
	return nil
}

// What stands between these is this file's.
const (
	serveBegin = "<!-- masthead-bench serve: begin; what follows is written by cmd/masthead-bench -->"
	serveEnd   = "<!-- masthead-bench serve: end -->"
)

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// startMasthead starts masthead serve with the numbers on a second address.
func (b *serveBench) startMasthead(ctx context.Context, c corpus) (func(), error) {
	listen, err := freeAddress()
	admin, err2 := freeAddress()
	if err := errors.Join(err, err2); err != nil {
		return nil, err
	}
	command := exec.CommandContext(ctx, b.binary, "serve", c.dir, "--url", "https://example.org/", "--limit", "0", "--state", "none",
		"--listen", listen, "--admin", admin, "--quiet")
	command.Stderr = io.Discard
	stop, err := started(command)
	if err != nil {
		return nil, err
	}
	b.feed, b.metrics, b.process = "http://"+listen+"/feed.xml", "http://"+admin+"/metrics", command.Process.Pid
	header, body, err := ask(ctx, b.feed, "gzip")
	b.gzipped, b.tag = body, header.Get("ETag")
	return stop, err
}

// started starts a program and gives what ends it.
func started(command *exec.Cmd) (stop func(), err error) {
	if err := command.Start(); err != nil {
		return nil, err
	}
	return func() { _ = command.Process.Signal(os.Interrupt); _ = command.Wait() }, nil // nginx has children to end
}

// ask gets a document in a coding, as soon as it is there.
func ask(ctx context.Context, address, coding string) (http.Header, []byte, error) {
	var err error
	for range 100 {
		var r *http.Response
		request, _ := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		request.Header.Set("Accept-Encoding", coding)
		if r, err = http.DefaultTransport.RoundTrip(request); err == nil {
			body, err := io.ReadAll(r.Body)
			_ = r.Body.Close()
			if err == nil && r.StatusCode != http.StatusOK {
				err = fmt.Errorf("%s: %s", address, r.Status)
			}
			return r.Header, body, err
		}
		time.Sleep(100 * time.Millisecond)
	}
	return nil, nil, err
}

func (b *serveBench) size(coding string) int {
	_, body, _ := ask(context.Background(), b.feed, coding)
	return len(body)
}

// startBare starts a server that does nothing but answer with the same bytes: this program's own, in a process of its own.
func (b *serveBench) startBare(ctx context.Context, _ corpus) (func(), error) {
	listen, err := freeAddress()
	file := filepath.Join(b.work, "feed.xml.gz")
	if err := errors.Join(err, os.WriteFile(file, b.gzipped, 0o644)); err != nil {
		return nil, err
	}
	p := self("bare", listen, file, b.tag)
	stop, err := started(exec.CommandContext(ctx, p[0], p[1:]...))
	if err != nil {
		return nil, err
	}
	b.bare = "http://" + listen
	_, _, err = ask(ctx, b.bare+"/feed.xml", "gzip")
	return stop, err
}

// bareJob is the yardstick: net/http, one document, a constant tag.
func bareJob(args []string) error {
	body, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	tag, length := args[2], strconv.Itoa(len(body))
	mux := http.NewServeMux()
	mux.HandleFunc("/mallocs", func(w http.ResponseWriter, _ *http.Request) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		fmt.Fprintln(w, "go_memstats_mallocs_total", m.Mallocs)
	})
	mux.HandleFunc("/feed.xml", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", length)
		_, _ = w.Write(body)
	})
	return http.ListenAndServe(args[0], mux)
}

// startNginx starts nginx, where it is, on the same bytes as files.
func (b *serveBench) startNginx(ctx context.Context, _ corpus) (func(), error) {
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		nginx = "/usr/sbin/nginx"
	}
	if _, err := os.Stat(nginx); err != nil {
		return func() {}, nil
	}
	listen, err := freeAddress()
	_, plain, err2 := ask(ctx, b.feed, "identity")
	conf := fmt.Sprintf("daemon off; pid %[1]s/pid; error_log /dev/null; worker_processes auto; user root;\nevents { worker_connections 2048; }\nhttp { access_log off; etag on; types { application/rss+xml xml; } gzip_static on; root %[1]s; keepalive_requests 1000000000; server { listen %[2]s; } }\n", b.work, listen)
	if err := errors.Join(err, err2, os.WriteFile(filepath.Join(b.work, "feed.xml"), plain, 0o644), os.WriteFile(filepath.Join(b.work, "nginx.conf"), []byte(conf), 0o644)); err != nil {
		return nil, err
	}
	stop, err := started(exec.CommandContext(ctx, nginx, "-c", filepath.Join(b.work, "nginx.conf"), "-p", b.work))
	b.nginx = "http://" + listen
	return stop, err
}

// load is one run of wrk.
type load struct {
	perSecond float64
	p99       float64 // seconds
	errors    string
}

var (
	ratePattern  = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)
	latePattern  = regexp.MustCompile(`99%\s+([0-9.]+)(us|ms|s)\b`)
	errorPattern = regexp.MustCompile(`(?m)^\s*(Non-2xx or 3xx responses:.*|Socket errors:.*)$`)
)

// ask has wrk ask for an address, with a tag or without one.
func (b *serveBench) load(ctx context.Context, address, tag string, clients int) (l load, err error) {
	args := []string{"-t1", "-c" + strconv.Itoa(clients), fmt.Sprintf("-d%ds", b.seconds), "--latency", "-H", "Accept-Encoding: gzip"}
	if tag != "" {
		args = append(args, "-H", "If-None-Match: "+tag)
	}
	out, err := exec.CommandContext(ctx, b.wrk, append(args, address)...).CombinedOutput()
	if err != nil {
		return l, fmt.Errorf("wrk: %w\n%s", err, out)
	}
	if m := ratePattern.FindSubmatch(out); m != nil {
		l.perSecond, err = strconv.ParseFloat(string(m[1]), 64)
	}
	if m := latePattern.FindSubmatch(out); m != nil && err == nil {
		l.p99, err = strconv.ParseFloat(string(m[1]), 64)
		l.p99 *= map[string]float64{"us": 1e-6, "ms": 1e-3, "s": 1}[string(m[2])]
	}
	l.errors = string(errorPattern.Find(out))
	if l.perSecond == 0 || l.p99 == 0 {
		err = fmt.Errorf("wrk says nothing that is understood:\n%s", out)
	}
	return l, err
}

// timesOf writes ratios.
func timesOf(s spread) string { return fmt.Sprintf("%.2f × (%.2f–%.2f)", s.Median, s.Least, s.Most) }

// pair measures two in turns, and gives the ratio of the first to the second within each turn.
func (b *serveBench) pair(what string, first, second func() (float64, error)) (ours, theirs float64, ratios spread, err error) {
	var a, z, r []float64
	for turn := range b.repeat {
		var x, y float64
		if turn%2 == 0 {
			x, err = first()
		}
		if err == nil {
			y, err = second()
		}
		if err == nil && turn%2 == 1 {
			x, err = first()
		}
		if err != nil {
			return 0, 0, ratios, fmt.Errorf("%s: %w", what, err)
		}
		fmt.Fprintf(os.Stderr, "%-40s %12.3f %12.3f  %.2f ×\n", what, x, y, x/y)
		a, z, r = append(a, x), append(z, y), append(r, x/y)
	}
	return spreadOf(a).Median, spreadOf(z).Median, spreadOf(r), nil
}

func verdict(met bool) string {
	if met {
		return "met"
	}
	return "not met"
}

// rows measures everything and gives the lines of the table.
func (b *serveBench) rows(ctx context.Context, c corpus) (rows []string, err error) {
	rate := func(address, tag string) func() (float64, error) {
		return func() (float64, error) {
			l, err := b.load(ctx, address, tag, 32)
			if err == nil && l.errors != "" {
				err = errors.New(l.errors)
			}
			return l.perSecond, err
		}
	}
	compare := func(work, yardstick, address, tag, goal string, least float64) error {
		theirTag := tag
		if yardstick == "nginx" && tag != "" {
			header, _, err := ask(ctx, address, "gzip")
			if err != nil {
				return err
			}
			theirTag = header.Get("ETag")
		}
		ours, theirs, ratios, err := b.pair(work+", "+yardstick, rate(b.feed, tag), rate(address, theirTag))
		if err != nil {
			return err
		}
		said := ""
		if least > 0 {
			said = verdict(ratios.Median >= least)
		}
		rows = append(rows, fmt.Sprintf("| %s | %s/s | %s %s/s | %s | %s | %s |\n", work, thousands(int(ours)), yardstick, thousands(int(theirs)), timesOf(ratios), goal, said))
		return nil
	}
	const bare = "bare net/http"
	err = errors.Join(compare("304", bare, b.bare+"/feed.xml", b.tag, "≥ 0.95 ×", 0.95), compare("200, gzipped", bare, b.bare+"/feed.xml", "", "≥ 0.95 ×", 0.95))
	if err == nil && b.nginx != "" {
		err = errors.Join(compare("304", "nginx", b.nginx+"/feed.xml", b.tag, "–", 0), compare("200, gzipped", "nginx", b.nginx+"/feed.xml", "", "–", 0))
	}
	if err != nil {
		return nil, err
	}
	for _, row := range []func(context.Context, corpus) (string, error){b.allocations, b.swaps, b.memoryRow} {
		text, err := row(ctx, c)
		if err != nil {
			return nil, err
		}
		rows = append(rows, text)
	}
	return rows, nil
}

// allocations counts what a 304 allocates, over many on one connection.
func (b *serveBench) allocations(ctx context.Context, _ corpus) (string, error) {
	count := func(address, numbers string) (float64, error) {
		before, err := mallocs(ctx, numbers)
		if err != nil {
			return 0, err
		}
		const times = 100_000
		if err := many(address, b.tag, times); err != nil {
			return 0, err
		}
		after, err := mallocs(ctx, numbers)
		return (after - before) / times, err
	}
	ours, err := count(b.feed, b.metrics)
	theirs, err2 := count(b.bare+"/feed.xml", b.bare+"/mallocs")
	return fmt.Sprintf("| allocations a 304 | %.1f | bare net/http %.1f | %.1f of ours | ≤ 10, of which ours ≤ 2 | %s |\n", ours, theirs, ours-theirs, verdict(ours <= 10 && ours-theirs <= 2)), errors.Join(err, err2)
}

func mallocs(ctx context.Context, address string) (float64, error) {
	_, body, err := ask(ctx, address, "identity")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(body)) {
		if value, ok := strings.CutPrefix(line, "go_memstats_mallocs_total "); ok {
			return strconv.ParseFloat(strings.TrimSpace(value), 64)
		}
	}
	return 0, fmt.Errorf("%s does not tell of allocations", address)
}

// many asks again and again on one connection, and reads no more of the answers than where they end.
func many(address, tag string, times int) error {
	host := strings.TrimSuffix(strings.TrimPrefix(address, "http://"), "/feed.xml")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		return err
	}
	defer conn.Close()
	request := []byte("GET /feed.xml HTTP/1.1\r\nHost: " + host + "\r\nAccept-Encoding: gzip\r\nIf-None-Match: " + tag + "\r\n\r\n")
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

// swaps has a thousand clients ask for the whole feed, while an article changes every second and while none does.
func (b *serveBench) swaps(ctx context.Context, c corpus) (string, error) {
	failed := ""
	late := func() (float64, error) {
		l, err := b.load(ctx, b.feed, b.tag, 1000)
		failed += l.errors
		return l.p99, err
	}
	changing := func() (float64, error) {
		ctx, stop := context.WithCancel(ctx)
		done := make(chan struct{})
		go func() {
			defer close(done)
			every := time.NewTicker(time.Second)
			defer every.Stop()
			for revision := 1; ; revision++ {
				select {
				case <-ctx.Done():
					_ = c.write(0)
					return
				case <-every.C:
					_ = c.revise(revision)
				}
			}
		}()
		p99, err := late()
		stop()
		<-done
		time.Sleep(2 * time.Second) // the last change is seen
		header, _, err2 := ask(context.Background(), b.feed, "gzip")
		b.tag = header.Get("ETag")
		return p99, errors.Join(err, err2)
	}
	ours, theirs, ratios, err := b.pair("p99, builds every second", changing, late)
	said := verdict(ratios.Median <= 2 && failed == "")
	if failed != "" {
		said += ": " + failed
	}
	return fmt.Sprintf("| 99 of 100 of 1,000 clients are answered within, a build every second | %s | without builds %s | %s | ≤ 2 ×; no error | %s |\n", seconds(ours), seconds(theirs), timesOf(ratios), said), err
}

// memoryRow holds the memory at its peak against the bytes that are kept.
func (b *serveBench) memoryRow(ctx context.Context, _ corpus) (string, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", b.process))
	if err != nil {
		return "", err
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	peak, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	if err != nil {
		return "", err
	}
	peak *= 1024
	kept := 0.0
	for _, name := range []string{"feed.xml", "atom.xml", "feed.json", "feed.html", "masthead.css"} {
		for _, coding := range []string{"identity", "gzip", "br", "zstd"} {
			_, body, err := ask(ctx, strings.TrimSuffix(b.feed, "feed.xml")+name, coding)
			if err != nil {
				return "", err
			}
			kept += float64(len(body))
		}
	}
	return fmt.Sprintf("| memory, at its peak | %s | feeds in four codings %s | %s beside them | ≤ 30 MB | %s |\n", megabytes(peak), megabytes(kept), megabytes(peak-kept), verdict(peak-kept <= 30e6)), nil
}
