package feed

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"mime"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/masthead-feeds/masthead/feed/markup"
	"github.com/masthead-feeds/masthead/source"
)

// Mapper makes items of the articles of one source. It is safe for concurrent use, on different articles.
type Mapper struct {
	Site *Site
	// Permalink is the pattern of an article's address, such as /{section}/{year}/{slug}/.
	Permalink string
	// Root is put before the paths that ids are minted of, so that two sources with a file of one name do not mint one
	// id. It is empty for a site's first source.
	Root string

	once      sync.Once
	permalink permalink // Permalink, taken apart
	home      string    // what the addresses of all pages begin with
	pageRule  string    // the rule of those that the pattern gives
}

// summaryLength is how many characters of a text stand for it where the article states no summary: about what readers
// show beside a title.
const summaryLength = 300

// Item makes the item of an article whose body has been read. What had to be changed to make it fit for a feed is noted
// as a Problem of the article. What it says of changes after the instant now is left out; of a zero now nothing is.
func (c Candidate) Item(now time.Time) *Item {
	a := c.Article
	m := maker{Mapper: c.from.Mapper, folder: c.from.Folder, a: a, now: now, it: &Item{
		ID:        c.ID,
		URL:       c.Link,
		Published: a.Published.Value.Truncate(time.Second),
		Language:  cmp.Or(a.Language.Value, c.from.Mapper.Site.Language),
	}}
	m.it.Updated = c.changed(now)
	if from := a.Updated.From; !now.IsZero() && a.Updated.Value.After(now) {
		a.Problem(problemAt(from, "updated", "lies in the future", "it was left out; write when the article was last changed"))
	}
	m.it.Title = m.line("title", a.Title)
	if m.Site.Corrected != "" && isCorrected(a, now) {
		m.it.Title = strings.TrimSpace(m.Site.Corrected + " " + m.it.Title)
	}
	m.body()
	m.people()
	m.rights()
	m.categories()
	m.media()
	m.episode()
	m.window()
	m.machines()
	if !m.isOwnPage() {
		m.it.SourceTitle = m.line("source", a.SourceTitle)
		m.it.SourceURL = m.address("source", a.SourceURL.Value, a.SourceURL.From)
		m.it.SourceFeed = m.sourceFeed()
	}
	m.related()
	m.creditLines()
	return m.it
}

// window states from when to when, and where, the story may be out.
func (m *maker) window() {
	m.it.Territory = m.a.Rights.Territory.Value
	if e := m.a.Embargo; e.Known() {
		m.it.Embargo = e.Value.Truncate(time.Second)
	}
	if e := m.a.Expires; e.Known() {
		m.it.Expires = e.Value.Truncate(time.Second)
	}
	if terms := m.it.Territory.String(); terms != "" {
		m.it.UsageTerms = sentences(m.it.UsageTerms, "For publication "+terms+".")
	}
}

// sentences puts one behind the other.
func sentences(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return strings.TrimRight(a, ". ") + ". " + b
}

// machines states what programs may do with the item. What the site allows it allows of its own; what it denies holds for all of
// its pages.
func (m *maker) machines() {
	m.a.LimitMachines(source.MachineUse{}, source.Origin{})
	use, site := m.a.Rights.Machines.Value, m.Site.Machines.Use
	own := use != (source.MachineUse{})
	if m.origin() == "" {
		use = use.And(site)
	} else {
		use = use.And(site.Denials())
	}
	if from, ok := m.a.Rights.OwnMachineUse(); ok && use.Contradicts() { // the story's own words are nobody's mistake here
		m.a.Problem(problemAt(from, cmp.Or(from.Key, "machine_use"), "denies a part of what it or a rule allows", "what the rule allows is left out; write the same for train and ai_input"))
		use.Train, use.Input = denied(use.Train), denied(use.Input)
	}
	page := source.MachineUse{}
	if own {
		page = use
	}
	if m.origin() != "" {
		page = use.Withhold(site)
	}
	if use == (source.MachineUse{}) {
		m.it.Machines.Page = page
		return
	}
	r := &m.Site.Machines
	m.it.Machines = ItemMachines{Use: use, Page: page, License: m.Site.File("license.xml"), InRSS: r.InRSS && m.isOwnAddress(), Contact: r.Contact, Terms: r.Terms}
	if reserved, _ := use.Reserves(); reserved {
		m.it.Machines.Policy = r.Policy
	}
}

func denied(p source.Permission) source.Permission {
	if p == source.Deny {
		return p
	}
	return ""
}

// isOwnAddress reports that the item's page is on the site's own host, for whose pages alone it can speak (RSL 1.0).
func (m *maker) isOwnAddress() bool {
	u, err := url.Parse(m.it.URL)
	return err == nil && u.Host == m.Site.URL.Host && u.Scheme == m.Site.URL.Scheme
}

// creditLines says whether the text says who made it and whose it is: that of others does, unless the site has it otherwise.
func (m *maker) creditLines() {
	foreign := m.origin() != "" && !strings.EqualFold(m.origin(), m.Site.Title) // where it was first published may be this site
	m.it.CreditLines = m.Site.CreditLines == AllLines || m.Site.CreditLines != NoLines && foreign
	m.it.SourceLink = m.a.SourceLink.Value && m.it.SourceURL != ""
}

// maker makes one item of one article.
type maker struct {
	*Mapper
	folder *source.Folder
	a      *source.Article
	now    time.Time
	it     *Item
}

// problemAt makes a Problem of a statement that stands somewhere.
func problemAt(from source.Origin, field, message, fix string) source.Problem {
	return source.Problem{File: from.File, Line: from.Line, Column: from.Column, Field: field, Message: message, Fix: fix}
}

// quote writes down what somebody else wrote, as much of it as a message can hold.
func quote(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return strconv.Quote(s)
}

// line makes one line of plain text of a field.
func (m *maker) line(field string, f source.Field[string]) string {
	return m.clean(field, f.Value, f.From)
}

// clean makes one line of plain text, and says so when characters had to go.
func (m *maker) clean(field, s string, from source.Origin) string {
	if _, lost := markup.CleanText(s); lost > 0 {
		m.a.Problem(problemAt(from, field, fmt.Sprintf("characters that XML forbids: %d", lost), "they were left out or replaced; remove them from the file"))
	}
	return markup.Line(s)
}

// address makes an address absolute that an article states about itself: a path of the site, or relative to the article's
// page. What is no address of the web is left out, and said to be.
func (m *maker) address(field, ref string, from source.Origin) string {
	if strings.TrimSpace(ref) == "" {
		return ""
	}
	address, err := m.resolve(ref)
	if err != nil {
		m.a.Problem(problemAt(from, field, quote(ref)+" "+err.Error(), "it was left out; write an address such as https://example.org/page"))
	}
	return address
}

func (m *maker) resolve(ref string) (string, error) {
	if strings.HasPrefix(ref, "/") {
		return m.Site.Resolve(ref)
	}
	return markup.Address(m.base(), ref)
}

// base is what relative addresses of the article are relative to.
func (m *maker) base() *url.URL {
	if u, err := url.Parse(m.it.URL); err == nil && m.it.URL != "" {
		return u
	}
	return m.Site.root()
}

func (m *maker) body() {
	it, a := m.it, m.a
	var result markup.Result
	if a.HTML != "" {
		result = markup.Clean(a.HTML, markup.Options{Base: m.base(), IDPrefix: prefix(it.ID), Title: it.Title})
	}
	for _, p := range result.Problems {
		a.Problem(source.Problem{Field: "body", Message: p})
	}
	it.HTML = result.HTML
	it.Text, _ = markup.CleanText(a.Text)
	if it.Summary = markup.Plain(m.line("summary", a.Summary)); it.Summary == "" {
		it.Summary = markup.Summary(it.HTML, summaryLength)
		if it.Excerpt = markup.Excerpt(it.HTML, summaryLength); it.Excerpt == it.Summary {
			it.Excerpt = ""
		}
	}
	m.corrections()
	m.attribute()
}

// attribute puts the line that the policy asks for below the text.
func (m *maker) attribute() {
	line := m.line("attribution", m.a.Attribution)
	if line == "" {
		return
	}
	line = strings.NewReplacer("{url}", m.it.URL, "{title}", m.it.Title, "{year}", strconv.Itoa(cmp.Or(m.a.Rights.Year.Value, m.it.Published.Year()))).Replace(line)
	m.it.Attribution = line
	if m.it.Text != "" {
		m.it.Text += "\n\n" + line
	}
	m.it.HTML += `<p class="attribution">` + html.EscapeString(line) + "</p>"
}

// prefix makes an item's anchors its own, so that the footnotes of two items on one page do not meet. It begins with a
// letter, as an id should.
func prefix(id string) string {
	sum := sha256.Sum256([]byte(id))
	return "i" + hex.EncodeToString(sum[:4]) + "-"
}

// people sorts the byline: those who wrote it, and everybody else with what they did. Where no author is named, the agency
// or whoever published the story first stands for one, else the publisher. The agency stands beside a person otherwise.
func (m *maker) people() {
	it, a := m.it, m.a
	it.Credit = source.WithoutAddresses(m.line("credit", a.Credit))
	for _, p := range a.People.Value {
		person := m.person(p)
		switch {
		case person.Name == "":
		case p.IsAuthor():
			it.Authors = append(it.Authors, person)
		default:
			it.Contributors = append(it.Contributors, person)
		}
	}
	switch origin := m.origin(); {
	case len(it.Authors) > 0:
		if it.Credit != "" && !named(it.Authors, it.Credit) {
			it.Contributors = append(it.Contributors, Person{Name: it.Credit, Role: Agency})
		}
	case origin != "":
		it.Authors = append(it.Authors, Person{Name: origin, Role: source.Organisation})
	case m.Site.Author != nil:
		it.Authors = append(it.Authors, *m.Site.Author)
	}
}

// origin names who a story comes from, when that is somebody else: the agency, or where it was first published. A format
// whose feed has an author gives that one to every item without; it must not be given to a story of others.
func (m *maker) origin() string {
	switch {
	case strings.EqualFold(m.it.Credit, m.Site.Title): // an agency that publishes its own
		return ""
	case m.it.Credit != "":
		return m.it.Credit
	}
	if m.isOwnPage() {
		return ""
	}
	if title := source.WithoutAddresses(markup.Line(m.a.SourceTitle.Value)); title != "" {
		return title
	}
	if m.a.SourceURL.Value == "" {
		return ""
	}
	if u, err := url.Parse(m.a.SourceURL.Value); err == nil {
		return u.Hostname()
	}
	return ""
}

// isOwnPage reports that where a story was first published is this very site: its saved pages name it as their publisher.
func (m *maker) isOwnPage() bool { return m.Site.Publication().Published(m.a) }

func named(people []Person, name string) bool {
	return slices.ContainsFunc(people, func(p Person) bool { return strings.EqualFold(p.Name, name) })
}

func (m *maker) person(p source.Person) Person {
	from := m.a.People.From
	person := Person{
		Name:   source.WithoutAddresses(m.clean("authors", p.Name, from)),
		URL:    m.address("authors", p.URL, from),
		Avatar: m.address("authors", p.Avatar, from),
		Role:   p.Role,
	}
	if address, err := mail.ParseAddress(p.Email); m.Site.Emails && err == nil && isASCII(address.Address) {
		person.Email = address.Address
	}
	return person
}

// isASCII holds for the addresses that every format can carry.
func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// rights states what the article states. One that says nothing of rights and comes from nobody else carries the
// publication's own notice, written out with the article's year; the publication's notice never stands on the story of
// another.
func (m *maker) rights() {
	it, r := m.it, &m.a.Rights
	it.Notice = markup.Plain(m.line("rights", r.Notice))
	it.Holder = markup.Plain(m.line("rights", r.Holder))
	it.Year = r.Year.Value
	for _, l := range r.Licenses.Value {
		license := source.License{Title: m.clean("license", l.Title, r.Licenses.From), SPDX: l.SPDX}
		license.URL = m.address("license", l.URL, r.Licenses.From)
		if license != (source.License{}) {
			it.Licenses = append(it.Licenses, license)
		}
	}
	m.usageTerms()
	if m.isOwn() {
		m.siteNotice()
	}
}

// usageTerms are words, or the address of a page when they are nothing else.
func (m *maker) usageTerms() {
	terms := m.line("usage_terms", m.a.Rights.UsageTerms)
	if address, err := markup.Address(nil, terms); err == nil && !strings.Contains(terms, " ") {
		m.it.UsageTermsURL = address
		return
	}
	m.it.UsageTerms = markup.Plain(terms)
}

func (m *maker) isOwn() bool {
	it := m.it
	silent := it.Notice == "" && it.Holder == "" && len(it.Licenses) == 0 && it.UsageTerms == "" && it.UsageTermsURL == ""
	return silent && m.origin() == ""
}

func (m *maker) siteNotice() {
	if m.Site.Rights == "" {
		return
	}
	year := m.it.Year
	if year == 0 {
		year = m.it.Published.Year()
	}
	m.it.Notice = Notice(m.Site.Rights, year)
	if n, ok := source.ParseNotice(m.it.Notice); ok {
		m.it.Holder, m.it.Year = n.Holder, cmp.Or(m.it.Year, n.Year)
	}
}

// Notice fills the year of a notice such as "© {year} Example Press Ltd." It is one line of plain text.
func Notice(pattern string, year int) string {
	return markup.Plain(markup.Line(strings.ReplaceAll(pattern, "{year}", strconv.Itoa(year))))
}

// categories files the item under its section and its tags. The schemes are addresses of the site, so that the same word
// of two sites is not taken for one.
func (m *maker) categories() {
	if section := m.line("section", m.a.Section); section != "" {
		m.it.Categories = append(m.it.Categories, Category{section, m.below("sections")})
	}
	for _, tag := range m.a.Tags.Value {
		if tag = m.clean("tags", tag, m.a.Tags.From); tag != "" {
			m.it.Categories = append(m.it.Categories, Category{tag, m.below("tags")})
		}
	}
}

func (m *maker) media() {
	if m.a.Image.Known() {
		if image := m.medium("image", m.a.Image.Value, m.a.Image.From); image.URL != "" {
			m.it.Image = &image
		}
	}
	m.folder.MeasureMedia(m.a, m.onSite)
	for _, v := range m.a.Media.Value {
		if medium := m.medium("media", v, m.a.Media.From); medium.URL != "" {
			m.it.Media = append(m.it.Media, medium)
		}
	}
}

func (m *maker) medium(field string, v source.Media, from source.Origin) Media {
	line := func(s string) string { return m.clean(field, s, from) }
	medium := Media{
		URL: m.address(field, v.URL, from), Type: line(v.Type), Size: v.Length, Duration: v.Duration,
		Title: line(v.Title), Alt: line(v.Alt), Credit: source.WithoutAddresses(line(v.Credit)), Notice: line(v.Rights),
		License: source.License{Title: line(v.License.Title), SPDX: v.License.SPDX, URL: m.address(field, v.License.URL, from)},
	}
	if kind, _, err := mime.ParseMediaType(medium.Type); medium.Type != "" && (err != nil || !strings.Contains(kind, "/")) {
		m.a.Problem(problemAt(from, field, quote(medium.Type)+" is no media type", "write one such as audio/mpeg"))
		medium.Type = ""
	}
	if medium.Type == "" {
		medium.Type = source.TypeByEnding(medium.URL)
	}
	return medium
}
