package ninjs

import (
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// subjects states section, genre and tags: the keywords, and the names of what the story is about. Versions 2 and 3 have no
// keywords, and the things, organisations, people and places that the story is about stand in for them.
func (it item) subjects(s statements) {
	var tags, genres []fact
	if f, ok := it.first("keywords"); ok {
		for _, e := range f.entries() {
			if label, ok := e.label(); ok {
				tags = append(tags, label)
			}
		}
	}
	for _, e := range it.speaking(it.entries("subject", "subjects")) {
		label, ok := e.label()
		switch {
		case !ok || e.isAncestor():
		case e.role() == "partof":
			s.say("section", label)
		default:
			tags = append(tags, label)
		}
	}
	for _, key := range []string{"objects", "organisations", "people", "places"} {
		for _, e := range it.entries(key) {
			if label, ok := e.label(); ok && !e.isAncestor() {
				tags = append(tags, label)
			}
		}
	}
	for _, e := range it.entries("genre", "genres") {
		if label, ok := e.label(); ok {
			genres = append(genres, label)
		}
	}
	for _, e := range it.entries("service") {
		if label, ok := e.label(); ok {
			s.say("section", label)
			break
		}
	}
	s.list("tags", tags)
	s.list("genre", genres)
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
			if f, ok := e.said(); ok && e.role() == role {
				s.sayText("summary", f)
				return
			}
		}
	}
	f, ok := it.first("description_text", "description_html")
	if !ok {
		f, ok = it.extension("description_", func(role string) bool { return role == "creditline" || role == "writer" })
	}
	if ok && f.isText() {
		s.sayText("summary", f)
	}
}
