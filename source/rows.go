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
		b = appendString(b, passed.Message)
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
	b = appendString(b, c.ID)
	if c.Link == c.ID {
		b = append(b, 0)
	} else {
		b = appendString(append(b, 1), c.Link)
	}
	b = binary.AppendUvarint(b, uint64(len(c.labels)))
	for _, l := range c.labels {
		b = appendString(b, l.Value())
	}
	k := kept{Versions: c.Versions(), Problems: c.Problems()}
	if k.Versions == nil && len(k.Problems) == 0 {
		return append(b, 0)
	}
	text, err := json.Marshal(k)
	if err != nil { // it has strings and numbers only
		panic(err)
	}
	return appendString(append(b, 1), string(text))
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// errRow says that what is written down is not what appendCards writes.
var errRow = errors.New("a row of the index cannot be read")

// readCards reads what appendCards wrote of the file with this path. The bytes are not kept.
func readCards(cards []Card, path string, b []byte) (_ []Card, passed *Problem, err error) {
	r := bytesReader{rest: b}
	n := r.number()
	for i := range n {
		if r.failed {
			break
		}
		c := r.card()
		c.member = int32(i)
		if c.Path = path; c.is(isMember) {
			c.Path = memberPath(path, int(i))
		}
		cards = append(cards, c)
	}
	if len(r.rest) > 0 {
		passed = &Problem{File: path, Message: r.text()}
	}
	if r.failed || len(r.rest) > 0 {
		return nil, nil, errRow
	}
	return cards, passed, nil
}

// bytesReader reads what was written down, one thing after the other.
type bytesReader struct {
	rest   []byte
	failed bool
}

func (r *bytesReader) card() (c Card) {
	c.has = traits(r.number())
	c.Place = r.number()
	c.published = moment(r.signed())
	embargo, expires := moment(r.signed()), moment(r.signed())
	if embargo != 0 || expires != 0 {
		c.rare = &rare{embargo: embargo, expires: expires}
	}
	for n := r.number(); n > 0 && !r.failed; n-- {
		c.more().changes = append(c.more().changes, moment(r.signed()))
	}
	c.ID = r.text()
	if c.Link = c.ID; r.number() != 0 {
		c.Link = r.text()
	}
	for n := r.number(); n > 0 && !r.failed; n-- {
		c.labels = append(c.labels, unique.Make(r.text()))
	}
	if r.number() == 0 {
		return c
	}
	var k kept
	if err := json.Unmarshal([]byte(r.text()), &k); err != nil {
		r.failed = true
		return c
	}
	few := c.more()
	few.versions, few.problems, few.scanned = k.Versions, k.Problems, len(k.Problems)
	return c
}

func (r *bytesReader) number() uint64 {
	v, n := binary.Uvarint(r.rest)
	r.skip(n)
	return v
}

func (r *bytesReader) signed() int64 {
	v, n := binary.Varint(r.rest)
	r.skip(n)
	return v
}

func (r *bytesReader) skip(n int) {
	if n <= 0 {
		r.failed, r.rest = true, nil
		return
	}
	r.rest = r.rest[n:]
}

func (r *bytesReader) text() string { return string(r.bytes()) }

// bytes gives a part of what is read, not a copy.
func (r *bytesReader) bytes() []byte {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.failed, r.rest = true, nil
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
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
	b = appendString(binary.AppendUvarint(b, uint64(common)), r.path[common:])
	for _, n := range [...]int64{r.Size, r.Modified, r.Changed, r.Inode, r.read, r.start, r.around} {
		b = binary.AppendVarint(b, n)
	}
	return append(binary.AppendUvarint(b, uint64(len(r.cards))), r.cards...)
}

// rows reads the rows of a part, one after the other, into one.
type rows struct {
	bytesReader
	row
	path []byte
}

func (r *rows) next() bool {
	if len(r.rest) == 0 {
		return false
	}
	common := min(int(r.number()), len(r.path))
	r.path = append(r.path[:common], r.bytes()...)
	for _, n := range [...]*int64{&r.Size, &r.Modified, &r.Changed, &r.Inode, &r.read, &r.start, &r.around} {
		*n = r.signed()
	}
	r.cards = r.bytes()
	return !r.failed
}
