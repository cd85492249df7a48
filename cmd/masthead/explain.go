package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/masthead-feeds/masthead/feed"
)

type explainCommand struct {
	Files  []string `arg:"" name:"file" help:"Article files."`
	Config string   `short:"c" placeholder:"FILE" help:"Configuration file, instead of the nearest masthead.yaml above the article."`
	URL    string   `name:"url" placeholder:"ADDRESS" help:"Address of the site."`
	Now    string   `placeholder:"TIME" help:"As of an instant."`
	voiceFlags
}

// Run explains each file.
func (c *explainCommand) Run(ctx context.Context, u *ui) error {
	u.voiceFlags = c.voiceFlags
	for i, file := range c.Files {
		if i > 0 {
			u.say("")
		}
		if err := c.explain(ctx, u, file); err != nil {
			return err
		}
	}
	return nil
}

func (c *explainCommand) explain(ctx context.Context, u *ui, file string) error {
	if info, err := os.Stat(file); err != nil {
		return fmt.Errorf("%w: name an article file", err)
	} else if info.IsDir() {
		return usageError{fmt.Errorf("%s is a folder: name a file in it, or use masthead list", file)}
	}
	p, err := c.project(file)
	if err != nil {
		return err
	}
	all, err := p.articles(ctx, u)
	if err != nil {
		return err
	}
	found := false
	for _, a := range all {
		if isFile(a, file) {
			found = true
			if err := u.explain(a, p); err != nil {
				return err
			}
		}
	}
	if !found {
		return fmt.Errorf("%s: not an article of this project: no reader knows its ending, or the configuration leaves it out", file)
	}
	return nil
}

// project finds the configuration that speaks for a file: the nearest above it, else none.
func (c *explainCommand) project(file string) (*project, error) {
	flags := projectFlags{Dir: filepath.Dir(file), Config: c.Config, URL: c.URL, Now: c.Now, Workers: 1, Out: "."}
	if c.Config != "" {
		return flags.load()
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	for dir := filepath.Dir(abs); ; dir = filepath.Dir(dir) {
		path := filepath.Join(dir, configName)
		if _, err := os.Lstat(path); err == nil {
			flags.Config = path
			break
		} else if !errors.Is(err, os.ErrNotExist) || dir == filepath.Dir(dir) {
			break
		}
	}
	return flags.load()
}

func isFile(a feed.Candidate, file string) bool {
	want, err := os.Stat(file)
	if err != nil {
		return false
	}
	have, err := os.Stat(filepath.Join(a.Folder().Name, filepath.FromSlash(a.File())))
	return err == nil && os.SameFile(want, have)
}

// explainedJSON is what explain --json prints for a field.
type explainedJSON struct {
	Path  string `json:"path"`
	Field string `json:"field"`
	Value string `json:"value"`
	From  string `json:"from"`
}

func (u *ui) explain(a feed.Candidate, p *project) error {
	var it *feed.Item
	if !a.Rejected {
		it = a.Item()
	}
	fields := a.Explain(p.now, it)
	if u.JSON {
		for _, f := range fields {
			if err := u.printJSON(explainedJSON{a.Path, f.Name, f.Value, f.From.String()}); err != nil {
				return err
			}
		}
		return nil
	}
	fmt.Fprintf(u.out, "%s (%s)\n", a.Path, a.Format)
	w := tabwriter.NewWriter(u.out, 0, 8, 2, ' ', 0)
	for _, f := range fields {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", f.Name, short(f.Value), f.From)
	}
	if it != nil {
		fmt.Fprintf(w, "  content\t%d characters of HTML\t%s reader\n", len([]rune(it.HTML)), a.Format)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, problem := range a.Problems {
		fmt.Fprintf(u.out, "  ! %s\n", problem.Error())
	}
	if p.standIn {
		fmt.Fprintln(u.out, "  no site address is known: localhost stands for it; say --url")
	}
	return nil
}

// short cuts a value that would push what gave it off the screen; --json has it whole.
func short(s string) string {
	const width = 72
	if r := []rune(s); len(r) > width {
		return string(r[:width-1]) + "…"
	}
	return s
}
