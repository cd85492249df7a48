package build_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/source"
)

// archived is an Atom document as a reader of RFC 5005 looks at it, which knows nothing of this program.
type archived struct {
	ID    string `xml:"http://www.w3.org/2005/Atom id"`
	Links []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"http://www.w3.org/2005/Atom link"`
	Archive  *struct{} `xml:"http://purl.org/syndication/history/1.0 archive"`
	Complete *struct{} `xml:"http://purl.org/syndication/history/1.0 complete"`
	Entries  []struct {
		ID    string `xml:"http://www.w3.org/2005/Atom id"`
		Title string `xml:"http://www.w3.org/2005/Atom title"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

func (s *site) archived(name string) (d archived) {
	s.t.Helper()
	text, err := s.target.Read(name)
	if err == nil {
		err = xml.Unmarshal(text, &d)
	}
	if err != nil {
		s.t.Fatalf("%s: %v", name, err)
	}
	return d
}

func (d archived) link(rel string) string {
	for _, l := range d.Links {
		if l.Rel == rel {
			return strings.TrimPrefix(l.Href, "https://example.org/")
		}
	}
	return ""
}

// walk follows the archive from the document that readers subscribe to, and gives the newest form of each entry.
func (s *site) walk(name string) (titles map[string]string, documents []string) {
	s.t.Helper()
	titles = map[string]string{}
	first := s.archived(name)
	for at := name; at != ""; {
		d := s.archived(at)
		if d.ID != first.ID {
			s.t.Errorf("%s is the feed %s, not %s", at, d.ID, first.ID)
		}
		if past := at != name; past != (d.Archive != nil) || past && d.link("current") != name {
			s.t.Errorf("%s: an archive %v, current %q", at, d.Archive != nil, d.link("current"))
		}
		for _, e := range d.Entries {
			if titles[e.ID] == "" {
				titles[e.ID] = e.Title
			}
		}
		documents = append(documents, at)
		earlier := d.link("prev-archive")
		if next := d.link("next"); next != earlier {
			s.t.Errorf("%s: the next page is %q, and the archive before it %q", at, next, earlier)
		}
		if earlier != "" && at != name && s.archived(earlier).link("next-archive") != at {
			s.t.Errorf("%s does not lead back to %s", earlier, at)
		}
		at = earlier
	}
	return titles, documents
}

// past fills a site with so many articles in each of so many months, the last of them this month.
func (s *site) past(months, each int) (ids map[string]string) {
	s.options.Feeds = []build.Feed{{Name: "all", Text: source.Title, Limit: 20, Archive: config.ByMonth, Formats: []build.Format{{Name: "atom", Path: "atom.xml"}, {Name: "json", Path: "feed.json"}}}}
	ids = map[string]string{}
	month := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
	for m := range months {
		for n := range each {
			name := fmt.Sprintf("%03d-%03d", m, n)
			at := month.AddDate(0, -m, 0).Add(time.Duration(n) * time.Hour)
			if at.After(now) {
				at = month.Add(time.Duration(n) * time.Minute)
			}
			s.article(name+".md", "title: "+name+"\ndate: "+at.Format(time.RFC3339))
			ids["https://example.org/"+name+"/"] = name
		}
	}
	return ids
}

// A reader that follows the archive gets every article there is, and of what is closed only that changes which has to.
func TestAnArchiveHasTheWholePast(t *testing.T) {
	s := newSite(t)
	s.withState()
	s.options.WithdrawFor = 7 * 24 * time.Hour
	want := s.past(200, 50)
	s.mustBuild()
	got, documents := s.walk("atom.xml")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("what a reader gets differs: %s", diff)
	}
	if len(documents) != 201 {
		t.Errorf("%d documents", len(documents))
	}
	if r := s.mustBuild(); r.Changed() {
		t.Errorf("changed again: %v", r.Changes)
	}

	s.article("100-007.md", "title: Mended\ndate: "+s.archivedDate(100).Format(time.RFC3339))
	s.article("150-003.md", "title: 150-003\ndate: "+s.archivedDate(150).Format(time.RFC3339)+"\nwithdrawn: true")
	s.article("new.md", "title: new\ndate: "+now.Format(time.RFC3339))
	want["https://example.org/100-007/"], want["https://example.org/new/"] = "Mended", "new"
	delete(want, "https://example.org/150-003/")
	for _, name := range []string{"100-007.md", "150-003.md", "new.md"} {
		s.touch(name, now.AddDate(0, 0, -1))
	}
	var changed []string
	for _, c := range s.mustBuild().Changes {
		if c.Kind != '=' && strings.HasPrefix(c.Name, "atom") {
			changed = append(changed, c.Name)
		}
	}
	this := now.Format("2006-01")
	if diff := cmp.Diff([]string{"atom.xml", "atom/" + s.archivedDate(150).Format("2006-01") + ".xml", "atom/" + s.archivedDate(100).Format("2006-01") + ".xml", "atom/" + this + ".xml"}, changed); diff != "" {
		t.Errorf("documents that changed: %s", diff)
	}
	got, _ = s.walk("atom.xml")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("what a reader gets differs: %s", diff)
	}
}

func (s *site) archivedDate(month int) time.Time {
	return time.Date(now.Year(), now.Month(), 1, 3, 0, 0, 0, time.UTC).AddDate(0, -month, 0)
}

// A month that begins leaves those before it as they are.
func TestAClosedMonthStaysWhenTheNextBegins(t *testing.T) {
	s := newSite(t)
	s.past(3, 5)
	s.mustBuild()
	closed := map[string]string{}
	for _, month := range []int{1, 2} {
		name := "atom/" + s.archivedDate(month).Format("2006-01") + ".xml"
		text, err := s.target.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		closed[name] = string(text)
	}
	s.now = now.AddDate(0, 1, 0)
	s.article("next.md", "title: next\ndate: "+s.now.Format(time.RFC3339))
	s.mustBuild()
	for name, was := range closed {
		if text, _ := s.target.Read(name); string(text) != was {
			t.Errorf("%s has changed:\n%s", name, cmp.Diff(was, string(text)))
		}
	}
	if _, documents := s.walk("atom.xml"); len(documents) != 5 {
		t.Errorf("documents: %v", documents)
	}
}

// JSON Feed has its own word for what comes before.
func TestAnArchiveInJSON(t *testing.T) {
	s := newSite(t)
	want := s.past(4, 5)
	s.mustBuild()
	found := map[string]bool{}
	for name := "feed.json"; name != ""; {
		d := s.jsonFeed(name)
		for _, it := range d.Items {
			found[it.ID] = true
		}
		name = strings.TrimPrefix(d.Next, "https://example.org/")
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(found))); diff != "" {
		t.Error(diff)
	}
}

type jsonDocument struct {
	Next  string `json:"next_url"`
	Items []struct {
		ID string `json:"id"`
	} `json:"items"`
}

func (s *site) jsonFeed(name string) (d jsonDocument) {
	s.t.Helper()
	text, err := s.target.Read(name)
	if err == nil {
		err = json.Unmarshal(text, &d)
	}
	if err != nil {
		s.t.Fatalf("%s: %v", name, err)
	}
	return d
}

// everything gives all documents of feeds, with the manifest that names them.
func (s *site) everything() map[string]string {
	s.t.Helper()
	var names struct{ Feeds []struct{ Path string } }
	text, err := s.target.Read(manifest)
	if err == nil {
		err = json.Unmarshal(text, &names)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	all := map[string]string{manifest: string(text)}
	for _, f := range names.Feeds {
		text, err := s.target.Read(f.Path)
		if err != nil {
			s.t.Fatal(err)
		}
		all[f.Path] = string(text)
	}
	return all
}

// Nothing of what is not out yet is told of by an archive, nor by the lack of a gap in it.
//
// Promise 1 of docs/promises.md.
func TestAnArchiveTellsNothingOfAnEmbargo(t *testing.T) {
	s := newSite(t)
	s.past(2, 3)
	s.mustBuild()
	before := s.everything()
	s.article("secret.md", "title: Secret\ndate: 2020-05-05\nembargo: "+now.AddDate(0, 1, 0).Format(time.RFC3339))
	s.mustBuild()
	if diff := cmp.Diff(before, s.everything()); diff != "" {
		t.Error(diff)
	}
}
