package index_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/source/index"
)

func open(t *testing.T, path string) *index.State {
	t.Helper()
	s, err := index.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func check(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

var day = time.Date(2026, 3, 12, 0, 0, 0, 0, time.UTC)

// fill writes something of every kind.
func fill(t *testing.T, s *index.State) {
	t.Helper()
	ctx := t.Context()
	check(t,
		s.SetRecipe(ctx, "posts", []byte("r")), s.SetPart(ctx, "posts", index.Part{First: "a.md", Data: []byte("rows")}),
		s.SetItem(ctx, index.Item{ID: "urn:x:1", Source: "posts", Path: "a.md", FirstSeen: day, FirstOut: day}),
		s.Begin(ctx, index.Carried{ID: "urn:x:1", Feed: "all", Level: "full"}, day),
		s.SetMade(ctx, "public", "urn:x:1", []byte("of"), []byte("facts")), s.SetBuilt(ctx, "public", []byte("built")))
}

// items gives the ids in the ledger.
func items(t *testing.T, s *index.State) (ids []string) {
	t.Helper()
	check(t, s.Items(t.Context(), "posts", func(it index.Item) { ids = append(ids, it.ID) }))
	return ids
}

func TestWhatWasCommittedIsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "made for it", "50% #?.db")
	s := open(t, path)
	fill(t, s)
	check(t, s.Commit(t.Context()), s.Close())

	s = open(t, path)
	parts, recipe, err := s.Parts(t.Context(), "posts")
	check(t, err)
	made, err := s.Made(t.Context(), "public", "urn:x:1", []byte("of"))
	check(t, err)
	built, err := s.Built(t.Context(), "public")
	check(t, err)
	out, err := s.Carried(t.Context())
	check(t, err)
	if string(recipe) != "r" || len(parts) != 1 || string(parts[0].Data) != "rows" || string(made) != "facts" || string(built) != "built" || len(out) != 1 || len(items(t, s)) != 1 {
		t.Errorf("%v %s %s %v %v", parts, made, built, out, items(t, s))
	}
	if other, err := s.Made(t.Context(), "public", "urn:x:1", []byte("something else")); other != nil || err != nil {
		t.Errorf("made of something else: %s %v", other, err)
	}
	if other, err := s.Made(t.Context(), "elsewhere", "urn:x:1", []byte("of")); other != nil || err != nil {
		t.Errorf("made for another target: %s %v", other, err)
	}
}

func TestTheEditionMovesWithWhatIsKnownOfASource(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "s.db"))
	ctx := t.Context()
	edition := func() int64 {
		t.Helper()
		n, err := s.Edition(ctx, "posts")
		check(t, err)
		return n
	}
	last := edition()
	moves := func(what string, want bool, err error) {
		t.Helper()
		check(t, err)
		if n := edition(); (n != last) != want {
			t.Errorf("%s: %d, was %d", what, n, last)
		}
		last = edition()
	}
	check(t, s.SetRecipe(ctx, "posts", []byte("r")))
	last = edition()
	moves("a part", true, s.SetPart(ctx, "posts", index.Part{First: "a.md", Data: []byte("rows")}))
	moves("the recipe it has", false, s.SetRecipe(ctx, "posts", []byte("r")))
	moves("another source", false, errors.Join(s.SetRecipe(ctx, "other", []byte("r")), s.SetPart(ctx, "other", index.Part{First: "a.md", Data: []byte("rows")})))
	moves("an item", false, s.SetItem(ctx, index.Item{ID: "urn:x:1", Source: "posts", Path: "a.md", FirstOut: day}))
	moves("another recipe", true, s.SetRecipe(ctx, "posts", []byte("other")))
	moves("a part less", true, s.DropPart(ctx, "posts", "a.md"))
}

func TestWhatWasNotCommittedIsNot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	s := open(t, path)
	check(t, s.Commit(t.Context()))
	fill(t, s)
	check(t, s.Reset(t.Context()))
	fill(t, s)
	check(t, s.Close())
	if got := items(t, open(t, path)); got != nil {
		t.Errorf("there is %v", got)
	}
}

// Whoever opened it may be told to end while there is still something to write.
func TestWhatIsWrittenOutlivesTheContextThatItWasOpenedIn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	ctx, cancel := context.WithCancel(t.Context())
	s, err := index.Open(ctx, path)
	check(t, err)
	fill(t, s)
	cancel()
	check(t, s.Commit(t.Context()), s.Close())
	if built, err := open(t, path).Built(t.Context(), "public"); string(built) != "built" || err != nil {
		t.Errorf("%q, %v", built, err)
	}
}

func TestOpeningWritesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	s := open(t, path)
	fill(t, s)
	check(t, s.Commit(t.Context()), s.Close())
	before, err := os.ReadFile(path)
	check(t, err, os.Chtimes(path, day, day))
	s = open(t, path)
	items(t, s)
	check(t, s.Close())
	after, err := os.ReadFile(path)
	check(t, err)
	info, err := os.Stat(path)
	check(t, err)
	if !bytes.Equal(before, after) || !info.ModTime().Equal(day) {
		t.Error("it was written to")
	}
	if left, _ := filepath.Glob(path + "*"); len(left) != 1 {
		t.Errorf("beside it lie %v", left)
	}
}

func TestOneBuildAtATimeHasTheState(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	first := open(t, path)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := index.Open(ctx, path); !errors.Is(err, index.ErrBusy) {
		t.Fatalf("beside another: %v", err)
	}
	check(t, first.Close())
	open(t, path)
}

func TestWhatIsNoStateIsSetAside(t *testing.T) {
	for name, spoil := range map[string]func(data []byte) []byte{
		"text":      func([]byte) []byte { return []byte(strings.Repeat("These are no rows.\n", 100)) },
		"truncated": func(data []byte) []byte { return data[:len(data)/2+7] },
		"header":    func(data []byte) []byte { return append(bytes.Repeat([]byte{7}, 50), data[50:]...) },
		"middle": func(data []byte) []byte {
			copy(data[len(data)/3:], bytes.Repeat([]byte{0xff}, len(data)/3))
			return data
		},
	} {
		path := filepath.Join(t.TempDir(), "s.db")
		s := open(t, path)
		fill(t, s)
		check(t, s.Commit(t.Context()), s.Close())
		data, err := os.ReadFile(path)
		check(t, err, os.WriteFile(path, spoil(data), 0o644))

		s = open(t, path)
		if err := s.Items(t.Context(), "posts", func(index.Item) {}); err != nil && index.IsBroken(err) { // which shows only now
			check(t, s.Renew(t.Context(), err))
		}
		if len(s.Notes) != 1 || !strings.Contains(s.Notes[0], "set aside") {
			t.Errorf("%s: %v", name, s.Notes)
		}
		if aside, _ := filepath.Glob(path + ".unreadable-*"); len(aside) != 1 {
			t.Errorf("%s: set aside as %v", name, aside)
		}
		fill(t, s)
		check(t, s.Commit(t.Context()), s.Close())
		if again := open(t, path); again.Notes != nil {
			t.Errorf("%s: and again %v", name, again.Notes)
		}
	}
}

func TestTheLedgerIsRecovered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.db")
	s := open(t, path)
	fill(t, s)
	for i := range 2000 {
		id := "urn:x:" + time.Duration(i+10).String()
		check(t, s.SetItem(t.Context(), index.Item{ID: id, Source: "posts", Path: id, FirstOut: day}))
	}
	check(t, s.Commit(t.Context()), s.Close())
	data, err := os.ReadFile(path)
	check(t, err)
	copy(data[len(data)/2:], bytes.Repeat([]byte{0xff}, 5000)) // some pages in the middle
	check(t, os.WriteFile(path, data, 0o644))
	s = open(t, path)
	err = s.Items(t.Context(), "posts", func(index.Item) {})
	if !index.IsBroken(err) {
		t.Fatalf("broken in the middle: %v", err)
	}
	check(t, s.Renew(t.Context(), err))
	if n := len(items(t, s)); n < 1000 || n == 2001 || len(s.Notes) != 1 {
		t.Errorf("%d of 2001 items are left; %v", n, s.Notes)
	}
}

// What is known of an item in the rows of many goes with it, and the rows of one target are not those of another.
func TestTheRowsOfGistsGoWithAnErasedItem(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "s.db"))
	fill(t, s)
	ctx := t.Context()
	rows := func(target string) (all string) {
		check(t, s.Gists(ctx, target, func(row []byte) { all += string(row) + " " }))
		return all
	}
	check(t, s.SetGists(ctx, "public", 0, []byte("old")), s.SetGists(ctx, "public", 0, []byte("one")), s.SetGists(ctx, "public", 1, []byte("two")), s.SetGists(ctx, "private", 1, []byte("three")))
	check(t, s.SetGists(ctx, "public", 1, nil))
	if public, private := rows("public"), rows("private"); public != "one " || private != "three " {
		t.Errorf("%q and %q", public, private)
	}
	check(t, s.Erase(ctx, "urn:x:1"))
	built, err := s.Built(ctx, "public")
	if check(t, err); built != nil || rows("public")+rows("private") != "" {
		t.Errorf("left: %q, %q and %q", built, rows("public"), rows("private"))
	}
}
