// Package html reads HTML pages: what the page says of itself in its head and of the article in its body, and the text
// of the article without the page around it.
//
// Both rest on finding the story first: the article element, else the main one, else the body (story.go). What stands in it
// speaks for the article, and what stands beside it for the site alone; of several statements of one thing, in meta elements,
// JSON-LD and the text itself, one table says which is believed (head.go). The text is then what is left of the story
// when the page's furniture is taken off, known by what its elements are called (furniture.go) and by how much they weigh
// (narrow.go).
package html

import (
	"bytes"
	"fmt"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// Reader reads HTML pages, which may begin with front matter. It is safe for concurrent use.
type Reader struct {
	fill func(page []byte, firstLine int) ([]byte, []source.Problem)
}

// New makes a reader that has the tags of templates in pages with front matter replaced: the program of their site would. fill
// gives a page without them, and what it left out; firstLine is the line of the file on which the page begins. It is called
// concurrently. Where it is nil, pages are read as they are.
func New(fill func(page []byte, firstLine int) ([]byte, []source.Problem)) *Reader {
	return &Reader{fill}
}

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
	t, err := parse(mark(block.Body, block.BodyLine))
	if err != nil {
		return nil, err
	}
	if properties := t.notionProperties(); block.Format == meta.FormatNone && len(properties.Map) > 0 {
		a = f.Metadata(properties)
	}
	said := t.statements()
	if block.Format == meta.FormatNone && t.isTemplate() {
		return nil, source.NotArticle{Why: "a template of pages"}
	}
	if why, is := said.notArticle(); is && len(a.Explain()) == 0 {
		return nil, why
	}
	said.state(f, a)
	return []*source.Article{a}, nil
}

// Body implements source.Reader.
func (r *Reader) Body(f *source.File, a *source.Article) error {
	block, err := page(f)
	if err != nil {
		return err
	}
	if r.fill != nil && block.Format != meta.FormatNone {
		var left []source.Problem
		block.Body, left = r.fill(block.Body, block.BodyLine)
		for _, p := range left {
			a.Problem(p)
		}
	}
	t, err := parse(block.Body, nil)
	if err != nil {
		return err
	}
	hasText := textOf(t.body) != ""
	var out bytes.Buffer
	if err := t.render(&out, a.Title.Value); err != nil {
		return fmt.Errorf("writing HTML: %w", err)
	}
	if hasText && isEmpty(t.story) {
		a.Problem(source.Problem{Field: "body", Message: "nothing is left once the page's own header, menus, sidebars and forms are taken off",
			Fix: "put the article in an <article> element"})
	}
	if body := t.linkedBody(); len(body) > 300 && len(body) > 2*textLength(t.story) {
		out.Reset()
		out.WriteString(paragraphs(body))
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
