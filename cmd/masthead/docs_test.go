package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whoever copies a configuration off a page has one that works, or lacks no more than the site's address.
func TestTheConfigurationsOfTheDocsAreRight(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, page := range append(pages, "../../README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, more := strings.Cut(string(text), "\n```yaml\n")
		for ; more; _, rest, more = strings.Cut(rest, "\n```yaml\n") {
			block, _, _ := strings.Cut(rest, "\n```")
			if isOtherYAML(block) {
				continue
			}
			found++
			dir := t.TempDir()
			write(t, filepath.Join(dir, configName), block)
			p, err := (&projectFlags{Dir: dir, URL: "https://example.org/", Workers: 1}).load()
			if err == nil {
				_, err = p.options()
			}
			if err != nil {
				t.Errorf("%s: %v\n%s", page, err, block)
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d configurations were found", found)
	}
}

// isOtherYAML reports what the docs have in YAML besides configurations: articles, and files of other programs.
func isOtherYAML(block string) bool {
	for _, start := range []string{"---", "media:", "# .github", "scrape_configs:", "groups:"} {
		if strings.HasPrefix(block, start) {
			return true
		}
	}
	return false
}
