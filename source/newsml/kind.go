package newsml

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/xmltree"
)

// text is the kind of an item that is an article.
const text = "text"

// kindOf tells what an item is: by its name, and of news items by itemClass, "ninat:picture". One of no class is a story when
// it has a text or a headline.
func kindOf(e *xmltree.Element) string {
	if e.Name != "newsItem" {
		return strings.TrimSuffix(e.Name, "Item")
	}
	class := code(e.First("itemMeta", "itemClass"))
	if one, _ := kindNames(class); one != "" {
		return class
	}
	if class == text || hasText(e) {
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
	for _, names := range [][3]string{
		{"package", "a package of other items", "packages of other items"},
		{"concept", "a concept, such as a person or a subject", "concepts, such as persons and subjects"},
		{"knowledge", "a list of concepts", "lists of concepts"},
		{"planning", "a plan of coverage", "plans of coverage"},
		{"catalog", "a catalogue of vocabularies", "catalogues of vocabularies"},
		{"picture", "a picture", "pictures"},
		{"photo", "a photo", "photos"},
		{"graphic", "a graphic", "graphics"},
		{"video", "a video", "videos"},
		{"audio", "a recording", "recordings"},
		{"animation", "an animation", "animations"},
		{"composite", "a news item of several parts", "news items of several parts"},
		{"stub", "a news item without a text", "news items without a text"},
	} {
		if names[0] == kind {
			return names[1], names[2]
		}
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
	return lastPart(e.Text()) // as some senders write it
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
