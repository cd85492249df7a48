package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/masthead-feeds/masthead/feed"
	"github.com/masthead-feeds/masthead/feed/publish"
	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/index"
)

// This file is what a build has to do with the state: where nothing has changed since the last one it ends at once.

// State is where what outlives a build is kept.
type State struct {
	*index.State
	Path string
}

// Close lets go of the state, if there is one.
func (s *State) Close() error {
	if s == nil {
		return nil
	}
	return s.State.Close()
}

// sourceName gives the name of a source in the state: its place as seen from there, so that both can be moved together.
func (s *State) sourceName(folder *source.Folder) string {
	name, err := filepath.Abs(folder.Name)
	if err != nil {
		return folder.Name
	}
	from, err := filepath.Abs(filepath.Dir(s.Path))
	if err != nil {
		return name
	}
	if rel, err := filepath.Rel(from, name); err == nil {
		name = rel
	}
	return filepath.ToSlash(name)
}

// memory is what the state remembers of a source; nil without a state.
func (o *Options) memory(s *Source) *source.Memory {
	if o.State == nil {
		return nil
	}
	f := s.Folder
	recipe := hashOf(program(), f.Place, f.Zone.String(), f.MaxSize, f.Defaults, f.DefaultsFile, s.Permalink, s.Root, o.Site.URL, o.Site.IDs, f.Dir, o.Policy, f.Roots, o.labelled, o.Site.Language, formatsOf(f.Readers))
	return &source.Memory{State: o.State.State, Source: o.State.sourceName(f), Recipe: recipe}
}

// editions gives which edition of what is known of its files each source has; nothing without a state.
func (o *Options) editions(ctx context.Context) (list []int64, err error) {
	if o.State == nil {
		return nil, nil
	}
	for i := range o.Sources {
		n, err := o.State.Edition(ctx, o.State.sourceName(o.Sources[i].Folder))
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return list, nil
}

// hashOf stands for values that JSON can write.
func hashOf(values ...any) []byte {
	text, err := json.Marshal(values)
	if err != nil { // none of ours
		panic(err)
	}
	sum := sha256.Sum256(text)
	return sum[:]
}

// program tells this program from any other that would read the same files in another way.
var program = sync.OnceValue(func() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return feed.Version
	}
	name := feed.Version + " " + info.GoVersion
	changed := true
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			name += " " + s.Value
			changed = false
		case "vcs.modified":
			changed = changed || s.Value == "true"
		}
	}
	if !changed {
		return name
	}
	if path, err := os.Executable(); err == nil { // built while it is being worked on
		if file, err := os.Stat(path); err == nil {
			name += fmt.Sprint(" ", file.Size(), file.ModTime().UnixNano())
		}
	}
	return name
})

// built is what is noted of a build that published.
type built struct {
	Recipe  []byte                   // of all that makes the feeds what they are, but the articles and the instant
	At      time.Time                // the instant that the feeds are made for
	Read    []int64                  // source → edition of what was known of its files
	Looks   map[string][]source.Look // source → where files beside the articles were looked for
	Looked  int64                    // when, in nanoseconds since 1970
	Stamps  map[string]string        // document → the state in which it was left
	Report  *Report
	Waiting []Fault
}

// recipe stands for all that makes the feeds what they are, but the article files and the instant.
func (b *builder) recipe(sources []*feed.Source) []byte {
	values := []any{b.itemRecipe(), b.TTL, b.listed, b.WithdrawFor, b.WithdrawDeleted, b.Elsewhere, b.OldFeeds, b.Beside}
	for i, s := range b.Sources {
		values = append(values, s.Folder.Include, s.Folder.Exclude, s.Folder.Skip, sources[i].Beside())
	}
	return hashOf(values...)
}

// itemRecipe stands for all that makes the items what they are, but their articles.
func (o *Options) itemRecipe() []byte {
	values := []any{program(), o.Site, o.Feeds}
	for i := range o.Sources {
		values = append(values, o.memory(&o.Sources[i]).Recipe)
	}
	return hashOf(values...)
}

// lastBuilt gives what is noted of the last build to the target; nothing where there was none.
func (b *builder) lastBuilt(ctx context.Context, target publish.Target) (last built, err error) {
	if b.State == nil {
		return last, nil
	}
	facts, err := b.State.Built(ctx, b.target)
	if err != nil || facts == nil {
		return last, err
	}
	if json.Unmarshal(facts, &last) != nil {
		return built{}, nil // the note of another version
	}
	if t, ok := target.(interface {
		Recall(stamps map[string]string)
	}); ok {
		t.Recall(last.Stamps)
	}
	return last, nil
}

// isUpToDate reports that a build would change nothing: the articles are those of the last build, and so is all the rest. The report
// is the last one's.
func (b *builder) isUpToDate(sources []*feed.Source, target publish.Target) bool {
	// When another build has learned of a change, this one has not made feeds of it.
	if !slices.Equal(b.before.Read, b.read) || !b.isAsLeft(sources, target) {
		return false
	}
	b.repeatReport()
	b.keep(sources)
	return true
}

// isAsLeft reports that the configuration and the documents are those of the last build, and that no article becomes due or is over
// between that instant and this one.
func (b *builder) isAsLeft(sources []*feed.Source, target publish.Target) bool {
	last := &b.before
	if last.Report == nil || b.Strict || b.DryRun || !bytes.Equal(last.Recipe, b.recipe(sources)) || !b.holds(last) || !b.seesTheSame(last) {
		return false
	}
	return b.standAsLeft(last.Stamps, target)
}

// standAsLeft reports that documents are in the state in which they were left. There may be thousands.
func (b *builder) standAsLeft(stamps map[string]string, target publish.Target) bool {
	names := slices.Collect(maps.Keys(stamps))
	var look sync.WaitGroup
	var others atomic.Bool
	for part := range slices.Chunk(names, 1+len(names)/max(1, b.Workers)) {
		look.Go(func() {
			for _, name := range part {
				if others.Load() {
					return
				}
				if stamp, err := target.Stamp(name); err != nil || stamp != stamps[name] {
					others.Store(true)
				}
			}
		})
	}
	look.Wait()
	return !others.Load()
}

// repeatReport reports what the last build did, of which nothing is new.
func (b *builder) repeatReport() {
	last := &b.before
	*b.report = *last.Report
	b.report.Waiting, b.report.seen = last.Waiting, map[Fault]bool{}
	b.report.Changes = slices.DeleteFunc(b.report.Changes, func(c publish.Change) bool { return c.Kind == publish.Removed })
	for i := range b.report.Changes {
		b.report.Changes[i].Kind = publish.Same
	}
}

// isAllNoted reports that the ledger has what the manifest says: both are of the last build, which had the same configuration.
func (b *builder) isAllNoted(sources []*feed.Source, target publish.Target) bool {
	stamp, err := target.Stamp(manifestName)
	return err == nil && b.before.Report != nil && stamp == b.before.Stamps[manifestName] && bytes.Equal(b.before.Recipe, b.recipe(sources))
}

// holds reports that what was made for the instant of the last build is what is to be made for this one.
func (b *builder) holds(last *built) bool {
	r := last.Report
	switch {
	case b.now.Before(last.At), !r.Next.IsZero() && !b.now.Before(r.Next):
		return false
	case b.Deadline != nil && !r.Expiry.IsZero() && r.Expiry.Before(b.Deadline(b.now)):
		return false
	}
	return true
}

// noteBuilt notes what was done, so that the next build can tell whether there is anything to do.
func (b *builder) noteBuilt(ctx context.Context, sources []*feed.Source) error {
	if b.State == nil || b.DryRun {
		return nil
	}
	if err := b.noteItems(ctx, sources); err != nil {
		return err
	}
	last := built{Recipe: b.recipe(sources), At: b.now, Read: b.read, Looks: b.looks, Looked: b.began, Stamps: map[string]string{}, Report: b.report, Waiting: b.report.Waiting}
	return b.noteLast(ctx, &last, b.next.documents())
}

// noteLast notes a build, with the state in which it left some documents.
func (b *builder) noteLast(ctx context.Context, last *built, names []string) error {
	for _, name := range names {
		stamp, err := b.to.Stamp(name)
		if err != nil {
			return nil // the next build finds out
		}
		last.Stamps[name] = stamp
	}
	facts, err := json.Marshal(last)
	if err != nil {
		return fmt.Errorf("noting what was built: %w", err)
	}
	if err := b.State.SetBuilt(ctx, b.target, facts); err != nil {
		return err
	}
	return b.State.Commit(ctx)
}

// documents names all that is published, and the manifest.
func (m *manifest) documents() (names []string) {
	for _, f := range m.Feeds {
		names = append(names, f.Path)
	}
	for _, f := range m.Files {
		names = append(names, f.Path)
	}
	return append(names, manifestName)
}

// targetName tells a target from others that the same articles are published to.
func targetName(target publish.Target) string {
	if t, ok := target.(interface{ Path(name string) string }); ok {
		if abs, err := filepath.Abs(t.Path(".")); err == nil {
			return abs
		}
	}
	return "memory"
}
