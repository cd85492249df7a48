package build

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/masthead-feeds/masthead/config"
	"github.com/masthead-feeds/masthead/feed"
)

// Kept is what a process that stays up keeps from one build to the next: the catalogs, in which only what changed is read
// anew. It is safe for concurrent use; builds have it one at a time.
type Kept struct {
	mu      sync.Mutex
	changed map[string]bool // absolute paths of files; an empty one stands for any

	listed  []config.Withdrawal // what was taken back by hand
	sources []*feed.Source      // nil when everything has to be looked through
	read    []int64             // source → edition of what was known of its files
	all     []feed.Candidate    // of the build before, for their room
	whole   time.Time           // when everything was
}

// wholeAgain is how long after everything was looked through it is again at most, as a net below the watch: systems lose
// events, and some folders send none.
const wholeAgain = 10 * time.Minute

// Changed notes a file that changed; an empty name when it is not known which did.
func (k *Kept) Changed(name string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.changed == nil {
		k.changed = map[string]bool{}
	}
	k.changed[name] = true
}

// take gives the files that changed since it was called last.
func (k *Kept) take() map[string]bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	changed := k.changed
	k.changed = nil
	return changed
}

// lookThrough gives the catalogs of all sources: those of the build before with what changed since, if that is known. had are the
// editions of what is known of their files.
func (b *builder) lookThrough(ctx context.Context, had []int64) ([]*feed.Source, error) {
	k := b.Kept
	if k == nil {
		return b.catalogs(ctx)
	}
	sources, changed := k.sources, k.take()
	k.sources = nil                        // until this build is done
	if !slices.Equal(k.listed, b.listed) { // what has been taken back is no more
		sources, k.listed = nil, b.listed
	}
	if !slices.Equal(k.read, had) { // another build has written down what it read meanwhile
		sources = nil
	}
	if since := b.now.Sub(k.whole); sources != nil && len(changed) > 0 && !changed[""] && since >= 0 && since < wholeAgain {
		if ok, err := b.update(ctx, sources, changed); ok || err != nil {
			return sources, err
		}
	}
	k.whole = b.now
	return b.catalogs(ctx)
}

// update reads anew the files that changed, and reports whether that was enough.
func (b *builder) update(ctx context.Context, sources []*feed.Source, changed map[string]bool) (bool, error) {
	for _, s := range sources {
		if err := s.Load(ctx, b.Workers); err != nil {
			return false, err
		}
		root, err := filepath.Abs(s.Folder.Name)
		if err != nil {
			return false, nil
		}
		var names []string
		for name := range changed {
			rel, err := filepath.Rel(root, name)
			if err == nil && filepath.IsLocal(rel) {
				names = append(names, filepath.ToSlash(rel))
			}
		}
		if ok, err := s.Update(ctx, names); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

// room gives the list of the build before to be filled anew: to ask the system for as much each time takes longer.
func (k *Kept) room() []feed.Candidate {
	if k == nil {
		return nil
	}
	clear(k.all)
	return k.all[:0]
}

// keep keeps the catalogs for the next build, unless an article stands in them as it was when it could be read.
func (b *builder) keep(sources []*feed.Source) {
	if b.Kept != nil && len(b.last) == 0 {
		b.Kept.sources, b.Kept.all, b.Kept.read = sources, b.all, b.read
	}
}
