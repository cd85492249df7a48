package build

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
	"unique"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/machine"
	"github.com/masthead-feeds/masthead/feed/page"
	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/source"
)

// This file makes of the configured feeds those that are written: of a family one for each of its members, of a feed with an
// archive one more for each span of time.

// plan is one feed that a build makes.
type plan struct {
	Feed
	of    string // the configured feed, whose rules say how much of an article is carried
	value string // of a member of a family: what it is of
	docs  []*document
	left  int // places that nobody has been given yet, while articles are taken

	isThere bool // it has documents, though this build does not look at them

	spans   map[string]*plan // of a feed with an archive: its parts, by the names of their spans
	whole   *plan            // of a part of an archive: the feed that it is of
	earlier *plan            // of a feed with an archive its newest part, of a part the one before
	later   *plan            // of a part the one after it
}

// family is a configured feed with the plans that it becomes.
type family struct {
	*Feed
	selected source.Label // as Feed.selected gives it, made once
	alone    *plan        // of a feed that is no family
	members  map[source.Label]*plan
	years    map[string]*plan // of the family of years, which are not labels
}

// plan makes the plans for the articles that are published.
func (b *builder) plan(chosen *feed.Selection) {
	taken := b.configuredPaths()
	for i := range b.Feeds {
		f := &family{Feed: &b.Feeds[i], selected: b.Feeds[i].selected()}
		if f.Each == "" {
			f.alone = &plan{Feed: *f.Feed, of: f.Name}
			b.plans = append(b.plans, f.alone)
		} else {
			b.planMembers(f, chosen, taken)
		}
		b.families = append(b.families, f)
	}
	if slices.ContainsFunc(b.Feeds, func(f Feed) bool { return f.Archive != "" }) {
		b.planArchives(chosen, taken)
	}
}

// configuredPaths are the paths that the configuration gives to documents, and those of what is written unasked.
func (b *builder) configuredPaths() map[string]bool {
	taken := map[string]bool{machine.License: true, machine.Robots: true, page.SheetName: true}
	for _, name := range b.Beside.Paths() {
		taken[foldWord(name)] = true
	}
	for _, f := range slices.Concat(b.Feeds, b.Elsewhere) {
		for _, format := range f.Formats {
			if f.Each == "" {
				taken[foldWord(format.Path)] = true
			}
		}
	}
	return taken
}

// has reports that the feed, or some feed of the family, may have an article.
func (f *family) has(c feed.Candidate, now time.Time) bool {
	return (f.Window == 0 || c.Published().After(now.Add(-f.Window))) && f.chooses(c, f.selected)
}

// selected is the label of the articles that the feed has; the zero label where it has all of its time.
func (f *Feed) selected() source.Label {
	if !f.selects() {
		return source.Label{}
	}
	return unique.Make(selectedBy(f))
}

// chooses reports that the selection has an article; selected is the feed's label.
func (f *Feed) chooses(c feed.Candidate, selected source.Label) bool {
	return f.Select.Within(c.Published()) && (selected == source.Label{} || slices.Contains(c.Labels(), selected))
}

// Has reports that the feed, or some feed of the family, has an article as far as its selection goes, whenever a build is.
func (f *Feed) Has(c feed.Candidate) bool {
	if !f.chooses(c, f.selected()) {
		return false
	}
	return f.Each == "" || f.Each == config.EachYear || slices.ContainsFunc(c.Labels(), func(l source.Label) bool { return strings.HasPrefix(l.Value(), f.Each+":") })
}

// plansOf gives the plans that may have an article. It is safe for concurrent use. Whoever needs them asks again: of a hundred
// thousand articles there is no room for the answers.
func (b *builder) plansOf(c feed.Candidate) (list []*plan) {
	for _, f := range b.families {
		if !f.has(c, b.now) {
			continue
		}
		first := len(list)
		if f.alone != nil {
			list = append(list, f.alone)
		}
		for _, l := range c.Labels() {
			if p := f.members[l]; p != nil && !slices.Contains(list[first:], p) {
				list = append(list, p)
			}
		}
		if len(f.years) > 0 {
			if p := f.years[b.spanOf(c, config.ByYear)]; p != nil {
				list = append(list, p)
			}
		}
		if f.Archive == "" {
			continue
		}
		for _, p := range list[first:] {
			if part := p.spans[b.spanOf(c, f.Archive)]; part != nil {
				list = append(list, part)
			}
		}
	}
	return list
}

// member is what a family is to have a feed for.
type member struct {
	value    string // as most articles write it
	most     int
	articles int
	labels   []source.Label
}

// planMembers makes the plans of a family.
func (b *builder) planMembers(f *family, chosen *feed.Selection, taken map[string]bool) {
	f.members, f.years = map[source.Label]*plan{}, map[string]*plan{}
	members := b.membersOf(f, chosen)
	values := slices.Sorted(maps.Keys(members))
	values = slices.DeleteFunc(values, func(folded string) bool {
		m := members[folded]
		return m.articles < max(1, f.AtLeast) || !f.wants(m.value)
	})
	names := b.nameMembers(f, values, members)
	for _, folded := range values {
		m := members[folded]
		p := f.member(m.value, names[folded], &b.Site)
		if path := p.inTheWay(taken); path != "" {
			b.report.addProblem(Fault{Problem: source.Problem{File: path, Field: "feeds",
				Message: fmt.Sprintf("the path is that of another document, and %q has no feed in %s", m.value, f.Name), Fix: "give the family another path"}})
			continue
		}
		b.plans = append(b.plans, p)
		for _, l := range m.labels {
			f.members[l] = p
		}
		if f.Feed.Each == config.EachYear {
			f.years[m.value] = p
		}
	}
}

// membersOf finds what there is of a family among the articles, by what is alike in any case.
func (b *builder) membersOf(f *family, chosen *feed.Selection) map[string]*member {
	counts, years := map[source.Label]int{}, map[string]int{}
	chosen.Each(func(c feed.Candidate) {
		if !f.has(c, b.now) {
			return
		}
		if f.Feed.Each == config.EachYear {
			years[b.spanOf(c, config.ByYear)]++
			return
		}
		for _, l := range c.Labels() {
			counts[l]++
		}
	})
	members := map[string]*member{}
	for year, n := range years {
		members[year] = &member{value: year, articles: n}
	}
	for l, n := range counts {
		value, is := strings.CutPrefix(l.Value(), f.Feed.Each+":")
		if !is {
			continue
		}
		folded := foldWord(value)
		m := members[folded]
		if m == nil {
			m = &member{}
			members[folded] = m
		}
		if n > m.most || n == m.most && value < m.value {
			m.value, m.most = value, n
		}
		m.articles += n
		m.labels = append(m.labels, l)
	}
	return members
}

// wants reports that the family is to have a feed of a value.
func (f *family) wants(value string) bool {
	return (len(f.Only) == 0 || rights.IsOneOf(f.Only, value)) && !rights.IsOneOf(f.Except, value)
}

// nameMembers gives each member its name in paths. What was published under a name keeps it; of two that would have one name
// the second has a few letters behind it, which hang on nothing but itself.
func (b *builder) nameMembers(f *family, values []string, members map[string]*member) map[string]string {
	names, taken := map[string]string{}, map[string]string{}
	before := map[string]string{}
	for _, old := range b.past.Feeds {
		if name, is := strings.CutPrefix(old.Feed, f.Name+"/"); is && old.Value != "" && old.Retired == nil && !old.Archive {
			before[foldWord(old.Value)] = name
		}
	}
	for _, folded := range values {
		if name, known := before[folded]; known && taken[name] == "" {
			names[folded], taken[name] = name, folded
		}
	}
	for _, folded := range values {
		if names[folded] != "" {
			continue
		}
		name := slugOf(members[folded].value)
		if f.Feed.Each == config.EachFolder {
			name = slugOfFolder(members[folded].value)
		}
		if other := taken[name]; other != "" {
			b.report.addProblem(Fault{Advice: true, Problem: source.Problem{File: f.Name + "/" + name, Field: "feeds",
				Message: fmt.Sprintf("%q and %q would have one path", members[other].value, members[folded].value), Fix: fmt.Sprintf("the second is called %s-%s; write both alike if they are the same", name, tellApart(folded))}})
			name += "-" + tellApart(folded)
		}
		names[folded], taken[name] = name, folded
	}
	return names
}

// member makes the plan of a member.
func (f *family) member(value, name string, site *feed.Site) *plan {
	word := "{" + f.Feed.Each + "}"
	say := strings.NewReplacer(word, value, "{site}", site.Title).Replace
	p := &plan{Feed: *f.Feed, of: f.Name, value: value}
	p.Name, p.Family = f.Name+"/"+name, f.Name
	p.Title, p.Description = say(cmp.Or(f.Title, "{site}: "+word)), say(f.Description)
	if f.Feed.Each == config.EachLanguage && p.Language == "" {
		p.Language = value
	}
	p.Formats = slices.Clone(f.Formats)
	for i := range p.Formats {
		p.Formats[i].Path = strings.ReplaceAll(p.Formats[i].Path, word, name)
	}
	return p
}

// inTheWay gives the path of the plan that another document has, and takes them all if there is none.
func (p *plan) inTheWay(taken map[string]bool) string {
	for _, format := range p.Formats {
		if taken[foldWord(format.Path)] {
			return format.Path
		}
	}
	for _, format := range p.Formats {
		taken[foldWord(format.Path)] = true
	}
	return ""
}

// spanNames are the layouts of the names that spans of time have in paths, in whose order they follow each other.
var spanNames = map[config.Archive]string{config.ByDay: time.DateOnly, config.ByMonth: "2006-01", config.ByYear: "2006"}

// spanOf names the span of time that an article was published in.
func (b *builder) spanOf(c feed.Candidate, by config.Archive) string {
	return c.Published().In(cmp.Or(b.Zone, time.UTC)).Format(spanNames[by])
}

// planArchives parts the whole past of the feeds that have an archive. There is a part for every span in which something was
// published, the newest too: then the one before it can name it, and does not change any more.
func (b *builder) planArchives(chosen *feed.Selection, taken map[string]bool) {
	found := map[*plan]map[string]bool{}
	chosen.Each(func(c feed.Candidate) {
		for _, p := range b.plansOf(c) {
			if p.Archive == "" {
				continue
			}
			if found[p] == nil {
				found[p] = map[string]bool{}
			}
			found[p][b.spanOf(c, p.Archive)] = true
		}
	})
	for _, p := range slices.Clone(b.plans) {
		p.spans = map[string]*plan{}
		for _, span := range slices.Sorted(maps.Keys(found[p])) {
			part := p.part(span)
			if path := part.inTheWay(taken); path != "" {
				b.report.addProblem(Fault{Problem: source.Problem{File: path, Field: "feeds",
					Message: "the path is that of another document, and that part of the archive of " + p.Name + " is left out", Fix: "give the other document another path"}})
				continue
			}
			p.append(part, span)
			b.plans = append(b.plans, part)
		}
	}
}

// append makes a part the newest of the archive.
func (p *plan) append(part *plan, span string) {
	if part.earlier = p.earlier; part.earlier != nil {
		part.earlier.later = part
	}
	p.earlier, p.spans[span] = part, part
}

// part makes the plan of a part of the archive: beside feed.xml its documents are feed/2026-03.xml.
func (p *plan) part(name string) *plan {
	part := &plan{Feed: p.Feed, of: p.of, value: p.value, whole: p}
	part.Name, part.Limit, part.Archive, part.Formats = p.Name+"/"+name, 0, "", nil
	for _, format := range p.Formats {
		if format.Name == pageFormat {
			continue
		}
		ending := path.Ext(format.Path)
		part.Formats = append(part.Formats, Format{format.Name, strings.TrimSuffix(format.Path, ending) + "/" + name + ending})
	}
	return part
}

// history says where the other documents of a feed are that has an archive (RFC 5005 §4).
func (d *document) history(site *feed.Site) (h feed.History) {
	p := d.plan
	address := func(other *plan) string {
		for ; other != nil; other = other.earlier {
			if at := other.pathIn(d.encoder.Name); at != "" && other.isWritten() {
				return site.File(at)
			}
		}
		return ""
	}
	h.IsComplete = p.Limit == 0 && p.Window == 0 && p.whole == nil && p.earlier == nil && !d.isPage()
	if !d.isPage() {
		h.Earlier = address(p.earlier)
	}
	if p.whole == nil {
		return h
	}
	h.IsArchive, h.Current = true, site.File(p.whole.pathIn(d.encoder.Name))
	for next := p.later; next != nil && h.Later == ""; next = next.later {
		if next.isWritten() {
			h.Later = site.File(next.pathIn(d.encoder.Name))
		}
	}
	return h
}

// isWritten reports that the plan has documents.
func (p *plan) isWritten() bool { return p.isThere || len(p.docs) > 0 }

// pathIn gives the path of the plan's document in a format; empty for none.
func (p *plan) pathIn(format string) string {
	for _, f := range p.Formats {
		if f.Name == format {
			return f.Path
		}
	}
	return ""
}

// withoutEmpty takes out the documents of families and archives that turned out to have nothing, or too little, to carry:
// nothing tells of them.
func (b *builder) withoutEmpty() {
	b.docs = slices.DeleteFunc(b.docs, func(d *document) bool {
		p := d.plan
		least := 0
		if p.Family != "" || p.whole != nil {
			least = 1
		}
		if p.Family != "" && p.whole == nil && (p.Limit == 0 || p.Limit >= p.AtLeast) {
			least = max(least, p.AtLeast)
		}
		if d.items >= least {
			return false
		}
		p.docs = slices.DeleteFunc(p.docs, func(other *document) bool { return other == d })
		return true
	})
}
