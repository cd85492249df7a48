package source

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
	"unique"
)

// Card is what is kept of an article in order to choose among all of them: of a hundred thousand there is room for the cards,
// and not for the articles. Its instants are whole milliseconds. A Card is not safe for concurrent use.
type Card struct {
	Path string // the article's
	// ID and Link are of the item that the article would be, and Place is a hash of where the article lies, which tells nobody
	// where that is. The name that was handed to Folder.Catalog gives all three.
	ID, Link string
	Place    uint64

	published moment
	has       traits
	file      int32    // in the catalog
	member    int32    // in the file
	rare      *rare    // what few cards have; nil for the others
	labels    *[]Label // nil where there are none, as in every build whose feeds are not chosen by any
}

// Label is a word by which articles are chosen, kept once however many have it.
type Label = unique.Handle[string]

// Copy gives a card that says the same, for who reads the article while others do.
func (c *Card) Copy() *Card {
	copied := *c
	if c.rare != nil {
		few := *c.rare
		few.problems = slices.Clip(few.problems)
		copied.rare = &few
	}
	return &copied
}

// Labels are what Folder.Label says of the article, in its order. Nobody may change them.
func (c *Card) Labels() []Label {
	if c.labels == nil {
		return nil
	}
	return *c.labels
}

func (c *Card) setLabels(labels []Label) {
	if len(labels) > 0 {
		kept := labels // room is taken only here
		c.labels = &kept
	}
}

// labelsOf gives words as labels.
func labelsOf(words []string) []Label {
	list := make([]Label, len(words))
	for i, w := range words {
		list[i] = unique.Make(w)
	}
	return list
}

// Versions is what is kept of an article that may be one of several versions of an item, or speaks of others.
type Versions struct {
	ID        string // as the article states it
	Version   string
	Updated   time.Time // or published, where it was never changed
	Dated     bool      // it says by itself when it was made
	Withdraws []string  // the ids of articles that are taken back by this one
	Replaces  []string  `json:",omitempty"` // the ids of those that this one takes the place of
	SaidAt    Origin    // where it says which
}

// rare is what is kept of an article that is held back or runs out, that has faults or versions, and of what became of it
// beside others.
type rare struct {
	embargo, expires moment
	changes          []moment // when it was changed; kept only where somebody orders by it
	versions         *Versions

	problems  []Problem // of the scan, and of what was settled
	scanned   int       // how many of them are the scan's, which a reading of the article finds again
	replaced  Field[string]
	withdrawn Field[bool]
}

// traits are answers of yes or no.
type traits uint16

const (
	isDraft traits = 1 << iota
	isWithdrawn
	isRejected
	isRedirect
	isReplaced
	isVersioned
	hasOwnID
	hasOwnDate // in the words of the file or its path
	isFirstSeen
	isMarkdown
	isMarkup // HTML or text: what may belong to a post
	isMember
	bySlug
	isZoneless // its embargo is written without a time zone
)

// moment is an instant in milliseconds since 1970, and 0 for none.
type moment int64

// momentOf rounds up: nothing comes out a moment early. An instant that is known is never none.
func momentOf(t time.Time, known bool) moment {
	switch {
	case !known:
		return 0
	case t.IsZero():
		return math.MinInt64
	}
	ms := t.UnixMilli()
	if t.Nanosecond()%1e6 != 0 {
		ms++
	}
	if ms == 0 {
		ms = 1
	}
	return moment(ms)
}

func (m moment) time() time.Time {
	switch m {
	case 0, math.MinInt64:
		return time.Time{}
	}
	return time.UnixMilli(int64(m)).UTC()
}

// cardOf makes the card of an article.
func cardOf(a *Article) Card {
	c := Card{
		Path:      a.Path,
		published: momentOf(a.Published.Value, a.Published.Known()),
	}
	if a.Embargo.Known() || a.Expires.Known() {
		c.rare = &rare{embargo: momentOf(a.Embargo.Value, a.Embargo.Known())}
		c.rare.expires = momentOf(a.Expires.Value, a.Expires.Known())
	}
	if a.Expires.Known() && a.Expires.Value.Nanosecond()%1e6 != 0 {
		c.rare.expires-- // and nothing stays a moment longer
	}
	for _, t := range []struct {
		holds bool
		trait traits
	}{
		{a.Path != a.File(), isMember}, {a.Draft.Value, isDraft}, {a.Withdrawn.Value, isWithdrawn}, {a.Rejected, isRejected}, {a.Redirect.Known(), isRedirect},
		{a.Replaced.Known(), isReplaced}, {a.Versioned, isVersioned}, {a.ID.Known(), hasOwnID}, {a.Published.From.Rule != FileTime && a.Published.From.Rule != FirstSeen, hasOwnDate},
		{a.Published.From.Rule == FirstSeen, isFirstSeen}, {a.Format == "markdown", isMarkdown}, {a.Format == "html" || a.Format == "text", isMarkup},
		{a.zoneless, isZoneless},
	} {
		if t.holds {
			c.has |= t.trait
		}
	}
	if len(a.Problems) > 0 {
		r := c.more()
		r.problems, r.scanned = a.Problems, len(a.Problems)
	}
	if a.Versioned || len(a.Withdraws.Value) > 0 || len(a.Replaces.Value) > 0 {
		c.more().versions = versionsOf(a)
	}
	return c
}

func versionsOf(a *Article) *Versions {
	v := &Versions{ID: a.ID.Value, Version: a.Version.Value, Updated: a.Published.Value, Withdraws: a.Withdraws.Value, Replaces: a.Replaces.Value,
		SaidAt: a.Withdraws.From, Dated: a.Updated.Known() || a.Published.From.Rule != FileTime}
	if a.Updated.Known() {
		v.Updated = a.Updated.Value
	}
	return v
}

// HasOwnID reports that the article states its identity.
func (c *Card) HasOwnID() bool { return c.is(hasOwnID) }

// LinkHangsOnSlug reports that the article's address is made of a slug that it states.
func (c *Card) LinkHangsOnSlug() bool { return c.is(bySlug) }

// more gives the rare part of the card, which is made if there is none.
func (c *Card) more() *rare {
	if c.rare == nil {
		c.rare = &rare{}
	}
	return c.rare
}

func (c *Card) embargo() moment {
	if c.rare == nil {
		return 0
	}
	return c.rare.embargo
}

func (c *Card) expires() moment {
	if c.rare == nil {
		return 0
	}
	return c.rare.expires
}

func (c *Card) is(t traits) bool { return c.has&t != 0 }

// Status gives what becomes of the article at the instant now. Only a published article may appear in a feed.
func (c *Card) Status(now time.Time) Status {
	at := moment(now.UnixMilli())
	switch {
	case c.is(isRejected):
		return StatusRejected
	case c.is(isWithdrawn | isReplaced):
		return StatusWithdrawn
	case c.is(isDraft):
		return StatusDraft
	case at < c.embargo():
		return StatusEmbargoed
	case c.is(isRedirect) && !c.is(hasOwnDate): // the date is none of the page's own
		return StatusRedirect
	case at < c.published:
		return StatusScheduled
	case c.expires() != 0 && at >= c.expires():
		return StatusExpired
	case c.is(isRedirect):
		return StatusRedirect
	}
	return StatusPublished
}

// NextChange gives the first instant after now at which the article's status may change by itself; ok is false when there is
// none.
func (c *Card) NextChange(now time.Time) (at time.Time, ok bool) {
	next, current := moment(math.MaxInt64), moment(now.UnixMilli())
	for _, m := range [...]moment{c.embargo(), c.published, c.expires()} {
		if m > current && m < next {
			next = m
		}
	}
	if next == math.MaxInt64 {
		return time.Time{}, false
	}
	return next.time(), true
}

// Published gives when the article is published, in UTC and rounded up to the millisecond.
func (c *Card) Published() time.Time { return c.published.time() }

// keepChanges keeps when the article was changed: updated, or corrected. An article without a date of its own may turn out to have
// been published before its file was touched.
func (c *Card) keepChanges(a *Article) {
	for at := range a.Changes {
		if changed := momentOf(at, true); changed > c.published || !c.is(hasOwnDate) {
			c.more().changes = append(c.more().changes, changed)
		}
	}
}

// Changed gives when the article was last changed by the instant now, which is when it was published where nothing was since.
// It is known only where Folder.ByChange asks for it.
func (c *Card) Changed(now time.Time) time.Time {
	last, current := c.published, moment(now.UnixMilli())
	for _, at := range c.changes() {
		if at <= current {
			last = max(last, at)
		}
	}
	return last.time()
}

// ChangesAfter gives the first instant after now at which Changed gives another; ok is false where it never does.
func (c *Card) ChangesAfter(now time.Time) (next time.Time, ok bool) {
	first, current := moment(math.MaxInt64), moment(now.UnixMilli())
	for _, at := range c.changes() {
		if at > max(c.published, current) {
			first = min(first, at)
		}
	}
	return first.time(), first != math.MaxInt64
}

func (c *Card) changes() []moment {
	if c.rare == nil {
		return nil
	}
	return c.rare.changes
}

// Compare orders cards as feeds have them: the newest first, and those of one instant by their ids.
func (c *Card) Compare(other *Card) int {
	switch {
	case c.published > other.published:
		return -1
	case c.published < other.published:
		return 1
	case c.ID < other.ID:
		return -1
	case c.ID > other.ID:
		return 1
	}
	return 0
}

// Expires gives from when the article's text may not be published; ok is false when that is never. The zero time is an
// instant that could not be read.
func (c *Card) Expires() (at time.Time, ok bool) { return c.expires().time(), c.expires() != 0 }

// IsEmbargoed reports that the embargo is not over at the instant now, whatever else is to be said of the article.
func (c *Card) IsEmbargoed(now time.Time) bool {
	return c.rare != nil && moment(now.UnixMilli()) < c.embargo()
}

// ZoneProblem says of an embargo that is to come that no time zone is written, and by which zone of its folder it ends: an
// hour too early is as bad as a day. ok is false where there is nothing to say.
func (c *Card) ZoneProblem(now time.Time, d *Folder) (p Problem, ok bool) {
	if !c.is(isZoneless) || !c.IsEmbargoed(now) || c.embargo().time().Year() == farFuture().Year() {
		return p, false
	}
	at, whose := c.embargo().time().Format(time.RFC3339), "site's"
	if d.OwnZone {
		whose = "source's"
	}
	return Problem{File: c.File(), Field: "embargo", Message: "states no time zone, and ends by the " + whose + ", " + zoneName(d.Zone) + ", at " + at, Fix: "write " + at + " if that is right"}, true
}

func zoneName(zone *time.Location) string {
	if zone == nil {
		return time.UTC.String()
	}
	return zone.String()
}

// File gives the path of the file that the article is in, below its source's folder.
func (c *Card) File() string {
	if i := strings.LastIndexByte(c.Path, '#'); i > 0 && c.is(isMember) {
		return c.Path[:i]
	}
	return c.Path
}

// Versions gives what is kept of an article that may be one of several versions of an item, or speaks of others; nil for all
// others.
func (c *Card) Versions() *Versions {
	if c.rare == nil {
		return nil
	}
	return c.rare.versions
}

// IsVersion reports that the article is one of an item that may have several, of which only the latest holds.
func (c *Card) IsVersion() bool { return c.is(isVersioned) && !c.is(isRejected) }

// IsWithdrawn reports that the article was taken back.
func (c *Card) IsWithdrawn() bool { return c.is(isWithdrawn) }

// IsDraft reports that the article is not finished.
func (c *Card) IsDraft() bool { return c.is(isDraft) }

// CompareEmbargo orders two cards by the ends of their embargoes.
func (c *Card) CompareEmbargo(other *Card) int { return cmp.Compare(c.embargo(), other.embargo()) }

// IsRejected reports that the article's file cannot be trusted to be read right.
func (c *Card) IsRejected() bool { return c.is(isRejected) }

// IsHeldBack reports that the article states something that keeps it inside, or will, whatever else is to be said of it.
func (c *Card) IsHeldBack() bool {
	return c.is(isDraft|isWithdrawn) || c.embargo() != 0 || c.expires() != 0
}

// IsReplaced reports that another article is a later version of this one.
func (c *Card) IsReplaced() bool { return c.is(isReplaced) }

// HasOwnDate reports that the article or its path says when it is from.
func (c *Card) HasOwnDate() bool { return c.is(hasOwnDate) }

// IsFirstSeen reports that the date of the article is that under which it was first published.
func (c *Card) IsFirstSeen() bool { return c.is(isFirstSeen) }

// FirstSeen gives an article that is dated by its file's time the date under which it was first published.
func (c *Card) FirstSeen(date time.Time) {
	if !c.is(hasOwnDate) {
		c.published = momentOf(date, true)
		c.has |= isFirstSeen
	}
}

// EndBy has the article expire at an instant, if it does not before.
func (c *Card) EndBy(at time.Time) {
	if end := momentOf(at, true); c.expires() == 0 || end < c.expires() {
		c.more().expires = end
	}
}

// Reject keeps the article out of everything, for a fault that showed later.
func (c *Card) Reject(p Problem) {
	c.Note(p)
	c.has |= isRejected
}

// Revive lets an article that was rejected stand as it was published before: under an id, from one instant to another, which
// is zero where it does not end.
func (c *Card) Revive(id string, published, expires time.Time) {
	c.ID, c.published = id, momentOf(published, true)
	c.more().expires = momentOf(expires, !expires.IsZero())
	c.has &^= isRejected | isDraft
}

// Replace says that another article is a later version of this one.
func (c *Card) Replace(by *Card) {
	c.has |= isReplaced
	c.more().replaced.Set(by.Path, Origin{File: by.File(), Rule: "a later version"})
}

// Withdraw says that the article was taken back, and what says so.
func (c *Card) Withdraw(from Origin) {
	c.has |= isWithdrawn
	c.more().withdrawn.Set(true, from)
}

// Problems are the faults of the article that are known: those met while reading what it took to choose, and what is wrong
// with it beside others.
func (c *Card) Problems() []Problem {
	if c.rare == nil {
		return nil
	}
	return c.rare.problems
}

// Note adds faults that showed beside other articles.
func (c *Card) Note(problems ...Problem) {
	for _, p := range problems {
		p.File = cmp.Or(p.File, c.File())
		r := c.more()
		r.problems = append(r.problems, p)
	}
}
