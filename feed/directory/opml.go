package directory

import (
	"encoding/xml"
	"fmt"

	"github.com/masthead-feeds/masthead/feed"
)

// TypeOPML is the media type of OPML, which is registered nowhere, as readers know it.
const TypeOPML = "text/x-opml"

// opml is a subscription list (OPML 2.0).
type opml struct {
	XMLName  xml.Name   `xml:"opml"`
	Version  string     `xml:"version,attr"`
	Title    string     `xml:"head>title"`
	Owner    string     `xml:"head>ownerName,omitempty"`
	OwnerURL string     `xml:"head>ownerId,omitempty"`
	Outlines []*outline `xml:"body>outline"`
}

type outline struct {
	Text        string     `xml:"text,attr"`
	Title       string     `xml:"title,attr,omitempty"`
	Type        string     `xml:"type,attr,omitempty"`
	XMLURL      string     `xml:"xmlUrl,attr,omitempty"`
	HTMLURL     string     `xml:"htmlUrl,attr,omitempty"`
	Description string     `xml:"description,attr,omitempty"`
	Language    string     `xml:"language,attr,omitempty"`
	Version     string     `xml:"version,attr,omitempty"`
	Outlines    []*outline `xml:"outline"`
}

// OPML writes the list of the feeds, of which there has to be at least one. Each is there once, in the format that most readers
// know, since readers subscribe to all that a list has. Those of a family are in a folder of its name. There is no date: nothing in
// the feeds says when the list of them changed.
func OPML(site *feed.Site, feeds []Feed) ([]byte, error) {
	doc := opml{Version: "2.0", Title: site.Title}
	if site.Author != nil {
		doc.Owner, doc.OwnerURL = site.Author.Name, site.Author.URL
	}
	families := map[string]*outline{}
	for _, f := range feeds {
		if f.Family == "" {
			doc.Outlines = append(doc.Outlines, f.outline())
			continue
		}
		folder := families[f.Family]
		if folder == nil {
			folder = &outline{Text: f.Family}
			families[f.Family] = folder
			doc.Outlines = append(doc.Outlines, folder)
		}
		folder.Outlines = append(folder.Outlines, f.outline())
	}
	out, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encoding the list of feeds: %w", err)
	}
	return append([]byte(xml.Header), append(out, '\n')...), nil
}

// outline is of type rss whatever the format: that is what the type of all subscriptions is called.
func (f *Feed) outline() *outline {
	best := f.inOrder()[0]
	o := &outline{
		Text: f.Title, Title: f.Title, Type: "rss", XMLURL: best.URL, HTMLURL: f.HomeURL, Description: f.Description, Language: f.Language,
	}
	if best.Type == feed.TypeRSS {
		o.Version = "RSS" // of RSS 2.0; for other formats there is no word
	}
	return o
}
