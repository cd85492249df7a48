package feed

import (
	"net/url"
	"path"
	"strings"

	"github.com/masthead-feeds/masthead/source"
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

// Mint makes a URI of a name that is unique within the site: tag:domain,since:name (RFC 4151 §2.1), or a fragment of the
// site's address when nothing to mint with is configured.
func (s *Site) Mint(name string) string {
	escaped := strings.ReplaceAll(escape(name), "+", "%2B")
	if s.IDs.Domain != "" {
		return "tag:" + s.IDs.Domain + "," + s.IDs.Since + ":" + escaped
	}
	u := *s.URL
	u.RawQuery, u.Fragment = "", ""
	return u.String() + "#" + escaped
}

// isURI reports whether a string is one as RFC 3986 writes them: with a scheme, and none but its characters.
func isURI(s string) bool {
	u, err := url.Parse(s)
	if err != nil || !u.IsAbs() {
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
