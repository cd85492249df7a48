package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// What CONTRIBUTING.md names is there: a newcomer looks for it first.
func TestContributingNamesWhatIsThere(t *testing.T) {
	root := filepath.Join("..", "..")
	page, err := os.ReadFile(filepath.Join(root, "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	paths := regexp.MustCompile("`((?:cmd|config|feed|source|docs|\\.ci)(?:/[a-z_*.-]+)+)`").FindAllSubmatch(page, -1)
	if len(paths) < 20 {
		t.Fatalf("only %d paths were found on the page", len(paths))
	}
	for _, m := range paths {
		if found, err := filepath.Glob(filepath.Join(root, string(m[1]))); err != nil || len(found) == 0 {
			t.Errorf("%s is not there, %v", m[1], err)
		}
	}
}
