package build

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// This file is what an item says of the same story in other languages. It names no page but those of articles that are out: where
// one comes out, or is taken in, the items beside it are made anew.

// sibling is a translation of some item that is to be made. Whether it is out is known when its opening has been read: the text may
// hold it.
type sibling struct {
	once      sync.Once
	candidate feed.Candidate // a copy, since the article's own item may be made at the same time
	language  string
	isOut     bool
	until     time.Time // from when it may be otherwise; zero for never
}

// translationsOf gives the articles that an item may name as its translations, as far as that can be told without reading them.
func (b *builder) translationsOf(c feed.Candidate) (list []feed.Candidate) {
	for _, other := range b.translations.Of(c) {
		if other.Card != c.Card && other.Link != "" && other.Link != c.Link && b.last[other.Card] == nil && !b.isSecluded(other) {
			list = append(list, other)
		}
	}
	return list
}

// isSecluded reports that an article is for the subscribers of feeds alone that are not public.
func (b *builder) isSecluded(c feed.Candidate) bool {
	has := func(f Feed) bool { return f.Has(c) }
	return !b.Private && slices.ContainsFunc(b.Elsewhere, has) && !slices.ContainsFunc(b.Feeds, has)
}

// meetSiblings gets ready what is to be known of the translations of articles, before their items are made, many at once.
func (b *builder) meetSiblings(list []feed.Candidate) {
	for _, c := range list {
		for _, other := range b.translationsOf(c) {
			if b.siblings[other.Card] != nil {
				continue
			}
			if b.siblings == nil {
				b.siblings = map[*source.Card]*sibling{}
			}
			s := &sibling{candidate: other}
			s.candidate.Card = other.Card.Copy()
			b.siblings[other.Card] = s
		}
	}
}

// read finds out whether the article is out. It is safe for concurrent use.
func (s *sibling) read(b *builder) {
	s.once.Do(func() {
		defer func() {
			if recover() != nil { // which is told when its own item is made
				s.isOut = false
			}
			s.candidate = feed.Candidate{} // of many there is no room for all
		}()
		c := &s.candidate
		c.ReadOpening()
		s.until, _ = c.NextChange(b.now)
		s.language = cmp.Or(c.Article.Language.Value, b.Site.Language)
		s.isOut = c.Status(b.now) == source.StatusPublished && slices.ContainsFunc(b.Feeds, func(f Feed) bool {
			cut, _ := f.Cut(c.Article)
			return cut.Text != source.Nothing
		})
	})
}

// translate gives an item the pages of its story in other languages, one in each and each once, and says until when that holds.
func (b *builder) translate(r *rendered) {
	named := map[string]bool{strings.ToLower(r.item.Language): true}
	for _, other := range b.translationsOf(r.candidate) {
		s := b.siblings[other.Card]
		s.read(b)
		if !s.until.IsZero() {
			r.until = earlier(r.until, s.until)
		}
		if language := strings.ToLower(s.language); s.isOut && language != "" && !named[language] && !named[other.Link] {
			named[language], named[other.Link] = true, true
			r.beside = append(r.beside, other.Place)
			r.item.Translations = append(r.item.Translations, feed.Translation{Language: s.language, URL: other.Link})
		}
	}
	slices.SortFunc(r.item.Translations, func(x, y feed.Translation) int { return strings.Compare(x.Language, y.Language) })
}

// evidenceOfTranslations stands for what an item says of its translations. It is empty for one without any.
func (b *builder) evidenceOfTranslations(c feed.Candidate) (evidence []byte) {
	for _, other := range b.translationsOf(c) {
		evidence = append(append(evidence, other.Link...), 0)
		evidence = append(evidence, other.Evidence()...)
	}
	return evidence
}

// areTranslationsSettled reports that no change of a translation can have gone unseen since an instant, in nanoseconds since 1970.
func (b *builder) areTranslationsSettled(c feed.Candidate, since int64) bool {
	return !slices.ContainsFunc(b.translationsOf(c), func(other feed.Candidate) bool { return !other.IsSettled(since) })
}

// withoutStrangers takes out of the articles that cannot be read those whose items name a translation that is not out any
// more: nobody can make others of them now.
func (b *builder) withoutStrangers(list []stale, all []feed.Candidate, deadline time.Time) []stale {
	if !slices.ContainsFunc(list, func(s stale) bool { return len(s.made.Beside) > 0 }) {
		return list
	}
	byPlace, stays := map[uint64]feed.Candidate{}, map[uint64]bool{}
	for _, c := range all {
		byPlace[c.Place] = c
	}
	for _, s := range list {
		stays[s.candidate.Place] = true
	}
	return slices.DeleteFunc(list, func(s stale) bool {
		return slices.ContainsFunc(s.made.Beside, func(place uint64) bool {
			c, there := byPlace[place]
			return !stays[place] && !(there && b.isOut(c, deadline))
		})
	})
}

// isOut reports that an article is published now, also by its text.
func (b *builder) isOut(c feed.Candidate, deadline time.Time) bool {
	if at, ends := c.Expires(); c.Status(b.now) != source.StatusPublished || ends && at.Before(deadline) {
		return false
	}
	s := sibling{candidate: c}
	s.candidate.Card = c.Card.Copy()
	s.read(b)
	return s.isOut
}
