package source

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"unique"

	"github.com/masthead-feeds/masthead/source/index"
)

// This file writes down for the index what is remembered of files, and reads it back.

// kept is what is kept of a card besides its numbers and names; few have any.
type kept struct {
	Problems []Problem `json:",omitempty"`
	Versions *Versions `json:",omitempty"`
}

// appendCards writes down the cards of one file, and the reason why it, or a part of it, is passed over.
func appendCards(b []byte, cards []*Card, passed *Problem) []byte {
	b = binary.AppendUvarint(b, uint64(len(cards)))
	for _, c := range cards {
		b = c.append(b)
	}
	if passed != nil {
		b = index.AppendText(b, passed.Message)
	}
	return b
}

func (c *Card) append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(c.has))
	b = binary.AppendUvarint(b, c.Place)
	for _, m := range [...]moment{c.published, c.embargo(), c.expires()} {
		b = binary.AppendVarint(b, int64(m))
	}
	b = binary.AppendUvarint(b, uint64(len(c.changes())))
	for _, m := range c.changes() {
		b = binary.AppendVarint(b, int64(m))
	}
	b = index.AppendText(b, c.ID)
	if c.Link == c.ID {
		b = append(b, 0)
	} else {
		b = index.AppendText(append(b, 1), c.Link)
	}
	b = binary.AppendUvarint(b, uint64(len(c.Labels())))
	for _, l := range c.Labels() {
		b = index.AppendText(b, l.Value())
	}
	k := kept{Versions: c.Versions(), Problems: c.Problems()}
	if k.Versions == nil && len(k.Problems) == 0 {
		return append(b, 0)
	}
	text, err := json.Marshal(k)
	if err != nil { // it has strings and numbers only
		panic(err)
	}
	return index.AppendText(append(b, 1), string(text))
}

// errRow says that what is written down is not what appendCards writes.
var errRow = errors.New("a row of the index cannot be read")

// readCards reads what appendCards wrote of the file with this path. The bytes are not kept.
func readCards(cards []Card, path string, b []byte) (_ []Card, passed *Problem, err error) {
	r := index.Row{Rest: b}
	n := r.Number()
	for i := range n {
		if r.Failed {
			break
		}
		c := readCard(&r)
		c.member = int32(i)
		if c.Path = path; c.is(isMember) {
			c.Path = memberPath(path, int(i))
		}
		cards = append(cards, c)
	}
	if len(r.Rest) > 0 {
		passed = &Problem{File: path, Message: r.Text()}
	}
	if r.Failed || len(r.Rest) > 0 {
		return nil, nil, errRow
	}
	return cards, passed, nil
}

// readCard reads what append wrote.
func readCard(r *index.Row) (c Card) {
	c.has = traits(r.Number())
	c.Place = r.Number()
	c.published = moment(r.Signed())
	embargo, expires := moment(r.Signed()), moment(r.Signed())
	if embargo != 0 || expires != 0 {
		c.rare = &rare{embargo: embargo, expires: expires}
	}
	for n := r.Number(); n > 0 && !r.Failed; n-- {
		c.more().changes = append(c.more().changes, moment(r.Signed()))
	}
	c.ID = r.Text()
	if c.Link = c.ID; r.Number() != 0 {
		c.Link = r.Text()
	}
	var labels []Label
	for n := r.Number(); n > 0 && !r.Failed; n-- {
		labels = append(labels, unique.Make(r.Text()))
	}
	c.setLabels(labels)
	if r.Number() == 0 {
		return c
	}
	var k kept
	if err := json.Unmarshal([]byte(r.Text()), &k); err != nil {
		r.Failed = true
		return c
	}
	few := c.more()
	few.versions, few.problems, few.scanned = k.Versions, k.Problems, len(k.Problems)
	return c
}

// row is what is remembered of one file.
type row struct {
	path string
	index.Stamp
	read   int64  // when it was read, in nanoseconds since 1970
	start  int64  // a hash of its first kilobyte
	around int64  // a hash of what lies around it and speaks for it
	cards  []byte // of the part's data
}

// append writes a row behind the one of another path.
func (r *row) append(b []byte, previous string) []byte {
	common := 0
	for common < min(len(previous), len(r.path)) && previous[common] == r.path[common] {
		common++
	}
	b = index.AppendText(binary.AppendUvarint(b, uint64(common)), r.path[common:])
	for _, n := range [...]int64{r.Size, r.Modified, r.Changed, r.Inode, r.read, r.start, r.around} {
		b = binary.AppendVarint(b, n)
	}
	return index.AppendText(b, r.cards)
}

// rows reads the rows of a part, one after the other, into one.
type rows struct {
	index.Row
	row
	path []byte
}

func (r *rows) next() bool {
	if len(r.Rest) == 0 {
		return false
	}
	common := min(int(r.Number()), len(r.path))
	r.path = append(r.path[:common], r.Bytes()...)
	for _, n := range [...]*int64{&r.Size, &r.Modified, &r.Changed, &r.Inode, &r.read, &r.start, &r.around} {
		*n = r.Signed()
	}
	r.cards = r.Bytes()
	return !r.Failed
}
