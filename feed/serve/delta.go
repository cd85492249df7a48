package serve

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"strings"
	"sync"
)

// This file answers readers who say which version of a feed they have, and that they want only what is new in it: RFC 3229
// with the instance manipulation "feed". Nobody else's feed is ever cut short: some readers delete what they no longer
// see.

// manyVersions is how many versions of a document are remembered for those who had them: at one change a minute, those of
// more than an hour and a half.
const manyVersions = 100

// manyDeltas is how many of the deltas made of a document are kept. Most readers have the version before the last.
const manyDeltas = 8

// items are where in a document its items lie, and since which version each has been as it is.
type items struct {
	each    []item
	between string // stands between two
}

// item is one item of a document, or what stands for one that was withdrawn.
type item struct {
	hash    uint64
	at, end int // in bytes, from the start of the document
	since   uint32
}

// hashOf tells one item from another, and from itself before it was changed.
func hashOf(fragment []byte) uint64 {
	sum := sha256.Sum256(fragment)
	return binary.BigEndian.Uint64(sum[:])
}

// history is the versions of a document that came before it, by their tags.
type history struct {
	version uint32 // of the document itself
	before  map[string]uint32
}

// follow has a document come after another of its name.
func (d *document) follow(old *document) {
	d.history.before = map[string]uint32{}
	since := map[uint64]uint32{}
	if old != nil {
		d.history.version = old.history.version + 1
		maps.Copy(d.history.before, old.history.before)
		maps.DeleteFunc(d.history.before, func(_ string, v uint32) bool { return v+manyVersions < d.history.version })
		d.history.before[old.tag] = old.history.version
		for _, it := range old.items.each {
			since[it.hash] = it.since
		}
	}
	for i := range d.items.each {
		it := &d.items.each[i]
		if version, known := since[it.hash]; known {
			it.since = version
		} else {
			it.since = d.history.version
		}
	}
}

// wantsDelta reads A-IM (RFC 3229 §10.5.3): whether a delta of items is accepted.
func wantsDelta(headers []string) bool {
	for _, line := range headers {
		for line != "" {
			var part string
			part, line, _ = strings.Cut(line, ",")
			name, parameters, _ := strings.Cut(part, ";")
			if strings.EqualFold(strings.TrimSpace(name), "feed") {
				return weight(parameters) > 0
			}
		}
	}
	return false
}

// since gives the latest version among the tags that a reader has.
func (d *document) since(tags []string) (version uint32, known bool) {
	for _, line := range tags {
		for line != "" {
			var tag string
			tag, line, _ = strings.Cut(line, ",")
			if v, is := d.history.before[instanceOf(tag)]; is && (!known || v > version) {
				version, known = v, true
			}
		}
	}
	return version, known
}

// deltas are those that were made of a document, by the version that they are for.
type deltas struct {
	mutex sync.Mutex
	made  map[uint32]*delta
}

// delta is a feed of what is new since a version, as it is and gzipped: too few want it for packing it more tightly.
type delta struct{ in [gzipped + 1]representation }

// delta gives what is new since a version; nil where that is nothing, or all there is.
func (d *document) delta(version uint32) *delta {
	d.deltas.mutex.Lock()
	defer d.deltas.mutex.Unlock()
	if made, is := d.deltas.made[version]; is {
		return made
	}
	if len(d.deltas.made) >= manyDeltas || d.deltas.made == nil {
		d.deltas.made = map[uint32]*delta{}
	}
	made := d.makeDelta(version)
	d.deltas.made[version] = made
	return made
}

func (d *document) makeDelta(version uint32) *delta {
	each, whole := d.items.each, d.body()
	if len(each) == 0 {
		return nil
	}
	var body bytes.Buffer
	body.Write(whole[:each[0].at])
	count := 0
	for _, it := range each {
		if it.since <= version {
			continue
		}
		if count > 0 {
			body.WriteString(d.items.between)
		}
		body.Write(whole[it.at:it.end])
		count++
	}
	if count == 0 || count == len(each) {
		return nil
	}
	body.Write(whole[each[len(each)-1].end:])
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(body.Bytes()) // memory takes everything
	_ = z.Close()
	tag := d.tag + "-feed"
	return &delta{[...]representation{represent(body.Bytes(), tag, identity), represent(packed.Bytes(), tag, gzipped)}}
}
