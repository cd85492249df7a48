package packing_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"github.com/masthead-feeds/masthead/feed/packing"
)

func unpack(t *testing.T, c packing.Coding, packed []byte) string {
	t.Helper()
	var r io.Reader
	var err error
	switch from := bytes.NewReader(packed); c {
	case packing.Gzip:
		r, err = gzip.NewReader(from)
	case packing.Zstandard:
		r, err = zstd.NewReader(from)
	case packing.Brotli:
		r = brotli.NewReader(from)
	}
	if err != nil {
		t.Fatal(err)
	}
	whole, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(whole)
}

// However a document is read, and whatever was packed before it, its bytes are the same.
func TestTheSameBytesArePackedAlike(t *testing.T) {
	feed := strings.Repeat("<item><title>A story of some length</title></item>\n", 3000)
	for c := packing.Gzip; c < packing.Codings; c++ {
		for _, document := range []string{"", "a", feed[:8<<10], feed, strings.Repeat(feed, 10)} {
			first := &bytes.Buffer{}
			p := packing.Take(c)
			if err := p.Pack(first, iotest.HalfReader(strings.NewReader(document)), int64(len(document))); err != nil {
				t.Fatal(err)
			}
			if got := unpack(t, c, first.Bytes()); got != document {
				t.Errorf("%v: %d bytes were packed, and are %d", c, len(document), len(got))
			}
			if _, err := p.Bytes([]byte("another")); err != nil {
				t.Fatal(err)
			}
			again, err := p.Bytes([]byte(document))
			if err != nil || !bytes.Equal(again, first.Bytes()) {
				t.Errorf("%v: %d bytes are packed in two ways (%v)", c, len(document), err)
			}
			p.GiveBack()
		}
	}
	zipped, err := packing.Take(packing.Gzip).Bytes([]byte(feed))
	if err != nil || !bytes.Equal(zipped[4:8], make([]byte, 4)) { // RFC 1952 §2.3.1
		t.Errorf("there is a time in it: %v %v", zipped[:10], err)
	}
}

func TestADocumentThatCannotBeReadIsNotPacked(t *testing.T) {
	lost := errors.New("lost")
	for c := packing.Gzip; c < packing.Codings; c++ {
		err := packing.Take(c).Pack(io.Discard, io.MultiReader(strings.NewReader("a"), iotest.ErrReader(lost)), 2)
		if !errors.Is(err, lost) {
			t.Errorf("%v: %v", c, err)
		}
	}
}

func TestEveryEndingIsOfOneCoding(t *testing.T) {
	for ending, want := range map[string]packing.Coding{"gz": packing.Gzip, ".gz": packing.Gzip, "br": packing.Brotli, "zst": packing.Zstandard} {
		if c, err := packing.OfEnding(ending); err != nil || c != want {
			t.Errorf("%s is of %v (%v)", ending, c, err)
		}
	}
	for _, ending := range []string{"", ".", "gzip", "xz"} {
		if c, err := packing.OfEnding(ending); err == nil {
			t.Errorf("%q is of %v", ending, c)
		}
	}
}
