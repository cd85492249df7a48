//go:build !linux

package source

import (
	"errors"
	"io"
	"io/fs"

	"github.com/masthead-feeds/masthead/source/index"
)

// starts asks for the states of files, and reads their starts.
type starts struct{ disk }

func (*starts) close() {}

// read fills the buffer from the start of a file. A file of which n is less than the buffer's length has no more bytes.
func (d *starts) read(name string, buffer []byte) (n int, err error) {
	file, err := d.Open(name)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	n, err = io.ReadFull(file, buffer)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = nil
	}
	return n, err
}

// stampOf tells the state of a file from what a file system says of it.
func stampOf(info fs.FileInfo) index.Stamp {
	return index.Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano()}
}

// stamp gives the state of a file that is no link.
func (d *starts) stamp(name string) (index.Stamp, error) {
	info, err := d.Lstat(name)
	if err != nil {
		return index.Stamp{}, err
	}
	return stampOf(info), nil
}
