package ninjs

import (
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// tagKeys are the keys of what a story is about, beside its subjects. Version 1 has keywords; in versions 2 and 3 the things,
// organisations, people and places that the story is about stand in for them.
var tagKeys = []string{"objects", "organisations", "people", "places"}

// subjects states section, genre and tags.
func (it item) subjects(s statements) {
	tags := labels(it.entries("keywords"))
	for _, e := range it.speaking(it.entries("subject", "subjects")) {
		if e.role() != "partof" {
			tags = append(tags, labels([]entry{e})...)
		} else if label, ok := e.label(); ok {
			s.say("section", label)
		}
	}
	for _, key := range tagKeys {
		tags = append(tags, labels(it.entries(key))...)
	}
	s.list("tags", tags)
	s.list("genre", labels(it.entries("genre", "genres")))
	if services := labels(it.entries("service")); len(services) > 0 {
		s.say("section", services[0])
	}
}

// labels gives what entries are called, of those that are called something.
func labels(list []entry) (facts []fact) {
	for _, e := range list {
		if label, ok := e.label(); ok && !e.isAncestor() {
			facts = append(facts, label)
		}
	}
	return facts
}

// isAncestor knows what the Associated Press adds above a subject, and its one-letter codes.
func (e entry) isAncestor() bool {
	if f, ok := e.first("name"); ok && len(f.value.Text) < 3 && f.value.Text == e.text("code") && e.role() == "" {
		return true
	}
	rels := e.item["rels"].value.List
	return len(rels) > 0 && !slices.ContainsFunc(rels, func(v meta.Value) bool { return !strings.EqualFold(v.Text, "ancestor") })
}

// speaking leaves, of subjects that are named in several languages, those in the item's own.
func (it item) speaking(list []entry) []entry {
	own := slices.DeleteFunc(slices.Clone(list), func(e entry) bool {
		lang := e.text("lang")
		return lang != "" && !strings.EqualFold(lang, it.text("language"))
	})
	if len(own) == 0 {
		return list
	}
	return own
}

// summary states the description, of which there may be several: a caption will do, a line of credit or the name of who
// wrote the caption will not.
func (it item) summary(s statements) {
	for _, role := range []string{"text", "lead", "", "summary", "caption"} {
		for _, e := range it.entries("descriptions") {
			if f, ok := e.said(); ok && e.role() == role && !e.isNote() {
				s.sayText("summary", f)
				return
			}
		}
	}
	f, ok := it.first("description_text", "description_html", "teaser")
	if !ok {
		f, ok = it.extension("description_", func(role string) bool { return role == "creditline" || role == "writer" || isNote(role) })
	}
	if ok && f.isText() {
		s.sayText("summary", f)
	}
}
