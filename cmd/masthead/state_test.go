package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// newspaper makes a project of so many articles, among them some that are held back.
func newspaper(t *testing.T, articles int) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for i := range articles {
		day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%1000)
		extra := ""
		switch i % 20 {
		case 3:
			extra = "embargo: 2199-01-01\n"
		case 7:
			extra = "draft: true\n"
		case 11:
			extra = "slug: the-same\n"
		}
		writeArticle(t, dir, i, fmt.Sprintf("title: Number %d\ndate: %s\n%s", i, day.Format(time.DateOnly), extra))
	}
	if err := os.WriteFile(filepath.Join(dir, configName), []byte(`
site: {title: T, url: https://example.org/}
sources: [{dir: content, url: "/{slug}/"}]
feeds:
  - {name: all, limit: 0, formats: {rss: all.xml, atom: all.atom, json: all.json}}
  - {name: new, limit: 5, text: summary, formats: {rss: new.xml, json: new.json}}
`), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func writeArticle(t *testing.T, dir string, i int, front string) {
	t.Helper()
	name := filepath.Join(dir, "content", fmt.Sprint(i%7), fmt.Sprintf("n%d.md", i))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("---\n%s---\nText of %d, with [a link](/x/) and *more*.\n", front, i)
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// program gives the command that is this program, run as another process.
func program(ctx context.Context, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, os.Args[0], args...)
	c.Env = append(os.Environ(), "MASTHEAD_TEST_MAIN=1")
	return c
}

// built builds and gives what lies in the folder of the feeds.
func built(t *testing.T, dir, out string, args ...string) map[string]string {
	t.Helper()
	message, err := program(t.Context(), append([]string{"build", dir, "-o", out}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, message)
	}
	return contents(t, out)
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(data)
	}
	return files
}

// The same in, the same out, whatever is remembered and however many work at it.
//
// Promise 7 of docs/promises.md.
func TestTheStateChangesNoByte(t *testing.T) {
	dir := newspaper(t, 300)
	state := filepath.Join(dir, "s.db")
	want := built(t, dir, filepath.Join(dir, "none"), "--state", "none", "--workers", "1")
	if len(want) != 9 || strings.Count(want["all.xml"], "<item>") != 270 {
		t.Fatalf("%d documents, %d items", len(want), strings.Count(want["all.xml"], "<item>"))
	}
	compare := func(what string, got map[string]string) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %.2000s", what, diff)
		}
	}
	compare("eight workers", built(t, dir, filepath.Join(dir, "eight"), "--state", "none", "--workers", "8"))
	compare("cold", built(t, dir, filepath.Join(dir, "cold"), "--state", state))
	compare("nothing changed", built(t, dir, filepath.Join(dir, "cold"), "--state", state))
	compare("another folder, warm", built(t, dir, filepath.Join(dir, "warm"), "--state", state, "--workers", "8"))

	writeArticle(t, dir, 42, "title: Another title\ndate: 2020-02-12\n")
	want = built(t, dir, filepath.Join(dir, "none2"), "--state", "none")
	compare("one changed", built(t, dir, filepath.Join(dir, "cold"), "--state", state, "--workers", "1"))
	if err := os.Remove(filepath.Join(dir, "content", "1", "n43.md")); err != nil { // embargoed
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "content", "2", "n44.md")); err != nil {
		t.Fatal(err)
	}
	writeArticle(t, dir, 300, "title: A new one\ndate: 2022-01-01\n")
	want = built(t, dir, filepath.Join(dir, "none3"), "--state", "none")
	compare("two gone, one new", built(t, dir, filepath.Join(dir, "cold"), "--state", state))

	config := filepath.Join(dir, configName)
	old, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("title: T,", "title: U, language: fr, author: {name: Jane Doe}, rights: '© {year} U',", "text: summary", "text: title").Replace(string(old))
	if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	want = built(t, dir, filepath.Join(dir, "none4"), "--state", "none")
	compare("another configuration", built(t, dir, filepath.Join(dir, "cold"), "--state", state))
}

// A build may be killed at any instant: the next one is right, and the state is whole.
func TestAfterBuildsThatWereKilledTheNextIsRight(t *testing.T) {
	dir := newspaper(t, 200)
	state, out := filepath.Join(dir, "s.db"), filepath.Join(dir, "public")
	for i := range 50 {
		writeArticle(t, dir, i, fmt.Sprintf("title: Changed %d\ndate: 2020-05-01\n", i))
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*2*time.Millisecond)
		_ = program(ctx, "build", dir, "-o", out, "--state", state).Run() // killed, or ended before
		cancel()
	}
	message, err := program(t.Context(), "build", dir, "-o", out, "--state", state).CombinedOutput()
	if err != nil || strings.Contains(string(message), "set aside") {
		t.Fatalf("%v\n%s", err, message)
	}
	got, want := contents(t, out), built(t, dir, filepath.Join(dir, "none"), "--state", "none")
	for name := range got {
		if strings.HasPrefix(name, ".masthead-") {
			t.Errorf("%s is left", name)
		}
	}
	delete(got, ".masthead.json") // which also knows when a feed was changed
	delete(want, ".masthead.json")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%.2000s", diff)
	}
}
