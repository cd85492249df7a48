package ninjs

import (
	"strconv"
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// item is one item of ninjs: its keys whatever their case, since versions differ in it. Of a key that is written twice
// the last entry counts, but of an embargo every one.
type item map[string]fact

// fact is what the item says under one key.
type fact struct {
	said  string // the key, as in the file
	value meta.Value
}

func newItem(v meta.Value) item {
	it := make(item, len(v.Map))
	for _, p := range v.Map {
		key := strings.ToLower(p.Key)
		if _, twice := it[key]; twice && isEmbargo(key) {
			key += " " + strconv.Itoa(len(it))
		}
		it[key] = fact{p.Key, p.Value}
	}
	return it
}

// first gives what is said under the first of the keys that says anything.
func (it item) first(keys ...string) (fact, bool) {
	for _, key := range keys {
		if f, ok := it[key]; ok && f.says() {
			return f, true
		}
	}
	return fact{}, false
}

// text gives the plain text under the first of the keys that says any, empty where none does.
func (it item) text(keys ...string) string {
	for _, key := range keys {
		if f, ok := it[key]; ok && f.says() && f.isText() {
			return strings.TrimSpace(f.value.Text)
		}
	}
	return ""
}

func (f fact) isText() bool { return f.value.Kind == meta.Text || f.value.Kind == meta.Number }

// says reports that there is a value. An empty one is none, nor are the words that systems put where they have nothing.
func (f fact) says() bool {
	switch f.value.Kind {
	case meta.Null:
		return false
	case meta.List:
		return len(f.value.List) > 0
	case meta.Map:
		return len(f.value.Map) > 0
	}
	return !isPlaceholder(f.value.Text)
}

// isPlaceholder knows what agencies were seen to write for no value.
func isPlaceholder(s string) bool {
	return xmltree.IsPlaceholder(s) || strings.HasPrefix(strings.ToLower(strings.TrimSpace(s)), "related topic id")
}

// entries gives the members of a list of objects, by a key or its plural. Where a version has an object instead, its values
// are the members, and their key is their name.
func (it item) entries(keys ...string) []entry {
	f, ok := it.first(keys...)
	if !ok {
		return nil
	}
	return f.entries()
}

// entry is one of a list of objects, or of texts.
type entry struct {
	item
	fact // the whole of it; said is its path: "headlines[0]"
	name string
}

func (f fact) entries() (list []entry) {
	switch {
	case f.value.Kind == meta.List:
		for i, v := range f.value.List {
			list = append(list, entry{newItem(v), fact{f.said + "[" + strconv.Itoa(i) + "]", v}, ""})
		}
	case f.value.Kind == meta.Map && f.holdsMaps():
		for _, p := range f.value.Map {
			list = append(list, entry{newItem(p.Value), fact{f.said + "." + p.Key, p.Value}, p.Key})
		}
	default:
		list = append(list, entry{newItem(f.value), f, ""})
	}
	return list
}

// holdsMaps tells an object of objects from an object.
func (f fact) holdsMaps() bool {
	for _, p := range f.value.Map {
		if p.Value.Kind == meta.Map {
			return true
		}
	}
	return false
}

// path gives one of an entry's facts the way to it: "headlines[0].value".
func (e entry) path(f fact) fact {
	f.said = e.fact.said + "." + f.said
	return f
}

// label gives what an entry is called: its text, or the name in it.
func (e entry) label() (fact, bool) {
	if e.isText() && e.fact.says() {
		return e.fact, true
	}
	if f, ok := e.first("name"); ok && f.isText() {
		return e.path(f), true
	}
	if f, ok := e.first("literal"); ok && f.isText() && isWord(f.value.Text) {
		return e.path(f), true
	}
	return fact{}, false
}

// isWord tells a word from a code.
func isWord(s string) bool { return !strings.ContainsAny(s, "0123456789:/") }

// role gives what an entry is for, in lower case.
func (e entry) role() string { return lastWord(e.text("role", "rel")) }
