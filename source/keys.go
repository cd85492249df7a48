package source

import (
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/meta"
)

// layer is one block of metadata: where it stands, and how much it counts.
type layer struct {
	file string // below the source's folder; or the configuration file
	rule string // "front matter", "sidecar", "defaults"
	zone *time.Location
	// order is that of dates of numbers, in the program that the block is for.
	order dates.Order
	// own says that the block is written for masthead alone, so that a key nobody knows is a slip of the pen. Front
	// matter is shared with other programs, whose keys are none of our business.
	own bool
	// known are those whom the block may name by a key.
	known  directory
	jekyll bool // the block is that of a post of Jekyll, which writes words with blanks between them
	// nest is the path to the block, "extra.", where it is part of another one.
	nest string
}

// record fills an article from one block of metadata.
type record struct {
	a *Article
	layer
}

// apply sets every field that the block states and the article does not have yet.
func (a *Article) apply(block meta.Value, l layer) {
	r := record{a, l}
	r.applyPairs(block.Map)
	if !l.own {
		r.applyNests(block.Map)
	}
	r.attachments(block.Map)
	a.authorsFromByline()
	slices.SortStableFunc(a.People.Value, func(a, b Person) int { return a.after() - b.after() })
	a.deriveFromNotice()
}

// applyPairs sets the fields of all keys, those that count most first.
func (r record) applyPairs(pairs []meta.Pair) {
	var few [8]keyOf // as many as choosing takes
	keys := few[:0]
	for _, p := range pairs {
		key, of := ownKey(p.Key)
		keys = append(keys, keyOf{key, of})
	}
	for level := documented; level < ranks; level++ {
		r.applyRank(pairs, keys, level)
	}
}

// keyOf is the article's own word for a key, and its rank.
type keyOf struct {
	own  string
	rank rank
}

// applyRank sets the fields of the keys of one rank.
func (r record) applyRank(pairs []meta.Pair, keys []keyOf, level rank) {
	for i, p := range pairs {
		key := keys[i].own
		switch {
		case keys[i].rank != level:
		case key == "" && r.own:
			r.unknown(p)
		case key == "" && isEmbargoSlip(p.Key):
			r.set("embargo", p)
		case key == "":
		case level == weaker || r.nest != "" && !holdsBack(key):
			r.quietly(func() { r.set(key, p) })
		default:
			r.set(key, p)
		}
	}
}

// applyNests sets what stands in other programs' blocks. Those are written for a theme: what is odd there is none of ours.
func (r record) applyNests(pairs []meta.Pair) {
	for _, nest := range pairs {
		if nest.Value.Kind != meta.Map || !isNest(nest.Key) {
			continue
		}
		within := r
		within.nest = nest.Key + "."
		tags := r.a.Tags
		within.applyPairs(nest.Value.Map)
		if tags.Known() && isForHead(nest.Key) {
			r.a.Tags = tags
		}
	}
}

// holdsBack reports the keys that keep an article inside: nothing that is wrong with them may go unsaid.
func holdsBack(key string) bool {
	return key == "embargo" || key == "expires" || key == "withdrawn" || key == "draft"
}

// quietly does something without a word of what is wrong in it.
func (r record) quietly(do func()) {
	told := len(r.a.Problems)
	do()
	r.a.Problems = r.a.Problems[:told]
}

// Statement is one thing that a file says of its article, for readers whose format has no metadata block.
type Statement struct {
	Key   string     // the article's own word, as in the docs: "title", "date", "rights.notice"
	Said  string     // what the file calls it: "og:title"
	Value meta.Value // with its place in the file
}

// State gives the article what the file says of it, unless it is known already. rule names the kind of statement. A
// value that cannot be read is a Problem of the article.
func (a *Article) State(f *File, rule string, s Statement) {
	key, _ := ownKey(s.Key)
	if key == "" {
		key = s.Key
	}
	r := record{a, layer{file: f.Path, rule: rule, zone: f.Zone, known: f.people}}
	p := meta.Pair{Key: s.Said, Line: s.Value.Line, Column: s.Value.Column, Value: s.Value}
	r.set(key, p)
	a.authorsFromByline()
}

// saysNothing reports a value that leaves its key unsaid: none at all, or the false by which programs switch a thing off.
func saysNothing(v meta.Value) bool {
	switch v.Kind {
	case meta.Null:
		return true
	case meta.List:
		return len(v.List) == 0
	case meta.Map:
		return len(v.Map) == 0
	case meta.Text:
		return strings.TrimSpace(v.Text) == ""
	case meta.Bool:
		yes, _ := truth(v)
		return !yes
	}
	return false
}

// falseMeans reports the keys to which a plain false is an answer.
func falseMeans(key string) bool {
	return key == "draft" || key == "withdrawn" || key == "date" || key == "url" || key == "free" || key == "explicit" || key == "feed"
}

// set gives one key's value to the field it is for. Empty values say nothing and are passed over.
func (r record) set(key string, p meta.Pair) {
	a, v := r.a, p.Value
	if key == "embargo" && v.Kind == meta.Text && strings.TrimSpace(v.Text) == "" {
		r.problem(p.Key, v, "is empty, so that the article is held back", "write the time, or remove the key")
		r.embargo(p)
		return
	}
	if saysNothing(v) && !(v.Kind == meta.Bool && falseMeans(key)) {
		return
	}
	switch key {
	case "title":
		r.text(&a.Title, p)
	case "id":
		r.text(&a.ID, p)
	case "url":
		r.url(p)
	case "version":
		r.text(&a.Version, p)
	case "slug":
		r.text(&a.Slug, p)
	case "language":
		r.language(&a.Language, p)
	case "original_language":
		r.language(&a.OriginalLanguage, p)
	case "date":
		r.published(p)
	case "updated":
		r.updated(p)
	case "embargo":
		r.embargo(p)
	case "expires":
		r.guard(&a.Expires, p, time.Time{}, time.Time.Before, dates.Date.Earliest)
	case "draft":
		r.flag(&a.Draft, p)
	case "hidden", "status", "password", "build", "feed", "email_type":
		r.held(key, p)
	case "withdrawn":
		r.flag(&a.Withdrawn, p)
	case "withdraws":
		r.words(&a.Withdraws, p)
	case "replaces":
		r.words(&a.Replaces, p)
	case "redirect":
		r.redirect(p)
	case "signals":
		r.words(&a.Signals, p)
	case "section":
		r.text(&a.Section, p)
	case "place":
		r.text(&a.Place, p)
	case "genre":
		r.words(&a.Genre, p)
	case "tags":
		r.words(&a.Tags, p)
	case "summary":
		r.text(&a.Summary, p)
	case "credit":
		r.credit(p)
	case "byline":
		r.text(&a.Byline, p)
	case "authors":
		r.people(p, Author)
	case "editor", "translator", "photographer", "illustrator", "contributor":
		r.people(p, Role(key))
	case "image":
		r.image(p)
	case "media":
		r.media(p)
	case "corrections":
		r.corrections(p)
	case "episode", "season", "episode_type", "explicit":
		r.episode(key, p)
	case "related":
		r.related(p)
	case "translation_of":
		r.text(&a.TranslationOf, p)
	case "translation_key":
		r.text(&a.TranslationKey, p)
	case "source":
		r.source(p)
	case "source.title":
		r.text(&a.SourceTitle, p)
	case "source.url":
		r.text(&a.SourceURL, p)
	case "rights":
		r.rights(p)
	case "free":
		r.answer(&a.Free, p)
	case "digital_source":
		r.text(&a.DigitalSource, p)
	case "site_notice":
		r.text(&a.SiteNotice, p)
	default:
		r.right(strings.TrimPrefix(key, "rights."), p)
	}
}
