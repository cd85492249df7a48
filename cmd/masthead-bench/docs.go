package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// What stands between the markers is this program's; the rest of the page is its authors'.
const (
	beginMark = "<!-- masthead-bench: begin; what follows is written by cmd/masthead-bench -->"
	endMark   = "<!-- masthead-bench: end -->"
	newPage   = "# Performance\n\n![time by number of articles](performance.svg)\n\n" + beginMark + "\n" + endMark + "\n"
)

// document writes the curve, and the tables into the page.
func (r *Report) document(dir string) error {
	path := filepath.Join(dir, "performance.md")
	page, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		page, err = []byte(newPage), nil
	}
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, page, 0o644); err != nil {
		return err
	}
	if err := replaceBetween(path, beginMark, endMark, r.tables()); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "performance.svg"), []byte(r.curve()), 0o644)
}

// replaceBetween puts a text between two lines of a page.
func replaceBetween(path, begin, end, text string) error {
	page, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	head, rest, begun := strings.Cut(string(page), begin)
	_, tail, ended := strings.Cut(rest, end)
	if !begun || !ended {
		return errors.New(path + " lacks the lines that the tables go between: " + begin + " and " + end)
	}
	return os.WriteFile(path, []byte(head+begin+"\n\n"+text+"\n"+end+tail), 0o644)
}
