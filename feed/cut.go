package feed

import (
	"cmp"
	"net/url"
	"strings"

	"github.com/masthead-feeds/masthead/feed/markup"
	"github.com/masthead-feeds/masthead/source"
)

// Cut is how much of an item a document carries.
type Cut struct {
	Text   source.Level
	Images source.Images // empty for all
}

// String writes the cut as one word, or two where pictures are left out. Two cuts of one string are one.
func (c Cut) String() string {
	if c.Images == "" || c.Images == source.AllImages {
		return string(c.Text)
	}
	return string(c.Text) + " " + string(c.Images) + "-images"
}

// CutTo gives the item with as much of it as the cut lets through. site is whose own pictures are.
func (it *Item) CutTo(c Cut, site *url.URL) *Item {
	cut := *it
	if c.Text != source.Full {
		cut.HTML, cut.Text = "", ""
	}
	switch c.Text {
	case source.Title, source.Nothing:
		cut.Summary = ""
	case source.Summary: // it is all that is carried: not the whole of a short text, and with the line that ends it
		cut.Summary = strings.TrimSpace(cmp.Or(it.Excerpt, it.Summary) + " " + it.Attribution)
	}
	cut.Excerpt, cut.Attribution = "", "" // they have their places
	defer cut.writeCredits(c)
	if c.Images != source.OwnImages && c.Images != source.NoImages {
		return &cut
	}
	isOwn := func(address string) bool {
		u, err := url.Parse(address)
		return c.Images == source.OwnImages && err == nil && u.Host == site.Host
	}
	cut.HTML = markup.WithoutImages(cut.HTML, isOwn)
	if m := cut.Image; m != nil && (!isOwn(m.URL) || m.Credit != "") {
		cut.Image = nil
	}
	cut.Media = nil
	for _, m := range it.Media {
		if !strings.HasPrefix(m.Type, "image/") || isOwn(m.URL) && m.Credit == "" {
			cut.Media = append(cut.Media, m)
		}
	}
	return &cut
}
