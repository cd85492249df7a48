package feed

import (
	"cmp"
	"net/url"

	"github.com/masthead-feeds/masthead/feed/markup"
	"github.com/masthead-feeds/masthead/source"
)

// sourceFeed gives the feed that a story was taken from, as another feed says it (RFC 4287 §4.2.11). One that is known by no
// address has no id either. Its date is that of the story, unless the story says another: what the feed says today would make a
// change of all of its stories with each new one.
func (m *maker) sourceFeed() source.Feed {
	f, from := m.a.SourceFeed.Value, m.a.SourceFeed.From
	f.URL, f.Home = m.address("source", f.URL, from), m.address("source", f.Home, from)
	if !isURI(f.ID) || !keepsItsRules(f.ID) {
		f.ID = withPath(cmp.Or(f.URL, f.Home))
	}
	if f.ID == "" {
		return source.Feed{}
	}
	f.Title = cmp.Or(m.clean("source", f.Title, from), m.line("source", m.a.SourceTitle), f.ID)
	f.Rights = markup.Plain(m.clean("source", f.Rights, from))
	if f.Updated.IsZero() {
		f.Updated = m.it.Updated
	}
	return f
}

// withPath writes an address that is a host alone as that of its first page, as an id is to be (RFC 3986 §6.2.3).
func withPath(address string) string {
	if u, err := url.Parse(address); err == nil && u.Host != "" && u.Path == "" {
		u.Path = "/"
		return u.String()
	}
	return address
}
