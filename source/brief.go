package source

import (
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// brief reads no more of front matter than it takes to choose. It belongs to one worker.
type brief struct {
	buffer []byte
	start  []byte // what of it is the start of a file
	starts starts
	of     *File
	pairs  []meta.Pair
	wanted map[string]bool       // keys met before
	asks   func(key []byte) bool // wants, made once
	beside []string              // own keys that are wanted, too

	spareFile *File // used over and over
	spare     *Article
}

// file gives a file of the walk, to be read briefly. It, and the article that is read of it, are the next one's as soon as
// that is asked for, unless they are kept.
func (b *brief) file(s *surroundings, i int) *File {
	if b.spareFile == nil {
		b.spareFile = new(File)
	}
	*b.spareFile = s.describe(i)
	b.spareFile.brief, b.of, b.beside = b, nil, s.wanted
	return b.spareFile
}

func (b *brief) blank() *Article {
	if b.spare == nil {
		b.spare = new(Article)
	}
	*b.spare = Article{}
	return b.spare
}

func (b *brief) keep() { b.spareFile, b.spare = nil, nil }

// newBrief is for files of a folder. Close its starts when they have been read.
func newBrief(folder fs.FS) *brief {
	d, _ := folder.(disk)
	b := &brief{buffer: make([]byte, briefSize+1), starts: starts{disk: d}, wanted: map[string]bool{}}
	b.asks = b.wants
	return b
}

// briefSize is how many bytes of a file are read at first: nearly all front matter is shorter.
const briefSize = 1 << 10

// wants reports whether a key of front matter says anything by which an article is chosen, named or passed over.
func (b *brief) wants(key []byte) bool {
	wanted, known := b.wanted[string(key)]
	if !known {
		own, _ := ownKey(string(key))
		wanted = choosesBy(string(key)) || slices.Contains(b.beside, own)
		const most = 1000
		if len(b.wanted) < most {
			b.wanted[string(key)] = wanted
		}
	}
	return wanted
}

func choosesBy(key string) bool {
	switch own, _ := ownKey(key); own {
	case "":
		return isNest(key) || isEmbargoSlip(key) || isPageKey(key)
	case "title", "tags", "summary", "image", "credit", "byline", "authors", "source", "source.title", "source.url",
		"rights", "rights.notice", "rights.holder", "rights.year", "rights.license", "rights.usage_terms", "corrections",
		"related", "translation_of", "translation_key", "original_language", "media", "editor", "translator", "photographer", "illustrator", "contributor":
		return isPageKey(key)
	case "episode", "season", "episode_type", "explicit":
		return false
	}
	return true
}

// briefly reads of the front matter what it takes to choose, if that is all that is wanted and it can be told at a glance.
func (f *File) briefly() (a *Article, ok bool, err error) {
	b := f.brief
	if b == nil || strings.HasSuffix(f.Path, ".mdx") {
		return nil, false, nil
	}
	text, complete, err := b.startOf(f)
	if err != nil {
		return nil, true, err
	}
	if text, err = Decode(text); err != nil {
		return nil, false, nil
	}
	block, err := meta.Split(text, complete)
	if err != nil || block.Open {
		return nil, false, nil
	}
	pairs, ok := block.Brief(b.asks, b.pairs[:0])
	if !ok {
		return nil, false, nil
	}
	b.pairs = pairs
	keys := meta.Value{Kind: meta.Map, Map: pairs}
	a = b.blank()
	f.metadata(a, keys)
	if page, is := f.page(keys, a); is {
		return nil, true, page
	}
	return a, true, nil
}

func (b *brief) readStart(f *File) error {
	n, err := b.starts.read(f.Path, b.buffer)
	if err != nil {
		return f.unreadable(err)
	}
	b.start, b.of = b.buffer[:n], f
	if n < len(b.buffer) {
		f.size = int64(n)
	}
	return nil
}

// startOf gives the first bytes of the file, and whether these are all.
func (b *brief) startOf(f *File) (text []byte, complete bool, err error) {
	_, quick := f.folder.(disk)
	switch {
	case b.of == f:
	case quick:
		err = b.readStart(f)
	default:
		err = b.openStart(f)
	}
	switch {
	case err != nil:
		return nil, false, err
	case len(b.start) == len(b.buffer):
		return b.start[:len(b.start)-1], false, nil
	}
	return b.start, true, nil
}

func (b *brief) openStart(f *File) error {
	file, err := f.folder.Open(f.Path)
	if err != nil {
		return f.unreadable(err)
	}
	defer file.Close()
	n, err := io.ReadFull(file, b.buffer)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return f.unreadable(err)
	}
	b.start, b.of = b.buffer[:n], f
	return nil
}
