package source

import (
	"cmp"
	"time"
)

// Feed is the feed that an article was taken from, as far as it says itself which that is.
type Feed struct {
	ID      string // of an Atom feed
	Title   string
	URL     string // of the feed itself, absolute
	Home    string // the page that it is the feed of, absolute
	Rights  string // its own notice, which is not the article's
	Updated time.Time
}

// String gives the feed as explain prints one.
func (f Feed) String() string { return cmp.Or(f.URL, f.ID, f.Home) }
