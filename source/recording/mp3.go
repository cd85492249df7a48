package recording

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"time"
)

// frame is the header of a frame of MPEG audio, layer III (ISO/IEC 11172-3 §2.4.2.3, 13818-3 for the lower rates).
type frame struct {
	bitrate int // bits a second
	rate    int // samples a second
	samples int // of one channel, in the frame
	side    int // bytes of side information
	length  int // bytes
}

// parseFrame reads the four bytes of a header; ok is false for any other layer, and for what is no header.
func parseFrame(b []byte) (f frame, ok bool) {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe0 != 0xe0 || b[1]>>1&3 != 1 {
		return f, false
	}
	version, bitrate, rate := b[1]>>3&3, b[2]>>4, b[2]>>2&3
	if version == 1 || bitrate == 0 || bitrate == 15 || rate == 3 {
		return f, false
	}
	f = frame{rate: [...]int{44100, 48000, 32000}[rate], samples: 1152, side: 32}
	f.bitrate = 1000 * [...]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}[bitrate]
	isMono := b[3]>>6 == 3
	if isMono {
		f.side = 17
	}
	if version != 3 { // MPEG 2, or 2.5
		f.rate, f.samples, f.side = f.rate/2, 576, 17
		f.bitrate = 1000 * [...]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}[bitrate]
		if isMono {
			f.side = 9
		}
	}
	if version == 0 {
		f.rate /= 2
	}
	f.length = f.samples/8*f.bitrate/f.rate + int(b[2]>>1&1)
	return f, true
}

// mp3 reads the count of frames that encoders write into the first one. Where there is none, and wherever it looks the
// frames are of one bitrate, it holds that against the size.
func mp3(r io.ReaderAt, size int64) time.Duration {
	start, end := afterTags(r), size
	if tag := read(r, size-128, make([]byte, 3)); size > 128 && string(tag) == "TAG" {
		end -= 128
	}
	const enough = 64 << 10
	head := read(r, start, make([]byte, enough))
	first, ok := parseFrame(head)
	if !ok {
		return 0
	}
	if n := frames(head, first); n > 0 {
		return seconds(float64(n) * float64(first.samples) / float64(first.rate))
	}
	constant := isConstant(head, first)
	for part := int64(1); part <= 4 && constant && end-start > enough; part++ { // and further on, up to the end
		constant = isConstantFrom(read(r, start+(end-start-enough)*part/4, make([]byte, enough)), first)
	}
	if !constant {
		return 0
	}
	return seconds(float64(end-start) * 8 / float64(first.bitrate))
}

func seconds(n float64) time.Duration {
	if n > math.MaxInt32 {
		return 0
	}
	return time.Duration(n * float64(time.Second))
}

// afterTags gives where the first frame is, behind what ID3 tags there are (ID3v2.4 §3.1).
func afterTags(r io.ReaderAt) (at int64) {
	for range 4 {
		b := read(r, at, make([]byte, 10))
		if len(b) < 10 || string(b[:3]) != "ID3" {
			break
		}
		at += 10 + int64(b[6]&0x7f)<<21 + int64(b[7]&0x7f)<<14 + int64(b[8]&0x7f)<<7 + int64(b[9]&0x7f)
		if b[5]&0x10 != 0 { // a footer
			at += 10
		}
	}
	return at
}

// frames gives the number of frames that the first one states, in one of the two ways encoders do; 0 when it states none.
func frames(b []byte, first frame) uint32 {
	at := 4 + first.side
	if len(b) >= at+12 && (bytes.HasPrefix(b[at:], []byte("Xing")) || bytes.HasPrefix(b[at:], []byte("Info"))) && b[at+7]&1 != 0 {
		return binary.BigEndian.Uint32(b[at+8:])
	}
	if len(b) >= 36+18 && bytes.HasPrefix(b[36:], []byte("VBRI")) {
		return binary.BigEndian.Uint32(b[36+14:])
	}
	return 0
}

// isConstantFrom is isConstant for bytes that begin within a frame.
func isConstantFrom(b []byte, like frame) bool {
	const most = 4096 // no frame is longer
	for skipped := range min(most, len(b)) {
		if isConstant(b[skipped:], like) {
			return true
		}
	}
	return false
}

// isConstant reports that frames follow one another from the start of some bytes to their end, at least three, all of one
// bitrate and rate.
func isConstant(b []byte, like frame) bool {
	n := 0
	for len(b) >= 4 {
		f, ok := parseFrame(b)
		if !ok && string(b[:3]) == "TAG" { // behind the last
			break
		}
		if !ok || f.bitrate != like.bitrate || f.rate != like.rate {
			return false
		}
		n++
		b = b[min(f.length, len(b)):]
	}
	return n >= 3
}
