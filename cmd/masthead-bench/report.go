package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Report is everything that a run found out.
type Report struct {
	Machine string   `json:"machine"`
	Commit  string   `json:"commit"`
	Command string   `json:"command"`
	Version []string `json:"versions"`
	Rows    []Row    `json:"rows"`
	Series  []Series `json:"series"`

	why map[string]string // why a task was not run
}

// build makes the programs that are measured. The naive one is in this module's folder, which is where go run -C has us.
func (b *bench) build(ctx context.Context) (err error) {
	if b.peers {
		err = goBuild(ctx, ".", filepath.Join(b.work, "naive-program"), "./naive")
	}
	switch {
	case err != nil:
		return err
	case b.binary != "":
		b.binary, err = filepath.Abs(b.binary)
		return err
	}
	b.binary = filepath.Join(b.work, "masthead")
	return goBuild(ctx, b.module, b.binary, "./cmd/masthead")
}

func goBuild(ctx context.Context, module, out, what string) error {
	c := exec.CommandContext(ctx, "go", "build", "-o", out, what)
	c.Env = append(os.Environ(), "CGO_ENABLED=0") // as the README has it
	c.Dir, c.Stderr = module, os.Stderr
	return c.Run()
}

// about says where, of what and how the run was made.
func (b *bench) about(ctx context.Context) *Report {
	r := &Report{Machine: machine(), Command: b.command, why: map[string]string{naiveBuild: "-peers=false"}}
	say := func(name string, args ...string) string {
		out, _ := exec.CommandContext(ctx, name, args...).Output()
		return strings.TrimSpace(string(out))
	}
	r.Commit = say("git", "-C", b.module, "rev-parse", "--short", "HEAD")
	if say("git", "--no-optional-locks", "-C", b.module, "status", "--porcelain") != "" {
		r.Commit += " with changes"
	}
	r.Version = append(r.Version, say(b.binary, "version"))
	if words := strings.Fields(say("hugo", "version")); b.peers && len(words) > 1 {
		r.Version = append(r.Version, "Hugo "+words[1])
	}
	return r
}

// machine names the processor, as far as the system tells.
func machine() string {
	name := runtime.GOARCH
	info, _ := os.ReadFile("/proc/cpuinfo")
	if _, rest, ok := strings.Cut(string(info), "model name"); ok {
		name, _, _ = strings.Cut(strings.TrimLeft(rest, "\t :"), "\n")
	}
	return fmt.Sprintf("%s, %d cores, %s", name, runtime.NumCPU(), runtime.GOOS)
}

// judge adds the rows of goals that are set for one corpus.
func (r *Report) judge(goals []goal, n int) {
	all := map[string]Series{}
	for _, s := range r.Series {
		if s.Articles == n {
			all[s.Task] = s
		}
	}
	for _, g := range goals {
		r.Rows = append(r.Rows, g.row(all, n, r.why))
	}
}
