package config

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Validate checks every rule again, for a Config whose fields were set after loading. The error is an Errors; a fault in a
// value that is still the file's own has its place there, any other has none. A missing site.url is no fault here: see
// RequireURL.
func (c *Config) Validate() error {
	return c.faults().orNil()
}

// faults returns every rule that does not hold.
func (c *Config) faults() Errors {
	v := validator{file: c.file, places: c.places}
	v.site(&c.Site)
	for i := range c.Sources {
		v.source(&c.Sources[i], index("sources", i))
	}
	for i := range c.Feeds {
		v.feed(&c.Feeds[i], index("feeds", i))
		v.podcast(c, &c.Feeds[i], index("feeds", i))
	}
	v.policy(c)
	v.names(c.Feeds)
	v.outputs(c.Feeds, c.Publish.outputs()...)
	v.publish(c)
	v.serve(&c.Serve)
	v.moved(c)
	v.notified(c)
	v.feedFiles(c)
	return v.faults
}

// moved checks where feeds went. What is sent on for good has to arrive.
func (v *validator) moved(c *Config) {
	there := map[string]bool{}
	for i := range c.Feeds {
		for _, o := range outputs(&c.Feeds[i], "") {
			there[o.path] = true
		}
	}
	stays := func(s string) error {
		switch {
		case strings.HasPrefix(s, "/"):
			return flaw("write it without the first slash", "%s is not below the site's address", quote(s))
		case there[s]:
			return flaw("take the line away, or give the feed another path", "%s is where a feed is", quote(s))
		}
		return nil
	}
	arrives := func(s string) error {
		if strings.Contains(s, "://") {
			return checkAddress(s)
		}
		if !there[s] {
			return flaw("write the path of a feed, as under formats, or an address", "no feed is at %s", quote(s))
		}
		return nil
	}
	for i, m := range c.Serve.Moved {
		at := index("serve.moved", i)
		v.checkGiven(at+".from", m.From, stays)
		v.checkGiven(at+".to", m.To, arrives)
	}
	for i, name := range c.Serve.Gone {
		v.check(index("serve.gone", i), name, stays)
	}
}

// validator collects the rules that do not hold.
type validator struct {
	file   string
	places places
	faults Errors
}

// check applies rule to the value at path.
func (v *validator) check(path, value string, rule func(string) error) {
	if err := rule(value); err != nil {
		v.blame(path, value, err)
	}
}

// checkGiven is check for values that may be left out.
func (v *validator) checkGiven(path, value string, rule func(string) error) {
	if value != "" {
		v.check(path, value, rule)
	}
}

// blame records err as a fault of the value at path. A value other than the file's own came from elsewhere, and pointing
// into the file would mislead.
func (v *validator) blame(path, value string, err error) {
	fault := asFault(err)
	fault.Path = path
	if at, written := v.places[path]; written && at.text == value {
		fault.File, fault.Line, fault.Column = v.file, at.line, at.column
	}
	v.faults = append(v.faults, fault)
}

// missing records that a key is not written and has to be. Its place is that of what it is missing from.
func (v *validator) missing(path, fix string) {
	v.says(path, "missing", fix)
}

func (v *validator) site(s *Site) {
	v.checkGiven("site.url", s.URL, CheckURL)
	v.checkGiven("site.language", s.Language, checkLanguage)
	v.checkGiven("site.rights", s.Rights, onlyWith("year"))
	v.checkGiven("site.timezone", s.Timezone, checkZone)
	v.checkGiven("site.icon", s.Icon, checkIcon)
	v.checkGiven("site.credit_lines", s.CreditLines, oneOf("syndicated", "all", "none"))
	v.siteMachineUse(&s.MachineUse)
	v.checkGiven("site.author.email", s.Author.Email, checkEmail)
	v.checkGiven("site.author.url", s.Author.URL, checkAddress)
	if s.Author.Name == "" && s.Author != (Author{}) {
		v.missing("site.author.name", "write the name, which Atom asks for (RFC 4287 section 3.2.1)")
	}
	v.checkGiven("site.ids.domain", s.IDs.Domain, checkAuthority)
	v.checkGiven("site.ids.since", s.IDs.Since, checkSince)
	switch {
	case s.IDs == IDs{}:
	case s.IDs.Domain == "":
		v.missing("site.ids.domain", "write a domain name of yours, such as example.org")
	case s.IDs.Since == "":
		v.missing("site.ids.since", "write a day on which the domain was yours, such as 2024-05-01")
	}
}

func (v *validator) siteMachineUse(u *SiteMachineUse) {
	const at = "site.machine_use"
	v.machineUse(&u.MachineUse, at)
	v.checkGiven(at+".contact", u.Contact, func(s string) error {
		if strings.Contains(s, "@") {
			return checkEmail(strings.TrimPrefix(s, "mailto:"))
		}
		return checkAddress(s)
	})
	v.checkGiven(at+".terms", u.Terms, checkAddress)
	v.checkGiven(at+".tdm_policy", u.TDMPolicy, checkAddress)
	if u.TDMPolicy != "" && u.Train != "deny" && u.AIInput != "deny" {
		v.blame(at+".tdm_policy", u.TDMPolicy, flaw("write train: deny or ai_input: deny, or take the policy out", "a policy for what is not reserved"))
	}
}

func (v *validator) source(s *Source, at string) {
	v.check(at+".dir", s.Dir, checkDir)
	for i, glob := range s.Include {
		v.check(index(at+".include", i), glob, checkGlob)
	}
	for i, glob := range s.Exclude {
		v.check(index(at+".exclude", i), glob, checkGlob)
	}
	v.check(at+".url", s.URL, checkPattern)
	v.checkGiven(at+".timezone", s.Timezone, checkZone)
	v.checkGiven(at+".max_size", s.MaxSize, checkSize)
}

func (v *validator) feed(f *Feed, at string) {
	if f.Name == "" && f.Each == "" {
		v.missing(at+".name", "write a name, such as all")
	}
	v.checkGiven(at+".name", f.Name, checkName)
	if f.Formats == (Formats{}) {
		v.missing(at+".formats", "write at least one, such as formats: {rss: feed.xml}")
	}
	for _, o := range outputs(f, at) {
		v.check(o.key, o.path, checkOutput)
	}
	if f.Limit < 0 {
		v.blame(at+".limit", strconv.Itoa(f.Limit), flaw("write 0 for all", "%d is negative", f.Limit))
	}
	v.check(at+".text", string(f.Text), oneOf(string(FullText), string(SummaryText), string(TitleOnly)))
	for i := range f.Policy {
		rule := f.Policy[i].Rule()
		v.rule(&rule, index(at+".policy", i))
	}
	v.selected(f, at)
}

// names checks that no two feeds have one name; case does not tell them apart, as it would not in speech.
func (v *validator) names(feeds []Feed) {
	first := map[string]string{}
	for i := range feeds {
		key, name := index("feeds", i)+".name", feeds[i].Called()
		folded := fold(name)
		if other, taken := first[folded]; taken && name != "" {
			v.blame(key, name, flaw("write another", "%s is the name of %s", quote(name), v.describe(other)))
			continue
		}
		first[folded] = key
	}
}

// output is one file that a feed is written to.
type output struct{ key, path string }

// outputs returns the files of f in the order of the formats.
func outputs(f *Feed, at string) []output {
	all := []output{
		{at + ".formats.rss", f.Formats.RSS},
		{at + ".formats.atom", f.Formats.Atom},
		{at + ".formats.json", f.Formats.JSON},
	}
	return slices.DeleteFunc(all, func(o output) bool { return o.path == "" })
}

// outputs checks that no two feeds are written to one file, and none to a file that another needs as a folder. Some file
// systems take paths that differ only in case for one.
func (v *validator) outputs(feeds []Feed, beside ...output) {
	files, folders := map[string]string{}, map[string]string{}
	for i := range feeds {
		for _, o := range outputs(&feeds[i], index("feeds", i)) {
			v.claim(o, files, folders)
		}
	}
	for _, o := range beside {
		v.claim(o, files, folders)
	}
}

// claim enters o among the files and its folders among the folders, unless another was there first.
func (v *validator) claim(o output, files, folders map[string]string) {
	folded := fold(o.path)
	if other := cmp.Or(files[folded], folders[folded]); other != "" {
		v.clash(o, other)
		return
	}
	files[folded] = o.key
	for dir := path.Dir(folded); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if other, isFile := files[dir]; isFile {
			v.clash(o, other)
			return
		}
		if _, known := folders[dir]; !known {
			folders[dir] = o.key
		}
	}
}

func (v *validator) clash(o output, other string) {
	v.blame(o.key, o.path, flaw("write a path of its own", "%s is in the way of %s", quote(o.path), v.describe(other)))
}

// describe names a key and, if it stands in the file, where.
func (v *validator) describe(key string) string {
	at, written := v.places[key]
	if !written {
		return key
	}
	return fmt.Sprintf("%s (line %d, column %d)", key, at.line, at.column)
}
