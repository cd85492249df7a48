package markup

import (
	"fmt"
	"slices"
)

const (
	maxProblems = 20 // said of one body; more would hide the rest of a report
	maxQuoted   = 60 // runes of the body's own text in one of them
)

// problems gathers what a body lost.
type problems struct {
	list []string
	lost losses
}

// addf adds a sentence, if it is new and there is room.
func (p *problems) addf(format string, args ...any) {
	if len(p.list) >= maxProblems {
		return
	}
	if s := fmt.Sprintf(format, args...); !slices.Contains(p.list, s) {
		p.list = append(p.list, s)
	}
}

// address adds what is wrong with the address of a link or a source.
func (p *problems) address(what string, v verdict, raw []byte) {
	switch v {
	case unsafe:
		p.addf("unsafe %s %q removed", what, clip(string(raw), maxQuoted))
	case unusable:
		p.addf("%s %q removed: not a usable address", what, clip(string(raw), maxQuoted))
	case oversize:
		p.addf("embedded picture of %d KiB removed, at most %d are kept", len(raw)>>10, maxDataURL>>10)
	}
}

// all returns the sentences, with those that count characters.
func (p *problems) all() []string {
	if n := p.lost.dropped; n > 0 {
		p.list = append(p.list, counted(n, "character", "that XML forbids removed"))
	}
	if n := p.lost.replaced; n > 0 {
		p.list = append(p.list, counted(n, "byte", "not in UTF-8 replaced"))
	}
	return p.list
}

func counted(n int, noun, rest string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s %s", n, noun, rest)
}
