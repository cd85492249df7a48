// Package html reads HTML pages: what the page says of itself in its head, and the article element, or else the body,
// as the text.
package html

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// Reader reads HTML pages, which may begin with front matter. It is safe for concurrent use.
type Reader struct{}

// New makes a reader.
func New() *Reader { return &Reader{} }

// Format implements source.Reader.
func (r *Reader) Format() string { return "html" }

// Extensions implements source.Reader.
func (r *Reader) Extensions() []string { return []string{".html", ".htm", ".xhtml"} }

// Head implements source.Reader: front matter first, then what the elements of the page say.
func (r *Reader) Head(f *source.File) ([]*source.Article, error) {
	block, err := page(f)
	if err != nil {
		return nil, err
	}
	a, err := f.FrontMatterOf(block)
	if err != nil {
		return nil, err
	}
	scan(block.Body, block.BodyLine).state(f, a)
	return []*source.Article{a}, nil
}

// Body implements source.Reader.
func (r *Reader) Body(f *source.File, a *source.Article) error {
	block, err := page(f)
	if err != nil {
		return err
	}
	doc, err := html.Parse(bytes.NewReader(block.Body))
	if err != nil {
		return fmt.Errorf("parsing HTML: %w", err)
	}
	var out bytes.Buffer
	if err := render(&out, articleOf(doc)); err != nil {
		return fmt.Errorf("parsing HTML: %w", err)
	}
	a.HTML = out.String()
	return nil
}

// page reads the whole file in the encoding that it declares, and takes front matter off it.
func page(f *source.File) (meta.Block, error) {
	data, err := f.Raw()
	if err != nil {
		return meta.Block{}, err
	}
	text, err := decode(data)
	if err != nil {
		return meta.Block{}, err
	}
	return f.Split(text)
}

// decode turns a page into UTF-8. A byte order mark decides, then the page's own declaration; bytes that are valid UTF-8
// with some beyond ASCII are UTF-8 whatever the page declares, since no other encoding produces them by chance.
func decode(data []byte) ([]byte, error) {
	encoding, name, _ := charset.DetermineEncoding(data[:min(len(data), 1024)], "text/html")
	if name == "utf-8" || bytes.IndexByte(data, 0) < 0 && utf8.Valid(data) && !sevenBit(name) {
		return source.Decode(data)
	}
	text, err := encoding.NewDecoder().Bytes(data)
	if err != nil {
		return nil, fmt.Errorf("decoding %s: %w", name, err)
	}
	return source.Decode(text)
}

// sevenBit names the encodings whose bytes are all valid UTF-8 and still mean something else.
func sevenBit(name string) bool {
	return name == "iso-2022-jp" || name == "utf-16le" || name == "utf-16be"
}
