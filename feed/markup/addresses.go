package markup

import (
	"bytes"
	"encoding/base64"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxDataURL is the longest data: address kept, in bytes. A feed is fetched
// again and again by every reader; larger pictures belong in files.
const maxDataURL = 32 << 10

// verdict is what was found out about an address.
type verdict uint8

const (
	good     verdict = iota
	unsafe           // a scheme that runs code, reads files, or that feeds have no use for
	unusable         // no address at all, or a relative one with nothing to start from
	oversize         // a data: address too long
)

// addresses makes addresses absolute. The zero value knows no base.
type addresses struct {
	base   *url.URL // http or https; nil: relative addresses are unusable
	page   string   // base without its fragment
	bare   string   // page without its query
	dir    string   // bare up to the last slash of its path
	origin string   // scheme and authority
}

func newAddresses(base *url.URL) (a addresses) {
	if base == nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return a
	}
	u := *base
	u.Fragment, u.RawFragment, u.ForceQuery = "", "", false
	page, v := a.web(u.Scheme, strings.TrimPrefix(u.String(), u.Scheme+":"))
	if v != good {
		return a
	}
	clean, err := url.Parse(page)
	if err != nil {
		return a
	}
	a = addresses{base: clean, page: page}
	a.bare, _, _ = strings.Cut(page, "?")
	a.origin = strings.TrimSuffix(a.bare, clean.EscapedPath())
	a.dir = a.origin + "/"
	if i := strings.LastIndexByte(a.bare, '/'); i > len(a.origin) {
		a.dir = a.bare[:i+1]
	}
	return a
}

// link returns the absolute form of where a reader may go.
func (a addresses) link(raw []byte) (string, verdict) {
	s := tidy(raw)
	scheme, rest := cutScheme(s)
	switch scheme {
	case "":
		return a.relative(s)
	case "http", "https":
		return a.web(scheme, rest)
	case "mailto", "tel", "sms", "sip", "xmpp", "irc", "ircs", "matrix", "geo", "magnet", "ftp", "gemini", "webcal":
		if rest == "" {
			return "", unusable
		}
		return scheme + ":" + percentEncode(rest), good
	}
	return "", unsafe
}

// source returns the absolute form of what a reader's program fetches and
// shows.
func (a addresses) source(raw []byte) (string, verdict) {
	s := tidy(raw)
	scheme, rest := cutScheme(s)
	switch {
	case s == "":
		return "", unusable
	case scheme == "":
		return a.relative(s)
	case scheme == "http" || scheme == "https":
		return a.web(scheme, rest)
	case scheme == "data":
		return dataImage(rest)
	}
	return "", unsafe
}

// web takes what follows http: or https:. Browsers forgive any number of
// slashes, of either kind; without two of them, and under the base's own
// scheme, the address is relative (URL Standard, "special authority").
func (a addresses) web(scheme, rest string) (string, verdict) {
	tail := strings.TrimLeft(rest, `/\`)
	if len(rest)-len(tail) < 2 && a.base != nil && a.base.Scheme == scheme {
		return a.relative(rest)
	}
	end := strings.IndexAny(tail, `/\?#`)
	if end < 0 {
		end = len(tail)
	}
	authority, ok := asAuthority(tail[:end])
	if !ok {
		return "", unusable
	}
	return scheme + "://" + authority + percentEncode(tail[end:]), good
}

// asAuthority accepts a host, and what may stand around it, and writes a name of any script as every reader can look it up (RFC
// 5891).
func asAuthority(s string) (authority string, ok bool) {
	if strings.IndexFunc(s, func(r rune) bool { return !isNameRune(r) }) < 0 {
		return s, s != ""
	}
	// url.Parse lets pass some that no host has.
	if !utf8.ValidString(s) || strings.ContainsAny(s, "<>\"'`{}|^\ufffd\ufffe\uffff\u007f ") {
		return "", false
	}
	u, err := url.Parse("https://" + s)
	if err != nil || u.Hostname() == "" {
		return "", false
	}
	name, around := u.Hostname(), strings.LastIndexByte(s, '@')+1
	host, err := idna.Lookup.ToASCII(name)
	if err != nil || host == name {
		return s, true // a number, or a name that only its own network knows
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	return s[:around] + host, true
}

// isNameRune holds for what nearly all hosts consist of.
func isNameRune(r rune) bool { return r < utf8.RuneSelf && (isAlnum(byte(r)) || r == '.' || r == '-') }

func (a addresses) relative(s string) (string, verdict) {
	if a.base == nil {
		return "", unusable
	}
	if s == "" {
		return a.page, good
	}
	if len(s)-len(strings.TrimLeft(s, `/\`)) >= 2 {
		return a.web(a.base.Scheme, s)
	}
	ref := percentEncode(s)
	switch {
	case ref[0] == '#':
		return a.page + ref, good
	case ref[0] == '?':
		return a.bare + ref, good
	case hasDots(ref):
		return a.resolve(ref)
	case ref[0] == '/':
		return a.origin + ref, good
	}
	return a.dir + ref, good
}

// hasDots says whether a path may have segments to resolve: "." and "..".
func hasDots(ref string) bool {
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		ref = ref[:i]
	}
	return ref[0] == '.' || strings.Contains(ref, "/.")
}

func (a addresses) resolve(ref string) (string, verdict) {
	if ref[0] != '/' {
		ref = "./" + ref // RFC 3986, 4.2: else a colon in it may read as a scheme's
	}
	u, err := url.Parse(ref)
	if err != nil {
		return "", unusable
	}
	return a.base.ResolveReference(u).String(), good
}

// fragment returns the decoded fragment of an absolute address and where in it
// that begins, if the address leads to the very page the body belongs to.
func (a addresses) fragment(address string) (id string, at int, ok bool) {
	if a.page == "" || !strings.HasPrefix(address, a.page) {
		return "", 0, false
	}
	escaped, ok := strings.CutPrefix(address[len(a.page):], "#")
	if !ok {
		return "", 0, false
	}
	id, err := url.PathUnescape(escaped)
	if err != nil {
		id = escaped
	}
	return id, len(a.page) + 1, true
}

// dataImage takes what follows data:. Only pictures that hold no markup pass.
func dataImage(rest string) (string, verdict) {
	kind, data, ok := strings.Cut(rest, ",")
	if !ok {
		return "", unsafe
	}
	kind = asciiLower(strings.TrimSpace(kind))
	switch kind {
	case "image/png;base64", "image/jpeg;base64", "image/gif;base64", "image/webp;base64", "image/avif;base64":
	default:
		return "", unsafe
	}
	data = strings.ReplaceAll(data, " ", "")
	if len(data) > maxDataURL {
		return "", oversize
	}
	if _, err := base64.StdEncoding.DecodeString(data); err != nil || data == "" {
		return "", unusable
	}
	return "data:" + kind + "," + data, good
}

// tidy removes what the URL Standard has browsers remove before they look for
// a scheme: controls and spaces around the address, tabs and line breaks
// anywhere in it.
func tidy(raw []byte) string {
	raw = bytes.TrimFunc(raw, func(r rune) bool { return r <= ' ' })
	if bytes.ContainsAny(raw, "\t\n\r") {
		return strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(string(raw))
	}
	return string(raw)
}

// cutScheme splits off the scheme, in lower case. It is "" for relative
// addresses.
func cutScheme(s string) (scheme, rest string) {
	for i := range len(s) {
		b := s[i]
		switch {
		case 'a' <= b|0x20 && b|0x20 <= 'z':
		case i > 0 && (isAlnum(b) || b == '+' || b == '-' || b == '.'):
		case i > 0 && b == ':':
			return asciiLower(s[:i]), s[i+1:]
		default:
			return "", s
		}
	}
	return "", s
}

// percentEncode brings what follows the authority of an address to the
// characters that RFC 3986 allows. What was encoded stays so; a percent sign
// that encodes nothing is encoded itself. Backslashes in a path are slashes to
// browsers.
func percentEncode(s string) string {
	const hex = "0123456789ABCDEF"
	var out []byte // nil until something had to change
	var query, fragment bool
	for i := range len(s) {
		b := s[i]
		plain := isURLByte(b)
		switch b {
		case '%':
			plain = i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])
		case '?':
			query = true
		case '#':
			plain = !fragment
			fragment = true
		}
		if plain && out == nil {
			continue
		}
		if out == nil {
			out = append(make([]byte, 0, len(s)+16), s[:i]...)
		}
		switch {
		case plain:
			out = append(out, b)
		case b == '\\' && !query && !fragment:
			out = append(out, '/')
		default:
			out = append(out, '%', hex[b>>4], hex[b&15])
		}
	}
	if out == nil {
		return s
	}
	return string(out)
}

// isURLByte holds for the unreserved characters and the delimiters of RFC
// 3986, but for square brackets, which only a host may have.
func isURLByte(b byte) bool {
	return isAlnum(b) || strings.IndexByte("-._~:/?#@!$&'()*+,;=%", b) >= 0
}

func isAlnum(b byte) bool {
	return 'a' <= b|0x20 && b|0x20 <= 'z' || '0' <= b && b <= '9'
}

func isHex(b byte) bool {
	return '0' <= b && b <= '9' || 'a' <= b|0x20 && b|0x20 <= 'f'
}
