package source

import (
	"bytes"
	"context"
	"encoding/binary"
	"maps"
	"slices"
	"sort"
	"sync"
	"time"

	"github.com/masthead-feeds/masthead/source/index"
)

// Memory is what is remembered of a source from one build to the next, and how it was learned. A nil Memory remembers
// nothing.
type Memory struct {
	State  *index.State
	Source string // as the state knows it
	// Recipe stands for all that decides what a file says besides what lies in its folder: the configuration, and this program's
	// version.
	Recipe []byte
}

// remembered holds a folder's files against what is remembered of them.
type remembered struct {
	*Memory
	recipe []byte       // by which it was learned, and once that is compared, by which the files are read
	parts  []index.Part // in the order of the walk
	past   []index.Part // what was learned by another recipe: it tells which files there were, and nothing of what they say now
	spans  []span       // part → the files that fall into it, whether or not they were there
	stale  []bool       // part → it is not what would be remembered now
	fresh  []bool       // file → it has to be read
	now    int64        // when reading begins

	cards [][]Card // part → its cards, of the files that need not be read
	of    []span   // file → which of its part's are its own
	mu    sync.Mutex
	why   map[int32]Problem // file → why it is passed over
	gone  []row             // the files that are there no longer
	added []int32           // the files that were not there
}

// span is a part of a list.
type span struct{ first, end int32 }

// load reads what is remembered of the files, and by which recipe it was learned.
func (m *Memory) load(ctx context.Context) (r *remembered, err error) {
	r = &remembered{Memory: m, now: time.Now().UnixNano()}
	r.parts, r.recipe, err = m.State.Parts(ctx, m.Source)
	slices.SortFunc(r.parts, func(a, b index.Part) int { return compareWalked(a.First, b.First) })
	return r, err
}

// compareRecipe lets go of what was learned by another recipe. What the program of a site says of many pages is part of it, and who
// the people are: it is no file's own, and may be anywhere around the folder.
func (r *remembered) compareRecipe(s *surroundings) {
	recipe := binary.AppendVarint(slices.Clone(r.Recipe), s.siteHash)
	if !bytes.Equal(r.recipe, recipe) {
		r.past, r.parts = r.parts, nil
	}
	r.recipe = recipe
}

// compareWalked orders paths as a walk meets them: what a folder holds comes before what lies beside it.
func compareWalked(a, b string) int { return compareWalkedBytes(a, b) }

func compareWalkedBytes[A, B string | []byte](a A, b B) int {
	n := min(len(a), len(b))
	i := 0
	for i < n && a[i] == b[i] {
		i++
	}
	switch {
	case i == n:
		return len(a) - len(b)
	case a[i] == '/':
		return -1
	case b[i] == '/':
		return 1
	}
	return int(a[i]) - int(b[i])
}

// place finds the files that fall into each part.
func (r *remembered) place(files *files) {
	r.fresh, r.stale, r.spans = make([]bool, files.count), make([]bool, len(r.parts)), make([]span, len(r.parts))
	for p := range r.parts {
		next := files.count
		if p+1 < len(r.parts) {
			next = sort.Search(files.count, func(i int) bool { return compareWalked(files.at(i).name, r.parts[p+1].First) >= 0 })
		}
		first := int32(0)
		if p > 0 {
			first = r.spans[p-1].end
		}
		r.spans[p] = span{first, int32(next)}
	}
	if len(r.parts) == 0 {
		for i := range r.fresh {
			r.fresh[i] = true
		}
	}
}

// compare finds the files that have to be read: those that are new, and those that are not as they were.
func (r *remembered) compare(ctx context.Context, workers int, s *surroundings) error {
	r.place(&s.found.files)
	if len(r.parts) == 0 { // all are to be read, and to be stamped before
		return forEach(ctx, workers, (s.found.files.count+part-1)/part, func(p int) {
			states := s.states()
			defer states.starts.close()
			for i := p * part; i < min((p+1)*part, s.found.files.count); i++ {
				states.stamp(s.found.files.at(i))
			}
		})
	}
	return forEach(ctx, workers, len(r.parts), func(p int) { r.comparePart(p, s) })
}

func (r *remembered) comparePart(p int, s *surroundings) {
	buffer := make([]byte, briefSize+1)
	was := rows{Row: index.Row{Rest: r.parts[p].Data}}
	known := was.next()
	states := s.states()
	defer states.starts.close()
	for i := int(r.spans[p].first); i < int(r.spans[p].end); i++ {
		e := s.found.files.at(i)
		states.stamp(e)
		for known && compareWalkedBytes(was.path, e.name) < 0 {
			r.note(p, &was, -1)
			known = was.next()
		}
		if known && string(was.path) == e.name {
			r.fresh[i] = !s.isAsItWas(e, &was.row, buffer)
			known = was.next()
		} else {
			r.fresh[i] = true
			r.note(p, nil, int32(i))
		}
		r.stale[p] = r.stale[p] || r.fresh[i]
	}
	for ; known; known = was.next() {
		r.note(p, &was, -1)
	}
	r.stale[p] = r.stale[p] || was.Failed
}

// note notes a file that is gone, or one that was not there.
func (r *remembered) note(part int, gone *rows, added int32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stale[part] = true
	if gone == nil {
		r.added = append(r.added, added)
		return
	}
	r.gone = append(r.gone, gone.alone())
}

// alone gives a row that stays as it is, without what was read of the file.
func (r *rows) alone() row {
	one := r.row
	one.path, one.cards = string(r.path), nil
	return one
}

// comparePast finds the files that are gone, and those that were not there, by what was learned by another recipe.
func (r *remembered) comparePast(files *files) {
	if len(r.past) == 0 {
		return
	}
	gone := map[string]row{}
	for _, p := range r.past {
		for was := (rows{Row: index.Row{Rest: p.Data}}); was.next(); {
			gone[string(was.path)] = was.alone()
		}
	}
	for i := range files.count {
		name := files.at(i).name
		if _, known := gone[name]; !known {
			r.added = append(r.added, int32(i))
		}
		delete(gone, name)
	}
	r.gone, r.past = slices.Collect(maps.Values(gone)), nil
}

// moved finds the files that were known under other names: the file system says so, or else the file is as long and begins
// alike, as no other that is gone does.
func (r *remembered) moved(files *files, lessons []learned) map[string]string {
	moved := map[string]string{}
	r.comparePast(files)
	if len(r.gone) == 0 || len(r.added) == 0 {
		return moved
	}
	type look struct{ a, b, c int64 }
	known := map[look][]string{}
	for _, was := range r.gone {
		for _, l := range []look{{was.Inode, was.Modified, was.Size}, {0, was.start, was.Size}} {
			known[l] = append(known[l], was.path)
		}
	}
	for _, i := range r.added {
		e := files.at(int(i))
		is := e.stamp()
		for _, l := range []look{{is.Inode, is.Modified, is.Size}, {0, lessons[i].start, is.Size}} {
			if old := known[l]; len(old) == 1 && (l.a != 0 || l.b != 0) {
				moved[e.name] = old[0]
				break
			}
		}
	}
	return moved
}

// isUnchanged reports that nothing has to be read, and that nothing is gone.
func (r *remembered) isUnchanged() bool {
	return !slices.Contains(r.fresh, true) && !slices.Contains(r.stale, true)
}

// recall reads the cards of the files that are as they were.
func (r *remembered) recall(ctx context.Context, workers int, files *files) error {
	r.cards, r.of, r.why = make([][]Card, len(r.parts)), make([]span, files.count), map[int32]Problem{}
	return forEach(ctx, workers, len(r.parts), func(p int) { r.recallPart(p, files) })
}

func (r *remembered) recallPart(p int, files *files) {
	was := rows{Row: index.Row{Rest: r.parts[p].Data}}
	known := was.next()
	cards := make([]Card, 0, r.spans[p].end-r.spans[p].first)
	for i := r.spans[p].first; i < r.spans[p].end; i++ {
		name := files.at(int(i)).name
		for known && compareWalkedBytes(was.path, name) < 0 {
			known = was.next()
		}
		if r.fresh[i] {
			continue
		}
		first := len(cards)
		all, why, err := readCards(cards, name, was.cards)
		if !known || err != nil { // read it anew
			r.fresh[i], r.stale[p] = true, true
			continue
		}
		if why != nil {
			r.mu.Lock()
			r.why[i] = *why
			r.mu.Unlock()
		}
		for at := first; at < len(all); at++ {
			all[at].file = i
		}
		cards, r.of[i] = all, span{int32(first), int32(len(all))}
	}
	r.cards[p] = cards
}

// partOf gives the part that a file falls into.
func (r *remembered) partOf(file int32) int {
	return sort.Search(len(r.spans), func(p int) bool { return r.spans[p].end > file })
}

// learned is what was read of one file, for the index; of a file that was not read it has no cards.
type learned struct {
	start  int64
	cards  []byte
	failed bool // the file could not be read: that is no news of what it says
}

// keep writes down what was read, and forgets what is gone: the parts that are not what they were are written anew.
func (r *remembered) keep(ctx context.Context, s *surroundings, lesson func(file int) learned) error {
	if err := r.State.SetRecipe(ctx, r.Source, r.recipe); err != nil {
		return err
	}
	if len(r.parts) == 0 {
		r.parts, r.spans, r.stale = []index.Part{{}}, []span{{0, int32(s.found.files.count)}}, []bool{true}
	}
	var parts []index.Part
	var spans []span
	for p, span := range r.spans {
		if !r.stale[p] {
			parts, spans = append(parts, r.parts[p]), append(spans, span)
			continue
		}
		if err := r.State.DropPart(ctx, r.Source, r.parts[p].First); err != nil {
			return err
		}
		fresh, of := r.partsAnew(s, span, r.parts[p].Data, lesson)
		for _, part := range fresh {
			if err := r.State.SetPart(ctx, r.Source, part); err != nil {
				return err
			}
		}
		parts, spans = append(parts, fresh...), append(spans, of...)
	}
	r.parts, r.spans, r.stale, r.cards = parts, spans, make([]bool, len(parts)), nil
	clear(r.fresh)
	return nil
}

// partFiles is how many files one row of the index is about.
const partFiles = 512

// partsAnew makes parts of some files: of what was read now, or else of what was known.
func (r *remembered) partsAnew(s *surroundings, files span, data []byte, lesson func(file int) learned) (parts []index.Part, spans []span) {
	was := rows{Row: index.Row{Rest: data}}
	known := was.next()
	previous := ""
	for i := files.first; i < files.end; i++ {
		e := s.found.files.at(int(i))
		for known && compareWalkedBytes(was.path, e.name) < 0 {
			known = was.next()
		}
		is := was.row
		if l := lesson(int(i)); l.cards != nil {
			around, _ := s.around(e.name)
			is = row{Stamp: e.stamp(), read: r.now, start: l.start, around: around, cards: l.cards}
			if l.failed {
				is.Stamp = index.Stamp{} // which no file has
			}
		}
		is.path = e.name
		if (i-files.first)%partFiles == 0 {
			parts, spans, previous = append(parts, index.Part{First: e.name}), append(spans, span{i, i}), ""
		}
		last := len(parts) - 1
		parts[last].Data = is.append(parts[last].Data, previous)
		spans[last].end++
		previous = e.name
	}
	return parts, spans
}
