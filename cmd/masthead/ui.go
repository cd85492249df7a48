package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/term"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/build"
)

// This file is the voice of the program. What was asked for goes to stdout, what there is to say about it to stderr.
// A message begins with what it is about, says what is wrong, and then what to do; no capitals, no full stop.

// The exit statuses.
const (
	exitDone   = 0 // also when articles were left out: they are named
	exitStrict = 1 // --strict met a fault, and nothing was written
	exitUsage  = 2 // bad usage or configuration, and nothing was written
	exitFailed = 3 // reading or writing failed, or the build refused to shrink
)

// usageError is a command line that cannot be meant.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// ui prints. It is safe for concurrent use.
type ui struct {
	voiceFlags
	out, err io.Writer
	mu       sync.Mutex
	progress bool // a progress line stands on the terminal
}

// fail prints an error and gives the exit status that it means.
func (u *ui) fail(err error) int {
	if err == nil {
		return exitDone
	}
	u.clear()
	status := exitFailed
	var (
		usage  usageError
		faults config.Errors
		fault  *config.Error
	)
	switch {
	case errors.Is(err, build.ErrStrict):
		status = exitStrict
	case errors.Is(err, context.Canceled):
		err = errors.New("interrupted, and nothing was written")
	case errors.As(err, &usage):
		status = exitUsage
	case errors.As(err, &faults), errors.As(err, &fault):
		fmt.Fprintln(u.err, err)
		return exitUsage
	}
	fmt.Fprintf(u.err, "masthead: %v\n", err)
	return status
}

// say prints a line for people to stdout.
func (u *ui) say(format string, args ...any) {
	if u.Quiet || u.JSON {
		return
	}
	u.clear()
	fmt.Fprintf(u.out, format+"\n", args...)
}

// note prints a line about the work to stderr.
func (u *ui) note(format string, args ...any) {
	if u.Quiet {
		return
	}
	u.clear()
	fmt.Fprintln(u.err, shown(fmt.Sprintf(format, args...)))
}

// warn prints to stderr, for everybody, what went wrong beside the work.
func (u *ui) warn(err error) {
	u.clear()
	fmt.Fprintln(u.err, shown(err.Error()))
}

// printJSON prints one value on a line of its own.
func (u *ui) printJSON(v any) error {
	e := json.NewEncoder(u.out)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// faults prints what is wrong with articles: file:line:column, what is wrong, what would be right.
func (u *ui) faults(report *build.Report) {
	for _, f := range report.Problems {
		u.note("%s", f.Error())
	}
	if u.Verbose {
		for _, f := range report.Waiting {
			u.note("%s", f.Error())
		}
		for _, f := range report.Passed {
			u.note("%s: not an article: %s", f.Path(), f.Message)
		}
	}
}

// working shows how far the work has come, on a terminal only.
func (u *ui) working(done, total int) {
	if u.Quiet || u.NoProgress || u.JSON || !isTerminal(u.err) || done%16 != 0 && done != total {
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	u.progress = true
	fmt.Fprintf(u.err, "\r\x1b[Kmaking items: %d of %d", done, total)
}

func (u *ui) clear() {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.progress {
		u.progress = false
		fmt.Fprint(u.err, "\r\x1b[K")
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// log is for the commands that stay up: one line an event, with its time.
func (u *ui) log() *slog.Logger {
	level := slog.LevelInfo
	switch {
	case u.Quiet:
		level = slog.LevelError
	case u.Verbose:
		level = slog.LevelDebug
	}
	options := &slog.HandlerOptions{Level: level}
	if u.JSON {
		return slog.New(slog.NewJSONHandler(u.err, options))
	}
	return slog.New(slog.NewTextHandler(u.err, options))
}

// shown makes of somebody else's text what a terminal may be given: on one line, and without the characters that steer it.
func shown(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// count gives a number with its noun: "1 article", "2 articles".
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}

func itoa(n int) string { return strconv.Itoa(n) }
