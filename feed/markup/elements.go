package markup

import "golang.org/x/net/html/atom"

// fate is what becomes of an element.
type fate uint8

const (
	unwrapped fate = iota // the tags go, the content stays
	kept                  // written, perhaps under another name
	shown                 // something else is written in its place: see replace
	leftOut               // goes with all its content; nobody misses it
	missed                // the same, but readers of the page saw something there
)

// fateOf is the list of elements that feeds may carry. What it does not name
// is unwrapped. Of the elements HTML knows, those are left out of the list
// that the W3C feed validator warns of (bdo, rb, rtc); presentational and
// obsolete names give way to their modern equivalents, and containers that
// mean nothing in a feed (form, fieldset, dialog) to <div>, since they may hold
// a whole article.
func fateOf(name atom.Atom) (fate, atom.Atom) {
	switch name {
	case atom.A, atom.Abbr, atom.Address, atom.Article, atom.Aside, atom.Audio,
		atom.B, atom.Bdi, atom.Blockquote, atom.Br,
		atom.Caption, atom.Cite, atom.Code, atom.Col, atom.Colgroup,
		atom.Data, atom.Dd, atom.Del, atom.Details, atom.Dfn, atom.Div, atom.Dl, atom.Dt,
		atom.Em, atom.Figcaption, atom.Figure, atom.Footer,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr,
		atom.I, atom.Ins, atom.Kbd, atom.Li, atom.Main, atom.Mark, atom.Nav, atom.Ol,
		atom.P, atom.Picture, atom.Pre, atom.Q, atom.Rp, atom.Rt, atom.Ruby,
		atom.S, atom.Samp, atom.Section, atom.Small, atom.Source, atom.Span, atom.Strong,
		atom.Sub, atom.Summary, atom.Sup,
		atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Time,
		atom.Tr, atom.Track, atom.U, atom.Ul, atom.Var, atom.Video, atom.Wbr:
		return kept, name
	case atom.Img, atom.Image, atom.Input, atom.Iframe, atom.Embed, atom.Object,
		atom.Svg, atom.Math:
		return shown, name
	case atom.Applet, atom.Canvas:
		return missed, name
	case atom.Script, atom.Style, atom.Template, atom.Title, atom.Noscript, atom.Noembed, atom.Noframes,
		atom.Frameset, atom.Button, atom.Select, atom.Textarea, atom.Datalist:
		return leftOut, name
	}
	if as := modern(name); as != 0 {
		return kept, as
	}
	return unwrapped, name
}

// modern returns the element that stands in for an obsolete one or for a
// container that feeds have no use for, and 0 for all others.
func modern(name atom.Atom) atom.Atom {
	switch name {
	case atom.Acronym:
		return atom.Abbr
	case atom.Bdo:
		return atom.Bdi
	case atom.Center, atom.Dialog, atom.Fieldset, atom.Form, atom.Legend, atom.Search:
		return atom.Div
	case atom.Dir, atom.Menu:
		return atom.Ul
	case atom.Listing, atom.Xmp:
		return atom.Pre
	case atom.Strike:
		return atom.S
	case atom.Tt:
		return atom.Code
	}
	return 0
}

// trait is a set of properties that decide where an element may stand.
type trait uint8

const (
	void       trait = 1 << iota // never has content, has no end tag
	block                        // ends an open paragraph
	heading                      // h1 to h6
	special                      // an end tag of a phrasing element does not reach past it
	scopeEnd                     // no end tag reaches past it but those of table parts
	tablePart                    // stands only in a table, in its place
	formatting                   // its end tag also closes blocks opened within it
)

// traitsOf gives the traits of kept elements, after the categories of the HTML
// Standard, 13.2.4.2 and 13.2.6.4.7.
func traitsOf(name atom.Atom) trait {
	switch name {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Details, atom.Div, atom.Dl,
		atom.Figcaption, atom.Figure, atom.Footer, atom.Header, atom.Hgroup, atom.Main, atom.Nav,
		atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Ul, atom.Li, atom.Dd, atom.Dt:
		return block | special
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return block | special | heading
	case atom.Hr:
		return block | special | void
	case atom.Br, atom.Img, atom.Wbr, atom.Source, atom.Track:
		return special | void
	case atom.Table:
		return block | special | scopeEnd
	case atom.Caption, atom.Td, atom.Th:
		return special | tablePart | scopeEnd
	case atom.Colgroup, atom.Tbody, atom.Tfoot, atom.Thead, atom.Tr:
		return special | tablePart
	case atom.Col:
		return special | tablePart | void
	case atom.A, atom.B, atom.Code, atom.Em, atom.I, atom.S, atom.Small, atom.Strong, atom.U:
		return formatting
	}
	return 0
}

// needsAddress names the elements that are nothing without an address.
func needsAddress(name atom.Atom) bool {
	return name == atom.Source || name == atom.Track
}
