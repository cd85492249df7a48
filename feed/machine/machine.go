// Package machine writes down for programs what they may do with a publication: license.xml of RSL 1.0, tdmrep.json of the TDM
// Reservation Protocol, and the line of robots.txt that leads to the first. All are made of one record, so that none says
// what another denies.
package machine

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// The names of the documents below the site's address. The well-known one belongs at the root of the host (RFC 8615).
const (
	License = "license.xml"
	TDMRep  = ".well-known/tdmrep.json"
	Robots  = "robots-license.txt"
	maxAge  = 7 // days for which a program may keep license.xml
)

// Page is a page of the site with a record of its own.
type Page struct {
	URL string // absolute
	Use source.MachineUse
}

// Document is one of the documents, to be published under its name.
type Document struct {
	Name, Type string // Type is the media type
	Bytes      []byte
}

// Documents writes the documents of a site. Pages come in any order; those of other hosts are not the site's to speak for, and
// are left out. There are none where nothing is said of any use.
func Documents(site *feed.Site, pages []Page) ([]Document, error) {
	pages = ownPages(site, pages)
	if site.Machines.Use == (source.MachineUse{}) && len(pages) == 0 {
		return nil, nil
	}
	license, err := license(site, pages)
	if err != nil {
		return nil, err
	}
	list := []Document{
		{License, feed.TypeRSL, license},
		{Robots, "text/plain", fmt.Appendf(nil, "License: %s\n", site.File(License))},
	}
	rules := reservations(site, pages)
	if len(rules) == 0 {
		return list, nil
	}
	reservations, err := json.MarshalIndent(rules, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encoding %s: %w", TDMRep, err)
	}
	return append(list, Document{TDMRep, "application/json", append(reservations, '\n')}), nil
}

// ownPages gives the pages of the site's own host once each, in the order of their addresses, by their paths.
func ownPages(site *feed.Site, pages []Page) (own []Page) {
	for _, p := range pages {
		u, err := url.Parse(p.URL)
		if err != nil || u.Host != site.URL.Host || p.Use == (source.MachineUse{}) {
			continue
		}
		if p.URL = u.EscapedPath(); u.RawQuery != "" {
			p.URL += "?" + u.RawQuery
		}
		own = append(own, p)
	}
	slices.SortFunc(own, func(a, b Page) int { return strings.Compare(a.URL, b.URL) })
	return slices.CompactFunc(own, func(a, b Page) bool { return a.URL == b.URL })
}

// rsl is the root of license.xml (RSL 1.0).
type rsl struct {
	XMLName xml.Name  `xml:"https://rslstandard.org/rsl rsl"`
	MaxAge  int       `xml:"max-age,attr"`
	Content []content `xml:"content"`
}

type content struct {
	URL     string  `xml:"url,attr"` // a pattern as in robots.txt (RFC 9309)
	License terms   `xml:"license"`
	Holder  *holder `xml:"copyright"`
	Terms   string  `xml:"terms,omitempty"`
}

type terms struct {
	Permits   *usage `xml:"permits"`
	Prohibits *usage `xml:"prohibits"`
	Legal     *usage `xml:"legal"`
}

type usage struct {
	Type  string `xml:"type,attr"`
	Words string `xml:",chardata"`
}

type holder struct {
	Type string `xml:"type,attr"`
	Name string `xml:",chardata"`
}

func license(site *feed.Site, pages []Page) ([]byte, error) {
	doc := rsl{MaxAge: maxAge}
	if m := site.Machines; m.Use != (source.MachineUse{}) {
		whole := content{URL: root(site), License: termsOf(m.Use), Terms: m.Terms}
		if m.Contact != "" {
			whole.License.Legal = &usage{"contact", m.Contact}
		}
		if n, ok := source.ParseNotice(feed.Notice(site.Rights, 2000)); ok && n.Holder != "" {
			whole.Holder = &holder{"organization", n.Holder}
		}
		doc.Content = append(doc.Content, whole)
	}
	for _, p := range pages {
		doc.Content = append(doc.Content, content{URL: escapePattern(p.URL) + "$", License: termsOf(p.Use)})
	}
	out, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encoding %s: %w", License, err)
	}
	return append([]byte(xml.Header), append(out, '\n')...), nil
}

func termsOf(u source.MachineUse) (t terms) {
	if words := u.Permits(); len(words) > 0 {
		t.Permits = &usage{"usage", strings.Join(words, " ")}
	}
	if words := u.Prohibits(); len(words) > 0 {
		t.Prohibits = &usage{"usage", strings.Join(words, " ")}
	}
	return t
}

// root is the path of all pages of the site.
func root(site *feed.Site) string {
	return escapePattern(strings.TrimSuffix(site.URL.EscapedPath(), "/")) + "/"
}

// escapePattern writes a path so that nothing in it stands for anything else (RFC 9309 §2.2.3).
func escapePattern(path string) string {
	return strings.NewReplacer("*", "%2A", "$", "%24").Replace(path)
}

// reservation is a rule of tdmrep.json (TDM Reservation Protocol, final report of 10 May 2024).
type reservation struct {
	Location string `json:"location"`
	Reserved int    `json:"tdm-reservation"`
	Policy   string `json:"tdm-policy,omitempty"`
}

// reservations gives the pages that differ from the site before the site: the first that matches holds.
func reservations(site *feed.Site, pages []Page) (rules []reservation) {
	rule := func(location string, u source.MachineUse) (r reservation, known bool) {
		reserved, known := u.Reserves()
		if r.Location = location; reserved {
			r.Reserved, r.Policy = 1, site.Machines.Policy
		}
		return r, known
	}
	whole, isKnown := rule(root(site), site.Machines.Use)
	for _, p := range pages {
		if r, known := rule(escapePattern(p.URL)+"$", p.Use); known && (!isKnown || r.Reserved != whole.Reserved) {
			rules = append(rules, r)
		}
	}
	if isKnown {
		rules = append(rules, whole)
	}
	return rules
}
