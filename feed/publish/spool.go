package publish

import (
	"bytes"
	"errors"
	"io"
	"os"
	"sync"
)

// spoolInMemory is how many bytes of a document are kept in memory before they go to a temporary file: most feeds are
// smaller, and one with the whole past of a publication is not.
const spoolInMemory = 1 << 20

// spool holds what is written to it until it is read from the start. The temporary file lies where the system keeps
// such files, never among the published ones, and loses its name at once where a file may: then nothing is left of it
// however the program ends.
type spool struct {
	memory []*page
	size   int // of what is in memory
	file   *os.File
	named  bool // the file still has its name
}

// page is a piece of a spool's memory. Pages are used again: a process that stays up asks the system for no new ones.
type page [32 << 10]byte

var pages = sync.Pool{New: func() any { return new(page) }}

func (s *spool) Write(p []byte) (n int, err error) {
	if s.file == nil && s.size+len(p) > spoolInMemory {
		if err := s.spill(); err != nil {
			return 0, err
		}
	}
	if s.file != nil {
		return s.file.Write(p)
	}
	for n < len(p) {
		at := s.size % len(page{})
		if at == 0 {
			s.memory = append(s.memory, pages.Get().(*page))
		}
		copied := copy(s.memory[len(s.memory)-1][at:], p[n:])
		n, s.size = n+copied, s.size+copied
	}
	return n, nil
}

func (s *spool) spill() (err error) {
	if s.file, err = os.CreateTemp("", "masthead-*.spool"); err != nil {
		return err
	}
	s.named = os.Remove(s.file.Name()) != nil // Windows keeps what is open
	_, err = io.Copy(s.file, s.inMemory())
	s.letGo()
	return err
}

// length is how many bytes were written.
func (s *spool) length() (int64, error) {
	if s.file == nil {
		return int64(s.size), nil
	}
	info, err := s.file.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// inMemory reads what is in memory.
func (s *spool) inMemory() io.Reader {
	parts := make([]io.Reader, len(s.memory))
	for i, p := range s.memory {
		parts[i] = bytes.NewReader(p[:min(len(p), s.size-i*len(p))])
	}
	return io.MultiReader(parts...)
}

// letGo lets go of the memory, which no reader may read any more.
func (s *spool) letGo() {
	for _, p := range s.memory {
		pages.Put(p)
	}
	s.memory, s.size = nil, 0
}

// reader reads the whole spool from its start. Only one reader is used at a time.
func (s *spool) reader() (io.Reader, error) {
	if s.file == nil {
		return s.inMemory(), nil
	}
	_, err := s.file.Seek(0, io.SeekStart)
	return s.file, err
}

func (s *spool) close() error {
	s.letGo()
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if s.named {
		err = errors.Join(err, os.Remove(s.file.Name()))
	}
	s.file = nil
	return err
}
