package build

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/dates"
)

// publicationPolicy is what the key policy of the configuration says, with the agencies; nil where there is nothing of it.
func publicationPolicy(c *config.Config) (*rights.Policy, error) {
	if len(c.Policy) == 0 && len(c.Agencies) == 0 && c.Unmatched != "hold" {
		return nil, nil
	}
	p, err := configuredPolicy(c, c.Policy, "policy")
	if err == nil {
		p.HoldUnmatched = c.Unmatched == "hold"
	}
	return p, err
}

// feedPolicy is what a feed's own rules say; nil where it has none.
func feedPolicy(c *config.Config, i int) (*rights.Policy, error) {
	if len(c.Feeds[i].Policy) == 0 {
		return nil, nil
	}
	rules := make([]config.Rule, len(c.Feeds[i].Policy))
	for n := range rules {
		rules[n] = c.Feeds[i].Policy[n].Rule()
	}
	return configuredPolicy(c, rules, fmt.Sprintf("feeds[%d].policy", i))
}

// configuredPolicy makes a policy of the rules at a key. It knows the agencies, by whose names rules ask for credits.
func configuredPolicy(c *config.Config, rules []config.Rule, at string) (*rights.Policy, error) {
	p := &rights.Policy{}
	for i, r := range rules {
		rule, err := configuredRule(c, r, fmt.Sprintf("%s[%d]", at, i))
		if err != nil {
			return nil, err
		}
		p.Rules = append(p.Rules, rule)
	}
	for i, a := range c.Agencies {
		key := fmt.Sprintf("agencies[%d]", i)
		terms, err := configuredTerms(c, a.Terms, key)
		if err != nil {
			return nil, err
		}
		until, err := config.ParseDate(a.Until, c.Location())
		if err != nil {
			return nil, err
		}
		p.Agencies = append(p.Agencies, rights.Agency{Name: a.Name, Aliases: a.Aliases, Terms: terms, Until: until, From: originOf(c, key)})
	}
	return p, nil
}

// originOf says where a rule stands.
func originOf(c *config.Config, key string) source.Origin {
	line, column := c.Place(key)
	return source.Origin{File: filepath.Base(c.File()), Line: line, Column: column, Rule: key}
}

func configuredRule(c *config.Config, r config.Rule, key string) (rule rights.Rule, err error) {
	rule = rights.Rule{Override: r.Override, From: originOf(c, key)}
	if rule.Match, err = configuredMatch(c, r.Match, key+".match"); err != nil {
		return rule, err
	}
	rule.Terms, err = configuredTerms(c, r.Terms, key)
	return rule, err
}

// configuredMatch is what the keys at a place ask of an article.
func configuredMatch(c *config.Config, m config.Match, key string) (match rights.Match, err error) {
	match = rights.Match{
		Credit: m.Credit, Source: m.Source, Section: m.Section, Tag: m.Tag, Author: m.Author, Language: m.Language, Path: m.Path, License: slices.Clone(m.License), Media: m.Media,
	}
	for i, name := range match.License { // by its address, whatever it is called
		if l, ok := source.ParseLicense(name); ok && l.URL != "" {
			match.License[i] = l.URL
		} else if strings.HasPrefix(strings.ToLower(name), "cc") && !strings.Contains(name, "*") { // any other may be what an article calls its own
			return match, unknownLicense(c, key+".license", name)
		}
	}
	if match.Since, err = config.ParseDate(m.Since, c.Location()); err != nil {
		return match, err
	}
	match.Until, err = config.ParseDate(m.Until, c.Location())
	return match, err
}

func configuredTerms(c *config.Config, t config.Terms, key string) (terms rights.Terms, err error) {
	terms = rights.Terms{
		Notice: t.Notice, Holder: t.Holder, UsageTerms: t.UsageTerms, Text: source.Level(t.Text), Images: source.Images(t.Images), Attribution: t.Attribution,
		SourceLink: t.SourceLink, Machines: configuredMachines(t.MachineUse),
	}
	if terms.Territory.Only, terms.Territory.Not, err = config.ParseTerritories(t.Territories); err != nil {
		return terms, err
	}
	for _, name := range t.License {
		l, ok := source.ParseLicense(name)
		if !ok {
			return terms, unknownLicense(c, key+".license", name)
		}
		terms.Licenses = append(terms.Licenses, l)
	}
	if terms.Expires.At, terms.Expires.After, err = config.ParseExpiry(t.Expires, c.Location()); err != nil {
		return terms, err
	}
	// Of the readings of a clock that summer time changes the stricter counts.
	if !terms.Expires.At.IsZero() {
		d, err := dates.Parse(t.Expires, c.Location())
		if err != nil {
			return terms, err
		}
		terms.Expires.At = d.Earliest()
	}
	if t.Embargo != "" {
		d, err := dates.Parse(t.Embargo, c.Location())
		if err != nil {
			return terms, err
		}
		terms.Embargo = d.Latest()
	}
	return terms, nil
}

func unknownLicense(c *config.Config, key, name string) error {
	line, column := c.Place(key)
	return &config.Error{File: c.File(), Line: line, Column: column, Path: key, Message: fmt.Sprintf("no licence is known as %q", name),
		Fix: "write its address, or a name with its version such as CC-BY-4.0"}
}

func configuredMachines(u config.MachineUse) source.MachineUse {
	return source.MachineUse{Train: source.Permission(u.Train), Input: source.Permission(u.AIInput), Search: source.Permission(u.Search)}
}

// configuredRecord is what programs may do with the pages of the site.
func configuredRecord(u *config.SiteMachineUse) feed.Machines {
	contact := u.Contact
	if strings.Contains(contact, "@") && !strings.HasPrefix(contact, "mailto:") {
		contact = "mailto:" + contact
	}
	return feed.Machines{Use: configuredMachines(u.MachineUse), Contact: contact, Terms: u.Terms, Policy: u.TDMPolicy, InRSS: u.InRSS}
}

// Cut is how much of an article the feed carries, no more than it carries of any and no more than the rules let through, and
// what says so.
func (f *Feed) Cut(a *source.Article) (cut feed.Cut, why string) {
	if t := a.Rights.Territory; t.Value.None {
		return feed.Cut{Text: source.Nothing}, "no country is left, " + t.From.String()
	}
	text, images := f.Policy.Carries(a)
	if !text.Known() {
		text = a.Carried
	}
	if !images.Known() {
		images = a.Pictures
	}
	cut, why = feed.Cut{Text: f.Text, Images: images.Value}, "text of the feed"
	if text.Known() && !f.Text.Less(text.Value) {
		cut.Text, why = text.Value, text.From.String()
	}
	if images.Known() && images.From != text.From {
		why += "; images: " + images.From.String()
	}
	if f.Images.Less(cut.Images) {
		cut.Images, why = f.Images, why+"; images of the feed"
	}
	return cut, why
}
