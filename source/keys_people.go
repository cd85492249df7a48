package source

import (
	"net/mail"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// authorsFromByline makes an author of the line as written where nobody is named otherwise. The word before the name is
// no part of it.
func (a *Article) authorsFromByline() {
	name := a.Byline.Value
	for _, word := range []string{"By ", "by ", "BY "} {
		name = strings.TrimPrefix(name, word)
	}
	if name = strings.TrimSpace(name); name != "" {
		a.People.Set([]Person{parsePerson(name, Author)}, a.Byline.From)
	}
}

// people reads those who made the article: a name, a list of names, a map, or a list of maps. A string of several names
// stays one: nobody is invented by cutting it.
func (r record) people(p meta.Pair, role Role) {
	f := &r.a.People
	for _, v := range items(p.Value) {
		person, ok := r.person(meta.Pair{Key: p.Key, Value: v}, role)
		if ok && !hasPerson(f.Value, person) {
			f.Value = append(f.Value, person)
		}
	}
	if len(f.Value) > 0 && !f.Known() {
		f.From = r.from(p)
	}
	if role == Author && isScalar(p.Value) {
		r.text(&r.a.Byline, p)
	}
}

func isScalar(v meta.Value) bool { return v.Kind != meta.List && v.Kind != meta.Map }

func hasPerson(list []Person, p Person) bool {
	for _, have := range list {
		if have.Name == p.Name && have.Role == p.Role {
			return true
		}
	}
	return false
}

func (r record) person(p meta.Pair, role Role) (Person, bool) {
	if p.Value.Kind != meta.Map {
		s, ok := r.scalar(p)
		return parsePerson(s, role), ok
	}
	person := Person{Role: role}
	for _, part := range p.Value.Map {
		r.personPart(&person, part)
	}
	if person.Name == "" {
		r.problem(p.Key, p.Value, "a person without a name", "write name: and the name")
	}
	return person, person.Name != ""
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

// parsePerson reads a name, or a name with an address behind it: "Jane Doe <jane@example.org>".
func parsePerson(s string, role Role) Person {
	if strings.HasSuffix(s, ">") {
		if address, err := mail.ParseAddress(s); err == nil && address.Name != "" {
			return Person{Name: address.Name, Email: address.Address, Role: role}
		}
	}
	return Person{Name: s, Role: role}
}
