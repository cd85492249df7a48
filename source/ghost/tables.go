package ghost

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/masthead-feeds/masthead/source/jsonfile"
	"github.com/masthead-feeds/masthead/source/meta"
)

// row is a row of a table: its columns by name.
type row map[string]meta.Value

func newRow(v meta.Value) row {
	r := make(row, len(v.Map))
	for _, p := range v.Map {
		r[p.Key] = p.Value
	}
	return r
}

// text gives the first of the columns in which anything stands.
func (r row) text(columns ...string) string {
	for _, c := range columns {
		if v := r[c]; v.Kind == meta.Text || v.Kind == meta.Number {
			if s := strings.TrimSpace(v.Text); s != "" {
				return s
			}
		}
	}
	return ""
}

// yes reads a column of yes and no, which old exports write as 1 and 0.
func (r row) yes(column string) bool { return r[column].Text == "true" || r[column].Text == "1" }

// link ties a post to a tag or an author, in an order.
type link struct {
	to    string
	order int
}

// site is what the tables say beside the posts, and where each post stands.
type site struct {
	posts      []jsonfile.Span
	tags       map[string]row
	users      map[string]row
	tagged     map[string][]link // by post
	written    map[string][]link // by post
	meta       map[string]row    // by post
	language   meta.Value
	permalinks string
}

// databases gives the tables of each database in an export: {"db": [{"meta": {}, "data": {}}]}, or the same without db.
func databases(t *jsonfile.Text) iter.Seq[jsonfile.Span] {
	return func(yield func(jsonfile.Span) bool) {
		for root := range t.Values() {
			for _, entry := range entries(t, root) {
				if data, ok := t.Get(entry, "data"); ok && t.IsMap(data) && !yield(data) {
					return
				}
			}
		}
	}
}

func entries(t *jsonfile.Text, root jsonfile.Span) []jsonfile.Span {
	db, ok := t.Get(root, "db")
	switch {
	case !ok:
		return []jsonfile.Span{root}
	case t.IsList(db):
		return slices.Collect(t.Elements(db))
	}
	return []jsonfile.Span{db}
}

// read reads the tables that are needed. The others, with members, sessions and keys in them, are not looked at.
func read(t *jsonfile.Text, data jsonfile.Span) (*site, *meta.Error) {
	s := &site{tags: map[string]row{}, users: map[string]row{}, tagged: map[string][]link{}, written: map[string][]link{}, meta: map[string]row{}}
	for name, table := range t.Pairs(data) {
		if !t.IsList(table) {
			continue
		}
		take := s.taker(name)
		for span := range t.Elements(table) {
			if name == "posts" {
				s.posts = append(s.posts, span)
			}
			if take == nil {
				continue
			}
			v, fault := t.Decode(span)
			if fault != nil {
				return nil, fault
			}
			take(newRow(v))
		}
	}
	for _, links := range []map[string][]link{s.tagged, s.written} {
		for _, list := range links {
			slices.SortStableFunc(list, func(a, b link) int { return cmp.Compare(a.order, b.order) })
		}
	}
	return s, nil
}

// taker gives what is done with a row of a table, nil where the table is not needed.
func (s *site) taker(table string) func(row) {
	switch table {
	case "tags":
		return func(r row) { s.tags[r.text("id")] = r.keep("name", "visibility") }
	case "users":
		return func(r row) { s.users[r.text("id")] = r.keep("name", "website", "profile_image", "image") }
	case "posts_tags":
		return func(r row) { tie(s.tagged, r, "tag_id") }
	case "posts_authors":
		return func(r row) { tie(s.written, r, "author_id") }
	case "posts_meta":
		return func(r row) {
			s.meta[r.text("post_id")] = r.keep("feature_image_alt", "feature_image_caption", "meta_description", "email_only")
		}
	case "settings":
		return s.setting
	}
	return nil
}

// keep drops the columns that are not needed: a site has many posts, and much stands in each row.
func (r row) keep(columns ...string) row {
	kept := make(row, len(columns))
	for _, c := range columns {
		if v, ok := r[c]; ok {
			kept[c] = v
		}
	}
	return kept
}

func tie(links map[string][]link, r row, to string) {
	post := r.text("post_id")
	order, err := strconv.Atoi(r.text("sort_order"))
	if err != nil {
		order = len(links[post])
	}
	links[post] = append(links[post], link{r.text(to), order})
}

// setting takes what the site says of all its posts. The language went by three names.
func (s *site) setting(r row) {
	switch r.text("key") {
	case "locale", "lang", "default_locale", "defaultLang":
		if s.language.Text == "" {
			s.language = r["value"]
		}
	case "permalinks":
		s.permalinks = r.text("value")
	}
}
