package markup

import (
	"flag"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// goldenOptions are those of every case in testdata.
func goldenOptions() Options {
	return Options{
		Base:     &url.URL{Scheme: "https", Host: "example.org", Path: "/2026/03/story/"},
		IDPrefix: "a7-",
		Title:    "The Title",
	}
}

// TestGolden cleans testdata/*.in.html: each a body named after what it shows,
// beside what comes of it and, where something is lost, the problems.
func TestGolden(t *testing.T) {
	inputs, err := filepath.Glob("testdata/*.in.html")
	if err != nil {
		t.Fatal(err)
	}
	if len(inputs) < 30 {
		t.Fatalf("%d cases in testdata, want at least 30", len(inputs))
	}
	for _, input := range inputs {
		name := strings.TrimSuffix(input, ".in.html")
		t.Run(filepath.Base(name), func(t *testing.T) {
			r := Clean(read(t, input), goldenOptions())
			compare(t, name+".out.html", r.HTML)
			compare(t, name+".problems", strings.Join(r.Problems, "\n"))
			checkOutput(t, r.HTML)
		})
	}
}

// TestGoldenComplete fails on outputs whose input was renamed or removed.
func TestGoldenComplete(t *testing.T) {
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name, _, _ := strings.Cut(f.Name(), ".")
		if f.IsDir() {
			continue
		}
		if _, err := os.Stat("testdata/" + name + ".in.html"); err != nil {
			t.Errorf("%s has no input", f.Name())
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// compare compares with a golden file; a missing one stands for "".
func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		rewrite(t, file, got)
	}
	var want string
	if b, err := os.ReadFile(file); err == nil {
		want = strings.TrimSuffix(string(b), "\n")
	} else if !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func rewrite(t *testing.T, file, got string) {
	t.Helper()
	if got == "" {
		if err := os.Remove(file); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return
	}
	if err := os.WriteFile(file, []byte(got+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}
