package html

import (
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// rules say which elements of a page speak of which field, in the order in which they are believed. A name is that of a
// meta element (name, property, itemprop or http-equiv), or one of the page's own elements in angle brackets.
var rules = []struct {
	key  string
	said []string
}{
	{"title", []string{"og:title", "twitter:title", "dc.title", "citation_title", "<h1>", "<title>"}},
	{"authors", []string{"author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "parsely-author",
		"sailthru.author", "byl", "<a rel=author>", "<itemprop=author>"}},
	{"date", []string{"article:published_time", "og:article:published_time", "og:published_time", "article:published",
		"datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date", "citation_publication_date",
		"citation_date", "pubdate", "publish-date", "publishdate", "publish_date", "publication_date", "parsely-pub-date",
		"sailthru.date", "cxenseparse:recs:publishtime", "<time pubdate>", "<time>", "datecreated"}},
	{"updated", []string{"article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "last-modified"}},
	{"summary", []string{"description", "og:description", "twitter:description", "dc.description"}},
	{"language", []string{"<html lang>", "content-language", "dc.language", "og:locale"}},
	{"url", []string{"<link rel=canonical>", "og:url"}},
	{"rights.notice", []string{"copyright", "dc.rights", "dcterms.rights", "rights"}},
	{"rights.holder", []string{"dcterms.rightsholder"}},
	{"rights.license", []string{"<link rel=license>", "<a rel=license>", "dcterms.license"}},
	{"section", []string{"article:section"}},
	{"tags", []string{"article:tag", "news_keywords", "keywords"}},
	{"image", []string{"og:image", "twitter:image"}},
}

// saidOf lists the names under which a page speaks of a field.
func saidOf(key string) []string {
	for _, r := range rules {
		if r.key == key {
			return r.said
		}
	}
	return nil
}

// plural are the fields of which a page may name several, one element each.
func plural(key string) bool { return key == "authors" || key == "tags" || key == "rights.license" }

// said is everything that a page states, by the name it gives it.
type said map[string][]meta.Value

// first gives the first thing that is said under a name, empty when nothing is.
func (s said) first(name string) string {
	if len(s[name]) == 0 {
		return ""
	}
	return s[name][0].Text
}

// state gives the article what the page says of it: of each field, what is believed first and can be read.
func (s said) state(f *source.File, a *source.Article) {
	for _, r := range rules {
		if r.key == "authors" && a.People.Known() {
			continue // else those of the page would be added to those of the front matter
		}
		for _, name := range r.said {
			values, faults := s[name], len(a.Problems)
			if len(values) == 0 {
				continue
			}
			value := values[0]
			if plural(r.key) && len(values) > 1 {
				value = meta.Value{Kind: meta.List, List: values, Line: value.Line, Column: value.Column}
			}
			a.State(f, "page", source.Statement{Key: r.key, Said: name, Value: value})
			if len(a.Problems) == faults {
				break
			}
		}
	}
}
