package jsonfeed

import (
	"time"

	"github.com/gorilla/feeds"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// document is the whole but its items, which the head ends before. The field shadows gorilla/feeds' own.
type document struct {
	feeds.JSONFeed
	Extension *extension `json:"_masthead,omitempty"`
}

// item shadows what gorilla/feeds writes under a wrong name.
type item struct {
	feeds.JSONItem
	Language    string       `json:"language,omitempty"`
	Attachments []attachment `json:"attachments,omitempty"`
	Extension   *extension   `json:"_masthead,omitempty"`
}

type attachment struct {
	URL       string     `json:"url"`
	Type      string     `json:"mime_type"`
	Title     string     `json:"title,omitempty"`
	Size      int64      `json:"size_in_bytes,omitempty"`
	Duration  float64    `json:"duration_in_seconds,omitempty"`
	Extension *extension `json:"_masthead,omitempty"`
}

// extension is the _masthead object. Its words are those of IPTC ninjs where that has one.
type extension struct {
	About           string        `json:"about"`
	CreditLine      string        `json:"creditLine,omitempty"`
	Contributors    []contributor `json:"contributors,omitempty"`
	CopyrightNotice string        `json:"copyrightNotice,omitempty"`
	CopyrightHolder string        `json:"copyrightHolder,omitempty"`
	CopyrightYear   int           `json:"copyrightYear,omitempty"`
	Licenses        []jsonLicense `json:"licenses,omitempty"`
	UsageTerms      string        `json:"usageTerms,omitempty"`
	UsageTermsURL   string        `json:"usageTermsUrl,omitempty"`
	Source          *origin       `json:"source,omitempty"`
	Related         []string      `json:"related,omitempty"`
	Translations    []translation `json:"translations,omitempty"`
	Territory       *territory    `json:"territory,omitempty"`
	EmbargoedUntil  *time.Time    `json:"embargoedUntil,omitempty"` // and no longer
	Expires         *time.Time    `json:"expires,omitempty"`
	AI              *machines     `json:"ai,omitempty"`
	Withdrawn       *time.Time    `json:"withdrawn,omitempty"` // when
}

type contributor struct {
	Name    string `json:"name"`
	URL     string `json:"url,omitempty"`
	Role    string `json:"role"`
	RoleURI string `json:"roleUri,omitempty"`
}

type jsonLicense struct {
	URL   string `json:"url,omitempty"`
	Title string `json:"title,omitempty"`
	SPDX  string `json:"spdx,omitempty"`
}

func license(l source.License) jsonLicense { return jsonLicense{l.URL, l.Title, l.SPDX} }

type origin struct {
	Title  string `json:"title,omitempty"`
	ItemID string `json:"itemId,omitempty"` // address of the story there
}

type translation struct {
	Language string `json:"language"`
	URL      string `json:"url"`
}

type territory struct {
	Allow []string `json:"allow,omitempty"` // ISO 3166-1 alpha-2
	Deny  []string `json:"deny,omitempty"`
}

// machines is what programs may do, in the words of RSL 1.0.
type machines struct {
	URL       string   `json:"rslUrl"`
	Permits   []string `json:"permits,omitempty"`
	Prohibits []string `json:"prohibits,omitempty"`
	Reserved  *int     `json:"tdmReservation,omitempty"` // 1 for reserved, 0 for not
	Policy    string   `json:"tdmPolicy,omitempty"`
}

func newMachines(m feed.ItemMachines) *machines {
	if m.License == "" {
		return nil
	}
	x := &machines{URL: m.License, Permits: m.Use.Permits(), Prohibits: m.Use.Prohibits(), Policy: m.Policy}
	if reserved, known := m.Use.Reserves(); known {
		x.Reserved = new(int)
		if reserved {
			*x.Reserved = 1
		}
	}
	return x
}
