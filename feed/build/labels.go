package build

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/markup"
	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/source"
)

// This file labels articles while they are read: with the feeds that select them, with what the families have feeds for, and with
// what tells their translations.
// To choose among a hundred thousand of them nothing else is looked at.

// selectedBy is the label of the articles that a feed selects.
func selectedBy(f *Feed) string { return "#" + f.Name }

// label is what labels the articles of all feeds, of this build and of those elsewhere, which have one state.
type labels struct {
	feeds    []Feed // those that select, or are families
	policy   *rights.Policy
	language string // of articles that state none
}

// labelWith has the articles labelled as the feeds need it.
func (o *Options) labelWith(all []Feed) {
	l := labels{policy: o.Policy, language: o.Site.Language}
	byChange, needs := false, feed.TranslationNeeds()
	for _, f := range all {
		byChange = byChange || f.ByUpdate
		if f.selects() || f.Each != "" {
			l.feeds = append(l.feeds, f)
			needs = append(append(needs, f.Select.Needs()...), eachNeeds[f.Each]...)
		}
	}
	for i := range o.Sources {
		folder := o.Sources[i].Folder
		folder.ByChange = byChange
		folder.Label, folder.LabelsBy = l.of, needs
	}
	slices.SortFunc(l.feeds, func(a, b Feed) int { return cmp.Compare(a.Name, b.Name) })
	var made []any
	for _, f := range l.feeds {
		made = append(made, f.Name, f.Each, f.Select)
	}
	o.labelled = hashOf(made, byChange)
}

// eachNeeds are the own keys of an article that say which feeds of a family have it.
var eachNeeds = map[string][]string{
	config.EachTag: {"tags"}, config.EachSection: {"section"}, config.EachAuthor: {"authors", "byline"}, config.EachCredit: {"credit", "authors", "byline"},
}

// selects reports that the feed has not simply all articles of its time.
func (f *Feed) selects() bool { return !f.Select.IsTimeless() }

// of gives the labels of an article.
func (l *labels) of(a *source.Article) (list []string) {
	list = feed.TranslationLabels(a)
	add := func(label string) {
		if !slices.Contains(list, label) {
			list = append(list, label)
		}
	}
	for i := range l.feeds {
		f := &l.feeds[i]
		if f.selects() && f.Select.Holds(l.policy, a) {
			add(selectedBy(f))
		}
		for _, value := range l.values(f.Each, a) {
			if value = markup.Line(source.WithoutAddresses(value)); value != "" {
				add(f.Each + ":" + value)
			}
		}
	}
	return list
}

// values gives what an article is filed under in a family. The year is not among them: the date may be known better later.
func (l *labels) values(each string, a *source.Article) (values []string) {
	switch each {
	case config.EachTag:
		return a.Tags.Value
	case config.EachSection:
		return []string{a.Section.Value}
	case config.EachAuthor:
		for _, p := range a.People.Value {
			if p.IsAuthor() {
				values = append(values, p.Name)
			}
		}
	case config.EachLanguage:
		return []string{cmp.Or(a.Language.Value, l.language)}
	case config.EachCredit:
		if a.Credit.Value != "" {
			return []string{l.policy.AgencyName(a.Credit.Value)}
		}
	case config.EachFolder:
		return []string{folderOf(a.File())}
	}
	return values
}

// folderOf gives the folder that a file lies in; empty for the source's own. A post with a folder of its own lies where that
// lies.
func folderOf(file string) string {
	dir, name := path.Split(file)
	if stem := strings.TrimSuffix(name, path.Ext(name)); stem == "index" || strings.HasPrefix(stem, "index.") {
		dir = path.Dir(path.Clean(dir))
	}
	if dir = path.Clean(dir); dir == "." || dir == "/" {
		return ""
	}
	return dir
}
