package publish

import (
	"os"

	"golang.org/x/sys/unix"
)

// syncFileSystem brings all of the file system that a folder lies in to the disk; false where it cannot.
func syncFileSystem(dir string) bool {
	folder, err := os.Open(dir)
	if err != nil {
		return false
	}
	defer folder.Close()
	return unix.Syncfs(int(folder.Fd())) == nil
}
