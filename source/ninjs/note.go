package ninjs

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// isNote knows the roles of what is for editors only, which senders put beside the body and the description. The standard
// has a key for it, ednote, and no list of roles.
func isNote(role string) bool {
	role = strings.Map(func(c rune) rune {
		if !unicode.IsLetter(c) {
			return -1
		}
		return c
	}, lastWord(role))
	switch role {
	case "note", "notes", "noteforeditors", "notetoeditors", "notestoeditors", "noteseditors", "notforpublication":
		return true
	}
	for _, start := range []string{"ednote", "editnote", "editornote", "editorsnote", "editorialnote", "editorialinstruction", "internal", "instruction", "specialinstruction"} {
		if strings.HasPrefix(role, start) {
			return true
		}
	}
	return false
}

// notes gives all that the item says to editors only.
func (it item) notes() (facts []fact) {
	for _, key := range slices.Sorted(maps.Keys(it)) {
		role := strings.TrimPrefix(strings.TrimPrefix(key, "body_"), "description_")
		if isNote(role) {
			facts = append(facts, it[key])
		}
	}
	for _, e := range append(it.entries("bodies"), it.entries("descriptions")...) {
		if e.isNote() {
			facts = append(facts, e.fact)
		}
	}
	return facts
}

// holdingTerms gives the terms of use where they speak of an embargo, as those of some agencies do.
func (it item) holdingTerms() (facts []fact) {
	if f, ok := it.usageTerms(); ok && source.NamesEmbargo(f.value.Text) {
		facts = append(facts, f)
	}
	return facts
}

// isNote reports an entry that says, in whichever way, that it is for editors only.
func (e entry) isNote() bool {
	said := func(key string) bool { return saysNote(e.item[key].value) }
	return isNote(e.name) || slices.ContainsFunc([]string{"role", "roles", "rel", "type"}, said)
}

func saysNote(v meta.Value) bool {
	return isNote(v.Text) || slices.ContainsFunc(v.List, saysNote) ||
		slices.ContainsFunc(v.Map, func(p meta.Pair) bool { return saysNote(p.Value) })
}
