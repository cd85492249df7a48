// Package page writes a feed as a page for people: whoever follows a link to a feed in a browser sees what it is, how to
// subscribe to it, and what is new in it.
//
// It is a format like the others, and decides nothing. A page loads nothing and runs nothing: it has no pictures and no
// scripts, and its style is in it.
package page

import (
	"html"
	"net/url"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/feed"
)

// newest is how many items a page shows at most.
const newest = 20

// Encoder gives the encoder of pages.
func Encoder() feed.Encoder {
	return feed.Encoder{Name: "html", Type: feed.TypeHTML, Item: encodeItem, Head: encodeHead, Tail: tail, Newest: newest}
}

const tail = "</ol>\n</main>\n</body>\n</html>\n"

func encodeHead(f *feed.Feed, _ feed.Namespaces) ([]byte, error) {
	var w writer
	w.open(f.Title, f.Language)
	for _, a := range f.Alternates {
		w.add(`<link rel="alternate" type="`, a.Type, `" title="`, f.Title, ` (`, feed.FormatName(a.Type), `)" href="`, relative(f.SelfURL, a.URL), "\">\n")
	}
	w.raw("</head>\n<body>\n<header>\n")
	w.add("<h1 dir=\"auto\">", f.Title, "</h1>\n")
	if f.Description != "" && f.Description != f.Title {
		w.add("<p dir=\"auto\">", f.Description, "</p>\n")
	}
	w.home(f.HomeURL)
	ours := own(f.Language)
	w.raw("</header>\n<main>\n<section aria-labelledby=\"subscribe\">\n<h2 id=\"subscribe\"" + ours + ">Subscribe</h2>\n")
	w.raw("<p" + ours + ">This is a feed: copy its address into a feed reader, and the reader will tell you of new articles.</p>\n<ul class=\"addresses\">\n")
	for _, a := range f.Alternates {
		w.address(relative(f.SelfURL, a.URL), a.Type, a.URL, f.Title)
	}
	w.raw("</ul>\n</section>\n")
	w.newest(f.Language, f.Copyright)
	return []byte(w.String()), nil
}

func encodeItem(it *feed.Item, language string) (feed.Fragment, error) {
	var w writer
	w.raw("<li")
	if it.Language != "" && it.Language != language {
		w.add(` lang="`, it.Language, `"`)
		if d := direction(it.Language); d != direction(language) {
			w.raw(` dir="` + d + `"`)
		}
		language = it.Language
	}
	w.raw("><article>\n")
	title := it.Title
	if title == "" {
		title = firstOf(it.Summary, it.URL, it.ID)
	}
	if it.URL != "" {
		w.add(`<h3 dir="auto"><a href="`, it.URL, `">`, title, "</a></h3>\n")
	} else {
		w.add(`<h3 dir="auto">`, title, "</h3>\n")
	}
	w.raw("<p class=\"byline\">")
	w.byline(it)
	w.time(it.Published)
	if it.Updated.After(it.Published) {
		w.raw(" · <span" + own(language) + ">updated</span> ")
		w.time(it.Updated)
	}
	w.raw("</p>\n")
	if it.Summary != "" && it.Summary != title {
		w.add("<p class=\"summary\" dir=\"auto\">", it.Summary, "</p>\n")
	}
	w.rights(it, language)
	w.raw("</article></li>\n")
	return feed.Fragment{Bytes: []byte(w.String())}, nil
}

// byline names those who made an item, and after them the agency that it is of. Each name runs in its own direction.
func (w *writer) byline(it *feed.Item) {
	credit := it.Credit
	for i, p := range it.Authors {
		if i > 0 {
			w.raw(", ")
		}
		w.add("<bdi>", p.Name, "</bdi>")
		if p.Name == credit {
			credit = ""
		}
	}
	switch {
	case credit != "" && len(it.Authors) > 0:
		w.add(" (<bdi>", credit, "</bdi>)")
	case credit != "":
		w.add("<bdi>", credit, "</bdi>")
	case len(it.Authors) == 0:
		return
	}
	w.raw(" · ")
}

// writer writes HTML: every second argument of add is text.
type writer struct{ strings.Builder }

func (w *writer) raw(markup string) { w.WriteString(markup) }

// add writes markup, text, markup, text, … in turns; the text is escaped, also for an attribute in quotes.
func (w *writer) add(parts ...string) {
	for i, part := range parts {
		if i%2 == 1 {
			part = html.EscapeString(part)
		}
		w.WriteString(part)
	}
}

func (w *writer) time(t time.Time) {
	w.add(`<time datetime="`, t.Format(time.RFC3339), `">`, t.Format(time.DateOnly), "</time>")
}

// open writes what all pages begin with, up to the links in their head. A page always says its language, by which it is
// read out: where nobody knows that of the site, the language of the page's own words.
func (w *writer) open(title, language string) {
	if language == "" {
		language = ownLanguage
	}
	w.add("<!DOCTYPE html>\n<html lang=\"", language, `"`)
	if d := direction(language); d != leftToRight {
		w.raw(` dir="` + d + `"`)
	}
	w.raw(">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	w.add(`<meta name="generator" content="`, feed.Generator+" "+feed.Version, "\">\n<title>", title, "</title>\n")
	w.raw("<style>" + Style + "</style>\n")
}

// home links to the site.
func (w *writer) home(address string) {
	w.add(`<p><a href="`, address, `"><bdi dir="ltr">`, host(address), "</bdi></a></p>\n")
}

// address shows where a document of a feed is found, in a field: it is wrapped, not cut, and whoever has no mouse comes to
// it by the tabulator key, to select and copy it.
func (w *writer) address(link, mediaType, address, title string) {
	format := feed.FormatName(mediaType)
	w.add(`<li><a href="`, link, `">`, format, `</a> <textarea class="address" rows="2" dir="ltr" readonly aria-label="`, title+" ("+format+")", `">`, address, "</textarea></li>\n")
}

// newest begins the list of items.
func (w *writer) newest(language, copyright string) {
	w.raw("<h2 id=\"newest\"" + own(language) + ">Newest</h2>\n")
	if copyright != "" {
		w.add("<p class=\"rights\" dir=\"auto\">", copyright, "</p>\n")
	}
	w.raw("<ol class=\"items\" aria-labelledby=\"newest\">\n")
}

func (w *writer) rights(it *feed.Item, language string) {
	var said []string
	add := func(parts ...string) {
		var part writer
		part.add(parts...)
		said = append(said, part.String())
	}
	if it.Notice != "" {
		add("", it.Notice)
	}
	for _, l := range it.Licenses {
		name := firstOf(l.Title, l.URL)
		switch {
		case l.URL != "":
			add(`<a rel="license" href="`, l.URL, `">`, name, "</a>")
		case name != "":
			add("", name)
		}
	}
	switch {
	case it.UsageTermsURL != "" && it.UsageTerms == "":
		add("<a"+own(language)+` href="`, it.UsageTermsURL, `">Terms of use</a>`)
	case it.UsageTermsURL != "":
		add(`<a href="`, it.UsageTermsURL, `">`, it.UsageTerms, "</a>")
	case it.UsageTerms != "":
		add("", it.UsageTerms)
	}
	if len(said) > 0 {
		w.raw("<p class=\"rights\" dir=\"auto\">" + strings.Join(said, " · ") + "</p>\n")
	}
}

func firstOf(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// host gives the part of a site's address that people know it by.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return u.Host + strings.TrimSuffix(u.Path, "/")
}

// relative gives an address as a link from another below the same folder, so that it leads there wherever the two are put.
func relative(from, to string) string {
	folder := 0
	for i := 0; i < len(from) && i < len(to) && from[i] == to[i]; i++ {
		if from[i] == '/' {
			folder = i + 1
		}
	}
	link := strings.Repeat("../", strings.Count(from[folder:], "/")) + to[folder:]
	if first, _, _ := strings.Cut(link, "/"); strings.Contains(first, ":") { // it would be taken for a scheme
		return "./" + link
	}
	return link
}
