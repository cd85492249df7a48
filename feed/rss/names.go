package rss

import (
	"encoding/xml"

	"github.com/gorilla/feeds"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/module"
)

// document is the root, of which everything up to the end of the channel's own elements is the head.
type document struct {
	XMLName    xml.Name   `xml:"rss"`
	Version    string     `xml:"version,attr"`
	Namespaces []xml.Attr `xml:",any,attr"`
	Channel    channel
}

// channel shadows what gorilla/feeds leaves out or writes wrong.
type channel struct {
	feeds.RssFeed
	Creator  string     `xml:"dc:creator,omitempty"`
	Archive  *feed.Mark `xml:"fh:archive"`
	Complete *feed.Mark `xml:"fh:complete"`
	Links    []link     `xml:"atom:link"`
	show
}

// item shadows what gorilla/feeds leaves out or writes wrong: it has one category, an author that must be an address,
// and required elements that would be written empty.
type item struct {
	Title       string `xml:"title,omitempty"`
	Link        string `xml:"link,omitempty"`
	Description string `xml:"description,omitempty"`
	feeds.RssItem
	Categories       []category  `xml:"category"`
	Source           *sourceFeed `xml:"source"`
	Updated          string      `xml:"atom:updated,omitempty"`
	Language         string      `xml:"dc:language,omitempty"`
	Creators         []string    `xml:"dc:creator"`
	Contributors     []string    `xml:"dc:contributor"`
	AtomAuthor       *person     `xml:"atom:author"`
	AtomContributors []person    `xml:"atom:contributor"`
	Rights           string      `xml:"dc:rights,omitempty"`
	Licenses         []string    `xml:"creativeCommons:license"`
	Links            []link      `xml:"atom:link"`
	module.Elements
	episode
	RSL *rslContent `xml:"rsl:content"`
}

// rslContent is RSL 1.0's content, as it stands in an item.
type rslContent struct {
	URL     string     `xml:"url,attr"`
	License rslLicense `xml:"rsl:license"`
	Holder  string     `xml:"rsl:copyright,omitempty"`
	Terms   string     `xml:"rsl:terms,omitempty"`
}

type rslLicense struct {
	Permits   *rslTerm `xml:"rsl:permits"`
	Prohibits *rslTerm `xml:"rsl:prohibits"`
	Legal     *rslTerm `xml:"rsl:legal"`
}

type rslTerm struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type link struct {
	Rel      string `xml:"rel,attr"`
	Type     string `xml:"type,attr,omitempty"`
	Language string `xml:"hreflang,attr,omitempty"`
	Href     string `xml:"href,attr"`
	Title    string `xml:"title,attr,omitempty"`
}

// sourceFeed is the feed that the item was taken from.
type sourceFeed struct {
	URL   string `xml:"url,attr"`
	Title string `xml:",chardata"`
}

type category struct {
	Domain string `xml:"domain,attr,omitempty"`
	Term   string `xml:",chardata"`
}

type person struct {
	Name  string `xml:"atom:name"`
	URI   string `xml:"atom:uri,omitempty"`
	Email string `xml:"atom:email,omitempty"`
}
