package ghost_test

import (
	"errors"
	"testing"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/ghost"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

// listed is the reader for files of every name, and shows what it passes over as list does: beside the articles.
type listed struct{ r *ghost.Reader }

func (l listed) Format() string                               { return l.r.Format() }
func (l listed) Extensions() []string                         { return l.r.Extensions() }
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

func TestGolden(t *testing.T) { sourcetest.Golden(t, listed{ghost.New()}, 9) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, listed{ghost.New()}) }

func TestRecognises(t *testing.T) {
	for start, want := range map[string]bool{
		`{"db":[{"meta":{"exported_on":1,"version":"5.1"},"data":{"actions":[{"id":`:  true,
		"\xef\xbb\xbf" + `{"meta": {"exported_on": 1, "version": "000"}, "data": {}}`: true,
		`{"data":{"posts":[],"posts_tags":[]}}`:                                       true,
		`{"db":[{"data":{"api_keys":[],"app_fields":[],"migrations":[{`:               true,
		`{"data":{"posts":[{"id":1}]},"meta":{"page":1,"version":"2"}}`:               false,
		`{"data":{"tags":[]}}`: false,
		`{"version":"https://jsonfeed.org/version/1.1","items":[]}`: false,
		`{"name":"ghost","version":"5.0.0"}`:                        false,
		`{"db":"x"}`:                                                false,
		`{"db":7}`:                                                  false,
		`[{"db":[]}]`:                                               false,
		"":                                                          false,
	} {
		if got := ghost.New().Recognises([]byte(start)); got != want {
			t.Errorf("%s: %v, want %v", start, got, want)
		}
	}
}
