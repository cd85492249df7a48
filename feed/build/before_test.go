package build_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
)

// watched counts the documents that were left alone, and those that were made.
type watched struct {
	publish.Target
	kept, made *[]string
}

// Path gives the place of a document where the target has one.
func (w watched) Path(name string) string {
	if t, ok := w.Target.(interface{ Path(name string) string }); ok {
		return t.Path(name)
	}
	return name
}

func (w watched) Begin() (publish.Batch, error) {
	batch, err := w.Target.Begin()
	return watchedBatch{batch, w}, err
}

type watchedBatch struct {
	publish.Batch
	watched watched
}

func (b watchedBatch) Create(name, mediaType string) (publish.Document, error) {
	d, err := b.Batch.Create(name, mediaType)
	return watchedDocument{d, name, b.watched}, err
}

type watchedDocument struct {
	publish.Document
	name    string
	watched watched
}

func (d watchedDocument) Keep() bool {
	kept := d.Document.Keep()
	if kept {
		*d.watched.kept = append(*d.watched.kept, d.name)
	}
	return kept
}

func (d watchedDocument) Finish(head, tail []byte, modified time.Time) error {
	*d.watched.made = append(*d.watched.made, d.name)
	return d.Document.Finish(head, tail, modified)
}

// withTags gives a site of many articles with tags the feeds of these, in every format and with an archive, beside others.
func withTags(t *testing.T, articles int) *site {
	s := newSite(t)
	s.options.AllowShrink = true
	formats := func(path string) []build.Format {
		return []build.Format{{Name: "rss", Path: path + ".xml"}, {Name: "atom", Path: path + ".atom"}, {Name: "json", Path: path + ".json"}}
	}
	s.options.Feeds = []build.Feed{
		{Name: "all", Text: source.Full, Limit: 5, Formats: append(formats("feed"), build.Format{Name: "html", Path: "feed.html"})},
		{Name: "tags", Each: config.EachTag, Text: source.Summary, Limit: 3, Formats: formats("tags/{tag}")},
		{Name: "updated", Text: source.Title, ByUpdate: true, Limit: 4, Formats: formats("updated")},
		{Name: "past", Text: source.Full, Limit: 2, Archive: config.ByMonth, Formats: formats("past")},
	}
	s.options.Label()
	for i := range articles {
		s.tagged(i, "")
	}
	return s
}

// tagged writes an article anew, with two of seven tags.
func (s *site) tagged(n int, front string) {
	if n%4 > 0 {
		front += "\nauthor: Jane Doe"
	}
	s.later(fmt.Sprintf("%03d.md", n), fmt.Sprintf("title: Number %d, %s\ndate: 2026-0%d-%02d\ntags: [t%d, t%d]\n%s", n, s.now.Format("150405"), 1+n%2, 1+n%28, n%7, (n+1)%7, front))
}

// inFolder has the site publish to a folder.
func (s *site) inFolder() {
	s.target = publish.Folder{Dir: s.t.TempDir()}
}

// onDisk gives all that is published to the folder.
func (s *site) onDisk() map[string]string {
	s.t.Helper()
	all, dir := map[string]string{}, s.dir()
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		all[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

func TestADocumentOfWhichNothingChangesIsLeftAlone(t *testing.T) {
	s := withTags(t, 40)
	s.withState()
	s.inFolder()
	var kept, made []string
	s.target = watched{s.target, &kept, &made}
	s.mustBuild()
	if len(kept) > 0 {
		t.Errorf("kept at first: %v", kept)
	}
	for _, n := range []int{26, 40} { // the newest but one of January, and a new one with the same tags, t5 and t6
		kept, made = nil, nil
		s.tagged(n, "")
		r := s.mustBuild()
		for _, name := range made {
			if !strings.HasPrefix(name, "tags/t5.") && !strings.HasPrefix(name, "tags/t6.") && !strings.HasPrefix(name, "past/2026-01.") && !strings.HasPrefix(name, "updated.") &&
				!strings.HasPrefix(name, "feed.") && name != manifest && name != "masthead.css" {
				t.Errorf("%d: made anew: %s", n, name)
			}
		}
		if isEdited := n == 26; len(kept) < 10 != isEdited {
			t.Errorf("%d: looked at and left alone: %v", n, kept)
		}
		for _, c := range r.Changes {
			if !slices.Contains(made, c.Name) && c.Kind != publish.Same || slices.Contains(kept, c.Name) && c.Kind != publish.Same {
				t.Errorf("%d: %v is told of %s", n, c.Kind, c.Name)
			}
		}
		if len(r.Changes) < 30 {
			t.Errorf("%d: told of %d documents", n, len(r.Changes))
		}
	}
}

// Whatever befalls articles, configuration and documents: with a state that lasts from build to build each document is, byte for byte, what it is
// without one, and the ledger has what the feeds carry. What feeds say of stories that are gone is looked at elsewhere: a ledger knows more of
// them.
//
// Promise 7 of docs/promises.md.
func TestWhatIsLeftAloneIsWhatWouldBeMade(t *testing.T) {
	var edits atomic.Int64 // builds that looked at the documents of edited articles alone
	t.Cleanup(func() {
		if n := edits.Load(); n < 30 {
			t.Errorf("%d builds after an edit left all other documents alone", n)
		}
	})
	for seed := range uint64(16) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 8))
			s := withTags(t, 30)
			plain := s.elsewhere()
			s.inFolder()
			s.withState()
			var kept, made []string
			s.target = watched{s.target, &kept, &made}
			for step := range 40 {
				before, options := maps.Clone(s.files), *s.options
				what := s.befall(r)
				for r.IntN(4) == 0 {
					what += ", " + s.befall(r)
				}
				if seed%2 == 1 {
					s.watch(before, &options)
				}
				plain.now, plain.files = s.now, s.files
				plain.options.Feeds, plain.options.Site, plain.options.TTL = s.options.Feeds, s.options.Site, s.options.TTL
				kept, made = nil, nil
				report, want := s.mustBuild(), plain.mustBuild()
				if len(made) > 0 && len(kept)+len(made) < len(report.Changes) {
					edits.Add(1)
				}
				if diff := cmp.Diff(said(t, want), said(t, report)); diff != "" && !strings.Contains(what, "damaged") {
					t.Fatalf("step %d, %s: reported without a state, and with one: %s", step, what, diff)
				}
				if diff := cmp.Diff(plain.onDisk(), s.onDisk()); diff != "" {
					t.Fatalf("step %d, %s: without a state, and with one: %s", step, what, diff)
				}
				if diff := cmp.Diff(s.carriedByFeeds(), s.carriedByLedger()); diff != "" {
					t.Fatalf("step %d, %s: carried, and noted: %s", step, what, diff)
				}
			}
		})
	}
}

// watch has a process that stays up see what changed since the files and the options were these.
func (s *site) watch(before fstest.MapFS, was *build.Options) {
	if s.options.Kept == nil || !reflect.DeepEqual(was.Feeds, s.options.Feeds) || !reflect.DeepEqual(was.Site, s.options.Site) || was.TTL != s.options.TTL {
		s.options.Kept = &build.Kept{} // as where the configuration is read anew
	}
	for name := range s.files {
		if s.files[name] != before[name] {
			s.changed(name)
		}
	}
	for name := range before {
		if s.files[name] == nil {
			s.changed(name)
		}
	}
}

// said is a report in words.
func said(t *testing.T, r *build.Report) string {
	text, err := json.MarshalIndent(struct {
		*build.Report
		Told build.News
	}{r, r.News}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// What is left alone in the folder is left alone in memory, too, once it is there.
func TestWhatIsLeftAloneIsServed(t *testing.T) {
	s := withTags(t, 40)
	s.withState()
	s.inFolder()
	folder, store := s.target, &serve.Store{}
	var kept, made []string
	s.target = watched{publish.Both(folder, store), &kept, &made}
	check := func(what string, some bool) {
		t.Helper()
		made = nil
		r := s.mustBuild()
		if len(made) < len(r.Changes) != some {
			t.Errorf("%s: made: %v", what, made)
		}
		for _, f := range r.Feeds {
			there, err := folder.Read(f.Path)
			served, err2 := store.Read(f.Path)
			if err != nil || err2 != nil || string(there) != string(served) {
				t.Errorf("%s: %s is served otherwise: %v, %v", what, f.Path, err, err2)
			}
		}
	}
	check("at first", false)
	s.tagged(26, "")
	check("one changed", true)
	store = &serve.Store{}
	s.target = watched{publish.Both(folder, store), &kept, &made}
	s.tagged(27, "")
	check("a process that begins anew", false)
	s.tagged(28, "")
	check("and goes on", true)
}

// An article dated by its file that expires is read before its item is asked for, and may be left alone all the same.
func TestWhatWasReadToChooseIsLeftAlone(t *testing.T) {
	s := withTags(t, 10)
	s.withState()
	s.inFolder()
	s.later("undated.md", "title: Undated\nexpires: 2099-01-01")
	s.mustBuild()
	before := s.onDisk()
	s.later("new.md", "title: Old\ndate: 2020-01-01")
	s.options.Feeds[0].Limit = 5
	s.mustBuild()
	if diff := cmp.Diff(before["feed.xml"], s.onDisk()["feed.xml"]); diff != "" {
		t.Error(diff)
	}
}

// What cannot be read of the state is not believed, and nothing else is the matter.
func TestRowsOfGistsThatAreDamagedDoNoHarm(t *testing.T) {
	s := withTags(t, 30)
	s.withState()
	s.inFolder()
	s.mustBuild()
	r := rand.New(rand.NewPCG(1, 9))
	for range 60 {
		var rows [][]byte
		if err := s.options.State.Gists(t.Context(), s.dir(), func(row []byte) { rows = append(rows, slices.Clone(row)) }); err != nil || len(rows) == 0 {
			t.Fatal(err, len(rows))
		}
		row := rows[r.IntN(len(rows))]
		row = row[:r.IntN(len(row))]
		if r.IntN(3) == 0 {
			row = make([]byte, r.IntN(90))
			for i := range row {
				row[i] = byte(r.UintN(256))
			}
		}
		if err := s.options.State.SetGists(t.Context(), s.dir(), r.IntN(64), row); err != nil {
			t.Fatal(err)
		}
		s.tagged(r.IntN(30), "")
		s.mustBuild()
		got := s.onDisk()
		plain := s.elsewhere()
		plain.options.State = nil
		plain.mustBuild()
		want := plain.onDisk()
		delete(got, manifest) // which knows more of the past
		delete(want, manifest)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	}
}

// befall does something to the site that may change its feeds.
func (s *site) befall(r *rand.Rand) (what string) {
	n := r.IntN(34)
	name := fmt.Sprintf("%03d.md", n)
	switch r.IntN(20) {
	case 0:
		delete(s.files, name)
		return name + " is gone"
	case 1:
		s.tagged(n, "withdrawn: true")
		return name + " is withdrawn"
	case 2:
		s.tagged(n, "expires: "+s.now.Add(time.Duration(1+r.IntN(48))*time.Hour).Format(time.RFC3339))
		return name + " expires"
	case 3:
		s.tagged(n, "embargo: "+s.now.Add(time.Duration(1+r.IntN(48))*time.Hour).Format(time.RFC3339))
		return name + " waits"
	case 4:
		s.tagged(n, "updated: "+s.now.Format(time.RFC3339))
		return name + " is updated"
	case 5:
		s.tagged(n, "corrections: [{date: "+s.now.Add(time.Duration(r.IntN(48)-24)*time.Hour).Format(time.RFC3339)+", text: Not so.}]")
		return name + " is corrected"
	case 6:
		s.tagged(n, "draft: true")
		return name + " is a draft"
	case 7:
		s.now = s.now.Add(time.Duration(1+r.IntN(30)) * time.Hour)
		return "time goes by"
	case 8:
		s.options.Feeds = slices.Clone(s.options.Feeds)
		s.options.Feeds[1].Limit = 1 + r.IntN(6)
		return "another limit"
	case 9:
		s.options.Site.Rights = fmt.Sprintf("© {year} Example %d", r.IntN(3))
		return "another notice"
	case 10:
		s.tagged(n, "language: fr\ncopyright: © 2020 Somebody")
		return name + " is French"
	case 11:
		names := slices.Sorted(maps.Keys(s.onDisk()))
		names = slices.DeleteFunc(names, func(name string) bool { return strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".css") })
		if len(names) == 0 {
			return "nothing"
		}
		name := names[r.IntN(len(names))]
		if err := os.WriteFile(filepath.Join(s.dir(), name), []byte("damaged"), 0o644); err != nil {
			s.t.Fatal(err)
		}
		return name + " is damaged"
	case 12:
		s.options.TTL = time.Duration(3+r.IntN(3)) * time.Hour
		return "built more or less often"
	case 13, 14, 15, 16:
		if f := s.files[name]; f != nil {
			s.rewrite(name, strings.Replace(string(f.Data), "Text of", "Text, "+s.now.Format("150405")+", of", 1))
		}
		return "the text of " + name + " is mended"
	case 17:
		if f := s.files[name]; f != nil {
			s.rewrite(name, strings.Replace(string(f.Data), "Text", "EMBARGOED UNTIL 1 January 2099 00:00 GMT\n\nText", 1))
		}
		return "the text of " + name + " says that it waits"
	}
	s.tagged(n, "")
	return name + " is another"
}

// rewrite writes a file anew that has been there.
func (s *site) rewrite(name, text string) {
	s.write(name, text)
	s.now = s.now.Add(time.Minute)
	s.touch(name, s.now.Add(-time.Second))
}

// carriedByFeeds gives the items that documents carry, by feed, as the manifest has it.
func (s *site) carriedByFeeds() map[string][]string {
	s.t.Helper()
	var m struct {
		Feeds []struct {
			Feed   string
			Layout *struct{ Items []int }
		}
		Items []struct{ ID string }
		IDs   []string
	}
	if err := json.Unmarshal([]byte(s.onDisk()[manifest]), &m); err != nil {
		s.t.Fatal(err)
	}
	found := map[string]map[string]bool{}
	for _, f := range m.Feeds {
		for i := 0; f.Layout != nil && i < len(f.Layout.Items); i += 3 {
			if f.Layout.Items[i+2]%2 == 1 { // it only says that one is gone
				continue
			}
			if found[f.Feed] == nil {
				found[f.Feed] = map[string]bool{}
			}
			found[f.Feed][m.Items[f.Layout.Items[i]].ID] = true
		}
	}
	return inOrder(found)
}

func (s *site) carriedByLedger() map[string][]string {
	s.t.Helper()
	out, err := s.options.State.Carried(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	found := map[string]map[string]bool{}
	for c := range out {
		if found[c.Feed] == nil {
			found[c.Feed] = map[string]bool{}
		}
		found[c.Feed][c.ID] = true
	}
	return inOrder(found)
}

func inOrder(found map[string]map[string]bool) map[string][]string {
	lists := map[string][]string{}
	for name, ids := range found {
		lists[name] = slices.Sorted(maps.Keys(ids))
	}
	return lists
}
