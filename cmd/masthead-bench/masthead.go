package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// The work that masthead is given.
const (
	coldBuild    = "masthead, cold"
	stateBuild   = "masthead, cold, writing state"
	sameBuild    = "masthead, nothing changed"
	changedBuild = "masthead, one file changed"
	allBuild     = "masthead, every article"
	tagsBuild    = "masthead, 100 tag feeds"
	oneBuild     = "masthead, one feed of their items"
	startVersion = "masthead version"
	startList    = "masthead list"
	changeSeen   = "masthead run, one file changed"
	manyBuild    = "masthead, 5,000 tag feeds"
	manyChanged  = "masthead, 5,000 tag feeds, one file changed"
)

const newest = 50

// masthead is the program that is measured.
type masthead struct {
	program   string
	workers   int
	work      string // folder for what it writes
	stateless bool   // it keeps no state where it is told to
	changes   *int   // made to articles so far: no two are alike
}

// build gives the command line of a build of one folder. A state named "" is kept where masthead pleases: an early version
// has no other.
func (m masthead) build(dir, out, state string, limit int, more ...string) program {
	p := program{m.program, "build", dir, "--url", "https://example.org/", "--title", "Bench", "-o", out,
		"--limit", strconv.Itoa(limit), "--workers", strconv.Itoa(m.workers), "--quiet", "--no-progress"}
	if state != "" {
		p = append(p, "--state", state)
	}
	return append(p, more...)
}

// place gives the folder of one task's feeds, and its state.
func (m masthead) place(name string) (out, state string) {
	dir := filepath.Join(m.work, strings.NewReplacer(" ", "-", ",", "").Replace(name))
	if !m.stateless {
		state = filepath.Join(dir, "state.db")
	}
	return filepath.Join(dir, "public"), state
}

// probe builds ten articles with a state of its own, and tells whether masthead would not.
func (m masthead) probe(ctx context.Context, ten corpus) (refused bool) {
	out, state := m.place("probe")
	err := os.MkdirAll(filepath.Dir(state), 0o755)
	if err == nil {
		_, err = m.build(ten.dir, out, state, newest).measure(ctx)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "without state:", err)
	}
	return err != nil
}

// afresh takes away what an earlier turn left.
func afresh(out string) func(context.Context) error {
	return func(context.Context) error {
		dir := filepath.Dir(out)
		return errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755))
	}
}

// tasks are the builds of a corpus.
func (m masthead) tasks(c corpus) []task {
	tasks := []task{m.cold(c, coldBuild, newest), m.nothing(c), m.changed(c)}
	if !m.stateless {
		out, state := m.place(stateBuild)
		tasks = append(tasks, task{name: stateBuild, command: m.build(c.dir, out, state, newest), before: afresh(out), after: holds(out, c, newest)})
	}
	return tasks
}

func (m masthead) cold(c corpus, name string, limit int) task {
	out, _ := m.place(name)
	return task{name: name, command: m.build(c.dir, out, "none", limit), before: afresh(out), after: holds(out, c, limit)}
}

// nothing has everything built just before, and counts what is written all the same.
func (m masthead) nothing(c corpus) task {
	out, state := m.place(sameBuild)
	build := m.build(c.dir, out, state, newest)
	var before map[string]fs.FileInfo
	return task{name: sameBuild, command: build,
		before: func(ctx context.Context) (err error) {
			if err = os.MkdirAll(filepath.Dir(out), 0o755); err == nil {
				_, err = build.measure(ctx)
			}
			before = listing(filepath.Dir(out))
			return err
		},
		after: func(s *Sample) error {
			for path, info := range listing(filepath.Dir(out)) {
				if was := before[path]; was == nil || !os.SameFile(was, info) || was.ModTime() != info.ModTime() || was.Size() != info.Size() {
					s.Written = max(1, s.Written, float64(info.Size()))
				}
			}
			return nil
		}}
}

func listing(dir string) map[string]fs.FileInfo {
	found := map[string]fs.FileInfo{}
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			found[path], err = e.Info()
		}
		return err
	})
	return found
}

// changed saves the newest article before each build, and puts it back after it.
func (m masthead) changed(c corpus) task {
	out, state := m.place(changedBuild)
	build := m.build(c.dir, out, state, newest)
	return task{name: changedBuild, command: build,
		before: func(ctx context.Context) error {
			if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
				return err
			}
			if _, err := build.measure(ctx); err != nil {
				return err
			}
			*m.changes++
			return c.revise(*m.changes)
		},
		after: func(*Sample) error {
			defer func() { _ = c.write(0) }() // the next run makes sure of it
			return found(out, fmt.Sprintf("revision %d", *m.changes), 1)
		}}
}

// starts are what a person waits for at the prompt.
func (m masthead) starts(ten corpus) []task {
	return []task{
		{name: startVersion, command: program{m.program, "version"}},
		{name: startList, command: program{m.program, "list", ten.dir}},
	}
}

// manyFeeds are builds of a feed of summaries for each of five thousand tags: cold, and after one article was saved.
func (m masthead) manyFeeds(c corpus) ([]task, error) {
	out, _ := m.place(manyBuild)
	changed, state := m.place(manyChanged)
	file := filepath.Join(m.work, "many.yaml")
	err := os.WriteFile(file, []byte(fmt.Sprintf("site: {title: Bench, url: https://example.org/}\nsources: [{dir: %q}]\nfeeds: [{each: tag, limit: %d, text: summary, formats: {rss: \"tags/{tag}.xml\"}}]\n", c.dir, newest)), 0o644)
	build := func(out, state string) program {
		return program{m.program, "build", "-c", file, "-o", out, "--workers", strconv.Itoa(m.workers), "--quiet", "--no-progress", "--state", state}
	}
	again := build(changed, state)
	return []task{{name: manyBuild, command: build(out, "none"), before: afresh(out)}, {name: manyChanged, command: again,
		before: func(ctx context.Context) error {
			if err := os.MkdirAll(filepath.Dir(changed), 0o755); err != nil {
				return err
			}
			if _, err := again.measure(ctx); err != nil {
				return err
			}
			*m.changes++
			return c.revise(*m.changes)
		},
		after: func(*Sample) error { return c.write(0) },
	}}, err
}

// tagFeeds are builds of feeds for all tags, and of one that holds the same articles.
func (m masthead) tagFeeds(ctx context.Context, c corpus, r *Report) (tasks []task) {
	items := min(c.n, (allTags*newest+tagsEach-1)/tagsEach)
	for _, f := range [][2]string{
		{tagsBuild, fmt.Sprintf(`{each: tag, limit: %d, formats: {rss: "tags/{tag}/feed.xml", atom: "tags/{tag}/atom.xml", json: "tags/{tag}/feed.json"}}`, newest)},
		{oneBuild, fmt.Sprintf(`{name: all, limit: %d, formats: {rss: feed.xml, atom: atom.xml, json: feed.json}}`, items)},
	} {
		name, feed := f[0], f[1]
		out, _ := m.place(name)
		file := filepath.Join(m.work, filepath.Base(filepath.Dir(out))+".yaml")
		text := fmt.Sprintf("site: {title: Bench, url: https://example.org/}\nsources: [{dir: %q}]\nfeeds: [%s]\n", c.dir, feed)
		err := os.WriteFile(file, []byte(text), 0o644)
		if err == nil {
			_, err = program{m.program, "config", "-c", file}.measure(ctx)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "without feeds for all tags:", err)
			r.why[tagsBuild] = "this masthead has no such feeds"
			return nil
		}
		command := program{m.program, "build", "-c", file, "-o", out, "--workers", strconv.Itoa(m.workers), "--quiet", "--no-progress", "--state", "none"}
		tasks = append(tasks, task{name: name, command: command, before: afresh(out)})
	}
	return tasks
}
