// Package packing writes documents in the content codings that readers unpack (RFC 9110 §8.4.1), for those who serve them and
// for those who lay them beside the documents. The same bytes give the same bytes, whenever and wherever they are packed.
package packing

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// Coding is a content coding.
type Coding int

// The codings, of which the first is no packing at all. Of the others the later one is mostly the smaller.
const (
	Identity Coding = iota
	Gzip
	Zstandard
	Brotli
	Codings // how many there are
)

// String gives the coding's own name, by which requests ask for it and answers name it.
func (c Coding) String() string { return [Codings]string{"identity", "gzip", "zstd", "br"}[c] }

// Ending is what the name of a file in the coding ends with.
func (c Coding) Ending() string { return [Codings]string{"", ".gz", ".zst", ".br"}[c] }

// OfEnding gives the coding of a file's ending, with its dot or without. The error names an ending that is none's.
func OfEnding(ending string) (Coding, error) {
	for c := Gzip; c < Codings; c++ {
		if ending == c.Ending() || "."+ending == c.Ending() {
			return c, nil
		}
	}
	return Identity, fmt.Errorf("no coding has the ending %q", ending)
}

// tightest is up to which size, in bytes, a document is packed as tightly as can be. Beyond it packing would keep what is due
// at an instant waiting: tight packing takes a second for ten megabytes.
const tightest = 1 << 20

// breath is after how many bytes packing lets those be answered who wait: by itself it would hold a processor for ten
// milliseconds on end.
const breath = 8 << 10

// Packer packs one document after another in one coding: what it takes to do so, some megabytes, costs more to make than a
// small feed to pack. It is not safe for concurrent use.
type Packer struct {
	coding      Coding
	tight, fast interface {
		io.WriteCloser
		Reset(io.Writer)
	}
	part [breath]byte
	out  bytes.Buffer
}

// idle are packers that have nothing to do, until the garbage collector takes them.
var idle [Codings]sync.Pool

// Take gives a packer of a coding other than Identity, for which there is none. It is to be given back with GiveBack. Both are
// safe for concurrent use.
func Take(c Coding) *Packer {
	if p, is := idle[c].Get().(*Packer); is {
		return p
	}
	return &Packer{coding: c}
}

// GiveBack lets others have the packer.
func (p *Packer) GiveBack() { idle[p.coding].Put(p) }

// Coding is what the packer packs in.
func (p *Packer) Coding() Coding { return p.coding }

// Pack packs a document of a size in bytes, beyond a megabyte less tightly. Its errors are those of reading and writing.
func (p *Packer) Pack(to io.Writer, document io.Reader, size int64) error {
	w := &p.tight
	if size > tightest {
		w = &p.fast
	}
	if *w == nil {
		switch tight := w == &p.tight; p.coding { // errors are of levels that do not exist
		case Gzip:
			*w, _ = gzip.NewWriterLevel(nil, pick(tight, gzip.BestCompression, gzip.DefaultCompression))
		case Zstandard: // its best level takes 40 MB, for a twentieth less
			*w, _ = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(pick(tight, zstd.SpeedBetterCompression, zstd.SpeedDefault)), zstd.WithWindowSize(1<<20))
		case Brotli:
			*w = brotli.NewWriterV2(nil, pick(tight, 9, 4))
		}
	}
	(*w).Reset(to)
	for {
		n, err := io.ReadFull(document, p.part[:]) // always as much at once, however it is read
		if _, err := (*w).Write(p.part[:n]); err != nil {
			return err
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return (*w).Close()
		}
		if err != nil {
			return err
		}
		runtime.Gosched()
	}
}

// Bytes packs a document in memory.
func (p *Packer) Bytes(document []byte) ([]byte, error) {
	p.out.Reset()
	if err := p.Pack(&p.out, bytes.NewReader(document), int64(len(document))); err != nil {
		return nil, err
	}
	return bytes.Clone(p.out.Bytes()), nil // without the room to grow, since it stays
}

func pick[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}
