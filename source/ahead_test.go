package source_test

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/source"
)

// noting notes the folders that are listed. Those whose name begins with x cannot be.
type noting struct {
	fstest.MapFS
	mu     *sync.Mutex
	listed *[]string
}

func (n noting) ReadDir(name string) ([]fs.DirEntry, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	*n.listed = append(*n.listed, name)
	if strings.HasPrefix(name[strings.LastIndexByte(name, '/')+1:], "x") {
		return nil, errors.New("no")
	}
	return n.MapFS.ReadDir(name)
}

// To list folders ahead changes nothing of what a walk meets, and no folder is listed twice, nor one that nobody wants.
func TestAWalkThatListsAheadMeetsTheSame(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		tree := fstest.MapFS{}
		for range r.IntN(40) {
			var parts []string
			for range 1 + r.IntN(4) {
				parts = append(parts, []string{"a", "b", "c", "hidden", "passed", "x"}[r.IntN(6)])
			}
			tree[strings.Join(parts, "/")+fmt.Sprintf("/%d.md", r.IntN(9))] = &fstest.MapFile{}
		}
		wants := func(_ string, e fs.DirEntry) bool { return e.Name() != "hidden" }
		walk := func(walker func(fs.WalkDirFunc) error) (met []string) {
			err := walker(func(name string, e fs.DirEntry, err error) error {
				met = append(met, fmt.Sprint(name, " ", err))
				if err == nil && e.IsDir() && (e.Name() == "hidden" || e.Name() == "passed") {
					return fs.SkipDir
				}
				return nil
			})
			return append(met, fmt.Sprint(err))
		}
		var listed []string
		fsys := noting{tree, &sync.Mutex{}, &listed}
		want := walk(func(visit fs.WalkDirFunc) error { return fs.WalkDir(fsys, ".", visit) })
		plain := slices.Sorted(slices.Values(listed))
		listed = nil
		got := walk(func(visit fs.WalkDirFunc) error { return source.WalkAhead(fsys, wants, visit) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d: %s", seed, diff)
		}
		seen := slices.Sorted(slices.Values(listed))
		if n := len(seen); len(slices.Compact(seen)) != n {
			t.Fatalf("seed %d: listed twice: %v", seed, listed)
		}
		for _, name := range listed {
			if strings.HasSuffix(name, "hidden") || !slices.Contains(plain, name) && !strings.HasSuffix(name, "passed") {
				t.Fatalf("seed %d: %s was listed", seed, name)
			}
		}
	}
}
