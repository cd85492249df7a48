package build

import (
	"slices"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/feedfile"
)

// readersOf gives the readers of a source: those of feeds, or those of everything else. A feed is read as articles only where
// the source says so: the old feed of a site lies among its pages, and would be all of its articles again.
func readersOf(s config.Source, all []source.Reader) []source.Reader {
	return slices.DeleteFunc(slices.Clone(all), func(r source.Reader) bool { return (r.Format() == feedfile.Format) != s.Feeds })
}

// formatsOf names readers.
func formatsOf(readers []source.Reader) (names []string) {
	for _, r := range readers {
		names = append(names, r.Format())
	}
	return names
}
