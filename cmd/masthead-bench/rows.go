package main

import (
	"cmp"
	"fmt"
)

// goal is what masthead is meant to reach at some work.
type goal struct {
	work   string
	task   string
	base   string  // yardstick; "" when the goal is a time
	most   float64 // ratio to it, or seconds; 0 for a row that only tells
	faster bool    // most is how many times faster than the yardstick it is at least
	memory float64 // bytes, at most
	still  bool    // nothing may be written
}

// The goals, for the corpus that each is meant for.
var (
	mainGoals = []goal{
		{work: "newest 50 in three formats, cold, no state", task: coldBuild, base: firstRead, most: 1.5, memory: 100e6},
		{work: "the same, faster than Hugo", task: coldBuild, base: hugoBuild, most: 20, faster: true},
		{work: "the same, faster than the naive program", task: coldBuild, base: naiveBuild, faster: true},
		{work: "the same, cold, writing state", task: stateBuild, base: firstRead, most: 2.5},
		{work: "nothing changed", task: sameBuild, base: statWalk, most: 1.6, memory: 80e6, still: true},
		{work: "one file changed, by scan", task: changedBuild, base: statWalk, most: 1.8},
		{work: "one file changed, by watch", task: changeSeen, most: 0.050},
		{work: "100 tag feeds in three formats, over one feed of their items", task: tagsBuild, base: oneBuild, most: 1.5},
	}
	manyGoals = []goal{
		{work: "5,000 tag feeds of summaries, cold, no state", task: manyBuild, base: firstRead, most: 10},
		{work: "the same, one file changed, by scan", task: manyChanged, base: statWalk, most: 2.5},
	}
	allGoals   = []goal{{work: "every article in three formats, faster than Hugo", task: allBuild, base: hugoAll, most: 8, faster: true, memory: 128e6}}
	startGoals = []goal{
		{work: "start of `masthead version`", task: startVersion, most: 0.020},
		{work: "`masthead list` on 10 files", task: startList, most: 0.060},
	}
)

// Row is a line of the table: a goal, and what came of it.
type Row struct {
	Work     string  `json:"work"`
	Articles int     `json:"articles"`
	Took     string  `json:"took"`      // what masthead took
	Base     string  `json:"yardstick"` // what the yardstick took
	Result   spread  `json:"result"`    // ratio, or seconds
	Memory   float64 `json:"peak_bytes"`
	Goal     string  `json:"goal"`
	Verdict  string  `json:"verdict"` // met, not met, why it was not measured, or nothing
	unit     string
}

// row holds a goal against what was measured. why has the reasons of what was not.
func (g goal) row(all map[string]Series, n int, why map[string]string) Row {
	r := Row{Work: g.work, Articles: n, Goal: g.String(), unit: "×"}
	for _, name := range []string{g.task, g.base} {
		if name != "" && len(all[name].Samples) == 0 {
			r.Verdict = "not measured: " + cmp.Or(why[name], "left out by -tasks")
			return r
		}
	}
	took := all[g.task]
	r.Took = seconds(took.of(wall).Median)
	r.Memory = took.of(memory).Median
	switch base := all[g.base]; {
	case g.base == "":
		r.Result, r.unit = took.of(wall), "s"
	case g.faster:
		r.Base, r.Result = base.Task+" "+seconds(base.of(wall).Median), base.over(took)
	default:
		r.Base, r.Result = base.Task+" "+seconds(base.of(wall).Median), took.over(base)
	}
	r.Verdict = g.verdict(r, took.of(output).Most)
	return r
}

func (g goal) verdict(r Row, written float64) string {
	slow := r.Result.Median > g.most
	if g.faster {
		slow = r.Result.Median < g.most
	}
	switch {
	case g.most == 0:
		return ""
	case slow:
		return "not met"
	case g.memory > 0 && r.Memory > g.memory:
		return "not met: memory"
	case g.still && written > 0:
		return fmt.Sprintf("not met: %.0f B written", written)
	}
	return "met"
}

func (g goal) String() (s string) {
	switch {
	case g.most == 0:
		return "–"
	case g.base == "":
		s = "≤ " + seconds(g.most)
	case g.faster:
		s = fmt.Sprintf("≥ %g ×", g.most)
	default:
		s = fmt.Sprintf("≤ %g ×", g.most)
	}
	if g.memory > 0 {
		s += "; ≤ " + megabytes(g.memory)
	}
	if g.still {
		s += "; no byte written"
	}
	return s
}

// growth holds the time for an article, and the memory, of larger corpora against smaller ones: the worst rise counts. Of a
// thousand articles nothing can be told: starting is most of their time.
func growth(name string, all []Series) Row {
	const most, fixed, each = 1.3, 64e6, 250
	r := Row{Work: "growth of " + name, Goal: "≤ 1.3 × an article; ≤ 64 MB + 250 B an article", Verdict: "met", unit: "×"}
	var sizes int
	var least, rise float64
	for _, s := range all {
		if s.Task != name || s.Articles < 10_000 || len(s.Samples) == 0 {
			continue
		}
		one := s.of(wall).Median / float64(s.Articles)
		if sizes++; sizes == 1 {
			least = one
		} else {
			rise = max(rise, one/least)
		}
		least = min(least, one)
		r.Articles, r.Memory = s.Articles, s.of(memory).Median
		r.Took = fmt.Sprintf("%.1f µs an article", one*1e6)
		if r.Memory > fixed+each*float64(s.Articles) {
			r.Verdict = "not met: memory of " + thousands(s.Articles)
		}
	}
	r.Result = spread{rise, rise, rise}
	switch {
	case sizes < 2:
		r.Took, r.Verdict = "", "not measured: needs two corpora of 10,000 articles and more"
	case rise > most:
		r.Verdict = "not met"
	}
	return r
}
