package build

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/packing"
	"github.com/masthead-feeds/masthead/feed/page"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
)

// manifestName is the document that says what the last build published. It lies among the feeds, and holds nothing that
// they do not.
const (
	manifestName = ".masthead.json"
	manifestType = "application/json"
)

// manifest is what is published: without it a later build could not tell that a source has vanished, nor that a feed of
// an earlier configuration lies about.
type manifest struct {
	Feeds []published     `json:"feeds"`
	Items []publishedItem `json:"items"`
	besideFeeds
}

// besideFeeds is what a manifest says besides.
type besideFeeds struct {
	Gone  []gone `json:"gone,omitempty"`
	Files []file `json:"files,omitempty"`
	// IDsFrom is what the feeds of before said: feed → page → id. They may be gone by the next build.
	IDsFrom map[string]map[string]string `json:"ids_from,omitempty"`
	// TakenBack are the addresses by which articles were taken back by hand, each with the id of its article: the pages may get other
	// addresses.
	TakenBack map[string]string `json:"taken_back,omitempty"`
	// Packed are the endings of the packed copies that lie beside the documents.
	Packed []string `json:"packed,omitempty"`
	// IDs and Cuts are what the fragments of layouts are written with: an item is in many documents, and most are cut alike. Items are
	// named by their place in Items, or behind those in IDs.
	IDs  []string `json:"ids,omitempty"`
	Cuts []string `json:"cuts,omitempty"`
}

// published is one document of a feed.
type published struct {
	Path     string     `json:"path"`
	Feed     string     `json:"feed"`
	Value    string     `json:"value,omitempty"`   // of a member of a family: what it is of
	Archive  bool       `json:"archive,omitempty"` // it is a part of the past of a feed
	Format   string     `json:"format"`
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	Language string     `json:"language,omitempty"`
	Modified *time.Time `json:"modified,omitempty"` // the newest change in it, as whoever serves it says
	Retired  *time.Time `json:"retired,omitempty"`  // since when no configuration asks for it
	Layout   *layout    `json:"layout,omitempty"`   // nil when it has no items, or an earlier version wrote it
}

// family gives the family that the feed is a member of; empty for one by itself.
func (f *published) family() string {
	if f.Value == "" {
		return ""
	}
	family, _, _ := strings.Cut(f.Feed, "/")
	return family
}

// file is a document that is no feed.
type file struct {
	Path   string  `json:"path"`
	Type   string  `json:"type"`
	Layout *layout `json:"layout,omitempty"` // of one that has items
}

// layout says where in a document its items lie, so that one can be cut out when it can no longer be made anew.
type layout struct {
	Head  int        `json:"head"`            // bytes before the first item
	Tail  int        `json:"tail"`            // bytes after the last
	Sum   string     `json:"sum"`             // of all between them
	Above string     `json:"above,omitempty"` // sum of the head; empty where it is to be written anew
	Items []fragment `json:"-"`               // in their order

	Fragments json.RawMessage `json:"items"` // the same as it is written: of each its item, its bytes and its cut, as numbers
}

// carried gives the items that the document has, without those of which it only says that they are gone. No layout has none.
func (l *layout) carried() iter.Seq[fragment] {
	return func(yield func(fragment) bool) {
		if l == nil {
			return
		}
		for _, it := range l.Items {
			if !it.Gone && !yield(it) {
				return
			}
		}
	}
}

// placed gives the items of the document with the bytes before each, where so much stands between two.
func (l *layout) placed(between string) iter.Seq2[int64, *fragment] {
	return func(yield func(int64, *fragment) bool) {
		at := int64(l.Head)
		for i := range l.Items {
			if !yield(at, &l.Items[i]) {
				return
			}
			at += int64(l.Items[i].Bytes) + int64(len(between))
		}
	}
}

// fragment is one item of a document.
type fragment struct {
	ID    string `json:"id"`
	Bytes int    `json:"bytes"`
	Cut   string `json:"cut,omitempty"` // how much of the item it has; empty where an earlier version wrote it
	// Gone says that it holds nothing of the item, but that it is gone.
	Gone bool `json:"gone,omitempty"`
}

// publishedItem is an item of any feed.
type publishedItem struct {
	ID string `json:"id"`
	// Place is where its article lies, as a hash: the article keeps the id under which it was first published.
	Place string `json:"place,omitempty"`
	// Expires is when it has to be taken out, also by a build that cannot read the article any more.
	Expires *time.Time `json:"expires,omitempty"`
	// FirstSeen is the date of an item whose article has none but the time of its file, which anybody moves who touches
	// the file. It stays what it was when the item was first published.
	FirstSeen *time.Time `json:"first_seen,omitempty"`
	// Past says that no feed has room for the item any more. It is kept for its id and its date.
	Past bool `json:"past,omitempty"`

	folder   *source.Folder // where the article lies, if this build has it; not the article, of which there may be many
	path     string
	recalled bool // from the ledger: it may never have been published here
}

// readManifest gives the manifest of a target; one that has none has published nothing that is known. One that cannot be
// read is an error: without it the guards against losing what is published would be off.
func readManifest(target publish.Target) (manifest, error) {
	var m manifest
	data, err := target.Read(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
	if err != nil {
		return m, fmt.Errorf("reading what was published: %w", err)
	}
	if err := m.parse(data); err != nil {
		return m, fmt.Errorf("%s: %w; remove the file if it is not masthead's", whereIs(target, manifestName), err)
	}
	return m, nil
}

func (m *manifest) parse(data []byte) error {
	m.Items = make([]publishedItem, 0, bytes.Count(data, []byte(`"place":`))) // as nearly all items have one
	if err := json.Unmarshal(data, m); err != nil {
		return err
	}
	var numbers []int // whose room is used again
	for _, l := range m.layouts() {
		if err := l.unfold(m.named, m.Cuts, &numbers); err != nil {
			return err
		}
		if l.Head < 0 || l.Tail < 0 || slices.ContainsFunc(l.Items, func(f fragment) bool { return f.Bytes < 0 }) {
			return errors.New("a part of a feed has a negative size")
		}
	}
	for _, ending := range m.Packed {
		if _, err := packing.OfEnding(ending); err != nil { // what has it may be removed
			return err
		}
	}
	for _, name := range m.documents() {
		if !filepath.IsLocal(filepath.FromSlash(name)) { // it may be removed
			return fmt.Errorf("the feed %q is not in this folder", name)
		}
	}
	return nil
}

// whereIs gives a document's name as whoever has to mend it would type it.
func whereIs(target publish.Target, name string) string {
	if t, ok := target.(interface{ Path(name string) string }); ok {
		return t.Path(name)
	}
	return name
}

func (m *manifest) firstSeen() map[string]time.Time {
	seen := map[string]time.Time{}
	for _, it := range m.Items {
		if it.FirstSeen != nil {
			seen[it.ID] = *it.FirstSeen
		}
	}
	return seen
}

func (m *manifest) write(batch publish.Batch) error {
	sort.Slice(m.Feeds, func(i, j int) bool { return m.Feeds[i].Path < m.Feeds[j].Path })
	sort.Slice(m.Items, func(i, j int) bool { return m.Items[i].ID < m.Items[j].ID })
	sort.Slice(m.Gone, func(i, j int) bool { return m.Gone[i].ID < m.Gone[j].ID })
	m.fold()
	rest, err := json.Marshal(m.besideFeeds)
	if err != nil {
		return fmt.Errorf("writing what was published: %w", err)
	}
	if rest[0] = ','; string(rest) == ",}" {
		rest = []byte{'}'}
	}
	doc, err := batch.Create(manifestName, manifestType)
	if err != nil {
		return err
	}
	err = writeLines(doc, m.Feeds)
	if err == nil {
		_, err = io.WriteString(doc, beforeItems)
	}
	if err == nil {
		err = writeLines(doc, m.Items)
	}
	if err != nil {
		return fmt.Errorf("writing what was published: %w", err)
	}
	return doc.Finish([]byte(beforeFeeds), slices.Concat([]byte(behindItems), rest, []byte("\n")), time.Time{})
}

// writeLines writes the elements of a list in JSON, some at a time: there may be tens of thousands.
func writeLines[T any](to io.Writer, list []T) error {
	const enough = 64 << 10 // bytes to write at once
	var lines bytes.Buffer
	e := json.NewEncoder(&lines) // it ends a line behind each
	for i := range list {
		if i > 0 {
			lines.WriteByte(',')
		}
		if err := e.Encode(&list[i]); err != nil {
			return err
		}
		if lines.Len() >= enough || i == len(list)-1 {
			if _, err := lines.WriteTo(to); err != nil {
				return err
			}
		}
	}
	return nil
}

// layouts gives the layouts of all documents that have one.
func (m *manifest) layouts() (list []*layout) {
	for i := range m.Feeds {
		if l := m.Feeds[i].Layout; l != nil {
			list = append(list, l)
		}
	}
	for i := range m.Files {
		if l := m.Files[i].Layout; l != nil {
			list = append(list, l)
		}
	}
	return list
}

// A cut is written as twice its place in Cuts, and one more for an item that is gone.
const isGone = 1

// fold writes the fragments of all layouts as numbers: feeds for thousands of tags have hundreds of thousands.
func (m *manifest) fold() {
	m.IDs, m.Cuts = nil, nil
	n := numbers{items: len(m.Items), ids: make(map[string]int, len(m.Items)), cuts: map[string]int{}}
	for i, it := range m.Items {
		n.ids[it.ID] = i
	}
	for _, l := range m.layouts() {
		l.fold(&n)
	}
	m.IDs, m.Cuts = n.newIDs, n.newCuts
}

// numbers are those of items and of cuts, by which layouts name them. What is named first when a layout is written gets the next one.
type numbers struct {
	items           int // how many of the ids are those of items
	ids, cuts       map[string]int
	newIDs, newCuts []string
}

func numberOf(name string, known map[string]int, first int, fresh *[]string) int {
	n, ok := known[name]
	if !ok {
		n = first + len(*fresh)
		known[name], *fresh = n, append(*fresh, name)
	}
	return n
}

func (l *layout) fold(n *numbers) {
	list := make([]int, 0, 3*len(l.Items))
	for _, f := range l.Items {
		cut := 2 * numberOf(f.Cut, n.cuts, 0, &n.newCuts)
		if f.Gone {
			cut += isGone
		}
		list = append(list, numberOf(f.ID, n.ids, n.items, &n.newIDs), f.Bytes, cut)
	}
	var err error
	if l.Fragments, err = json.Marshal(list); err != nil { // numbers can be written
		panic(err)
	}
}

// unfold reads what fold wrote, and what earlier versions wrote, which named everything anew each time. named gives the id of a number.
func (l *layout) unfold(named func(n int) (id string, ok bool), cuts []string, room *[]int) error {
	if bytes.HasPrefix(bytes.TrimLeft(l.Fragments, "[ \n"), []byte{'{'}) {
		return json.Unmarshal(l.Fragments, &l.Items)
	}
	if err := json.Unmarshal(l.Fragments, room); err != nil {
		return err
	}
	list := *room
	l.Fragments, l.Items = nil, make([]fragment, 0, len(list)/3)
	for ; len(list) >= 3; list = list[3:] {
		cut := list[2]
		id, ok := named(list[0])
		if !ok || cut < 0 || cut/2 >= len(cuts) {
			return errors.New("an item of a feed is not named in it")
		}
		l.Items = append(l.Items, fragment{ID: id, Bytes: list[1], Cut: cuts[cut/2], Gone: cut%2 == isGone})
	}
	return nil
}

// named gives the id of the item that has a number.
func (m *manifest) named(n int) (id string, ok bool) {
	switch other := n - len(m.Items); {
	case n < 0 || other >= len(m.IDs):
		return "", false
	case other < 0:
		return m.Items[n].ID, true
	default:
		return m.IDs[other], true
	}
}

// Restore publishes again, in a second place, the documents that a build published in a first: whoever serves from
// memory has them before anything is built. The report names them.
func Restore(from, to publish.Target) (*Report, error) {
	r := &Report{}
	m, err := readManifest(from)
	if err != nil {
		return r, err
	}
	batch, err := to.Begin()
	if err != nil {
		return r, err
	}
	pages := map[string]string{} // of feeds, by their names
	for _, f := range m.Feeds {
		if f.Format == page.Encoder().Name {
			pages[f.Feed] = f.Path
		}
	}
	for _, f := range m.Feeds {
		if err := r.restore(from, batch, f, pages); err != nil {
			return r, errors.Join(err, batch.Discard())
		}
	}
	for _, f := range m.Files {
		if err := restoreFile(from, batch, f); err != nil {
			return r, errors.Join(err, batch.Discard())
		}
	}
	return r, batch.Commit()
}

func restoreFile(from publish.Target, batch publish.Batch, f file) error {
	whole, err := from.Read(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading what was published: %w", err)
	}
	doc, err := batch.Create(f.Path, f.Type)
	if err != nil {
		return err
	}
	return doc.Finish(whole, nil, time.Time{})
}

func (r *Report) restore(from publish.Target, batch publish.Batch, f published, pages map[string]string) error {
	encoder, ok := encoderOf(f.Format)
	if !ok {
		return nil
	}
	whole, err := from.Read(f.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading what was published: %w", err)
	}
	if f.Retired == nil && encoder.Type != feed.TypeHTML {
		r.Feeds = append(r.Feeds, FeedInfo{Path: f.Path, Type: encoder.Type, Title: f.Title, Feed: f.Feed, Page: pages[f.Feed], Family: f.family(), IsArchive: f.Archive})
	}
	doc, err := batch.Create(f.Path, encoder.Type)
	if err != nil {
		return err
	}
	var modified time.Time
	if f.Modified != nil {
		modified = *f.Modified
	}
	return doc.Finish(whole, nil, modified)
}
