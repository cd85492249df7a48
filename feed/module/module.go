// Package module writes the elements that RSS and Atom share: those of Dublin Core and of Media RSS, which both
// formats carry as foreign markup under the same names.
package module

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// Elements are what an item says in the shared modules. Embed it in the struct of an item or entry; nothing of it is
// written empty.
type Elements struct {
	Source          string       `xml:"dc:source,omitempty"`
	RightsHolder    string       `xml:"dcterms:rightsHolder,omitempty"`
	DateCopyrighted string       `xml:"dcterms:dateCopyrighted,omitempty"`
	AccessRights    string       `xml:"dcterms:accessRights,omitempty"`
	Licenses        []string     `xml:"dcterms:license"` // those that have no address
	Available       string       `xml:"dcterms:available,omitempty"`
	Valid           string       `xml:"dcterms:valid,omitempty"`
	Restriction     *Restriction `xml:"media:restriction"`
	Credits         []Credit     `xml:"media:credit"`
	Media           []Media      `xml:"media:content"`
	Thumbnail       *Thumbnail   `xml:"media:thumbnail"`
}

// Credit is Media RSS's media:credit. The role is a word of the scheme's list, or absent.
type Credit struct {
	Role   string `xml:"role,attr,omitempty"`
	Scheme string `xml:"scheme,attr,omitempty"`
	Name   string `xml:",chardata"`
}

// Media is Media RSS's media:content: a picture or recording with what is known of it.
type Media struct {
	URL         string       `xml:"url,attr"`
	Type        string       `xml:"type,attr,omitempty"`
	Medium      string       `xml:"medium,attr,omitempty"`
	Size        int64        `xml:"fileSize,attr,omitempty"`
	Duration    int          `xml:"duration,attr,omitempty"` // seconds
	Title       string       `xml:"media:title,omitempty"`
	Description *Description `xml:"media:description"`
	Credit      *Credit      `xml:"media:credit"`
	Copyright   string       `xml:"media:copyright,omitempty"`
	License     string       `xml:"dcterms:license,omitempty"`
}

// Restriction is Media RSS's media:restriction: the countries that something is for, or not for.
type Restriction struct {
	Relationship string `xml:"relationship,attr"`
	Type         string `xml:"type,attr"`
	Countries    string `xml:",chardata"`
}

// Description is Media RSS's media:description: what a picture shows.
type Description struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

// Thumbnail is Media RSS's media:thumbnail.
type Thumbnail struct {
	URL string `xml:"url,attr"`
}

// Of gives what an item says in the shared modules, short of its enclosures, which the formats carry in their own ways,
// and the namespaces used.
func Of(it *feed.Item) (e Elements, uses feed.Namespaces) {
	e.RightsHolder, e.AccessRights = it.Holder, it.UsageTerms
	if it.Year != 0 {
		e.DateCopyrighted = strconv.Itoa(it.Year)
	}
	for _, l := range it.Licenses {
		if l.URL == "" {
			e.Licenses = append(e.Licenses, l.Title)
		}
	}
	if it.SourceFeed.URL == "" { // else the formats name it in elements of their own, beside which this is a duplicate
		e.Source = it.SourceTitle
	}
	if e.Source != "" {
		uses |= feed.DC
	}
	if !it.Embargo.IsZero() {
		e.Available = "start=" + it.Embargo.Format(time.RFC3339) + "; scheme=W3C-DTF;"
	}
	if !it.Expires.IsZero() {
		e.Valid = "end=" + it.Expires.Format(time.RFC3339) + "; scheme=W3C-DTF;"
	}
	if e.Restriction = restriction(it.Territory); e.Restriction != nil {
		uses |= feed.MediaRSS
	}
	if e.RightsHolder != "" || e.AccessRights != "" || e.DateCopyrighted != "" || len(e.Licenses) > 0 || e.Available != "" || e.Valid != "" {
		uses |= feed.DCTerms
	}
	for _, p := range it.Contributors {
		if role, ok := ebuRole(p); ok {
			e.Credits = append(e.Credits, Credit{Role: role, Scheme: "urn:ebu", Name: p.Name})
			uses |= feed.MediaRSS
		}
	}
	if it.Image != nil {
		image := newMedia(*it.Image)
		image.Medium = "image" // whatever its address ends in
		if image.License != "" {
			uses |= feed.DCTerms
		}
		e.Media = append(e.Media, image)
		e.Thumbnail = &Thumbnail{it.Image.URL}
		uses |= feed.MediaRSS
	}
	return e, uses
}

// newMedia makes the element of one picture or recording.
func newMedia(m feed.Media) Media {
	x := Media{URL: m.URL, Type: m.Type, Medium: medium(m.Type), Size: m.Size, Duration: int(m.Duration / time.Second),
		Title: m.Title, Copyright: m.Notice}
	if m.Alt != "" {
		x.Description = &Description{"plain", m.Alt}
	}
	if m.Credit != "" {
		x.Credit = &Credit{Name: m.Credit}
	}
	x.License = cmp.Or(m.License.URL, m.License.Title)
	return x
}

// SaysMore reports that more is known of a medium than where it is, its type, size and title, which formats have words for.
func SaysMore(m feed.Media) bool {
	return m.Alt != "" || m.Duration != 0 || m.Credit != "" || m.Notice != "" || m.License != (source.License{})
}

// Add adds a medium to the elements, and gives the namespaces used.
func (e *Elements) Add(m feed.Media) (uses feed.Namespaces) {
	e.Media = append(e.Media, newMedia(m))
	if m.License != (source.License{}) {
		uses = feed.DCTerms
	}
	return uses | feed.MediaRSS
}

// restriction names the countries of a territory. It is nil where it would name one that validators do not know: none at all, as a
// feed may have it, or one that is younger than their list. A part of it would be another territory. The terms and the JSON
// Feed have it whole.
func restriction(t source.Territory) *Restriction {
	r := &Restriction{"allow", "country", strings.Join(t.Only, " ")}
	if len(t.Only) == 0 {
		r = &Restriction{"deny", "country", strings.Join(t.Not, " ")}
	}
	for _, country := range strings.Fields(r.Countries) {
		region, err := language.ParseRegion(country)
		if err != nil || !region.IsCountry() || strings.Contains(" AL AX BL BQ CW GG IM JE ME MF RS SS SX TL XK ", " "+country+" ") {
			return nil
		}
	}
	if r.Countries == "" {
		return nil
	}
	return r
}

// ebuRole gives a role's word in the list that media:credit takes its roles from (urn:ebu); ok is false when the list
// has none.
func ebuRole(p feed.Person) (role string, ok bool) {
	switch p.Role {
	case "editor", "photographer", "illustrator":
		return string(p.Role), true
	case "translator":
		return "translation", true
	}
	return "", false
}

// medium gives the medium attribute of Media RSS for a media type.
func medium(mediaType string) string {
	switch kind, _, _ := strings.Cut(mediaType, "/"); kind {
	case "image", "audio", "video":
		return kind
	case "application", "text":
		return "document"
	}
	return ""
}
