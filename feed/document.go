package feed

import "encoding/xml"

// Fragment is one item as a format writes it. It depends on nothing but the item and the feed's language, so that it can
// be kept and used again in every feed that carries the item.
type Fragment struct {
	Bytes []byte
	Uses  Namespaces
}

// Encoder writes one format, in UTF-8. It decides nothing: what is in a feed is settled by then. A document is Head, the
// fragments with Between between them, and Tail. Every function is pure, and safe for concurrent use. It fails on
// what its format cannot hold, such as an episode without a recording.
type Encoder struct {
	Name string // of the format: "rss"
	Type string // media type
	// Item writes one item. language is the feed's: an item says its own only where it is another.
	Item func(it *Item, language string) (Fragment, error)
	// Head writes what stands before the items. uses are the namespaces of all fragments that follow.
	Head func(f *Feed, uses Namespaces) ([]byte, error)
	// Gone says that an item is no more, at the end of the head. It is nil for a format that has no word for it: there an
	// item that says so takes the place of one that was withdrawn; on a page for people, and in a podcast, nothing.
	Gone    func(g Gone) (Fragment, error)
	Between string
	Tail    string
	// Newest is how many items a document of the format has at most; 0 for as many as the feed has.
	Newest int
}

// Namespaces is a set of XML namespaces that a document uses.
type Namespaces uint16

// The namespaces of feeds. A document declares those that something in it uses, once, on its root: a declaration alone
// already costs a validator's warning where it does not know the namespace.
const (
	Atom Namespaces = 1 << iota
	Content
	DC
	DCTerms
	CreativeCommons
	MediaRSS
	Tombstones
	RSL
	FeedHistory
	ITunes
)

// Declarations gives the xmlns attributes of the set, in a fixed order.
func (n Namespaces) Declarations() []xml.Attr {
	var attrs []xml.Attr
	for _, ns := range []struct {
		bit         Namespaces
		prefix, uri string
	}{
		{Atom, "atom", "http://www.w3.org/2005/Atom"},
		{Content, "content", "http://purl.org/rss/1.0/modules/content/"},
		{DC, "dc", "http://purl.org/dc/elements/1.1/"},
		{DCTerms, "dcterms", "http://purl.org/dc/terms/"},
		{CreativeCommons, "creativeCommons", "http://backend.userland.com/creativeCommonsRssModule"},
		{MediaRSS, "media", "http://search.yahoo.com/mrss/"},
		{RSL, "rsl", "https://rslstandard.org/rsl"},
		{FeedHistory, "fh", "http://purl.org/syndication/history/1.0"},
		{ITunes, "itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"},
		{Tombstones, "at", "http://purl.org/atompub/tombstones/1.0"},
	} {
		if n&ns.bit != 0 {
			attrs = append(attrs, xml.Attr{Name: xml.Name{Local: "xmlns:" + ns.prefix}, Value: ns.uri})
		}
	}
	return attrs
}
