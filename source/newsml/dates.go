package newsml

import (
	"cmp"
	"strings"

	"github.com/masthead-feeds/masthead/source/xmltree"
)

func (it item) dates() {
	it.date("date", "itemMeta/firstCreated", it.itemMeta("firstCreated"))
	it.date("date", "itemMeta/versionCreated", it.itemMeta("versionCreated"))
	it.date("date", "contentMeta/contentCreated", it.contentMeta("contentCreated"))
	it.date("updated", "itemMeta/versionCreated", it.itemMeta("versionCreated"))
	it.date("updated", "contentMeta/contentModified", it.contentMeta("contentModified"))
	it.date("updated", "contentMeta/contentCreated", it.contentMeta("contentCreated"))
	it.embargo()
	it.validity()
	for _, e := range it.itemMeta("expires") {
		if c := lastPart(e.Attr("pubconstraint")); c == "" || c == "web" { // others say when it leaves an archive
			it.Say("expires", "itemMeta/expires", e.Text(), e)
		}
	}
}

// date states an instant unless it is known: what is wrong with one that is not needed is nobody's fault.
func (it item) date(key, said string, list []*xmltree.Element) {
	for _, e := range list {
		if key == "date" && it.Article.Published.Known() || key == "updated" && it.Article.Updated.Known() {
			return
		}
		it.Say(key, said, e.Text(), e)
	}
}

// embargo: "If absent, the Item is not embargoed", says the schema, and lets the element be empty. So an empty one is an
// embargo without an end.
func (it item) embargo() {
	for _, e := range append(it.itemMeta("embargoed"), append(it.itemMeta("Embargoed"), it.contentMeta("embargoed")...)...) {
		if until := e.Text(); xmltree.IsPlaceholder(until) {
			it.Hold("itemMeta/embargoed", e, "an embargo without an end, so that the story is held back", "write embargo: and the time in a sidecar")
		} else {
			it.Say("embargo", "itemMeta/embargoed", until, e)
		}
	}
	it.extensions()
	for _, name := range []string{"edNote", "ednote"} {
		for _, e := range it.itemMeta(name) {
			note := e.Text()
			if role(e) == "embargo" { // dpa's: "Nicht vor 22.10.2030, 11:30 Uhr verwenden"
				note = "Embargo: " + note
			}
			it.HoldByNote("itemMeta/"+name, e, note)
		}
	}
}

// extensions heeds what senders have no element for: the papers of Sweden plan theirs by Infomaker's pubstart and pubstop.
func (it item) extensions() {
	for _, e := range append(it.itemMeta("itemMetaExtProperty"), it.contentMeta("contentMetaExtProperty")...) {
		name, when := lastPart(cmp.Or(e.Attr("type"), e.Attr("rel"))), cmp.Or(e.Attr("value"), e.Attr("literal"))
		switch said := e.Name + "/" + name; {
		case xmltree.IsNo(when):
		case name == "pubstart", strings.Contains(name, "embargo"):
			it.Say("embargo", said, when, e)
		case name == "pubstop":
			it.Say("expires", said, when, e)
		}
	}
}

// clamp: a story is not changed before it is published, whatever the clocks of two machines say.
func (it item) clamp() {
	published, updated := it.Article.Published, &it.Article.Updated
	if published.Known() && updated.Known() && updated.Value.Before(published.Value) {
		updated.Value = published.Value
	}
}

func (it item) status() {
	for _, e := range append(it.itemMeta("pubStatus"), it.itemMeta("pubstatus")...) {
		switch code(e) {
		case "usable", "":
		case "withheld":
			it.SayYes("draft", "itemMeta/pubStatus", e)
		case "canceled", "cancelled", "killed", "withdrawn": // the last is Reuters', "withdrawn by the content provider"
			it.SayYes("withdrawn", "itemMeta/pubStatus", e)
		default:
			it.Problem(e, "itemMeta/pubStatus", "no status is called "+code(e), "write stat:usable, stat:withheld or stat:canceled")
			it.SayYes("draft", "itemMeta/pubStatus", e)
		}
	}
	it.roles()
	for _, e := range it.itemMeta("link") {
		rel := lastPart(e.Attr("rel"))
		if rel == "" && e.Attr("version") != "" && lastPart(e.Attr("guidref")) == lastPart(it.root.Attr("guid")) {
			rel = "previousversion" // STT's: the number stays, and what stands before it in the id does not
		}
		if rel == "previousversion" { // of the irel: codes: an update that has an id of its own
			for _, attr := range [...]string{"guidref", "residref", "href"} {
				if id := e.Attr(attr); id != it.root.Attr("guid") {
					it.SayWord("replaces", "itemMeta/link/@"+attr, id, e)
				}
			}
		}
	}
	for _, e := range it.itemMeta("signal") {
		switch code(e) {
		case "test", "hold", "withhold", "withheld": // the first is how the Associated Press and others try the line
			it.SayYes("draft", "itemMeta/signal", e)
		case "embargo", "embargoed", "holdforrelease":
			it.untilReleased("itemMeta/signal", e)
		}
		switch word := signal(e); word {
		case "":
		case "kill":
			it.SayYes("withdrawn", "itemMeta/signal", e)
			fallthrough
		default:
			it.SayWord("signals", "itemMeta/signal", word, e)
		}
	}
}

// untilReleased holds a story that is said to be under embargo, if nothing says until when.
func (it item) untilReleased(said string, at *xmltree.Element) {
	if !it.Article.Embargo.Known() {
		it.SayYes("draft", said, at)
	}
}

// roles heeds what the item is for in the workflow of a desk, which is where the Associated Press says in NewsML-G2 that a version
// kills a story or holds it back: its status may be usable.
func (it item) roles() {
	for _, e := range it.itemMeta("role") {
		for _, word := range []string{code(e), lastPart(it.name(e))} {
			switch word {
			case "kill", "elimination", "disregard", "takedown", "withdrawal":
				it.SayYes("withdrawn", "itemMeta/role", e)
			case "withhold", "withheld", "embargoed", "advisory": // the last is to editors
				it.SayYes("draft", "itemMeta/role", e)
			case "holdforrelease":
				it.untilReleased("itemMeta/role", e)
			}
		}
	}
}

// signal gives what a signal says to readers. Most are for the machines that pass a story on, and say nothing.
func signal(e *xmltree.Element) string {
	term, word := strings.ToLower(e.Attr("qcode")), code(e)
	switch scheme, _, _ := strings.Cut(term, ":"); scheme {
	case "apsig": // the Associated Press's own
		if word != "kill" {
			return ""
		}
	case "edstat": // Reuters: new, update, corrected, deleted
		return map[string]string{"u": "update", "c": "correction", "d": "kill"}[word]
	case "sig", "update", "":
	default:
		return ""
	}
	switch word {
	case "atomic", "routing":
		return ""
	case "retract", "retraction", "remove", "withdrawal", "takedown":
		return "kill"
	}
	return word
}
