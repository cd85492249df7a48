package oldwires_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/oldwires"
	"github.com/masthead-feeds/masthead/source/sourcetest"
)

// listed is the reader for files of every name, and says of those that it does not claim that it does not.
type listed struct{ r *oldwires.Reader }

func (l listed) Format() string                               { return l.r.Format() }
func (l listed) Extensions() []string                         { return []string{".xml", ".txt", ".tst", ".iptc"} }
func (l listed) Body(f *source.File, a *source.Article) error { return l.r.Body(f, a) }
func (l listed) Head(f *source.File) ([]*source.Article, error) {
	start, err := f.Start()
	if err == nil && !l.r.Recognises(start) {
		return nil, source.Problem{Message: "not claimed"}
	}
	return l.r.Head(f)
}

func TestGolden(t *testing.T) { sourcetest.Golden(t, listed{oldwires.New()}, 14) }

func FuzzReader(f *testing.F) { sourcetest.Fuzz(f, listed{oldwires.New()}) }

// What a file is shows in its first bytes, wherever they end, and in whatever encoding.
func TestRecognises(t *testing.T) {
	long := `<?xml version="1.0"?><!DOCTYPE n:NewsML [` + strings.Repeat("<!ENTITY a 'b'>", 600)
	for start, want := range map[string]bool{
		long:                            true,
		utf16le("\uFEFF<NewsML>", true): true,
		utf16le("<?xml version='1.0'?><NewsML>", true):      true,
		utf16le("<?xml version='1.0'?><NewsML>", false):     true,
		"\xef\xbb\xbf<NewsML Version=\"1.2\">":              true,
		"<!-- NewsML --><newsMessage/>":                     false,
		"<NewsMLx/>":                                        false,
		"<html><body><NewsML/></body></html>":               false,
		"<!DOCTYPE html><NewsM":                             false,
		"NewsML 1.2 <NewsML>":                               false,
		"ZCZC is where a telex begins":                      false,
		"ZCZC ABC123\nTEXT":                                 true,
		"\x01ed 4 lives":                                    false,
		"\x01eca062 4 i 211 ccccb":                          true,
		"\x7f\x7f\r\n\x7f\x01bsf025 3 ec 121   etf 967\r\n": true,
		"eca00075 3 i 510    dpa 1003\n\n/politics/\n":      true,
		"abc123 4 the 50 men at sea 7\n":                    false,
		"\x01a0105KYODO\x1fkoko-\r\n":                       true,
		"\x16\x16\x01W2870\x1fasian":                        true,
		"\x1c\x02\x00\x00\x02\x00\x04":                      true,
		"\n  \nDelivered-To: ana@desk.example\r\nFrom: Ben <ben@desk.example>\r\n": true,
		"Received: by 10.0.0.1\n  with SMTP\nMIME-Version: 1.0\n":                  true,
		"Received: a letter.\nIt came by mail from afar.\n":                        false,
		"From: the desk\nTo: all\n\nA note.\n":                                     false,
		"\x1c":                                                                     false,
		"":                                                                         false,
		"<":                                                                        false,
	} {
		if got := oldwires.New().Recognises([]byte(start)); got != want {
			t.Errorf("%.60q: %v, want %v", start, got, want)
		}
	}
}

func utf16le(s string, little bool) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		low, high := byte(u), byte(u>>8)
		if !little {
			low, high = high, low
		}
		b.WriteByte(low)
		b.WriteByte(high)
	}
	return b.String()
}
