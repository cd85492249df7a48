package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	articleSize = 7000 // bytes, about: the last part of a body goes over
	allTags     = 100
	manyTags    = 5000
	tagsEach    = 3
)

// The articles are spread evenly over ten years, all of them past.
var (
	firstDay = time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC)
	lastDay  = time.Date(2025, 12, 31, 12, 0, 0, 0, time.UTC)
)

// corpus is a folder of n articles, which are the same wherever and whenever it is made. Number 0 is the newest.
type corpus struct {
	dir      string
	n        int
	manyTags bool // five thousand instead of a hundred
}

func (c corpus) date(i int) time.Time {
	return lastDay.Add(-lastDay.Sub(firstDay) / time.Duration(c.n) * time.Duration(i)).Truncate(time.Second)
}

func (c corpus) path(i int) string {
	return filepath.Join(c.dir, c.date(i).Format("2006/01"), fmt.Sprintf("%s-%07d.md", topics[i%len(topics)], c.n-i))
}

// tags deals the tags in turn, so that the newest fifty of every tag are the newest 1,667 of all: a hundred feeds can be
// held against one of the same items.
func (c corpus) tags(i int) (tags []string) {
	for k := range tagsEach {
		if c.manyTags {
			tags = append(tags, fmt.Sprintf("tag-%d", (i*tagsEach+k)%manyTags))
			continue
		}
		t := (i*tagsEach + k) % allTags
		tags = append(tags, topics[t/10]+"-"+places[t%10])
	}
	return tags
}

// text gives an article. With a revision above 0 its title says so.
func (c corpus) text(i, revision int) string {
	r := rand.New(rand.NewPCG(uint64(c.n), uint64(i)))
	var b strings.Builder
	b.Grow(articleSize + 2000)
	fmt.Fprintf(&b, "---\ntitle: %s", headline(r))
	if revision > 0 {
		fmt.Fprintf(&b, ", revision %d", revision)
	}
	fmt.Fprintf(&b, "\ndate: %s\n", c.date(i).Format(time.RFC3339))
	if i%5 == 0 {
		fmt.Fprintf(&b, "lastmod: %s\n", c.date(i).Add(90*time.Minute).Format(time.RFC3339))
	}
	one := r.IntN(len(people))
	other := (one + 1 + r.IntN(len(people)-1)) % len(people)
	if i%2 == 0 {
		fmt.Fprintf(&b, "authors:\n  - %s\n  - %s\n", people[one], people[other])
	} else {
		fmt.Fprintf(&b, "authors: [%s, %s]\n", people[one], people[other])
	}
	fmt.Fprintf(&b, "tags: [%s]\nsection: %s\nsummary: %s %s.\n---\n\n", strings.Join(c.tags(i), ", "), pick(r, sections), headline(r), pick(r, circumstances))
	prose(&b, r, articleSize-800)
	return b.String()
}

// write puts an article in its place, as it was made.
func (c corpus) write(i int) error {
	path := c.path(i)
	return errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(c.text(i, 0)), 0o644), os.Chtimes(path, c.date(i), c.date(i)))
}

// revise changes the newest article, as an editor does who saves it.
func (c corpus) revise(revision int) error {
	return os.WriteFile(c.path(0), []byte(c.text(0, revision)), 0o644)
}

// make writes all articles, unless they are there already.
func (c corpus) make() error {
	marker := c.dir + ".recipe"
	_, missing := os.Stat(c.path(c.n - 1)) // somebody may have made room
	if have, err := os.ReadFile(marker); err == nil && missing == nil && string(have) == c.recipe() {
		return c.write(0) // a run that was ended may have left it revised
	}
	if err := errors.Join(os.RemoveAll(marker), os.RemoveAll(c.dir)); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "making %s articles in %s\n", thousands(c.n), c.dir)
	var group sync.WaitGroup
	const hands = 4
	errs := make([]error, hands)
	for h := range hands {
		group.Go(func() {
			for i := h; i < c.n && errs[h] == nil; i += hands {
				errs[h] = c.write(i)
			}
		})
	}
	group.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	return os.WriteFile(marker, []byte(c.recipe()), 0o644)
}

// recipe changes when the articles would be made in another way.
func (c corpus) recipe() string {
	sum := sha256.New()
	for _, i := range []int{0, c.n / 3, c.n - 1} {
		fmt.Fprintln(sum, c.path(i)[len(c.dir):], c.date(i), c.text(i, 0))
	}
	return hex.EncodeToString(sum.Sum(nil)) + "\n"
}

func makeCorpusJob(args []string) error {
	n, err := strconv.Atoi(args[1])
	if err != nil {
		return err
	}
	return corpus{dir: args[0], n: n}.make()
}

// corpus gives the corpus of n articles, made by another process: this one stays small (measure.go says why).
func (b *bench) corpus(ctx context.Context, n int) (corpus, error) {
	c := corpus{dir: filepath.Join(b.dir, fmt.Sprintf("articles-%d", n)), n: n}
	_, err := self("make-corpus", c.dir, strconv.Itoa(n)).measure(ctx)
	return c, err
}
