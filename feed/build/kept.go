package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/index"
)

// This file is what is kept of items from one build to the next. An item is made once: while its article and the
// configuration are what they were, its bytes are taken from the documents that carry it.

// keptItems is what the state and the published documents have of the items that are out.
type keptItems struct {
	mu        sync.Mutex // the state answers one at a time
	target    publish.Target
	published map[string]published // document → what it is, if it is as the last build left it
	open      map[string]publish.Reader
	fragments map[string]map[string]piece // key of a fragment → id → where it lies; nil until somebody asks
	recipe    []byte                      // what makes items what they are, besides their articles
	rules     []byte                      // what decides how much of each is carried
	gists     gists
}

// piece is where a fragment lies.
type piece struct {
	document  string
	at, bytes int64
}

// facts are what is noted of an item that was made.
type facts struct {
	At       int64               // when, in nanoseconds since 1970
	For      time.Time           // the instant that it was made for
	Until    time.Time           `json:",omitzero"` // from when it is another by itself; zero for never
	Item     *feed.Item          // without its body
	Cuts     map[string]feed.Cut // feed → how much of the item it carries
	Rules    []byte              // the rules that said so
	Uses     map[string]feed.Namespaces
	Problems []source.Problem `json:",omitempty"`
	Beside   []uint64         `json:",omitempty"` // where the translations lie that it names
	Unnamed  []string         `json:",omitempty"` // addresses of pages that it would name if they were out
	Looks    []source.Look    `json:",omitempty"` // where its recordings were looked for
	Looked   int64            // when the build began, in nanoseconds since 1970
}

// openPast finds the documents that are as the last build left them, and what is known of their items.
func (b *builder) openPast(ctx context.Context, target publish.Target) (err error) {
	if b.State == nil {
		return nil
	}
	k := &keptItems{target: target, recipe: b.itemRecipe(), rules: b.rules(), published: map[string]published{}, open: map[string]publish.Reader{}}
	b.kept = k
	for _, old := range b.past.Feeds {
		if stamp, err := target.Stamp(old.Path); err == nil && stamp == b.before.Stamps[old.Path] && old.Layout != nil {
			k.published[old.Path] = old
		}
	}
	k.gists, err = b.readGists(ctx)
	return err
}

// reader gives a published document to read from. It stays open until closePast.
func (k *keptItems) reader(document string) (publish.Reader, error) {
	if r := k.open[document]; r != nil {
		return r, nil
	}
	r, err := k.target.Open(document)
	if err == nil {
		k.open[document] = r
	}
	return r, err
}

// bytes gives so many bytes of a published document. There may be fewer: somebody may have written the manifest.
func (k *keptItems) bytes(document string, at, size int64) ([]byte, error) {
	from, err := k.reader(document)
	if err != nil {
		return nil, err
	}
	whole := io.NewSectionReader(from, at, size)
	var part []byte
	if size <= large {
		part = make([]byte, size)
		_, err = io.ReadFull(whole, part)
	} else if part, err = io.ReadAll(whole); err == nil && int64(len(part)) < size {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, fmt.Errorf("reading what was published: %s: %w", whereIs(k.target, document), err)
	}
	return part, nil
}

// pieces finds the fragments of all published documents. Each says by itself how much of its item it has: the rules may be
// others now.
func (k *keptItems) pieces(key string) map[string]piece {
	if k.fragments != nil {
		return k.fragments[key]
	}
	k.fragments = map[string]map[string]piece{}
	for _, old := range k.published {
		e, ok := encoderOf(old.Format)
		if !ok {
			continue
		}
		for at, it := range old.Layout.placed(e.Between) {
			if it.Cut != "" {
				key := e.Name + " " + it.Cut
				if k.fragments[key] == nil {
					k.fragments[key] = map[string]piece{}
				}
				k.fragments[key][it.ID] = piece{old.Path, at, int64(it.Bytes)}
			}
		}
	}
	return k.fragments[key]
}

// closePast lets go of the documents, which are about to be replaced.
func (b *builder) closePast() {
	if b.kept == nil {
		return
	}
	for name, d := range b.kept.open {
		_ = d.Close() // it was only read
		delete(b.kept.open, name)
	}
}

// sizeMadeOf is the size of what madeOf gives: a hash, and a date.
const sizeMadeOf = 16 + 8

// madeOf stands for all that an item is made of.
func (b *builder) madeOf(c feed.Candidate) (of [sizeMadeOf]byte) {
	h := sha256.New()
	h.Write(b.kept.recipe)
	h.Write(c.Evidence())
	h.Write(b.evidenceOfTranslations(c))
	for _, s := range []string{c.ID, c.Link, c.Path} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	binary.BigEndian.PutUint64(of[copy(of[:16], h.Sum(nil)):], uint64(c.Published().UnixMilli()))
	return of
}

// factsOf reads what the state has of an item that was made; nil for nothing, and for what cannot be read.
func factsOf(data []byte, err error) *facts {
	var f facts
	if err != nil || data == nil || json.Unmarshal(data, &f) != nil || f.Item == nil {
		return nil
	}
	return &f
}

// lastMade gives what is known of the item that was last made under an id, whatever of; nil for nothing.
func (b *builder) lastMade(ctx context.Context, id string) *facts {
	return factsOf(b.State.LastMade(ctx, b.target, id))
}

// hasMore reports that more is to be known of the item than what the documents have to that carry it.
func (f *facts) hasMore() bool {
	return len(f.Problems)+len(f.Looks)+len(f.Item.Related)+len(f.Unnamed) > 0 || f.Item.Machines.Page != (source.MachineUse{})
}

// reuse gives an item as it was made before, if it would be made so again; or as it was when its article could be read.
func (b *builder) reuse(c feed.Candidate) (r rendered, ok bool) {
	if b.kept == nil {
		return r, false
	}
	f := b.last[c.Card]
	if f == nil {
		of := b.madeOf(c)
		b.kept.mu.Lock()
		f = factsOf(b.State.Made(context.Background(), b.target, c.ID, of[:]))
		b.kept.mu.Unlock()
		if f == nil || !(c.IsSettled(f.At) && b.areTranslationsSettled(c, f.At) && isBetween(b.now, f.For, f.Until) && c.Folder().Holds(f.Looks, f.Looked) && b.isRelatedAsWas(f)) {
			return r, false
		}
	}
	if f.Looked == b.began { // it was made by this build: what lies in the documents is of the one before
		return r, false
	}
	r = rendered{candidate: c, plans: b.plansOf(c), item: f.Item, cuts: f.Cuts, fragments: map[string]feed.Fragment{}, problems: f.Problems, looks: f.Looks, unnamed: f.Unnamed, until: f.Until}
	r.gist = gistOf(f.Item)
	for key, uses := range f.Uses {
		r.fragments[key] = feed.Fragment{Uses: uses}
	}
	return r, len(r.fragments) > 0
}

// read gives the bytes of a fragment for a document, of that itself where it has them: to know the pieces of all takes longer.
func (k *keptItems) read(d *document, cut *cutOf, id string) ([]byte, bool) {
	p, ok := d.standsIn(id, cut.name)
	if !ok {
		p, ok = k.pieces(cut.key)[id]
	}
	if !ok {
		return nil, false
	}
	bytes, err := k.bytes(p.document, p.at, p.bytes)
	return bytes, err == nil
}

// has reports that some document carries an item.
func (k *keptItems) has(id string) bool {
	k.pieces("")
	for _, ids := range k.fragments {
		if _, ok := ids[id]; ok {
			return true
		}
	}
	return false
}

// noteMade notes what an item was made of.
func (b *builder) noteMade(r rendered) error {
	if b.kept == nil || b.DryRun || !r.isNew {
		return nil
	}
	f := facts{At: time.Now().UnixNano(), For: b.now, Until: r.until, Beside: r.beside, Unnamed: r.unnamed, Item: r.item.CutTo(feed.Cut{Text: source.Summary}, b.Site.URL), Cuts: r.cuts, Rules: b.kept.rules, Uses: map[string]feed.Namespaces{}, Problems: r.candidate.Problems(), Looks: r.looks, Looked: b.began}
	for key, fragment := range r.fragments {
		f.Uses[key] = fragment.Uses
	}
	data, err := json.Marshal(f)
	if err != nil {
		return err
	}
	of := b.madeOf(r.candidate)
	b.noteGist(&r, &f, of)
	b.kept.mu.Lock()
	defer b.kept.mu.Unlock()
	return b.State.SetMade(context.Background(), b.target, r.candidate.ID, of[:], data)
}

// reviveLast lets the articles that cannot be read right now stay as they are out, if they are: until somebody has mended the
// file, the last good version is better than none. One that may have been taken back meanwhile does not stay.
func (b *builder) reviveLast(all []feed.Candidate, deadline time.Time) {
	if b.kept == nil {
		return
	}
	known := b.past.byPlace()
	b.last = map[*source.Card]*facts{}
	var list []stale
	for _, c := range all {
		if !c.IsRejected() {
			continue
		}
		it := known[c.Place]
		if it == nil || it.Past || !b.kept.has(it.ID) || c.IsHeldBack() || speaksOf(c, "embargo", "withdraw", "expir") {
			continue
		}
		made := b.lastMade(context.Background(), it.ID)
		if made == nil || !bytes.Equal(made.Rules, b.kept.rules) {
			continue // or the rules have changed, and nobody can say what they are for it
		}
		s := stale{candidate: c, id: it.ID, made: made}
		if it.Expires != nil {
			s.expires = *it.Expires
		}
		list = append(list, s)
	}
	for _, s := range b.withoutStrangers(list, all, deadline) {
		s.candidate.Revive(s.id, s.made.Item.Published, s.expires)
		b.last[s.candidate.Card] = s.made
	}
}

// stale is an article that cannot be read now, and stays as it is out.
type stale struct {
	candidate feed.Candidate
	id        string
	expires   time.Time
	made      *facts // of the last good version
}

// readLedger reads what the ledger has of the items of each source.
func (b *builder) readLedger(ctx context.Context, sources []*feed.Source) ([][]index.Item, error) {
	ledger := make([][]index.Item, len(sources))
	if b.State == nil {
		return ledger, nil
	}
	for i, s := range sources {
		use := func(it index.Item) { ledger[i] = append(ledger[i], it) }
		if err := b.State.Items(ctx, b.State.sourceName(s.Folder), use); err != nil {
			return ledger, err
		}
	}
	return ledger, nil
}

// recallItems adds to what is published what the ledger has of it, and of what was published before. A file may have been
// renamed since, in front of another build.
func (b *builder) recallItems(sources []*feed.Source) {
	known := b.past.byPlace()
	b.noted = make(map[string]*index.Item, len(b.past.Items))
	for i, s := range sources {
		for n := range b.ledger[i] {
			it := &b.ledger[i][n]
			b.noted[it.ID] = it
			if known.id(s.Mapper.Place(it.Path)) != it.ID {
				b.recall(s.Mapper, it)
			}
		}
	}
}

// noteItems notes in the ledger what goes out, and where, from now on, and what no longer does.
func (b *builder) noteItems(ctx context.Context, sources []*feed.Source) error {
	if err := b.noteMoved(ctx, sources); err != nil {
		return err
	}
	names := map[*source.Folder]string{}
	for i := range b.Sources {
		names[b.Sources[i].Folder] = b.State.sourceName(b.Sources[i].Folder)
	}
	for _, it := range b.next.Items {
		if it.folder == nil || it.Past && it.FirstSeen == nil {
			continue
		}
		item := index.Item{Source: names[it.folder], Path: it.path, ID: it.ID, FirstOut: b.now}
		if it.FirstSeen != nil {
			item.FirstSeen = *it.FirstSeen
		}
		was := b.noted[it.ID]
		if was != nil && !was.Withdrawn.IsZero() { // it is out again
			if err := b.State.SetWithdrawn(ctx, it.ID, time.Time{}); err != nil {
				return err
			}
		}
		if was != nil && was.Source == item.Source && was.Path == item.Path && (item.FirstSeen.IsZero() || !was.FirstSeen.IsZero()) {
			continue
		}
		if err := b.State.SetItem(ctx, item); err != nil {
			return err
		}
	}
	return errors.Join(b.noteCarried(ctx), b.noteGone(ctx))
}

// noteMoved notes where the articles lie now whose files were renamed, also of those that are not out here: no later build
// sees that they were.
func (b *builder) noteMoved(ctx context.Context, sources []*feed.Source) error {
	for _, s := range sources {
		if len(s.Moved) == 0 {
			continue
		}
		name := b.State.sourceName(s.Folder)
		byPath := map[string]*index.Item{}
		for _, it := range b.noted {
			if it.Source == name {
				byPath[it.Path] = it
			}
		}
		for _, now := range slices.Sorted(maps.Keys(s.Moved)) {
			it := byPath[s.Moved[now]]
			if it == nil || byPath[now] != nil {
				continue
			}
			delete(byPath, it.Path) // a second copy is another article
			moved := *it
			moved.Path = now
			if err := b.State.SetItem(ctx, moved); err != nil {
				return err
			}
		}
	}
	return nil
}

// rules stand for all that decides how much of an article is carried.
func (o *Options) rules() []byte {
	values := []any{o.Policy}
	for _, f := range o.Feeds {
		values = append(values, f.Name, f.Text, f.Images, f.Policy)
	}
	return hashOf(values...)
}

// levelOf gives how much of the text a fragment has, without what it says of pictures.
func levelOf(f fragment) string {
	level, _, _ := strings.Cut(f.Cut, " ")
	return level
}

// noteCarried notes which feeds carry which items, and has the state forget what it knows of the others.
func (b *builder) noteCarried(ctx context.Context) error {
	was, mayDiffer, err := b.carriedBefore(ctx)
	if err != nil {
		return err
	}
	for _, d := range b.docs {
		if !mayDiffer(d.plan.Name) {
			continue
		}
		for it := range d.layout.carried() {
			c := index.Carried{ID: it.ID, Feed: d.plan.Name, Level: levelOf(it)}
			if _, known := was[c]; !known {
				err = errors.Join(err, b.State.Begin(ctx, c, b.now))
			}
			was[c] = false // it stays
		}
	}
	for c, over := range was {
		if over && !b.isElsewhere(c.Feed) {
			err = errors.Join(err, b.State.End(ctx, c, b.now))
		}
	}
	return errors.Join(err, b.forgetMade(ctx))
}

// carriedBefore gives what was out, true for each since it is over unless some document has it; and tells of which feeds that is.
func (b *builder) carriedBefore(ctx context.Context) (was map[index.Carried]bool, mayDiffer func(name string) bool, err error) {
	if !b.isNoted {
		was, err = b.State.Carried(ctx)
		return was, func(string) bool { return true }, err
	}
	was, mayDiffer = map[index.Carried]bool{}, b.changedFeeds()
	for _, f := range b.past.Feeds {
		if !mayDiffer(f.Feed) {
			continue
		}
		for it := range f.Layout.carried() {
			was[index.Carried{ID: it.ID, Feed: f.Feed, Level: levelOf(it)}] = true
		}
	}
	return was, mayDiffer, nil
}

// changedFeeds tells the feeds of which some document is not the one that it was.
func (b *builder) changedFeeds() func(name string) bool {
	same, changed := map[string]bool{}, map[string]bool{}
	for _, d := range b.docs {
		if same[d.path] = d.before != nil; !same[d.path] {
			changed[d.plan.Name] = true
		}
	}
	for _, f := range b.past.Feeds {
		if f.Layout != nil && !same[f.Path] {
			changed[f.Feed] = true
		}
	}
	return func(name string) bool { return changed[name] }
}

// forgetMade has the state forget what was made of items that are out no longer.
func (b *builder) forgetMade(ctx context.Context) error {
	carried := make(map[string]bool, len(b.next.Items))
	for _, it := range b.next.Items {
		carried[it.ID] = !it.Past
	}
	b.kept.gists.settle(carried)
	if !b.isNoted {
		return errors.Join(b.State.KeepMade(ctx, b.target, func(id string) bool { return carried[id] }), b.writeGists(ctx))
	}
	var gone []string
	for _, it := range b.past.Items {
		if !it.Past && !carried[it.ID] {
			gone = append(gone, it.ID)
		}
	}
	return errors.Join(b.State.ForgetMade(ctx, b.target, gone), b.writeGists(ctx))
}
