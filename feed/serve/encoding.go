package serve

import (
	"errors"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/masthead-feeds/masthead/feed/packing"
)

// coding is a content coding (RFC 9110 §8.4.1) that documents are sent in.
type coding = packing.Coding

// The codings, of which the first always is there. Between those that a reader likes alike the later one is sent, as the
// smaller.
const (
	identity  = packing.Identity
	gzipped   = packing.Gzip
	zstandard = packing.Zstandard
	brotlied  = packing.Brotli
	codings   = packing.Codings // how many there are
)

// packers gives how many at once pack in a coding. Each holds some megabytes, and Brotli takes as long as the others together.
func packers(c coding) int {
	if c == brotlied {
		return max(1, runtime.GOMAXPROCS(0)-1)
	}
	return 1
}

// packAll packs documents in every coding in which they are not yet, on all processors, or on all but one where there are
// answers to give: the Go runtime sees at once what comes in while one is idle, and else every ten milliseconds.
func packAll(documents []*document, isAnswering bool) error {
	atOnce := runtime.GOMAXPROCS(0)
	if isAnswering {
		atOnce = max(1, atOnce-1)
	}
	var (
		turns  = make(chan struct{}, atOnce)
		all    sync.WaitGroup
		mutex  sync.Mutex
		failed error
	)
	for c := gzipped; c < codings; c++ {
		queue := make(chan *document)
		for range min(packers(c), len(documents)) {
			all.Go(func() {
				p := packing.Take(c)
				defer p.GiveBack()
				for d := range queue {
					turns <- struct{}{}
					err := d.pack(p)
					<-turns
					if err != nil {
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
				name = gzipped.String()
			}
			for c := range codings {
				if strings.EqualFold(name, c.String()) {
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
