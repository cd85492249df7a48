package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// A program that writes the wrong feeds is fast for nothing: every build is held against what it had to write.

// feedNames are the files that everybody writes.
var feedNames = []string{"feed.xml", "atom.xml", "feed.json"}

// holds checks that the three feeds hold so many articles.
func holds(out string, c corpus, limit int) func(*Sample) error {
	want := c.n
	if limit > 0 {
		want = min(limit, want)
	}
	return func(*Sample) error {
		_, err := os.Stat(filepath.Join(out, "feed.json"))
		return errors.Join(err, found(out, "<item>", want, "feed.xml"), found(out, "<entry>", want, "atom.xml"))
	}
}

// found checks how often a text stands in a feed.
func found(out, text string, want int, names ...string) error {
	if names == nil {
		names = feedNames
	}
	for _, name := range names {
		n, err := occurrences(filepath.Join(out, name), text)
		if err == nil && n != want {
			err = fmt.Errorf("%s holds %q %d times, want %d", name, text, n, want)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// occurrences counts a text in a file that may be too large to be read whole.
func occurrences(path, text string) (n int, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	buffer := make([]byte, 64<<10)
	kept := 0 // bytes of the last read that a text may begin in
	for {
		k, err := f.Read(buffer[kept:])
		seen := buffer[:kept+k]
		n += bytes.Count(seen, []byte(text))
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		kept = copy(buffer, seen[max(0, len(seen)-len(text)+1):])
	}
}
