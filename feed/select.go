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
// has been read. Like these it is not safe for concurrent use; different ones of one Source are.
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

// AppendCandidates appends a candidate for each card of the source's catalog to the list.
func (s *Source) AppendCandidates(list []Candidate) []Candidate {
	list = slices.Grow(list, len(s.Cards))
	for _, card := range s.Cards {
		list = append(list, Candidate{Card: card, from: s})
	}
	return list
}

// Edits gives the articles whose files changed and say of all that they are chosen by what they said before; only reports that
// nothing else in the folder changed. Their cards are copies.
func (s *Source) Edits() (list []Candidate, only bool) {
	cards, only := s.Catalog.Edits()
	for _, card := range cards {
		list = append(list, Candidate{Card: card.Copy(), from: s})
	}
	return list, only
}

// Name names an article: by the id and the link of its item, and by its place.
func (m *Mapper) Name(a *source.Article) source.Name {
	link, rule := m.link(a)
	id, _ := m.id(a, link)
	return source.Name{ID: id, Link: link, BySlug: strings.HasPrefix(rule, patternRule) && a.Slug.Known(), Place: m.Place(a.Path)}
}

// Place gives a hash of 48 bits of where an article lies, below its source's folder: what is published can be read by everybody.
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
// new way to mint, must not list it anew. One whose own id is no URI, and was published as it is by the site's feed of before,
// keeps that.
func (c Candidate) KeepID(id string) {
	if !c.HasOwnID() || c.ID == c.from.Mapper.Site.Mint(id) {
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

// ReadOpening reads no more of the article's text than may hold the article: enough for one that is published by its title and
// its summary alone. Where it is not, the whole text is read.
func (c *Candidate) ReadOpening() {
	if c.Read(); !c.from.Opening(c.Card, c.Article) {
		c.from.Body(c.Card, c.Article)
	}
}

// Evidence gives bytes that are others when the article's file, or one that speaks for it, has changed, as far as that can be
// told without reading them.
func (c Candidate) Evidence() []byte { return c.from.Evidence(c.Card) }

// IsSettled reports that the evidence cannot have missed a change after an instant, in nanoseconds since 1970.
func (c Candidate) IsSettled(since int64) bool { return c.from.IsSettled(c.Card, since) }

// Problems are the faults of the article that are known.
func (c Candidate) Problems() []source.Problem {
	if c.Article != nil {
		return c.Article.Problems
	}
	return c.Card.Problems()
}

// ProblemsAt are the faults that are known, and with them what a desk should look at before an embargo ends.
func (c Candidate) ProblemsAt(now time.Time) []source.Problem {
	problems := c.Problems()
	if p, ok := c.ZoneProblem(now, c.Folder()); ok {
		problems = append(slices.Clip(problems), p)
	}
	return problems
}

// Reject keeps the article out of everything, for a fault that is not its file's.
func (c *Candidate) Reject(p source.Problem) {
	c.Card.Reject(p)
	if c.Article != nil {
		c.Article.Problem(p)
		c.Article.Rejected = true
	}
}

// Selection is the articles that are published at an instant, to be taken newest first. It is not safe for concurrent use.
type Selection struct {
	// Expiry is when the first of them expires; zero for never.
	Expiry time.Time
	// Twins are the articles met so far whose id a newer one has.
	Twins []Candidate

	all  []Candidate
	left []int32 // places in all, in no order
	seen map[string]bool
}

// Select finds the articles that are published at the instant now. deadline is the instant up to which the feed will stand as
// it is: what expires before is left out already. A zero deadline means that something will take it out in time.
func Select(all []Candidate, now, deadline time.Time) *Selection {
	s := &Selection{all: all, left: make([]int32, 0, len(all)), seen: map[string]bool{}}
	for i, c := range all {
		if c.Status(now) != source.StatusPublished || expiresBefore(c.Card, deadline) {
			continue
		}
		s.left = append(s.left, int32(i))
		if at, ok := c.Expires(); ok && (s.Expiry.IsZero() || at.Before(s.Expiry)) {
			s.Expiry = at
		}
	}
	return s
}

// Each calls use with every article that is left, in no order.
func (s *Selection) Each(use func(Candidate)) {
	for _, at := range s.left {
		use(s.all[at])
	}
}

// Next takes the newest n of the articles that are left, and those of the same instant in the order of their ids. Of two
// articles with one id the newer is taken; the other is a twin.
func (s *Selection) Next(n int) (taken []Candidate) {
	taken = make([]Candidate, 0, min(n, len(s.left)))
	for len(taken) < n && len(s.left) > 0 {
		first := min(n-len(taken), len(s.left))
		newestFirst(s.all, s.left, first)
		for _, at := range s.left[:first] {
			c := s.all[at]
			if s.seen[c.ID] {
				s.Twins = append(s.Twins, c)
				continue
			}
			s.seen[c.ID] = true
			taken = append(taken, c)
		}
		s.left = s.left[first:]
	}
	return taken
}

// newestFirst brings the first n of the list to the front, in order, and leaves the others as they come: of a hundred thousand
// articles a feed has room for fifty. It parts the list by a pivot (quickselect), and sorts what is left when that is little
// or takes too long.
func newestFirst(all []Candidate, list []int32, n int) {
	compare := func(a, b int32) int { return cmp.Or(all[a].Compare(all[b].Card), cmp.Compare(a, b)) }
	from, to := 0, len(list) // list[:from] belongs to the first n, and all of these are in list[:to]
	for rounds := 0; to > n && to-from > 100 && rounds < 50; rounds++ {
		ends := []int32{list[from], list[(from+to)/2], list[to-1]}
		slices.SortFunc(ends, compare)
		pivot, split := ends[1], from
		for i := from; i < to; i++ {
			if compare(list[i], pivot) < 0 {
				list[i], list[split] = list[split], list[i]
				split++
			}
		}
		if split >= n {
			to = split
		} else {
			from = split
		}
	}
	slices.SortFunc(list[:to], compare)
}

// NoteTwins makes it a Problem of each twin that an article with its id takes its place.
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
