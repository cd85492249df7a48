package serve

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/packing"
)

// document is one published document with the bytes of each coding that it is sent in. It never changes, but for the
// deltas that are made of it when they are asked for.
type document struct {
	mediaType string
	tag       string    // of the document as it is, without quotes: the hash of its bytes
	modified  time.Time // whole seconds, in UTC
	in        [codings]representation
	items     items
	history   history
	deltas    deltas

	// What the header says of it.
	lastModified, vary, varyPage string
	link, linkLicensed           string // without and with license.xml; empty for none
	heads                        [codings]atomic.Pointer[head]
}

// representation is a document in one coding. Each has an entity tag of its own, as a strong tag demands (RFC 9110
// §8.8.3).
type representation struct {
	body   []byte
	coding coding
	etag   string
}

// newDocument makes a document that still has to be dated, packed and prepared.
func newDocument(body []byte, mediaType string) *document {
	sum := sha256.Sum256(body)
	d := &document{mediaType: mediaType, tag: hex.EncodeToString(sum[:12])}
	d.in[identity] = represent(body, d.tag, identity)
	return d
}

func (d *document) body() []byte { return d.in[identity].body }

// pack makes the representation in one coding. Those of one document may be made at the same time.
func (d *document) pack(p *packing.Packer) error {
	packed, err := p.Bytes(d.body())
	if err == nil {
		d.in[p.Coding()] = represent(packed, d.tag, p.Coding())
	}
	return err
}

func represent(packed []byte, tag string, c coding) representation {
	if c != identity {
		tag += "-" + c.String()
	}
	return representation{body: packed, coding: c, etag: `"` + tag + `"`}
}

// prepare makes what the header says of the document.
func (d *document) prepare(s *Store, name string) {
	d.lastModified = d.modified.Format(http.TimeFormat)
	vary := "Accept-Encoding"
	if d.items.each != nil {
		vary += ", A-IM"
	}
	d.vary, d.varyPage = vary, vary+", Sec-Fetch-Dest"
	d.link, d.linkLicensed = s.links(d.mediaType, name)
}

// links gives the Link header of a document, without the licence and with it. That of a feed names its hubs and its own
// address (WebSub §4) first, each with nothing but the relation: that is how readers look for them.
func (s *Store) links(mediaType, name string) (plain, licensed string) {
	var list []string
	if s.Address != nil && isFeed(mediaType) {
		for _, hub := range s.Hubs {
			list = append(list, "<"+hub+`>; rel="hub"`)
		}
		list = append(list, "<"+s.Address(name)+`>; rel="self"`)
		plain = strings.Join(list, ", ")
	}
	if s.License == "" {
		return plain, plain
	}
	list = append(list, "<"+s.License+`>; rel="license"; type="`+feed.TypeRSL+`"`) // RSL 1.0
	return plain, strings.Join(list, ", ")
}

func isFeed(mediaType string) bool {
	return mediaType == feed.TypeRSS || mediaType == feed.TypeAtom || mediaType == feed.TypeJSON
}

// later gives the date of a document that replaces one of another date, zero for none. One without a date is as old as dates of
// files go.
func later(modified, than time.Time) time.Time {
	if modified.IsZero() {
		modified = time.Unix(0, 0)
	}
	modified = modified.UTC().Truncate(time.Second)
	if !than.IsZero() && !modified.After(than) {
		modified = than.Add(time.Second)
	}
	return modified
}
