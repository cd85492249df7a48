package source

import (
	"fmt"
	"net/mail"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// authorsFromByline makes an author of the line as written where nobody is named otherwise. The word before the name is
// no part of it.
func (a *Article) authorsFromByline() {
	if len(a.People.Value) > 0 {
		return
	}
	if p := parsePerson(withoutBy(a.Byline.Value), Author); p.Name != "" {
		a.People = Field[[]Person]{[]Person{p}, a.Byline.From}
	}
}

func withoutBy(line string) string {
	line = strings.TrimSpace(line)
	if len(line) > 3 && strings.EqualFold(line[:3], "by ") {
		line = strings.TrimSpace(line[3:])
	}
	return line
}

// people reads those who made the article: a name, a list of names, a map, or a list of maps. A string of several names
// stays one: nobody is invented by cutting it.
func (r record) people(p meta.Pair, role Role) {
	f := &r.a.People
	found, named := false, false
	for _, v := range items(p.Value) {
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
		r.text(&r.a.Byline, p)
	}
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
	person := parsePerson(withoutBy(s), role)
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
	if person.Name == "" {
		r.problem(p.Key, p.Value, "a person without a name", "write name: and the name")
	}
	return person, person != Person{Role: person.Role}
}

func (r record) personPart(person *Person, p meta.Pair) {
	s, ok := "", false
	switch strings.ToLower(p.Key) {
	case "name", "email", "url", "uri", "link", "website", "avatar", "image_url", "image", "picture", "role":
		if s, ok = r.scalar(p); !ok {
			return
		}
	}
	switch strings.ToLower(p.Key) {
	case "name":
		person.Name = s
	case "email":
		r.email(person, p, s)
	case "url", "uri", "link", "website":
		person.URL = s
	case "avatar", "image_url", "image", "picture":
		person.Avatar = s
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
	address, err := mail.ParseAddress(strings.TrimPrefix(s, "mailto:"))
	if err != nil {
		r.problem(p.Key, p.Value, s+" is not an e-mail address", "write jane@example.org")
		return
	}
	person.Email = address.Address
}

// parsePerson reads a name, or a name with an address: "Jane Doe <jane@example.org>", "jane@example.org (Jane Doe)". A
// bare address is somebody without a name.
func parsePerson(s string, role Role) Person {
	if strings.Contains(s, "@") {
		if address, err := mail.ParseAddress(strings.TrimPrefix(s, "mailto:")); err == nil {
			return Person{Name: address.Name, Email: address.Address, Role: role}
		}
	}
	return Person{Name: s, Role: role}
}
