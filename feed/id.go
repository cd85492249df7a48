package feed

import (
	"crypto/sha1" // an identifier, not a seal
	"fmt"
	"net/url"
	"path"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// id gives the identity of the article, which is the same in every feed and format, and the rule that gave it: its own,
// else a tag: URI of its path, else the address of its page (RFC 4287 §4.2.6: it must never change).
func (m *Mapper) id(a *source.Article, link string) (id, rule string) {
	switch own := strings.TrimSpace(a.ID.Value); {
	case own != "" && isURI(own):
		return own, "the article's own id"
	case own != "":
		return m.Site.Mint(own), "minted of the article's own id"
	case m.Site.IDs.Domain != "":
		return m.Site.Mint(path.Join(m.Root, a.Path)), "minted of the path, by site.ids"
	case link != "":
		return link, "the address of its page"
	}
	return m.Site.Mint(path.Join(m.Root, a.Path)), "minted of the path"
}

// Mint makes a URI of a name that is unique within the site: tag:domain,since:name (RFC 4151 §2.1). Where nothing to mint
// with is configured, it is a UUID of the host and the name (RFC 9562 §5.5), which stays what it is when the site moves to
// https or to another path. A name that is a UUID is that one.
func (s *Site) Mint(name string) string {
	switch {
	case uuid.MatchString(name):
		return "urn:uuid:" + strings.ToLower(name)
	case s.IDs.Domain != "":
		return "tag:" + s.IDs.Domain + "," + s.IDs.Since + ":" + strings.ReplaceAll(escape(name), "+", "%2B")
	}
	return "urn:uuid:" + nameUUID(s.URL.Hostname()+"/"+name)
}

var uuid = pattern.New(`^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)

// nameUUID is version 5 of RFC 9562, in its name space of addresses.
func nameUUID(name string) string {
	space := []byte("\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8")
	sum := sha1.Sum(append(space, name...))
	id := sum[:16]
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

// urn matches what RFC 8141 §2 lets a URN be: a name space of its own, and a name in it. urn:8d19cf88-… is none.
var urn = pattern.New(`^[Uu][Rr][Nn]:[0-9A-Za-z][0-9A-Za-z-]{0,31}:.+$`)

// isURI reports whether a string is one as RFC 3986 writes them: with a scheme, and none but its characters.
func isURI(s string) bool {
	u, err := url.Parse(s)
	if err != nil || !u.IsAbs() || strings.EqualFold(u.Scheme, "urn") && !urn.MatchString(s) {
		return false
	}
	for _, r := range s {
		if r > '~' || r <= ' ' || strings.ContainsRune("\"<>\\^`{|}", r) {
			return false
		}
	}
	_, err = url.PathUnescape(s)
	return err == nil
}
