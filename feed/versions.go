package feed

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// SettleVersions finds the version of each article that holds, among all that are there and in whatever order they lie: an
// agency sends an item anew, under the same id, to correct it or to take it back. Those before it are marked as replaced.
// What an item says of another one's fate is done to that one; one under a new id takes the place of those it names when it
// is out itself, at the instant now.
func SettleVersions(all []Candidate, now time.Time) {
	versions := map[string][]Candidate{}
	var speaking []Candidate
	for _, c := range all {
		if c.Versions() == nil {
			continue
		}
		speaking = append(speaking, c)
		if c.IsVersion() {
			versions[c.ID] = append(versions[c.ID], c)
		}
	}
	for _, list := range versions {
		compare := compareDates
		if !slices.ContainsFunc(list, isUncounted) {
			compare = compareNumbers
		}
		replace(list, slices.MaxFunc(list, compare))
	}
	withdraw(all, speaking)
	succeed(speaking, now)
}

// replace marks the versions of an item that do not hold.
func replace(versions []Candidate, holds Candidate) {
	for _, c := range versions {
		if c.Card == holds.Card {
			continue
		}
		c.Replace(holds.Card)
		if sameVersion(holds, c) {
			c.Read()
			c.Note(problemAt(c.Article.ID.From, "id", "the same version of the same item is in "+holds.Path,
				"remove one of the two; the later one holds"))
		}
	}
}

// withdraw takes back the articles that others say are: a kill notice names what it kills.
func withdraw(all, speaking []Candidate) {
	killed := latest(speaking, func(c Candidate) []string { return c.Versions().Withdraws })
	if len(killed) == 0 {
		return
	}
	for _, c := range all {
		if !c.HasOwnID() {
			continue
		}
		by, ok := killed[c.ownID()]
		if ok && c.Card != by.Card && !c.updated().After(by.updated()) {
			c.Withdraw(by.Versions().SaidAt)
		}
	}
}

// succeed marks those as replaced that others, which are out, say they take the place of: some agencies give an update an id
// of its own, and name in it the one before. One that is not newer replaces nothing.
func succeed(speaking []Candidate, now time.Time) {
	successor := latest(speaking, func(c Candidate) []string {
		if c.IsRejected() || c.IsDraft() || c.IsEmbargoed(now) || c.Published().After(now) {
			return nil
		}
		return c.Versions().Replaces
	})
	for _, c := range speaking {
		by, ok := successor[c.ownID()]
		inTurn := ok && slices.Contains(c.Versions().Replaces, by.ownID())
		if ok && by.ID != c.ID && !c.IsReplaced() && !c.updated().After(by.updated()) && !(inTurn && c.updated().Equal(by.updated())) {
			c.Replace(by.Card)
		}
	}
}

// latest gives, for each id that some of the articles name, the one of these that is the latest.
func latest(speaking []Candidate, names func(Candidate) []string) map[string]Candidate {
	by := map[string]Candidate{}
	for _, c := range speaking {
		for _, id := range names(c) {
			if other, ok := by[id]; !ok || other.updated().Before(c.updated()) {
				by[id] = c
			}
		}
	}
	return by
}

// ownID is the article's identity as it states it.
func (c Candidate) ownID() string {
	if v := c.Versions(); v != nil {
		return v.ID
	}
	c.Read()
	return c.Article.ID.Value
}

// updated is when the article was last changed, or else published.
func (c Candidate) updated() time.Time {
	if v := c.Versions(); v != nil {
		return v.Updated
	}
	c.Read()
	if c.Article.Updated.Known() {
		return c.Article.Updated.Value
	}
	return c.Article.Published.Value
}

// smallVersion is below which versions are taken for numbers that an agency counts up. Others number them by a clock of
// their own, or at random: Reuters has nine digits, not in order.
const smallVersion = 100_000

// isUncounted reports a version that is no number, or numbers with dots between them, that somebody counts up.
func isUncounted(c Candidate) bool {
	list := numbers(c.Versions().Version)
	return list == nil || slices.Max(list) >= smallVersion
}

// numbers reads a version such as 3 or 1.10; it is nil for any other, and for what is longer than anybody counts.
func numbers(version string) (list []int) {
	if len(version) > 50 {
		return nil
	}
	for part := range strings.SplitSeq(version, ".") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil
		}
		list = append(list, n)
	}
	return list
}

// compareNumbers orders two versions of an item whose versions are all counted. It and compareDates are not mixed within an
// item: each for some pairs, they could put three versions in a circle.
func compareNumbers(a, b Candidate) int {
	return cmp.Or(slices.Compare(numbers(a.Versions().Version), numbers(b.Versions().Version)), compareDates(a, b))
}

// compareDates orders two versions of an item by when they were made, else by what is left. Of two that nothing tells apart
// the one that keeps more inside holds, and else the one whose path comes last. An item that is taken back nobody knows
// when is taken back.
func compareDates(a, b Candidate) int {
	return cmp.Or(trueFirst(b.IsWithdrawn() && isAgeless(b), a.IsWithdrawn() && isAgeless(a)), a.updated().Compare(b.updated()),
		slices.Compare(numbers(a.Versions().Version), numbers(b.Versions().Version)), strings.Compare(a.Versions().Version, b.Versions().Version),
		trueFirst(b.IsWithdrawn(), a.IsWithdrawn()), a.CompareEmbargo(b.Card), trueFirst(b.IsDraft(), a.IsDraft()),
		strings.Compare(a.File(), b.File()), cmp.Compare(len(a.Path), len(b.Path)), strings.Compare(a.Path, b.Path)) // #10 comes after #9
}

// isAgeless reports that no date of its own says when a version was made.
func isAgeless(c Candidate) bool {
	return !c.Versions().Dated
}

// trueFirst orders two answers.
func trueFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

func sameVersion(a, b Candidate) bool {
	return a.Versions().Version == b.Versions().Version && a.updated().Equal(b.updated())
}
