package build

import (
	"context"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/index"
)

// pastItems is how many articles without a place in any feed are remembered for their id alone.
const pastItems = 1000

// placeText writes the place of an article as the manifest has it.
func placeText(place uint64) string { return fmt.Sprintf("%012x", place) }

// place gives the place as its card has it; it is no article's when the manifest has none.
func (it publishedItem) place() uint64 {
	place, err := strconv.ParseUint(it.Place, 16, 64)
	if err != nil {
		return math.MaxUint64
	}
	return place
}

func hexOf(sum []byte) string { return hex.EncodeToString(sum) }

// Remember gives the articles the ids and dates under which the target published them before, for those who show them and
// publish nothing. state is the path of a state that remembers more; empty for none.
func Remember(ctx context.Context, o *Options, target publish.Target, state string, all []feed.Candidate) error {
	b, err := o.past(ctx, target, state)
	if err != nil {
		return err
	}
	b.keepIDs(nil, all)
	if err := b.takeOverIDs(ctx, all); err != nil {
		return err
	}
	b.freezeDates(all)
	return nil
}

// WasPublished reports that an item was published under an id, as far as the target and the state remember.
func WasPublished(ctx context.Context, o *Options, target publish.Target, state, id string) (bool, error) {
	b, err := o.past(ctx, target, state)
	if err != nil {
		return false, err
	}
	return b.past.ids()[id], nil
}

// past gives what was published before, for those who publish nothing.
func (o *Options) past(ctx context.Context, target publish.Target, state string) (*builder, error) {
	past, err := readManifest(target)
	if err != nil {
		return nil, err
	}
	b := &builder{Options: o, past: past}
	for _, s := range o.Sources {
		if state == "" {
			break
		}
		mapper := &feed.Mapper{Root: s.Root}
		name := (&State{Path: state}).sourceName(s.Folder)
		if err := index.Peek(ctx, state, name, func(it index.Item) { b.recall(mapper, &it) }); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// recall adds to what is published what the ledger has of an item.
func (b *builder) recall(m *feed.Mapper, it *index.Item) {
	item := publishedItem{ID: it.ID, Place: placeText(m.Place(it.Path)), Past: true, recalled: true}
	if !it.FirstSeen.IsZero() {
		item.FirstSeen = &it.FirstSeen
	}
	b.past.Items = append(b.past.Items, item)
}

// keepIDs gives the articles the ids under which they were first published, also where their files have other names now.
func (b *builder) keepIDs(sources []*feed.Source, all []feed.Candidate) {
	known := b.past.byPlace()
	if len(known) == 0 {
		return
	}
	for _, s := range sources {
		for now, was := range s.Moved {
			to, from := s.Mapper.Place(now), s.Mapper.Place(was)
			if it := known[from]; it != nil && known.id(to) == "" {
				known[to] = it
				moved := *it
				moved.Place = placeText(to)
				b.past.Items = append(b.past.Items, moved)
			}
		}
	}
	var maybe sieve
	for place := range known {
		maybe.add(place)
	}
	for i := range all {
		if !maybe.has(all[i].Place) {
			continue
		}
		if it := known[all[i].Place]; it != nil {
			all[i].KeepID(it.ID)
		}
	}
}

// places are items by where their articles lie.
type places map[uint64]*publishedItem

// byPlace gives the items whose article's place is known.
func (m *manifest) byPlace() places {
	items := make(places, len(m.Items))
	for i := range m.Items {
		if it := &m.Items[i]; it.Place != "" {
			items[it.place()] = it
		}
	}
	return items
}

// id gives the id of the item whose article lies there, and is empty where there is none.
func (p places) id(place uint64) string {
	if it := p[place]; it != nil {
		return it.ID
	}
	return ""
}

// publishedBefore finds the articles whose id, or whose date by the file's time, was published before.
func (b *builder) publishedBefore(all []feed.Candidate) (known []feed.Candidate) {
	was := b.past.ids()
	if len(was) == 0 {
		return nil
	}
	var maybe sieve
	for id := range was {
		maybe.add(sampleOf(id))
	}
	for _, c := range all {
		if c.IsFirstSeen() || maybe.has(sampleOf(c.ID)) && was[c.ID] {
			known = append(known, c)
		}
	}
	return known
}

// sieve tells, of a number that it does not hold, nearly always that it does not. To ask a map about every article takes ten
// times longer.
type sieve [1 << 10]uint64

func (s *sieve) add(n uint64)      { s[n>>6%uint64(len(s))] |= 1 << (n % 64) }
func (s *sieve) has(n uint64) bool { return s[n>>6%uint64(len(s))]&(1<<(n%64)) != 0 }

// sampleOf makes a number of the end of an id, which is what tells ids apart.
func sampleOf(id string) (n uint64) {
	if len(id) >= 8 {
		end := id[len(id)-8:]
		n = uint64(end[0]) | uint64(end[1])<<8 | uint64(end[2])<<16 | uint64(end[3])<<24 | uint64(end[4])<<32 | uint64(end[5])<<40 | uint64(end[6])<<48 | uint64(end[7])<<56
	}
	return (n ^ uint64(len(id))) * 0x9E3779B97F4A7C15 >> 40
}

// withoutRivals takes out the articles whose id belongs to another one: that was published under it before, and still is.
func (b *builder) withoutRivals(all []feed.Candidate) (contenders, rivals []feed.Candidate) {
	known, holder := b.past.byPlace(), map[string]uint64{}
	if len(known) == 0 {
		return all, nil
	}
	for _, c := range b.known {
		if known.id(c.Place) == c.ID && c.Status(b.now) == source.StatusPublished {
			holder[c.ID] = c.Place
		}
	}
	isRival := func(c feed.Candidate) bool {
		place, held := holder[c.ID]
		return held && place != c.Place && c.Status(b.now) == source.StatusPublished
	}
	if !slices.ContainsFunc(b.known, isRival) {
		return all, nil
	}
	for _, c := range all {
		if isRival(c) {
			rivals = append(rivals, c)
		} else {
			contenders = append(contenders, c)
		}
	}
	return contenders, rivals
}

// keepPast remembers articles that are published but have no place in a feed any more, so that they come back under
// their ids and dates, and those that were taken back by hand. There is no end of the first: of those that have nothing but an id
// the newest are kept. What only the ledger knows it will tell again; where that was published is not for this manifest to say.
func (b *builder) keepPast() {
	own := make(map[string]bool, len(b.past.Items))
	for _, it := range b.past.Items {
		own[it.ID] = own[it.ID] || !it.recalled
	}
	done := make(map[string]bool, len(b.next.Items))
	for _, it := range b.next.Items {
		done[it.ID] = true
	}
	b.keepTakenBack(own, done)
	left := pastItems
	for _, c := range newestFirst(b.known) {
		if done[c.ID] || !own[c.ID] || c.Status(b.now) != source.StatusPublished {
			continue
		}
		dated := c.IsFirstSeen()
		if !dated && left == 0 {
			continue
		}
		done[c.ID] = true
		it := publishedItem{ID: c.ID, Place: placeText(c.Place), Past: true, folder: c.Folder(), path: c.Path}
		if dated {
			it.FirstSeen = instantOf(c.Published())
		} else {
			left--
		}
		b.next.Items = append(b.next.Items, it)
	}
}

func (m *manifest) ids() map[string]bool {
	ids := make(map[string]bool, len(m.Items))
	for _, it := range m.Items {
		ids[it.ID] = true
	}
	return ids
}

func newestFirst(all []feed.Candidate) []feed.Candidate {
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b feed.Candidate) int { return a.Compare(b.Card) })
	return sorted
}
