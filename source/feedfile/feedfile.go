// Package feedfile reads feeds as sources of articles: RSS 0.9 to 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, one file with an
// article for each item.
//
// An item keeps its id, its people and its rights, and says whose feed it came from. A feed is cut into its items by the elements
// of its XML, or the members of its JSON, so that a broken item costs one, and each value has its line. What an item of RSS or
// Atom says is then gofeed's to read, item by item; an id is taken as it is written, which gofeed does not leave it.
package feedfile

import (
	"bytes"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/jsonfile"
)

// Format is the reader's name, by which a folder of feeds asks for it.
const Format = "feed"

// Reader reads feeds. It is safe for concurrent use.
type Reader struct{}

// New makes a reader.
func New() *Reader { return &Reader{} }

// Format implements source.Reader.
func (r *Reader) Format() string { return Format }

// Extensions implements source.Reader. It is no Recogniser: a file that should be a feed, and is a page that says so with regret,
// has to be told of.
func (r *Reader) Extensions() []string { return []string{".xml", ".rss", ".atom", ".rdf", ".json"} }

// Head implements source.Reader.
func (r *Reader) Head(f *source.File) ([]*source.Article, error) {
	d, err := read(f)
	if err != nil {
		return nil, err
	}
	f.Kept = d
	if len(d.articles) == 0 && d.passed == 0 {
		return nil, source.NotArticle{Why: "a feed without items"}
	}
	return d.articles, d.passedOver()
}

// document is what has been read of one file.
type document struct {
	head     heading
	articles []*source.Article
	bodies   map[int64]body // where an item begins → its text, in a file whose items have no bytes of their own
	passed   int            // entries that are no articles
	verbatim bool           // ids are wanted as they are written, and nothing else is
}

func read(f *source.File) (*document, error) {
	start, err := f.Start()
	if err != nil {
		return nil, err
	}
	d := &document{bodies: map[int64]body{}}
	if isJSON(start) {
		file, err := jsonfile.Open(f)
		if err != nil {
			return nil, err
		}
		return d, d.readJSON(f, file)
	}
	data, err := f.Raw()
	if err != nil {
		return nil, err
	}
	return d, d.readXML(f, data)
}

// isJSON tells the two kinds of feed apart by the first character, also in UTF-16.
func isJSON(start []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(start, "\xef\xbb\xbf\xff\xfe\x00 \t\r\n"), []byte("{"))
}

// kept gives what the rest of the file says. It is there unless the file was listed by another reader.
func kept(f *source.File) (*document, error) {
	if d, ok := f.Kept.(*document); ok {
		return d, nil
	}
	return read(f)
}

// nowhere is what the addresses in a text are relative to that is at no address of the web. They are left out, and reported, where
// the text is made fit for feeds: else they would lead to the site that takes the item over.
const nowhere = "relative://nowhere/"

// body is the text of an item.
type body struct {
	html, text string
	base       string // what its addresses are relative to, where that is not the item's own page
}

// Body implements source.Reader.
func (r *Reader) Body(f *source.File, a *source.Article) error {
	d, err := kept(f)
	if err != nil {
		return err
	}
	b, ok := d.bodies[a.Part.Start]
	switch {
	case ok:
	case d.head.rule == ruleJSON:
		b, err = jsonBody(f, a.Part)
	default:
		b, err = xmlBody(f, a.Part, &d.head)
	}
	if err != nil {
		return err
	}
	if b.base == "" && !strings.Contains(a.URL.Value, ":") { // it has no page
		if b.base = d.head.base; !isWeb(b.base) {
			b.base = nowhere
		}
	}
	a.HTML, a.Text = absolute(b.html, b.base), b.text
	nameByText(f, a)
	return nil
}

// nameByText names an item that has no title, as short notes have none, by its first words.
func nameByText(f *source.File, a *source.Article) {
	at := source.Origin{File: f.Path, Line: a.Part.Line, Rule: "first words"}
	for _, text := range []string{words(a.HTML), words(a.Summary.Value)} {
		if text = firstWords(text); text != "" {
			a.Title.Set(text, at)
		}
	}
	at.Rule = "no title"
	if !a.Title.Known() {
		a.Title.Set("(no title)", at)
	}
}
