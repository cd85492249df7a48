package publish

import (
	"bytes"
	"errors"
	"io"
	"os"
	"sync"
)

// spoolInMemory is how many bytes of all documents of a batch are kept in memory before the rest goes to a temporary file: most
// sites have fewer, and one with feeds for thousands of tags, or with the whole past of a publication, has not.
const spoolInMemory = 16 << 20

// spill is the temporary file of a batch. It lies where the system keeps such files, never among the published ones, and loses
// its name at once where a file may: then nothing is left of it however the program ends.
type spill struct {
	memory int // bytes that the spools of the batch have in memory
	file   *os.File
	named  bool // the file still has its name
	size   int64

	mu      sync.Mutex
	waiting []byte // the end of it, which is still to be written: items are small, and to write each takes longer than to make it
}

// spillAtOnce is how many bytes are written to the file at once.
const spillAtOnce = 256 << 10

// spool holds what is written to it until it is read from the start. The spools of a batch are written one at a time.
type spool struct {
	to      *spill
	memory  []*page
	size    int // of what is in memory
	extents []extent
}

// extent is a part of a spool in the file of its batch.
type extent struct{ at, bytes int64 }

// page is a piece of a spool's memory. Pages are used again: a process that stays up asks the system for no new ones.
type page [8 << 10]byte

var pages = sync.Pool{New: func() any { return new(page) }}

func (s *spool) Write(p []byte) (n int, err error) {
	if len(s.extents) > 0 || s.to.memory+len(p) > spoolInMemory {
		return s.spill(p)
	}
	for n < len(p) {
		at := s.size % len(page{})
		if at == 0 {
			s.memory = append(s.memory, pages.Get().(*page))
			s.to.memory += len(page{})
		}
		copied := copy(s.memory[len(s.memory)-1][at:], p[n:])
		n, s.size = n+copied, s.size+copied
	}
	return n, nil
}

// spill writes to the end of the batch's file.
func (s *spool) spill(p []byte) (int, error) {
	t := s.to
	if t.file == nil {
		file, err := os.CreateTemp("", "masthead-*.spool")
		if err != nil {
			return 0, err
		}
		t.file, t.named = file, os.Remove(file.Name()) != nil // Windows keeps what is open
	}
	n := len(p)
	t.waiting = append(t.waiting, p...)
	if last := len(s.extents) - 1; last >= 0 && s.extents[last].at+s.extents[last].bytes == t.size {
		s.extents[last].bytes += int64(n)
	} else if n > 0 {
		s.extents = append(s.extents, extent{t.size, int64(n)})
	}
	if t.size += int64(n); len(t.waiting) >= spillAtOnce {
		return n, t.flush()
	}
	return n, nil
}

// flush writes what waits to the file. It is safe for concurrent use.
func (t *spill) flush() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.waiting) == 0 {
		return nil
	}
	_, err := t.file.WriteAt(t.waiting, t.size-int64(len(t.waiting)))
	t.waiting = t.waiting[:0]
	return err
}

// letGo lets go of the memory, which no reader may read any more.
func (s *spool) letGo() {
	for _, p := range s.memory {
		pages.Put(p)
	}
	s.to.memory -= len(s.memory) * len(page{})
	s.memory, s.size, s.extents = nil, 0, nil
}

// reader reads the whole spool from its start. Several may do so at once.
func (s *spool) reader() (io.Reader, error) {
	if err := s.to.flush(); err != nil {
		return nil, err
	}
	parts := make([]io.Reader, 0, len(s.memory)+len(s.extents))
	for i, p := range s.memory {
		parts = append(parts, bytes.NewReader(p[:min(len(p), s.size-i*len(p))]))
	}
	for _, e := range s.extents {
		parts = append(parts, io.NewSectionReader(s.to.file, e.at, e.bytes))
	}
	return io.MultiReader(parts...), nil
}

// length is how many bytes were written.
func (s *spool) length() int64 {
	n := int64(s.size)
	for _, e := range s.extents {
		n += e.bytes
	}
	return n
}

func (t *spill) close() error {
	if t.file == nil {
		return nil
	}
	err := t.file.Close()
	if t.named {
		err = errors.Join(err, os.Remove(t.file.Name()))
	}
	t.file, t.size, t.waiting = nil, 0, nil
	return err
}
