package ghost_test

import (
	"testing"

	"github.com/masthead-feeds/masthead/source/ghost"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, ghost.New(), 10) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, ghost.New()) }

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
