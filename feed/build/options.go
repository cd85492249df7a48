package build

import (
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/rights"
	"github.com/masthead-feeds/masthead/source"
)

// Options are what a build works on: plain values, settled once from the configuration. No build changes them, and several may
// have the same, one after the other.
type Options struct {
	Site    feed.Site
	Sources []Source
	Feeds   []Feed
	// Elsewhere are feeds of the same articles that another build publishes to another target, with the same state: of the
	// public feeds the private ones, and the other way round. Nothing of them is published, and what is noted of them stays.
	Elsewhere []Feed
	// Beside is what is published beside the feeds on request.
	Beside config.Beside
	// Private says that Feeds are for subscribers alone, and nothing is published beside them.
	Private bool
	Policy  *rights.Policy // nil without any rules
	// Withdrawn is the path of the list of what was taken back, which need not be there; empty for none. WithdrawFor is how
	// long feeds say so, and WithdrawDeleted that a story whose file was deleted counts as taken back.
	Withdrawn       string
	WithdrawFor     time.Duration
	WithdrawDeleted bool
	Zone            *time.Location // of days that are written without one, and of the spans of archives; nil for UTC
	OldFeeds        []OldFeed      // feeds that the site had before, whose ids its articles take over
	// TTL is the time between two scheduled builds; zero without a schedule.
	TTL time.Duration
	// Deadline gives the instant up to which a build at now must hold, because nothing rebuilds before; nil when
	// something stays up to take out in time what expires.
	Deadline func(now time.Time) time.Time

	Workers     int  // files read and items made at once; at least 1
	Strict      bool // any fault keeps everything as it is
	AllowShrink bool // publish even when most of what was published is gone
	DryRun      bool // say what would change, and change nothing
	// State is what outlives the build; nil for nothing. A build has it to itself.
	State *State
	// Kept is what a process that stays up keeps from one build to the next; nil for one that does not.
	Kept     *Kept
	labelled []byte // stands for what articles are labelled with

	// Progress is told how many of how many items are made; nil for nobody.
	Progress func(done, total int)
}

// Source is a folder of articles and the addresses of their pages.
type Source struct {
	Folder    *source.Folder
	Permalink string // pattern, such as /{section}/{year}/{slug}/
	Root      string // put before the paths that ids are minted of; empty for the first source
}

// Feed is one feed in one or more formats, or a family of them.
type Feed struct {
	Name string
	// Each makes a family: one feed for each tag, section, …, as config.Feed has it; {tag}, {section}, … stand for it in titles
	// and paths. AtLeast is how many articles it takes to have one, and Only and Except say which there are.
	Each         string
	AtLeast      int
	Only, Except []string
	Family       string // of a member of a family: what that is called
	Select       rights.Selection
	Window       time.Duration  // how long an article stays; 0 for as long as there is room
	ByUpdate     bool           // what was changed last comes first, and not what was published last
	Language     string         // of the feed as a whole; empty for the site's
	Images       source.Images  // which pictures it carries; empty for all
	Archive      config.Archive // by what spans its whole past is parted; empty for none
	Title        string
	Description  string
	Formats      []Format
	Limit        int // items; 0 for all
	Text         source.Level
	Policy       *rights.Policy // what its own rules say of text and images, in place of the publication's; nil without any
	Podcast      *feed.Podcast  // the show whose episodes the feed has; nil for any other feed
}

// Format is a feed's document in one format.
type Format struct {
	Name string // of the encoder: "rss", "atom", "json", "html", "podcast"
	Path string // relative to the output and to the site's address, with slashes
}

// outputWithin gives the path below a source's folder that an output folder has, so that what is written is not read as
// an article. ok is false when the output lies elsewhere.
func outputWithin(sourceDir, outputDir string) (name string, ok bool) {
	from, err := realPath(sourceDir)
	if err != nil {
		return "", false
	}
	to, err := realPath(outputDir)
	if err != nil {
		return "", false
	}
	rel, err := filepath.Rel(from, to)
	if err != nil || rel == "." || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), fs.ValidPath(filepath.ToSlash(rel))
}

// realPath follows links as far as the path exists: an output folder may be made only by the first build.
func realPath(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		return real, nil
	} else if !os.IsNotExist(err) || filepath.Dir(abs) == abs {
		return abs, nil
	}
	parent, err := realPath(filepath.Dir(abs))
	return filepath.Join(parent, filepath.Base(abs)), err
}
