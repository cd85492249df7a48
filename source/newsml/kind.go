package newsml

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/xmltree"
)

// text is the kind of an item that is an article.
const text = "text"

// kindOf tells what an item is: by its name, and of news items by itemClass, "ninat:picture". A story has a text or at least a
// headline, unless it is taken back.
func kindOf(e *xmltree.Element) string {
	if e.Name != "newsItem" {
		return strings.TrimSuffix(e.Name, "Item")
	}
	class := code(e.First("itemMeta", "itemClass"))
	if one, _ := kindNames(class); one != "" {
		return class
	}
	if hasText(e) || code(e.First("itemMeta", "pubStatus")) == "canceled" {
		return text
	}
	return "stub"
}

// hasText reports whether there is something of a story in an item.
func hasText(e *xmltree.Element) bool {
	for _, path := range [][]string{{"contentMeta", "headline"}, {"itemMeta", "title"}, {"contentSet", "inlineXML"}, {"contentSet", "inlineData"}} {
		for _, found := range e.All(path...) {
			if found.Text() != "" {
				return true
			}
		}
	}
	return false
}

// kindNames gives the words for what is no article, for one and for many; empty for a kind that may be one.
func kindNames(kind string) (one, many string) {
	switch kind {
	case "package":
		return "a package of other items", "packages of other items"
	case "concept":
		return "a concept, such as a person or a subject", "concepts, such as persons and subjects"
	case "knowledge":
		return "a list of concepts", "lists of concepts"
	case "planning":
		return "a plan of coverage", "plans of coverage"
	case "catalog":
		return "a catalogue of vocabularies", "catalogues of vocabularies"
	case "picture", "photo":
		return "a picture", "pictures"
	case "graphic":
		return "a graphic", "graphics"
	case "video":
		return "a video", "videos"
	case "audio":
		return "a recording", "recordings"
	case "animation":
		return "an animation", "animations"
	case "composite":
		return "a news item of several parts", "news items of several parts"
	case "stub":
		return "a news item without a text", "news items without a text"
	}
	return "", ""
}

// code gives the last part of a term of a vocabulary in small letters, which is the term itself: "sig:update" and
// "http://cv.iptc.org/newscodes/signal/update" are both update. Producers bind the prefixes as they like.
func code(e *xmltree.Element) string {
	for _, name := range []string{"qcode", "uri", "literal"} {
		if term := e.Attr(name); term != "" {
			return lastPart(term)
		}
	}
	return ""
}

// role gives the term of the role that an element plays; empty when it has none.
func role(e *xmltree.Element) string {
	if e.Attr("role") == "" {
		return lastPart(e.Attr("roleuri"))
	}
	return lastPart(e.Attr("role"))
}

func lastPart(term string) string {
	term = strings.TrimRight(term, "/")
	return strings.ToLower(term[strings.LastIndexAny(term, ":/#")+1:])
}
