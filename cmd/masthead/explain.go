package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/source"
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
	var errs []error
	for i, file := range c.Files {
		if i > 0 {
			u.say("")
		}
		errs = append(errs, c.explain(ctx, u, file))
	}
	return errors.Join(errs...)
}

func (c *explainCommand) explain(ctx context.Context, u *ui, file string) error {
	file, member := withoutMember(file)
	if info, err := os.Stat(file); err != nil {
		return fmt.Errorf("%s: %w; name an article file", file, cause(err))
	} else if info.IsDir() {
		return usageError{fmt.Errorf("%s is a folder: name a file in it, or use masthead list", file)}
	}
	p, err := c.project(file)
	if err != nil {
		return err
	}
	o, all, passed, err := p.articles(ctx, u)
	if err != nil {
		return err
	}
	found := slices.DeleteFunc(inFile(all, file), func(a feed.Candidate) bool { return !strings.HasSuffix(a.Path, member) })
	for _, f := range passed {
		if sameFile(f.Path(), file) {
			u.say("%s: not an article: %s", file, f.Message)
			if len(found) == 0 {
				return nil
			}
		}
	}
	if len(found) == 0 {
		return fmt.Errorf("%s: not an article of this project: no reader knows its ending, or the configuration leaves it out", file)
	}
	return build.Each(ctx, o, found, func(a feed.Candidate, it *feed.Item) error { return u.explain(a, it, p, o.Feeds) })
}

// project finds the configuration that speaks for a file: the nearest above it, else none.
func (c *explainCommand) project(file string) (*project, error) {
	flags := projectFlags{Dir: filepath.Dir(file), Config: c.Config, URL: c.URL, Now: c.Now, Workers: 1}
	if c.Config != "" {
		return flags.loadForDesk()
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, err
	}
	for dir := filepath.Dir(abs); ; dir = filepath.Dir(dir) {
		if exists(filepath.Join(dir, configName)) {
			flags.Config = filepath.Join(dir, configName)
			break
		}
		if exists(filepath.Join(dir, defaultsName)) {
			flags.Dir = dir // what is said here holds for the file below, wherever the project begins
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	return flags.loadForDesk()
}

const defaultsName = "_defaults.yaml"

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// withoutMember takes the number of a member off a path, x.json#2, as list prints it; a file may be called so, too.
func withoutMember(path string) (file, member string) {
	if i := strings.LastIndexByte(path, '#'); i > 0 && !exists(path) && exists(path[:i]) {
		return path[:i], path[i:]
	}
	return path, ""
}

func sameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// cause gives what is behind an error of the file system, without the name of the call.
func cause(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	return err
}

// inFile gives the articles of a file: those under its very path, else those that a link leads to.
func inFile(all []feed.Candidate, file string) (found []feed.Candidate) {
	want, err := os.Stat(file)
	if err != nil {
		return nil
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil
	}
	var linked []feed.Candidate
	for _, a := range all {
		path := filepath.Join(a.Folder().Name, filepath.FromSlash(a.File()))
		if full, err := filepath.Abs(path); err == nil && full == abs {
			found = append(found, a)
		} else if have, err := os.Stat(path); err == nil && os.SameFile(want, have) {
			linked = append(linked, a)
		}
	}
	if len(found) == 0 {
		return linked
	}
	return found
}

// explainedJSON is what explain --json prints for a field.
type explainedJSON struct {
	Path  string     `json:"path"`
	Field string     `json:"field"`
	Value string     `json:"value"`
	From  string     `json:"from"`
	Lost  []lostJSON `json:"lost"`
}

// lostJSON is a value that was stated and did not hold.
type lostJSON struct {
	Value string `json:"value"`
	From  string `json:"from"`
}

func (u *ui) explain(a feed.Candidate, it *feed.Item, p *project, feeds []build.Feed) error {
	fields := append(a.Explain(p.now, it), feedRules(a.Article, feeds)...)
	if u.JSON {
		for _, f := range fields {
			lost := []lostJSON{}
			for _, l := range f.Lost {
				lost = append(lost, lostJSON{l.Value, l.From.String()})
			}
			if err := u.printJSON(explainedJSON{a.Path, f.Name, f.Value, f.From.String(), lost}); err != nil {
				return err
			}
		}
		for _, problem := range a.ProblemsAt(p.now) {
			if err := u.printJSON(explainedJSON{a.Path, "problem", problem.String(), problem.Place(), []lostJSON{}}); err != nil {
				return err
			}
		}
		return nil
	}
	fmt.Fprintf(u.out, "%s (%s)\n", shown(a.Path), a.Article.Format)
	var t table
	for _, f := range fields {
		t.add(f.Name, short(shown(f.Value)), f.From.String())
		for _, l := range f.Lost {
			t.add("  not", short(shown(l.Value)), l.From.String())
		}
	}
	if it != nil {
		t.add("content", fmt.Sprintf("%d characters of HTML", len([]rune(it.HTML))), a.Article.Format+" reader")
	}
	if err := t.print(u.out, "  ", screenWidth(u.out), 1); err != nil {
		return err
	}
	for _, problem := range a.ProblemsAt(p.now) {
		fmt.Fprintf(u.out, "  ! %s\n", shown(problem.Error()))
	}
	if p.standIn {
		fmt.Fprintln(u.out, "  no site address is known: localhost stands for it; say --url")
	}
	return nil
}

// feedRules gives what the rules of single feeds decide of an article.
func feedRules(a *source.Article, feeds []build.Feed) (list []source.Explained) {
	for i := range feeds {
		f := &feeds[i]
		if text, images := f.Policy.Carries(a); !text.Known() && !images.Known() {
			continue
		}
		cut, why := f.Cut(a)
		list = append(list, source.Explained{Name: "feed " + f.Name, Value: carriedText(string(cut.Text), string(cut.Images)), From: source.Origin{Rule: why}})
	}
	return list
}

// short cuts a value that would push what gave it off the screen; --json has it whole.
func short(s string) string {
	const width = 72
	if r := []rune(s); len(r) > width {
		return string(r[:width-1]) + "…"
	}
	return s
}
