package ninjs

import (
	"bytes"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/jsonfile"
)

// isIdentity reports the keys by which an item says which it is; a key is given in lower case.
func isIdentity(key string) bool { return key == "uri" || key == "guid" }

// digitalwires begins the name of the format in which dpa sends JSON, a dialect of ninjs with names of its own: urn, article_html,
// teaser, caption.
const digitalwires = "digitalwires@"

// isOwn reports the keys that an item of ninjs has and other JSON hardly does.
func isOwn(key string) bool {
	switch key {
	case "headline", "headlines", "bodies", "descriptions", "versioncreated", "renditions", "pubstatus", "embargoed", "embargoeduntil",
		"representationtype", "usageterms", "copyrightnotice", "copyrightholder", "ednote", "eventdetails", "rightsinfo",
		"firstcreated", "contentcreated", "infosource", "infosources", "trustindicator", "trustindicators", "altids", "digitalsourcetype", "byline", "$standard":
		return true
	}
	return strings.HasPrefix(key, "body_") || strings.HasPrefix(key, "description_") || strings.HasPrefix(key, "headline_")
}

// types are the kinds of item that the standard knows, and a few that agencies add.
var types = []string{"text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning", "story", "advisory"}

// Recognises implements source.Recogniser: an object with an identity and a key of ninjs, at the top or where items are
// wrapped. In a file of which only the start is there, two of its keys will do: the identity may come after the body.
func (r *Reader) Recognises(start []byte) bool {
	text, err := source.Decode(start)
	if err != nil {
		return false
	}
	text = bytes.TrimLeft(text, " \t\r\n")
	if len(text) == 0 || text[0] != '{' && text[0] != '[' {
		return false
	}
	t := jsonfile.New(text)
	for s := range t.Values() {
		return looksRight(t, s, 0)
	}
	return false
}

func looksRight(t *jsonfile.Text, s jsonfile.Span, depth int) bool {
	if depth > maxWraps {
		return false
	}
	if t.IsList(s) {
		for entry := range t.Elements(s) {
			return looksRight(t, entry, depth+1)
		}
	}
	return t.IsMap(s) && (looksLikeItem(t, s) || wrapsItem(t, s, depth))
}

func looksLikeItem(t *jsonfile.Text, s jsonfile.Span) bool {
	identified, own := false, 0
	for key, value := range t.Pairs(s) {
		switch key = strings.ToLower(key); {
		case isIdentity(key), key == "format" && strings.HasPrefix(t.String(value), digitalwires):
			identified = true
		case isOwn(key), key == "type" && slices.Contains(types, t.String(value)):
			own++
		}
	}
	return own > 0 && (identified || own > 1 && !t.IsWhole(s))
}

func wrapsItem(t *jsonfile.Text, s jsonfile.Span, depth int) bool {
	for key, value := range t.Pairs(s) {
		if isWrap(strings.ToLower(key)) && looksRight(t, value, depth+1) {
			return true
		}
	}
	return false
}
