package feed

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source"
)

// Candidate is an article that may become an item, with the identity it would have.
type Candidate struct {
	*source.Article
	ID   string // of the item
	Link string // address of the article's page; empty for a story without one

	idRule, linkRule string
	mapper           *Mapper
	folder           *source.Folder
}

// Candidate makes a candidate of an article that the folder's scan returned.
func (m *Mapper) Candidate(folder *source.Folder, a *source.Article) Candidate {
	c := Candidate{Article: a, mapper: m, folder: folder}
	c.Link, c.linkRule = m.link(a)
	c.ID, c.idRule = m.id(a, c.Link)
	return c
}

// SettleLinks gives the articles that would have one address by the permalink pattern addresses of their own. Sites have
// several posts of one slug, told apart by what the pattern does not say; the first of them by its path keeps the address.
func SettleLinks(all []Candidate) {
	taken := map[string]bool{}
	for i := range all {
		c := &all[i]
		if c.Link == "" || !taken[c.Link] || !strings.HasPrefix(c.linkRule, patternRule) || !c.Slug.Known() {
			taken[c.Link] = true
			continue
		}
		bare := *c.Article
		bare.Slug = source.Field[string]{}
		linked := c.ID == c.Link
		c.Link, c.linkRule = c.mapper.link(&bare)
		c.linkRule += ", without the slug, which another article has, too"
		if linked {
			c.ID = c.Link
		}
		taken[c.Link] = true
	}
}

// KeepID gives the article the id under which it was published before, unless it has one of its own: a new address, or a
// new way to mint, must not list it anew.
func (c *Candidate) KeepID(id string) {
	if !c.Article.ID.Known() && id != c.ID {
		c.ID, c.idRule = id, "the id it was first published under"
	}
}

// Folder is the folder that the article lies in.
func (c Candidate) Folder() *source.Folder { return c.folder }

// ReadBody reads the article's body. One that cannot be read rejects the article.
func (c Candidate) ReadBody() { c.folder.Body(c.Article) }

// DropBody lets go of the body that ReadBody read, for whoever has no more use for it: of many articles at once there is
// never room for all.
func (c Candidate) DropBody() { c.HTML, c.Text = "", "" }

// Select gives the articles that are published at the instant now, newest first, and those of the same instant in the
// order of their ids. Of two articles with one id the newer is kept; the others are returned as twins. deadline is the
// instant up to which the feed will stand as it is: what expires before is left out already. A zero deadline means that
// something will take it out in time.
func Select(all []Candidate, now, deadline time.Time) (chosen, twins []Candidate) {
	var published []Candidate
	for _, c := range all {
		if c.Status(now) == source.StatusPublished && !expiresBefore(c.Article, deadline) {
			published = append(published, c)
		}
	}
	slices.SortStableFunc(published, func(a, b Candidate) int {
		return cmp.Or(b.Published.Value.Compare(a.Published.Value), cmp.Compare(a.ID, b.ID))
	})
	seen := make(map[string]bool, len(published))
	for _, c := range published {
		if seen[c.ID] {
			twins = append(twins, c)
			continue
		}
		seen[c.ID] = true
		chosen = append(chosen, c)
	}
	return chosen, twins
}

// NoteTwins makes the loss of a twin a Problem of the article.
func NoteTwins(twins []Candidate) {
	for _, c := range twins {
		c.Problem(problemAt(c.Article.ID.From, "id", "another article has the id "+c.ID, "give this one an id or a url of its own (left out of the feeds)"))
	}
}

func expiresBefore(a *source.Article, deadline time.Time) bool {
	return !deadline.IsZero() && a.Expires.Known() && a.Expires.Value.Before(deadline)
}
