// Package ninjs reads the IPTC's news in JSON, versions 1 to 3, and the dialects of it that agencies and the editorial
// system Superdesk send: one item, an array of them, or items within what an interface of an agency wraps around them.
//
// The versions name the same things differently, and every sender adds names of its own. So the tables of this package,
// not structs, say which keys speak of which field of an article, and all of them are tried whatever version a file claims.
package ninjs

import (
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/jsonfile"
)

// Reader reads ninjs. It is safe for concurrent use.
type Reader struct{}

// New makes a reader.
func New() *Reader { return &Reader{} }

// Format implements source.Reader.
func (r *Reader) Format() string { return "ninjs" }

// Extensions implements source.Reader. What comes off a wire may have no ending.
func (r *Reader) Extensions() []string { return []string{".json", ".ninjs", ".jsonl", ".ndjson", ""} }

// rule names the kind of statement that an item of ninjs makes.
const rule = "ninjs"

// Head implements source.Reader.
func (r *Reader) Head(f *source.File) ([]*source.Article, error) {
	file, err := jsonfile.Open(f)
	if err != nil {
		return nil, err
	}
	var articles []*source.Article
	var others passed
	for m := range members(file.Text) {
		if len(articles) == jsonfile.MaxMembers {
			articles = append(articles, file.Further(m.span))
			break
		}
		part := file.Part(m.span)
		a, why := read(f, file, m)
		if a == nil {
			others.add(why)
			continue
		}
		a.Part, a.Versioned = part, true
		articles = append(articles, a)
	}
	tellOfSignals(articles)
	if len(others.kinds) > 0 || len(articles) == 0 {
		return articles, others.why()
	}
	return articles, nil
}

// read gives the article that a member is, or says what it is instead. A member that cannot be read is a rejected article:
// the others of its file are none the worse for it.
func read(f *source.File, file *jsonfile.File, m member) (a *source.Article, why string) {
	if m.foreign {
		return nil, foreign
	}
	value, fault := file.Decode(m.span)
	if fault != nil {
		return source.Broken(jsonfile.Problem(fault)), ""
	}
	it := newItem(value)
	if why := it.notArticle(); why != "" {
		return nil, why
	}
	a = &source.Article{}
	it.adapt(f, a)
	return a, ""
}

// Body implements source.Reader.
func (r *Reader) Body(f *source.File, a *source.Article) error {
	value, err := jsonfile.Member(f, a.Part)
	if err != nil {
		return err
	}
	it := newItem(value)
	a.HTML, a.Text = it.body(a.Title.Value)
	a.HTML = a.WithoutMedia(a.HTML, it.held(statements{f, a}))
	if a.HTML == "" && it.hasBody() {
		a.Problem(source.Problem{Line: a.Part.Line, Field: "body", Message: "no body of the item is in a form that is read here", Fix: "ask the agency for HTML, NITF or plain text"})
	}
	return nil
}
