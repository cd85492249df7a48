package build

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/config"
)

// PrivateAt gives the name of the private feed, of those of the other build, whose document is at a path below the site's address,
// or would be; empty for none. Paths that the configuration gives to public feeds are theirs.
func (o *Options) PrivateAt(name string) string {
	if slices.ContainsFunc(o.Feeds, func(f Feed) bool { return f.Each == "" && f.isAt(name) }) {
		return ""
	}
	for i := range o.Elsewhere {
		if o.Elsewhere[i].isAt(name) {
			return o.Elsewhere[i].Name
		}
	}
	return ""
}

// isAt reports that a path is that of a document of the feed, of some feed of the family, or of a part of its archive.
func (f *Feed) isAt(name string) bool {
	for _, format := range f.Formats {
		if f.hasPath(format.Path, name) {
			return true
		}
		ending := path.Ext(name)
		dir, span := path.Split(strings.TrimSuffix(name, ending))
		if isSpan(span, f.Archive) && f.hasPath(format.Path, strings.TrimSuffix(dir, "/")+ending) {
			return true
		}
	}
	return false
}

// hasPath reports that a path is one that a pattern stands for: {tag}, wherever it stands, is the same word.
func (f *Feed) hasPath(pattern, name string) bool {
	word := "{" + f.Each + "}"
	n := strings.Count(pattern, word)
	if f.Each == "" || n == 0 {
		return pattern == name
	}
	at, size := strings.Index(pattern, word), len(name)-(len(pattern)-n*len(word))
	if size <= 0 || size%n != 0 || at+size/n > len(name) {
		return false
	}
	return strings.ReplaceAll(pattern, word, name[at:at+size/n]) == name
}

// isSpan reports that a word is the name of a span of time.
func isSpan(word string, by config.Archive) bool {
	_, err := time.Parse(spanNames[by], word)
	return by != "" && err == nil
}
