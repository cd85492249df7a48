package build

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
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
	Unread          bool // a folder could not be listed, and what is in it is not known
}

// Error implements error.
func (e *ShrinkError) Error() string {
	cause := ""
	if e.Unread {
		cause = " while a folder cannot be read"
	}
	return fmt.Sprintf("%d of the %d published items are gone%s, and the feeds were left as they are; "+
		"check that the source is whole, or say --allow-shrink if this is meant", e.Gone, e.Published, cause)
}

// Report is what a build did.
type Report struct {
	Changes []publish.Change
	// Status counts the articles by what becomes of them.
	Status map[source.Status]int
	// Items counts the different items in the feeds.
	Items int
	// Problems are the faults met, each once, without those in Waiting: the log is no place to read of them.
	Problems []Fault
	// Waiting are the faults of articles whose hour has not come or is over, and of others what may tell of an embargo;
	// not for a log.
	Waiting []Fault
	// Passed are the files that are no articles, and why; nothing is wrong with them.
	Passed []Fault
	// Next is when the feeds change by themselves, because an embargo or a date has come or an article expires; zero for
	// never. It tells of articles that wait, and is not for a log.
	Next time.Time
	// Expiry is when the first of the published articles expires; zero for never.
	Expiry time.Time
	// TakenOut are the ids of the items that a build which failed found published and over.
	TakenOut []string
	// Feeds are the feed documents published, in the order of the configuration, and Newest the newest items of the
	// first feed, with no more of each than that carries, for the page that lists them.
	Feeds  []FeedInfo
	Newest []*feed.Item
	// Files are the paths of the other documents published.
	Files []string
	// Copies are the names among Changes of packed copies of documents.
	Copies []string
	// News is what others may be told of what the build published; empty when it changed nothing.
	News News `json:"-"`

	seen map[Fault]bool // faults in Problems
}

// FeedInfo names one published document of a feed.
type FeedInfo struct {
	Path      string // relative to the output, with slashes
	Type      string // media type
	Title     string // of the feed
	Feed      string // its name
	Page      string // path of the page that shows the feed to people; empty for none
	Family    string // of which the feed is a member; empty for one by itself
	IsArchive bool   // it is a part of the past of the feed, which nobody subscribes to
}

// Fault is a Problem of a file and the folder that the file lies in.
type Fault struct {
	Folder string // its path as its owner would type it; empty for a file that is in none
	source.Problem
	Unread bool // the fault is that a whole folder could not be listed
	Advice bool // it may well be right
}

// Path gives the file's path as its owner would type it.
func (f Fault) Path() string { return filepath.Join(f.Folder, filepath.FromSlash(f.File)) }

// compare orders faults by their files, so that they are told alike whatever was read first.
func (f Fault) compare(other Fault) int {
	return cmp.Or(cmp.Compare(f.Folder, other.Folder), cmp.Compare(f.File, other.File))
}

// Error gives the fault with the file's path as its owner would type it.
func (f Fault) Error() string {
	p := f.Problem
	p.File = f.Path()
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

// Changed reports whether any document changed.
func (r *Report) Changed() bool { return r.changed() > 0 }

// status is what a report may say becomes of an article. Before its embargo ends it is not said to be a draft, nor
// rejected, since that would tell that it exists.
func status(c *source.Card, now time.Time) source.Status {
	if c.IsEmbargoed(now) {
		return source.StatusEmbargoed
	}
	return c.Status(now)
}

// isHeld reports that no log may tell of an article: its hour has not come, or it is over. An expiry that could not be
// read is zero, and has to be told of.
func isHeld(c *source.Card, now time.Time) bool {
	at, ok := c.Expires()
	expired := ok && !at.IsZero() && !now.Before(at)
	return expired || status(c, now).Waiting()
}

// addProblems gathers the faults of an article.
func (r *Report) addProblems(c feed.Candidate, now time.Time) {
	folder := c.Folder().Name
	if p, ok := c.ZoneProblem(now, c.Folder()); ok {
		r.Waiting = append(r.Waiting, Fault{Folder: folder, Problem: p, Advice: true})
	}
	problems := c.Problems()
	if len(problems) == 0 {
		return
	}
	held := isHeld(c.Card, now)
	for _, p := range problems {
		quotes := c.IsRejected() && strings.Contains(p.Fix, ": ") // as in: put the value in quotes: title: "…"
		discreet := quotes && speaksOf(c, "embargo", "withdrawn", "killed", "retracted", "spiked")
		if held || discreet {
			r.Waiting = append(r.Waiting, Fault{Folder: folder, Problem: p})
		}
		if held {
			continue
		}
		if discreet {
			p.Fix = "masthead explain shows how to mend it"
		}
		if c.IsWithdrawn() && p.Line > 0 { // what has no place in the file quotes nothing of it
			r.Waiting = append(r.Waiting, Fault{Folder: folder, Problem: p})
			p = wordless(p)
		}
		if c.IsRejected() && len(problems) == 1 {
			p.Fix = join(p.Fix, "left out of the feeds")
		}
		r.addProblem(Fault{Folder: folder, Problem: p})
	}
}

// wordless tells of a fault of a story that was taken back without a word of the story, or of why.
func wordless(p source.Problem) source.Problem {
	return source.Problem{File: p.File, Line: p.Line, Column: p.Column, Message: "a fault in a story that is withdrawn", Fix: "masthead explain shows it"}
}

// addStale gathers the faults of an article that cannot be read, while its last good version stays in the feeds.
func (r *Report) addStale(c feed.Candidate) {
	for _, p := range c.Problems() {
		p.Fix = join(p.Fix, "its last good version stays in the feeds")
		r.addProblem(Fault{Folder: c.Folder().Name, Problem: p})
	}
}

// speaksOf reports that a file which could not be read right has one of the words in it, or may have, so that nobody knows
// whether the article may be told of, or stay out.
func speaksOf(c feed.Candidate, words ...string) bool {
	return slices.ContainsFunc(c.Problems(), func(p source.Problem) bool {
		info, err := fs.Stat(c.Folder().FS, p.File)
		if err != nil || !info.Mode().IsRegular() || info.Size() > source.DefaultMaxSize {
			return true
		}
		data, err := fs.ReadFile(c.Folder().FS, p.File)
		if err != nil {
			return true
		}
		text, err := source.Decode(data)
		lower := bytes.ToLower(text)
		return err != nil || slices.ContainsFunc(words, func(word string) bool { return bytes.Contains(lower, []byte(word)) })
	})
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " (" + b + ")"
}

func (r *Report) addProblem(f Fault) {
	if !r.seen[f] {
		r.seen[f] = true
		r.Problems = append(r.Problems, f)
	}
}
