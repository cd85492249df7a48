package page

import (
	"net/url"
	"path"
	"strings"

	"github.com/masthead-feeds/masthead/feed"
)

// Index is the page that lists the feeds there are, and the newest of what is in them.
type Index struct {
	Title       string
	Description string
	Language    string
	HomeURL     string
	Copyright   string
	Feeds       []IndexFeed
	Items       []*feed.Item // newest first
}

// IndexFeed is one feed document on the page.
type IndexFeed struct {
	Name  string // of the feed that it is a document of
	Title string
	Type  string // media type
	Path  string // relative to the page
	URL   string // where readers find it
	Page  string // path of the page that shows the feed; empty for none
	// Family is what the feeds have in common that one entry of the configuration makes; empty for one by itself.
	Family    string
	IsArchive bool // it is a part of the past of a feed, which readers find through that
}

// Render writes the page.
func (p *Index) Render() ([]byte, error) {
	var w writer
	w.open(p.Title, p.Language)
	for _, f := range p.Feeds {
		if f.Family != "" || f.IsArchive {
			continue
		}
		w.add(`<link rel="alternate" type="`, f.Type, `" title="`, f.Title, ` (`, feed.FormatName(f.Type), `)" href="`, link(f.Path), "\">\n")
	}
	w.raw("</head>\n<body>\n<header>\n")
	w.add("<h1 dir=\"auto\">", p.Title, "</h1>\n")
	if p.Description != "" {
		w.add("<p dir=\"auto\">", p.Description, "</p>\n")
	}
	if p.HomeURL != "" {
		w.home(p.HomeURL)
	}
	ours := own(p.Language)
	w.raw("</header>\n<main>\n<section aria-labelledby=\"feeds\">\n<h2 id=\"feeds\"" + ours + ">Feeds</h2>\n<p" + ours + ">Copy an address into a feed reader, and the reader will tell you of new articles.</p>\n")
	p.writeFeeds(&w)
	w.raw("</section>\n")
	w.newest(p.Language, p.Copyright)
	for _, it := range p.Items {
		f, err := encodeItem(it, p.Language)
		if err != nil {
			return nil, err
		}
		w.raw(string(f.Bytes))
	}
	w.raw(tail)
	return []byte(w.String()), nil
}

// writeFeeds writes the documents, those of one feed together.
func (p *Index) writeFeeds(w *writer) {
	name := "" // no feed has it
	for _, f := range p.Feeds {
		if f.Family != "" || f.IsArchive {
			continue
		}
		if f.Name != name {
			if name != "" {
				w.raw("</ul>\n")
			}
			name = f.Name
			if f.Page != "" {
				w.add(`<h3 dir="auto"><a href="`, link(f.Page), `">`, f.Title, "</a></h3>\n<ul class=\"addresses\">\n")
			} else {
				w.add(`<h3 dir="auto">`, f.Title, "</h3>\n<ul class=\"addresses\">\n")
			}
		}
		w.address(link(f.Path), f.Type, f.URL, f.Title)
	}
	if name != "" {
		w.raw("</ul>\n")
	}
	p.writeFamilies(w)
}

// writeFamilies writes the feeds of families, of which there may be thousands, folded together.
func (p *Index) writeFamilies(w *writer) {
	family := "" // no family has it
	for _, f := range p.Feeds {
		if f.Family == "" || f.IsArchive {
			continue
		}
		if f.Family != family {
			if family != "" {
				w.raw("</ul>\n</details>\n")
			}
			family = f.Family
			w.add("<details>\n<summary dir=\"auto\">", family, "</summary>\n<ul>\n")
		}
		w.add(`<li><a dir="auto" href="`, link(f.Path), `">`, f.Title, "</a> (", feed.FormatName(f.Type), ")</li>\n")
	}
	if family != "" {
		w.raw("</ul>\n</details>\n")
	}
}

// link escapes a path relative to the page, so that it works wherever the page is shown.
func link(name string) string {
	parts := strings.Split(path.Clean(name), "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return "./" + strings.Join(parts, "/")
}
