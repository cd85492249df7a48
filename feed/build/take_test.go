package build_test

import (
	"testing"
	"time"
)

// byUpdate gives a site whose feed has what was changed last first.
func byUpdate(t *testing.T) *site {
	s := newSite(t)
	s.options.Feeds[0].ByUpdate = true
	s.options.Sources[0].Folder.ByChange = true
	s.withState()
	return s
}

// A correction of an hour to come takes away nothing from the changes that were made before it.
func TestWhatWasChangedLastComesFirst(t *testing.T) {
	s := byUpdate(t)
	s.article("a.md", "title: A\ndate: 2026-03-01\ncorrections:\n- {date: 2026-03-20, text: Later.}\n- {date: 2026-03-11, text: The last.}\n- {date: 2026-03-05, text: The first.}")
	s.article("b.md", "title: B\ndate: 2026-03-10")
	s.article("c.md", "title: C\ndate: 2026-03-02\nupdated: 2026-03-09")
	s.article("d.md", "title: D\ndate: 2026-03-06\ncorrections: [{date: 2026-03-30, text: Much later.}]")
	for _, c := range []struct {
		now  time.Time
		want []string
	}{
		{now, []string{"A", "B", "C", "D"}},
		{time.Date(2026, 3, 10, 0, 0, 0, 0, time.UTC), []string{"B", "C", "D", "A"}}, // and what is remembered of them is the same
		{time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC), []string{"D", "A", "B", "C"}},
	} {
		s.now = c.now
		s.mustBuild()
		s.wantTitles(c.want...)
		s.wantAsAnew()
	}
}

// An article that has no date of its own has been changed since it was first published, and not since its file was.
func TestAnArticleDatedByItsFileIsOrderedByItsChanges(t *testing.T) {
	s := byUpdate(t)
	s.article("a.md", "title: A")
	s.mustBuild()
	s.article("a.md", "title: A\nupdated: 2026-03-10")
	s.touch("a.md", now.Add(-time.Hour))
	s.article("b.md", "title: B\ndate: 2026-03-09")
	s.mustBuild()
	s.wantTitles("A", "B")
}

// What a feed has no room for may have at the hour of its correction.
func TestAFeedByUpdateIsBuiltWhenItsOrderChanges(t *testing.T) {
	s := byUpdate(t)
	s.options.Feeds[0].Limit = 1
	at := now.Add(time.Hour)
	s.article("a.md", "title: A\ndate: 2026-03-01\ncorrections:\n- {date: 2026-03-20, text: Later.}\n- {date: "+at.Format(time.RFC3339)+", text: Soon.}")
	s.article("b.md", "title: B\ndate: 2026-03-10")
	r := s.mustBuild()
	s.wantTitles("B")
	if !r.Next.Equal(at) {
		t.Errorf("the next change is at %v, want %v", r.Next, at)
	}
	s.now = at
	s.mustBuild()
	s.wantTitles("A")
}
