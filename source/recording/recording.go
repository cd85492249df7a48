// Package recording reads of a recording or a film how long it is, where its file says so for sure: MP3 by the count of its
// frames or by a bitrate that never changes, MP4 and M4A by their header. It reads a few kilobytes of a file of any size.
package recording

import (
	"io"
	"time"
)

// Duration gives how long a recording of a media type is, in whole seconds; 0 where its file does not tell for sure or
// cannot be read. size is that of the file in bytes.
func Duration(r io.ReaderAt, size int64, mediaType string) time.Duration {
	var d time.Duration
	switch mediaType {
	case "audio/mpeg", "audio/mp3":
		d = mp3(r, size)
	case "audio/mp4", "audio/x-m4a", "audio/m4a", "video/mp4", "video/x-m4v", "video/quicktime":
		d = mp4(r, size)
	}
	const longest = 1000 * time.Hour // no recording is longer, and a broken file may say anything
	if d <= 0 || d > longest {
		return 0
	}
	return max(d.Round(time.Second), time.Second)
}

// read fills the buffer from a place in the file, and gives what of it there is.
func read(r io.ReaderAt, at int64, buffer []byte) []byte {
	n, err := r.ReadAt(buffer, at)
	if err != nil && err != io.EOF {
		return nil
	}
	return buffer[:n]
}
