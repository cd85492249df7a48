package recording

import (
	"encoding/binary"
	"io"
	"math"
	"time"
)

// mp4 reads the movie header (ISO/IEC 14496-12 §8.2.2).
func mp4(r io.ReaderAt, size int64) time.Duration {
	at, end := box(r, 0, size, "moov")
	at, end = box(r, at, end, "mvhd")
	b := read(r, at, make([]byte, 32))
	if len(b) < 32 || end-at < 32 {
		return 0
	}
	scale, length := uint64(binary.BigEndian.Uint32(b[12:])), uint64(binary.BigEndian.Uint32(b[16:]))
	unknown := uint64(math.MaxUint32)
	if b[0] == 1 { // the longer version
		scale, length, unknown = uint64(binary.BigEndian.Uint32(b[20:])), binary.BigEndian.Uint64(b[24:]), math.MaxUint64
	}
	if scale == 0 || length == unknown {
		return 0
	}
	return seconds(float64(length) / float64(scale))
}

// box finds a box among those between two places, and gives where its contents begin and end; nothing where there is none.
func box(r io.ReaderAt, at, end int64, name string) (int64, int64) {
	const most = 1000
	for range most {
		b := read(r, at, make([]byte, 16))
		if len(b) < 8 || at+8 > end {
			break
		}
		size, head := int64(binary.BigEndian.Uint32(b)), int64(8)
		switch {
		case size == 0: // all that follows
			size = end - at
		case size == 1 && len(b) == 16:
			size, head = int64(binary.BigEndian.Uint64(b[8:])), 16
		}
		if size < head || size > end-at {
			break
		}
		if string(b[4:8]) == name {
			return at + head, at + size
		}
		at += size
	}
	return 0, 0
}
