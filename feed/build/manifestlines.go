package build

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"sort"
	"time"

	"github.com/masthead-feeds/masthead/feed/publish"
)

// manifestLines is a manifest of which nothing is read but the lines that are asked for: one for thousands of feeds has a hundred
// thousand items. It is written as manifest.write does.
type manifestLines struct {
	data  []byte
	feeds []line
	items []line
	rest  besideFeeds
	ids   map[string]int // those that were named, with their numbers
	anew  map[int][]byte // feed → its line as it is to be
}

// line is where a line lies, without what ends it.
type line struct{ at, end int }

func (l line) of(data []byte) []byte { return data[l.at:l.end] }

// What stands around the lines.
const (
	beforeFeeds = `{"feeds":[`
	beforeItems = `],"items":[`
	behindItems = "]"
)

// parse finds the lines. It is false for a manifest that an earlier version wrote.
func (m *manifestLines) parse(data []byte) bool {
	m.data, m.ids, m.anew = data, map[string]int{}, map[int][]byte{}
	if !bytes.HasPrefix(data, []byte(beforeFeeds)) {
		return false
	}
	at := len(beforeFeeds)
	m.feeds, at = linesAt(data, at, 0)
	if !bytes.HasPrefix(data[at:], []byte(beforeItems)) {
		return false
	}
	at += len(beforeItems)
	m.items, at = linesAt(data, at, bytes.Count(data[at:], []byte{'\n'}))
	rest, is := bytes.CutPrefix(data[at:], []byte(behindItems))
	if !is {
		return false
	}
	if rest, is = bytes.CutPrefix(rest, []byte{','}); !is {
		return true
	}
	return json.Unmarshal(slices.Concat([]byte{'{'}, rest), &m.rest) == nil
}

// linesAt finds the lines of a list from its beginning on, and where it ends: each line but the first begins with a comma. most is how
// many there may be, if that is known.
func linesAt(data []byte, at, most int) (lines []line, end int) {
	lines = make([]line, 0, most)
	for n := 0; at < len(data) && data[at] != ']'; n++ {
		if n > 0 {
			at++
		}
		size := bytes.IndexByte(data[at:], '\n')
		if size < 0 {
			return nil, len(data)
		}
		lines, at = append(lines, line{at, at + size}), at+size+1
	}
	return lines, at
}

// item gives the item whose article lies in a place, with its number, if there is just one.
func (m *manifestLines) item(place uint64) (number int, it publishedItem, ok bool) {
	if len(m.items) == 0 {
		return 0, it, false
	}
	key := []byte(`"place":"` + placeText(place) + `"`)
	first := m.items[0].at
	at := bytes.Index(m.data[first:], key)
	if at < 0 || bytes.Contains(m.data[first+at+len(key):], key) {
		return 0, it, false
	}
	number = sort.Search(len(m.items), func(i int) bool { return m.items[i].end > first+at })
	return number, it, number < len(m.items) && json.Unmarshal(m.items[number].of(m.data), &it) == nil
}

// named gives the id of the item that has a number.
func (m *manifestLines) named(n int) (id string, ok bool) {
	if n < 0 || n >= len(m.items)+len(m.rest.IDs) {
		return "", false
	}
	if other := n - len(m.items); other >= 0 {
		id = m.rest.IDs[other]
	} else {
		var it publishedItem
		if json.Unmarshal(m.items[n].of(m.data), &it) != nil {
			return "", false
		}
		id = it.ID
	}
	m.ids[id] = n
	return id, true
}

// numbers are those of all that was named.
func (m *manifestLines) numbers() *numbers {
	n := &numbers{ids: m.ids, cuts: map[string]int{}}
	for i, cut := range m.rest.Cuts {
		n.cuts[cut] = i
	}
	return n
}

// replace has the line of a document written anew.
func (m *manifestLines) replace(feed int, as *published) (err error) {
	m.anew[feed], err = json.Marshal(as)
	return err
}

// write writes the manifest anew.
func (m *manifestLines) write(batch publish.Batch) error {
	doc, err := batch.Create(manifestName, manifestType)
	if err != nil {
		return err
	}
	anew := slices.Sorted(maps.Keys(m.anew))
	at := m.feeds[anew[0]].at
	head := m.data[:at]
	for _, feed := range anew {
		for _, part := range [][]byte{m.data[at:m.feeds[feed].at], m.anew[feed]} {
			if _, err := doc.Write(part); err != nil {
				return err
			}
		}
		at = m.feeds[feed].end
	}
	return doc.Finish(head, m.data[at:], time.Time{})
}
