package source

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/meta"
)

// credit reads whom the story comes from: a name, a list of names, or a map that has the name. Whoever is known by an address alone
// is called by its host, so that the story does not pass for one of our own.
func (r record) credit(p meta.Pair) {
	var names []string
	for _, v := range items(p.Value) {
		if name, ok := v.Fold("name"); ok && v.Kind == meta.Map {
			v = name.Value
		}
		s, ok := r.scalar(meta.Pair{Key: p.Key, Value: v})
		if !ok {
			continue
		}
		words, _ := linked(s)
		name, addresses := withoutAddresses(words)
		if name == "" && len(addresses) > 0 {
			_, name, _ = strings.Cut(addresses[0], "@")
		}
		if name != "" {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		r.a.Credit.Set(strings.Join(names, ", "), r.from(p))
	}
}
