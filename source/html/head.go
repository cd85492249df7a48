package html

import (
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// rules say which elements of a page speak of which field, in the order in which they are believed. A name is that of a
// meta element (name, property, itemprop or http-equiv), a property of the page's JSON-LD, or in angle brackets what the
// page itself shows. To teach the reader another name, add it to its row.
var rules = []struct {
	key  string
	said []string
}{
	{"title", []string{"og:title", "twitter:title", "JSON-LD headline", "dc.title", "citation_title", "parsely-title", "<p-name>",
		"<itemprop=headline>", "<h1>", "<title>"}},
	{"authors", []string{"JSON-LD author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
		"author", "authors", "article:author", "og:article:author", "og:author", "article:byline", "cxenseparse:author", "byl", "twitter:data",
		"<p-author>", "<itemprop=author>", "<a rel=author>", "<byline>", "<by>"}},
	{"editor", []string{"JSON-LD editor"}},
	{"translator", []string{"JSON-LD translator"}},
	{"date", []string{"JSON-LD datePublished", "article:published_time", "article:published:time", "og:article:published_time", "og:published_time", "article:published",
		"datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.date", "citation_publication_date",
		"citation_date", "citation_online_date", "pubdate", "publish-date", "publishdate", "publish_date", "publication_date", "parsely-pub-date",
		"sailthru.date", "cxenseparse:recs:publishtime", "dcterms.created", "dc.date.created", "<dt-published>", "<time pubdate>", "<time>",
		"JSON-LD dateCreated", "datecreated", "<date>", "<date in address>", "<dateline>", "<time below>"}},
	{"updated", []string{"JSON-LD dateModified", "article:modified_time", "article:modified:time", "datemodified", "og:updated_time", "dcterms.modified", "dc.date.modified", "modified",
		"<dt-updated>", "last-modified"}},
	{"expires", []string{"JSON-LD expires", "article:expiration_time", "unavailable_after"}},
	{"status", []string{"JSON-LD creativeWorkStatus", "<footer>"}},
	{"embargo", []string{"embargo", "embargo_until", "embargo-until", "embargo_date", "embargo-date", "embargodate", "article:embargo", "article:embargo_time", "not_before", "hold_until",
		"JSON-LD embargo", "JSON-LD embargoDate", "<embargo>", "dcterms.available", "dc.date.available"}},
	{"summary", []string{"description", "og:description", "twitter:description", "dc.description", "summary", "JSON-LD description", "<p-summary>"}},
	{"language", []string{"<html lang>", "content-language", "dc.language", "JSON-LD inLanguage", "og:locale"}},
	{"url", []string{"<link rel=canonical>", "og:url", "JSON-LD url", "<u-url>"}},
	{"rights.notice", []string{"<notice>", "JSON-LD copyrightNotice", "copyright", "dc.rights", "dcterms.rights", "rights"}},
	{"rights.holder", []string{"JSON-LD copyrightHolder", "dcterms.rightsholder", "<itemprop=copyrightholder>", "copyrightholder"}},
	{"rights.year", []string{"JSON-LD copyrightYear", "<itemprop=copyrightyear>", "copyrightyear"}},
	{"rights.license", []string{"JSON-LD license", "<link rel=license>", "<a rel=license>", "dcterms.license", "license"}},
	{"rights.usage_terms", []string{"JSON-LD usageInfo", "JSON-LD acquireLicensePage"}},
	{"site_notice", []string{"<footer notice>"}},
	{"credit", []string{"JSON-LD creditText", "JSON-LD sourceOrganization", "syndication-source-name", "<agency>"}},
	{"source.title", []string{"JSON-LD publisher"}},
	{"source.url", []string{"JSON-LD isBasedOn", "original-source", "syndication-source"}},
	{"redirect", []string{"http-equiv=refresh"}},
	{"free", []string{"JSON-LD isAccessibleForFree"}},
	{"section", []string{"article:section", "JSON-LD articleSection", "<itemprop=articlesection>", "articlesection", "parsely-section"}},
	{"tags", []string{"article:tag", "JSON-LD keywords", "news_keywords", "citation_keywords", "keywords", "tags", "category", "<p-category>", "<a rel=tag>"}},
	{"image", []string{"JSON-LD image", "og:image", "twitter:image"}},
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
func plural(key string) bool {
	switch key {
	case "authors", "editor", "translator", "tags", "rights.license":
		return true
	}
	return false
}

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
