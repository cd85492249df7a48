package publish

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/feed/packing"
)

// This file is about the copies of documents, packed, that lie beside these for servers which send such files: feed.xml.gz
// beside feed.xml. A copy has its document's time: servers make Last-Modified of it, and so one that is of another document, or
// of none any more, shows without being unpacked.

// packed is a document in one coding.
type packed struct {
	coding packing.Coding
	kind   Kind
	misses bool   // it is the document's, but its time is not
	temp   string // where it lies until it is renamed
}

// isPacked reports that a document has packed copies. What only programs and hosts of the folder read has none.
func (f Folder) isPacked(name string) bool {
	base := path.Base(name)
	return len(f.Packed) > 0 && !strings.HasPrefix(base, ".") && base != "_headers"
}

// copies gives the names of the packed copies of a document.
func (f Folder) copies(name string) (names []string) {
	if !f.isPacked(name) {
		return nil
	}
	for _, c := range f.Packed {
		names = append(names, name+c.Ending())
	}
	return names
}

// Endings are those of the packed copies that documents have here.
func (f Folder) Endings() (endings []string) {
	for _, c := range f.Packed {
		endings = append(endings, c.Ending())
	}
	return endings
}

// Endings are those of the first.
func (t both) Endings() []string {
	if first, ok := t.first.(interface{ Endings() []string }); ok {
		return first.Endings()
	}
	return nil
}

// comparePacked says which packed copies the document is to have, and what becomes of those there are.
func (d *folderDocument) comparePacked() error {
	folder := d.batch.folder
	if !folder.isPacked(d.name) {
		return nil
	}
	for _, c := range folder.Packed {
		p := packed{coding: c}
		info, err := os.Stat(folder.Path(d.name + c.Ending()))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			p.kind = Added
		case err != nil:
			return fmt.Errorf("comparing with the published feed: %w", err)
		case !info.Mode().IsRegular():
			return fmt.Errorf("%s is %s; remove it or choose another -o", folder.Path(d.name+c.Ending()), kindOf(info.Mode()))
		case d.kind != Same:
			p.kind = Changed
		default:
			if p.kind, p.misses, err = d.compareCopy(c, info); err != nil {
				return err
			}
		}
		d.packed = append(d.packed, p)
	}
	return nil
}

// compareCopy says whether a copy of a document that stays as it is has to be made anew. It is packed again only where the
// times do not say it.
func (d *folderDocument) compareCopy(c packing.Coding, info fs.FileInfo) (kind Kind, misses bool, err error) {
	at, err := d.time()
	if err != nil || at.Equal(info.ModTime()) {
		return Same, false, err
	}
	again, there := sha256.New(), sha256.New()
	if err := d.pack(c, again); err != nil {
		return 0, false, err
	}
	file, err := openRegular(d.batch.folder.Path(d.name + c.Ending()))
	if err != nil {
		return 0, false, err
	}
	defer file.Close()
	if _, err := io.Copy(there, file); err != nil {
		return 0, false, fmt.Errorf("comparing with the published feed: %w", err)
	}
	if bytes.Equal(again.Sum(nil), there.Sum(nil)) {
		return Same, true, nil
	}
	return Changed, false, nil
}

// time is that of the document's file, as it is or as it will be.
func (d *folderDocument) time() (time.Time, error) {
	name := d.temp
	if name == "" {
		name = d.batch.folder.Path(d.name)
	}
	info, err := os.Stat(name)
	if err != nil {
		return time.Time{}, fmt.Errorf("comparing with the published feed: %w", err)
	}
	return info.ModTime(), nil
}

func (d *folderDocument) pack(c packing.Coding, to io.Writer) error {
	whole, err := d.whole()
	if err != nil {
		return err
	}
	p := packing.Take(c)
	defer p.GiveBack()
	if err := p.Pack(to, whole, int64(len(d.head))+d.length()+int64(len(d.tail))); err != nil {
		return fmt.Errorf("packing %s: %w", d.name, err)
	}
	return nil
}

// writePacked writes the packed copies aside, which have the time of what they are copies of.
func (d *folderDocument) writePacked() error {
	if len(d.packed) == 0 {
		return nil
	}
	at, err := d.time()
	if err != nil {
		return err
	}
	for i := range d.packed {
		p := &d.packed[i]
		if p.misses {
			_ = os.Chtimes(d.batch.folder.Path(d.name+p.coding.Ending()), time.Time{}, at) // else the next build looks again
		}
		if p.kind == Same {
			continue
		}
		if p.temp, err = d.batch.folder.writeAside(func(w io.Writer) error { return d.pack(p.coding, w) }); err != nil {
			return err
		}
		if err := os.Chtimes(p.temp, time.Time{}, at); err != nil {
			return fmt.Errorf("writing beside the published feeds: %w", err)
		}
	}
	return nil
}

// renamePacked publishes the copies, before the document: one that is killed in between leaves the document as it was, and the
// next build makes both anew. It reports whether there were any.
func (d *folderDocument) renamePacked() (renamed bool, err error) {
	for i := range d.packed {
		p := &d.packed[i]
		if p.temp == "" {
			continue
		}
		name := d.name + p.coding.Ending()
		if err := rename(p.temp, d.batch.folder.Path(name)); err != nil {
			return renamed, fmt.Errorf("publishing %s: %w", name, err)
		}
		p.temp, renamed = "", true
	}
	return renamed, nil
}
