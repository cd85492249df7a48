package serve

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// coding is a content coding (RFC 9110 §8.4.1) that documents are sent in.
type coding int

// The codings, of which the first always is there. Between those that a reader likes alike the later one is sent, as the
// smaller.
const (
	identity coding = iota
	gzipped
	zstandard
	brotlied
	codings // how many there are
)

// names are the codings' own, by which requests ask for them and answers name them.
var names = [codings]string{"identity", "gzip", "zstd", "br"}

// high is up to which size, in bytes, a document is packed as tightly as can be. Beyond it packing would keep what is due
// at an instant waiting: tight packing takes a second for ten megabytes.
const high = 1 << 20

// breath is after how many bytes packing lets those be answered who wait: by itself it would hold a processor for ten
// milliseconds on end.
const breath = 8 << 10

// packers gives how many at once pack in a coding. Each holds some megabytes, and Brotli takes as long as the others together.
func packers(c coding) int {
	if c == brotlied {
		return max(1, runtime.GOMAXPROCS(0)-1)
	}
	return 1
}

// packer packs one body after another in one coding: what it takes to do so costs more to make than a small feed to pack.
type packer struct {
	coding      coding
	tight, fast interface {
		io.WriteCloser
		Reset(io.Writer)
	}
	out bytes.Buffer
}

// idle are packers that have nothing to do, until the garbage collector takes them.
var idle [codings]sync.Pool

func (p *packer) pack(body []byte) ([]byte, error) {
	w := &p.tight
	if len(body) > high {
		w = &p.fast
	}
	if *w == nil {
		switch c, tight := p.coding, w == &p.tight; c { // errors are of levels that do not exist
		case gzipped:
			*w, _ = gzip.NewWriterLevel(nil, pick(tight, gzip.BestCompression, gzip.DefaultCompression))
		case zstandard: // its best level takes 40 MB, for a twentieth less
			*w, _ = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(pick(tight, zstd.SpeedBetterCompression, zstd.SpeedDefault)), zstd.WithWindowSize(1<<20))
		case brotlied:
			*w = brotli.NewWriterV2(nil, pick(tight, 9, 4))
		}
	}
	p.out.Reset()
	(*w).Reset(&p.out)
	for part := range slices.Chunk(body, breath) {
		if _, err := (*w).Write(part); err != nil {
			return nil, err
		}
		runtime.Gosched()
	}
	if err := (*w).Close(); err != nil {
		return nil, err
	}
	return bytes.Clone(p.out.Bytes()), nil // without the room to grow, since it stays
}

func pick[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

// packAll packs documents in every coding in which they are not yet.
func packAll(documents []*document) error {
	var (
		all    sync.WaitGroup
		mutex  sync.Mutex
		failed error
	)
	for c := gzipped; c < codings; c++ {
		queue := make(chan *document)
		for range min(packers(c), len(documents)) {
			all.Go(func() {
				p, is := idle[c].Get().(*packer)
				if !is {
					p = &packer{coding: c}
				}
				defer idle[c].Put(p)
				for d := range queue {
					if err := d.pack(p); err != nil {
						mutex.Lock()
						failed = errors.Join(failed, err)
						mutex.Unlock()
					}
				}
			})
		}
		all.Go(func() {
			for _, d := range documents {
				if d.in[c].body == nil {
					queue <- d
				}
			}
			close(queue)
		})
	}
	all.Wait()
	return failed
}

// accepted reads Accept-Encoding (RFC 9110 §12.5.3) and gives the coding to send, of those up to last: the one that the
// reader likes best, and where it likes several alike, the smallest. The document as it is always may be sent: a reader
// without an answer is worse off than one with an answer in a coding that it did not ask for.
func accepted(headers []string, last coding) coding {
	if len(headers) == 0 {
		return identity
	}
	var weights [codings]float64
	var named [codings]bool
	others := -1.0
	for _, line := range headers {
		for line != "" {
			var part string
			part, line, _ = strings.Cut(line, ",")
			name, parameters, _ := strings.Cut(part, ";")
			name, q := strings.TrimSpace(name), weight(parameters)
			if name == "*" {
				others = q
				continue
			}
			if strings.EqualFold(name, "x-gzip") { // RFC 9110 §8.4.1.3
				name = names[gzipped]
			}
			for c := range codings {
				if strings.EqualFold(name, names[c]) {
					weights[c], named[c] = q, true
				}
			}
		}
	}
	best := identity
	for c := gzipped; c <= last; c++ {
		if !named[c] && others >= 0 {
			weights[c] = others
		}
		if weights[c] > 0 && weights[c] >= weights[best] {
			best = c
		}
	}
	return best
}

// weight reads the parameters of one part: its q, which is 1 where there is none, and 0 where it is none that is allowed.
func weight(parameters string) float64 {
	if parameters == "" {
		return 1
	}
	for parameters != "" {
		var part string
		part, parameters, _ = strings.Cut(parameters, ";")
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}
