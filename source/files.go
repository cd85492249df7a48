package source

import (
	"iter"
	"sort"

	"github.com/masthead-feeds/masthead/source/index"
)

// met is an article file as the walk met it.
type met struct {
	name    string
	readers int          // which of the readers that were found for endings
	state   *index.Stamp // nil where it is not known yet
}

// stamp is the file's state, or that of no file where it is not known.
func (e *met) stamp() index.Stamp {
	if e.state == nil {
		return index.Stamp{Size: -1}
	}
	return *e.state
}

// files is a list of files that grows without being copied.
type files struct {
	chunks [][]met
	count  int
}

const chunk = 1024

func (l *files) add(m met) {
	if l.count%chunk == 0 {
		l.chunks = append(l.chunks, make([]met, 0, chunk))
	}
	last := &l.chunks[len(l.chunks)-1]
	*last = append(*last, m)
	l.count++
}

func (l *files) at(i int) *met { return &l.chunks[i/chunk][i%chunk] }

// find gives the place of a file by its path.
func (l *files) find(name string) (int, bool) {
	i := sort.Search(l.count, func(i int) bool { return compareWalked(l.at(i).name, name) >= 0 })
	return i, i < l.count && l.at(i).name == name
}

// all gives the files in path order.
func (l *files) all() iter.Seq[*met] {
	return func(yield func(*met) bool) {
		for i := range l.count {
			if !yield(l.at(i)) {
				return
			}
		}
	}
}
