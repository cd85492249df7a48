package source_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	"github.com/masthead-feeds/masthead/source"
)

// slips reads files of one article a line, of which those that begin with "-" are none.
type slips struct{ source.Reader }

func (slips) Format() string               { return "slips" }
func (slips) Extensions() []string         { return []string{".json", ""} }
func (slips) Recognises(start []byte) bool { return bytes.HasPrefix(start, []byte("SLIPS\n")) }
func (slips) Body(f *source.File, a *source.Article) error {
	part, err := f.Part(a.Part)
	a.HTML = string(part)
	return err
}

func (slips) Head(f *source.File) (articles []*source.Article, err error) {
	data, err := f.Raw()
	if err != nil {
		return nil, err
	}
	at := int64(0)
	var other error
	for i, line := range bytes.SplitAfter(data, []byte("\n")) {
		switch end := at + int64(len(line)); {
		case i == 0 || len(line) == 0:
		case line[0] == '-':
			other = source.NotArticle{Why: "a line that begins with -"}
		default:
			articles = append(articles, &source.Article{Part: source.Part{Start: at, End: end, Line: i + 1}})
		}
		at += int64(len(line))
	}
	return articles, other
}

func TestFilesAreToldByWhatIsInThem(t *testing.T) {
	d := folder(nil)
	d.Readers = append([]source.Reader{slips{}}, d.Readers...)
	d.FS = fstest.MapFS{
		"a.json":                     {Data: []byte("SLIPS\none\n-\ntwo\n")},
		"b.json":                     {Data: []byte(`{"name": "package"}`)},
		"tag:example.org,2026:ab_cd": {Data: []byte("SLIPS\nthree\n")},
		"COPY":                       {Data: []byte("Do as you like.")},
		"c.md":                       {Data: []byte("Text.")},
		"d.json":                     {Data: []byte("SLIPS\n-\n")},
		"e.png":                      {Data: []byte("SLIPS\nno\n")},
	}
	s := scan(t, d)
	got := map[string]string{}
	for _, a := range s.Articles {
		d.Body(a)
		got[a.Path] = a.Format + " " + a.HTML
	}
	want := map[string]string{
		"a.json#1": "slips one\n", "a.json#2": "slips two\n", "tag:example.org,2026:ab_cd": "slips three\n", "c.md": "markdown <p>Text.</p>\n",
	}
	for path, text := range want {
		if got[path] != text {
			t.Errorf("%s: %q, want %q", path, got[path], text)
		}
	}
	if len(got) != len(want) {
		t.Errorf("articles: %v", got)
	}
	passed := map[string]string{}
	for _, p := range s.Passed {
		passed[p.File] = p.Message
	}
	for path, why := range map[string]string{
		"a.json": "a line that begins with -", "d.json": "a line that begins with -",
		"b.json": "no format of articles that is known here", "COPY": "no format of articles that is known here",
	} {
		if passed[path] != why {
			t.Errorf("%s was passed over because %q, want %q", path, passed[path], why)
		}
	}
	if len(passed) != 4 {
		t.Errorf("passed over: %v", passed)
	}
}

func TestAFileOverTheLimitIsRefused(t *testing.T) {
	d := folder(map[string]string{"a.md": "0123456789", "b.md": "01234567890"})
	d.MaxSize = 10
	s := scan(t, d)
	for _, a := range s.Articles {
		d.Body(a)
	}
	if a := s.Articles[0]; a.Rejected {
		t.Errorf("%s: %v", a.Path, a.Problems)
	}
	want := "b.md: the file is larger than the 10 bytes that are read of one; exclude it, or set max_size of its source"
	if a := s.Articles[1]; !a.Rejected || a.Problems[0].Error() != want {
		t.Errorf("%s: %v", a.Path, a.Problems)
	}
}
