package build

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/source"
)

// This file is for what was out and is no more. Who has a story that was taken back is told so: its feeds say for a while that
// it was withdrawn, and nothing else of it. Of one whose time was over Atom has a word to say that it is gone; the other formats
// just have it no longer.

// withdrawnNotice is what is said of a story that was taken back: never what it was, nor why.
const withdrawnNotice = "This story has been withdrawn."

// gone is an item that was out and is no more, as the manifest has it.
type gone struct {
	ID        string     `json:"id"`
	When      time.Time  `json:"when"`
	Notice    string     `json:"notice,omitempty"`    // what is said in its place; empty where its time was over
	Published *time.Time `json:"published,omitempty"` // of the item
	Feeds     []string   `json:"feeds"`               // those that carried it
}

// fate is what became of an item that was out.
type fate struct {
	withdrawn bool // else its time was over
	candidate *feed.Candidate
	listed    *config.Withdrawal // nil when the article says it itself
}

// notice is what is said of the item; empty where its time was over.
func (f fate) notice() string {
	switch {
	case !f.withdrawn:
		return ""
	case f.listed != nil:
		return cmp.Or(f.listed.Notice, withdrawnNotice)
	}
	return withdrawnNotice
}

// readWithdrawn reads the list of what was taken back by hand.
func (b *builder) readWithdrawn() (err error) {
	if b.Withdrawn != "" {
		b.listed, err = config.Withdrawals(b.Withdrawn)
	}
	return err
}

// Withdraw marks the articles that the list of what was taken back names, for those who show them and publish nothing.
func (o *Options) Withdraw(all []feed.Candidate) error {
	b := &builder{Options: o}
	if err := b.readWithdrawn(); err != nil {
		return err
	}
	return b.withdraw(context.Background(), all)
}

// withdraw marks the articles that were taken back by hand, and those that have the id of one that was erased.
func (b *builder) withdraw(ctx context.Context, all []feed.Candidate) error {
	byName := map[string]int{}
	for i, w := range b.listed {
		byName[anyScheme(w.ID+w.URL)] = i
		if id := b.past.TakenBack[w.URL]; id != "" {
			byName[anyScheme(id)] = i
		}
	}
	var wasErased func(id string) bool
	if b.State != nil {
		var err error
		if wasErased, err = b.State.Erased(ctx); err != nil {
			return err
		}
	}
	if len(byName) == 0 && wasErased == nil {
		return nil
	}
	b.takenBack = map[string]string{}
	for _, c := range all {
		i, ok := byName[anyScheme(c.ID)]
		if !ok {
			i, ok = byName[anyScheme(c.Link)]
		}
		switch {
		case ok:
			w := b.listed[i]
			c.Withdraw(source.Origin{Rule: filepath.Base(b.Withdrawn), Key: w.ID + w.URL})
			if w.Erase {
				b.erase = append(b.erase, c.ID)
			} else {
				b.takenBack[c.ID] = w.URL
			}
		case wasErased != nil && (wasErased(c.ID) || wasErased(otherScheme(c.ID))):
			if !c.IsWithdrawn() {
				c.Note(source.Problem{Field: "id", Message: "its id is that of a story that was erased", Fix: "give the article an id or a url of its own"})
			}
			c.Withdraw(source.Origin{Rule: "erased"})
		}
	}
	return nil
}

// keepTakenBack remembers what was out and was taken back by hand, so that it stays so whatever becomes of its address. own are the
// ids that were published here: of what never was, or is to be forgotten, nothing may be told among the feeds. done are those that
// are remembered, to which it adds.
func (b *builder) keepTakenBack(own, done map[string]bool) {
	b.next.TakenBack = map[string]string{}
	for _, w := range b.listed {
		if id := b.past.TakenBack[w.URL]; id != "" && !w.Erase { // its file may be away for now
			b.next.TakenBack[w.URL] = id
		}
	}
	for _, c := range b.known { // under the ids that they have now
		address, is := b.takenBack[c.ID]
		if !is || !own[c.ID] || done[c.ID] {
			continue
		}
		done[c.ID] = true
		if address != "" {
			b.next.TakenBack[address] = c.ID
		}
		b.next.Items = append(b.next.Items, publishedItem{ID: c.ID, Place: placeText(c.Place), Past: true})
	}
}

// otherScheme gives an address as it is before or after its site moves to https; empty for what is none.
func otherScheme(address string) string {
	if rest, found := strings.CutPrefix(address, "http://"); found {
		return "https://" + rest
	}
	if rest, found := strings.CutPrefix(address, "https://"); found {
		return "http://" + rest
	}
	return ""
}

// anyScheme gives an address as it is before its site moves to https, and after: what was taken back by it stays so. What is no
// address stays as it is.
func anyScheme(address string) string {
	if strings.HasPrefix(address, "http://") {
		return otherScheme(address)
	}
	return address
}

// noteUnknown notes the entries of the list that name nothing that is known: a slip of the pen there leaves a story out.
func (b *builder) noteUnknown(all []feed.Candidate) {
	unknown := map[string]int{}
	for i, w := range b.listed {
		unknown[w.ID+w.URL] = i
	}
	was := b.past.ids()
	for name, i := range unknown {
		gone := func(g gone) bool { return g.ID == name }
		if was[name] || b.listed[i].Erase || b.past.TakenBack[name] != "" || slices.ContainsFunc(b.past.Gone, gone) {
			delete(unknown, name)
		}
	}
	if len(unknown) == 0 {
		return
	}
	near := map[string]string{}
	for _, c := range all {
		for _, name := range []string{c.ID, c.Link} {
			delete(unknown, name)
			delete(unknown, otherScheme(name))
		}
	}
	if len(unknown) == 0 {
		return
	}
	for _, c := range all {
		near[plainAddress(c.Link)], near[plainAddress(c.ID)] = c.Link, c.ID
	}
	for i, w := range b.listed {
		name := w.ID + w.URL
		if at, is := unknown[name]; !is || at != i {
			continue
		}
		fix := "masthead list --json shows the ids and addresses there are"
		if meant := near[plainAddress(name)]; meant != "" {
			fix = "write " + meant + " if that is what is meant"
		}
		b.report.addProblem(Fault{Advice: true, Problem: source.Problem{File: filepath.Base(b.Withdrawn), Field: fmt.Sprintf("[%d]", i),
			Message: fmt.Sprintf("no article has the id or address %q, and none was published under it", name), Fix: fix}})
	}
}

// plainAddress is an address without what is easily written another way.
func plainAddress(address string) string {
	address, _, _ = strings.Cut(strings.TrimSpace(address), "#")
	if _, rest, found := strings.Cut(address, "://"); found {
		address = rest
	}
	return strings.ToLower(strings.TrimSuffix(address, "/"))
}

// bury finds what was out and is no more, and has the documents of the feeds that carried it say so.
func (b *builder) bury(ctx context.Context) error {
	if b.WithdrawFor == 0 {
		return nil
	}
	out := make(map[string]bool, len(b.next.Items))
	for _, it := range b.next.Items {
		out[it.ID] = true
	}
	told := map[string]gone{}
	for _, g := range b.past.Gone {
		if !out[g.ID] && b.now.Before(g.When.Add(b.WithdrawFor)) {
			g.Feeds = slices.DeleteFunc(slices.Clone(g.Feeds), b.isElsewhere)
			told[g.ID] = g
		}
	}
	fates := b.fates(out)
	carriers, ended, err := b.carriers(ctx, fates)
	if err != nil {
		return err
	}
	for id, f := range fates {
		g, known := told[id]
		if !known {
			g = b.newlyGone(ctx, id, f, ended[id])
			g.Feeds = carriers[id]
		}
		g.Notice = f.notice()
		if len(g.Feeds) > 0 && b.now.Before(g.When.Add(b.WithdrawFor)) {
			told[id] = g
		}
	}
	for _, g := range told {
		if g.Notice == "" {
			g.Feeds = slices.DeleteFunc(slices.Clone(g.Feeds), func(name string) bool { return !b.hasWordForGone(name) })
		}
		if len(g.Feeds) > 0 {
			b.next.Gone = append(b.next.Gone, g)
			b.report.Next = earlier(b.report.Next, g.When.Add(b.WithdrawFor))
		}
	}
	return b.writeGone()
}

// newlyGone tells of an item that is gone since now, or since when the list or the ledger says. ended is zero, or when the last of
// the feeds let go of it.
func (b *builder) newlyGone(ctx context.Context, id string, f fate, ended time.Time) gone {
	when := b.now
	if it := b.noted[id]; f.withdrawn && it != nil && !it.Withdrawn.IsZero() {
		ended = it.Withdrawn
	} else if f.candidate != nil && !f.withdrawn {
		if at, ok := f.candidate.Expires(); ok && !ended.IsZero() && ended.Before(at) { // there was no room for it any more before
			ended = at
		}
	}
	if !ended.IsZero() && ended.Before(when) {
		when = ended
	}
	if f.listed != nil {
		if at := f.listed.Instant(b.Zone); !at.IsZero() && at.Before(when) {
			when = at
		}
	}
	return gone{ID: id, When: when.UTC().Truncate(time.Second), Published: b.publishedAt(ctx, id, f)}
}

// fates finds the items that were out and are no more, because they were taken back or their time was over. Those whose hour
// has not come, or which were made drafts again, just go.
func (b *builder) fates(out map[string]bool) map[string]fate {
	fates, here := map[string]fate{}, map[string]bool{}
	for i := range b.known {
		c := &b.known[i]
		here[c.ID] = true
		switch {
		case out[c.ID]:
		case c.IsWithdrawn(): // whoever has it is to know, whatever its hour
			fates[c.ID] = fate{withdrawn: true, candidate: c}
		case c.IsEmbargoed(b.now), c.IsReplaced(), fates[c.ID].withdrawn:
		case b.reasonOf(*c) == expired:
			fates[c.ID] = fate{candidate: c}
		}
	}
	for _, it := range b.past.Items {
		if out[it.ID] || it.Past || here[it.ID] {
			continue
		}
		switch {
		case it.Expires != nil && b.isOver(*it.Expires):
			fates[it.ID] = fate{}
		case b.WithdrawDeleted && !b.unread && !b.isLeftOut(it.ID):
			fates[it.ID] = fate{withdrawn: true}
		}
	}
	was := b.past.ids()
	for i := range b.listed {
		w := &b.listed[i]
		id := cmp.Or(b.past.TakenBack[w.URL], w.ID+w.URL)
		for _, c := range b.known {
			if w.URL != "" && anyScheme(c.Link) == anyScheme(w.URL) {
				id = c.ID
			}
		}
		if f, ok := fates[id]; ok || was[id] && !out[id] {
			fates[id] = fate{withdrawn: true, candidate: f.candidate, listed: w}
		}
	}
	return fates
}

// isLeftOut reports that the file of an item is still there, as far as the ledger knows where: the configuration does not
// ask for it any more, and nobody deleted it.
func (b *builder) isLeftOut(id string) bool {
	for i := range b.Sources {
		folder := b.Sources[i].Folder
		if it := b.noted[id]; it != nil && it.Source == b.State.sourceName(folder) {
			_, err := fs.Stat(folder.FS, it.Path)
			return err == nil
		}
	}
	return false
}

// carriers gives the feeds that carried items, up to as long ago as is told of what is gone. Those that are published elsewhere
// are not named. A target that begins anew, as one in memory, is told when the last of them let go of an item: what it says must not
// be another thing each time it begins.
func (b *builder) carriers(ctx context.Context, of map[string]fate) (feeds map[string][]string, ended map[string]time.Time, err error) {
	own := map[string]bool{}
	for _, p := range b.plans {
		own[p.Name] = true
	}
	for _, f := range b.past.Feeds {
		own[f.Feed] = !b.isElsewhere(f.Feed)
	}
	feeds, ended = map[string][]string{}, map[string]time.Time{}
	note := func(id, name string) {
		if _, asked := of[id]; asked && own[name] && !slices.Contains(feeds[id], name) {
			feeds[id] = append(feeds[id], name)
		}
	}
	for _, f := range b.past.Feeds {
		for it := range f.Layout.carried() {
			note(it.ID, f.Feed)
		}
	}
	if b.State != nil && len(of) > 0 {
		isNew, open := len(b.past.Feeds) == 0, map[string]bool{}
		err = b.State.Carriers(ctx, b.now.Add(-b.WithdrawFor), isNew, func(id, name string, until time.Time) {
			note(id, name)
			switch {
			case !own[name]:
			case until.IsZero():
				open[id] = true
			case isNew && until.After(ended[id]):
				ended[id] = until
			}
		})
		maps.DeleteFunc(ended, func(id string, _ time.Time) bool { return open[id] })
	}
	for _, names := range feeds {
		slices.Sort(names)
	}
	return feeds, ended, err
}

// publishedAt gives the date of an item that is gone; nil where it is not known any more.
func (b *builder) publishedAt(ctx context.Context, id string, f fate) *time.Time {
	if b.State != nil {
		if made := b.lastMade(ctx, id); made != nil {
			return &made.Item.Published
		}
	}
	if f.candidate == nil {
		return nil
	}
	if f.candidate.Read(); !f.candidate.Article.Published.Known() {
		return nil
	}
	at := f.candidate.Article.Published.Value.Truncate(time.Second)
	return &at
}

// hasWordForGone reports that a feed is written in a format which can say that an item is gone.
func (b *builder) hasWordForGone(name string) bool {
	return slices.ContainsFunc(b.docs, func(d *document) bool { return d.plan.Name == name && d.encoder.Gone != nil })
}

// writeGone writes what is gone: words of a format for it before the items, items in their place behind them.
func (b *builder) writeGone() error {
	slices.SortFunc(b.next.Gone, func(x, y gone) int { // the latest first, as items are
		return cmp.Or(y.When.Compare(x.When), cmp.Compare(x.ID, y.ID))
	})
	for _, d := range b.docs {
		for _, g := range b.next.Gone {
			if !slices.Contains(g.Feeds, d.plan.Name) {
				continue
			}
			if err := d.addGone(g, b.Site.Language); err != nil {
				return err
			}
		}
	}
	return nil
}

// addGone writes that an item is gone, if the format can say so.
func (d *document) addGone(g gone, language string) (err error) {
	if d.isPage() || d.isShow() { // who looks at it has nothing of the story, and need not be told; and an episode has a recording
		return nil
	}
	said := feed.Gone{ID: g.ID, When: g.When, Notice: g.Notice}
	if g.Published != nil {
		said.Published = *g.Published
	}
	if g.When.After(d.updated) && (g.Notice != "" || d.encoder.Gone != nil) {
		d.updated = g.When
	}
	if d.encoder.Gone != nil {
		f, err := d.encoder.Gone(said)
		d.gone, d.uses = append(d.gone, f.Bytes...), d.uses|f.Uses
		return err
	}
	if g.Notice == "" {
		return nil
	}
	f, err := d.encoder.Item(said.Item(), language)
	if err != nil {
		return err
	}
	return d.append(fragment{ID: g.ID, Gone: true}, f)
}

// noteGone notes in the ledger what was taken back, and has it forget what is to be erased.
func (b *builder) noteGone(ctx context.Context) (err error) {
	for _, g := range b.next.Gone {
		if g.Notice != "" {
			err = errors.Join(err, b.State.SetWithdrawn(ctx, g.ID, g.When))
		}
	}
	ids := map[string]bool{}
	for _, id := range b.erase {
		ids[id] = true
	}
	for _, w := range b.listed {
		if w.Erase && w.ID != "" {
			ids[w.ID] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		err = errors.Join(err, b.State.Erase(ctx, id))
	}
	return err
}
