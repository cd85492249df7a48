// Package jsonfeed writes JSON Feed 1.1, with what it has no words for (rights, roles, credit) in the object _masthead,
// whose members are described in docs/json-feed.md.
//
// It decides nothing: an item is written as the feed package made it.
package jsonfeed

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// Encoder gives the encoder of JSON Feed 1.1.
func Encoder() feed.Encoder {
	return feed.Encoder{Name: "json", Type: feed.TypeJSON, Item: encodeItem, Head: encodeHead, Between: ",", Tail: tail}
}

const (
	indent = "  "
	tail   = "\n" + indent + "]\n}\n"
)

func encodeHead(f *feed.Feed, _ feed.Namespaces) ([]byte, error) {
	doc := document{
		JSONFeed: feeds.JSONFeed{
			Version:     "https://jsonfeed.org/version/1.1",
			Title:       f.Title,
			Language:    f.Language,
			HomePageUrl: f.HomeURL,
			FeedUrl:     f.SelfURL,
			Description: f.Description,
			Icon:        f.Icon,
			NextUrl:     f.History.Earlier,
		},
		Extension: &extension{About: feed.ExtensionURL, CopyrightNotice: f.Copyright},
	}
	if f.Author != nil && f.EntriesHaveAuthors { // else it would be read as the author of the items without
		doc.Authors = authors([]feed.Person{*f.Author})
	}
	for _, hub := range f.Hubs {
		doc.Hubs = append(doc.Hubs, &feeds.JSONHub{Type: "WebSub", Url: hub})
	}
	out, err := marshal(doc, "\n")
	if err != nil {
		return nil, fmt.Errorf("encoding the JSON feed: %w", err)
	}
	out = bytes.TrimSuffix(bytes.TrimPrefix(out, []byte("\n")), []byte("\n}"))
	return append(out, ",\n"+indent+`"items": [`...), nil
}

func encodeItem(it *feed.Item, language string) (feed.Fragment, error) {
	out, err := marshal(newItem(it, language), "\n"+indent+indent)
	if err != nil {
		return feed.Fragment{}, fmt.Errorf("encoding JSON item %s: %w", it.ID, err)
	}
	return feed.Fragment{Bytes: out}, nil
}

func newItem(it *feed.Item, language string) *item {
	x := &item{
		JSONItem: feeds.JSONItem{
			Id:      it.ID,
			Url:     it.URL,
			Title:   it.Title,
			Summary: it.Summary,
			Authors: authors(it.Authors),
		},
		Extension: newExtension(it),
	}
	if it.SourceURL != it.URL {
		x.ExternalUrl = it.SourceURL
	}
	switch {
	case it.Text != "":
		x.ContentText = it.Text
	case it.HTML != "":
		x.ContentHTML = it.HTML
	default:
		x.ContentText = cmp.Or(it.Summary, it.Title, it.URL, it.ID) // one of the two contents is required
	}
	if !it.Published.IsZero() {
		x.PublishedDate = &it.Published
	}
	if !it.Updated.Equal(it.Published) {
		x.ModifiedDate = &it.Updated
	}
	if it.Image != nil {
		x.Image = it.Image.URL
	}
	if it.Language != language {
		x.Language = it.Language
	}
	x.Tags = tags(it)
	x.Attachments = attachments(it)
	return x
}

// tags gives each word once: a tag that is also the section is the same word where there are no schemes.
func tags(it *feed.Item) (list []string) {
	seen := map[string]bool{}
	for _, c := range it.Categories {
		if key := strings.ToLower(c.Term); !seen[key] {
			seen[key] = true
			list = append(list, c.Term)
		}
	}
	return list
}

// authors has no place for an e-mail address but the author's own page, where the author has none.
func authors(people []feed.Person) (list []*feeds.JSONAuthor) {
	for _, p := range people {
		a := &feeds.JSONAuthor{Name: p.Name, Url: p.URL, Avatar: p.Avatar}
		if a.Url == "" && p.Email != "" {
			a.Url = "mailto:" + p.Email
		}
		list = append(list, a)
	}
	return list
}

// attachments lists the media whose type is known: the format requires it. The lead image is among them where it has rights of
// its own, for which an item has no other place.
func attachments(it *feed.Item) (list []attachment) {
	if m := it.Image; m != nil && hasRights(*m) && !slices.ContainsFunc(it.Media, func(other feed.Media) bool { return other.URL == m.URL }) {
		list = appendAttachment(list, *m)
	}
	for _, m := range it.Media {
		list = appendAttachment(list, m)
	}
	return list
}

func hasRights(m feed.Media) bool {
	return m.Credit != "" || m.Notice != "" || m.License != (source.License{})
}

func appendAttachment(list []attachment, m feed.Media) []attachment {
	if m.Type == "" {
		return list
	}
	a := attachment{URL: m.URL, Type: m.Type, Title: m.Title, Size: m.Size, Duration: m.Duration.Seconds()}
	if hasRights(m) {
		a.Extension = &extension{About: feed.ExtensionURL, CreditLine: m.Credit, CopyrightNotice: m.Notice}
		if m.License != (source.License{}) {
			a.Extension.Licenses = []jsonLicense{license(m.License)}
		}
	}
	return append(list, a)
}

func newExtension(it *feed.Item) *extension {
	x := &extension{
		About:           feed.ExtensionURL,
		CreditLine:      it.Credit,
		CopyrightNotice: it.Notice,
		CopyrightHolder: it.Holder,
		CopyrightYear:   it.Year,
		UsageTerms:      it.UsageTerms,
		UsageTermsURL:   it.UsageTermsURL,
		Related:         it.Related,
	}
	for _, t := range []struct {
		to   **time.Time
		from *time.Time
	}{{&x.EmbargoedUntil, &it.Embargo}, {&x.Expires, &it.Expires}, {&x.Withdrawn, &it.Withdrawn}} {
		if !t.from.IsZero() {
			*t.to = t.from
		}
	}
	if !it.Territory.IsZero() {
		x.Territory = &territory{it.Territory.Only, it.Territory.Not}
	}
	for _, t := range it.Translations {
		x.Translations = append(x.Translations, translation(t))
	}
	x.AI = newMachines(it.Machines)
	for _, p := range it.Contributors {
		x.Contributors = append(x.Contributors, contributor{p.Name, p.URL, string(p.Role), roleURI(p.Role)})
	}
	for _, l := range it.Licenses {
		x.Licenses = append(x.Licenses, license(l))
	}
	if it.SourceTitle != "" || it.SourceURL != "" {
		x.Source = &origin{it.SourceTitle, it.SourceURL}
	}
	if reflect.DeepEqual(x, &extension{About: feed.ExtensionURL}) {
		return nil
	}
	return x
}

// roleURI gives the role in the list of the Library of Congress, which libraries and archives go by.
func roleURI(r source.Role) string {
	code := ""
	switch r {
	case source.Editor:
		code = "edt"
	case source.Translator:
		code = "trl"
	case source.Photographer:
		code = "pht"
	case source.Illustrator:
		code = "ill"
	case source.Contributor:
		code = "ctb"
	default:
		return ""
	}
	return "http://id.loc.gov/vocabulary/relators/" + code
}
