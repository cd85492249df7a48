package html

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// decode turns a page into UTF-8. A byte order mark decides, then the page's own declaration; bytes that are valid UTF-8
// with some beyond ASCII are UTF-8 whatever the page declares, since no other encoding produces them by chance.
func decode(data []byte) ([]byte, error) {
	encoding, name := declared(data)
	if !strings.HasPrefix(name, "utf-16") {
		data = withoutNUL(data)
	}
	if name == "utf-8" || isUTF8(data) && !overrules(name, data) {
		return source.Decode(data)
	}
	text, err := encoding.NewDecoder().Bytes(data)
	if err != nil {
		return nil, fmt.Errorf("decoding %s: %w", name, err)
	}
	return source.Decode(text)
}

// withoutNUL takes out the NUL bytes that a broken server left in a page (HTML, "unexpected-null-character"). Where they are
// many the file is no page.
func withoutNUL(data []byte) []byte {
	if n := bytes.Count(data, []byte{0}); n == 0 || 100*n > len(data) {
		return data
	}
	return bytes.ReplaceAll(data, []byte{0}, nil)
}

func isUTF8(data []byte) bool { return bytes.IndexByte(data, 0) < 0 && utf8.Valid(data) }

// overrules reports whether a declaration is to be believed of bytes that are all valid UTF-8.
func overrules(name string, data []byte) bool {
	return name == "iso-2022-jp" && hasEscape(data) || name == "utf-16le" || name == "utf-16be"
}

// hasEscape reports whether the bytes hold the one that begins every change of character set in ISO-2022-JP.
func hasEscape(data []byte) bool { return bytes.IndexByte(data, 0x1B) >= 0 }

// lateDeclaration matches a meta element that names an encoding.
var lateDeclaration = pattern.New(`(?i)<meta\s[^>]*charset\s*=\s*["']?\s*([\w:-]+)`)

// declared gives the encoding that a page declares, Windows-1252 when it declares none. Browsers look for it in the first
// 1,024 bytes; where the bytes cannot be UTF-8, so that it matters, the whole head is searched.
func declared(data []byte) (encoding.Encoding, string) {
	found, name, _ := charset.DetermineEncoding(data, "text/html")
	if name != "windows-1252" || isUTF8(data) && !hasEscape(data) {
		return found, name
	}
	head, _, _ := bytes.Cut(data, []byte("<body"))
	if m := lateDeclaration.FindSubmatch(head); m != nil {
		if late, lateName := charset.Lookup(string(m[1])); late != nil {
			return late, lateName
		}
	}
	return found, name
}
