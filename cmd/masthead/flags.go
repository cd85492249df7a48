package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
)

// commands is the command line: one field a command.
type commands struct {
	Build    buildCommand    `cmd:"" help:"Read, map and write the feeds once: what cron or CI calls."`
	Run      runCommand      `cmd:"" help:"Stay up: build on the schedule, when files change, and when an article becomes due or expires."`
	Serve    serveCommand    `cmd:"" help:"Stay up as run does, and serve the feeds over HTTP."`
	List     listCommand     `cmd:"" help:"List the articles as masthead understands them."`
	Explain  explainCommand  `cmd:"" help:"Show, for each field of an article, its value and which rule or line gave it."`
	Rights   rightsCommand   `cmd:"" help:"Show what each feed carries of each article, and why; with --from, state what was out."`
	Withdraw withdrawCommand `cmd:"" help:"Take a story back whose file cannot say so, and have the feeds say that it was withdrawn."`
	Token    tokenCommand    `cmd:"" help:"Give subscribers tokens for private feeds, list them, and take them back."`
	Config   configCommand   `cmd:"" help:"Check the configuration and print it with its defaults."`
	Version  versionCommand  `cmd:"" help:"Print the version."`
}

// projectFlags say which articles, and as which publication. They count more than the configuration.
type projectFlags struct {
	Dir string `arg:"" optional:"" default:"." help:"Project folder, or the folder of articles when it holds no masthead.yaml."`

	Config string `short:"c" placeholder:"FILE" help:"Configuration file, instead of masthead.yaml in DIR."`
	URL    string `name:"url" placeholder:"ADDRESS" help:"Address of the site, such as https://example.org/."`
	Title  string `placeholder:"TEXT" help:"Title of the publication."`
	Out    string `short:"o" placeholder:"FOLDER" help:"Folder that the feeds are written to (default: public)."`
	Limit  *int   `placeholder:"N" help:"Newest articles in a feed; 0 for all (default: 50)."`
	Now    string `placeholder:"TIME" help:"Build as of an instant, such as 2026-05-01T06:00:00Z. A future one needs -o: it publishes what is held back."`
	State  string `placeholder:"PATH|none" help:"Where to keep what must outlive a build (default: .masthead/state.db beside masthead.yaml, else in the user's state folder)."`

	Workers int `placeholder:"N" default:"${cores}" help:"Files read at once (default: one for each core)."`
}

// buildFlags say how a build goes about it.
type buildFlags struct {
	Strict      bool `help:"Write nothing when any article has a fault (exit status 1)."`
	AllowShrink bool `help:"Publish even when more than half of what was published is gone."`
}

// voiceFlags say how much is said, and to whom.
type voiceFlags struct {
	JSON       bool `name:"json" help:"Print for programs: JSON."`
	Quiet      bool `short:"q" help:"Print errors only."`
	Verbose    bool `short:"v" help:"Print more: also the faults of articles that are held back."`
	NoProgress bool `help:"Show no progress, not even on a terminal."`
}

// negativeNumbers binds a number below zero to the flag before it, which would else be taken for a flag itself: the program
// has a better answer to it.
func negativeNumbers(args []string) (bound []string) {
	for _, arg := range args {
		last := len(bound) - 1
		if _, err := strconv.Atoi(arg); err == nil && arg[0] == '-' && last >= 0 && strings.HasPrefix(bound[last], "--") {
			bound[last] += "=" + arg
			continue
		}
		bound = append(bound, arg)
	}
	return bound
}

// run parses the command line, does what it says, and gives the exit status.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	out := &ui{out: stdout, err: stderr}
	var cli commands
	parser, err := kong.New(&cli, kong.Name("masthead"),
		kong.Description("Publishes a folder of articles as RSS, Atom and JSON Feed, with bylines and rights intact."),
		kong.Vars{"cores": itoa(runtime.GOMAXPROCS(0))},
		kong.Writers(stdout, stderr), kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(out),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}))
	if err != nil {
		return out.fail(err)
	}
	parsed, err := parser.Parse(negativeNumbers(args))
	if err != nil {
		return out.fail(usageError{fmt.Errorf("%w; masthead --help shows what there is", err)})
	}
	return out.fail(parsed.Run())
}
