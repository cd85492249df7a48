//go:build unix

package publish

import (
	"io/fs"
	"syscall"
)

// identity tells a file from another that was put in its place.
func identity(info fs.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Ino)
	}
	return 0
}
