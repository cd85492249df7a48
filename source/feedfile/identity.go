package feedfile

import (
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/jsonfile"
)

// Identity is an item of a feed: the id under which it is known, and the page that it is of.
type Identity struct {
	ID   string // as it is written, or the address where an item has no other
	Link string // absolute
}

// Identities gives the items of a feed, RSS, Atom or JSON Feed, that have a page. What is wrong with the others is not told;
// the error, a source.Problem, says what is wrong with the whole.
func Identities(data []byte) (list []Identity, err error) {
	f := &source.File{Zone: time.UTC}
	d := &document{verbatim: true}
	if isJSON(data) {
		text, err := source.Decode(data)
		if err != nil {
			return nil, err
		}
		err = d.readJSON(f, &jsonfile.File{Text: jsonfile.New(text)})
		if err != nil {
			return nil, err
		}
	} else if err := d.readXML(f, data); err != nil {
		return nil, err
	}
	for _, a := range d.articles {
		if a.ID.Known() && isWeb(a.URL.Value) {
			list = append(list, Identity{a.ID.Value, a.URL.Value})
		}
	}
	return list, nil
}
