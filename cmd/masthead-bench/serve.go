package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// This file and served.go, load.go and serverows.go measure masthead serve: against a bare net/http server that answers with
// the same bytes, and against nginx, with wrk asking all of them in turns on the machine itself. Clients and servers share
// the processors, so that a rate means nothing by itself.

// serveBench is what `masthead-bench serve` was asked for, and what it has running.
type serveBench struct {
	bench
	seconds int
	wrk     string // empty without one
	site    site   // the one whose articles change

	ours, counted      served
	bare, lined, nginx served        // the yardsticks; nginx is empty without one
	metrics            string        // address of the numbers of the counted one
	plain, gzipped     []byte        // the feed that is asked for
	rest               time.Duration // until a server that built has given back what it took
}

// ServeReport is everything that a run found out about the server.
type ServeReport struct {
	Machine string     `json:"machine"`
	Commit  string     `json:"commit"`
	Command string     `json:"command"`
	Version []string   `json:"versions"`
	Plain   int        `json:"feed_bytes"`
	Gzipped int        `json:"feed_gzip_bytes"`
	Rows    []serveRow `json:"rows"`
}

const withoutWrk = "not measured: wrk is not on PATH; apt-get install wrk"

func serveJob(args []string) error {
	b, err := parseServe(args)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return b.run(ctx)
}

func parseServe(args []string) (*serveBench, error) {
	b := &serveBench{rest: 15 * time.Second}
	f := flag.NewFlagSet("masthead-bench serve", flag.ContinueOnError)
	f.StringVar(&b.dir, "dir", filepath.Join(os.TempDir(), "masthead-bench"), "work below `FOLDER`")
	f.IntVar(&b.repeat, "repeat", 5, "run everything `N` times")
	f.IntVar(&b.seconds, "seconds", 5, "`SECONDS` of each run")
	f.StringVar(&b.module, "module", filepath.Join("..", ".."), "build masthead from the module in `FOLDER`")
	f.StringVar(&b.binary, "masthead", "", "measure this `PROGRAM` instead of building one")
	f.StringVar(&b.jsonFile, "json", "", "write all figures to `FILE`")
	f.StringVar(&b.docs, "docs", "", "write the table into performance.md in `FOLDER`")
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	if f.NArg() > 0 || b.repeat < 1 || b.seconds < 1 {
		return nil, errors.New("want flags only, and -repeat and -seconds of at least 1; -h names them")
	}
	b.command = fmt.Sprintf("go run -C cmd/masthead-bench . serve -repeat=%d -seconds=%d", b.repeat, b.seconds)
	var err error
	if b.wrk, err = exec.LookPath("wrk"); err != nil {
		fmt.Fprintln(os.Stderr, "skipped is all that needs wrk, which is not on PATH: apt-get install wrk")
	}
	b.dir, err = filepath.Abs(b.dir)
	return b, err
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
	for _, start := range []func(context.Context) (func(), error){b.startMasthead, b.startCounted, b.startBare, b.startLined, b.startNginx} {
		stop, err := start(ctx)
		defer stop()
		if err != nil {
			return err
		}
	}
	r := b.aboutServe(ctx)
	if r.Rows, err = b.rows(ctx); err != nil {
		return err
	}
	fmt.Print(r.table())
	if b.jsonFile != "" {
		text, err := json.MarshalIndent(r, "", "  ")
		if err := errors.Join(err, os.WriteFile(b.jsonFile, append(text, '\n'), 0o644)); err != nil {
			return err
		}
	}
	if b.docs != "" {
		return replaceBetween(filepath.Join(b.docs, "performance.md"), serveBegin, serveEnd, r.table())
	}
	return nil
}

// aboutServe says where, of what and how the run was made.
func (b *serveBench) aboutServe(ctx context.Context) *ServeReport {
	about := b.about(ctx)
	r := &ServeReport{Machine: about.Machine, Commit: about.Commit, Command: b.command, Version: about.Version,
		Plain: len(b.plain), Gzipped: len(b.gzipped)}
	for _, other := range []program{{b.wrk, "-v"}, {b.nginx.program, "-v"}} { // both tell it while they fail
		if other[0] == "" {
			continue
		}
		out, _ := exec.CommandContext(ctx, other[0], other[1:]...).CombinedOutput()
		line, _, _ := strings.Cut(string(out), "\n")
		line, _, _ = strings.Cut(strings.TrimPrefix(line, "nginx version: "), " [")
		r.Version = append(r.Version, line)
	}
	return r
}

// What stands between these is of the server.
const (
	serveBegin = "<!-- masthead-bench serve: begin; what follows is written by cmd/masthead-bench -->"
	serveEnd   = "<!-- masthead-bench serve: end -->"
)

// table gives all rows as Markdown.
func (r *ServeReport) table() string {
	var t strings.Builder
	fmt.Fprintf(&t, "%s; commit %s; %s; RSS of %d kB, gzipped %d kB.\n\n    %s\n\n", r.Machine, r.Commit, strings.Join(r.Version, "; "),
		r.Plain/1000, r.Gzipped/1000, r.Command)
	t.WriteString("| work | masthead | yardstick | result (least–most) | processor time | goal | |\n|---|---:|---|---:|---:|---|---|\n")
	for _, w := range r.Rows {
		fmt.Fprintf(&t, "| %s | %s | %s | %s | %s | %s | %s |\n", w.Work, w.Took, w.Base, w.result(), timesOf(w.Processor), w.Goal, w.Verdict)
	}
	return t.String()
}
