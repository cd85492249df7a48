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

// sendToDisk begins to bring so many bytes of a file to the disk, and does not wait for it. Where the system cannot, they are
// brought there when they have to be.
func sendToDisk(file *os.File, at, bytes int64) {
	_ = unix.SyncFileRange(int(file.Fd()), at, bytes, unix.SYNC_FILE_RANGE_WRITE)
}
