package feed

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source"
)

// SettleVersions finds the version of each article that holds, among all that are there and in whatever order they lie: an
// agency sends an item anew, under the same id, to correct it or to take it back. Those before it are marked as replaced.
// What an item says of another one's fate is done to that one.
func SettleVersions(all []Candidate) {
	versions := map[string][]Candidate{}
	for _, c := range all {
		if c.Versioned && !c.Rejected {
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
	withdraw(all)
}

// replace marks the versions of an item that do not hold.
func replace(versions []Candidate, holds Candidate) {
	for _, c := range versions {
		if c.Article == holds.Article {
			continue
		}
		c.Replaced.Set(holds.Path, source.Origin{File: holds.File(), Rule: "a later version"})
		if sameVersion(holds, c) {
			c.Problem(problemAt(c.Article.ID.From, "id", "the same version of the same item is in "+holds.Path,
				"remove one of the two; the later one holds"))
		}
	}
}

// withdraw takes back the articles that others say are: a kill notice names what it kills.
func withdraw(all []Candidate) {
	killed := map[string]Candidate{}
	for _, c := range all {
		for _, id := range c.Withdraws.Value {
			if by, ok := killed[id]; !ok || updated(by).Before(updated(c)) {
				killed[id] = c
			}
		}
	}
	for _, c := range all {
		by, ok := killed[c.Article.ID.Value]
		if ok && c.Article != by.Article && !updated(c).After(updated(by)) {
			c.Withdrawn.Set(true, by.Withdraws.From)
		}
	}
}

// smallVersion is below which versions are taken for numbers that an agency counts up. Others number them by a clock of
// their own, or at random: Reuters has nine digits, not in order.
const smallVersion = 100_000

// isUncounted reports a version that is no number, or numbers with dots between them, that somebody counts up.
func isUncounted(c Candidate) bool {
	list := numbers(c.Version.Value)
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
	return cmp.Or(slices.Compare(numbers(a.Version.Value), numbers(b.Version.Value)), compareDates(a, b))
}

// compareDates orders two versions of an item by when they were made, else by what is left. Of two that nothing tells apart
// the one that keeps more inside holds, and else the one whose path comes last. An item that is taken back nobody knows
// when is taken back.
func compareDates(a, b Candidate) int {
	return cmp.Or(trueFirst(b.Withdrawn.Value && isAgeless(b), a.Withdrawn.Value && isAgeless(a)), updated(a).Compare(updated(b)),
		slices.Compare(numbers(a.Version.Value), numbers(b.Version.Value)), strings.Compare(a.Version.Value, b.Version.Value),
		trueFirst(b.Withdrawn.Value, a.Withdrawn.Value), a.Embargo.Value.Compare(b.Embargo.Value), trueFirst(b.Draft.Value, a.Draft.Value),
		strings.Compare(a.File(), b.File()), cmp.Compare(len(a.Path), len(b.Path)), strings.Compare(a.Path, b.Path)) // #10 comes after #9
}

// isAgeless reports that no date of its own says when a version was made.
func isAgeless(c Candidate) bool {
	return !c.Updated.Known() && c.Published.From.Rule == source.FileTime
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
	return a.Version.Value == b.Version.Value && updated(a).Equal(updated(b))
}

func updated(c Candidate) time.Time {
	if c.Updated.Known() {
		return c.Updated.Value
	}
	return c.Published.Value
}
