package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// Sample is what a program cost once, as Linux counts it. Its peak memory is never less than that of the process that started
// it, since the kernel counts from the fork: this program keeps small, and has others do what takes memory.
type Sample struct {
	Wall    float64 `json:"wall_s"`
	CPU     float64 `json:"cpu_s"`
	Memory  float64 `json:"peak_bytes"`
	Written float64 `json:"written_bytes"`
}

// program is a command line.
type program []string

// self is a job of this program.
func self(args ...string) program {
	path, err := os.Executable()
	if err != nil {
		path = os.Args[0]
	}
	return append(program{path}, args...)
}

// measure runs the program to its end.
func (p program) measure(ctx context.Context) (Sample, error) {
	c := exec.CommandContext(ctx, p[0], p[1:]...)
	var errs bytes.Buffer
	c.Stderr = &errs
	if p[1] == "make-corpus" {
		c.Stderr = os.Stderr // somebody waits for it
	}
	start := time.Now()
	err := c.Run()
	wall := time.Since(start)
	if err != nil {
		return Sample{}, fmt.Errorf("%s %s: %w\n%s", filepath.Base(p[0]), strings.Join(p[1:], " "), err, errs.Bytes())
	}
	return sample(c.ProcessState, wall), nil
}

func sample(state *os.ProcessState, wall time.Duration) Sample {
	s := Sample{Wall: wall.Seconds(), CPU: (state.UserTime() + state.SystemTime()).Seconds()}
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		s.Memory, s.Written = float64(usage.Maxrss)*1024, float64(usage.Oublock)*512
	}
	return s
}

// task is work that is measured. What comes before and after it is not.
type task struct {
	name    string
	command program
	before  func(context.Context) error
	after   func(*Sample) error
	most    int // times to run it; 0 is as often as asked for
}

// Series is what a task cost each time.
type Series struct {
	Task     string   `json:"task"`
	Articles int      `json:"articles"`
	Samples  []Sample `json:"samples"`
}

// series runs those of the tasks that are wanted, in turns, each turn beginning with another.
func (b *bench) series(ctx context.Context, tasks []task, articles, repeat int) ([]Series, error) {
	tasks = slices.DeleteFunc(tasks, func(t task) bool { return !b.tasks.MatchString(t.name) })
	all := make([]Series, len(tasks))
	for turn := range repeat {
		for k := range tasks {
			i := (k + turn) % len(tasks)
			t := tasks[i]
			all[i].Task, all[i].Articles = t.name, articles
			if t.most > 0 && turn >= t.most {
				continue
			}
			s, err := t.run(ctx)
			if err != nil {
				return nil, fmt.Errorf("%s, %s articles: %w", t.name, thousands(articles), err)
			}
			all[i].Samples = append(all[i].Samples, s)
			fmt.Fprintf(os.Stderr, "%9s  %-34s %8.3f s %9.3f s cpu %7.1f MB\n", thousands(articles), t.name, s.Wall, s.CPU, s.Memory/1e6)
		}
	}
	return all, nil
}

func (t task) run(ctx context.Context) (s Sample, err error) {
	if t.before != nil {
		err = t.before(ctx)
	}
	if err == nil {
		s, err = t.command.measure(ctx)
	}
	if err == nil && t.after != nil {
		err = t.after(&s)
	}
	return s, err
}

// spread is the median, the least and the most.
type spread struct {
	Median float64 `json:"median"`
	Least  float64 `json:"least"`
	Most   float64 `json:"most"`
}

func spreadOf(values []float64) spread {
	if len(values) == 0 {
		return spread{}
	}
	v := slices.Sorted(slices.Values(values))
	half := len(v) / 2
	return spread{(v[half] + v[len(v)-1-half]) / 2, v[0], v[len(v)-1]}
}

// of gives the spread of one figure.
func (s Series) of(figure func(Sample) float64) spread {
	var values []float64
	for _, one := range s.Samples {
		values = append(values, figure(one))
	}
	return spreadOf(values)
}

func wall(s Sample) float64   { return s.Wall }
func cpu(s Sample) float64    { return s.CPU }
func memory(s Sample) float64 { return s.Memory }
func output(s Sample) float64 { return s.Written }

// over gives the ratios of time, turn by turn.
func (s Series) over(base Series) spread {
	var ratios []float64
	for i := range min(len(s.Samples), len(base.Samples)) {
		ratios = append(ratios, s.Samples[i].Wall/base.Samples[i].Wall)
	}
	return spreadOf(ratios)
}
