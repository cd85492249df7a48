package markup

import (
	"slices"

	"golang.org/x/net/html/atom"
)

// maxDepth is how deep elements may nest in the output. What is nested deeper
// loses its tags and keeps its text. Browsers and XML parsers stop at a few
// hundred levels too; no article comes near.
const maxDepth = 256

// element is an element open in the output.
type element struct {
	name   atom.Atom
	traits trait
}

// place closes and opens what the HTML Standard (13.2.6.4.7, "in body")
// closes and opens before a start tag of that name, and reports whether the
// element may stand here at all.
func (c *cleaner) place(name atom.Atom) bool {
	t := traitsOf(name)
	if t&tablePart != 0 {
		return c.placeTablePart(name)
	}
	c.enterCell()
	switch name {
	case atom.A:
		c.closeUpTo(c.find(atom.A, scopeEnd)) // links do not nest
	case atom.Li:
		c.closeItem(atom.Li, atom.Li)
	case atom.Dd, atom.Dt:
		c.closeItem(atom.Dd, atom.Dt)
	case atom.Rp, atom.Rt:
		c.closeRubyText()
	}
	if t&block != 0 {
		c.closeUpTo(c.find(atom.P, scopeEnd))
	}
	if t&heading != 0 && c.top().traits&heading != 0 {
		c.closeTo(len(c.open) - 1)
	}
	if len(c.open) >= maxDepth && t&void == 0 {
		c.problems.addf("elements nested deeper than %d levels flattened", maxDepth)
		return false
	}
	return true
}

// placeTablePart makes the parents that a part of a table needs. Outside a
// table it has no place. Depth does not count here: a table has come through
// already and adds three levels at most.
func (c *cleaner) placeTablePart(name atom.Atom) bool {
	parent := c.find(atom.Table, 0)
	if parent < 0 {
		return false
	}
	switch name {
	case atom.Col:
		parent = c.level(parent, atom.Colgroup)
	case atom.Tr:
		parent = c.level(parent, atom.Tbody, atom.Thead, atom.Tfoot)
	case atom.Td, atom.Th:
		parent = c.level(parent, atom.Tbody, atom.Thead, atom.Tfoot)
		parent = c.level(parent, atom.Tr)
	}
	c.closeTo(parent + 1)
	return true
}

// level returns the index of the given element's open child if that has one of
// the names. If not, it opens the first in that place.
func (c *cleaner) level(parent int, names ...atom.Atom) int {
	child := parent + 1
	if child == len(c.open) || !slices.Contains(names, c.open[child].name) {
		c.closeTo(child)
		c.writeBare(names[0])
	}
	return child
}

// betweenCells says whether the innermost element is one that holds table
// parts only.
func (c *cleaner) betweenCells() bool {
	top := c.top()
	return top.name == atom.Table || top.traits&tablePart != 0 && top.traits&scopeEnd == 0
}

// enterCell opens a cell for content that stands between cells. A browser
// would show it above the table; here, where nothing written can be moved, it
// stays where it was and within the table.
func (c *cleaner) enterCell() {
	if c.betweenCells() {
		c.placeTablePart(atom.Td)
		c.writeBare(atom.Td)
	}
}

// closeItem closes the list item that a new one of either name ends. The
// search passes address, div and p, for items are often wrapped in them.
func (c *cleaner) closeItem(a, b atom.Atom) {
	for i := len(c.open) - 1; i >= 0; i-- {
		e := c.open[i]
		if e.name == a || e.name == b {
			c.closeTo(i)
			return
		}
		passed := e.name == atom.Address || e.name == atom.Div || e.name == atom.P
		if e.traits&special != 0 && !passed {
			return
		}
	}
}

// closeRubyText closes what <rt> and <rp> end within a <ruby>.
func (c *cleaner) closeRubyText() {
	if c.find(atom.Ruby, scopeEnd) < 0 {
		return
	}
	for {
		switch c.top().name {
		case atom.Rt, atom.Rp, atom.P, atom.Li, atom.Dd, atom.Dt:
			c.closeTo(len(c.open) - 1)
		default:
			return
		}
	}
}

// close handles an end tag. One that matches nothing within its reach is
// ignored.
func (c *cleaner) close(name atom.Atom) {
	t := traitsOf(name)
	switch {
	case name == atom.Br:
		if c.place(atom.Br) { // browsers read </br> as <br>
			c.writeBare(atom.Br)
		}
	case t&void != 0:
	case name == atom.Table:
		c.closeUpTo(c.find(name, 0))
	case t&tablePart != 0:
		c.closeUpTo(c.findTablePart(name))
	case t&heading != 0:
		c.closeUpTo(c.findHeading())
	case name == atom.Li:
		c.closeUpTo(c.findItem())
	case t&(block|formatting) != 0:
		c.closeUpTo(c.find(name, scopeEnd))
	default:
		c.closeUpTo(c.find(name, special))
	}
}

// find returns the index of the innermost open element of that name, or -1 if
// there is none or one with a trait of stop comes first.
func (c *cleaner) find(name atom.Atom, stop trait) int {
	for i := len(c.open) - 1; i >= 0; i-- {
		if c.open[i].name == name {
			return i
		}
		if c.open[i].traits&stop != 0 {
			return -1
		}
	}
	return -1
}

// findTablePart finds a part of the innermost table.
func (c *cleaner) findTablePart(name atom.Atom) int {
	for i := len(c.open) - 1; i >= 0 && c.open[i].name != atom.Table; i-- {
		if c.open[i].name == name {
			return i
		}
	}
	return -1
}

// findHeading finds the heading that the end tag of any heading closes.
func (c *cleaner) findHeading() int {
	for i := len(c.open) - 1; i >= 0 && c.open[i].traits&scopeEnd == 0; i-- {
		if c.open[i].traits&heading != 0 {
			return i
		}
	}
	return -1
}

// findItem finds the item that </li> closes, which is never one of an outer
// list.
func (c *cleaner) findItem() int {
	for i := len(c.open) - 1; i >= 0 && c.open[i].traits&scopeEnd == 0; i-- {
		switch c.open[i].name {
		case atom.Li:
			return i
		case atom.Ol, atom.Ul:
			return -1
		}
	}
	return -1
}

// top returns the innermost open element, the zero element outside all.
func (c *cleaner) top() element {
	if len(c.open) == 0 {
		return element{}
	}
	return c.open[len(c.open)-1]
}

// closeUpTo closes the element at that index and all within it, and does
// nothing for -1.
func (c *cleaner) closeUpTo(i int) {
	if i >= 0 {
		c.closeTo(i)
	}
}

// closeTo closes the innermost elements until n are open.
func (c *cleaner) closeTo(n int) {
	for len(c.open) > n {
		name := c.top().name
		c.open = c.open[:len(c.open)-1]
		c.out = append(c.out, '<', '/')
		c.out = append(c.out, name.String()...)
		c.out = append(c.out, '>')
	}
	c.dropTitle()
}
