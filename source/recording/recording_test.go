package recording

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"time"
)

// cbr makes frames of MPEG-1 layer III, 44,100 samples a second in stereo, each with the header that says 128 or 64 kbit/s.
func cbr(headers string) []byte {
	var b []byte
	for _, h := range headers {
		f := make([]byte, 417)
		copy(f, "\xff\xfb\x90\x00")
		if h == 'l' { // of less
			f = f[:208]
			copy(f, "\xff\xfb\x50\x00")
		}
		b = append(b, f...)
	}
	return b
}

// counted puts a count of frames into the first one, as encoders do.
func counted(word string, at, offset int, n uint32) []byte {
	b := cbr("m")
	copy(b[at:], word)
	b[at+7] = 1
	binary.BigEndian.PutUint32(b[at+offset:], n)
	return append(b, cbr("lml")...)
}

// movie makes the boxes of a film of a length.
func movie(version byte, scale uint32, length uint64) []byte {
	header := make([]byte, 108)
	header[0] = version
	if version == 1 {
		binary.BigEndian.PutUint32(header[20:], scale)
		binary.BigEndian.PutUint64(header[24:], length)
	} else {
		binary.BigEndian.PutUint32(header[12:], scale)
		binary.BigEndian.PutUint32(header[16:], uint32(length))
	}
	return append(boxOf("ftyp", []byte("M4A ")), boxOf("moov", append(boxOf("free", nil), boxOf("mvhd", header)...))...)
}

func boxOf(name string, contents []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(contents)+8))
	return append(append(b, name...), contents...)
}

func TestDuration(t *testing.T) {
	tag := "ID3\x04\x00\x00\x00\x00\x02\x01" + strings.Repeat("x", 257)
	tests := []struct {
		name, mediaType, file string
		want                  time.Duration
	}{
		{"one bitrate, short", "audio/mpeg", string(cbr(strings.Repeat("m", 100))), 3 * time.Second},
		{"one bitrate, long", "audio/mpeg", string(cbr(strings.Repeat("m", 4000))), 104 * time.Second},
		{"with tags before and behind", "audio/mpeg", tag + string(cbr(strings.Repeat("m", 100))) + "TAG" + strings.Repeat("x", 125), 3 * time.Second},
		{"the bitrate changes", "audio/mpeg", string(cbr("mmml" + strings.Repeat("m", 100))), 0},
		{"the bitrate changes later", "audio/mpeg", string(cbr(strings.Repeat("m", 1000) + strings.Repeat("l", 1000))), 0},
		{"frames counted", "audio/mpeg", string(counted("Xing", 36, 8, 2297)), time.Minute},
		{"frames counted in the other way", "audio/mpeg", string(counted("VBRI", 36, 14, 2297)), time.Minute},
		{"at least a second", "audio/mpeg", string(counted("Info", 36, 8, 1)), time.Second},
		{"no recording", "audio/mpeg", "Not found", 0},
		{"empty", "audio/mpeg", "", 0},
		{"another type", "audio/ogg", string(cbr("mmmm")), 0},
		{"a film", "video/mp4", string(movie(0, 1000, 61_400)), 61 * time.Second},
		{"a film, long", "audio/x-m4a", string(movie(1, 44100, 44100*7200)), 2 * time.Hour},
		{"a film of unknown length", "video/mp4", string(movie(0, 1000, 1<<32-1)), 0},
		{"a film without a clock", "video/mp4", string(movie(0, 0, 1)), 0},
		{"a film that is cut off", "video/mp4", string(movie(0, 1000, 61_400)[:60]), 0},
		{"longer than can be", "video/mp4", string(movie(1, 1, 1<<62)), 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Duration(strings.NewReader(test.file), int64(len(test.file)), test.mediaType); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func FuzzDuration(f *testing.F) {
	f.Add(cbr("mmmlmm"), true)
	f.Add(counted("Xing", 36, 8, 100), true)
	f.Add(movie(0, 1000, 5000), false)
	f.Add(movie(1, 1000, 5000), false)
	f.Fuzz(func(t *testing.T, data []byte, isMP3 bool) {
		mediaType := "video/mp4"
		if isMP3 {
			mediaType = "audio/mpeg"
		}
		d := Duration(bytes.NewReader(data), int64(len(data)), mediaType)
		if d < 0 || d > 1000*time.Hour || d%time.Second != 0 {
			t.Errorf("%s", d)
		}
	})
}
