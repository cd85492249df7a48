package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whoever copies a configuration off a page has one that works, or lacks no more than the site's address.
func TestTheConfigurationsOfTheDocsAreRight(t *testing.T) {
	found := 0
	for page, blocks := range blocksOfDocs(t, "yaml") {
		for _, block := range blocks {
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

// blocksOfDocs gives the pages of the docs and README, each with what it shows in a language.
func blocksOfDocs(t *testing.T, language string) map[string][]string {
	t.Helper()
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string][]string{}
	for _, page := range append(pages, "../../README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range strings.Split(string(text), "\n```"+language+"\n")[1:] {
			block, _, _ = strings.Cut(block, "\n```")
			shown[page] = append(shown[page], block)
		}
	}
	return shown
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

// Whoever types a command of the docs has one that works. Here that is tried with the example's newsroom, which has been built once.
func TestTheCommandsOfTheDocsWork(t *testing.T) {
	commands := map[string][]string{}
	found := 0
	for page, blocks := range blocksOfDocs(t, "sh") {
		for line := range strings.Lines(strings.Join(blocks, "\n")) {
			if line, _, _ = strings.Cut(line, " #"); strings.HasPrefix(line, "masthead ") {
				commands[page] = append(commands[page], strings.TrimSpace(line))
				found++
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d commands were found", found)
	}
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	for page, lines := range commands {
		t.Run(filepath.Base(page), func(t *testing.T) {
			dir := t.TempDir()
			for name, from := range map[string]string{".": "newsroom", "posts": "newsroom/content", "examples/planet": "planet"} {
				if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(examples, from))); err != nil {
					t.Fatal(err)
				}
			}
			addPartner(t, filepath.Join(dir, configName))
			t.Chdir(dir)
			runLine(t, dir, "masthead build")
			for _, line := range lines {
				runLine(t, dir, line)
			}
		})
	}
}

// addPartner adds the private feed that the docs speak of to a configuration.
func addPartner(t *testing.T, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	write(t, file, strings.Replace(string(text), "\nfeeds:\n", "\nfeeds:\n  - {name: partner, private: true, formats: {rss: for/partner.xml}}\n", 1))
}

// runLine runs a command of the docs; one that stays up is told at once to end.
func runLine(t *testing.T, project, line string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	line = strings.NewReplacer("/srv/news", project, "127.0.0.1:8080", "127.0.0.1:0", "FILE", "content/news/2026-03-12-harbour-wall.md", `"The Daily"`, "Daily").Replace(line)
	args := strings.Fields(line)[1:]
	if args[0] == "serve" || args[0] == "run" {
		stop()
	}
	var out, errs bytes.Buffer
	if status := run(ctx, args, &out, &errs); status != exitDone {
		t.Errorf("%s: exit status %d\n%s", line, status, errs.String())
	}
}
