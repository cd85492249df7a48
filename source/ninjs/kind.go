package ninjs

import (
	"slices"
	"strings"
)

// notStories say what an item is that is no article, by its type.
var notStories = map[string]string{
	"event":     "an event",
	"planning":  "a plan of coverage",
	"picture":   "a picture by itself",
	"image":     "a picture by itself",
	"photo":     "a picture by itself",
	"graphic":   "a graphic by itself",
	"animation": "a graphic by itself",
	"audio":     "a recording by itself",
	"video":     "a film by itself",
}

// notArticle says what an item is that is no article, and is empty for one that is.
func (it item) notArticle() string {
	kind := strings.ToLower(it.text("type"))
	switch {
	case notStories[kind] != "":
		return notStories[kind]
	case it.hasBody():
		return ""
	case it["eventdetails"].says():
		return "an event"
	case it.isPackage(kind):
		return "a package of other items"
	case it.hasWords(), it.holds():
		return ""
	}
	if _, files := it.first("renditions"); files {
		return "a picture or a recording by itself"
	}
	return "an item without a word"
}

// isPackage tells an item without a body that only names others. One that takes itself back is kept: it may have had one.
func (it item) isPackage(kind string) bool {
	if kind == "" {
		_, associated := it.first("associations")
		return associated && !it.hasWords()
	}
	return (kind == "composite" || kind == "package") && !it.holds()
}

func (it item) hasBody() bool { return len(it.bodies()) > 0 }

// hasWords reports a title or a summary. Agencies send stories of which no more is there.
func (it item) hasWords() bool {
	_, titled := it.headline()
	return titled || len(it.entries("descriptions")) > 0 || it.text("description_text", "description_html") != ""
}

// holds reports an item that takes a story back, or keeps it inside: it counts without a word.
func (it item) holds() bool {
	status := strings.ToLower(it.text("pubstatus"))
	embargoed := slices.ContainsFunc(it.embargoes(), fact.says)
	return embargoed || status != "" && status != "usable"
}
