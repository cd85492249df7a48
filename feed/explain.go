package feed

import (
	"time"

	"github.com/masthead-feeds/masthead/source"
)

// Explain lists what is known of an article whose body has been read, with the rule and line that gave each value: what
// becomes of it at the instant now, what it says itself, and what its item will say in its place where it is silent. it
// is the article's item, or nil for one that was rejected.
func (c Candidate) Explain(now time.Time, it *Item) []source.Explained {
	a := c.Article
	idRule, linkRule := c.rules()
	list := append([]source.Explained{
		{Name: "status", Value: string(c.Status(now)), From: rule("as of " + now.Format("2006-01-02 15:04:05 -0700"))},
		{Name: "item id", Value: c.ID, From: rule(idRule)},
		{Name: "item link", Value: c.Link, From: rule(linkRule)},
	}, a.Explain()...)
	for i := range list {
		if list[i].From.Rule == source.FileTime {
			list[i].From.Rule += " (kept as it is once published)"
		}
	}
	if it == nil {
		return list
	}
	for _, f := range []struct {
		stated      bool
		name, value string
		rule        string
	}{
		{a.Language.Known(), "item language", it.Language, "site.language"},
		{a.Summary.Known(), "item summary", it.Summary, "the text's first sentences"},
		{a.Rights.Notice.Known(), "item notice", it.Notice, "site.rights, for what says nothing of rights and is nobody else's"},
		{a.People.Known(), "item author", nameOfFirst(it.Authors), "the credit, the source, or site.author, where no person is named"},
	} {
		if !f.stated && f.value != "" {
			list = append(list, source.Explained{Name: f.name, Value: f.value, From: rule(f.rule)})
		}
	}
	return list
}

// rules gives the rules that made the item's id and link.
func (c Candidate) rules() (idRule, linkRule string) {
	bare := *c.Article // the problems are known
	link, linkRule := c.from.Mapper.link(&bare)
	if link != c.Link {
		linkRule += ", without the slug, which another article has, too"
	}
	id, idRule := c.from.Mapper.id(&bare, c.Link)
	if id != c.ID {
		idRule = "the id it was first published under"
	}
	return idRule, linkRule
}

func rule(words string) source.Origin { return source.Origin{Rule: words} }

func nameOfFirst(people []Person) string {
	if len(people) == 0 {
		return ""
	}
	return people[0].Name
}
