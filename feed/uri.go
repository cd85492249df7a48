package feed

import (
	"net/url"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// URI gives the id of an item as Atom has to have it, a URI (RFC 4287 §4.2.6). Nearly all are. One that a site had in a feed of
// RSS before, where anything will do, stays what it was there, so that its readers know the item; in Atom, where nobody has
// seen it yet, it is the UUID of that. So is one that is a URI and breaks the rules of its own scheme, such as the tag: that
// Superdesk makes, which has no date.
func URI(id string) string {
	if isURI(id) && keepsItsRules(id) {
		return id
	}
	return "urn:uuid:" + nameUUID(id)
}

// tagURI matches how a tag: URI begins (RFC 4151 §2.1): with whose it is, and since when.
var tagURI = pattern.New(`^[Tt][Aa][Gg]:(?:[0-9A-Za-z._-]+@)?[0-9A-Za-z.-]+,\d{4}(?:-\d\d){0,2}:[^\[\]]*$`)

// keepsItsRules reports whether a URI is one by its scheme, too, of those that ids have.
func keepsItsRules(uri string) bool {
	scheme, rest, _ := strings.Cut(uri, ":")
	switch scheme = strings.ToLower(scheme); scheme {
	case "tag":
		return tagURI.MatchString(uri)
	case "urn":
		name, word, _ := strings.Cut(rest, ":")
		return !strings.EqualFold(name, "uuid") || uuid.MatchString(word)
	case "http", "https":
		u, err := url.Parse(uri)
		return err == nil && u.Hostname() != ""
	}
	return true
}
