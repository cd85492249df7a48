package source

import (
	"context"
	"io/fs"
	"slices"
	"time"
)

// Update reads anew the files that are said to have changed, and reports whether that was enough. It is not where one is new
// or gone, or speaks for others, or what it says now has to be weighed against others: then the folder has to be gone
// through.
func (c *Catalog) Update(ctx context.Context, names []string) (bool, error) {
	lessons := map[int]learned{}
	c.edits = editedFiles{only: c.remembered != nil}
	if c.remembered != nil {
		c.now = time.Now().UnixNano()
	}
	for _, name := range names {
		if !c.updateFile(name, lessons) {
			return false, nil
		}
	}
	if c.remembered == nil || len(names) == 0 {
		return true, nil
	}
	return true, c.keep(ctx, c.surroundings, func(file int) learned { return lessons[file] })
}

func (c *Catalog) updateFile(name string, lessons map[int]learned) bool {
	i, ok := c.found.files.find(name)
	info, err := fs.Lstat(c.folder.FS, name)
	at, found := slices.BinarySearchFunc(c.Cards, int32(i), func(card *Card, file int32) int { return int(card.file - file) })
	if !ok || err != nil || !found || !info.Mode().IsRegular() {
		return false
	}
	stamp := stampOf(info)
	c.found.files.at(i).state = &stamp
	if r := c.remembered; r != nil {
		r.fresh[i], r.stale[r.partOf(int32(i))] = true, true
	}
	fresh, same := c.readAgain(int32(i), lessons)
	old := c.Cards[at]
	if fresh == nil {
		return false
	}
	const alike = isMember | bySlug | hasOwnDate | isRedirect
	if fresh.Versions() != nil || old.Versions() != nil || (fresh.has^old.has)&alike != 0 || (fresh.has|old.has)&(isMember|bySlug) != 0 {
		return false
	}
	*old = *fresh
	c.edits.cards, c.edits.only = append(c.edits.cards, old), c.edits.only && same
	return true
}
