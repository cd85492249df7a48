// Package publish puts the documents of a build where readers find them.
//
// The documents of one build are a Batch: they are written aside, and nothing of them is seen until Commit. What did not
// change is not written, so that neither a file's time nor an ETag moves without reason.
package publish

import (
	"io"
	"strings"
	"time"
)

// Target is a place that documents are published to. Names are relative paths with slashes. Reading is safe for concurrent
// use.
//
// It may have further methods, by which a build finds out more: Path(name string) string, where a document lies; Endings()
// []string, those of packed copies beside each; and Recall(stamps map[string]string), by which one that begins anew with every
// process is told, before the first batch, the stamps that its documents had.
type Target interface {
	// Begin starts a batch. Batches of one target do not run at the same time.
	Begin() (Batch, error)
	// Read gives a published document; the error is fs.ErrNotExist when there is none of that name.
	Read(name string) ([]byte, error)
	// Open gives a published document to read parts of, as Read does. It has to be closed before a batch is committed.
	Open(name string) (Reader, error)
	// Stamp tells the state of a published document: two stamps that are alike are of the same bytes. It does not read them.
	// The error is Read's.
	Stamp(name string) (string, error)
}

// Reader reads parts of a document.
type Reader interface {
	io.ReaderAt
	io.Closer
}

// Batch is the documents of one build. Its methods are not safe for concurrent use.
type Batch interface {
	// Create begins a document.
	Create(name, mediaType string) (Document, error)
	// Remove takes a published document away.
	Remove(name string)
	// Changes compares what was finished and removed with what is published, in the order of the calls.
	Changes() []Change
	// Commit publishes what was finished and removed. Each document changes from whole to whole; after an error some may have
	// changed and others not.
	Commit() error
	// Discard throws the batch away. After Commit it does nothing.
	Discard() error
}

// Document is one document being written: its middle first, since only then is known what its head has to say. Each Write
// is one item of a feed, or what stands between two.
type Document interface {
	io.Writer
	// Finish puts head and tail around what was written. modified is the newest change in it; zero when that is not known.
	Finish(head, tail []byte, modified time.Time) error
	// Keep leaves the document as it is published, in place of Finish, where its Stamp says that it is the one that an earlier
	// batch published. It reports false where the document has to be finished all the same.
	Keep() bool
}

// Kind is what happens to a document.
type Kind byte

// The kinds of change, as a dry run marks them.
const (
	Same    Kind = '='
	Added   Kind = '+'
	Changed Kind = '~'
	Removed Kind = '-'
)

// Change is what a batch does to one document.
type Change struct {
	Name string
	Kind Kind
}

// Both publishes to two places at once, the first of which is read, and published to first.
func Both(first, second Target) Target { return both{first, second} }

type both struct{ first, second Target }

func (t both) Read(name string) ([]byte, error) { return t.first.Read(name) }

func (t both) Open(name string) (Reader, error) { return t.first.Open(name) }

func (t both) Stamp(name string) (string, error) {
	first, err := t.first.Stamp(name)
	if err != nil {
		return "", err
	}
	second, err := t.second.Stamp(name)
	return first + " " + second, err
}

// Recall tells the second the stamps of what was published before, if it asks for them.
func (t both) Recall(stamps map[string]string) {
	second, ok := t.second.(interface {
		Recall(stamps map[string]string)
	})
	if !ok {
		return
	}
	theirs := make(map[string]string, len(stamps))
	for name, stamp := range stamps {
		theirs[name] = stamp[strings.LastIndexByte(stamp, ' ')+1:]
	}
	second.Recall(theirs)
}

// Path gives the place of a document in the first, which is the one that is read.
func (t both) Path(name string) string {
	if first, ok := t.first.(interface{ Path(name string) string }); ok {
		return first.Path(name)
	}
	return name
}

func (t both) Begin() (Batch, error) {
	first, err := t.first.Begin()
	if err != nil {
		return nil, err
	}
	second, err := t.second.Begin()
	if err != nil {
		_ = first.Discard()
		return nil, err
	}
	return bothBatch{first, second}, nil
}

type bothBatch struct{ first, second Batch }

func (b bothBatch) Create(name, mediaType string) (Document, error) {
	first, err := b.first.Create(name, mediaType)
	if err != nil {
		return nil, err
	}
	second, err := b.second.Create(name, mediaType)
	if err != nil {
		return nil, err
	}
	return bothDocument{io.MultiWriter(first, second), first, second}, nil
}

func (b bothBatch) Remove(name string) {
	b.first.Remove(name)
	b.second.Remove(name)
}

func (b bothBatch) Changes() []Change { return b.first.Changes() }

func (b bothBatch) Commit() error {
	if err := b.first.Commit(); err != nil {
		return err
	}
	return b.second.Commit()
}

func (b bothBatch) Discard() error {
	err := b.first.Discard()
	if second := b.second.Discard(); err == nil {
		err = second
	}
	return err
}

type bothDocument struct {
	io.Writer
	first, second Document
}

func (d bothDocument) Keep() bool { return d.second.Keep() && d.first.Keep() }

func (d bothDocument) Finish(head, tail []byte, modified time.Time) error {
	if err := d.first.Finish(head, tail, modified); err != nil {
		return err
	}
	return d.second.Finish(head, tail, modified)
}
