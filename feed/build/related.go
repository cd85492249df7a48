package build

import (
	"slices"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// This file is what an item says of pages that belong to its story. It names none of an article that is not out: its address would tell
// of it. What only the text of that one says, that it waits, is not known here.

// hiddenPages finds the addresses of the articles that are not out.
func (b *builder) hiddenPages(all []feed.Candidate) map[string]bool {
	links, hidden := map[string]bool{}, map[string]bool{}
	for _, c := range all {
		if mayNotBeTold(c.Status(b.now)) {
			links[c.Link] = true
		}
	}
	for _, c := range all { // of two versions of a story one may be out
		if links[c.Link] && !mayNotBeTold(c.Status(b.now)) {
			delete(links, c.Link)
		}
	}
	for address := range links {
		hidden[plainAddress(address)] = true
	}
	delete(hidden, "")
	return hidden
}

// mayNotBeTold reports that nothing may tell of an article that has this status, not even its address.
func mayNotBeTold(s source.Status) bool {
	return s != source.StatusPublished && s != source.StatusRedirect
}

// isHidden reports that an address is that of an article that is not out.
func (b *builder) isHidden(address string) bool { return b.hidden[plainAddress(address)] }

// relate takes the pages of articles that are not out from those that an item names.
func (b *builder) relate(r *rendered) {
	for _, address := range r.item.Related {
		if b.isHidden(address) {
			r.unnamed = append(r.unnamed, address)
		}
	}
	r.item.Related = slices.DeleteFunc(r.item.Related, b.isHidden)
}

// isRelatedAsWas reports that an item would name the same pages again.
func (b *builder) isRelatedAsWas(f *facts) bool {
	return !slices.ContainsFunc(f.Item.Related, b.isHidden) && !slices.ContainsFunc(f.Unnamed, func(address string) bool { return !b.isHidden(address) })
}
