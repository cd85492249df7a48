package jsonfeed

import (
	"time"

	"github.com/gorilla/feeds"

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
	Withdrawn       *time.Time    `json:"withdrawn,omitempty"` // when
}

func (x *extension) isEmpty() bool {
	return x.CreditLine == "" && len(x.Contributors) == 0 && x.CopyrightNotice == "" && x.CopyrightHolder == "" &&
		x.CopyrightYear == 0 && len(x.Licenses) == 0 && x.UsageTerms == "" && x.UsageTermsURL == "" && x.Source == nil && x.Withdrawn == nil
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
