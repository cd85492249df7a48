// Package feed turns articles into the items of a feed.
//
// A Mapper makes an Item of an article: every address absolute, every string fit for XML, every author, notice and
// licence resolved and written out, since no reader inherits reliably. Select says which articles a feed carries at an
// instant. What comes out is ready to encode; the encoders below this package decide nothing.
package feed

import (
	"net/url"
	"time"

	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/source"
)

// How this program calls itself in feeds, as what made them, and on the network.
const (
	Version      = "0.1.0"
	Generator    = "masthead"
	GeneratorURL = "https://github.com/masthead-feeds/masthead"
	// UserAgent is its name in the header of that name.
	UserAgent = Generator + "/" + Version + " (+" + GeneratorURL + ")"
	// ExtensionURL documents the _masthead object of a JSON Feed.
	ExtensionURL = GeneratorURL + "/blob/main/docs/json-feed.md"
)

// Media types: those of the three formats (RFC 4287 §7; JSON Feed 1.1; the RSS type is registered nowhere and known
// everywhere), and of what goes with them.
const (
	TypeRSS  = "application/rss+xml"
	TypeAtom = "application/atom+xml"
	TypeJSON = "application/feed+json"
	TypeHTML = "text/html"           // a page that shows a feed to people
	TypeRSL  = "application/rsl+xml" // RSL 1.0
)

// FormatName gives the name by which people know the feed format of a media type; any other type is its own name.
func FormatName(mediaType string) string {
	switch mediaType {
	case TypeRSS:
		return "RSS"
	case TypeAtom:
		return "Atom"
	case TypeJSON:
		return "JSON Feed"
	}
	return mediaType
}

// RSLTitle names the link from an item to what programs may do with it.
const RSLTitle = "Machine use (RSL 1.0)"

// Site is whose feeds these are. It is safe for concurrent use once made.
type Site struct {
	Title       string
	URL         *url.URL // absolute; what articles' paths are appended to
	Description string
	Language    string // BCP 47; empty when unknown
	Author      *Person
	Rights      string // notice of the publication; may hold {year}
	Emails      bool   // the addresses of the people in bylines are published
	Icon        string // as configured
	IDs         TagAuthority
	Machines    Machines
	CreditLines CreditLines
	Hubs        []string // addresses of the WebSub hubs that are told of changes
	Corrected   string   // put before the title of a story that was corrected; empty for nothing
}

// Machines is the record of what programs may do with the pages of the site.
type Machines struct {
	Use     source.MachineUse
	Contact string // address, of mail or of a page, to ask for more
	Terms   string // address of the terms
	Policy  string // address of the policy that tdmrep.json names
	InRSS   bool   // RSS items say it in their own words, too, which costs a warning of validators
}

// CreditLines are which stories say in their text, for people, who made them and whose they are.
type CreditLines string

// The choices.
const (
	SyndicatedLines CreditLines = "syndicated" // those that come from others
	AllLines        CreditLines = "all"
	NoLines         CreditLines = "none"
)

// Publication is the site as far as stories name it.
func (s *Site) Publication() rights.Publication {
	return rights.Publication{Title: s.Title, Host: s.URL.Host}
}

// TagAuthority is who mints tag: URIs (RFC 4151), and since when. The zero value mints none.
type TagAuthority struct {
	Domain string // a domain or an e-mail address that the publisher held
	Since  string // on this day: YYYY, YYYY-MM or YYYY-MM-DD
}

// Feed is all of a feed but its items: what stands at the head of a document.
type Feed struct {
	ID          string // of the Atom feed; never changes
	Title       string
	Description string
	HomeURL     string
	SelfURL     string
	Hubs        []string    // addresses of the WebSub hubs that are told of its changes
	Alternates  []Alternate // the same feed in the other formats
	Language    string
	Copyright   string
	// EntriesHaveRights says that every item has a notice of its own. Only then may an Atom feed have one: it would be
	// read as the notice of the entries without (RFC 4287 §4.2.10).
	EntriesHaveRights bool
	Author            *Person // who publishes; nil when nobody is named
	// EntriesHaveAuthors says that every item names an author. Where one does not, Atom asks for one of the feed
	// (RFC 4287 §4.1.1), and the publication stands for it.
	EntriesHaveAuthors bool
	Updated            time.Time     // newest change of an item; zero for an empty feed
	TTL                time.Duration // how long between two scheduled builds; zero without a schedule
	Icon               string        // absolute address
	History            History
	// Style is the address of the style sheet by which a browser that is given the XML shows it, relative to the document;
	// empty for none.
	Style string
	// Podcast is the show whose episodes the items are; nil for any other feed.
	Podcast *Podcast
}

// History says where the rest of a feed is that has more documents than one (RFC 5005). Addresses are empty where there is no
// such document.
type History struct {
	IsArchive  bool   // the document is a part of the past, which does not change any more but to correct what was wrong
	IsComplete bool   // the document has all there is: what is not in it is gone
	Current    string // of a part of the past: the document that readers subscribe to
	Earlier    string // the part before this document
	Later      string // the part after this one, of a part
}

// Relation is a link from a document to another of the same feed.
type Relation struct{ Rel, URL string }

// Relations gives the links to the other documents of the feed, by their relations (RFC 5005 §4). What is older is also the
// next page (§3): that is what players of podcasts follow, which know nothing of archives.
func (h *History) Relations() (list []Relation) {
	for _, r := range []Relation{{"current", h.Current}, {"prev-archive", h.Earlier}, {"next-archive", h.Later}, {"next", h.Earlier}} {
		if r.URL != "" {
			list = append(list, r)
		}
	}
	return list
}

// Uses gives the namespaces of what the document says of itself.
func (h *History) Uses() Namespaces {
	if h.IsArchive || h.IsComplete {
		return FeedHistory
	}
	return 0
}

// Mark is an element without content, which says what it says by being there.
type Mark struct{}

// MarkIf gives the mark if something holds, and nil otherwise.
func MarkIf(holds bool) *Mark {
	if holds {
		return &Mark{}
	}
	return nil
}

// Stylesheet gives the processing instruction that names the style sheet (W3C, Associating Style Sheets with XML documents
// 1.0), on a line of its own; nothing without a style sheet.
func (f *Feed) Stylesheet() string {
	if f.Style == "" {
		return ""
	}
	return `<?xml-stylesheet type="text/css" href="` + f.Style + "\"?>\n"
}

// Alternate is the same feed in another format.
type Alternate struct {
	Type string // media type
	URL  string
}

// Item is an article as a feed carries it. Every string is valid UTF-8 without characters that XML forbids, every
// address is absolute, every instant whole seconds. Empty means unknown, and stays out, as it does of the JSON of an item, of
// which a build keeps many. An Item that is not changed any more is safe for concurrent use.
type Item struct {
	ID      string `json:",omitzero"` // the same string in all three formats
	URL     string `json:",omitzero"` // the article's page; empty for a story without one
	Title   string `json:",omitzero"` // plain text
	Summary string `json:",omitzero"` // plain text
	// Excerpt stands for the summary where the text is left out; empty where the article states a summary, or it is the same.
	Excerpt string `json:",omitzero"`
	// Attribution is the line that the text ends with, one line of plain text; it ends the summary where the text is left out.
	Attribution string    `json:",omitzero"`
	HTML        string    `json:",omitzero"` // sanitised
	Text        string    `json:",omitzero"` // the same without markup, for articles that have none
	Published   time.Time `json:",omitzero"`
	Updated     time.Time `json:",omitzero"` // never zero: the date of publication when nothing changed since

	Authors      []Person `json:",omitzero"` // as in the byline, or the agency where no person is named
	Contributors []Person `json:",omitzero"` // everybody else, with their roles
	Credit       string   `json:",omitzero"` // the agency or provider

	Notice        string           `json:",omitzero"` // one line of plain text
	Holder        string           `json:",omitzero"`
	Year          int              `json:",omitzero"`
	Licenses      []source.License `json:",omitzero"`
	UsageTerms    string           `json:",omitzero"`
	UsageTermsURL string           `json:",omitzero"`

	Categories []Category `json:",omitzero"`
	Language   string     `json:",omitzero"` // BCP 47; empty when unknown
	Image      *Media     `json:",omitzero"`
	Media      []Media    `json:",omitzero"`
	Episode    Episode    `json:",omitzero"`

	SourceTitle string      `json:",omitzero"` // where the story was first published
	SourceURL   string      `json:",omitzero"`
	SourceFeed  source.Feed `json:",omitzero"` // the feed that it was taken from; without an ID where that is not known

	Related      []string      `json:",omitzero"` // addresses of pages that belong to the story
	Translations []Translation `json:",omitzero"` // its pages in other languages, one in each

	Territory source.Territory `json:",omitzero"`
	Embargo   time.Time        `json:",omitzero"` // that was, and is over; zero for none
	Expires   time.Time        `json:",omitzero"` // when it has to go; zero for never
	Machines  ItemMachines     `json:",omitzero"`
	// CreditLines says that the text says for people who made it and whose it is.
	CreditLines bool `json:",omitzero"`
	SourceLink  bool `json:",omitzero"` // and links to where the story was first published

	Withdrawn time.Time `json:",omitzero"` // of an item that only says that one was taken back, and nothing of it; zero for all others
}

// Gone is an item that was out and is no more.
type Gone struct {
	ID   string
	When time.Time
	// Notice is what there is to say of it; empty where its time was over.
	Notice    string
	Published time.Time // of the item; zero when that is not known any more
}

// Item gives the item that takes the place of one that was taken back. Of that it has the id and the date alone.
func (g Gone) Item() *Item {
	return &Item{ID: g.ID, Title: "Withdrawn", Summary: g.Notice, Published: g.Published, Updated: g.When, Withdrawn: g.When}
}

// ItemMachines is what programs may do with an item, and where that is written down. The zero value says nothing.
type ItemMachines struct {
	Use     source.MachineUse
	Page    source.MachineUse // what the site's record says of the story's page apart from all others; zero for nothing
	License string            // address of license.xml
	Policy  string            // address of the policy for mining text and data
	Contact string
	Terms   string
	InRSS   bool // RSS says it in its own words, too
}

// Person is somebody who made an item.
type Person struct {
	Name   string      `json:",omitzero"`
	URL    string      `json:",omitzero"` // absolute
	Email  string      `json:",omitzero"`
	Avatar string      `json:",omitzero"` // absolute
	Role   source.Role `json:",omitzero"`
}

// Agency is the role of a provider that is credited beside a person.
const Agency source.Role = "agency"

// Category is a word that an item is filed under.
type Category struct {
	Term   string
	Scheme string // address of the list that the word belongs to
}

// Media is a picture or recording with an absolute address. Size is in bytes, and 0 when it is not known.
type Media struct {
	URL      string
	Type     string // media type
	Size     int64
	Duration time.Duration
	Title    string
	Alt      string
	Credit   string
	Notice   string
	License  source.License
}
