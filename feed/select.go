package feed

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source"
)

// Candidate is an article that may become an item: its card, with the identity it would have, and the article itself once it
// has been read.
type Candidate struct {
	*source.Card
	Article *source.Article // nil until Read

	from *Source
}

// Source is a folder's catalog and how its articles are mapped.
type Source struct {
	*source.Catalog
	Folder *source.Folder
	Mapper *Mapper
}

// Candidates gives a candidate for each card of the source's catalog.
func (s *Source) Candidates() []Candidate {
	list := make([]Candidate, len(s.Cards))
	for i, card := range s.Cards {
		list[i] = Candidate{Card: card, from: s}
	}
	return list
}

// Name names an article: by the id and the link of its item, and by its place.
func (m *Mapper) Name(a *source.Article) source.Name {
	link, rule := m.link(a)
	id, _ := m.id(a, link)
	return source.Name{ID: id, Link: link, BySlug: strings.HasPrefix(rule, patternRule) && a.Slug.Known(), Place: m.Place(a.Path)}
}

// Place says where an article lies without naming it: what is published can be read by everybody.
func (m *Mapper) Place(path string) uint64 {
	sum := sha256.Sum256([]byte(m.Root + "\x00" + path))
	return binary.BigEndian.Uint64(sum[:]) >> 16
}

// SettleLinks gives the articles that would have one address by the permalink pattern addresses of their own. Sites have
// several posts of one slug, told apart by what the pattern does not say; the first of them by its path keeps the address.
func SettleLinks(all []Candidate) {
	if !slices.ContainsFunc(all, func(c Candidate) bool { return c.LinkHangsOnSlug() }) {
		return
	}
	taken := newSet(len(all), func(i int) string { return all[i].Link })
	for i, c := range all {
		if c.Link == "" || taken.add(i) || !c.LinkHangsOnSlug() {
			continue
		}
		c.Read()
		a := *c.Article
		a.Slug = source.Field[string]{}
		linked := c.ID == c.Link
		c.Link, _ = c.from.Mapper.link(&a)
		if linked {
			c.ID = c.Link
		}
		taken.add(i)
	}
}

// set is a set of the keys of a list, by their places in it. It takes a tenth of the room of a map of the keys.
type set struct {
	key   func(i int) string
	slots []int32 // place + 1, or 0
	seed  maphash.Seed
}

func newSet(most int, key func(i int) string) *set {
	return &set{key, make([]int32, 1<<bits.Len(uint(2*most))), maphash.MakeSeed()}
}

// add puts the key of a place into the set; it is false when that key is there already.
func (s *set) add(i int) bool {
	key, mask := s.key(i), len(s.slots)-1
	at := int(maphash.String(s.seed, key)) & mask
	for s.slots[at] != 0 {
		if s.key(int(s.slots[at]-1)) == key {
			return false
		}
		at = (at + 1) & mask
	}
	s.slots[at] = int32(i + 1)
	return true
}

// KeepID gives the article the id under which it was published before, unless it has one of its own: a new address, or a
// new way to mint, must not list it anew.
func (c Candidate) KeepID(id string) {
	if !c.HasOwnID() {
		c.ID = id
	}
}

// Folder is the folder that the article lies in.
func (c Candidate) Folder() *source.Folder { return c.from.Folder }

// Read reads all that the article's file says of it, but its body.
func (c *Candidate) Read() {
	if c.Article != nil {
		return
	}
	c.Article = c.from.Read(c.Card)
	c.from.Mapper.link(c.Article) // which says what is wrong with an address
}

// ReadBody reads the article with its body. One that cannot be read is rejected.
func (c *Candidate) ReadBody() {
	c.Read()
	c.from.Body(c.Card, c.Article)
}

// Evidence stands for what the article's file holds and what speaks for it, as far as that can be told without reading it.
func (c Candidate) Evidence() []byte { return c.from.Evidence(c.Card) }

// IsSettled reports that the evidence cannot have missed a change since an instant, in nanoseconds since 1970.
func (c Candidate) IsSettled(since int64) bool { return c.from.IsSettled(c.Card, since) }

// Problems are the faults of the article that are known.
func (c Candidate) Problems() []source.Problem {
	if c.Article != nil {
		return c.Article.Problems
	}
	return c.Card.Problems()
}

// Reject keeps the article out of everything, for a fault that is not its file's.
func (c *Candidate) Reject(p source.Problem) {
	c.Card.Reject(p)
	if c.Article != nil {
		c.Article.Problem(p)
		c.Article.Rejected = true
	}
}

// Select gives the articles that are published at the instant now, newest first, and those of the same instant in the
// order of their ids. Of two articles with one id the newer is kept; the others are returned as twins. deadline is the
// instant up to which the feed will stand as it is: what expires before is left out already. A zero deadline means that
// something will take it out in time.
func Select(all []Candidate, now, deadline time.Time) (chosen, twins []Candidate) {
	type place struct {
		card *source.Card
		at   int32
	}
	published := make([]place, 0, len(all))
	for i, c := range all {
		if c.Status(now) == source.StatusPublished && !expiresBefore(c.Card, deadline) {
			published = append(published, place{c.Card, int32(i)})
		}
	}
	slices.SortFunc(published, func(a, b place) int { return cmp.Or(a.card.Compare(b.card), cmp.Compare(a.at, b.at)) })
	seen := newSet(len(published), func(i int) string { return published[i].card.ID })
	chosen = make([]Candidate, 0, len(published))
	for i, p := range published {
		if seen.add(i) {
			chosen = append(chosen, all[p.at])
		} else {
			twins = append(twins, all[p.at])
		}
	}
	return chosen, twins
}

// NoteTwins makes the loss of a twin a Problem of the article.
func NoteTwins(twins []Candidate) {
	for _, c := range twins {
		c.Read()
		c.Note(problemAt(c.Article.ID.From, "id", "another article has the id "+c.ID, "give this one an id or a url of its own (left out of the feeds)"))
	}
}

func expiresBefore(c *source.Card, deadline time.Time) bool {
	at, ok := c.Expires()
	return ok && !deadline.IsZero() && at.Before(deadline)
}
