//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package config

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// whileLocked does something to a list while no other masthead changes one in its folder: of two at once the second would
// write over what the first entered. The folder is what is locked, since the list itself is another file afterwards; a file
// system that knows no locks, as some networks have, goes without.
func whileLocked(path string, do func() error) error {
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return do() // which says what is wrong with it
	}
	defer folder.Close() // and lets go of the lock
	for unix.Flock(int(folder.Fd()), unix.LOCK_EX) == unix.EINTR {
	}
	return do()
}
