package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/mail"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/masthead-feeds/masthead/feed/markup"
	"github.com/masthead-feeds/masthead/source"
)

// Mapper makes items of the articles of one source. It is safe for concurrent use, on different articles.
type Mapper struct {
	Site *Site
	// Permalink is the pattern of an article's address, such as /{section}/{year}/{slug}/.
	Permalink string
}

// summaryLength is how many characters of a text stand for it where the article states no summary: about what readers
// show beside a title.
const summaryLength = 300

// Item makes the item of an article whose body has been read. What had to be changed to make it fit for a feed is noted
// as a Problem of the article.
func (m *Mapper) Item(a *source.Article) *Item {
	it := &Item{
		ID:        m.ID(a),
		URL:       m.Link(a),
		Published: a.Published.Value,
		Updated:   a.Published.Value,
		Language:  a.Language.Value,
	}
	if it.Language == "" {
		it.Language = m.Site.Language
	}
	if a.Updated.Value.After(it.Published) {
		it.Updated = a.Updated.Value
	}
	it.Title = clean(a, "title", a.Title.Value)
	m.body(it, a)
	m.people(it, a)
	m.rights(it, a)
	m.categories(it, a)
	m.media(it, a)
	it.SourceTitle = clean(a, "source", a.SourceTitle.Value)
	it.SourceURL = m.web(it, a.SourceURL.Value)
	return it
}

// clean makes one line of plain text of a field, and says so when characters had to go.
func clean(a *source.Article, field, s string) string {
	if _, dropped := markup.CleanText(s); dropped > 0 {
		a.Problem(source.Problem{Field: field, Message: fmt.Sprintf("characters that XML forbids: %d", dropped), Fix: "they were left out or replaced; remove them from the file"})
	}
	return markup.Line(s)
}

func (m *Mapper) body(it *Item, a *source.Article) {
	result := markup.Clean(a.HTML, markup.Options{Base: m.base(it), IDPrefix: prefix(it.ID), Title: it.Title})
	for _, p := range result.Problems {
		a.Problem(source.Problem{Field: "body", Message: p})
	}
	it.HTML = result.HTML
	it.Text, _ = markup.CleanText(a.Text)
	switch stated := a.Summary.Value; {
	case strings.ContainsAny(stated, "<&"):
		it.Summary = markup.Line(markup.Text(stated))
	case stated != "":
		it.Summary = clean(a, "summary", stated)
	default:
		it.Summary = markup.Summary(it.HTML, summaryLength)
	}
}

// base is what relative addresses of the article are relative to.
func (m *Mapper) base(it *Item) *url.URL {
	if u, err := url.Parse(it.URL); err == nil && it.URL != "" {
		return u
	}
	return m.Site.URL
}

// prefix makes an item's anchors its own, so that the footnotes of two items on one page do not meet. It begins with a
// letter, as an id should.
func prefix(id string) string {
	sum := sha256.Sum256([]byte(id))
	return "i" + hex.EncodeToString(sum[:4]) + "-"
}

// people sorts the byline: those who wrote it, and everybody else with what they did. An agency stands as the author
// where no person is named, and beside the person otherwise. An article that names nobody is the publisher's.
func (m *Mapper) people(it *Item, a *source.Article) {
	it.Credit = clean(a, "credit", a.Credit.Value)
	for _, p := range a.People.Value {
		person := m.person(it, p)
		switch {
		case person.Name == "":
		case p.IsAuthor():
			it.Authors = append(it.Authors, person)
		default:
			it.Contributors = append(it.Contributors, person)
		}
	}
	if it.Credit != "" && !named(it.Authors, it.Credit) {
		agency := Person{Name: it.Credit, Role: Agency}
		if len(it.Authors) == 0 {
			agency.Role = source.Organisation
			it.Authors = append(it.Authors, agency)
		} else {
			it.Contributors = append(it.Contributors, agency)
		}
	}
	if len(it.Authors) == 0 && m.Site.Author != nil && !a.SourceURL.Known() && !a.SourceTitle.Known() {
		it.Authors = append(it.Authors, *m.Site.Author)
	}
}

func named(people []Person, name string) bool {
	return slices.ContainsFunc(people, func(p Person) bool { return strings.EqualFold(p.Name, name) })
}

func (m *Mapper) person(it *Item, p source.Person) Person {
	person := Person{Name: markup.Line(p.Name), URL: m.web(it, p.URL), Avatar: m.web(it, p.Avatar), Role: p.Role}
	if address, err := mail.ParseAddress(p.Email); err == nil {
		person.Email = address.Address
	}
	return person
}

// web makes an address absolute that an article states about itself, and drops what is no address of the web. It is
// relative to the article's page, as in the body.
func (m *Mapper) web(it *Item, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	u, err := m.base(it).Parse(strings.ReplaceAll(ref, " ", "%20"))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// rights states what the article states. One that says nothing of rights and comes from nobody else carries the
// publication's own notice, written out with the article's year; the publication's notice never stands on the story of
// another.
func (m *Mapper) rights(it *Item, a *source.Article) {
	r := &a.Rights
	it.Notice = clean(a, "rights", r.Notice.Value)
	it.Holder = markup.Line(r.Holder.Value)
	it.Year = r.Year.Value
	for _, l := range r.Licenses.Value {
		it.Licenses = append(it.Licenses, source.License{URL: m.web(it, l.URL), Title: markup.Line(l.Title), SPDX: l.SPDX})
	}
	if terms := clean(a, "usage terms", r.UsageTerms.Value); strings.HasPrefix(terms, "http://") || strings.HasPrefix(terms, "https://") {
		it.UsageTermsURL = terms
	} else {
		it.UsageTerms = terms
	}
	if m.isOwn(it, a) {
		m.siteNotice(it)
	}
}

func (m *Mapper) isOwn(it *Item, a *source.Article) bool {
	silent := it.Notice == "" && it.Holder == "" && len(it.Licenses) == 0 && it.UsageTerms == "" && it.UsageTermsURL == ""
	return silent && it.Credit == "" && !a.SourceURL.Known() && !a.SourceTitle.Known()
}

func (m *Mapper) siteNotice(it *Item) {
	if m.Site.Rights == "" {
		return
	}
	if it.Year == 0 {
		it.Year = it.Published.Year()
	}
	it.Notice = Notice(m.Site.Rights, it.Year)
	if n, ok := source.ParseNotice(it.Notice); ok {
		it.Holder = n.Holder
	}
}

// Notice fills the year of a notice such as "© {year} Example Press Ltd." It is one line of plain text.
func Notice(pattern string, year int) string {
	return markup.Line(strings.ReplaceAll(pattern, "{year}", strconv.Itoa(year)))
}

// categories files the item under its section and its tags. The schemes are addresses of the site, so that the same word
// of two sites is not taken for one.
func (m *Mapper) categories(it *Item, a *source.Article) {
	if section := markup.Line(a.Section.Value); section != "" {
		it.Categories = append(it.Categories, Category{section, m.Site.Resolve("sections")})
	}
	for _, tag := range a.Tags.Value {
		if tag = markup.Line(tag); tag != "" {
			it.Categories = append(it.Categories, Category{tag, m.Site.Resolve("tags")})
		}
	}
}

func (m *Mapper) media(it *Item, a *source.Article) {
	if a.Image.Known() {
		if image := m.medium(it, a.Image.Value); image.URL != "" {
			it.Image = &image
		}
	}
	for _, v := range a.Media.Value {
		if medium := m.medium(it, v); medium.URL != "" {
			it.Media = append(it.Media, medium)
		}
	}
}

func (m *Mapper) medium(it *Item, v source.Media) Media {
	medium := Media{
		URL: m.web(it, v.URL), Type: markup.Line(v.Type), Size: v.Length, Duration: v.Duration,
		Title: markup.Line(v.Title), Alt: markup.Line(v.Alt), Credit: markup.Line(v.Credit), Notice: markup.Line(v.Rights),
	}
	if medium.Type == "" {
		medium.Type = typeByEnding(medium.URL)
	}
	return medium
}

// typeByEnding gives the media type that a file name's ending stands for; only endings that stand for one are here, the
// same on every machine.
func typeByEnding(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	switch strings.ToLower(path.Ext(u.Path)) {
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".png":
		return "image/png"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	case ".svg":
		return "image/svg+xml"
	case ".mp3":
		return "audio/mpeg"
	case ".m4a":
		return "audio/mp4"
	case ".ogg", ".oga":
		return "audio/ogg"
	case ".mp4":
		return "video/mp4"
	case ".webm":
		return "video/webm"
	case ".pdf":
		return "application/pdf"
	}
	return ""
}
