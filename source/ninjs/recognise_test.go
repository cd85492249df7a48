package ninjs_test

import (
	"strings"
	"testing"

	"github.com/masthead-feeds/masthead/source/ninjs"
)

func TestRecognises(t *testing.T) {
	body := `"body_html": "` + strings.Repeat("x", 9000)
	for start, want := range map[string]bool{
		`{"uri": "urn:1", "headline": "x"}`:                 true,
		`{"guid": "1", "versionCreated": "x"}`:              true,
		"\xef\xbb\xbf\n[{\"uri\": \"urn:1\", \"bodies\": [": true,
		"\xff\xfe{\x00\"\x00u\x00r\x00i\x00\"\x00:\x001\x00,\x00\"\x00h\x00e\x00a\x00d\x00l\x00i\x00n\x00e\x00\"\x00:\x001\x00": true,
		`{"total": 1, "item": [{"uri": "urn:1", "type": "story"`:                                                                true,
		`{"api": 1, "data": {"item": {"uri": "u", "pubstatus": "usable"`:                                                        true,
		`{"data": {"query": "q", "items": [{"meta": {}, "item": {"uri": "u", "versioncreated"`:                                  false, // no value yet
		`{"data": {"items": [{"meta": {}, "item": {"uri": "u", "versioncreated": "2`:                                            true,
		`{"uri": "urn:1", "type": "picture"}`:                                                                                   true,
		`{"uri": "urn:1", "embargoed": "Next Monday"}`:                                                                          true,
		`{"versioncreated": "x", ` + body:                                                                                       true, // who it is may stand behind the body
		`{` + body:                                                                                                              false,
		`{"format": "digitalwires@0.9.1", "urn": "urn:1", "headline": "x"}`:                                                     true,
		`{"headline": "x", "body_html": "y"}`:                                                                                   false,
		`{"uri": "spotify:1", "type": "track", "name": "x"}`:                                                                    false,
		`{"uri": "urn:1", "title": "x"}`:                                                                                        false,
		`{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "x", "content_html": "y"}]}`:            false,
		`{"name": "x", "version": "1.0.0", "type": "module", "description": "x"}`:                                               false,
		`{"compilerOptions": {"uri": 1}}`:                                                                                       false,
		`{"db": [{"meta": {"exported_on": 1}, "data": {"posts": [{"uuid": "1"}]}}]}`:                                            false,
		`{"@context": "https://schema.org", "headline": "x", "author": {}}`:                                                     false,
		`[[[[[[[[{"uri": "1", "headline": "x"}]]]]]]]]`:                                                                         false,
		`["uri", "headline"]`:                                                                                                   false,
		`"uri"`:                                                                                                                 false,
		`{"uri`:                                                                                                                 false,
		`[`:                                                                                                                     false,
		``:                                                                                                                      false,
		"<newsItem/>":                                                                                                           false,
		"---\nuri: x\n---\n":                                                                                                    false,
	} {
		if got := ninjs.New().Recognises([]byte(start)); got != want {
			t.Errorf("%.80q: %v, want %v", start, got, want)
		}
	}
}
