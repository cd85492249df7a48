package source

import (
	"cmp"
	"fmt"
	"net/mail"
	"path"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source/agency"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// authorsFromByline makes authors of the line as written where nobody is named otherwise. The word before the names is no
// part of them.
func (a *Article) authorsFromByline() {
	if a.Byline.Value == "" || slices.ContainsFunc(a.People.Value, Person.IsAuthor) {
		return
	}
	var people []Person
	words, addresses := withoutAddresses(a.Byline.Value)
	line := readByline(words)
	a.fromByline(line, a.Byline.From)
	for i, name := range line.names {
		role := Author
		if agency.Name(name) != "" { // as a wire signs what nobody there is named for
			role = Organisation
		}
		if len(addresses) == len(line.names) {
			name = addressed(name, addresses[i])
		}
		if p := parsePerson(name, role); p.Name != "" && !hasPerson(people, p) {
			people = append(people, p)
		}
	}
	for _, p := range people { // an editor's line names the editor
		if slices.ContainsFunc(a.People.Value, func(other Person) bool { return other.Name == p.Name }) {
			return
		}
	}
	if len(people) > 0 {
		from := a.People.From
		if !a.People.Known() {
			from = a.Byline.From
		}
		a.People = Field[[]Person]{Value: append(people, a.People.Value...), From: from}
	}
}

// fromByline states what a byline says beside the names, where nothing else does.
func (a *Article) fromByline(line byline, from Origin) {
	if line.place != "" {
		a.Place.Set(line.place, from)
	}
	a.sign(from, line.agencies)
}

// people reads those who made the article: a name, a list of names, a map, a list of maps, or a map of maps by key.
func (r record) people(p meta.Pair, role Role) {
	f := &r.a.People
	if r.nest != "" && role == Author && f.Known() {
		return // whom another program's block names beside them made something else
	}
	found, named := false, false
	for _, v := range r.peopleValues(p) {
		person, ok := r.person(meta.Pair{Key: p.Key, Value: v}, role)
		found, named = found || ok, named || person.Name != ""
		if len(f.Value) == maxPeople {
			r.problem(p.Key, v, fmt.Sprintf("more than %d people", maxPeople), "name those who made the article; the rest is left out")
			break
		}
		if person.Name != "" && !hasPerson(f.Value, person) {
			f.Value = append(f.Value, person)
		}
	}
	if found && !f.Known() {
		f.From = r.from(p)
	}
	if named && role == Author && isScalar(p.Value) {
		p.Value.Text = markdownLink.ReplaceAllString(withoutElements(p.Value.Text), "$1")
		r.text(&r.a.Byline, p)
	}
}

// peopleValues gives one value for each of the people that a key names.
func (r record) peopleValues(p meta.Pair) (list []meta.Value) {
	if p.Value.Kind == meta.Map && !isPersonMap(p.Value) {
		for _, part := range p.Value.Map {
			if part.Value.Kind == meta.Map {
				if _, named := part.Value.Fold("name"); !named {
					part.Value.Map = append([]meta.Pair{{Key: "key", Value: meta.Value{Kind: meta.Text, Text: part.Key}}}, part.Value.Map...)
				}
				list = append(list, part.Value)
			}
		}
		if len(list) > 0 {
			return list
		}
	}
	for _, v := range items(p.Value) {
		list = append(list, r.namesIn(v)...)
	}
	return list
}

// namesIn cuts a line that names several people.
func (r record) namesIn(v meta.Value) []meta.Value {
	if v.Kind != meta.Text {
		return []meta.Value{v}
	}
	v.Text = withoutElements(v.Text)
	if people := linkedPeople(v); people != nil {
		return people
	}
	if _, known := r.known.lookup(path.Dir(r.file), v.Text); known {
		return []meta.Value{v}
	}
	if people, ok := namesAndAddresses(v.Text, r.namesIn, v); ok {
		return people
	}
	line := readByline(v.Text)
	r.a.fromByline(line, r.from(meta.Pair{Key: "byline", Value: v}))
	names := line.names
	if keys := strings.Split(v.Text, ","); len(names) == 1 && len(keys) > 1 && r.areKeys(keys) {
		names = keys
	}
	if len(names) < 2 && line.place == "" && len(line.agencies) == 0 {
		return []meta.Value{v}
	}
	list := make([]meta.Value, len(names))
	for i, name := range names {
		list[i] = v
		list[i].Text = strings.TrimSpace(name)
	}
	return list
}

// markdownLink matches a link within a value; handleLink one whose words are no name, behind the name: Jane Doe ([@jane](…)).
var (
	markdownLink = pattern.New(`\[([^\[\]]+)\]\(([^()\s]+)\)`)
	handleLink   = pattern.New(`([^,;\[\]()]+)\(?\[@[^\[\]]+\]\(([^()\s]+)\)\)?`)
	joining      = pattern.New(`(?i)^(?:and|und|et|y|&|with)\s+`)
	bracketed    = pattern.New(`\([^()]*\)`)
)

// The elements of HTML that themes have between names: a link, and what only looks. An address in angle brackets is none.
var (
	linkElement = pattern.New(`(?i)<a\b[^<>@]*?\bhref\s*=\s*["']?([^"'\s<>]+)["']?[^<>]*>([^<>]*)</a>`)
	lookElement = pattern.New(`(?i)</?(?:a|b|i|em|strong|span|br|small|sup|sub|u|p)\b[^<>@]*>`)
)

// withoutElements writes the links of a line in HTML as those of Markdown, and takes other elements off it.
func withoutElements(line string) string {
	if !strings.Contains(line, "<") {
		return line
	}
	return lookElement.ReplaceAllString(linkElement.ReplaceAllString(line, "[$2]($1)"), "")
}

// linkedPeople reads the people whom a line names by links: [Jane Doe](https://jane.example), engineer. What stands between
// the links are their offices, unless it is plainly another person's name.
func linkedPeople(v meta.Value) (people []meta.Value) {
	if !strings.Contains(v.Text, "[") {
		return nil
	}
	if words, target := linked(strings.TrimSpace(v.Text)); words != strings.TrimSpace(v.Text) && !isWeb(target) {
		v.Text = words
		return []meta.Value{v}
	}
	line := handleLink.ReplaceAllStringFunc(v.Text, func(s string) string {
		m := handleLink.FindStringSubmatch(s)
		name := strings.TrimSpace(m[1])
		return joining.FindString(name) + "[" + joining.ReplaceAllString(name, "") + "](" + m[2] + ")"
	})
	at, links := 0, 0
	between := func(s string) {
		parts := nameBreak.Split(bracketed.ReplaceAllString(s, ""), -1)
		if at > 0 { // what follows a link at once is where that person works
			parts = parts[1:]
		}
		for _, part := range parts {
			if part = strings.TrimSpace(part); isPersonsName(part, false) {
				people = append(people, meta.Value{Kind: meta.Text, Text: part, Line: v.Line, Column: v.Column})
			}
		}
	}
	for _, m := range markdownLink.FindAllStringSubmatchIndex(line, maxPeople) {
		between(line[at:m[0]])
		at, links = m[1], links+1
		people = append(people, meta.Value{Kind: meta.Map, Line: v.Line, Column: v.Column, Map: []meta.Pair{
			{Key: "name", Value: meta.Value{Kind: meta.Text, Text: line[m[2]:m[3]], Line: v.Line, Column: v.Column}},
			{Key: "url", Value: meta.Value{Kind: meta.Text, Text: line[m[4]:m[5]], Line: v.Line, Column: v.Column}},
		}})
	}
	if links > 1 {
		between(line[at:])
	}
	return people
}

// areKeys reports whether all of these stand for somebody in a list of authors.
func (r record) areKeys(keys []string) bool {
	for _, key := range keys {
		if _, known := r.known.lookup(path.Dir(r.file), key); !known {
			return false
		}
	}
	return true
}

// isPersonMap reports whether a map says something of one person.
func isPersonMap(v meta.Value) bool {
	for _, p := range v.Map {
		if p.Value.Kind != meta.Map && personKey(p.Key) != "" {
			return true
		}
	}
	return len(v.Map) == 0
}

// maxPeople is more than any byline names. Pages list thousands of people they cite, and each is compared with all.
const maxPeople = 200

func isScalar(v meta.Value) bool { return v.Kind != meta.List && v.Kind != meta.Map }

func hasPerson(list []Person, p Person) bool {
	for _, have := range list {
		if have.Name == p.Name && have.Role == p.Role {
			return true
		}
	}
	return false
}

// person reads one of them. Somebody of whom only the address is known has no name: who it is stays unsaid, also by the
// layers below, and the address is not printed in a name's place, for it cannot be taken back.
func (r record) person(p meta.Pair, role Role) (Person, bool) {
	switch p.Value.Kind {
	case meta.Map:
		return r.personOf(p, role)
	case meta.Number, meta.Time:
		r.problem(p.Key, p.Value, "expected a name, found "+kindName(p.Value.Kind), "put it in quotes if it is the name")
		return Person{}, false
	}
	s, ok := r.scalar(p)
	if known, found := r.known.lookup(path.Dir(r.file), s); ok && found {
		known.Role = role
		return known, true
	}
	person := parsePerson(WithoutBy(s), role)
	if ok && person.Name == "" {
		r.problem(p.Key, p.Value, "an address without a name, which is left out", "write Jane Doe <"+person.Email+">")
	}
	return person, ok
}

func (r record) personOf(p meta.Pair, role Role) (Person, bool) {
	person := Person{Role: role}
	for _, part := range p.Value.Map {
		r.personPart(&person, part)
	}
	for _, part := range p.Value.Map {
		if key := personKey(part.Key); key == "key" || key == "id" {
			r.fromDirectory(&person, part.Value.Text)
		}
	}
	if person.Name == "" {
		r.problem(p.Key, p.Value, "a person without a name", "write name: and the name")
	}
	return person, person != Person{Role: person.Role}
}

// fromDirectory fills in what the list of authors says of a key, and takes the key for the name of somebody who is not in
// it and has no other.
func (r record) fromDirectory(person *Person, key string) {
	known, found := r.known.lookup(path.Dir(r.file), key)
	if !found {
		known.Name = known.plainName(strings.TrimSpace(key))
	}
	person.Name = cmp.Or(person.Name, known.Name)
	person.Email, person.URL, person.Avatar = cmp.Or(person.Email, known.Email), cmp.Or(person.URL, known.URL), cmp.Or(person.Avatar, known.Avatar)
}

// personKey gives the word for what a key says of a person, or nothing.
func personKey(key string) string {
	switch joined(strings.ToLower(key)) {
	case "name", "fullname", "displayname", "authorname":
		return "name"
	case "email", "mail":
		return "email"
	case "url", "uri", "link", "website", "homepage", "web", "site", "www":
		return "url"
	case "avatar", "avatarurl", "imageurl", "image", "picture", "photo":
		return "avatar"
	case "role":
		return "role"
	case "key", "ref", "username":
		return "key"
	case "id":
		return "id"
	}
	return ""
}

func (r record) personPart(person *Person, p meta.Pair) {
	part := personKey(p.Key)
	if part == "" || !isScalar(p.Value) && part != "name" {
		return
	}
	s, ok := r.scalar(p)
	if !ok {
		return
	}
	switch part {
	case "name":
		person.Name = cmp.Or(person.Name, person.plainName(s))
	case "email":
		r.email(person, p, s)
	case "url":
		if _, err := mail.ParseAddress(s); err == nil || isMailto(s) {
			r.email(person, p, s)
			return
		}
		person.URL = cmp.Or(person.URL, s)
	case "avatar":
		person.Avatar = cmp.Or(person.Avatar, s)
	case "role":
		role, known := ParseRole(s)
		if !known {
			r.problem(p.Key, p.Value, "no role is called "+s, "write author, editor, translator, photographer, illustrator, contributor or organisation")
			role = Contributor
		}
		person.Role = role
	}
}

func (r record) email(person *Person, p meta.Pair, s string) {
	address, err := mail.ParseAddress(afterMailto(s))
	if err != nil {
		r.problem(p.Key, p.Value, s+" is not an e-mail address", "write jane@example.org")
		return
	}
	person.Email = address.Address
}

// isMailto knows the address of a link that writes an e-mail, afterMailto what it is written to.
func isMailto(s string) bool {
	return len(s) > len("mailto:") && strings.EqualFold(s[:len("mailto:")], "mailto:")
}

func afterMailto(s string) string {
	if !isMailto(s) {
		return s
	}
	to, _, _ := strings.Cut(s[len("mailto:"):], "?")
	return to
}

// parsePerson reads a name, or a name with an address anywhere in it: "Jane Doe <jane@example.org>", "jane@example.org (Jane
// Doe)", "Jane Doe, jane@example.org". A bare address is somebody without a name.
func parsePerson(s string, role Role) Person {
	person := Person{Role: role}
	if strings.Contains(s, "@") {
		if address, err := mail.ParseAddress(afterMailto(s)); err == nil {
			s, person.Email = address.Name, address.Address
		}
	}
	person.Name = withoutHandle(unbracketed(person.plainName(withoutHandle(s))))
	return person
}

// unbracketed takes off the brackets that a whole name stands in.
func unbracketed(name string) string {
	if within, ok := strings.CutPrefix(name, "("); ok && strings.IndexByte(within, ')') == len(within)-1 && len(within) > 1 {
		return strings.TrimSpace(within[:len(within)-1])
	}
	return name
}

func withoutHandle(name string) string {
	if !strings.HasSuffix(name, ")") { // as hardly any name does
		return name
	}
	return handle.ReplaceAllString(name, "$1")
}

// handle matches the name that somebody has elsewhere, behind that of their own.
var handle = pattern.New(`(\S)\s+\((?:@[\w.-]+|(?:[\w-]+\.)+\w+/@?[\w.-]+)\)$`)
