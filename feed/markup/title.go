package markup

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// titleGuard watches for the heading that repeats the article's title. Any
// number of such headings go, as long as nothing else was shown before: with
// the first gone the second would be a leading one.
type titleGuard struct {
	want     string // white space folded; "" when there is no title
	watching bool   // nothing was shown yet
	inside   bool   // within a leading <h1>
	at       int    // where in the output that <h1> began
	depth    int    // how many elements are open within it
}

func newTitleGuard(title string) titleGuard {
	want := fold(title)
	return titleGuard{want: want, watching: want != ""}
}

// seen notes that text was shown.
func (g *titleGuard) seen() {
	if !g.inside {
		g.watching = false
	}
}

// spoil notes that a picture or the like was shown: even a heading that holds
// one says more than the title.
func (g *titleGuard) spoil() { g.watching = false }

// opened notes an element written at that position, the depth now open.
func (g *titleGuard) opened(name atom.Atom, at, depth int) {
	switch name {
	case atom.H1:
		if g.watching && !g.inside {
			g.inside, g.at, g.depth = true, at, depth
		}
	case atom.Audio, atom.Video, atom.Hr:
		g.spoil()
	}
}

// dropTitle takes the heading back once it is closed, if it says the title.
func (c *cleaner) dropTitle() {
	g := &c.title
	if !g.inside || len(c.open) >= g.depth {
		return
	}
	g.inside = false
	if !g.watching {
		return
	}
	if !strings.EqualFold(fold(plainText(string(c.out[g.at:]))), g.want) {
		g.watching = false
		return
	}
	c.rollback(g.at)
}

func fold(s string) string { return strings.Join(strings.Fields(s), " ") }
