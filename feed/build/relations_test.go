package build_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/masthead-feeds/masthead/feed/build"
	"github.com/masthead-feeds/masthead/feed/serve"
	"github.com/masthead-feeds/masthead/source"
)

// anew builds the same site without anything that is remembered.
func (s *site) anew() map[string]string {
	s.t.Helper()
	other, options := *s, *s.options
	options.State, options.Kept = nil, nil
	other.options, other.target = &options, &serve.Store{}
	other.mustBuild()
	return other.published()
}

// wantAsAnew fails the test unless what is published is what a build without a past would publish.
func (s *site) wantAsAnew() {
	s.t.Helper()
	if diff := cmp.Diff(s.anew(), s.published()); diff != "" {
		s.t.Errorf("differs from a build without a state (-without +with):\n%s", diff)
	}
}

func TestCorrectionsStandBelowTheText(t *testing.T) {
	for name, c := range map[string]struct{ front, want string }{
		"dated":           {`corrections: [{date: 2026-03-05, text: "A < B & C."}]`, `Text of a.md.</p><p class="correction"><strong>Correction, 2026-03-05:</strong> A &lt; B &amp; C.</p>`},
		"without a date":  {"corrections: The name was wrong.", `<p class="correction"><strong>Correction:</strong> The name was wrong.</p>`},
		"in its language": {"language: pt-BR\ncorrections: [{date: 2026-03-05, text: O nome.}]", `<strong>Correção, 2026-03-05:</strong> O nome.`},
		"in no known one": {"language: fi\ncorrections: [{date: 2026-03-05, text: Nimi.}]", `<strong>Correction, 2026-03-05:</strong> Nimi.`},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			s.options.Feeds = append(s.options.Feeds, build.Feed{Name: "short", Text: source.Summary, Formats: []build.Format{{Name: "rss", Path: "summary.xml"}}})
			s.article("a.md", "title: A\ndate: 2026-03-01\n"+c.front)
			s.mustBuild()
			got := s.published()
			if !strings.Contains(got["feed.xml"], c.want) {
				t.Errorf("no %s in\n%s", c.want, got["feed.xml"])
			}
			if strings.Contains(got["summary.xml"], "Corre") || strings.Contains(got["feed.xml"], "<description>Text of a.md. Corre") {
				t.Errorf("the summary has the correction, too:\n%s", got["summary.xml"])
			}
		})
	}
}

// What is put right at an hour to come is not seen before, and is from then on, also where the item was made before.
func TestACorrectionAppearsAtItsHour(t *testing.T) {
	for _, feed := range []string{"full", "by update"} {
		t.Run(feed, func(t *testing.T) {
			s := newSite(t)
			s.options.Feeds[0].ByUpdate = feed == "by update"
			s.options.Site.Corrected = "Corrected:"
			s.withState()
			first, second := now.Add(time.Hour), now.Add(2*time.Hour)
			s.article("a.md", "title: A\ndate: 2026-03-01\ncorrections:\n- {date: "+first.Format(time.RFC3339)+", text: The first.}\n- {date: "+second.Format(time.RFC3339)+", text: The second.}")
			for _, at := range []struct {
				now    time.Time
				want   int // corrections
				change string
				next   time.Time
			}{
				{now, 0, "2026-03-01T00:00:00Z", first},
				{first.Add(-time.Second), 0, "2026-03-01T00:00:00Z", first},
				{first, 1, "2026-03-12T13:00:00Z", second},
				{second, 2, "2026-03-12T14:00:00Z", time.Time{}},
				{second.Add(time.Hour), 2, "2026-03-12T14:00:00Z", time.Time{}},
				{first, 1, "2026-03-12T13:00:00Z", second}, // a build for an earlier instant
				{now, 0, "2026-03-01T00:00:00Z", first},
			} {
				s.now = at.now
				r := s.mustBuild()
				got := s.published()
				if n := strings.Count(got["feed.xml"], `class="correction"`); n != at.want {
					t.Errorf("at %v: %d corrections, want %d", at.now, n, at.want)
				}
				if !strings.Contains(got["atom.xml"], "<updated>"+at.change+"</updated>") {
					t.Errorf("at %v: not updated at %s:\n%s", at.now, at.change, got["atom.xml"])
				}
				if strings.Contains(got["atom.xml"], "Corrected: A") != (at.want > 0) {
					t.Errorf("at %v: the title:\n%s", at.now, got["atom.xml"])
				}
				if !r.Next.Equal(at.next) {
					t.Errorf("at %v: the next change is at %v, want %v", at.now, r.Next, at.next)
				}
				if messages(r.Problems) != "" {
					t.Errorf("at %v: %s", at.now, messages(r.Problems))
				}
				s.wantAsAnew()
			}
		})
	}
}
