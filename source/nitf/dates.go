package nitf

import (
	"cmp"
	"strings"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// dates: a story has one date, that of its issue; what is issued again has a new one.
func (s story) dates() {
	s.embargo()
	for _, e := range s.docdata.All("date.issue") {
		s.date("docdata/date.issue/@norm", e.Attr("norm"), e)
	}
	for _, e := range s.pubdata() {
		s.date("pubdata/@date.publication", e.Attr("date.publication"), e)
	}
	for _, e := range s.head.All("dateline", "story.date") {
		s.date("dateline/story.date/@norm", e.Attr("norm"), e)
	}
	for _, e := range s.docdata.All("date.release") {
		s.date("docdata/date.release/@norm", e.Attr("norm"), e)
	}
	for _, e := range s.docdata.All("date.expire") {
		s.Say("expires", "docdata/date.expire/@norm", cmp.Or(e.Attr("norm"), e.Text()), e)
	}
	s.attr("expires", "doc.rights", "enddate") // the rights may end earlier, and then the text goes with them
	for _, e := range s.head.All("rights", "rights.enddate") {
		s.Say("expires", "body.head/rights/rights.enddate", cmp.Or(e.Attr("norm"), e.Text()), e)
	}
}

// date states when the story was published and last changed, unless that is known: what is wrong with a date that is not
// needed is nobody's fault.
func (s story) date(said, text string, at *xmltree.Element) {
	if !s.Article.Published.Known() {
		s.Say("date", said, text, at)
	}
	if !s.Article.Updated.Known() && s.Article.Published.From.Key == said {
		s.Say("updated", said, text, at)
	}
}

// embargo: a story may be issued before it may be published. When docdata says that it is embargoed and not until when, it
// is held.
func (s story) embargo() {
	release := s.docdata.First("date.release")
	for _, e := range s.docdata.All("date.release") { // of several the one that lets the story go last
		if until := cmp.Or(e.Attr("norm"), e.Text()); !xmltree.IsPlaceholder(until) && !s.issuedAt(until) {
			s.Say("embargo", "docdata/date.release/@norm", until, e)
		}
	}
	until := cmp.Or(release.Attr("norm"), release.Text())
	embargoed := strings.EqualFold(s.docdata.Attr("management-status"), "embargoed")
	switch {
	case xmltree.IsPlaceholder(until) && embargoed:
		s.Hold("docdata/@management-status", s.docdata, "an embargo without a date.release, so that the story is held back",
			"write embargo: and the time in a sidecar")
	case xmltree.IsPlaceholder(until):
	case embargoed:
		s.Say("embargo", "docdata/date.release/@norm", until, release)
	}
	for _, e := range s.docdata.All("doc.rights") { // who has no rights in it yet may not publish it
		s.rightsBegin("docdata/doc.rights/@startdate", e.Attr("startdate"), e)
	}
	for _, e := range s.head.All("rights", "rights.startdate") {
		s.rightsBegin("body.head/rights/rights.startdate", cmp.Or(e.Attr("norm"), e.Text()), e)
	}
	for _, e := range s.root.All("head", "meta") {
		if strings.Contains(strings.ToLower(e.Attr("name")), "embargo") && !xmltree.IsNo(e.Attr("content")) {
			s.Say("embargo", "meta "+e.Attr("name"), e.Attr("content"), e)
		}
	}
	for _, e := range s.docdata.All("ed-msg") {
		s.HoldByNote("docdata/ed-msg", e, strings.Join([]string{e.Attr("info"), e.Attr("msg-type"), e.Text()}, " "))
	}
	for _, e := range s.head.All("note") {
		s.HoldByNote("body.head/note", e, e.Text())
	}
}

// rightsBegin holds the story until its rights begin, where that is later than its issue.
func (s story) rightsBegin(said, start string, at *xmltree.Element) {
	if _, err := dates.Parse(start, s.File.Zone); err == nil && !s.issuedAt(start) {
		s.Say("embargo", said, start, at)
	}
}

// issuedAt reports whether the story was issued at or after an instant. One that cannot be read was not.
func (s story) issuedAt(instant string) bool {
	release, err := dates.Parse(instant, s.File.Zone)
	if err != nil {
		return false
	}
	issue, err := dates.Parse(s.docdata.First("date.issue").Attr("norm"), s.File.Zone)
	return err == nil && !release.Latest().After(issue.Time)
}
