package serve

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"sync/atomic"
	"time"

	"github.com/masthead-feeds/masthead/feed/publish"
)

// Store holds the published documents in memory, ready to be sent. It is a publish.Target: a batch replaces what is
// served all at once, so that no reader sees the RSS of one build and the JSON of another. It is safe for concurrent use.
type Store struct {
	documents atomic.Pointer[map[string]*document]
}

// document is one published document with the bytes of each encoding that it is sent in. It never changes.
type document struct {
	mediaType string
	modified  time.Time // whole seconds, in UTC
	plain     representation
	gzip      representation
}

// representation is a document in one encoding. Each has an entity tag of its own, as a strong tag demands (RFC 9110
// §8.8.3).
type representation struct {
	encoding string // empty for the document as it is
	etag     string // with its quotes
	body     []byte
}

func (s *Store) published() map[string]*document {
	if m := s.documents.Load(); m != nil {
		return *m
	}
	return nil
}

// Read implements publish.Target.
func (s *Store) Read(name string) ([]byte, error) {
	if d, ok := s.published()[name]; ok {
		return d.plain.body, nil
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
		return d.plain.etag, nil
	}
	return "", fmt.Errorf("%s: %w", name, fs.ErrNotExist)
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

func (b *batch) Commit() error {
	next := maps.Clone(b.store.published())
	if next == nil {
		next = map[string]*document{}
	}
	for name, d := range b.next {
		if d != nil {
			next[name] = d
		} else {
			delete(next, name)
		}
	}
	b.store.documents.Store(&next)
	return nil
}

func (b *batch) Discard() error { return nil }

// pending is a document being written.
type pending struct {
	bytes.Buffer
	batch     *batch
	name      string
	mediaType string
}

// Finish implements publish.Document. A document whose bytes are what they were stays the one it was; one that changed
// is dated by its newest item, but always later than the one before, so that Last-Modified moves whenever the ETag does.
func (p *pending) Finish(head, tail []byte, modified time.Time) error {
	body := bytes.Join([][]byte{head, p.Bytes(), tail}, nil)
	old := p.batch.store.published()[p.name]
	kind := publish.Added
	if old != nil {
		kind = publish.Changed
		if bytes.Equal(old.plain.body, body) {
			kind = publish.Same
		}
	}
	p.batch.changes = append(p.batch.changes, publish.Change{Name: p.name, Kind: kind})
	if kind == publish.Same {
		return nil
	}
	d, err := newDocument(body, p.mediaType, later(modified, old))
	if err != nil {
		return err
	}
	p.batch.next[p.name] = d
	return nil
}

func newDocument(body []byte, mediaType string, modified time.Time) (*document, error) {
	sum := sha256.Sum256(body)
	tag := hex.EncodeToString(sum[:12])
	var zipped bytes.Buffer
	z, err := gzip.NewWriterLevel(&zipped, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(body); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return &document{
		mediaType: mediaType, modified: modified,
		plain: representation{etag: `"` + tag + `"`, body: body},
		gzip:  representation{encoding: "gzip", etag: `"` + tag + `-gzip"`, body: zipped.Bytes()},
	}, nil
}
