package wxr

import (
	"cmp"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// directory names the people behind logins, in lower case.
type directory map[string]string

// add names an account: as the site shows it, or else by first and last name.
func (d directory) add(login, shown, name string) {
	if isNobody(shown) {
		shown = name
	}
	if login = strings.ToLower(login); login != "" && d[login] == "" {
		d[login] = plain(shown)
	}
}

// guest takes somebody who has no account: Co-Authors Plus keeps them as members.
func (d directory) guest(m member) {
	name := cmp.Or(m.meta("cap-display_name").Text, m.text("title"))
	d.add(m.meta("cap-user_login").Text, name, "")
	d.add(strings.TrimPrefix(m.text("wp:post_name"), "cap-"), name, "")
}

// bylines are the taxonomies in which plugins keep the authors of a post, in the order of its byline: those of Co-Authors
// Plus, PublishPress Authors and Bylines.
var bylines = []string{"author", "ppma_author", "byline"}

// authors gives the names or logins of those who wrote a post, and what says so. The account that entered it is asked last.
func (m member) authors() (list []meta.Value, said string) {
	for _, e := range m.inTaxonomies(bylines...) {
		v := textOf(e)
		v.Text = cmp.Or(v.Text, strings.TrimPrefix(e.Attr("nicename"), "cap-"))
		list = append(list, v)
	}
	if len(list) > 0 {
		return list, "category"
	}
	if v := m.value("dc:creator"); v.Text != "" {
		return []meta.Value{v}, "dc:creator"
	}
	return nil, ""
}

// authors states who wrote an article, one that the file has a name for.
func (x *export) authors(w waiting) {
	var list []meta.Value
	for _, v := range w.authors {
		v.Text = cmp.Or(x.people[strings.ToLower(v.Text)], plain(v.Text))
		if !isNobody(v.Text) {
			list = append(list, v)
		}
	}
	switch len(list) {
	case 0:
		return
	case 1:
		w.a.State(x.f, rule, source.Statement{Key: "authors", Said: w.said, Value: list[0]})
	default:
		all := meta.Value{Kind: meta.List, List: list, Line: list[0].Line, Column: list[0].Column}
		w.a.State(x.f, rule, source.Statement{Key: "authors", Said: w.said, Value: all})
	}
}

// isNobody knows the accounts that are nobody's name. Neither is an address by which somebody signs in.
func isNobody(name string) bool {
	return strings.Contains(name, "@") ||
		slices.Contains([]string{"", "admin", "administrator", "root", "webmaster", "wordpress"}, strings.ToLower(name))
}
