package html

import (
	"cmp"
	"net/mail"
	"strings"

	"golang.org/x/net/html"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// beforeName are the words that pages write before a name, and that are no part of it.
var beforeName = []string{"by ", "view all posts by ", "more by ", "show all articles of ", "zeige alle beiträge von "}

// nobody are the words that stand where a name should: what programs put in, and what links say.
var nobody = []string{
	"null", "undefined", "no author", "unknown", "admin", "administrator", "editor", "staff", "webmaster",
	"view my complete profile", "afficher mon profil complet", "posts", "bio", "more", "weiter", "weitere artikel",
}

// chooseAuthors leaves only names among the authors. Pages name the site where others name the author, so the sources
// before the first that names a person are dropped.
func (s *speaker) chooseAuthors() {
	site, sources := s.first("og:site_name"), saidOf("authors")
	named := false
	for i, name := range sources {
		var person bool
		if s.said[name], person = authors(s.said[name], site); person && !named {
			named = true
			for _, before := range sources[:i] {
				delete(s.said, before)
			}
		}
	}
}

// authors gives those of the values that name somebody, and whether one of them is a person.
func authors(values []meta.Value, site string) (list []meta.Value, person bool) {
	for _, v := range values {
		v.Text = personName(v.Text)
		switch {
		case v.Text == "":
			continue
		case strings.EqualFold(v.Text, site):
			v = organisation(v)
		default:
			person = true
		}
		list = append(list, v)
	}
	return list, person
}

func organisation(name meta.Value) meta.Value {
	role := name
	role.Text = string(source.Organisation)
	return meta.Value{Kind: meta.Map, Line: name.Line, Column: name.Column,
		Map: []meta.Pair{{Key: "name", Value: name}, {Key: "role", Value: role}}}
}

// personName gives the name of somebody as written, or nothing when it is none.
func personName(s string) string {
	for _, words := range beforeName {
		if len(s) > len(words) && strings.EqualFold(s[:len(words)], words) {
			s = s[len(words):]
		}
	}
	s = strings.Trim(s, "→, ")
	_, isNotice := source.ParseNotice(s)
	if isNotice || containsFold(nobody, s) || isAddress(s) || strings.Contains(s, "</") {
		return ""
	}
	return s
}

func isAddress(s string) bool {
	lower := strings.ToLower(s)
	for _, start := range []string{"http://", "https://", "www.", "@", "/"} {
		if strings.HasPrefix(lower, start) {
			return true
		}
	}
	address, err := mail.ParseAddress(s)
	return err == nil && address.Name == ""
}

// nameIn gives the name in an element that stands for a person: that of the property name, else its text unless that is
// long enough to tell a life.
func nameIn(n *html.Node) string {
	for d := range n.Descendants() {
		if hasWord(d, "itemprop", "name") {
			return cmp.Or(attr(d, "content"), textOf(d))
		}
	}
	name := cmp.Or(attr(n, "content"), textOf(n))
	if len(name) > 100 {
		return ""
	}
	return name
}
