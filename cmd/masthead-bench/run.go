package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// startRepeat is how much more often the shortest tasks run: a few milliseconds are noisy.
const startRepeat = 4

func (b *bench) run(ctx context.Context) (err error) {
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return err
	}
	if b.work, err = os.MkdirTemp(b.dir, "run-"); err != nil {
		return err
	}
	defer os.RemoveAll(b.work)
	if err := b.build(ctx); err != nil {
		return err
	}
	r := b.about(ctx)
	if err := b.all(ctx, r); err != nil {
		return err
	}
	fmt.Print(r.tables())
	if b.jsonFile != "" {
		text, err := json.MarshalIndent(r, "", "  ")
		if err := errors.Join(err, os.WriteFile(b.jsonFile, append(text, '\n'), 0o644)); err != nil {
			return err
		}
	}
	if b.docs != "" {
		return r.document(b.docs)
	}
	return nil
}

// all measures every corpus.
func (b *bench) all(ctx context.Context, r *Report) error {
	m := masthead{program: b.binary, workers: b.workers, work: b.work, changes: new(int)}
	ten, err := b.corpus(ctx, 10)
	if err != nil {
		return err
	}
	if m.stateless = m.probe(ctx, ten); m.stateless {
		r.why[stateBuild] = "this masthead keeps no state where it is told to"
	}
	for _, n := range b.sizes {
		c, err := b.corpus(ctx, n)
		if err == nil {
			err = b.one(ctx, m, c, r)
		}
		if err != nil {
			return err
		}
	}
	starts, err := b.series(ctx, m.starts(ten), ten.n, startRepeat*b.repeat)
	r.Series = append(r.Series, starts...)
	r.judge(startGoals, ten.n)
	r.Rows = append(r.Rows, growth(coldBuild, r.Series), growth(sameBuild, r.Series))
	return err
}

// one measures one corpus. What is asked of one corpus only is asked of the largest that is small enough for it.
func (b *bench) one(ctx context.Context, m masthead, c corpus, r *Report) error {
	m.work = filepath.Join(b.work, strconv.Itoa(c.n))
	if err := os.MkdirAll(m.work, 0o755); err != nil {
		return err
	}
	isMain, isAll := c.n == b.largest(100_000), c.n == b.largest(10_000)
	tasks := append(b.floors(c), m.tasks(c)...)
	if b.peers && c.n <= 100_000 {
		tasks = append(tasks, b.naive(c))
		tasks = append(tasks, b.hugo(c, hugoBuild, newest, r)...)
	}
	if isMain {
		tasks = append(tasks, m.tagFeeds(ctx, c, r)...)
	}
	if isMain && b.families {
		many := corpus{dir: filepath.Join(b.dir, "tagged-"+strconv.Itoa(c.n)), n: c.n, manyTags: true}
		more, err := m.manyFeeds(many)
		if err := errors.Join(err, many.make()); err != nil {
			return err
		}
		tasks = append(tasks, more...)
	}
	if isAll {
		tasks = append(tasks, m.cold(c, allBuild, 0))
		tasks = append(tasks, b.hugo(c, hugoAll, 0, r)...)
	}
	if _, err := b.floors(c)[0].command.measure(ctx); err != nil { // warms the page cache
		return err
	}
	found, err := b.series(ctx, tasks, c.n, b.repeat)
	if err == nil && isMain && b.tasks.MatchString(changeSeen) {
		var seen Series
		seen, err = m.watch(ctx, c, b.repeat)
		found = append(found, seen)
	}
	if err != nil {
		return err
	}
	r.Series = append(r.Series, found...)
	if isMain {
		r.judge(mainGoals, c.n)
		if b.families {
			r.judge(manyGoals, c.n)
		}
	}
	if isAll {
		r.judge(allGoals, c.n)
	}
	return nil
}

// largest gives the largest corpus of at most so many articles.
func (b *bench) largest(most int) int {
	i, found := slices.BinarySearch(b.sizes, most)
	if found || i == 0 {
		return b.sizes[i]
	}
	return b.sizes[i-1]
}
