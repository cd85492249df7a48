package build

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
)

// pastItems is how many articles without a place in any feed are remembered for their id alone.
const pastItems = 1000

// placeOf says where an article lies without naming it: the manifest can be read by everybody.
func (o *Options) placeOf(c feed.Candidate) string {
	root := ""
	for _, s := range o.Sources {
		if s.Folder == c.Folder() {
			root = s.Root
		}
	}
	sum := sha256.Sum256([]byte(root + "\x00" + c.Path))
	return hexOf(sum[:6])
}

func hexOf(sum []byte) string { return hex.EncodeToString(sum) }

// Remember gives the articles the ids and dates under which the target published them before, for those who show them and
// publish nothing.
func Remember(o *Options, target publish.Target, all []feed.Candidate) error {
	past, err := readManifest(target)
	if err != nil {
		return err
	}
	b := &builder{Options: o, past: past}
	b.keepIDs(all)
	b.freezeDates(all)
	return nil
}

// keepIDs gives the articles the ids under which they were first published.
func (b *builder) keepIDs(all []feed.Candidate) {
	known := b.past.byPlace()
	for i := range all {
		if it, ok := known[b.placeOf(all[i])]; ok {
			all[i].KeepID(it.ID)
		}
	}
}

// byPlace gives the items whose article's place is known.
func (m *manifest) byPlace() map[string]publishedItem {
	items := make(map[string]publishedItem, len(m.Items))
	for _, it := range m.Items {
		if it.Place != "" {
			items[it.Place] = it
		}
	}
	return items
}

// withoutRivals takes out the articles whose id belongs to another one: that was published under it before, and still is.
func (b *builder) withoutRivals(all []feed.Candidate) (contenders, rivals []feed.Candidate) {
	known, holder := b.past.byPlace(), map[string]string{}
	for _, c := range all {
		if place := b.placeOf(c); known[place].ID == c.ID && c.Status(b.now) == source.StatusPublished {
			holder[c.ID] = place
		}
	}
	for _, c := range all {
		place, held := holder[c.ID]
		if held && place != b.placeOf(c) && c.Status(b.now) == source.StatusPublished {
			rivals = append(rivals, c)
		} else {
			contenders = append(contenders, c)
		}
	}
	return contenders, rivals
}

// keepPast remembers articles that are published but have no place in a feed any more, so that they come back under
// their ids and dates. There is no end of them: of those that have nothing but an id the newest are kept.
func (b *builder) keepPast(all []feed.Candidate) {
	done := make(map[string]bool, len(b.next.Items))
	for _, it := range b.next.Items {
		done[it.ID] = true
	}
	was, left := b.past.ids(), pastItems
	for _, c := range newestFirst(all) {
		dated := c.Published.From.Rule == source.FirstSeen
		if done[c.ID] || c.Status(b.now) != source.StatusPublished || !dated && (!was[c.ID] || left == 0) {
			continue
		}
		done[c.ID] = true
		it := publishedItem{ID: c.ID, Place: b.placeOf(c), Past: true}
		if dated {
			it.FirstSeen = &c.Published.Value
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
	slices.SortStableFunc(sorted, func(a, b feed.Candidate) int {
		return cmp.Or(b.Published.Value.Compare(a.Published.Value), cmp.Compare(a.ID, b.ID))
	})
	return sorted
}
