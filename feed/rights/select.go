package rights

import (
	"slices"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/agency"
)

// Selection says which articles a feed has: all that Match holds for, and none that the rest speaks against. An empty one
// has every article. It is safe for concurrent use once made.
type Selection struct {
	Match
	AllTags   []string // every one has to be there
	NoTag     []string
	NoSection []string
	NoCredit  []string
	HasRights bool // something is stated of its rights, by itself or by a rule
}

// Holds reports that the selection has the article, whenever it was published: Within says that of its date, which may be
// known better later. The policy, which may be nil, knows the agencies by their names.
func (s *Selection) Holds(p *Policy, a *source.Article) bool {
	credit := a.Credit.Value
	credits := creditsOf(credit, p.agenciesOf(credit))
	timeless := s.Match
	timeless.Since, timeless.Until = time.Time{}, time.Time{}
	switch {
	case !timeless.matches(a, credits):
		return false
	case slices.ContainsFunc(s.AllTags, func(tag string) bool { return !anyOf([]string{tag}, a.Tags.Value) }):
		return false
	case anyOf(s.NoTag, a.Tags.Value), anyOf(s.NoSection, sectionOf(a)), anyOf(s.NoCredit, credits):
		return false
	}
	r := &a.Rights
	return !s.HasRights || r.Notice.Known() || r.Holder.Known() || r.Licenses.Known() || r.UsageTerms.Known()
}

// Within reports that the selection has what is published at an instant.
func (s *Selection) Within(published time.Time) bool {
	return (s.Since.IsZero() || !published.Before(s.Since)) && (s.Until.IsZero() || published.Before(s.Until))
}

// IsTimeless reports that the selection has every article of its time: nothing has to be known of it but that.
func (s *Selection) IsTimeless() bool { return len(s.Needs()) == 0 && len(s.Path)+len(s.Language) == 0 }

// Needs gives the own keys of an article that the selection looks at.
func (s *Selection) Needs() (keys []string) {
	rights := len(s.License) > 0 || s.HasRights
	for _, need := range []struct {
		asked bool
		keys  []string
	}{
		{len(s.Section)+len(s.NoSection) > 0, []string{"section"}},
		{len(s.Tag)+len(s.AllTags)+len(s.NoTag) > 0, []string{"tags"}},
		{len(s.Author) > 0, []string{"authors", "byline"}},
		{len(s.Media) > 0, []string{"image", "media"}},
		{rights, []string{"rights", "rights.notice", "rights.holder", "rights.year", "rights.license", "rights.usage_terms"}},
		{rights || len(s.Credit)+len(s.NoCredit)+len(s.Source) > 0, []string{"credit", "source", "source.title", "source.url", "authors", "byline"}},
		{rights, []string{"section", "tags", "image", "media"}}, // by which a rule may state them
	} {
		if need.asked {
			keys = append(keys, need.keys...)
		}
	}
	return keys
}

// AgencyName gives the name of an agency by one way it signs, and of anybody else what it signs with. The policy may be nil.
func (p *Policy) AgencyName(sign string) string {
	name := ""
	if p != nil {
		name = p.nameOf(sign)
	} else {
		name = agency.Name(sign)
	}
	if name == "" {
		return sign
	}
	return name
}
