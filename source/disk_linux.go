package source

import (
	"io/fs"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/masthead-feeds/masthead/source/index"
)

// starts reads the starts of files one after another. Of those that lie in one folder the system looks the folder up once.
type starts struct {
	disk
	folder string // that the last file lies in
	fd     int    // of that folder, where two were read of it; otherwise 0
}

// read fills the buffer from the start of a file. A file of which n is less than the buffer's length has no more bytes. What
// package os does beside this, so that a file can be waited for, takes as long as the rest together.
func (s *starts) read(name string, buffer []byte) (n int, err error) {
	fail := func(op string, err error) (int, error) { return 0, &fs.PathError{Op: op, Path: name, Err: err} }
	if !fs.ValidPath(name) {
		return fail("open", fs.ErrInvalid)
	}
	fd, err := s.open(name)
	if err != nil {
		return fail("open", err)
	}
	defer func() { _ = syscall.Close(fd) }() // nothing was written
	for n < len(buffer) {
		m, err := again(func() (int, error) { return syscall.Read(fd, buffer[n:]) })
		if err != nil {
			return fail("read", err)
		}
		if n += m; m == 0 {
			break
		}
	}
	return n, nil
}

// open opens a file by its name in its folder, where the one before lay there, too.
func (s *starts) open(name string) (fd int, err error) {
	const toRead = syscall.O_RDONLY | syscall.O_CLOEXEC | syscall.O_NONBLOCK
	slash := strings.LastIndexByte(name, '/')
	folder := name[:max(slash, 0)]
	switch {
	case folder != s.folder:
		s.close()
		s.folder = folder
		return again(func() (int, error) { return syscall.Open(s.dir+"/"+name, toRead, 0) })
	case s.fd == 0:
		const asPlace = unix.O_PATH | syscall.O_DIRECTORY | syscall.O_CLOEXEC
		if s.fd, err = again(func() (int, error) { return syscall.Open(s.dir+"/"+folder, asPlace, 0) }); err != nil {
			s.fd = 0
			return 0, err
		}
	}
	return again(func() (int, error) { return syscall.Openat(s.fd, name[slash+1:], toRead, 0) })
}

// close lets go of the folder. Files can be read all the same.
func (s *starts) close() {
	if s.fd != 0 {
		_ = syscall.Close(s.fd) // nothing was written
	}
	s.folder, s.fd = "", 0
}

// again does something anew that a signal came between.
func again(do func() (int, error)) (n int, err error) {
	for {
		if n, err = do(); err != syscall.EINTR {
			return n, err
		}
	}
}

// stampOf tells the state of a file from what a file system says of it. When it, or what the file system says of it, was last
// changed cannot be set back, as the time of its last modification can.
func stampOf(info fs.FileInfo) index.Stamp {
	s := index.Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano()}
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		s.Changed, s.Inode = stat.Ctim.Nano(), int64(stat.Ino)
	}
	return s
}

// Stamp gives the state of a file that is no link.
func (d disk) Stamp(name string) (index.Stamp, error) {
	var stat syscall.Stat_t
	if _, err := again(func() (int, error) { return 0, syscall.Lstat(d.dir+"/"+name, &stat) }); err != nil {
		return index.Stamp{}, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	return index.Stamp{Size: stat.Size, Modified: stat.Mtim.Nano(), Changed: stat.Ctim.Nano(), Inode: int64(stat.Ino)}, nil
}
