package source

import (
	"io/fs"
	"syscall"
	"time"

	"github.com/masthead-feeds/masthead/source/index"
)

// ReadStart implements starter. What package os does beside this, so that a file can be waited for, takes as long as the
// rest together.
func (d disk) ReadStart(name string, buffer []byte) (n int, size int64, modified time.Time, err error) {
	fail := func(op string, err error) (int, int64, time.Time, error) {
		return 0, 0, time.Time{}, &fs.PathError{Op: op, Path: name, Err: err}
	}
	if !fs.ValidPath(name) {
		return fail("open", fs.ErrInvalid)
	}
	fd, err := again(func() (int, error) {
		return syscall.Open(d.dir+"/"+name, syscall.O_RDONLY|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	})
	if err != nil {
		return fail("open", err)
	}
	defer func() { _ = syscall.Close(fd) }() // nothing was written
	var stat syscall.Stat_t
	if _, err := again(func() (int, error) { return 0, syscall.Fstat(fd, &stat) }); err != nil {
		return fail("stat", err)
	}
	if stat.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return fail("read", syscall.EINVAL) // it was a file when the folder was listed
	}
	for n < len(buffer) {
		m, err := again(func() (int, error) { return syscall.Read(fd, buffer[n:]) })
		if err != nil {
			return fail("read", err)
		}
		if n += m; m == 0 || int64(n) == stat.Size {
			break
		}
	}
	return n, stat.Size, time.Unix(stat.Mtim.Unix()), nil
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
