// Package ghost reads the export of a Ghost site, versions 0 to 6: one file of JSON that holds the tables of its database.
//
// A post is a row of the table posts; who wrote it and what it is tagged with stand in other tables, which are read first.
// Nothing of an account leaves them but the name, the picture and the web site: addresses, hashes and keys stay inside.
package ghost

import (
	"strconv"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/jsonfile"
	"github.com/masthead-feeds/masthead/source/meta"
)

// Reader reads exports of Ghost. It is safe for concurrent use.
type Reader struct{}

// New makes a reader.
func New() *Reader { return &Reader{} }

// Format implements source.Reader.
func (r *Reader) Format() string { return "ghost" }

// Extensions implements source.Reader.
func (r *Reader) Extensions() []string { return []string{".json"} }

// Head implements source.Reader. An export that is not whole is refused: its tables come in the order of the alphabet, and
// who wrote a post, and whether it may be shown to everybody, stands behind the posts.
func (r *Reader) Head(f *source.File) ([]*source.Article, error) {
	file, err := jsonfile.Open(f)
	if err != nil {
		return nil, err
	}
	if fault := file.Fault(); fault != nil {
		return nil, jsonfile.Problem(fault)
	}
	var articles []*source.Article
	pages := 0
	for data := range databases(file.Text) {
		site, fault := read(file.Text, data)
		if fault != nil {
			return nil, jsonfile.Problem(fault)
		}
		posts, others := site.articles(f, file)
		articles, pages = append(articles, posts...), pages+others
	}
	switch {
	case pages == 1:
		return articles, source.NotArticle{Why: "a page of a Ghost site"}
	case pages > 1:
		return articles, source.NotArticle{Why: strconv.Itoa(pages) + " pages of a Ghost site"}
	case len(articles) == 0:
		return nil, source.NotArticle{Why: "an export of Ghost without posts"}
	}
	return articles, nil
}

// articles gives the posts of a site, and counts its pages.
func (s *site) articles(f *source.File, file *jsonfile.File) (posts []*source.Article, pages int) {
	for i, span := range s.posts {
		if i == jsonfile.MaxMembers {
			return append(posts, file.Further(span)), pages
		}
		part := file.Part(span)
		a, isPage := s.article(f, file, span)
		if isPage {
			pages++
			continue
		}
		a.Part = part
		posts = append(posts, a)
	}
	return posts, pages
}

// article gives the post at a span, or says that it is a page.
func (s *site) article(f *source.File, file *jsonfile.File, span jsonfile.Span) (a *source.Article, isPage bool) {
	a = &source.Article{}
	value, fault := file.Decode(span)
	if fault == nil && value.Kind != meta.Map {
		fault = &meta.Error{Line: value.Line, Column: value.Column, Message: "a post should be an object, not " + value.Kind.String()}
	}
	if fault != nil {
		a.Rejected = true
		a.Problem(jsonfile.Problem(fault))
		return a, false
	}
	p := post{row: newRow(value), site: s, f: f, a: a}
	if p.isPage() {
		return nil, true
	}
	p.adapt()
	return a, false
}

// Body implements source.Reader.
func (r *Reader) Body(f *source.File, a *source.Article) error {
	value, err := jsonfile.Member(f, a.Part)
	if err != nil {
		return err
	}
	newRow(value).body(a)
	return nil
}
