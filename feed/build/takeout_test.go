package build_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
)

// The tests of this file are about builds that fail after others that did not: what may not be published any more has to
// go all the same.

// wantValid parses the documents, as every reader does, and counts the items of each.
func (s *site) wantValid(items int) {
	s.t.Helper()
	for name, tag := range map[string]string{"feed.xml": "item", "atom.xml": "entry"} {
		data, err := s.target.Read(name)
		if err != nil {
			s.t.Fatal(err)
		}
		found, d := 0, xml.NewDecoder(strings.NewReader(string(data)))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				s.t.Fatalf("%s: %v\n%s", name, err, data)
			}
			if start, ok := token.(xml.StartElement); ok && start.Name.Local == tag {
				found++
			}
		}
		if found != items {
			s.t.Errorf("%s has %d items, want %d", name, found, items)
		}
	}
	if got := len(s.items()); got != items {
		s.t.Errorf("feed.json has %d items, want %d", got, items)
	}
}

// wantNothingOf looks for a word in everything that is published.
func (s *site) wantNothingOf(words ...string) {
	s.t.Helper()
	for name, text := range s.published() {
		for _, word := range words {
			if strings.Contains(text, word) {
				s.t.Errorf("%s still has %q:\n%s", name, word, text)
			}
		}
	}
}

// wantFailure builds, and the build has to fail with a message that ends so.
func (s *site) wantFailure(end string) *build.Report {
	s.t.Helper()
	r, err := s.build()
	if err == nil || !strings.HasSuffix(err.Error(), end) {
		s.t.Errorf("the error is %v, want one that ends with %q", err, end)
	}
	return r
}

func (s *site) vanish() {
	s.options.Sources[0].Folder.FS = os.DirFS(filepath.Join(s.t.TempDir(), "vanished"))
}

func (s *site) lose(names ...string) {
	for _, name := range names {
		delete(s.files, name)
	}
}

// Promise 1 of docs/promises.md.
func TestWhatExpiresIsTakenOutOfFeedsThatCannotBeMadeAnew(t *testing.T) {
	targets := map[string]func(t *testing.T) publish.Target{
		"folder": func(t *testing.T) publish.Target { return publish.Folder{Dir: t.TempDir()} },
		"memory": func(*testing.T) publish.Target { return &serve.Store{} },
		"both": func(t *testing.T) publish.Target {
			return publish.Both(publish.Folder{Dir: t.TempDir()}, &serve.Store{})
		},
	}
	for name, target := range targets {
		for expiring := range 8 { // each set of three articles
			t.Run(fmt.Sprintf("%s %03b", name, expiring), func(t *testing.T) {
				s := newSite(t)
				s.target = target(t)
				var over, left []string
				for i, title := range []string{"Curlew", "Bittern", "Avocet"} { // newest first
					front := fmt.Sprintf("title: %s\ndate: 2026-03-0%d", title, 9-i)
					if expiring&(1<<i) != 0 {
						front += "\nexpires: 2026-03-13"
						over = append(over, title, strings.ToLower(title)+".md")
					} else {
						left = append(left, title)
					}
					s.article(strings.ToLower(title)+".md", front)
				}
				s.mustBuild()
				s.vanish()
				s.now = time.Date(2026, 3, 12, 23, 59, 59, 0, time.UTC)
				s.wantUntouched(fs.ErrNotExist)
				if over == nil {
					return
				}
				s.now = s.now.Add(time.Second)
				end := fmt.Sprintf("; %d expired items were taken out", 3-len(left))
				if len(left) == 2 {
					end = "; 1 expired item was taken out"
				}
				if r := s.wantFailure(end); len(r.TakenOut) != 3-len(left) {
					t.Errorf("the report names %v", r.TakenOut)
				}
				s.wantTitles(left...)
				s.wantValid(len(left))
				s.wantNothingOf(over...)
				s.wantUntouched(fs.ErrNotExist) // once is enough

				s.options.Sources[0].Folder.FS = s.files
				s.mustBuild()
				after := s.published()
				s.target = &serve.Store{}
				s.mustBuild()
				if diff := cmp.Diff(s.published(), after); diff != "" {
					t.Error("it does not go on as if nothing had been:", diff)
				}
			})
		}
	}
}

func TestWhateverKeepsABuildFromItsArticlesExpiryIsKept(t *testing.T) {
	for name, fail := range map[string]func(*site){
		"not readable":            func(s *site) { s.options.Sources[0].Folder.FS = faulty{s.files, "."} },
		"a part not readable":     func(s *site) { s.options.Sources[0].Folder.FS = faulty{s.files, "sub"} },
		"the article not":         func(s *site) { s.article("sub/a.md", "title: a: b"); s.lose("b.md", "c.md") },
		"its file gone with most": func(s *site) { s.lose("sub/a.md", "b.md", "c.md") },
		"renamed with the others": func(s *site) {
			for name := range map[string]bool{"sub/a.md": true, "b.md": true, "c.md": true} {
				s.files["new-"+name] = s.files[name]
				delete(s.files, name)
			}
		},
		"no format of the name": func(s *site) { s.options.Feeds[0].Formats[0].Name = "gopher" },
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.article("sub/a.md", "title: Avocet\ndate: 2026-03-03\nexpires: 2026-03-13")
			s.article("b.md", "title: Bittern\ndate: 2026-03-02")
			s.article("c.md", "title: Curlew\ndate: 2026-03-01")
			s.article("sub/d.md", "title: Dunlin\ndate: 2026-02-01")
			s.mustBuild()
			fail(s)
			s.now = now.AddDate(0, 0, 1)
			s.wantFailure("; 1 expired item was taken out")
			s.wantTitles("Bittern", "Curlew", "Dunlin")
			s.wantValid(3)
			s.wantNothingOf("Avocet", "a.md")
		})
	}
}

// What the articles say now counts too, however much of them is gone.
func TestWhatIsTakenBackIsTakenOutByABuildThatRefuses(t *testing.T) {
	for _, c := range []struct{ name, front, end string }{
		{"withdrawn", "withdrawn: true", "; 1 withdrawn item was taken out"},
		{"withdrawn draft", "withdrawn: true\ndraft: true", "; 1 withdrawn item was taken out"},
		{"withdrawn under another id", "withdrawn: true\nid: urn:x:1", "; 1 withdrawn item was taken out"},
		{"embargoed after all", "embargo: 2026-03-13", "; 1 withdrawn item was taken out"}, // an embargo is told of to nobody
		{"expired", "expires: 2026-03-11", "; 1 expired item was taken out"},
		{"a draft", "draft: true", "if this is meant"},
		{"dated later", "date: 2027-03-01", "if this is meant"},
		{"live", "title: Avocet", "if this is meant"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newSite(t)
			for _, name := range []string{"a", "b", "c", "d", "e"} {
				s.article(name+".md", "title: "+name+"\ndate: 2026-03-01")
			}
			s.article("a.md", "title: Avocet\ndate: 2026-03-02")
			s.mustBuild()
			front := c.front
			if !strings.Contains(front, "date:") {
				front += "\ndate: 2026-03-02"
			}
			s.article("a.md", front)
			for _, name := range []string{"b.md", "c.md", "d.md"} {
				delete(s.files, name)
			}
			_, err := s.build()
			var shrink *build.ShrinkError
			if !errors.As(err, &shrink) || !strings.HasSuffix(err.Error(), c.end) {
				t.Errorf("the error is %v", err)
			}
			if taken := strings.Contains(c.end, "taken"); taken == slices.Contains(s.titles(), "Avocet") {
				t.Errorf("the feed has %v", s.titles())
			}
			s.wantValid(len(s.titles()))
		})
	}
}

// Where one source of two is away, the other still says what is withdrawn.
func TestASourceThatCanBeReadTakesBackWhileAnotherCannot(t *testing.T) {
	s := newSite(t)
	more := fstest.MapFS{"m.md": &fstest.MapFile{Data: []byte("---\ntitle: Mallard\ndate: 2026-03-01\n---\n")}}
	s.options.Sources = append(s.options.Sources, build.Source{Permalink: "/more/{path}/", Root: "more", Folder: &source.Folder{
		FS: more, Name: "more", Zone: time.UTC, Readers: s.options.Sources[0].Folder.Readers}})
	s.three()
	s.mustBuild()
	s.article("b.md", "title: B\ndate: 2026-03-02\nwithdrawn: true")
	s.options.Sources[1].Folder.FS = os.DirFS(filepath.Join(t.TempDir(), "vanished"))
	s.wantFailure("; 1 withdrawn item was taken out")
	s.wantTitles("C", "A", "Mallard")
}

// Of two articles that state one id, the one that is published decides.
func TestATwinTakesNothingBack(t *testing.T) {
	s := newSite(t)
	s.three()
	s.article("a.md", "title: A\ndate: 2026-03-01\nid: urn:x:1")
	s.mustBuild()
	s.article("twin.md", "title: Twin\ndate: 2026-03-01\nid: urn:x:1\nwithdrawn: true")
	delete(s.files, "b.md")
	delete(s.files, "c.md")
	s.wantUntouched(nil)
	s.files["moved.md"] = s.files["twin.md"] // the article itself, moved and withdrawn
	delete(s.files, "twin.md")
	delete(s.files, "a.md")
	s.wantFailure("; 1 withdrawn item was taken out")
	s.wantTitles("C", "B")
}

// Where nobody knows any more where in a document an item lies, all of them go: that one may not stay is certain.
func TestADocumentThatWasEditedIsEmptiedWhenSomethingInItExpires(t *testing.T) {
	for name, edit := range map[string]func(text string) string{
		"longer":          func(text string) string { return strings.Replace(text, "Avocet", "Avocets", 1) },
		"as long":         func(text string) string { return strings.Replace(text, "Curlew", "Curlow", 1) },
		"cut off":         func(text string) string { return text[:len(text)/2] },
		"nothing is left": func(string) string { return "" },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := newSite(t)
			s.target = publish.Folder{Dir: dir}
			s.article("a.md", "title: Avocet\ndate: 2026-03-01\nexpires: 2026-03-13")
			s.article("c.md", "title: Curlew\ndate: 2026-03-02")
			s.mustBuild()
			file := filepath.Join(dir, "feed.xml")
			edited := edit(s.published()["feed.xml"])
			if err := os.WriteFile(file, []byte(edited), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Remove(filepath.Join(dir, "atom.xml")); err != nil { // what is not there has nothing to be taken out
				t.Fatal(err)
			}
			s.vanish()
			s.wantUntouched(fs.ErrNotExist)
			s.now = now.AddDate(0, 0, 1)
			s.wantFailure("; 1 expired item was taken out")
			s.wantNothingOf("Avocet")
			s.wantTitles("Curlew")
			got := s.published()
			if strings.Contains(got["feed.xml"], "<item>") || !strings.Contains(got["feed.xml"], "<title>Example</title>") || got["atom.xml"] != "" {
				t.Errorf("the feed is:\n%s", got["feed.xml"])
			}
			s.options.Sources[0].Folder.FS = s.files
			s.mustBuild()
			s.wantValid(1)
		})
	}
}

// A manifest that an earlier version wrote does not say what lies where.
func TestWithoutALayoutADocumentIsEmptied(t *testing.T) {
	dir := t.TempDir()
	s := newSite(t)
	s.target = publish.Folder{Dir: dir}
	s.three()
	s.mustBuild()
	old := `{"feeds":[{"path":"feed.xml","feed":"all","format":"rss","id":"x","title":"Example"}],"items":[{"id":"https://example.org/a/"},{"id":"https://example.org/b/"},{"id":"https://example.org/c/"}]}`
	if err := os.WriteFile(filepath.Join(dir, manifest), []byte(old), 0o600); err != nil {
		t.Fatal(err)
	}
	delete(s.files, "b.md")
	delete(s.files, "c.md")
	s.wantUntouched(nil)
	s.article("a.md", "title: A\ndate: 2026-03-01\nwithdrawn: true")
	s.wantFailure("; 1 withdrawn item was taken out")
	if got := s.published()["feed.xml"]; strings.Contains(got, "<item>") {
		t.Errorf("the feed is:\n%s", got)
	}
}

// One document that cannot be rewritten keeps no other from it, and is tried again.
func TestADocumentThatCannotBeRewrittenIsTriedAgain(t *testing.T) {
	dir := t.TempDir()
	s := newSite(t)
	s.target = publish.Folder{Dir: dir}
	s.three()
	s.article("a.md", "title: Avocet\ndate: 2026-03-01\nexpires: 2026-03-13")
	s.mustBuild()
	file := filepath.Join(dir, "atom.xml")
	saved, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{os.Remove(file), os.Mkdir(file, 0o755)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s.vanish()
	s.now = now.AddDate(0, 0, 1)
	s.wantFailure("atom.xml is a directory; remove it or choose another -o; 1 expired item may be out still: build again as soon as that is mended")
	s.wantTitles("C", "B")
	for _, err := range []error{os.Remove(file), os.WriteFile(file, saved, 0o600)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s.wantFailure("; 1 expired item was taken out")
	s.wantNothingOf("Avocet")
	s.wantValid(2)
}

// By the rules, a strict build that meets a fault writes nothing, nor does one that only says what it would do.
func TestABuildThatMayNotWriteTakesNothingOut(t *testing.T) {
	s := newSite(t)
	s.three()
	s.article("a.md", "title: A\ndate: 2026-03-01\nexpires: 2026-03-13")
	s.mustBuild()
	s.now = now.AddDate(0, 0, 1)
	s.article("b.md", "title: B\ndate: 2026-03-02\nlanguage: Klingonese")
	s.options.Strict = true
	s.wantUntouched(build.ErrStrict)
	s.options.Strict, s.options.DryRun = false, true
	s.vanish()
	s.wantUntouched(fs.ErrNotExist)
}

// What cron builds once leaves out what expires before the next run, also of what it cannot build.
func TestWhatExpiresBeforeTheNextRunIsTakenOutByABuildThatFails(t *testing.T) {
	s := newSite(t)
	s.three()
	s.article("a.md", "title: A\ndate: 2026-03-01\nexpires: 2026-03-12T13:30:00Z")
	s.options.Deadline = func(now time.Time) time.Time { return now.Add(time.Hour) }
	s.mustBuild()
	s.vanish()
	s.wantUntouched(fs.ErrNotExist)
	s.now = now.Add(time.Hour)
	s.wantFailure("; 1 expired item was taken out")
}

// Whoever waits for the next change must not miss an expiry because the articles are away.
func TestABuildThatFailsSaysWhenTheNextItemExpires(t *testing.T) {
	s := newSite(t)
	for i, expires := range []string{"2026-03-14", "2026-03-13", "2026-03-20"} {
		s.article(fmt.Sprintf("%d.md", i), "date: 2026-03-01\nexpires: "+expires)
	}
	s.mustBuild()
	s.vanish()
	for day := 12; day < 14; day++ {
		s.now = time.Date(2026, 3, day, 12, 0, 0, 0, time.UTC)
		r, err := s.build()
		if want := time.Date(2026, 3, day+1, 0, 0, 0, 0, time.UTC); err == nil || !r.Next.Equal(want) {
			t.Errorf("on the %dth the next change is at %v, %v", day, r.Next, err)
		}
	}
}

// fullAtLast is a target that has no room left by the time that a batch is committed.
type fullAtLast struct{ publish.Target }

type fullAtLastBatch struct{ publish.Batch }

func (t fullAtLast) Begin() (publish.Batch, error) {
	b, err := t.Target.Begin()
	return fullAtLastBatch{b}, err
}

func (fullAtLastBatch) Commit() error { return errFull }

// Whoever reads that there is no room is told what is out still for that.
func TestWhatCannotBeTakenOutIsToldOf(t *testing.T) {
	for name, without := range map[string]func(publish.Target) publish.Target{
		"room":       func(t publish.Target) publish.Target { return full{t} },
		"room later": func(t publish.Target) publish.Target { return fullAtLast{t} },
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.three()
			s.article("a.md", "title: Avocet\ndate: 2026-03-03\nexpires: 2026-03-13")
			s.mustBuild()
			s.now = now.AddDate(0, 0, 1)
			there := s.target
			s.target = without(there)
			s.wantFailure(errFull.Error() + "; 1 expired item may be out still: build again as soon as that is mended")
			s.target = there
			s.mustBuild()
			s.wantNothingOf("Avocet")
		})
	}
}
