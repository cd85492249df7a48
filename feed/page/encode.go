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

// Newest is how many items a page shows at most.
const Newest = 20

// Encoder gives the encoder of pages.
func Encoder() feed.Encoder {
	return feed.Encoder{Name: "html", Type: feed.TypeHTML, Item: encodeItem, Head: encodeHead, Tail: tail, Newest: Newest}
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
	w.add(`<p><a href="`, f.HomeURL, "\">", host(f.HomeURL), "</a></p>\n</header>\n<main>\n")
	w.raw("<section aria-labelledby=\"subscribe\">\n<h2 id=\"subscribe\">Subscribe</h2>\n<p>This is a feed: copy its address into a feed reader, and the reader will tell you of new articles.</p>\n<ul class=\"addresses\">\n")
	for _, a := range f.Alternates {
		w.add(`<li><a href="`, relative(f.SelfURL, a.URL), `">`, feed.FormatName(a.Type), `</a> <code class="address">`, a.URL, "</code></li>\n")
	}
	w.raw("</ul>\n</section>\n<h2 id=\"newest\">Newest</h2>\n")
	if f.Copyright != "" {
		w.add("<p class=\"rights\">", f.Copyright, "</p>\n")
	}
	w.raw("<ol class=\"items\" aria-labelledby=\"newest\">\n")
	return []byte(w.String()), nil
}

func encodeItem(it *feed.Item, language string) (feed.Fragment, error) {
	var w writer
	w.raw("<li")
	if it.Language != "" && it.Language != language {
		w.add(` lang="`, it.Language, `"`)
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
	if by := byline(it); by != "" {
		w.add("<span>", by, "</span> · ")
	}
	w.time(it.Published)
	if it.Updated.After(it.Published) {
		w.raw(" · updated ")
		w.time(it.Updated)
	}
	w.raw("</p>\n")
	if it.Summary != "" && it.Summary != title {
		w.add("<p class=\"summary\" dir=\"auto\">", it.Summary, "</p>\n")
	}
	w.rights(it)
	w.raw("</article></li>\n")
	return feed.Fragment{Bytes: []byte(w.String())}, nil
}

// byline names those who made an item, and after them the agency that it is of.
func byline(it *feed.Item) string {
	var list []string
	credited := false
	for _, p := range it.Authors {
		list = append(list, p.Name)
		credited = credited || p.Name == it.Credit
	}
	by := strings.Join(list, ", ")
	switch {
	case it.Credit == "" || credited:
		return by
	case by == "":
		return it.Credit
	}
	return by + " (" + it.Credit + ")"
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

// open writes what all pages begin with, up to the links in their head.
func (w *writer) open(title, language string) {
	w.raw("<!DOCTYPE html>\n<html")
	if language != "" {
		w.add(` lang="`, language, `"`)
	}
	w.raw(">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
	w.add(`<meta name="generator" content="`, feed.Generator+" "+feed.Version, "\">\n<title>", title, "</title>\n")
	w.raw("<style>" + Style + "</style>\n")
}

func (w *writer) rights(it *feed.Item) {
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
	case it.UsageTermsURL != "":
		add(`<a href="`, it.UsageTermsURL, `">`, firstOf(it.UsageTerms, "Terms of use"), "</a>")
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
