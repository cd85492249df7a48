package source

import (
	"io/fs"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/masthead-feeds/masthead/source/index"
)

// starts asks for the states of files, and reads their starts, one file after another. Of those that lie in one folder the
// system looks the folder up once.
type starts struct {
	disk
	folder string // that the last file lies in
	asked  bool   // there was a last one: the source's own folder has no name
	fd     int    // of that folder, where two of it were asked for; otherwise 0
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

// open opens a file.
func (s *starts) open(name string) (fd int, err error) {
	folder, within, err := s.locate(name)
	if err != nil {
		return 0, err
	}
	const toRead = syscall.O_RDONLY | syscall.O_CLOEXEC | syscall.O_NONBLOCK
	return again(func() (int, error) { return syscall.Openat(folder, within, toRead, 0) })
}

// stamp gives the state of a file that is no link.
func (s *starts) stamp(name string) (index.Stamp, error) {
	var stat unix.Stat_t
	folder, within, err := s.locate(name)
	if err == nil {
		_, err = again(func() (int, error) { return 0, unix.Fstatat(folder, within, &stat, unix.AT_SYMLINK_NOFOLLOW) })
	}
	if err != nil {
		return index.Stamp{}, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	return index.Stamp{Size: stat.Size, Modified: stat.Mtim.Nano(), Changed: stat.Ctim.Nano(), Inode: int64(stat.Ino)}, nil
}

// locate gives a file's name within its folder, where the one before lay there, too.
func (s *starts) locate(name string) (folder int, within string, err error) {
	slash := strings.LastIndexByte(name, '/')
	dir := name[:max(slash, 0)]
	switch {
	case dir != s.folder || !s.asked:
		s.close()
		s.folder, s.asked = dir, true
		return unix.AT_FDCWD, s.dir + "/" + name, nil
	case s.fd == 0:
		const asPlace = unix.O_PATH | syscall.O_DIRECTORY | syscall.O_CLOEXEC
		if s.fd, err = again(func() (int, error) { return syscall.Open(s.dir+"/"+dir, asPlace, 0) }); err != nil {
			s.fd = 0
			return 0, "", err
		}
	}
	return s.fd, name[slash+1:], nil
}

// close lets go of the folder. Files can be read all the same.
func (s *starts) close() {
	if s.fd != 0 {
		_ = syscall.Close(s.fd) // nothing was written
	}
	s.folder, s.asked, s.fd = "", false, 0
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
