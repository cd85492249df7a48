package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"
	"time"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/meta"
)

const (
	// headSize is how much of a file is read to find its metadata: front matter hardly ever needs a second read, and a
	// disk gives this much as fast as one byte.
	headSize = 8 << 10
	// DefaultMaxSize is the size in bytes above which a file is refused where nothing else is configured: an article is
	// text, and what is larger is not one.
	DefaultMaxSize = 16 << 20
)

// File is an article file as the walk found it. Its methods fail with a Problem, and never change what is on disk. A File is
// not safe for concurrent use.
type File struct {
	Path string // below the source's folder, with slashes
	// Zone is that of dates which state none; nil for UTC.
	Zone *time.Location

	// Kept is what the file's reader keeps between Head and Body, set by Head; nobody else looks at it.
	Kept any

	size     int64     // bytes; less than 0 where nobody has asked
	modified time.Time // zero where nobody has asked

	folder  fs.FS
	place   string // the path within the site that the folder is part of
	maxSize int64
	readers []Reader // that the ending leaves; the first which recognises the file reads it
	reader  Reader
	people  directory
	program string              // that makes a site of it, where one orders its pages by numbers
	order   dates.Order         // in which that has the numbers of a date
	dir     string              // the folder, as the configuration writes it
	members map[string][]string // path of a member → the sidecars of it alone
	failed  bool                // the file could not be read
	once    bool                // the file is read for one article, so that what was read may be kept
	whole   []byte              // all of it, where it was short enough to be read with its head
	brief   *brief              // nil where the whole of the metadata is wanted

	opening bool // only the first lines of the text are wanted
	cut     bool // and there was more
}

// Part is where in its file a member of a file of several articles stands. The zero Part is the whole file.
type Part struct {
	Start, End int64 // bytes of the file as it is on disk
	Line       int   // the file's line on which the part begins, from 1
}

// Head reads the start of the file, decoded to UTF-8: enough for a metadata block of usual length. complete says that
// this was the whole file.
func (f *File) Head() (text []byte, complete bool, err error) {
	data, complete, err := f.read(headSize)
	if err != nil {
		return nil, false, err
	}
	text, err = Decode(data)
	return text, complete, err
}

// All reads the whole file, decoded to UTF-8.
func (f *File) All() ([]byte, error) {
	data, err := f.Raw()
	if err != nil {
		return nil, err
	}
	return Decode(data)
}

// Raw reads the whole file as it is, for formats that state their own encoding.
func (f *File) Raw() ([]byte, error) {
	data, complete, err := f.read(f.maxSize)
	if err == nil && !complete {
		err = Problem{Message: fmt.Sprintf("the file is larger than the %s that are read of one", sizeText(f.maxSize)), Fix: "exclude it, or set max_size of its source"}
	}
	return data, err
}

func sizeText(n int64) string {
	switch {
	case n%(1<<20) == 0:
		return fmt.Sprintf("%d MB", n>>20)
	case n%(1<<10) == 0:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// Start reads the first 8 kB of the file as they are, by which formats are told apart.
func (f *File) Start() ([]byte, error) {
	data, _, err := f.read(headSize)
	return data, err
}

// Part reads one member of the file as it is on disk, and no more: of a file of thousands each is read for itself.
func (f *File) Part(p Part) ([]byte, error) {
	if p == (Part{}) {
		return f.Raw()
	}
	if p.Start < 0 || p.End < p.Start || p.End-p.Start > f.maxSize {
		return nil, Problem{Message: "a member of the file has no place in it", Fix: "please report this with the file"}
	}
	file, err := f.folder.Open(f.Path)
	if err != nil {
		return nil, f.unreadable(err)
	}
	defer file.Close()
	if s, ok := file.(io.Seeker); ok {
		_, err = s.Seek(p.Start, io.SeekStart)
	} else {
		_, err = io.CopyN(io.Discard, file, p.Start)
	}
	data := make([]byte, p.End-p.Start)
	if err == nil {
		_, err = io.ReadFull(file, data)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, Problem{Message: "the file has become shorter since it was listed", Fix: "build again"}
	}
	if err != nil {
		return nil, f.unreadable(err)
	}
	return data, nil
}

// ModTime is when the file was last modified.
func (f *File) ModTime() (time.Time, error) {
	err := f.stat()
	return f.modified, err
}

// stat finds out how large the file is and when it was modified, if nobody did before.
func (f *File) stat() error {
	if f.size >= 0 && !f.modified.IsZero() {
		return nil
	}
	info, err := fs.Stat(f.folder, f.Path)
	if err != nil {
		return f.unreadable(err)
	}
	f.size, f.modified = info.Size(), info.ModTime()
	return nil
}

// begin finds out whether there is anything in the file. What is to be read of it comes along, where that takes no more calls of
// the system.
func (f *File) begin() error {
	if _, quick := f.folder.(disk); quick && f.size < 0 {
		switch {
		case f.brief != nil:
			return f.brief.readStart(f)
		case f.borrows():
			_, _, err := f.read(headSize)
			return err
		}
	}
	return f.stat()
}

// read returns at most limit bytes from the start of the file.
func (f *File) read(limit int64) (data []byte, complete bool, err error) {
	if data, complete = f.whole, true; data == nil {
		if data, complete, err = f.readAnew(limit); err != nil {
			return nil, false, err
		}
		if f.once && complete {
			f.whole = data
		}
	}
	if int64(len(data)) > limit {
		return data[:limit], false, nil
	}
	return data, complete, nil
}

// readAnew reads so much of the file, or more where that is no more work.
func (f *File) readAnew(limit int64) (data []byte, complete bool, err error) {
	if d, ok := f.folder.(disk); ok { // with fewer calls of the system
		if data, err = f.room(limit); err != nil {
			return nil, false, err
		}
		alone := starts{disk: d}
		n, err := alone.read(f.Path, data)
		switch {
		case err != nil:
			return nil, false, f.unreadable(err)
		case n < len(data):
			f.size = int64(n)
			return data[:n], true, nil
		case int64(n) > limit:
			return data, false, nil
		}
	}
	if err = f.stat(); err != nil {
		return nil, false, err
	}
	file, err := f.folder.Open(f.Path)
	if err != nil {
		return nil, false, f.unreadable(err)
	}
	defer file.Close()
	data = make([]byte, min(limit, f.size)+1)
	n, err := io.ReadFull(file, data)
	switch {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return data[:n], true, nil
	case err != nil:
		return nil, false, f.unreadable(err)
	}
	return f.readOn(file, data, limit)
}

// rooms are for what is read of files of one article each, of which a build reads thousands, one after the other.
var rooms = sync.Pool{New: func() any { room := make([]byte, roomSize); return &room }}

// roomSize is how large a room is at least: nearly all articles fit in.
const roomSize = 4 * headSize

// borrows reports that what is read of the file may be read into a room. That is done for Markdown alone, of which a file is one
// article, and whose reader keeps nothing.
func (f *File) borrows() bool {
	return f.once && len(f.readers) == 1 && f.readers[0].Format() == "markdown"
}

// room gives room for what is to be read of the file, and for one byte more: who gets that, too, has not come to the end.
func (f *File) room(limit int64) ([]byte, error) {
	if f.size < roomSize && f.borrows() {
		return *rooms.Get().(*[]byte), nil
	}
	err := f.stat()
	return make([]byte, min(limit, f.size)+1), err
}

// giveBack leaves the room to others, once the text of the file has been read: the article has copies of what it took from there.
func (f *File) giveBack() {
	if !f.borrows() {
		return
	}
	if room := f.whole[:cap(f.whole)]; len(room) >= roomSize { // else it was not read from the disk
		rooms.Put(&room)
	}
	f.whole = nil
}

// readOn goes on where read stopped. A file can have grown since the walk; what is there now is what counts.
func (f *File) readOn(file io.Reader, data []byte, limit int64) ([]byte, bool, error) {
	if int64(len(data)) > limit {
		return data[:limit], false, nil
	}
	rest, err := io.ReadAll(io.LimitReader(file, limit-int64(len(data))+1))
	if err != nil {
		return nil, false, f.unreadable(err)
	}
	data = append(data, rest...)
	if int64(len(data)) > limit {
		return data[:limit], false, nil
	}
	return data, true, nil
}

// unreadable keeps the cause but not the path, which every message gives already.
func unreadable(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		err = path.Err
	}
	fix := "check its permissions, or exclude it"
	if errors.Is(err, fs.ErrNotExist) {
		fix = "it was there a moment ago: build again"
	}
	return Problem{Message: "cannot be read: " + err.Error(), Fix: fix}
}

// unreadable notes that what is known of the file is not what it says.
func (f *File) unreadable(err error) error {
	f.failed = true
	return unreadable(err)
}

// problemAt gives the fault of a file its name.
func problemAt(name string, err error) Problem {
	p, ok := errors.AsType[Problem](err)
	if !ok {
		p = Problem{Message: err.Error()}
	}
	p.File = name
	return p
}

// FrontMatter reads the metadata block at the start of the file into a new article. A file without one gives an article
// that says nothing. An error is a Problem: a block that cannot be read may hold an embargo, so the file is not guessed at.
func (f *File) FrontMatter() (*Article, error) {
	if a, ok, err := f.briefly(); ok {
		return a, err
	}
	text, complete, err := f.Head()
	if err != nil {
		return nil, err
	}
	block, err := meta.Split(text, complete)
	if block.Open && !complete { // longer than usual: read on
		if text, err = f.All(); err != nil {
			return nil, err
		}
		block, err = meta.Split(text, true)
	}
	if err != nil {
		return nil, metaProblem(f.Path, err)
	}
	if block.Format == meta.FormatNone && strings.HasSuffix(f.Path, ".mdx") {
		if stated, ok := meta.Exported(block.Body, block.BodyLine); ok {
			return f.Metadata(stated), nil
		}
	}
	return f.FrontMatterOf(block)
}

// FrontMatterOf is FrontMatter for a reader that has split the file itself.
func (f *File) FrontMatterOf(block meta.Block) (*Article, error) {
	const most = 8 // pairs that front matter has
	room := make([]meta.Pair, 0, most)
	if pairs, ok := block.Brief(func([]byte) bool { return true }, room); ok { // as nearly all front matter can be read
		keys := meta.Value{Kind: meta.Map, Map: pairs}
		a := f.Metadata(keys)
		if page, is := f.page(keys, a); is {
			return nil, page
		}
		return a, nil
	}
	value, warnings, err := block.Decode()
	if err != nil {
		return nil, metaProblem(f.Path, err)
	}
	a := f.Metadata(value)
	a.warn(f.Path, warnings)
	if page, is := f.page(value, a); is {
		return nil, page
	}
	return a, nil
}

// Metadata makes an article of a Map of keys, its own or those of another program, as of front matter. A value that cannot
// be read is a Problem of the article.
func (f *File) Metadata(keys meta.Value) *Article {
	a := &Article{}
	f.metadata(a, keys)
	return a
}

func (f *File) metadata(a *Article, keys meta.Value) {
	a.file = f
	jekyll := strings.HasPrefix(f.place, "_posts/") || strings.Contains(f.place, "/_posts/")
	a.apply(keys, layer{file: f.Path, rule: "front matter", zone: f.Zone, order: f.order, known: f.people, jekyll: jekyll})
	f.subject(a, keys)
}

// subject takes the subject of a mail for its title, as Buttondown has it. That of other pages is what they are about.
func (f *File) subject(a *Article, keys meta.Value) {
	if a.Title.Known() {
		return
	}
	subject, ok := keys.Fold("subject")
	_, dated := keys.Fold("publish_date")
	_, typed := keys.Fold("email_type")
	if ok && (dated || typed) {
		a.State(f, "front matter", Statement{Key: "title", Said: subject.Key, Value: subject.Value})
	}
}

// Split takes the metadata block off the whole text of the file. What follows it is the block's Body.
func (f *File) Split(text []byte) (meta.Block, error) {
	block, err := meta.Split(text, true)
	return block, metaProblem(f.Path, err)
}

// Content reads what follows the metadata block, and says on which line of the file it begins.
func (f *File) Content() (body []byte, line int, err error) {
	text, err := f.All()
	if err != nil {
		return nil, 0, err
	}
	block, err := f.Split(text)
	return block.Body, block.BodyLine, err
}

// warn notes what is odd about a metadata block, and readable all the same.
func (a *Article) warn(file string, warnings []meta.Error) {
	for _, w := range warnings {
		if key, _ := ownKey(w.Key); w.Key != "" && key == "" && !isNest(w.Key) {
			continue // another program's matter
		}
		a.Problem(Problem{File: file, Line: w.Line, Column: w.Column, Message: w.Message, Fix: w.Fix})
	}
}

// metaProblem gives a fault of a metadata block the name of its file.
func metaProblem(file string, err error) error {
	var fault *meta.Error
	if errors.As(err, &fault) {
		return Problem{File: file, Line: fault.Line, Column: fault.Column, Message: fault.Message, Fix: fault.Fix}
	}
	return err
}

// Opening gives the part of a text that is wanted: all of it, or where only the first lines are, so much that these are in it,
// up to the end of a paragraph. linesAlone says that these are all that is asked of the HTML of the article, whose title and
// summary are known: what stands around the lines does not count.
func (f *File) Opening(text []byte) (part []byte, linesAlone bool) {
	const enough = 6 // paragraphs, of which a few may show nothing
	if !f.opening {
		return text, false
	}
	end := 0
	for range enough {
		next := bytes.Index(text[end:], []byte("\n\n"))
		if next < 0 {
			return text, true
		}
		end += next + 2
	}
	f.cut = end < len(text)
	return text[:end], true
}
