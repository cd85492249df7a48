package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const (
	patience = 10 * time.Minute // for the first build of a million articles
	settling = time.Second      // between changes: longer than masthead waits for more of them
)

// watch has masthead stay up, changes one file again and again, and takes the time from before the file is written until
// the last of the three feeds is another. Processor time and memory are those of the process until it ends, with its first
// build.
func (m masthead) watch(ctx context.Context, c corpus, times int) (Series, error) {
	s := Series{Task: changeSeen, Articles: c.n}
	out, state := m.place(changeSeen)
	if err := afresh(out)(ctx); err != nil {
		return s, err
	}
	args := m.build(c.dir, out, state, newest)
	args[1] = "run"
	command := exec.CommandContext(ctx, args[0], args[1:]...)
	var errs strings.Builder
	command.Stderr = &errs
	if err := command.Start(); err != nil {
		return s, err
	}
	defer func() { _ = c.write(0) }() // the next run makes sure of it
	var seen []float64
	err := m.changesSeen(ctx, c, out, times, &seen)
	_ = command.Process.Signal(os.Interrupt)
	_ = command.Wait()
	if err != nil {
		return s, fmt.Errorf("%s: %w\n%s", changeSeen, err, errs.String())
	}
	for _, wall := range seen {
		one := sample(command.ProcessState, 0)
		one.Wall = wall
		s.Samples = append(s.Samples, one)
	}
	fmt.Fprintf(os.Stderr, "%9s  %-34s %8.3f s\n", thousands(c.n), changeSeen, s.of(wall).Median)
	return s, nil
}

func (m masthead) changesSeen(ctx context.Context, c corpus, out string, times int, seen *[]float64) error {
	if err := until(ctx, func() bool { return written([3]string{}, stamp(out)) }); err != nil {
		return err
	}
	for range times {
		time.Sleep(settling)
		was := stamp(out)
		*m.changes++
		start := time.Now()
		if err := c.revise(*m.changes); err != nil {
			return err
		}
		if err := until(ctx, func() bool { return written(was, stamp(out)) }); err != nil {
			return err
		}
		*seen = append(*seen, time.Since(start).Seconds())
		if err := found(out, fmt.Sprintf("revision %d", *m.changes), 1); err != nil {
			return err
		}
	}
	return nil
}

// until looks every half millisecond.
func until(ctx context.Context, holds func() bool) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	for !holds() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Millisecond / 2):
		}
	}
	return nil
}

// stamp tells which feeds there are now: for each its time and size, and nothing for one that is missing.
func stamp(out string) (feeds [3]string) {
	for i, name := range feedNames {
		if info, err := os.Stat(filepath.Join(out, name)); err == nil {
			feeds[i] = fmt.Sprint(info.ModTime(), info.Size())
		}
	}
	return feeds
}

// written tells whether each feed is there, and another than it was.
func written(was, is [3]string) bool {
	for i := range is {
		if is[i] == "" || is[i] == was[i] {
			return false
		}
	}
	return true
}
