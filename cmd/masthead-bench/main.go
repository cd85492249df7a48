// Masthead-bench measures masthead against what the same work costs at least, and against other programs. Every figure of
// speed and memory in the docs comes from here.
//
//	go run -C cmd/masthead-bench . -docs ../../docs          # 1k, 10k and 100k articles
//	go run -C cmd/masthead-bench . -huge -docs ../../docs    # and a million: 8 GB of files
//	go run -C cmd/masthead-bench . -families -docs ../../docs    # and feeds for five thousand tags
//	go run -C cmd/masthead-bench . serve -docs ../../docs    # the server, by wrk
//
// A second is a property of a machine, so the goals are ratios: what masthead takes, over what a yardstick takes for the
// same files in the same run. There are three kinds of yardstick.
//
//   - The floor: what nobody can do without. A stat walk for whoever asks whether anything changed, a read of the first
//     kilobyte of every file for whoever reads front matter, a full read for whoever renders everything.
//   - Other programs: Hugo, when it is on PATH, with a site that writes the same feeds; and the program in naive/,
//     which is what one writes in an afternoon from three good libraries.
//   - masthead itself, doing less: one feed instead of a hundred, a tenth of the articles.
//
// Everything runs as a process of its own, floors too, so that time, processor time and peak memory are measured in one way.
// The runs of one corpus take turns, in an order that changes, so that whatever else the machine does hits all of them;
// ratios are taken within a turn. Tables show medians, and the least and the most. The page cache is warm.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// bench is what was asked for on the command line.
type bench struct {
	dir      string // of corpora and scratch folders
	sizes    []int
	repeat   int
	workers  int
	module   string // folder of masthead's module
	families bool
	binary   string // of masthead
	peers    bool
	jsonFile string
	docs     string
	tasks    *regexp.Regexp
	command  string // that the run can be repeated by

	work string // scratch folder of this run
}

func main() {
	if len(os.Args) > 1 {
		if job, ok := jobs[os.Args[1]]; ok {
			exit(job(os.Args[2:]))
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	b, err := parse(os.Args[1:])
	if err == nil {
		err = b.run(ctx)
	}
	exit(err)
}

func exit(err error) {
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		os.Exit(0)
	default:
		fmt.Fprintln(os.Stderr, "masthead-bench:", err)
		os.Exit(1)
	}
}

// jobs are what this program runs as processes of its own, and serve, which is a measurement by itself.
var jobs = map[string]func(args []string) error{
	"make-corpus": makeCorpusJob,
	"floor":       floorJob,
	"serve":       serveJob,
	"bare":        bareJob,
}

func parse(args []string) (*bench, error) {
	b := &bench{}
	f := flag.NewFlagSet("masthead-bench", flag.ContinueOnError)
	f.StringVar(&b.dir, "dir", filepath.Join(os.TempDir(), "masthead-bench"), "keep the corpora in `FOLDER`; made once")
	sizes := f.String("sizes", "1000,10000,100000", "numbers of articles")
	huge := f.Bool("huge", false, "a million articles, too")
	f.BoolVar(&b.families, "families", false, "five thousand tag feeds, too")
	f.IntVar(&b.repeat, "repeat", 5, "run everything `N` times; other programs three times at most")
	f.IntVar(&b.workers, "workers", runtime.NumCPU(), "files read at once, by masthead and by the floors")
	f.StringVar(&b.module, "module", filepath.Join("..", ".."), "build masthead from the module in `FOLDER`")
	f.StringVar(&b.binary, "masthead", "", "measure this `PROGRAM` instead of building one")
	f.BoolVar(&b.peers, "peers", true, "measure other programs, too")
	f.StringVar(&b.jsonFile, "json", "", "write all figures to `FILE`")
	f.StringVar(&b.docs, "docs", "", "write performance.md and performance.svg in `FOLDER`")
	tasks := f.String("tasks", "", "measure only tasks whose names match this `REGEXP`, such as 'cold$|kilobyte'")
	if err := f.Parse(args); err != nil {
		return nil, err
	}
	b.command = "go run -C cmd/masthead-bench ."
	f.Visit(func(given *flag.Flag) {
		if given.Name != "dir" && given.Name != "json" { // where things lie on one machine is of no use on another
			b.command += fmt.Sprintf(" -%s=%s", given.Name, given.Value)
		}
	})
	if *huge {
		*sizes += ",1000000"
	}
	for s := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || len(b.sizes) > 0 && n <= b.sizes[len(b.sizes)-1] {
			return nil, fmt.Errorf("-sizes %s: want rising numbers with commas between them", *sizes)
		}
		b.sizes = append(b.sizes, n)
	}
	if f.NArg() > 0 || b.repeat < 1 || b.workers < 1 {
		return nil, errors.New("want flags only, and -repeat and -workers of at least 1; -h names them")
	}
	var err error
	if b.tasks, err = regexp.Compile(*tasks); err != nil {
		return nil, err
	}
	b.dir, err = filepath.Abs(b.dir)
	return b, err
}
