package build

import (
	"slices"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/publish"
)

// News is what others may be told of a build: addresses of documents, which say no more than whoever reads the feeds sees.
type News struct {
	// Changed are the documents that were added, changed, emptied or removed.
	Changed []string
	// Topics are the documents that programs subscribe to, all of every feed of which any document changed. A reader that finds
	// an article by itself which its hub did not bring stops listening to the hub (FreshRSS), so every topic is told each time.
	Topics []string
}

// news makes the news of what was published. feeds are the documents that there were and are. Of private feeds there is
// none; where a public one was that has become private, a cache has to forget it, and a hub has nothing to fetch.
func (b *builder) news(changes []publish.Change, feeds ...[]published) (n News) {
	if b.Private {
		return n
	}
	changed, moved := map[string]bool{}, map[string]bool{} // by path, and by the name of the feed
	for _, c := range changes {
		if c.Kind != publish.Same && c.Name != manifestName && !b.isCopy(c.Name) {
			changed[c.Name] = true
			n.Changed = append(n.Changed, b.Site.File(c.Name))
		}
	}
	all := slices.Concat(feeds...)
	for _, f := range all {
		moved[f.Feed] = moved[f.Feed] || changed[f.Path]
	}
	told := map[string]bool{}
	for _, f := range all {
		if moved[f.Feed] && isTopic(f.Format) && !told[f.Path] && !b.isElsewhere(f.Feed) && !b.isPathElsewhere(f.Path) {
			told[f.Path] = true
			n.Topics = append(n.Topics, b.Site.File(f.Path))
		}
	}
	return n
}

// isTopic reports that programs subscribe to documents of a format.
func isTopic(format string) bool {
	encoder, ok := encoderOf(format)
	return ok && slices.Contains([]string{feed.TypeRSS, feed.TypeAtom, feed.TypeJSON}, encoder.Type)
}
