package meta_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/source/meta"
)

var update = flag.Bool("update", false, "write the golden files of testdata anew")

// Each file of testdata is split and decoded; beside it stands what should come out. A new case is a new file,
// and a run with -update.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	cases := 0
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") || file == "testdata/fuzz" {
			continue
		}
		cases++
		t.Run(filepath.Base(file), func(t *testing.T) { golden(t, file) })
	}
	if cases < 20 {
		t.Errorf("testdata has %d cases, which is not all of them", cases)
	}
}

func golden(t *testing.T, file string) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := describe(data)
	if *update {
		if err := os.WriteFile(file+".golden", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file + ".golden")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func describe(data []byte) string {
	b, err := meta.Split(data, true)
	if err != nil {
		return "error " + err.Error() + "\n"
	}
	var s strings.Builder
	fmt.Fprintf(&s, "%s, data from line %d, body from line %d, %d bytes\n", b.Format, b.Line, b.BodyLine, len(b.Body))
	v, warnings, err := b.Decode()
	for _, w := range warnings {
		fmt.Fprintf(&s, "warning %s\n", w)
	}
	if err != nil {
		fmt.Fprintf(&s, "error %s\n", err)
		return s.String()
	}
	outline(&s, v, 0)
	return s.String()
}

func outline(s *strings.Builder, v meta.Value, depth int) {
	fmt.Fprintf(s, "%d:%d %s", v.Line, v.Column, v.Kind)
	if v.Text != "" {
		fmt.Fprintf(s, " %q", v.Text)
	}
	s.WriteByte('\n')
	indent := strings.Repeat("  ", depth+1)
	for _, e := range v.List {
		s.WriteString(indent + "- ")
		outline(s, e, depth+1)
	}
	for _, p := range v.Map {
		fmt.Fprintf(s, "%s%d:%d %q: ", indent, p.Line, p.Column, p.Key)
		outline(s, p.Value, depth+1)
	}
}
