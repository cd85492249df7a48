package feed

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source"
)

// SettleVersions finds the version of each article that holds, among all that are there and in whatever order they lie: an
// agency sends an item anew, under the same id, to correct it or to take it back. Those before it are marked as replaced.
// What an item says of another one's fate is done to that one.
func SettleVersions(all []Candidate) {
	latest := map[string]Candidate{}
	for _, c := range all {
		if !c.Versioned || c.Rejected {
			continue
		}
		if held, ok := latest[c.ID]; !ok || compareVersions(held, c) < 0 {
			latest[c.ID] = c
		}
	}
	for _, c := range all {
		holds, ok := latest[c.ID]
		if !ok || holds.Article == c.Article || !c.Versioned || c.Rejected {
			continue
		}
		c.Replaced.Set(holds.Path, source.Origin{File: holds.File(), Rule: "a later version"})
		if sameVersion(holds, c) {
			c.Problem(problemAt(c.Article.ID.From, "id", "the same version of the same item is in "+holds.Path,
				"remove one of the two; the later one holds"))
		}
	}
	withdraw(all)
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

// compareVersions orders two versions of one item: by counted version numbers, else by when they were made, else by
// what is left. Of two that nothing tells apart the one that keeps more inside holds, and else the one whose path comes
// last. An item that is taken back nobody knows when is taken back.
func compareVersions(a, b Candidate) int {
	if killA, killB := isAgeless(a) && a.Withdrawn.Value, isAgeless(b) && b.Withdrawn.Value; killA != killB {
		return trueFirst(killB, killA)
	}
	va, errA := strconv.Atoi(a.Version.Value)
	vb, errB := strconv.Atoi(b.Version.Value)
	numbered := errA == nil && errB == nil
	if numbered && va < smallVersion && vb < smallVersion && va != vb {
		return cmp.Compare(va, vb)
	}
	if c := updated(a).Compare(updated(b)); c != 0 {
		return c
	}
	if numbered && va != vb {
		return cmp.Compare(va, vb)
	}
	return cmp.Or(strings.Compare(a.Version.Value, b.Version.Value), trueFirst(b.Withdrawn.Value, a.Withdrawn.Value),
		a.Embargo.Value.Compare(b.Embargo.Value), trueFirst(b.Draft.Value, a.Draft.Value), strings.Compare(a.File(), b.File()),
		cmp.Compare(len(a.Path), len(b.Path)), strings.Compare(a.Path, b.Path)) // #10 comes after #9
}

// isAgeless reports that neither a number nor a date of its own says when a version was made.
func isAgeless(c Candidate) bool {
	_, err := strconv.Atoi(c.Version.Value)
	return err != nil && !c.Updated.Known() && c.Published.From.Rule == source.FileTime
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
