package build

import (
	"crypto/sha256"

	"github.com/masthead-feeds/masthead/feed"
)

// This file is for documents that stay as they are. Of thousands of feeds a change concerns few: as long as each item of a document
// is the one that was in its place, nothing of it is read or written.

// begin has a document begin as the one that it was, if that is known.
func (k *keptItems) begin(d *document) {
	if k == nil {
		return
	}
	if old, ok := k.published[d.path]; ok && old.Format == d.encoder.Name {
		d.kept, d.before = k, old.Layout
	}
}

// staysNext reports that the next item of the document is the one that stands in its place already, if that is as it was.
func (d *document) staysNext(id, cut string) bool {
	at := len(d.layout.Items)
	if d.before == nil || at == len(d.before.Items) {
		return false
	}
	is := &d.before.Items[at]
	return is.ID == id && is.Cut == cut && !is.Gone
}

// stay leaves the next item in its place.
func (d *document) stay(uses feed.Namespaces) {
	d.layout.Items = d.before.Items[:len(d.layout.Items)+1]
	d.uses |= uses
}

// isAsBefore reports that the document is the one that it was, now that its head is known.
func (d *document) isAsBefore(head []byte) bool {
	was := d.before
	return was != nil && len(d.layout.Items) > 0 && len(d.layout.Items) == len(was.Items) && len(head) == was.Head && len(d.encoder.Tail) == was.Tail &&
		was.Above == sumOf(head)
}

// sumOf gives a hash of a document's head.
func sumOf(head []byte) string {
	sum := sha256.Sum256(head)
	return hexOf(sum[:16])
}

// standsIn finds where a fragment lies in the document as it was.
func (d *document) standsIn(id, cut string) (p piece, ok bool) {
	if d.kept == nil {
		return p, false
	}
	for at, it := range d.kept.published[d.path].Layout.placed(d.encoder.Between) {
		if it.ID == id && it.Cut == cut && !it.Gone {
			return piece{d.path, at, int64(it.Bytes)}, true
		}
	}
	return p, false
}

// goOn has the document go on by itself: it writes the items that were in their places up to here.
func (d *document) goOn() error {
	was, same := d.before, d.layout.Items
	if was == nil {
		return nil
	}
	d.before, d.layout.Items = nil, make([]fragment, 0, len(same)+1)
	if len(same) == 0 {
		return nil
	}
	whole, err := d.kept.bytes(d.path, int64(was.Head), int64(sizeOf(same, d.encoder.Between)))
	if err != nil {
		return err
	}
	for _, it := range same {
		if err := d.append(it, feed.Fragment{Bytes: whole[:it.Bytes:it.Bytes]}); err != nil {
			return err
		}
		whole = whole[min(len(whole), it.Bytes+len(d.encoder.Between)):]
	}
	return nil
}
