package feed

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/markdown"
)

func site(address string) Site {
	u, err := url.Parse(address)
	if err != nil {
		panic(err)
	}
	return Site{Title: "T", URL: u}
}

// read gives the candidates of a folder of Markdown files, by path.
func read(t *testing.T, m *Mapper, files map[string]string) map[string]Candidate {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text + "\nText.\n"), ModTime: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	}
	folder := &source.Folder{FS: fsys, Name: "posts", Zone: time.UTC, Readers: []source.Reader{markdown.New()}}
	catalog, err := folder.Catalog(t.Context(), 1, m.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	from := &Source{Catalog: catalog, Folder: folder, Mapper: m}
	found := map[string]Candidate{}
	for _, c := range from.AppendCandidates(nil) {
		c.ReadBody()
		found[c.Path] = c
	}
	return found
}

func TestLink(t *testing.T) {
	for _, c := range []struct {
		name, site, pattern, path, front, want string
	}{
		{"path", "https://example.org", "/{path}/", "a/b.md", "", "https://example.org/a/b/"},
		{"below the site's path", "https://example.org/blog/", "/{path}/", "a.md", "", "https://example.org/blog/a/"},
		{"a folder's index is the folder", "https://example.org", "/{path}/", "a/index.md", "", "https://example.org/a/"},
		{"the site's own index", "https://example.org", "/{path}/", "index.md", "", "https://example.org/"},
		{"slug takes the last place", "https://example.org", "/{path}/", "a/b.md", "slug: c", "https://example.org/a/c/"},
		{"slug from the root", "https://example.org/blog", "/{path}/", "a/b.md", "slug: /c/", "https://example.org/blog/c/"},
		{"dated name", "https://example.org", "/{year}/{month}/{day}/{slug}", "2026-03-12-b.md", "", "https://example.org/2026/03/12/b"},
		{"empty placeholder", "https://example.org", "/{section}/{slug}/", "b.md", "", "https://example.org/b/"},
		{"section", "https://example.org", "/{section}/{language}/{slug}/", "b.md", "section: News & Views\nlang: fr", "https://example.org/News%20&%20Views/fr/b/"},
		{"not ASCII", "https://example.org", "/{path}/", "ä b.md", "", "https://example.org/%C3%A4%20b/"},
		{"percent in a name", "https://example.org", "/{path}/", "50%.md", "", "https://example.org/50%25/"},
		{"own address", "https://example.org", "/{path}/", "b.md", "url: https://other.example/x?y#z", "https://other.example/x?y#z"},
		{"own path", "https://example.org/blog", "/{path}/", "b.md", "url: /x/", "https://example.org/blog/x/"},
		{"own path has the site's already", "https://example.org/blog", "/{path}/", "b.md", "permalink: /blog/x/", "https://example.org/blog/x/"},
		{"no page", "https://example.org", "/{path}/", "b.md", "url: none", ""},
		{"a path that is called like the site's", "https://example.org/blog", "/{path}/", "blog/x.md", "", "https://example.org/blog/blog/x/"},
		{"a slug that is called like the site's", "https://example.org/blog", "/{path}/", "x.md", "slug: /blog/y", "https://example.org/blog/blog/y"},
		{"no address of the web", "https://example.org", "/{path}/", "b.md", "url: 'javascript:alert(1)'", "https://example.org/b/"},
		{"broken address", "https://example.org/blog", "/{path}/", "b.md", "url: 'https://other.example/100%'", "https://other.example/100%25"},
		{"out of the site", "https://example.org/blog", "/{path}/", "b.md", "url: /../../x", "https://example.org/blog/b/"},
		{"slug out of the site", "https://example.org/blog", "/{slug}/", "b.md", "slug: ../../x", "https://example.org/blog/x/"},
		{"section out of the site", "https://example.org/blog", "/{section}/{slug}/", "b.md", "section: ..", "https://example.org/blog/b/"},
		{"escaped slash", "https://example.org", "/{path}/", "b.md", "url: /a%2Fb/", "https://example.org/a%2Fb/"},
		{"query of a pattern", "https://example.org", "/?p={slug}", "b.md", "slug: a&b=c", "https://example.org/?p=a%26b%3Dc"},
		{"number sign in a name", "https://example.org", "/{path}/", "we#ird.md", "", "https://example.org/we%23ird/"},
		{"protocol-relative", "https://example.org", "/{path}/", "b.md", "url: //other.example/x", "https://other.example/x"},
		{"relative", "https://example.org/blog", "/{path}/", "a/b.md", "url: x/y", "https://example.org/blog/x/y"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := &Mapper{Permalink: c.pattern, Site: new(Site)}
			*m.Site = site(c.site)
			got := read(t, m, map[string]string{c.path: "---\n" + c.front + "\n---\n"})[c.path].Link
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestID(t *testing.T) {
	minting := site("https://example.org/")
	minting.IDs = TagAuthority{"example.org", "2024-05-01"}
	plain := site("https://example.org/")
	for _, c := range []struct {
		name, front, want string
		site              Site
	}{
		{"page", "", "https://example.org/a/b/", plain},
		{"minted", "", "tag:example.org,2024-05-01:a/b.md", minting},
		{"own URI", "id: urn:x:1", "urn:x:1", minting},
		{"own word, minted", "id: story 42", "tag:example.org,2024-05-01:story%2042", minting},
		{"own word", "id: 42", "urn:uuid:f75399d9-89aa-5e74-b0e1-3add93448b6a", plain},
		{"own UUID", "id: 6BA7B811-9DAD-11D1-80B4-00C04FD430C8", "urn:uuid:6ba7b811-9dad-11d1-80b4-00c04fd430c8", minting},
		{"own word, of the site at another path", "id: 42", "urn:uuid:f75399d9-89aa-5e74-b0e1-3add93448b6a", site("http://example.org/blog")},
		{"own URI that is none", "id: 'urn:x:}'", "tag:example.org,2024-05-01:urn:x:%7D", minting},
		{"own code", "id: \"urn:x:a\\uFFFE\"", "tag:example.org,2024-05-01:urn:x:a%EF%BF%BE", minting},
		{"no page", "url: none", "urn:uuid:b3f10a2e-342d-570d-87a1-66a581ddb04a", plain},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := &Mapper{Site: &c.site, Permalink: "/{path}/"}
			if got := read(t, m, map[string]string{"a/b.md": "---\n" + c.front + "\n---\n"})["a/b.md"].ID; got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// An id does not change with title, date, file time, or the site's title; minted, nor with its address.
//
// Promise 2 of docs/promises.md.
func TestIDStaysWhenOtherThingsChange(t *testing.T) {
	s := site("https://example.org/")
	s.IDs = TagAuthority{"example.org", "2024"}
	m := &Mapper{Site: &s, Permalink: "/{path}/"}
	before := read(t, m, map[string]string{"a.md": "---\ntitle: A\ndate: 2026-01-01\n---\n"})["a.md"].ID
	s = site("http://www.example.com/new")
	s.Title, s.IDs = "Another", TagAuthority{"example.org", "2024"}
	m.Permalink = "/{year}/{slug}"
	after := read(t, m, map[string]string{"a.md": "---\ntitle: B\ndate: 2025-01-01\nslug: c\n---\n"})["a.md"].ID
	if before != after {
		t.Errorf("the id was %s and became %s", before, after)
	}
}

func TestSelect(t *testing.T) {
	s := site("https://example.org/")
	all := read(t, &Mapper{Site: &s, Permalink: "/{path}/"}, map[string]string{
		"old.md":       "---\ndate: 2026-01-01\n---\n",
		"new.md":       "---\ndate: 2026-03-01\n---\n",
		"b-same.md":    "---\ndate: 2026-02-01\n---\n",
		"a-same.md":    "---\ndate: 2026-02-01\n---\n",
		"draft.md":     "---\ndate: 2026-02-01\ndraft: true\n---\n",
		"embargoed.md": "---\ndate: 2026-02-01\nembargo: 2026-05-01\n---\n",
		"scheduled.md": "---\ndate: 2026-05-01\n---\n",
		"expired.md":   "---\ndate: 2026-02-01\nexpires: 2026-03-01\n---\n",
		"soon.md":      "---\ndate: 2026-02-15\nexpires: 2026-04-01T00:30:00Z\n---\n",
		"twin.md":      "---\ndate: 2026-01-15\nid: https://example.org/new/\n---\n",
		"moved.md":     "---\ndate: 2026-02-01\nredirect_to: /new/\n---\n",
	})
	var list []Candidate
	for _, c := range all {
		list = append(list, c)
	}
	now := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	paths := func(list []Candidate) (paths []string) {
		for _, c := range list {
			paths = append(paths, c.Path)
		}
		return paths
	}
	selection := Select(list, now, time.Time{})
	chosen := append(selection.Next(2), selection.Next(len(list))...)
	if diff := cmp.Diff([]string{"new.md", "soon.md", "a-same.md", "b-same.md", "old.md"}, paths(chosen)); diff != "" {
		t.Errorf("chosen (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"twin.md"}, paths(selection.Twins)); diff != "" {
		t.Errorf("twins (-want +got):\n%s", diff)
	}
	chosen = Select(list, now, now.Add(time.Hour)).Next(len(list))
	if strings.Contains(strings.Join(paths(chosen), " "), "soon.md") {
		t.Error("an article is chosen that expires before anything could take it out")
	}
}

func TestItemResolvesPeople(t *testing.T) {
	s := site("https://example.org/")
	s.Author, s.Emails = &Person{Name: "Example", Email: "desk@example.org"}, true
	for _, c := range []struct {
		name, front           string
		authors, contributors []Person
	}{
		{"nobody: the publisher", "", []Person{{Name: "Example", Email: "desk@example.org"}}, nil},
		{"an agency alone is the author", "credit: Wire", []Person{{Name: "Wire", Role: source.Organisation}}, nil},
		{"an agency beside a person", "author: Jane\ncredit: Wire",
			[]Person{{Name: "Jane", Role: source.Author}}, []Person{{Name: "Wire", Role: Agency}}},
		{"an agency named twice", "authors: [{name: Wire, role: organisation}]\ncredit: Wire",
			[]Person{{Name: "Wire", Role: source.Organisation}}, nil},
		{"roles and addresses", "authors: [{name: Jane, url: /jane, email: jane@example.org}, {name: John, role: translator}]",
			[]Person{{Name: "Jane", URL: "https://example.org/jane", Email: "jane@example.org", Role: source.Author}},
			[]Person{{Name: "John", Role: source.Translator}}},
		{"unsafe page", "authors: [{name: Jane, url: 'javascript:alert(1)'}]", []Person{{Name: "Jane", Role: source.Author}}, nil},
		{"somebody else's story is not the publisher's", "source: https://other.example/1", []Person{{Name: "other.example", Role: source.Organisation}}, nil},
		{"named by its source", "source: {title: Other, url: 'https://other.example/1'}", []Person{{Name: "Other", Role: source.Organisation}}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			it := read(t, &Mapper{Site: &s, Permalink: "/{path}/"}, map[string]string{"a.md": "---\n" + c.front + "\n---\n"})["a.md"].Item(time.Time{})
			private := site("https://example.org/")
			for _, p := range read(t, &Mapper{Site: &private, Permalink: "/{path}/"}, map[string]string{"a.md": "---\n" + c.front + "\n---\n"})["a.md"].Item(time.Time{}).Authors {
				if p.Email != "" {
					t.Errorf("the address %s is published unasked", p.Email)
				}
			}
			if diff := cmp.Diff(c.authors, it.Authors); diff != "" {
				t.Errorf("authors (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(c.contributors, it.Contributors); diff != "" {
				t.Errorf("contributors (-want +got):\n%s", diff)
			}
		})
	}
}

// Rights are stated, never invented, and the site's notice never stands on the story of another.
//
// Promise 6 of docs/promises.md.
func TestItemResolvesRights(t *testing.T) {
	s := site("https://example.org/")
	s.Rights = "© {year} Example Press Ltd. All rights reserved."
	own := "© 2024 Example Press Ltd. All rights reserved."
	for _, c := range []struct{ name, front, notice, holder string }{
		{"own story", "", own, "Example Press Ltd."},
		{"its own notice", "copyright: © 2023 Jane Doe", "© 2023 Jane Doe", "Jane Doe"},
		{"an agency's", "credit: Wire", "", ""},
		{"first published elsewhere", "source: {title: Other}", "", ""},
		{"only a licence", "license: CC0", "", ""},
		{"only a holder", "rights: {holder: Jane Doe}", "", "Jane Doe"},
	} {
		t.Run(c.name, func(t *testing.T) {
			it := read(t, &Mapper{Site: &s, Permalink: "/{path}/"}, map[string]string{"a.md": "---\ndate: 2024-05-06\n" + c.front + "\n---\n"})["a.md"].Item(time.Time{})
			if it.Notice != c.notice || it.Holder != c.holder {
				t.Errorf("notice %q and holder %q, want %q and %q", it.Notice, it.Holder, c.notice, c.holder)
			}
		})
	}
}

func TestItemIsCleanAndAbsolute(t *testing.T) {
	s := site("https://example.org/blog/")
	c := read(t, &Mapper{Site: &s, Permalink: "/{path}/"}, map[string]string{"a/b.md": "---\ntitle: \"A \\x01 title\"\nupdated: 2020-01-01\ndate: 2026-01-01\n" +
		"image: pic.jpg\n---\n# A title\n\nSee [this](../c/) and [that](#note).\n\n<p id=note onclick=evil()>Note\x00</p><script>evil()</script>\n"})["a/b.md"]
	if c.Status(time.Now()) != source.StatusRejected {
		t.Fatal("a file with a NUL byte was read as text")
	}
	c = read(t, &Mapper{Site: &s, Permalink: "/{path}/"}, map[string]string{"a/b.md": "---\ntitle: \"A \\x01 title\"\nupdated: 2020-01-01\ndate: 2026-01-01\n" +
		"image: pic.jpg\n---\n# A title\n\nSee [this](../c/) and [that](#note).\n\n<p id=note onclick=evil()>Note\x02</p><script>evil()</script>\n"})["a/b.md"]
	it := c.Item(time.Time{})
	if it.Title != "A title" {
		t.Errorf("title %q", it.Title)
	}
	for _, bad := range []string{"<h1", "evil", "\x02", `href="#`, `href="..`} {
		if strings.Contains(it.HTML, bad) {
			t.Errorf("%q is in the body:\n%s", bad, it.HTML)
		}
	}
	if want := `href="https://example.org/blog/a/c/"`; !strings.Contains(it.HTML, want) {
		t.Errorf("no %s in the body:\n%s", want, it.HTML)
	}
	if it.Image == nil || it.Image.URL != "https://example.org/blog/a/b/pic.jpg" {
		t.Errorf("image %v", it.Image)
	}
	if !it.Updated.Equal(it.Published) {
		t.Error("an item was changed before it was published")
	}
	if len(c.Problems()) == 0 {
		t.Error("characters that XML forbids went without a word")
	}
}

// However many are taken at a time, they come in one order.
func TestTheNewestComeFirst(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, shape := range []func(i int) int{
		func(i int) int { return i }, func(i int) int { return -i }, func(int) int { return random.IntN(50) }, func(int) int { return 0 }, func(int) int { return random.Int() },
	} {
		all, list := make([]Candidate, 3000), make([]int32, 3000)
		for i := range all {
			all[i].Card = &source.Card{ID: fmt.Sprint(shape(i) % 1000)}
			all[i].FirstSeen(time.Unix(int64(shape(i)%100_000), 0))
			list[i] = int32(i)
		}
		want := slices.SortedStableFunc(slices.Values(list), func(a, b int32) int { return all[a].Compare(all[b].Card) })
		var got []int32
		for left := slices.Clone(list); len(left) > 0; {
			n := min(1+random.IntN(200), len(left))
			newestFirst(all, left, n)
			got, left = append(got, left[:n]...), left[n:]
		}
		if !slices.Equal(got, want) {
			t.Error("taken in parts, they come in another order")
		}
	}
}

// BenchmarkSelect takes the newest fifty of a hundred thousand articles.
func BenchmarkSelect(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 2))
	all := make([]Candidate, 100_000)
	for i := range all {
		all[i].Card = &source.Card{ID: fmt.Sprint("https://example.org/", i, "/")}
		all[i].FirstSeen(time.Unix(random.Int64N(1<<30), 0))
	}
	b.ReportAllocs()
	for b.Loop() {
		if chosen := Select(all, time.Unix(1<<31, 0), time.Time{}).Next(50); len(chosen) != 50 {
			b.Fatal(len(chosen))
		}
	}
}
