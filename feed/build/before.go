package build

import (
	"bytes"

	"github.com/masthead-feeds/masthead/feed"
)

// This file is for documents that stay as they are. Of thousands of feeds a change concerns few: as long as each item of a document
// is the one that was in its place, nothing of it is read or written.

// before is a published document that is as the last build left it.
type before struct {
	layout  *layout
	between int
	size    int // in bytes, of all between head and tail
	// read gives a part of it.
	read func(at, bytes int) ([]byte, error)
}

// begin has a document begin as the one that it was, if that is known.
func (k *keptItems) begin(d *document) {
	if k == nil {
		return
	}
	old, ok := k.published[d.path]
	if !ok || old.Format != d.encoder.Name {
		return
	}
	b := &before{layout: old.Layout, between: len(d.encoder.Between)}
	for _, it := range old.Layout.Items {
		b.size += it.Bytes
	}
	b.size += b.between * max(0, len(old.Layout.Items)-1)
	b.read = func(at, bytes int) ([]byte, error) { return k.part(old.Path, int64(at), int64(bytes)) }
	d.before = b
}

// staysNext reports that the next item of the document is the one that stands in its place already, if that is as it was.
func (d *document) staysNext(id, cut string) bool {
	at := len(d.layout.Items)
	if d.before == nil || at == len(d.before.layout.Items) {
		return false
	}
	is := &d.before.layout.Items[at]
	return is.ID == id && is.Cut == cut && !is.Gone
}

// stay leaves the next item in its place.
func (d *document) stay(uses feed.Namespaces) {
	d.layout.Items = d.before.layout.Items[:len(d.layout.Items)+1]
	d.uses |= uses
}

// isAsBefore reports that the document is the one that it was, now that its head is known.
func (d *document) isAsBefore(head []byte) bool {
	b := d.before
	if b == nil || len(d.layout.Items) == 0 || len(d.layout.Items) != len(b.layout.Items) || len(head) != b.layout.Head || len(d.encoder.Tail) != b.layout.Tail {
		return false
	}
	was, err := b.read(0, len(head))
	return err == nil && bytes.Equal(was, head)
}

// part has the document go on by itself: it writes the items that were in their places up to here.
func (d *document) part() error {
	b, same := d.before, d.layout.Items
	if b == nil {
		return nil
	}
	d.before, d.layout.Items = nil, make([]fragment, 0, len(same)+1)
	if len(same) == 0 {
		return nil
	}
	size := b.between * (len(same) - 1)
	for _, it := range same {
		size += it.Bytes
	}
	whole, err := b.read(b.layout.Head, size)
	if err != nil {
		return err
	}
	for _, it := range same {
		if err := d.append(it, feed.Fragment{Bytes: whole[:it.Bytes:it.Bytes]}); err != nil {
			return err
		}
		whole = whole[min(len(whole), it.Bytes+b.between):]
	}
	return nil
}
