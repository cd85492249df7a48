package feedfile

import (
	"strconv"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// Blogger exports a blog as a feed of Atom, in which its drafts, its pages, its comments and its settings are entries, too.

// kinds is the scheme of the categories by which an entry of such an export says what it is.
const kinds = "http://schemas.google.com/g/2005#kind"

// isPost reports that an entry is a post, as entries of other feeds are. Comments are, too, in a feed of comments.
func (h *heading) isPost(entry *xmltree.Element) bool {
	if kind := bloggers(entry, "type"); kind != "" {
		return kind == "post"
	}
	for _, e := range entry.Children("category") { // of exports before 2024
		if e.Attr("scheme") != kinds {
			continue
		}
		_, kind, _ := strings.Cut(e.Attr("term"), "#")
		return kind == "post" || kind == "comment" && !strings.HasSuffix(h.feed.ID, ".archive")
	}
	return true
}

// bloggers gives an element of Blogger's own in lower case.
func bloggers(entry *xmltree.Element, name string) string {
	return strings.ToLower(ownOf(entry.Children(name), "blogger", name).Text())
}

// heldBack keeps inside what its author has not published: an entry that says so in the words of the Atom Publishing Protocol (RFC
// 5023 §13.1.1), in whichever of its namespaces, or in those of Blogger.
func (m *member) heldBack() {
	if strings.EqualFold(m.e.First("control", "draft").Text(), "yes") {
		m.say("draft", "app:control", "true")
	}
	if status := bloggers(m.e, "status"); status != "" && status != "live" {
		m.say("draft", "blogger:status", "true")
	}
	if bloggers(m.e, "trashed") != "" {
		m.say("draft", "blogger:trashed", "true")
	}
}

// passedOver says what of a file was no article.
func (d *document) passedOver() error {
	switch d.passed {
	case 0:
		return nil
	case 1:
		return source.NotArticle{Why: "an entry of an export of Blogger that is no post"}
	}
	return source.NotArticle{Why: strconv.Itoa(d.passed) + " entries of an export of Blogger that are no posts"}
}
