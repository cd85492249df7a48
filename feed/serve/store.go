package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/masthead-feeds/masthead/feed/machine"
	"github.com/masthead-feeds/masthead/feed/publish"
)

// Store holds the published documents in memory, ready to be sent. It is a publish.Target: a batch replaces what is
// served all at once, so that no reader sees the RSS of one build and the JSON of another. It is safe for concurrent use.
// Its fields may not be changed once something is published.
type Store struct {
	// Address gives the address under which the world finds a document, for its Link header; nil for none.
	Address func(name string) string
	// Hubs are the addresses of the WebSub hubs that are told of changes.
	Hubs []string
	// License is the address of license.xml, which every answer names while there is one; empty for none.
	License string

	now      atomic.Pointer[edition]
	recalled map[string]dated // as the documents were when a store before this one served them
}

// dated is the tag and the date of a document.
type dated struct {
	tag      string
	modified time.Time
}

// edition is all that is served at one time.
type edition struct {
	documents map[string]*document
	// generation tells one edition from another, and is the same for the same documents.
	generation string
	licensed   bool // license.xml is among them
}

func (s *Store) published() map[string]*document {
	return s.edition().documents
}

func (s *Store) edition() *edition {
	if e := s.now.Load(); e != nil {
		return e
	}
	return &edition{}
}

// Read implements publish.Target.
func (s *Store) Read(name string) ([]byte, error) {
	if d, ok := s.published()[name]; ok {
		return d.body(), nil
	}
	return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
}

// Open implements publish.Target.
func (s *Store) Open(name string) (publish.Reader, error) {
	whole, err := s.Read(name)
	return reader{bytes.NewReader(whole)}, err
}

type reader struct{ *bytes.Reader }

func (reader) Close() error { return nil }

// Stamp implements publish.Target.
func (s *Store) Stamp(name string) (string, error) {
	if d, ok := s.published()[name]; ok {
		return d.tag + "@" + strconv.FormatInt(d.modified.Unix(), 10), nil
	}
	return "", fmt.Errorf("%s: %w", name, fs.ErrNotExist)
}

// Recall tells a store that begins anew the stamps of what was served before: readers remember the dates, and one that went
// back would have them keep an older document. Only the first call does something. It may not come while a batch is open.
func (s *Store) Recall(stamps map[string]string) {
	if s.recalled != nil {
		return
	}
	s.recalled = map[string]dated{}
	next := &edition{}
	for name, stamp := range stamps {
		tag, at, ok := strings.Cut(stamp, "@")
		seconds, err := strconv.ParseInt(at, 10, 64)
		if !ok || err != nil {
			continue
		}
		was := dated{tag, time.Unix(seconds, 0).UTC()}
		d := s.published()[name]
		if d == nil {
			s.recalled[name] = was
			continue
		}
		if !was.modified.After(d.modified) {
			continue
		}
		if d.tag != was.tag {
			was.modified = was.modified.Add(time.Second)
		}
		if next.documents == nil {
			*next = *s.edition()
			next.documents = maps.Clone(next.documents)
		}
		again := &document{mediaType: d.mediaType, tag: d.tag, modified: was.modified, in: d.in, items: d.items, history: d.history}
		again.prepare(s, name)
		next.documents[name] = again
	}
	if next.documents != nil {
		s.now.Store(next)
	}
}

// dateOf dates a document that replaces another, so that its date moves with its bytes, and only then.
func (s *Store) dateOf(name, tag string, modified time.Time, old *document) time.Time {
	was, known := s.recalled[name]
	switch {
	case old != nil:
		return later(modified, old.modified)
	case !known:
		return later(modified, time.Time{})
	case was.tag == tag:
		return was.modified
	}
	return later(modified, was.modified)
}

// Begin implements publish.Target.
func (s *Store) Begin() (publish.Batch, error) {
	return &batch{store: s, next: map[string]*document{}}, nil
}

type batch struct {
	store   *Store
	changes []publish.Change
	next    map[string]*document // nil for one that is removed
}

func (b *batch) Create(name, mediaType string) (publish.Document, error) {
	return &pending{batch: b, name: name, mediaType: mediaType}, nil
}

func (b *batch) Remove(name string) {
	if b.store.published()[name] != nil {
		b.next[name] = nil
		b.changes = append(b.changes, publish.Change{Name: name, Kind: publish.Removed})
	}
}

func (b *batch) Changes() []publish.Change { return b.changes }

// Commit packs what changed in every coding, and then serves all of it at once.
func (b *batch) Commit() error {
	if err := b.pack(); err != nil {
		return err
	}
	next := &edition{documents: maps.Clone(b.store.published())}
	if next.documents == nil {
		next.documents = map[string]*document{}
	}
	for name, d := range b.next {
		if d != nil {
			next.documents[name] = d
		} else {
			delete(next.documents, name)
		}
	}
	next.generation = next.sum()
	next.licensed = next.documents[machine.License] != nil
	b.store.now.Store(next)
	return nil
}

// sum is the hash of all documents and their names.
func (e *edition) sum() string {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(e.documents)) {
		fmt.Fprintf(sum, "%s\n%s\n", name, e.documents[name].tag)
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

func (b *batch) pack() error {
	var fresh []*document
	for _, name := range slices.Sorted(maps.Keys(b.next)) {
		if d := b.next[name]; d != nil {
			fresh = append(fresh, d)
		}
	}
	return packAll(fresh, len(b.store.published()) > 0)
}

func (b *batch) Discard() error { return nil }

// pending is a document being written.
type pending struct {
	batch     *batch
	name      string
	mediaType string
	middle    []byte
	parts     []int // where each part that was written ends
}

// Write implements publish.Document.
func (p *pending) Write(part []byte) (int, error) {
	p.middle = append(p.middle, part...)
	p.parts = append(p.parts, len(p.middle))
	return len(part), nil
}

// Keep implements publish.Document. One that is served without its items being known is to be made again.
func (p *pending) Keep() bool {
	old := p.batch.store.published()[p.name]
	if old == nil || old.items.each == nil {
		return false
	}
	p.batch.changes = append(p.batch.changes, publish.Change{Name: p.name, Kind: publish.Same})
	return true
}

// Finish implements publish.Document. A document whose bytes are what they were stays the one it was; one that changed
// is dated by its newest item, but always later than the one before, so that Last-Modified moves whenever the ETag does.
func (p *pending) Finish(head, tail []byte, modified time.Time) error {
	body := bytes.Join([][]byte{head, p.middle, tail}, nil)
	old := p.batch.store.published()[p.name]
	kind := publish.Added
	if old != nil {
		kind = publish.Changed
		if bytes.Equal(old.body(), body) {
			kind = publish.Same
		}
	}
	p.batch.changes = append(p.batch.changes, publish.Change{Name: p.name, Kind: kind})
	found := p.items(body, len(head))
	if kind == publish.Same && (old.items.each != nil || found.each == nil) {
		return nil
	}
	var d *document
	if kind == publish.Same { // it was served before its items were known
		d = &document{mediaType: old.mediaType, tag: old.tag, modified: old.modified, in: old.in, items: found}
		d.history.version = old.history.version + 1
	} else {
		d = newDocument(body, p.mediaType)
		d.modified = p.batch.store.dateOf(p.name, d.tag, modified, old)
		d.items = found
		d.follow(old)
	}
	d.prepare(p.batch.store, p.name)
	p.batch.next[p.name] = d
	return nil
}

// items finds the items among the parts: every second is what stands between two.
func (p *pending) items(body []byte, at int) (list items) {
	if len(p.parts)%2 == 0 { // none, or not written as items are
		return list
	}
	for i := 0; i < len(p.parts); i += 2 {
		start := at
		if i > 0 {
			start += p.parts[i-1]
		}
		end := at + p.parts[i]
		list.each = append(list.each, item{hash: hashOf(body[start:end]), at: start, end: end})
	}
	if len(p.parts) > 1 {
		list.between = string(body[at+p.parts[0] : at+p.parts[1]])
	}
	return list
}
