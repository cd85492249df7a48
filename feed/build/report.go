package build

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
)

// ErrStrict says that a strict build met a fault and left everything as it was.
var ErrStrict = errors.New("--strict: a fault was met, and nothing was written")

// ShrinkError says that most of what was published is gone, which is more often an accident than a wish.
type ShrinkError struct {
	Gone, Published int
}

// Error implements error.
func (e *ShrinkError) Error() string {
	return fmt.Sprintf("%d of the %d published items are gone, and the feeds were left as they are; "+
		"check that the source is whole, or say --allow-shrink if this is meant", e.Gone, e.Published)
}

// Report is what a build did.
type Report struct {
	Changes []publish.Change
	// Status counts the articles by what becomes of them.
	Status map[source.Status]int
	// Items counts the different items in the feeds.
	Items int
	// Problems are the faults met, each once, those of held back articles left out: the log is no place to read of them.
	Problems []Fault
	// Waiting are the faults of articles that wait for their hour; not for a log.
	Waiting []Fault
	// Next is when the feeds change by themselves, because an embargo or a date has come or an article expires; zero for
	// never. It tells of articles that wait, and is not for a log.
	Next time.Time
	// Expiry is when the first of the published articles expires; zero for never.
	Expiry time.Time
	// Feeds are the documents published, and Newest their newest items, for the page that lists them.
	Feeds  []FeedInfo
	Newest []*feed.Item

	seen map[Fault]bool // faults in Problems
}

// FeedInfo names one published document.
type FeedInfo struct {
	Path, Type, Title, Feed string
}

// Fault is a Problem of a file and the folder that the file lies in.
type Fault struct {
	Folder string // as its owner calls it
	source.Problem
}

// Error gives the fault with the file's path as its owner would type it.
func (f Fault) Error() string {
	p := f.Problem
	p.File = filepath.Join(f.Folder, filepath.FromSlash(p.File))
	return p.Error()
}

// changed counts the documents that changed.
func (r *Report) changed() (n int) {
	for _, c := range r.Changes {
		if c.Kind != publish.Same && c.Name != manifestName {
			n++
		}
	}
	return n
}

// Changed reports whether any feed changed.
func (r *Report) Changed() bool { return r.changed() > 0 }

// addProblems gathers the faults of an article.
func (r *Report) addProblems(folder string, a *source.Article, now time.Time) {
	status := a.Status(now)
	if status.Waiting() {
		for _, p := range a.Problems {
			r.Waiting = append(r.Waiting, Fault{folder, p})
		}
		return
	}
	for _, p := range a.Problems {
		if status == source.StatusRejected && len(a.Problems) == 1 {
			p.Fix = join(p.Fix, "left out of the feeds")
		}
		r.addProblem(folder, p)
	}
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " (" + b + ")"
}

func (r *Report) addProblem(folder string, p source.Problem) {
	f := Fault{folder, p}
	if !r.seen[f] {
		r.seen[f] = true
		r.Problems = append(r.Problems, f)
	}
}
