package config

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/language"
)

// Terms are what a rule states and allows.
type Terms struct {
	Notice      string     `yaml:"notice" doc:"Copyright notice, one line. {year} stands for the article's year, {holder} and {credit} for its own."`
	Holder      string     `yaml:"holder" doc:"Whose the copyright is."`
	License     Words      `yaml:"license" doc:"Licence: an address, or a name with its version such as CC-BY-4.0. A list for several, of which any may be chosen."`
	UsageTerms  string     `yaml:"usage_terms" doc:"What others may do with it, in words, or the address of a page that says so."`
	Text        Text       `yaml:"text" doc:"How much of the text may be carried; of several rules the strictest holds." enum:"full summary title none"`
	Images      string     `yaml:"images" doc:"Which pictures may be carried: all, own for those on the site that are credited to nobody else, or none." enum:"all own none"`
	Expires     string     `yaml:"expires" doc:"When the article is taken out: a date, or 30d after published; also h, w. The earliest of several holds."`
	Embargo     string     `yaml:"embargo" doc:"A date before which nothing of the article leaves; the latest of several holds."`
	Attribution string     `yaml:"attribution" doc:"Line below the text, or behind the summary where the text is left out. {credit}, {holder}, {year}, {title} and {url} stand for the article's own."`
	SourceLink  bool       `yaml:"source_link" doc:"Whether a link to where the story was first published stands below the text."`
	Territories Words      `yaml:"territories" doc:"Countries that the story may be published in, by their codes of two letters such as DE; EU for all of the Union. With ! before each, those that it may not be published in."`
	MachineUse  MachineUse `yaml:"machine_use" doc:"What programs may do with it; what is not written is not said. Of several rules the strictest holds."`
}

// MachineUse is what programs may do with an article: allow, deny, or nothing where nobody has said it.
type MachineUse struct {
	Train   string `yaml:"train" doc:"Train models with it." enum:"allow deny"`
	AIInput string `yaml:"ai_input" doc:"Answer questions with it." enum:"allow deny"`
	Search  string `yaml:"search" doc:"Find it, as search engines do." enum:"allow deny"`
}

// Rule is one rule of the policy.
type Rule struct {
	Match    Match `yaml:"match" doc:"What the rule is for: every key that is written has to hold. Without it, every article."`
	Terms    `yaml:",inline"`
	Override bool `yaml:"override" doc:"What the rule states replaces what the article says itself."`
}

// Grant is one rule of a feed: how much that feed carries, and nothing else.
type Grant struct {
	Match  Match  `yaml:"match" doc:"What the rule is for: every key that is written has to hold. Without it, every article."`
	Text   Text   `yaml:"text" doc:"How much of the text this feed may carry; of several of its rules the strictest holds." enum:"full summary title none"`
	Images string `yaml:"images" doc:"Which pictures this feed may carry: all, own for those on the site that are credited to nobody else, or none." enum:"all own none"`
}

// Rule gives the rule as one of the policy.
func (r *Grant) Rule() Rule {
	return Rule{Match: r.Match, Terms: Terms{Text: r.Text, Images: r.Images}}
}

// Match is what a rule asks of an article. A value is compared in any case, and may hold stars; of a list one has to be
// found.
type Match struct {
	Credit   Words  `yaml:"credit" doc:"The agency, by any of its names."`
	Source   Words  `yaml:"source" doc:"The folder of the articles as it is written under sources, or where the story was first published."`
	Section  Words  `yaml:"section" doc:"The section."`
	Tag      Words  `yaml:"tag" doc:"One of the tags."`
	Author   Words  `yaml:"author" doc:"One of those in the byline."`
	Language Words  `yaml:"language" doc:"The language; en is en-GB, too."`
	Path     Words  `yaml:"path" doc:"Globs of the file's path in its source; ** crosses folders."`
	License  Words  `yaml:"license" doc:"A licence, by its address or name."`
	Media    Words  `yaml:"media" doc:"The type of a picture or recording, such as video/*."`
	Since    string `yaml:"since" doc:"Published on this date or later."`
	Until    string `yaml:"until" doc:"Published before this date."`
}

// Agency is a provider of stories.
type Agency struct {
	Name    string `yaml:"name" doc:"Its name." required:"true"`
	Aliases Words  `yaml:"aliases" doc:"What else credits call it, such as AFP."`
	Terms   `yaml:",inline"`
	Until   string `yaml:"until" doc:"End of the contract: a date from which nothing of the agency stays out."`
}

// Words are one word or a list of them.
type Words []string

// ParseExpiry reads an expiry: a date, as ParseDate, or so long after publication, as ParseSpan. Both are zero for an empty
// one. The error is an *Error without a place.
func ParseExpiry(s string, zone *time.Location) (at time.Time, after time.Duration, err error) {
	const fix = "write a date such as 2026-12-31, or 30d after published"
	span, counted := strings.CutSuffix(strings.Join(strings.Fields(s), " "), " after published")
	if !counted {
		at, err = ParseDate(s, zone)
		if err != nil {
			err = flaw(fix, "%s is no end", quote(s))
		}
		return at, 0, err
	}
	if after, err = ParseSpan(span); err != nil {
		err = flaw(fix+"; h, d and w stand for hours, days and weeks", "%s is no span of time", quote(span))
	}
	return time.Time{}, after, err
}

// ParseDate reads a day, which begins at midnight in the zone; a day and a time such as 2026-12-31 18:00, which are the
// zone's; or an instant as RFC 3339 writes it. A nil zone is UTC. It is the zero time for nothing. The error is an *Error
// without a place.
func ParseDate(s string, zone *time.Location) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	zone = cmp.Or(zone, time.UTC)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil && t.Year() > 1 {
			return t, nil
		}
	}
	return time.Time{}, flaw("write a date such as 2026-12-31 or 2026-12-31T18:00:00Z", "%s is no date", quote(s))
}

// Place gives where in the file the value of a key stands, such as policy[2]; both are 0 for one that stands nowhere.
func (c *Config) Place(key string) (line, column int) {
	at := c.places[key]
	return at.line, at.column
}

func (v *validator) policy(c *Config) {
	for i := range c.Policy {
		v.rule(&c.Policy[i], index("policy", i))
	}
	for i := range c.Agencies {
		v.agency(&c.Agencies[i], index("agencies", i))
	}
	v.agencyNames(c.Agencies)
	v.machineConflicts(c)
	v.checkGiven("unmatched", c.Unmatched, oneOf("publish", "hold"))
	v.check("withdraw_for", c.WithdrawFor, checkSpan)
	v.checkGiven("on_delete", c.OnDelete, oneOf("go", "withdraw"))
}

func (v *validator) rule(r *Rule, at string) {
	if r.Terms.isEmpty() {
		v.says(at, "states and allows nothing", "write what it does, such as text: summary")
	}
	v.terms(&r.Terms, at)
	v.match(&r.Match, at+".match")
}

// says records what is wrong with something as a whole.
func (v *validator) says(path, message, fix string) {
	at := v.places.find(path)
	v.faults = append(v.faults, &Error{File: v.file, Line: at.line, Column: at.column, Path: path, Message: message, Fix: fix})
}

func (v *validator) agency(a *Agency, at string) {
	if a.Name == "" {
		v.missing(at+".name", "write the agency's name, such as Agence France-Presse")
	}
	v.terms(&a.Terms, at)
	v.checkGiven(at+".until", a.Until, checkDate)
}

func (v *validator) terms(t *Terms, at string) {
	v.checkGiven(at+".notice", t.Notice, onlyWith("year", "holder", "credit"))
	v.checkGiven(at+".attribution", t.Attribution, onlyWith("credit", "holder", "year", "title", "url"))
	v.checkGiven(at+".text", string(t.Text), oneOf(string(FullText), string(SummaryText), string(TitleOnly), string(NoText)))
	v.checkGiven(at+".images", t.Images, oneOf("all", "own", "none"))
	v.checkGiven(at+".expires", t.Expires, func(s string) error {
		_, _, err := ParseExpiry(s, time.UTC)
		return err
	})
	v.checkGiven(at+".embargo", t.Embargo, checkDate)
	v.territories(t.Territories, at+".territories")
	v.machineUse(&t.MachineUse, at+".machine_use")
}

func (v *validator) machineUse(u *MachineUse, at string) {
	answer := oneOf("allow", "deny")
	v.checkGiven(at+".train", u.Train, answer)
	v.checkGiven(at+".ai_input", u.AIInput, answer)
	v.checkGiven(at+".search", u.Search, answer)
	if u.Train != "" && u.AIInput != "" && u.Train != u.AIInput {
		v.says(at, "allows a part of text and data mining and denies another, of which tdmrep.json has to say one thing", "write the same for train and ai_input, or leave out the one that you allow")
	}
}

// machineConflicts checks that no rule allows what the site denies of all its pages.
func (v *validator) machineConflicts(c *Config) {
	check := func(u *MachineUse, at string) {
		const site = "site.machine_use"
		for _, use := range []struct{ key, site, rule string }{
			{".train", c.Site.MachineUse.Train, u.Train}, {".ai_input", c.Site.MachineUse.AIInput, u.AIInput}, {".search", c.Site.MachineUse.Search, u.Search},
		} {
			if use.site == "deny" && use.rule == "allow" {
				v.blame(at+use.key, use.rule, flaw("take one of them out", "allows what %s denies for all pages", v.describe(site+use.key)))
			}
		}
	}
	for i := range c.Policy {
		check(&c.Policy[i].MachineUse, index("policy", i)+".machine_use")
	}
	for i := range c.Agencies {
		check(&c.Agencies[i].MachineUse, index("agencies", i)+".machine_use")
	}
}

func (v *validator) territories(codes Words, at string) {
	known := true
	for i, code := range codes {
		if _, _, err := ParseTerritories(codes[i : i+1]); err != nil {
			v.blame(v.wordKey(at, i), code, err)
			known = false
		}
	}
	if _, _, err := ParseTerritories(codes); err != nil && known { // of one with another
		fault := asFault(err)
		v.says(at, fault.Message, fault.Fix)
	}
}

// ParseTerritories reads codes of countries (ISO 3166-1 alpha-2), or EU for all of the Union: those that are left, or, with !
// before each, those that are left out. Codes with and without ! do not go together. The error is an *Error without a place.
func ParseTerritories(codes []string) (only, not []string, err error) {
	for _, code := range codes {
		name, negated := strings.CutPrefix(code, "!")
		countries := []string{strings.ToUpper(name)}
		if countries[0] == "EU" {
			countries = union
		} else if region, err := language.ParseRegion(countries[0]); err != nil || !region.IsCountry() || region.Canonicalize().String() != countries[0] {
			fix := "write codes of ISO 3166-1 such as DE, AT and GB, or EU"
			if other := region.Canonicalize(); err == nil && other.IsCountry() && other != region {
				fix = "write " + other.String()
			}
			return nil, nil, flaw(fix, "%s is no country", quote(name))
		}
		if negated {
			not = append(not, countries...)
		} else {
			only = append(only, countries...)
		}
	}
	if len(only) > 0 && len(not) > 0 {
		return nil, nil, flaw("write one or the other: with ! every other country is left", "countries with and without !")
	}
	return only, not, nil
}

// union is the members of the European Union.
var union = strings.Fields("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK")

func (t *Terms) isEmpty() bool {
	return t.Notice == "" && t.Holder == "" && len(t.License) == 0 && t.UsageTerms == "" && t.Text == "" && t.Images == "" &&
		t.Expires == "" && t.Embargo == "" && t.Attribution == "" && !t.SourceLink && len(t.Territories) == 0 && t.MachineUse == MachineUse{}
}

func checkDate(s string) error {
	_, err := ParseDate(s, time.UTC)
	return err
}

// oneOf checks that a value is one of some words.
func oneOf(words ...string) func(string) error {
	return func(s string) error {
		if !slices.Contains(words, s) {
			return flaw("write one of "+strings.Join(words, ", "), "%s is no choice here", quote(s))
		}
		return nil
	}
}
