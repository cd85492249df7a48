package ninjs_test

import (
	"errors"
	"testing"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/ninjs"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

// listed is the reader for files of every name, and shows what it passes over as list does: beside the articles.
type listed struct{ r *ninjs.Reader }

func (l listed) Format() string                               { return l.r.Format() }
func (l listed) Extensions() []string                         { return []string{".json"} }
func (l listed) Body(f *source.File, a *source.Article) error { return l.r.Body(f, a) }
func (l listed) Head(f *source.File) ([]*source.Article, error) {
	articles, err := l.r.Head(f)
	if other, ok := errors.AsType[source.NotArticle](err); ok {
		passed := &source.Article{Rejected: true}
		passed.Problem(source.Problem{File: f.Path, Message: other.Error()})
		return append(articles, passed), nil
	}
	return articles, err
}

func TestGolden(t *testing.T) { sourcetest.Golden(t, listed{ninjs.New()}, 20) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, listed{ninjs.New()}) }
