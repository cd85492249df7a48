package ninjs

import (
	"iter"
	"strconv"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/jsonfile"
)

// member is one thing of those that a file holds.
type member struct {
	span    jsonfile.Span
	foreign bool // neither an item nor what items are wrapped in
}

// maxWraps is how deep items lie at most in what is wrapped around them: in the interface of the Associated Press,
// {"data": {"items": [{"item": {}}]}}, it is five.
const maxWraps = 6

// members gives the items of a file in their order.
func members(t *jsonfile.Text) iter.Seq[member] {
	return func(yield func(member) bool) {
		for s := range t.Values() {
			if !unwrap(t, s, 0, yield) {
				return
			}
		}
	}
}

func unwrap(t *jsonfile.Text, s jsonfile.Span, depth int, yield func(member) bool) bool {
	switch {
	case t.IsList(s) && depth < maxWraps:
		for entry := range t.Elements(s) {
			if !unwrap(t, entry, depth+1, yield) {
				return false
			}
		}
		return true
	case t.IsMap(s):
		return unwrapMap(t, s, depth, yield)
	}
	return yield(member{span: s, foreign: t.IsScalar(s)})
}

// unwrapMap tells an item, which has an identity or a field of its own, from what is wrapped around items.
func unwrapMap(t *jsonfile.Text, s jsonfile.Span, depth int, yield func(member) bool) bool {
	var inside []jsonfile.Span
	pairs := 0
	for key, value := range t.Pairs(s) {
		key = strings.ToLower(key)
		pairs++
		switch {
		case isIdentity(key), isOwn(key):
			return yield(member{span: s})
		case isWrap(key) && (t.IsMap(value) || t.IsList(value)):
			inside = append(inside, value)
		}
	}
	if len(inside) == 0 || depth >= maxWraps {
		return yield(member{span: s, foreign: t.IsWhole(s)})
	}
	for _, value := range inside {
		if !unwrap(t, value, depth+1, yield) {
			return false
		}
	}
	return true
}

// isWrap reports the keys behind which the items of a wrapped file stand.
func isWrap(key string) bool { return key == "item" || key == "items" || key == "data" }

// foreign is what a part of a file is called that is no item at all.
const foreign = "a part that is no item"

// passed counts what a file holds beside articles.
type passed struct {
	kinds []string
	times map[string]int
}

func (p *passed) add(kind string) {
	if p.times == nil {
		p.times = map[string]int{}
	}
	if p.times[kind]++; p.times[kind] == 1 {
		p.kinds = append(p.kinds, kind)
	}
}

// why says it all in one line: "a package of other items and 4 times a picture by itself, of ninjs".
func (p *passed) why() source.NotArticle {
	if len(p.kinds) == 0 {
		return source.NotArticle{Why: "a file of ninjs without items"}
	}
	told := make([]string, len(p.kinds))
	for i, kind := range p.kinds {
		if told[i] = kind; p.times[kind] > 1 {
			told[i] = strconv.Itoa(p.times[kind]) + " times " + kind
		}
	}
	return source.NotArticle{Why: strings.Join(told, " and ") + ", of ninjs"}
}
