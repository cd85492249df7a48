package source_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

func TestBothSidecarsApply(t *testing.T) {
	d := folder(map[string]string{
		"a.md": "Text.", "b.md": "Text.",
		"a.md.meta.yaml": "title: Exact\nembargo: 2027-01-01",
		"a.meta.yml":     "title: Loose\ncredit: Wire\nembargo: 2028-01-01",
		"b.meta.YAML":    "title: Loud",
	})
	s := scan(t, d)
	const want = "title: Exact\nembargo: 2028-01-01T00:00:00Z\ncredit: Wire"
	if got := said(s.Articles[0]); got != want || len(s.Problems) > 0 {
		t.Errorf("got %s, %v, want %s", got, s.Problems, want)
	}
	if got := said(s.Articles[1]); got != "title: Loud" {
		t.Errorf("b.md: %s", got)
	}
}

func TestASidecarSpeaksOfAllArticlesOfItsName(t *testing.T) {
	s := scan(t, folder(map[string]string{"a.md": "Text.", "a.markdown": "Text.", "a.meta.yaml": "embargo: 2028-01-01"}))
	for _, a := range s.Articles {
		if !a.Embargo.Known() {
			t.Errorf("%s has no embargo", a.Path)
		}
	}
}

func TestDefaultsInAnySpelling(t *testing.T) {
	for _, name := range []string{"_defaults.yaml", "_defaults.yml", "_defaults.YAML", "_Defaults.Yml"} {
		if got := said(scan(t, folder(map[string]string{"n/a.md": "Text.", "n/" + name: "embargo: 2028-01-01"})).Articles[0]); got != "embargo: 2028-01-01T00:00:00Z" {
			t.Errorf("%s: %q", name, got)
		}
	}
	both := scan(t, folder(map[string]string{"a.md": "Text.", "_defaults.yaml": "embargo: 2027-01-01", "_defaults.yml": "embargo: 2028-01-01"}))
	if got := both.Articles[0].Embargo.Value.Year(); got != 2028 {
		t.Errorf("of two defaults the embargo of %d holds", got)
	}
}

func TestOrphansAreTold(t *testing.T) {
	s := scan(t, folder(map[string]string{
		"lost.meta.yaml": "title: Lost", "secret.meta.yaml": "embargo: 2028-01-01", "slip.meta.yaml": "embarg: x", "open.meta.yaml": "a: [",
	}))
	if len(s.Problems) != 1 || s.Problems[0].File != "lost.meta.yaml" {
		t.Errorf("told of %v", s.Problems)
	}
}

func TestSidecarsOfArticlesPassedOverAreNoOrphans(t *testing.T) {
	d := folder(map[string]string{"drafts/a.md": "Text.", "drafts/a.meta.yaml": "title: Secret", "_index.md": "", "_index.md.meta.yml": "title: All"})
	d.Exclude = []string{"drafts/**"}
	if s := scan(t, d); len(s.Problems) > 0 {
		t.Errorf("told of %v", s.Problems)
	}
}

// endless is a file that can be read from for ever.
type endless struct{ read *int }

func (e endless) Read(p []byte) (int, error) {
	*e.read += len(p)
	for i := range p {
		p[i] = '#'
	}
	return len(p), nil
}
func (e endless) Close() error               { return nil }
func (e endless) Stat() (fs.FileInfo, error) { return nil, errors.ErrUnsupported }

// endlessFS has an endless file for each sidecar; what lists the folder believes it to be short.
type endlessFS struct {
	fstest.MapFS
	read *int
}

func (f endlessFS) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".meta.yaml") {
		return endless{f.read}, nil
	}
	return f.MapFS.Open(name)
}

func TestMetadataIsReadWithinBounds(t *testing.T) {
	d := folder(map[string]string{"a.md": "Text.", "a.meta.yaml": "short"})
	read := 0
	d.FS = endlessFS{d.FS.(fstest.MapFS), &read}
	a := scan(t, d).Articles[0]
	if !a.Rejected || read > 2*meta.MaxSize || !strings.Contains(said(a), "a.meta.yaml: larger than the 1 MB") {
		t.Errorf("%d bytes read, %s", read, said(a))
	}
}

// on reads a folder of the file system, which has kinds of files that a map has not.
func on(dir string) *source.Folder {
	d := folder(nil)
	d.FS, d.Name = os.DirFS(dir), dir
	return d
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestLinksThatLeadNowhere(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.md", "Text.")
	for _, name := range []string{"b.md", "a.meta.yaml"} {
		if err := os.Symlink("nowhere", filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	s := scan(t, on(dir))
	if len(s.Problems) != 1 || s.Problems[0].Error() != "b.md: the link leads nowhere; remove it or mend it" {
		t.Errorf("problems: %v", s.Problems)
	}
	if a := s.Articles[0]; !a.Rejected || said(a) != "! a.meta.yaml: the link leads nowhere; remove it or mend it" {
		t.Errorf("a.md: %s", said(a))
	}
}

// A link may give an article a second name; what it leads to outside the folder is not the folder's to publish.
func TestLinksAreFollowedWithinTheFolder(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	put(t, dir, "a.md", "Text.")
	put(t, outside, "secret.md", "Text.")
	inside := filepath.Join(t.TempDir(), "site")
	for name, target := range map[string]string{
		inside:                                dir, // the folder may be a link itself
		filepath.Join(dir, "alias.md"):        "a.md",
		filepath.Join(dir, "b.md"):            filepath.Join(dir, "a.md"),
		filepath.Join(dir, "c.md"):            filepath.Join(inside, "a.md"),
		filepath.Join(dir, "out.md"):          filepath.Join(outside, "secret.md"),
		filepath.Join(dir, "far.md"):          "notes.md/secret.md",
		filepath.Join(dir, "notes.md"):        outside,
		filepath.Join(dir, "beside.md"):       filepath.Join("..", filepath.Base(outside), "secret.md"),
		filepath.Join(dir, "loop.md"):         "loop.md",
		filepath.Join(dir, "beside.meta.yml"): "a.md",
	} {
		if err := os.Symlink(target, name); err != nil {
			t.Skip(err)
		}
	}
	const out = "a link to a file outside the source's folder"
	for _, name := range []string{dir, inside} {
		var got []string
		s := scan(t, on(name))
		for _, a := range s.Articles {
			got = append(got, a.Path)
		}
		for _, p := range append(s.Passed, s.Problems...) {
			got = append(got, p.File+": "+p.Message)
		}
		want := []string{"a.md", "alias.md", "b.md", "c.md", "beside.md: " + out, "far.md: " + out,
			"notes.md: a link to a folder, which is not followed", "out.md: " + out, "loop.md: the link leads nowhere"}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

func TestNamesThatAreNotUTF8(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "caf\xe9.md"), []byte("Text."), 0o644); err != nil {
		t.Skip(err)
	}
	put(t, dir, "\xe9.jpg", "a picture, which is none of our business")
	if err := os.Mkdir(filepath.Join(dir, "\xff"), 0o755); err != nil {
		t.Skip(err)
	}
	var told []string
	for _, p := range scan(t, on(dir)).Problems {
		told = append(told, p.Error())
	}
	want := []string{"caf\uFFFD.md: its name is not UTF-8, and it is passed over; rename it", "\uFFFD: its name is not UTF-8, and it is passed over; rename it"}
	if !slices.Equal(told, want) {
		t.Errorf("told %q", told)
	}
}

func TestAListingEndsWithItsContext(t *testing.T) {
	d := folder(map[string]string{"a.md": "Text.", "b/c.md": "Text."})
	ctx, cancel := context.WithCancel(context.Background())
	listed := 0
	d.FS = listingFS{d.FS.(fstest.MapFS), func() { listed++; cancel() }}
	if _, err := d.Scan(ctx, 1); !errors.Is(err, context.Canceled) || listed > 1 {
		t.Errorf("%d folders listed, %v", listed, err)
	}
}

type listingFS struct {
	fstest.MapFS
	listing func()
}

func (f listingFS) ReadDir(name string) ([]fs.DirEntry, error) {
	f.listing()
	return f.MapFS.ReadDir(name)
}

func TestSectionPagesAreNoArticles(t *testing.T) {
	s := scan(t, folder(map[string]string{"_index.md": "Text.", "n/_index.md": "---\ndate: 2026-01-01\n---\n", "n/index.md": "Text."}))
	if len(s.Articles) != 1 || s.Articles[0].Path != "n/index.md" {
		t.Errorf("%d articles", len(s.Articles))
	}
}

func TestImpossibleDatesInNames(t *testing.T) {
	const fix = "; name the file after the day, such as 2024-05-31-slug, or state its date"
	for name, want := range map[string]string{
		"2026-02-30-x.md":         `file name: "2026-02-30": there is no day 30 in February 2026` + fix,
		"2026-13-01/index.md":     `file name: "2026-13-01": there is no month 13` + fix,
		"2026-13-01x.md":          "",
		"1234-56-78.md":           "",
		"2026/03/2026-02-30.1.md": `file name: "2026-02-30": there is no day 30 in February 2026` + fix,
	} {
		a := scan(t, folder(map[string]string{name: "Text."})).Articles[0]
		if got := strings.TrimPrefix(said(a), "! "+name+": "); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
	if a := article(t, "date: 2026-01-01"); len(a.Problems) > 0 {
		t.Errorf("a stated date: %v", a.Problems)
	}
}

// The year of a notice does not follow the file's time: it is filled in when the date of first publication is known.
func TestTheYearOfANotice(t *testing.T) {
	d := folder(map[string]string{
		"undated.md": "Text.", "dated.md": "---\ndate: 2020-05-01\n---\n", "_defaults.yaml": "rights: © {year} Example Press",
	})
	s := scan(t, d)
	dated, undated := s.Articles[0], s.Articles[1]
	if got := dated.Rights.Notice.Value; got != "© 2020 Example Press" {
		t.Errorf("dated: %s", got)
	}
	if got := undated.Rights.Notice.Value; got != "© {year} Example Press" {
		t.Errorf("undated, before it is known when it was first seen: %s", got)
	}
	undated.Published.Value = time.Date(2011, 1, 1, 0, 0, 0, 0, time.UTC) // as a build does
	d.Body(undated)
	if got := undated.Rights; got.Notice.Value != "© 2011 Example Press" || got.Year.Value != 2011 || got.Holder.Value != "Example Press" {
		t.Errorf("undated: %+v", got)
	}
}

func TestFaultsOfConfiguredDefaults(t *testing.T) {
	d := folder(map[string]string{"a.md": "Text.", "b.md": "Text."})
	v, _, err := meta.YAML([]byte("{langauge: en}"), 2)
	if err != nil {
		t.Fatal(err)
	}
	d.Defaults, d.DefaultsFile = v, "../masthead.yaml"
	s := scan(t, d)
	const want = "../masthead.yaml:2:12: langauge: not a key that an article has; write language"
	if len(s.Problems) != 1 || s.Problems[0].Error() != want {
		t.Errorf("problems: %v", s.Problems)
	}
}

// broken breaks down over its only article.
type broken struct{ source.Reader }

func (broken) Head(*source.File) ([]*source.Article, error) { panic("no such byte") }

// Promise 4 of docs/promises.md.
func TestAReaderThatBreaksDownCostsOneArticle(t *testing.T) {
	d := folder(map[string]string{"a.md": "Text."})
	d.Readers = []source.Reader{broken{d.Readers[0]}}
	if a := scan(t, d).Articles[0]; !a.Rejected || !strings.Contains(said(a), "the reader broke down") {
		t.Errorf("got %s", said(a))
	}
}

func TestEncodings(t *testing.T) {
	for name, c := range map[string]struct{ in, want, fault string }{
		"UTF-8":        {"\xEF\xBB\xBFé", "é", ""},
		"UTF-16 LE":    {"\xFF\xFE\xE9\x00", "é", ""},
		"UTF-32 LE":    {"\xFF\xFE\x00\x00\xE9\x00\x00\x00", "é", ""},
		"UTF-32 BE":    {"\x00\x00\xFE\xFF\x00\x00\x00\xE9", "é", ""},
		"half of one":  {"\xFF\xFE\x00\x00\xE9\x00", "", "not UTF-32, though its first four bytes say so; save it as UTF-8"},
		"without mark": {"a\x00b\x00", "", "not text: a NUL byte stands in it; save it as UTF-8 text, or exclude it"},
	} {
		got, err := source.Decode([]byte(c.in))
		if string(got) != c.want || (err == nil) != (c.fault == "") || err != nil && strings.TrimPrefix(err.Error(), ": ") != c.fault {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}
