package ninjs

import (
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// people states who made the story: the authors that Superdesk names, each with a role, and the byline as it is written.
// The persons of an item (person, people) are those whom the story is about, and never its authors.
func (it item) people(s statements) {
	list := meta.Value{Kind: meta.List}
	said := ""
	for _, e := range it.entries("authors") {
		if person, ok := e.person(); ok {
			if said == "" {
				said, list.Line, list.Column = e.fact.said, e.value.Line, e.value.Column
			}
			list.List = append(list.List, person)
		}
	}
	if said != "" {
		s.say("authors", fact{said, list})
	}
	if f, ok := it.first("byline", "by"); ok && f.isText() {
		if d, ok := it.first("dateline"); ok && d.isText() && strings.HasPrefix(d.value.Text, f.value.Text) {
			f.value.Text = d.value.Text // dpa repeats its dateline there, which shows by the dash behind it
		}
		s.say("byline", f)
		return
	}
	var bylines []fact // the Associated Press has a list of them: https://developer.ap.org/ap-media-api/agent/About_Bylines.htm
	for _, e := range it.entries("bylines") {
		if f, ok := e.first("by"); ok && f.isText() {
			bylines = append(bylines, e.path(f))
		}
	}
	s.list("authors", bylines)
}

// personKeys say what Superdesk tells of an author, and what we call it.
var personKeys = []struct{ ours, theirs string }{
	{"name", "name"}, {"email", "email"}, {"url", "uri"}, {"avatar", "avatar_url"},
}

// person reads one of the authors. Addresses that are none of the web name an account of the editorial system.
func (e entry) person() (meta.Value, bool) {
	name, ok := e.first("name")
	if !ok || !name.isText() {
		return e.value, e.isText() && e.fact.says()
	}
	person := meta.Value{Kind: meta.Map, Line: name.value.Line, Column: name.value.Column}
	for _, k := range personKeys {
		f, ok := e.first(k.theirs)
		if !ok || !f.isText() || k.ours == "url" && !isWeb(f.value.Text) {
			continue
		}
		f.value.Text = line(f.value.Text)
		person.Map = append(person.Map, meta.Pair{Key: k.ours, Line: f.value.Line, Column: f.value.Column, Value: f.value})
	}
	role := meta.Value{Kind: meta.Text, Text: string(roleOf(e.role())), Line: name.value.Line, Column: name.value.Column}
	person.Map = append(person.Map, meta.Pair{Key: "role", Line: role.Line, Column: role.Column, Value: role})
	return person, true
}

// roleOf gives the role that a word of Superdesk stands for. Who has one that we do not know took part, and is no author.
func roleOf(word string) source.Role {
	switch word {
	case "", "writer", "author", "reporter", "journalist", "correspondent", "columnist", "text", "byline":
		return source.Author
	}
	if role, known := source.ParseRole(word); known {
		return role
	}
	return source.Contributor
}

func isWeb(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// credit states the agency that the story comes from: not the holder of its copyright, and not those who were asked.
func (it item) credit(s statements) {
	if f, ok := it.first("source", "description_creditline", "creditline"); ok && f.isText() {
		s.say("credit", f)
		return
	}
	for _, e := range it.entries("descriptions") {
		if f, ok := e.said(); ok && e.role() == "creditline" {
			s.say("credit", f)
			return
		}
	}
	for _, key := range []string{"provider", "infosource", "infosources"} {
		for _, e := range it.entries(key) {
			if f, ok := e.label(); ok && !wasAsked(e) {
				s.say("credit", f)
				return
			}
		}
	}
}

// wasAsked knows a source of information that is somebody whom the story quotes, rather than an agency.
func wasAsked(e entry) bool {
	role := e.role() + strings.ToLower(e.text("code"))
	for _, word := range []string{"interview", "quot", "person", "phot", "spokes", "mediaoffice"} {
		if strings.Contains(role, word) {
			return true
		}
	}
	return false
}

// place states where the story was written. Some systems put the beginning of the byline there.
func (it item) place(s statements) {
	f, ok := it.first("located")
	if ok && f.isText() && !strings.HasPrefix(it.text("byline", "by"), strings.TrimSpace(f.value.Text)) {
		s.say("place", f)
	}
}
