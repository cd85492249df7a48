package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain lets the test program be the bench: it starts itself for floors and corpora.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && jobs[os.Args[1]] != nil {
		exit(jobs[os.Args[1]](os.Args[2:]))
	}
	os.Exit(m.Run())
}

func TestEverythingIsMeasuredAndDrawn(t *testing.T) {
	dir := t.TempDir()
	results := filepath.Join(dir, "results.json")
	b, err := parse([]string{"-dir", dir, "-sizes", "50", "-repeat", "1", "-json", results, "-docs", dir})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.run(t.Context()); err != nil {
		t.Fatal(err)
	}

	var r Report
	text, err := os.ReadFile(results)
	if err = errors.Join(err, json.Unmarshal(text, &r)); err != nil {
		t.Fatal(err)
	}
	measured := map[string]bool{}
	for _, s := range r.Series {
		measured[s.Task] = len(s.Samples) > 0 && s.of(wall).Least > 0 && s.of(memory).Least > 0
	}
	for _, task := range []string{statWalk, firstRead, fullRead, coldBuild, sameBuild, changedBuild, allBuild, changeSeen, naiveBuild, startVersion, startList} {
		if !measured[task] {
			t.Errorf("%s was not measured", task)
		}
	}
	if want := len(mainGoals) + len(allGoals) + len(startGoals) + 2; len(r.Rows) != want {
		t.Errorf("%d rows, want one for each of %d goals", len(r.Rows), want)
	}

	page, err := os.ReadFile(filepath.Join(dir, "performance.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range r.Rows {
		if !strings.Contains(string(page), row.Work) {
			t.Errorf("performance.md says nothing of %q", row.Work)
		}
	}
	curve, err := os.Open(filepath.Join(dir, "performance.svg"))
	if err != nil {
		t.Fatal(err)
	}
	defer curve.Close()
	lines := 0
	for d := xml.NewDecoder(curve); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := token.(xml.StartElement); ok && e.Name.Local == "polyline" {
			lines++
		}
	}
	if lines < 6 {
		t.Errorf("%d curves are drawn, want at least 6", lines)
	}
}

func TestACorpusIsTheSameWhereverItIsMade(t *testing.T) {
	a, b := corpus{dir: filepath.Join(t.TempDir(), "a"), n: 50}, corpus{dir: filepath.Join(t.TempDir(), "b"), n: 50}
	for _, c := range []corpus{a, b, b} {
		if err := c.make(); err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	err := filepath.WalkDir(a.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		n++
		other := filepath.Join(b.dir, path[len(a.dir):])
		one, err1 := os.ReadFile(path)
		two, err2 := os.ReadFile(other)
		is, err3 := os.Stat(path)
		like, err4 := os.Stat(other)
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			return err
		}
		if string(one) != string(two) || !is.ModTime().Equal(like.ModTime()) {
			t.Errorf("%s is another in the second corpus", path[len(a.dir):])
		}
		return nil
	})
	if err != nil || n != 50 {
		t.Errorf("%d articles, error %v; want 50", n, err)
	}
}

func TestTextIsCountedAcrossReads(t *testing.T) {
	path := filepath.Join(t.TempDir(), "feed.xml")
	// Items of an odd length begin at every offset of a read of 64 kB.
	if err := os.WriteFile(path, []byte(strings.Repeat("<item>.</item>\n", 50_000)), 0o644); err != nil {
		t.Fatal(err)
	}
	if n, err := occurrences(path, "<item>"); n != 50_000 || err != nil {
		t.Errorf("%d, %v; want 50000", n, err)
	}
}

func TestGoalsAreJudged(t *testing.T) {
	fast, slow := Series{Task: "fast", Samples: []Sample{{Wall: 1, Memory: 5e6}}}, Series{Task: "slow", Samples: []Sample{{Wall: 3}}}
	fat := Series{Task: "fat", Samples: []Sample{{Wall: 1, Memory: 500e6, Written: 512}}}
	all := map[string]Series{"fast": fast, "slow": slow, "fat": fat}
	for _, c := range []struct {
		goal goal
		want string
	}{
		{goal{task: "slow", base: "fast", most: 3}, "met"},
		{goal{task: "slow", base: "fast", most: 2.9}, "not met"},
		{goal{task: "fast", base: "slow", most: 3, faster: true}, "met"},
		{goal{task: "fast", base: "slow", most: 4, faster: true}, "not met"},
		{goal{task: "fast", base: "slow", faster: true}, ""},
		{goal{task: "fat", base: "slow", most: 1, memory: 100e6}, "not met: memory"},
		{goal{task: "fat", base: "slow", most: 1, still: true}, "not met: 512 B written"},
		{goal{task: "slow", most: 3}, "met"},
		{goal{task: "none", base: "slow", most: 1}, "not measured: it is missing"},
	} {
		if got := c.goal.row(all, 10, map[string]string{"none": "it is missing"}).Verdict; got != c.want {
			t.Errorf("%+v: %q, want %q", c.goal, got, c.want)
		}
	}
}

func TestGrowthIsTheWorstRise(t *testing.T) {
	at := func(n int, wall, memory float64) Series {
		return Series{Task: "x", Articles: n, Samples: []Sample{{Wall: wall, Memory: memory}}}
	}
	for _, c := range []struct {
		name string
		all  []Series
		want string
	}{
		{"linear, and starting takes its share", []Series{at(1000, 9, 1), at(10_000, 2, 1), at(100_000, 10, 1)}, "met"},
		{"dearer after it was cheaper", []Series{at(10_000, 2, 1), at(100_000, 10, 1), at(1_000_000, 140, 1)}, "not met"},
		{"too much memory once", []Series{at(10_000, 1, 67e6), at(100_000, 10, 1)}, "not met: memory of 10,000"},
		{"one corpus", []Series{at(10_000, 1, 1)}, "not measured: needs two corpora of 10,000 articles and more"},
	} {
		if got := growth("x", c.all).Verdict; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
