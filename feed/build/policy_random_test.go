package build_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/source"
)

// tale is an article made at random, with words of its own that show where it comes out.
type tale struct {
	n               int
	credit          string
	date            time.Time
	embargo, expiry time.Time
	draft           bool
	withdrawn       bool
}

func (s tale) words() [3]string {
	return [3]string{fmt.Sprintf("Title%03dq", s.n), fmt.Sprintf("Summary%03dq", s.n), fmt.Sprintf("Body%03dq", s.n)}
}

func (s tale) write(to *site) {
	w := s.words()
	front := fmt.Sprintf("title: %s\nsummary: %s\ndate: %s", w[0], w[1], s.date.Format(time.RFC3339))
	for key, at := range map[string]time.Time{"embargo": s.embargo, "expires": s.expiry} {
		if !at.IsZero() {
			front += fmt.Sprintf("\n%s: %s", key, at.Format(time.RFC3339))
		}
	}
	if s.credit != "" {
		front += "\ncredit: " + s.credit
	}
	if s.draft {
		front += "\ndraft: true"
	}
	if s.withdrawn {
		front += "\nwithdrawn: true"
	}
	to.write(fmt.Sprintf("%03d.md", s.n), "---\n"+front+"\n---\n"+w[2]+"\n")
}

// terms are what the rules of a random policy say of one agency.
type terms struct {
	text   source.Level
	notice string
	days   int // until it expires; 0 for never
}

// carried gives how much of a story may be out at an instant, by nothing but what the documentation says.
func carried(s tale, known map[string]terms, hold bool, now time.Time) source.Level {
	t, isKnown := known[s.credit]
	switch {
	case s.draft, s.withdrawn, now.Before(s.date), now.Before(s.embargo), !s.expiry.IsZero() && !now.Before(s.expiry):
		return source.Nothing
	case hold && s.credit != "" && !isKnown, t.days > 0 && !now.Before(s.date.AddDate(0, 0, t.days)):
		return source.Nothing
	case t.text == "":
		return source.Full
	}
	return t.text
}

// Whatever the articles, the rules and the instants, no word is out that may not be, none is missing that may be, and every
// item has the notice that its rules give it: in the feeds, on the page that lists them, in what is said of a build. The state
// is kept from one build to the next, while articles change and the rules do.
//
// Promise 1 of docs/promises.md.
func TestNoWordIsOutThatTheRulesKeepIn(t *testing.T) {
	for seed := range uint64(25) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 6))
			s := newSite(t)
			s.withState()
			s.options.AllowShrink = true
			s.options.Feeds[0].Limit = 0
			s.options.WithdrawFor = 10_000 * time.Hour
			out := map[int]bool{}
			s.now = now
			var all []tale
			anyTime := func() time.Time { return now.Add(time.Duration(r.IntN(40*24)-20*24) * time.Hour) }
			for range 12 {
				known, policy := randomPolicy(r)
				s.withPolicy(policy.Rules...)
				s.options.Policy.Agencies, s.options.Policy.HoldUnmatched = policy.Agencies, policy.HoldUnmatched
				s.options.Sources[0].Folder.DecidesBy = s.options.Policy.Needs()
				for range 6 {
					one := tale{n: r.IntN(30), credit: []string{"", "AFP", "dpa", "Reuters"}[r.IntN(4)], date: anyTime(), draft: r.IntN(8) == 0, withdrawn: r.IntN(6) == 0}
					if r.IntN(3) == 0 {
						one.embargo = anyTime()
					}
					if r.IntN(3) == 0 {
						one.expiry = anyTime()
					}
					one.write(s)
					all = append(all, one)
				}
				s.now = s.now.Add(time.Duration(r.IntN(48)) * time.Hour)
				report := s.mustBuild()
				latest := map[int]tale{}
				for _, one := range all {
					latest[one.n] = one
				}
				for _, one := range latest {
					s.check(report, one, known, policy.HoldUnmatched)
					is := carried(one, known, policy.HoldUnmatched, s.now) != source.Nothing
					s.isGone(one, out[one.n], is)
					out[one.n] = is
				}
			}
		})
	}
}

func randomPolicy(r *rand.Rand) (known map[string]terms, p rights.Policy) {
	known, p.HoldUnmatched = map[string]terms{}, r.IntN(2) == 0
	for i, name := range []string{"AFP", "dpa"} {
		t := terms{text: []source.Level{"", source.Full, source.Summary, source.Title, source.Nothing}[r.IntN(5)], notice: fmt.Sprintf("© Notice of %s %d", name, r.IntN(3)), days: r.IntN(3) * 10}
		known[name] = t
		stated := rights.Terms{Text: t.text, Notice: t.notice, Expires: rights.Expiry{After: time.Duration(t.days) * 24 * time.Hour}}
		from := source.Origin{File: "masthead.yaml", Line: i + 1, Rule: "policy"}
		if r.IntN(2) == 0 {
			p.Agencies = append(p.Agencies, rights.Agency{Name: name, Terms: stated, From: from})
		} else {
			p.Rules = append(p.Rules, rights.Rule{Match: rights.Match{Credit: []string{name}}, Terms: stated, From: from})
		}
	}
	return known, p
}

func (s *site) check(report *build.Report, one tale, known map[string]terms, hold bool) {
	s.t.Helper()
	level := carried(one, known, hold, s.now)
	want := map[source.Level][3]bool{source.Full: {true, true, true}, source.Summary: {true, true, false}, source.Title: {true, false, false}}[level]
	for name, text := range s.published() {
		switch name {
		case manifest:
			s.holds(name, text, one, [3]bool{})
		case "feed.html": // which shows no text whole
			s.holds(name, text, one, [3]bool{want[0], want[1], false})
		default:
			s.holds(name, text, one, want)
		}
	}
	said := messages(report.Problems)
	for _, it := range report.Newest {
		said += it.Title + it.Summary + it.HTML
	}
	for i, word := range one.words() {
		if strings.Contains(said, word) && (!want[i] || i == 2) {
			s.t.Errorf("story %d at %s: the report has %s", one.n, s.now, word)
		}
	}
	if notice := known[one.credit].notice; notice != "" && level != source.Nothing {
		for _, it := range s.items() {
			if it.Title == one.words()[0] && it.Masthead.Notice != notice {
				s.t.Errorf("story %d has the notice %q, want %q", one.n, it.Masthead.Notice, notice)
			}
		}
	}
}

// isGone checks that who has a story that was taken back is told so, in every format, and of one that is out again is not.
func (s *site) isGone(one tale, was, is bool) {
	s.t.Helper()
	ref := fmt.Sprintf(`deleted-entry ref="https://example.org/%03d/"`, one.n)
	guid := fmt.Sprintf(`<guid isPermaLink="false">https://example.org/%03d/</guid>`, one.n)
	if told := strings.Contains(s.published()["atom.xml"], ref); is && told {
		s.t.Errorf("story %d is out, and said to be gone", one.n)
	} else if taken := was && one.withdrawn; taken && !told {
		s.t.Errorf("story %d at %s was taken back, and nobody is told", one.n, s.now)
	} else if taken != strings.Contains(s.published()["feed.xml"], guid) && taken {
		s.t.Errorf("story %d at %s was taken back, and its RSS feed does not say so", one.n, s.now)
	}
}

func (s *site) holds(name, text string, one tale, want [3]bool) {
	s.t.Helper()
	for i, word := range one.words() {
		if got := strings.Contains(text, word); got != want[i] {
			s.t.Errorf("story %d (%+v) at %s: %s has %s: %v", one.n, one, s.now, name, word, got)
		}
	}
}
