package build

import (
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/atom"
	"github.com/masthead-feeds/masthead/feed/jsonfeed"
	"github.com/masthead-feeds/masthead/feed/page"
	"github.com/masthead-feeds/masthead/feed/rss"
)

// encoders gives the encoder of every feed format, and of the pages that show feeds to people. To add a format, write its
// encoder in a folder beside these and name it here.
func encoders() []feed.Encoder {
	return []feed.Encoder{rss.Encoder(), atom.Encoder(), jsonfeed.Encoder(), page.Encoder(), rss.Podcast()}
}

func encoderOf(format string) (feed.Encoder, bool) {
	for _, e := range encoders() {
		if e.Name == format {
			return e, true
		}
	}
	return feed.Encoder{}, false
}
