package publish

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// spoolInMemory is how many bytes of a document are kept in memory before they go to a temporary file: most feeds are
// smaller, and one with the whole past of a publication is not.
const spoolInMemory = 1 << 20

// spool holds what is written to it until it is read from the start. The temporary file lies where the system keeps
// such files, never among the published ones, and loses its name at once where a file may: then nothing is left of it
// however the program ends.
type spool struct {
	memory bytes.Buffer
	file   *os.File
	named  bool // the file still has its name
}

func (s *spool) Write(p []byte) (int, error) {
	if s.file == nil && s.memory.Len()+len(p) <= spoolInMemory {
		return s.memory.Write(p)
	}
	if s.file == nil {
		if err := s.spill(); err != nil {
			return 0, err
		}
	}
	return s.file.Write(p)
}

func (s *spool) spill() (err error) {
	if s.file, err = os.CreateTemp("", "masthead-*.spool"); err != nil {
		return err
	}
	s.named = os.Remove(s.file.Name()) != nil // Windows keeps what is open
	_, err = s.memory.WriteTo(s.file)
	return err
}

// reader reads the whole spool from its start. Only one reader is used at a time.
func (s *spool) reader() (io.Reader, error) {
	if s.file == nil {
		return bytes.NewReader(s.memory.Bytes()), nil
	}
	_, err := s.file.Seek(0, io.SeekStart)
	return s.file, err
}

func (s *spool) close() error {
	s.memory = bytes.Buffer{}
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
