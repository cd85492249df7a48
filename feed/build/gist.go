package build

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/directory"
	"github.com/masthead-feeds/masthead/source/index"
)

// This file is what is known at once of all items that are out, so that those which stay as they are need not be looked at one by
// one. An item of which more is to be said than this has no gist, and is looked up each time.

// gist is what the documents that carry an item have to know of it.
type gist struct {
	id                 string
	language           string
	updated, published time.Time
	hasNotice          bool
	hasAuthors         bool
}

func gistOf(it *feed.Item) *gist {
	return &gist{id: it.ID, language: it.Language, updated: it.Updated, published: it.Published, hasNotice: it.Notice != "", hasAuthors: len(it.Authors) > 0}
}

// madeGist is a gist with what says whether the item would be made the same again.
type madeGist struct {
	gist
	madeOf [sizeMadeOf]byte
	at     int64     // as facts.At
	from   time.Time // as facts.For
	until  time.Time // as facts.Until
	shape  *shape
}

// shape is what many items have in common.
type shape struct {
	cuts      map[string]feed.Cut
	fragments map[string]feed.Fragment // without bytes
	text      string                   // both, as they are written down
}

// gists are those of a target, in the rows of the state.
type gists struct {
	byID    map[string]*madeGist // of the last build: while items are made, many read it at once
	anew    map[string]*madeGist // of items that were made since; nil of one that has none any more
	changed [gistRows]bool
	shapes  map[string]*shape // by their text
}

// gistRows is how many rows gists are spread over: of a hundred thousand a change is to write a few thousand anew, and not all.
const gistRows = 64

func rowOfGist(id string) int { return int(sampleOf(id) % gistRows) }

// leave gives an item as it was made before, if it would be made so again and nothing has to be known of it but its gist.
func (b *builder) leave(c feed.Candidate) (r rendered, ok bool) {
	if b.kept == nil || b.last[c.Card] != nil {
		return r, false
	}
	g := b.kept.gists.byID[c.ID]
	if g == nil || g.madeOf != b.madeOf(c) || !(c.IsSettled(g.at) && b.areTranslationsSettled(c, g.at) && isBetween(b.now, g.from, g.until)) {
		return r, false
	}
	if b.Beside.NewsSitemap != "" && b.now.Sub(g.published) < directory.NewsAge {
		return r, false
	}
	r = rendered{candidate: c, plans: b.plansOf(c), gist: &g.gist, cuts: g.shape.cuts, fragments: g.shape.fragments, until: g.until}
	return r, !slices.ContainsFunc(r.plans, func(p *plan) bool { return p.Podcast != nil })
}

// isBetween reports that what was made for the instant from, and is another by itself from until on, is that of the instant now, too.
func isBetween(now, from, until time.Time) bool {
	return !now.Before(from) && (until.IsZero() || now.Before(until))
}

// whole gives an item with all that is known of it.
func (b *builder) whole(r rendered) rendered {
	if r.item != nil {
		return r
	}
	if made, ok := b.reuse(r.candidate); ok {
		return made
	}
	return b.makeItem(r.candidate)
}

// noteGist notes the gist of an item that was made, unless there is more to be known of it.
func (b *builder) noteGist(r *rendered, f *facts, madeOf [sizeMadeOf]byte) {
	if f.hasMore() {
		b.kept.gists.forget(r.gist.id)
		return
	}
	s := b.kept.gists.shapeOf(written{f.Cuts, f.Uses})
	b.kept.gists.set(&madeGist{gist: *r.gist, madeOf: madeOf, at: f.At, from: f.For, until: f.Until, shape: s})
}

func (g *gists) set(made *madeGist) { g.anew[made.id] = made }

func (g *gists) forget(id string) { g.anew[id] = nil }

// settle makes those that are kept of those that were and those that are new.
func (g *gists) settle(keep map[string]bool) {
	for id := range g.byID {
		if !keep[id] {
			g.forget(id)
		}
	}
	maps.DeleteFunc(g.anew, func(id string, _ *madeGist) bool { return !keep[id] && g.byID[id] == nil })
	g.renew()
}

// renew puts those that are new in the place of those that were.
func (g *gists) renew() {
	for id, made := range g.anew {
		if made == nil && g.byID[id] == nil {
			continue
		}
		if g.changed[rowOfGist(id)] = true; made == nil {
			delete(g.byID, id)
		} else {
			g.byID[id] = made
		}
	}
}

// written is a shape as it is written down.
type written struct {
	Cuts map[string]feed.Cut
	Uses map[string]feed.Namespaces
}

func (g *gists) shapeOf(w written) *shape {
	text, err := json.Marshal(w)
	if err != nil { // it has strings and numbers only
		panic(err)
	}
	s := g.shapes[string(text)]
	if s == nil {
		s = &shape{cuts: w.Cuts, fragments: map[string]feed.Fragment{}, text: string(text)}
		for key, uses := range w.Uses {
			s.fragments[key] = feed.Fragment{Uses: uses}
		}
		g.shapes[s.text] = s
	}
	return s
}

// readGists reads the gists of the target's items.
func (b *builder) readGists(ctx context.Context) (gists, error) {
	g := newGists(len(b.past.Items))
	err := b.State.Gists(ctx, b.target, g.read)
	return g, err
}

func newGists(room int) gists {
	return gists{byID: make(map[string]*madeGist, room), anew: map[string]*madeGist{}, shapes: map[string]*shape{}}
}

// read reads a row.
func (g *gists) read(row []byte) {
	for r := (gistRow{Row: index.Row{Rest: row}, of: g}); len(r.Rest) > 0 && !r.Failed; {
		if made := r.next(); !r.Failed {
			g.byID[made.id] = made
		}
	}
}

// writeGists writes down the rows that changed.
func (b *builder) writeGists(ctx context.Context) error {
	g := &b.kept.gists
	rows, last := make([][]byte, gistRows), make([]*shape, gistRows)
	for id, made := range g.byID {
		if n := rowOfGist(id); g.changed[n] {
			rows[n] = made.append(rows[n], made.shape == last[n])
			last[n] = made.shape
		}
	}
	var errs []error
	for n, changed := range g.changed {
		if changed {
			errs = append(errs, b.State.SetGists(ctx, b.target, n, rows[n]))
		}
	}
	return errors.Join(errs...)
}

// append writes down a gist behind another, which may have the same shape.
func (m *madeGist) append(b []byte, sameShape bool) []byte {
	text := m.shape.text
	if sameShape {
		text = ""
	}
	for _, s := range [...]string{m.id, m.language, text} {
		b = index.AppendText(b, s)
	}
	b = binary.AppendVarint(index.AppendText(b, m.madeOf[:]), m.at)
	for _, t := range [...]time.Time{m.updated, m.published, m.from, m.until} {
		text, err := t.MarshalBinary()
		if err != nil { // a zone that is no whole minutes from the others
			text, _ = t.UTC().MarshalBinary()
		}
		b = index.AppendText(b, text)
	}
	has := uint64(0)
	if m.hasNotice {
		has |= hasNotice
	}
	if m.hasAuthors {
		has |= hasAuthors
	}
	return binary.AppendUvarint(b, has)
}

// What an item has, as it is written down.
const (
	hasNotice = 1 << iota
	hasAuthors
)

// gistRow reads a row of gists. What it is not made for it passes over: those items are looked up.
type gistRow struct {
	index.Row
	of   *gists
	last *shape // of the gist before
}

func (r *gistRow) next() *madeGist {
	m := &madeGist{}
	m.id, m.language, m.shape = r.Text(), r.Text(), r.shape()
	r.Failed = copy(m.madeOf[:], r.Bytes()) != sizeMadeOf || r.Failed
	m.at = r.Signed()
	for _, t := range []*time.Time{&m.updated, &m.published, &m.from, &m.until} {
		r.Failed = t.UnmarshalBinary(r.Bytes()) != nil || r.Failed
	}
	has := r.Number()
	m.hasNotice, m.hasAuthors = has&hasNotice != 0, has&hasAuthors != 0
	return m
}

// shape reads the shape of a gist; nothing is written where it is that of the one before.
func (r *gistRow) shape() *shape {
	text := r.Bytes()
	if len(text) == 0 {
		r.Failed = r.Failed || r.last == nil
		return r.last
	}
	if r.last = r.of.shapes[string(text)]; r.last == nil {
		var w written
		r.Failed = json.Unmarshal(text, &w) != nil || r.Failed
		r.last = r.of.shapeOf(w)
	}
	return r.last
}
