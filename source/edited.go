package source

import (
	"bytes"
	"context"

	"github.com/masthead-feeds/masthead/source/index"
)

// This file is about changes that are none to whoever chooses among the articles of a folder: most often somebody mended a text.

// mostEdited is how many files at most are read to find out whether their changes are of that kind.
const mostEdited = 64

// editedFiles are the files that are not as they are remembered, if they say of all that articles are chosen by what they said before.
type editedFiles struct {
	cards []*Card
	only  bool // nothing else has changed
}

// Edits gives the cards of the files that changed since they were remembered, where each has one article and says of all that
// articles are chosen by what it said before; only reports that these are all that changed in the folder.
func (c *Catalog) Edits() (cards []*Card, only bool) { return c.edits.cards, c.edits.only }

// findEdits reads the files that are not as they were, if they are few and nothing else changed, and writes down what it read of
// them if it is what is remembered. The others are left as they are found.
func (c *Catalog) findEdits(ctx context.Context) error {
	r := c.remembered
	var files []int32
	for i, fresh := range r.fresh {
		if fresh {
			files = append(files, int32(i))
		}
		if len(files) > mostEdited {
			return nil
		}
	}
	if len(files) == 0 || len(r.gone) > 0 || len(r.added) > 0 || len(r.parts) == 0 {
		return nil
	}
	found, lessons := editedFiles{only: true}, map[int]learned{}
	for _, i := range files {
		card, alike := c.readAgain(i, lessons)
		if !alike {
			return nil
		}
		found.cards = append(found.cards, card)
	}
	c.edits = found
	return r.keep(ctx, c.surroundings, func(file int) learned { return lessons[file] })
}

// readAgain reads a file anew, and gives the card of its article; nil where it has not one, or not only that. alike reports that it
// says of all that articles are chosen by what it said before.
func (c *Catalog) readAgain(file int32, lessons map[int]learned) (card *Card, alike bool) {
	p := reading{Catalog: c, learn: func(i int, l learned) { lessons[i] = l }}
	p.file(int(file))
	p.brief.starts.close()
	if len(p.cards) != 1 || len(p.passed) > 0 {
		return nil, false
	}
	l := lessons[int(file)]
	return p.cards[0], !p.cards[0].is(isMember) && !l.failed && bytes.Equal(l.cards, c.said(file))
}

// said gives what is remembered of a file; nil for one that is not.
func (c *Catalog) said(file int32) []byte {
	if c.remembered == nil {
		return nil
	}
	p := c.partOf(file)
	if p == len(c.parts) {
		return nil
	}
	name := c.found.files.at(int(file)).name
	for was := (rows{Row: index.Row{Rest: c.parts[p].Data}}); was.next(); {
		if string(was.path) == name {
			return was.cards
		}
	}
	return nil
}
