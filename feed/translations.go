package feed

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source"
)

// This file finds the articles that are translations of one another. Those of most sites are not, and cost no more than a look
// at the names of their files.

// Translation is the page of an item in another language.
type Translation struct {
	Language string // BCP 47
	URL      string
}

// mostTranslations is how many articles can be one story in so many languages: what more have in common, such as a key that a theme
// gives to all, is no story.
const mostTranslations = 100

// The labels by which articles that say so themselves are found: by a key that all translations of a story have, and by what names
// the article that one is a translation of.
const (
	translationKey = "translation key:"
	translationOf  = "translation of:"
)

// TranslationNeeds are the own keys that TranslationLabels looks at.
func TranslationNeeds() []string { return []string{"translation_of", "translation_key"} }

// TranslationLabels gives the labels of an article by which its translations are found; few have any.
func TranslationLabels(a *source.Article) (labels []string) {
	if a.TranslationKey.Known() {
		labels = append(labels, translationKey+a.TranslationKey.Value)
	}
	if a.TranslationOf.Known() {
		labels = append(labels, translationOf+a.TranslationOf.Value)
	}
	return labels
}

// Translations tells which articles are translations of one another. A nil one knows of none. It is safe for concurrent use.
type Translations struct {
	of     map[*source.Card]int // → its group
	groups [][]Candidate
}

// Of gives the translations of an article, and itself, in an order that hangs on nothing but their paths; nothing for one that
// has none.
func (t *Translations) Of(c Candidate) []Candidate {
	if t == nil {
		return nil
	}
	if group, has := t.of[c.Card]; has {
		return t.groups[group]
	}
	return nil
}

// FindTranslations finds among the articles that are chosen, and of which none has been taken yet, those that are translations of one
// another: files whose names differ by a language alone, index.md and index.ja.md, and what says so itself. all are those among
// which the one may be that others say they are translations of: two of them belong together while it is not out itself.
func FindTranslations(all []Candidate, chosen *Selection) *Translations {
	k := kinship{words: map[word]int32{}, cards: map[*source.Card]int32{}, names: map[word]int32{}}
	for _, c := range all {
		k.look(c)
	}
	t := &Translations{of: map[*source.Card]int{}}
	if len(k.parents) == 0 {
		return t
	}
	for _, c := range all {
		k.meet(c)
	}
	k.settle()
	byRoot := map[int32][]Candidate{}
	chosen.Each(func(c Candidate) {
		if node, has := k.cards[c.Card]; has {
			root := k.root(node)
			byRoot[root] = append(byRoot[root], c)
		}
	})
	for _, group := range byRoot {
		if len(group) < 2 || len(group) > mostTranslations {
			continue
		}
		slices.SortFunc(group, func(a, b Candidate) int {
			return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Link, b.Link), strings.Compare(a.ID, b.ID))
		})
		for _, c := range group {
			t.of[c.Card] = len(t.groups)
		}
		t.groups = append(t.groups, group)
	}
	return t
}

// kinship is who belongs together, as a forest: those under one root do.
type kinship struct {
	parents []int32
	words   map[word]int32         // what articles have in common → its node
	cards   map[*source.Card]int32 // → its node
	names   map[word]int32         // what articles are called that others say they are translations of → its node, 0 until it is met
	wants   []wish
	files   bool // some file has a language in its name
}

// word is something that articles can have in common, within one source or, without one, anywhere.
type word struct {
	in   *Source
	text string
}

// wish is an article that says which one it is a translation of, by the names that this may have, the likeliest first.
type wish struct {
	node  int32
	names []word
	isURI bool // the last of them says the same wherever it stands
}

// look notes what an article says by itself.
func (k *kinship) look(c Candidate) {
	if stem, has := source.WithoutLanguage(c.Path); has {
		k.files = true
		k.join(k.card(c), k.word(word{c.from, stem}))
	}
	for _, l := range c.Labels() {
		text := l.Value()
		if strings.HasPrefix(text, translationKey) {
			k.join(k.card(c), k.word(word{text: text}))
		} else if of, is := strings.CutPrefix(text, translationOf); is {
			w := wish{k.card(c), c.namesOf(of), isURI(of)}
			for _, name := range w.names {
				k.names[name] = 0
			}
			k.wants = append(k.wants, w)
		}
	}
}

// namesOf gives what an article may be called that this one says it is a translation of: its path, beside this one or below the
// source's folder, its address, its id.
func (c Candidate) namesOf(of string) (names []word) {
	names = []word{{c.from, path.Join(path.Dir(c.Path), of)}, {c.from, path.Clean(of)}}
	site := c.from.Mapper.Site
	if address, err := site.Resolve(of); err == nil {
		names = append(names, word{text: address})
	}
	if isURI(of) {
		return append(names, word{text: of})
	}
	return append(names, word{text: site.Mint(of)})
}

// meet finds out whether an article is what others look for.
func (k *kinship) meet(c Candidate) {
	if k.files && c.Path == c.File() {
		if node, shared := k.words[word{c.from, strings.TrimSuffix(c.Path, path.Ext(c.Path))}]; shared {
			k.join(k.card(c), node)
		}
	}
	if len(k.names) == 0 {
		return
	}
	for _, name := range [...]word{{c.from, c.Path}, {text: c.Link}, {text: c.ID}} {
		if node, wanted := k.names[name]; wanted && node == 0 {
			k.names[name] = k.card(c)
		}
	}
}

// settle puts those who say which article they are translations of beside that one. Where there is none, those belong together
// that name one address.
func (k *kinship) settle() {
	for _, w := range k.wants {
		i := slices.IndexFunc(w.names, func(name word) bool { return k.names[name] != 0 })
		if i >= 0 {
			k.join(w.node, k.names[w.names[i]])
		} else if w.isURI {
			k.join(w.node, k.word(w.names[len(w.names)-1]))
		}
	}
}

// add makes a node, which is a root. There is none whose number is 0.
func (k *kinship) add() int32 {
	if len(k.parents) == 0 {
		k.parents = append(k.parents, 0)
	}
	node := int32(len(k.parents))
	k.parents = append(k.parents, node)
	return node
}

func (k *kinship) card(c Candidate) int32 {
	node, has := k.cards[c.Card]
	if !has {
		node = k.add()
		k.cards[c.Card] = node
	}
	return node
}

func (k *kinship) word(w word) int32 {
	node, has := k.words[w]
	if !has {
		node = k.add()
		k.words[w] = node
	}
	return node
}

func (k *kinship) root(node int32) int32 {
	for k.parents[node] != node {
		k.parents[node] = k.parents[k.parents[node]]
		node = k.parents[node]
	}
	return node
}

func (k *kinship) join(a, b int32) { k.parents[k.root(a)] = k.root(b) }
