package markup

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// plainText returns the plain text of an HTML fragment: character references
// decoded, every run of white space one space, one line for each block with
// text in it. What a page does not show as text (scripts, styles, controls,
// drawings, players) is left out. The result is clean as by CleanText. It may
// hold < and &, where the fragment had them escaped. Safe for concurrent use.
func plainText(body string) string {
	return string(walk(body, func() *plain { return new(plain) }).out)
}

// plain is the visitor behind Text.
type plain struct {
	out   []byte
	runes int // how many out has
	gap   gap // what to write before the next text
	lost  losses
}

// gap is what separates two pieces of text; the greater wins.
type gap uint8

const (
	none gap = iota
	space
	newLine
)

func (p *plain) done() bool { return false }

func (p *plain) start(t *tag) (leaveOut bool) {
	if isHidden(t.name) {
		return true
	}
	p.widen(gapAround(t.name))
	return false
}

func (p *plain) end(name atom.Atom) { p.widen(gapAround(name)) }

func (p *plain) widen(g gap) { p.gap = max(p.gap, g) }

func (p *plain) text(s []byte) {
	for len(s) > 0 {
		word := asciiWord(s)
		switch {
		case len(word) > 0:
			p.bridge()
			p.out = append(p.out, word...)
			p.runes += len(word)
			s = s[len(word):]
		case s[0] < utf8.RuneSelf && readable(rune(s[0])) >= 0:
			p.widen(space)
			s = s[1:]
		default:
			r, width := utf8.DecodeRune(s)
			p.write(r, width)
			s = s[width:]
		}
	}
}

// asciiWord returns what s begins with up to white space or anything unusual.
func asciiWord(s []byte) []byte {
	for i, b := range s {
		if b <= ' ' || b >= utf8.RuneSelf {
			return s[:i]
		}
	}
	return s
}

func (p *plain) write(r rune, width int) {
	if readable(r) < 0 {
		return
	}
	p.bridge()
	p.out = p.lost.append(p.out, r, width)
	p.runes++
}

// bridge writes what separates the next text from the one before.
func (p *plain) bridge() {
	if p.gap != none && len(p.out) > 0 {
		p.out = append(p.out, " \n"[p.gap-space])
		p.runes++
	}
	p.gap = none
}

// isHidden names the elements whose content is no text of the article.
func isHidden(name atom.Atom) bool {
	switch name {
	case atom.Audio, atom.Video, atom.Svg, atom.Math, atom.Iframe:
		return true
	}
	f, _ := fateOf(name)
	return f == leftOut || f == missed
}

// gapAround says how an element sets its text apart from its neighbours'.
func gapAround(name atom.Atom) gap {
	switch name {
	case atom.Td, atom.Th:
		return space
	case atom.Tr, atom.Caption, atom.Br:
		return newLine
	}
	if as := modern(name); as != 0 {
		name = as
	}
	if traitsOf(name)&block != 0 {
		return newLine
	}
	return none
}

// Plain returns one line of plain text of what may be plain text or a fragment of HTML: only what holds a tag of HTML, or
// a whole character reference, is read as HTML. "x < y & z" is text as it stands. Safe for concurrent use.
func Plain(s string) string {
	if html.UnescapeString(s) != s || hasTag(s) {
		s = plainText(s)
	}
	return Line(s)
}

// hasTag reports whether a whole tag of HTML stands in s.
func hasTag(s string) bool {
	if strings.IndexByte(s, '<') < 0 { // as in nearly every title and name, for which a tokenizer costs far more than reading them
		return false
	}
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if raw := z.Raw(); raw[len(raw)-1] == '>' && tagName(raw) != 0 {
				return true
			}
		}
	}
}
