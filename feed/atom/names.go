package atom

import (
	"encoding/xml"

	"github.com/gorilla/feeds"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/module"
)

// document is the root, of which everything up to the end of the feed's own elements is the head. It shadows what
// gorilla/feeds has only one of.
type document struct {
	Lang       string     `xml:"xml:lang,attr,omitempty"`
	Namespaces []xml.Attr `xml:",any,attr"`
	feeds.AtomFeed
	Links     []link             `xml:"link"`
	Authors   []feeds.AtomAuthor `xml:"author"`
	Generator generator          `xml:"generator"`
	Archive   *feed.Mark         `xml:"fh:archive"`
	Complete  *feed.Mark         `xml:"fh:complete"`
}

type generator struct {
	URI     string `xml:"uri,attr"`
	Version string `xml:"version,attr"`
	Name    string `xml:",chardata"`
}

// entry shadows what gorilla/feeds has only one of, and content, which it escapes at twice the size.
type entry struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	feeds.AtomEntry
	Links        []link                  `xml:"link"`
	Authors      []feeds.AtomAuthor      `xml:"author"`
	Contributors []feeds.AtomContributor `xml:"contributor"`
	Categories   []category              `xml:"category"`
	module.Elements
	Source  *sourceFeed `xml:"source"`
	Content *content    `xml:"content"`
}

// sourceFeed is what an entry says of the feed that it was taken from.
type sourceFeed struct {
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Rights  string `xml:"rights,omitempty"`
	Links   []link `xml:"link"`
}

// deletedEntry is at:deleted-entry of RFC 6721.
type deletedEntry struct {
	XMLName xml.Name `xml:"at:deleted-entry"`
	Ref     string   `xml:"ref,attr"`
	When    string   `xml:"when,attr"`
	Comment string   `xml:"at:comment,omitempty"`
}

type link struct {
	Rel      string `xml:"rel,attr"`
	Type     string `xml:"type,attr,omitempty"`
	Language string `xml:"hreflang,attr,omitempty"`
	Href     string `xml:"href,attr"`
	Title    string `xml:"title,attr,omitempty"`
	Length   string `xml:"length,attr,omitempty"`
}

type category struct {
	Term   string `xml:"term,attr"`
	Scheme string `xml:"scheme,attr,omitempty"`
	Label  string `xml:"label,attr,omitempty"`
}

type content struct {
	Type string `xml:"type,attr"`
	HTML string `xml:",cdata"` // or plain text, as the type says
}
