package directory

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// What search engines take of a sitemap of news (Google Search Central, "Create a News sitemap"): articles that are younger
// than NewsAge, and no more than NewsMost of them.
const (
	NewsAge  = 48 * time.Hour
	NewsMost = 1000
)

// longest is how many bytes an address in a sitemap has at most (sitemaps.org, protocol 0.9).
const longest = 2048

// TypeSitemap is the media type of a sitemap.
const TypeSitemap = "application/xml"

// The beginning and the end of a sitemap of news, between which stand the entries. One without any is what engines expect of a
// site that has none.
const (
	NewsHead = xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">` + "\n"
	NewsTail = "</urlset>\n"
)

// IsNews reports that an item is news at an instant, and may be told of: it has a title and a page on the site's own host that
// search engines are not denied.
func IsNews(site *feed.Site, it *feed.Item, now time.Time) bool {
	if now.Sub(it.Published) >= NewsAge || it.Title == "" || it.Machines.Use.Search == source.Deny {
		return false
	}
	u, err := url.Parse(it.URL)
	return err == nil && u.Scheme == site.URL.Scheme && u.Host == site.URL.Host && len(it.URL) <= longest
}

// NewsEntry writes the entry of an item that is news. language is that of the item as NewsLanguage gives it.
func NewsEntry(site *feed.Site, it *feed.Item, language string) []byte {
	var b bytes.Buffer
	element := func(indent, name, text string) {
		fmt.Fprintf(&b, "%s<%s>", indent, name)
		_ = xml.EscapeText(&b, []byte(text)) // a buffer takes all
		fmt.Fprintf(&b, "</%s>\n", name)
	}
	b.WriteString("  <url>\n")
	element("    ", "loc", it.URL)
	if it.Updated.After(it.Published) {
		element("    ", "lastmod", w3cDate(it.Updated))
	}
	b.WriteString("    <news:news>\n      <news:publication>\n")
	element("        ", "news:name", publicationName(site.Title))
	element("        ", "news:language", language)
	b.WriteString("      </news:publication>\n")
	element("      ", "news:publication_date", w3cDate(it.Published))
	element("      ", "news:title", it.Title)
	b.WriteString("    </news:news>\n  </url>\n")
	return b.Bytes()
}

// w3cDate writes a date as sitemaps have it (W3C NOTE-datetime), which is the same in every zone.
func w3cDate(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// publicationName is the name of the publication without what stands in parentheses behind it, which engines add by themselves.
func publicationName(title string) string {
	if before, inside, found := strings.Cut(title, "("); found && strings.HasSuffix(inside, ")") && strings.TrimSpace(before) != "" {
		return strings.TrimSpace(before)
	}
	return title
}

// NewsLanguage gives the language of a BCP 47 tag as sitemaps of news have it: an ISO 639 code of two or three letters, and for
// Chinese zh-cn or zh-tw by the script; empty when there is none.
func NewsLanguage(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, sure := t.Base()
	if sure != language.Exact { // it is guessed
		return ""
	}
	if base.String() != "zh" {
		return base.String()
	}
	if script, _ := t.Script(); script.String() == "Hant" {
		return "zh-tw"
	}
	return "zh-cn"
}
