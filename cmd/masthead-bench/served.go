package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// served is the feed at one of the servers.
type served struct {
	address string
	tag     string // its entity tag, gzipped
	process int
	program string
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// masthead makes a site and serves it, with the defaults.
func (b *serveBench) masthead(ctx context.Context, s *served, name string, more ...string) (site, func(), error) {
	articles := site{corpus{dir: filepath.Join(b.work, name), n: servedArticles}}
	listen, err := freeAddress()
	if err := errors.Join(err, articles.make()); err != nil {
		return articles, func() {}, err
	}
	stop, err := b.start(ctx, s, listen, append(program{b.binary, "serve", articles.dir, "--url", "https://example.org/", "--limit", "0",
		"--state", "none", "--listen", listen, "--quiet"}, more...))
	return articles, stop, err
}

// startCounted starts masthead serve with an admin address, which tells of allocations and builds. Its articles will change.
func (b *serveBench) startCounted(ctx context.Context) (stop func(), err error) {
	admin, err := freeAddress()
	if err != nil {
		return func() {}, err
	}
	b.metrics = "http://" + admin + "/metrics"
	b.site, stop, err = b.masthead(ctx, &b.counted, "changing", "--admin", admin)
	return stop, errors.Join(err, b.same(ctx, &b.counted))
}

// startMasthead starts masthead serve.
func (b *serveBench) startMasthead(ctx context.Context) (func(), error) {
	_, stop, err := b.masthead(ctx, &b.ours, "articles")
	if err != nil {
		return stop, err
	}
	header, gzipped, err := ask(ctx, b.ours.address, "gzip")
	_, plain, err2 := ask(ctx, b.ours.address, "identity")
	if err := errors.Join(err, err2); err != nil {
		return stop, err
	}
	b.plain, b.gzipped, b.ours.tag = plain, gzipped, header.Get("ETag")
	return stop, nil
}

// startBare starts a server that does nothing but answer with the same bytes: this program's own, in a process of its own.
func (b *serveBench) startBare(ctx context.Context) (func(), error) {
	return b.startOwn(ctx, &b.bare, nil)
}

// startLined starts the bare server with the lines that masthead says of its answers: what is then between the two is
// masthead's own work, the rest is the price that net/http has for a line.
func (b *serveBench) startLined(ctx context.Context) (func(), error) {
	header, _, err := ask(ctx, b.ours.address, "gzip")
	if err != nil {
		return func() {}, err
	}
	header.Del("Date") // which net/http says by itself
	return b.startOwn(ctx, &b.lined, header)
}

func (b *serveBench) startOwn(ctx context.Context, s *served, lines http.Header) (func(), error) {
	listen, err := freeAddress()
	file := filepath.Join(b.work, "feed.xml.gz")
	text, err2 := json.Marshal(lines)
	if err := errors.Join(err, err2, os.WriteFile(file, b.gzipped, 0o644)); err != nil {
		return func() {}, err
	}
	stop, err := b.start(ctx, s, listen, self("bare", listen, file, b.ours.tag, string(text)))
	return stop, errors.Join(err, b.same(ctx, s))
}

// bareJob is the yardstick: net/http, one document, a tag that is constant but for who asks to exchange it, and not even a table
// of routes; with more lines in the header where it is given some.
func bareJob(args []string) error {
	body, err := os.ReadFile(args[1])
	if err != nil {
		return err
	}
	var whole, short http.Header // of 200 and of 304
	if err := json.Unmarshal([]byte(args[3]), &whole); err != nil {
		return err
	}
	for _, name := range []string{"Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "Cache-Control", "Last-Modified", "Vary"} {
		if line, said := whole[name]; said {
			if short == nil {
				short = http.Header{}
			}
			short[name] = line
		}
	}
	tags, length := [2]string{args[2], strings.TrimSuffix(args[2], `"`) + `-again"`}, strconv.Itoa(len(body))
	var exchanged atomic.Int32
	return http.ListenAndServe(args[0], http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/metrics":
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			fmt.Fprintln(w, "go_memstats_mallocs_total", m.Mallocs)
			return
		case "/exchange": // as if there were another feed: all who hold it get it again
			exchanged.Add(1)
			return
		}
		tag := tags[exchanged.Load()%2]
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			maps.Copy(w.Header(), short)
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", length)
		maps.Copy(w.Header(), whole)
		_, _ = w.Write(body)
	}))
}

// startNginx starts nginx, where it is, on the same bytes as files.
func (b *serveBench) startNginx(ctx context.Context) (func(), error) {
	nginx, err := exec.LookPath("nginx")
	if err != nil {
		nginx = "/usr/sbin/nginx"
	}
	if _, err := os.Stat(nginx); err != nil {
		return func() {}, nil
	}
	listen, err := freeAddress()
	conf := fmt.Sprintf("daemon off; pid %[1]s/pid; error_log /dev/null; worker_processes auto; user root;\nevents { worker_connections 2048; }\nhttp { access_log off; etag on; types { application/rss+xml xml; } gzip_static on; root %[1]s; keepalive_requests 1000000000; server { listen %[2]s; } }\n", b.work, listen)
	file := filepath.Join(b.work, "nginx.conf")
	if err := errors.Join(err, os.WriteFile(filepath.Join(b.work, "feed.xml"), b.plain, 0o644), os.WriteFile(file, []byte(conf), 0o644)); err != nil {
		return func() {}, err
	}
	stop, err := b.start(ctx, &b.nginx, listen, program{nginx, "-c", file, "-p", b.work})
	return stop, errors.Join(err, b.same(ctx, &b.nginx))
}

// start starts a server, and gives what ends it: with an interrupt, since nginx has children to end.
func (b *serveBench) start(ctx context.Context, s *served, listen string, p program) (stop func(), err error) {
	command := exec.CommandContext(ctx, p[0], p[1:]...)
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	var errs bytes.Buffer
	command.Stderr = &errs
	if err := command.Start(); err != nil {
		return func() {}, err
	}
	*s = served{address: "http://" + listen + "/feed.xml", process: command.Process.Pid, program: p[0]}
	stop = func() { _ = command.Cancel(); _ = command.Wait() }
	if _, _, err = ask(ctx, s.address, "gzip"); err != nil {
		stop()
		err = fmt.Errorf("%s: %w\n%s", filepath.Base(p[0]), err, errs.Bytes())
	}
	return stop, err
}

// same makes sure that a yardstick answers with the bytes that masthead does.
func (b *serveBench) same(ctx context.Context, s *served) error {
	if s.address == "" {
		return nil
	}
	header, body, err := ask(ctx, s.address, "gzip")
	if err == nil && (!bytes.Equal(body, b.gzipped) || header.Get("Content-Encoding") != "gzip") {
		err = fmt.Errorf("%s has other bytes than masthead", s.address)
	}
	s.tag = header.Get("ETag")
	return err
}

// ask gets a document in a coding, as soon as it is there.
func ask(ctx context.Context, address, coding string) (header http.Header, body []byte, err error) {
	for range 200 {
		if header, body, err = askOnce(ctx, address, coding); err == nil || ctx.Err() != nil {
			return header, body, err
		}
		time.Sleep(50 * time.Millisecond)
	}
	return nil, nil, err
}

func askOnce(ctx context.Context, address, coding string) (http.Header, []byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, nil, err
	}
	request.Header.Set("Accept-Encoding", coding)
	r, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		return nil, nil, err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", address, r.Status)
	}
	return r.Header, body, err
}

// count reads one of the numbers that a server tells of itself.
func count(ctx context.Context, address, name string) (float64, error) {
	_, body, err := ask(ctx, address, "identity")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(body)) {
		if value, ok := strings.CutPrefix(line, name+" "); ok {
			return strconv.ParseFloat(strings.TrimSpace(value), 64)
		}
	}
	return 0, fmt.Errorf("%s does not tell %s", address, name)
}

// memoryOf gives a figure in bytes of a process's memory: VmHWM is the most that it has had so far, VmRSS what it has now, of which
// RssFile are the pages of files, such as its own.
func memoryOf(process int, figure string) (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", process))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(status), figure+":")
	words := strings.Fields(rest)
	if len(words) == 0 {
		return 0, fmt.Errorf("the system does not tell %s of process %d", figure, process)
	}
	kilobytes, err := strconv.ParseFloat(words[0], 64)
	return kilobytes * 1024, err
}

// processor gives the seconds of processor time that a process and its children have had so far. Linux counts them in
// hundredths.
func processor(process int) (seconds float64) {
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", process))
	words := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:])) // the name before it may have spaces
	for _, i := range []int{11, 12} {                                        // in the program, and in the system for it
		if i < len(words) {
			ticks, _ := strconv.ParseFloat(words[i], 64)
			seconds += ticks / 100
		}
	}
	children, _ := os.ReadFile(fmt.Sprintf("/proc/%[1]d/task/%[1]d/children", process))
	for _, child := range strings.Fields(string(children)) {
		if n, err := strconv.Atoi(child); err == nil {
			seconds += processor(n)
		}
	}
	return seconds
}
