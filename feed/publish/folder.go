package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/masthead-feeds/masthead/feed/packing"
)

// Folder publishes to a folder of the file system. A document is written beside the published ones under a name of its
// own, brought to the disk, and renamed: a reader sees the old document or the new one, never a part of either.
type Folder struct {
	Dir string // made when it is missing
	// Packed are the codings in which every document lies beside itself as well.
	Packed []packing.Coding
}

// Read implements Target.
func (f Folder) Read(name string) ([]byte, error) {
	if err := checkRegular(f.Path(name)); err != nil {
		return nil, err
	}
	return os.ReadFile(f.Path(name))
}

// Open implements Target.
func (f Folder) Open(name string) (Reader, error) { return openRegular(f.Path(name)) }

// Stamp implements Target: a document is what it was while its file and those of its packed copies are the same ones, as long
// and as old.
func (f Folder) Stamp(name string) (stamp string, err error) {
	for _, name := range append([]string{name}, f.copies(name)...) {
		info, err := os.Lstat(f.Path(name))
		if err != nil {
			return "", err
		}
		stamp += fmt.Sprint(info.Size(), info.ModTime().UnixNano(), identity(info))
	}
	return stamp, nil
}

// Path gives the file of a document.
func (f Folder) Path(name string) string { return filepath.Join(f.Dir, filepath.FromSlash(name)) }

// Begin implements Target.
func (f Folder) Begin() (Batch, error) { return &folderBatch{folder: f}, nil }

type folderBatch struct {
	spill     spill
	folder    Folder
	documents []*folderDocument
	removed   []string
}

type folderDocument struct {
	spool
	batch      *folderBatch
	name       string
	head, tail []byte
	done       bool
	kind       Kind
	temp       string // where it lies until it is renamed
	packed     []packed
}

func (b *folderBatch) Create(name, _ string) (Document, error) {
	d := &folderDocument{spool: spool{to: &b.spill}, batch: b, name: name}
	b.documents = append(b.documents, d)
	return d, nil
}

func (b *folderBatch) Remove(name string) {
	for _, name := range append([]string{name}, b.folder.copies(name)...) {
		if _, err := os.Lstat(b.folder.Path(name)); err == nil {
			b.removed = append(b.removed, name)
		}
	}
}

func (b *folderBatch) Changes() (changes []Change) {
	for _, d := range b.documents {
		if !d.done {
			continue
		}
		changes = append(changes, Change{d.name, d.kind})
		for _, p := range d.packed {
			changes = append(changes, Change{d.name + p.coding.Ending(), p.kind})
		}
	}
	for _, name := range b.removed {
		changes = append(changes, Change{name, Removed})
	}
	return changes
}

// Finish implements Document: it compares the whole with what is published. Nothing is written to the folder before
// Commit.
func (d *folderDocument) Finish(head, tail []byte, _ time.Time) error {
	d.head, d.tail = head, tail
	whole, err := d.whole()
	if err != nil {
		return err
	}
	if d.kind, err = compare(d.batch.folder.Path(d.name), whole); err == nil {
		err = d.comparePacked()
	}
	d.done = err == nil
	return err
}

// Keep implements Document. The packed copies stay with the document: the stamp is of them, too.
func (d *folderDocument) Keep() bool {
	if folder := d.batch.folder; folder.isPacked(d.name) {
		for _, c := range folder.Packed {
			d.packed = append(d.packed, packed{coding: c, kind: Same})
		}
	}
	d.kind, d.done = Same, true
	return true
}

func (d *folderDocument) whole() (io.Reader, error) {
	middle, err := d.reader()
	return io.MultiReader(bytes.NewReader(d.head), middle, bytes.NewReader(d.tail)), err
}

// compare says whether a document differs from a published file.
func compare(published string, document io.Reader) (Kind, error) {
	file, err := openRegular(published)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Added, nil
	case err != nil:
		return 0, fmt.Errorf("comparing with the published feed: %w", err)
	}
	defer file.Close()
	same, err := equal(file, document)
	switch {
	case err != nil:
		return 0, fmt.Errorf("comparing with the published feed: %w", err)
	case !same:
		return Changed, nil
	}
	return Same, nil
}

func equal(a, b io.Reader) (bool, error) {
	one, other := buffers.Get().(*[32 << 10]byte), buffers.Get().(*[32 << 10]byte)
	defer buffers.Put(one)
	defer buffers.Put(other)
	bufA, bufB := one[:], other[:]
	for {
		n, errA := io.ReadFull(a, bufA)
		m, errB := io.ReadFull(b, bufB)
		if err := errors.Join(ignoreEnd(errA), ignoreEnd(errB)); err != nil {
			return false, err // before the bytes: what could not be read differs too
		}
		if !bytes.Equal(bufA[:n], bufB[:m]) {
			return false, nil
		}
		if errA != nil { // both ended: a full buffer comes without one
			return true, nil
		}
	}
}

func ignoreEnd(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

// writeAside writes a document beside the published ones and gives its temporary name.
func (f Folder) writeAside(write func(io.Writer) error) (name string, err error) {
	if err := os.MkdirAll(f.Dir, 0o777); err != nil {
		return "", fmt.Errorf("making the output folder: %w; choose another -o", err)
	}
	file, err := os.CreateTemp(f.Dir, tempPattern())
	if err != nil {
		return "", fmt.Errorf("writing beside the published feeds: %w; make room for it there, or choose another -o", err)
	}
	err = errors.Join(write(&aside{file: file}), file.Chmod(0o644), file.Close())
	if err != nil {
		return "", errors.Join(fmt.Errorf("writing beside the published feeds: %w; make room for it there, or choose another -o", err), os.Remove(file.Name()))
	}
	return file.Name(), nil
}

// aside is a file that is written from its start and has to be on the disk soon: the system is told to begin with that while
// the rest is still made.
type aside struct {
	file       *os.File
	size, sent int64
}

func (a *aside) Write(p []byte) (n int, err error) {
	const atOnce = 8 << 20 // smaller files are brought there with less work all together
	n, err = a.file.Write(p)
	if a.size += int64(n); a.size-a.sent >= atOnce {
		sendToDisk(a.file, a.sent, a.size-a.sent)
		a.sent = a.size
	}
	return n, err
}

// Commit implements Batch. What changed is first written aside, all of it, and then renamed, so that a full disk leaves
// the published documents as they are. A build that changed nothing touches nothing.
func (b *folderBatch) Commit() error {
	if err := errors.Join(b.writeAside(), b.sync()); err != nil {
		return errors.Join(err, b.Discard())
	}
	touched := map[string]bool{}
	for _, d := range b.documents {
		to := b.folder.Path(d.name)
		renamed, err := d.renamePacked()
		if err != nil {
			return errors.Join(err, b.Discard())
		}
		if renamed {
			touched[filepath.Dir(to)] = true
		}
		if d.temp == "" {
			continue
		}
		if err := rename(d.temp, to); err != nil {
			return errors.Join(fmt.Errorf("publishing %s: %w", d.name, err), b.Discard())
		}
		d.temp = ""
		touched[filepath.Dir(to)] = true
	}
	for _, name := range b.removed {
		if err := os.Remove(b.folder.Path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return errors.Join(fmt.Errorf("removing %s: %w", name, err), b.Discard())
		}
		touched[filepath.Dir(b.folder.Path(name))] = true
	}
	return errors.Join(b.settle(touched), b.Discard())
}

// writeAside writes what changed beside the published documents, several at once. The first that cannot be written ends it.
func (b *folderBatch) writeAside() error {
	work, ended := errgroup.WithContext(context.Background())
	work.SetLimit(runtime.GOMAXPROCS(0))
	for _, d := range b.documents {
		if ended.Err() != nil {
			break
		}
		if d.done {
			work.Go(d.writeAside)
		}
	}
	return errors.Join(work.Wait(), b.letGo())
}

// letGo lets go of what the documents were put together in. The system need not bring it to the disk beside them.
func (b *folderBatch) letGo() error {
	for _, d := range b.documents {
		d.spool.letGo()
	}
	return b.spill.close()
}

func (d *folderDocument) writeAside() error {
	if d.kind != Same {
		whole, err := d.whole()
		if err != nil {
			return err
		}
		copyTo := func(w io.Writer) error { return copyAll(w, whole) }
		if d.temp, err = d.batch.folder.writeAside(copyTo); err != nil {
			return err
		}
	}
	return d.writePacked()
}

// copyAll copies by one buffer of its own, which it fills before it writes: a document has many parts, each less than that.
func copyAll(to io.Writer, from io.Reader) error {
	buffer := buffers.Get().(*[32 << 10]byte)
	defer buffers.Put(buffer)
	for {
		n, end := io.ReadFull(from, buffer[:])
		if err := ignoreEnd(end); err != nil {
			return err
		}
		if _, err := to.Write(buffer[:n]); err != nil || end != nil {
			return err
		}
	}
}

var buffers = sync.Pool{New: func() any { return new([32 << 10]byte) }}

// settle brings the entries of the folders that were written to the disk, and clears up after builds that were killed.
func (b *folderBatch) settle(touched map[string]bool) error {
	if err := syncAll(b.folder.Dir, slices.Sorted(maps.Keys(touched)), syncFolder); err != nil {
		return err
	}
	b.folder.sweep()
	return nil
}

func rename(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// sync brings what was written aside to the disk: what is renamed before that may be empty after a crash.
func (b *folderBatch) sync() error {
	var names []string
	for _, d := range b.documents {
		if d.temp != "" {
			names = append(names, d.temp)
		}
		for i := range d.packed {
			if temp := d.packed[i].temp; temp != "" {
				names = append(names, temp)
			}
		}
	}
	return syncAll(b.folder.Dir, names, syncFile)
}

// syncAll brings files or folders to the disk, which lie in one file system: many of them at once, where the system can.
func syncAll(dir string, names []string, each func(name string) error) error {
	const many = 32 // of which each alone would wait for the disk
	if len(names) > many && syncFileSystem(dir) {
		return nil
	}
	for _, name := range names {
		if err := each(name); err != nil {
			return err
		}
	}
	return nil
}

func syncFile(name string) error {
	file, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err == nil {
		err = errors.Join(file.Sync(), file.Close())
	}
	if err != nil {
		return fmt.Errorf("writing beside the published feeds: %w; make room for it there, or choose another -o", err)
	}
	return nil
}

// syncFolder brings renames to the disk: without it a crash can bring the old document back. Some file systems cannot
// do it for a folder, and then there is nothing more to be done.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("syncing %s: %w", dir, err)
	}
	_ = folder.Sync()
	return folder.Close()
}

// Discard implements Batch.
func (b *folderBatch) Discard() error {
	var errs []error
	for _, d := range b.documents {
		if d.temp != "" {
			errs = append(errs, os.Remove(d.temp))
			d.temp = ""
		}
		for i := range d.packed {
			if p := &d.packed[i]; p.temp != "" {
				errs = append(errs, os.Remove(p.temp))
				p.temp = ""
			}
		}
	}
	return errors.Join(append(errs, b.letGo())...)
}
