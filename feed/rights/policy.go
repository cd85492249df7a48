// Package rights is the rights policy: ordered rules that decide, by what an article says of itself, which rights are
// stated with it, how much of it may be carried, and from when until when.
//
// A rule never makes rights up. Where the article states something itself that holds, unless the rule says that it
// overrides; of several rules the first that says something holds. What restricts adds up: of several texts the
// shortest, of several ends the earliest, of several embargoes the latest.
package rights

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source"
)

// Policy is all the rules of a publication. It is safe for concurrent use once made; a nil Policy decides nothing.
type Policy struct {
	Rules    []Rule // in order
	Agencies []Agency
	// HoldUnmatched keeps a story of others inside while no rule that asks for its origin, and no agency, speaks of it.
	HoldUnmatched bool
	// Own is the publication itself, whose pages name it as where they were first published.
	Own Publication
}

// Publication is the publication itself, by which stories of its own are told from those of others.
type Publication struct {
	Title string
	Host  string // of its address
}

// Published reports that where a story was first published is the publication itself.
func (p Publication) Published(a *source.Article) bool {
	if a.SourceURL.Known() {
		u, err := url.Parse(a.SourceURL.Value)
		return err == nil && u.Host != "" && u.Host == p.Host
	}
	return a.SourceTitle.Known() && fold(a.SourceTitle.Value) == fold(p.Title)
}

// Origin names whom a story comes from, where it says so and it is somebody else: the agency, or where it was first published.
func (p Publication) Origin(a *source.Article) string {
	credit := strings.TrimSpace(a.Credit.Value)
	if credit != "" && fold(credit) == fold(p.Title) { // an agency that publishes its own, or a desk that signs with the paper's name
		return ""
	}
	if credit != "" || p.Published(a) {
		return credit
	}
	return cmp.Or(strings.TrimSpace(a.SourceTitle.Value), a.SourceURL.Value)
}

// Rule is what holds for the articles that match it.
type Rule struct {
	Match
	Terms
	Override bool          // what the article states itself does not hold
	From     source.Origin // where the rule stands
}

// Agency is a provider of stories: what a credit may call it, and what holds for all that it is credited with.
type Agency struct {
	Name    string
	Aliases []string
	Terms
	Until time.Time     // end of the contract: nothing of it stays out longer. Zero for none
	From  source.Origin // where it stands
}

// Terms are what a rule states and allows. The zero value of each says nothing.
type Terms struct {
	Notice      string // one line; {year}, {holder} and {credit} are filled in
	Holder      string
	Licenses    []source.License
	UsageTerms  string
	Text        source.Level
	Images      source.Images
	Expires     Expiry
	Embargo     time.Time
	Attribution string // a line below the text; {credit}, {holder}, {year}, {title} and {url} are filled in
	SourceLink  bool   // a link below the text to where the story was first published
	Territory   source.Territory
	Machines    source.MachineUse
}

// Expiry is the end of what may be out: an instant, or so long after the article was published.
type Expiry struct {
	At    time.Time
	After time.Duration
}

// of gives the end for an article; the zero time for none.
func (e Expiry) of(a *source.Article) time.Time {
	if e.After > 0 {
		return a.Published.Value.Add(e.After)
	}
	return e.At
}

// Apply states in the article what the rules decide of it. Each value says which rule gave it.
func (p *Policy) Apply(a *source.Article) {
	if p == nil {
		return
	}
	if len(p.Agencies) > 0 { // which the readers of articles do not know
		a.CreditByline(p.nameOf)
	}
	named := p.agenciesOf(a.Credit.Value)
	credits := creditsOf(a.Credit.Value, named)
	known := false // whether somebody has said what holds for stories from there
	for i := range p.Rules {
		r := &p.Rules[i]
		if !r.matches(a, credits) {
			continue
		}
		known = known || r.asksForOrigin()
		r.Terms.state(a, r.From, r.Override)
	}
	for _, agency := range named {
		known = true
		agency.Terms.state(a, agency.From, false)
		if !agency.Until.IsZero() {
			a.EndBy(agency.Until, agency.From)
		}
	}
	if p.HoldUnmatched && !known && p.Own.Origin(a) != "" {
		from := source.Origin{Rule: "policy unmatched"}
		a.HoldForGood(from)
		a.Problem(source.Problem{Field: "credit", Message: "no rule of the policy says what may be done with a story from " + p.Own.Origin(a),
			Fix: "write one that matches it, or name it under agencies"})
	}
}

// Carries gives how much of an article's text and which of its pictures the rules let through, and which says so; neither is
// known where they say nothing of it. Of a story of several agencies they have to speak of each: what a partner may carry of one
// says nothing of the others.
func (p *Policy) Carries(a *source.Article) (text source.Field[source.Level], images source.Field[source.Images]) {
	if p == nil {
		return text, images
	}
	parts := partsOf(a.Credit.Value)
	if len(parts) == 0 {
		parts = []string{a.Credit.Value}
	}
	saysText, saysImages := true, true
	for _, part := range parts {
		t, i := p.carriesOf(a, part)
		saysText, saysImages = saysText && t.Known(), saysImages && i.Known()
		source.Restrict(&text, t.Value, t.From)
		source.Restrict(&images, i.Value, i.From)
	}
	if !saysText {
		text = source.Field[source.Level]{}
	}
	if !saysImages {
		images = source.Field[source.Images]{}
	}
	return text, images
}

// carriesOf gives what the rules let through of an article, as far as it is credited to one part of its credit.
func (p *Policy) carriesOf(a *source.Article, credit string) (text source.Field[source.Level], images source.Field[source.Images]) {
	credits := creditsOf(credit, p.agenciesOf(credit))
	for i := range p.Rules {
		r := &p.Rules[i]
		if !r.matches(a, credits) {
			continue
		}
		source.Restrict(&text, r.Text, r.From)
		source.Restrict(&images, r.Images, r.From)
	}
	return text, images
}

// Needs gives the own keys of an article by which the policy decides when it may be out; none where that is left to the
// article. An agency may be named in a byline, too.
func (p *Policy) Needs() []string {
	if p == nil {
		return nil
	}
	decides := p.HoldUnmatched
	for i := range p.Agencies {
		decides = decides || p.Agencies[i].decidesWhen() || !p.Agencies[i].Until.IsZero()
	}
	var keys []string
	for i := range p.Rules {
		r := &p.Rules[i]
		if !r.decidesWhen() && !p.HoldUnmatched {
			continue
		}
		decides = true
		for _, need := range []struct {
			asked bool
			keys  []string
		}{
			{len(r.Section) > 0, []string{"section"}}, {len(r.Tag) > 0, []string{"tags"}},
			{len(r.License) > 0, []string{"rights", "rights.license"}}, {len(r.Media) > 0, []string{"image", "media"}},
		} {
			if need.asked {
				keys = append(keys, need.keys...)
			}
		}
	}
	if !decides {
		return nil
	}
	return append(keys, "credit", "source", "source.title", "source.url", "authors", "byline")
}

func (t *Terms) decidesWhen() bool { return t.Expires != (Expiry{}) || !t.Embargo.IsZero() }

// state states the terms in an article.
func (t *Terms) state(a *source.Article, from source.Origin, override bool) {
	if override && t.Notice != "" && !a.Rights.Notice.From.IsPolicy() {
		a.Rights.ForgetNotice()
	}
	words := func(f *source.Field[string], template string) {
		if template != "" {
			stateOne(f, fill(template, a), from, override)
		}
	}
	words(&a.Rights.Holder, t.Holder) // which the notice may name
	words(&a.Rights.Notice, t.Notice)
	words(&a.Rights.UsageTerms, t.UsageTerms)
	words(&a.Attribution, t.Attribution)
	if len(t.Licenses) > 0 {
		stateOne(&a.Rights.Licenses, t.Licenses, from, override)
	}
	source.Restrict(&a.Carried, t.Text, from)
	source.Restrict(&a.Pictures, t.Images, from)
	if t.SourceLink {
		a.SourceLink.Set(true, from)
	}
	a.Confine(t.Territory, from)
	a.LimitMachines(t.Machines, from)
	if end := t.Expires.of(a); !end.IsZero() {
		a.EndBy(end, from)
	}
	if t.Embargo.After(a.Embargo.Value) {
		a.Embargo.Override(t.Embargo, from)
	}
}

// stateOne states one value, in place of the article's own only where the rule overrides, and never of an earlier rule's.
func stateOne[T any](f *source.Field[T], v T, from source.Origin, override bool) {
	if override && !f.From.IsPolicy() {
		f.Override(v, from)
	} else {
		f.Set(v, from)
	}
}

// fill writes what a template leaves open, but what may not be known yet: the year, the title and the address.
func fill(template string, a *source.Article) string {
	return strings.NewReplacer("{credit}", a.Credit.Value, "{holder}", a.Rights.Holder.Value).Replace(template)
}
