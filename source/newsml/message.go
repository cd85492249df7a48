package newsml

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// message gathers what is in a file.
type message struct {
	file *source.File
	tree *xmltree.Reader

	list     []*source.Article
	guids    []string // of the articles, in the same order
	pictures []picture
	packages []packet
	header   *xmltree.Element
	others   []string // the kinds of what are no articles, in the order of the file
	terms    []string // usage terms that were said of a package
}

// packet is a package of items, or the message that all of them come in.
type packet struct {
	at    *xmltree.Element
	guid  string
	guids []string        // of the items that belong together
	fate  *source.Article // what is said of the whole
}

func (m *message) packet(e *xmltree.Element, guids []string) packet {
	p := packet{e, e.Attr("guid"), guids, &source.Article{}}
	it := newItem(m.file, p.fate, e)
	it.dates()
	it.status()
	return p
}

// nothing stands for a body that was read with the head and is empty.
const nothing = "\n"

// mostTerms is more than the packages of a message say.
const mostTerms = 20

// add takes one item of the file, or the fault of one that cannot be read: a rejected article, as it may have been one.
func (m *message) add(e *xmltree.Element, err error) {
	if err != nil {
		m.list = append(m.list, source.Broken(err))
		m.guids = append(m.guids, "")
		return
	}
	kind := kindOf(e)
	if kind != text {
		m.others = append(m.others, kind)
		m.beside(kind, e)
		return
	}
	a := &source.Article{Versioned: true, Part: source.Part{Start: e.Start, End: e.End, Line: e.Line}}
	it := newItem(m.file, a, e)
	it.state(m.tree)
	if !hasText(e) && !a.Withdrawn.Value {
		it.Problem(e, "", "a news item with neither a headline nor a text", "get the item again")
		a.Rejected = true
	}
	m.list = append(m.list, a)
	m.guids = append(m.guids, e.Attr("guid"))
	if !m.tree.Plain { // the bytes of the file lead to no member, and to decode all of it for each takes too long
		a.Part.End = 0
		a.HTML = cmp.Or(body(e), nothing)
	}
}

// beside keeps what an item that is no article says of those which are.
func (m *message) beside(kind string, e *xmltree.Element) {
	switch kind {
	case "picture", "graphic":
		m.pictures = append(m.pictures, pictureOf(m.file, e))
	case "package":
		m.packages = append(m.packages, m.packet(e, references(e)))
		for _, terms := range e.All("rightsInfo", "usageTerms") {
			if text := terms.Text(); text != "" && len(m.terms) < mostTerms && !slices.Contains(m.terms, text) {
				m.terms = append(m.terms, text)
			}
		}
	}
}

// references gives the guids that a package names, at whatever depth of its groups.
func references(e *xmltree.Element) (guids []string) {
	for _, child := range e.Children() {
		if child.Name == "itemRef" {
			guids = append(guids, child.Attr("residref"))
		} else {
			guids = append(guids, references(child)...)
		}
	}
	return guids
}

// articles gives the articles of the file, and names what else is in it.
func (m *message) articles() ([]*source.Article, error) {
	m.settleHeader()
	m.settlePackages()
	if len(m.list) == 1 {
		m.list[0].HTML = "" // of a file of one article the body is read when it is asked for
	}
	m.hidePictures()
	if len(m.list) > 0 {
		m.list[0].Problems = append(m.list[0].Problems, m.tree.Problems...)
	} else if len(m.tree.Problems) > 0 && len(m.others) == 0 {
		return nil, m.tree.Problems[0]
	}
	if len(m.others) == 0 {
		if len(m.list) == 0 {
			return nil, source.NotArticle{Why: "a message without items"}
		}
		return m.list, nil
	}
	why := count(m.others)
	if len(m.terms) > 0 {
		why += "; usage terms of the package: " + strings.Join(m.terms, " ")
	}
	return m.list, source.NotArticle{Why: why}
}

// settleHeader reads what is said of the whole message as of a package of all that is in it. The standard has hardly a word for that,
// but senders extend their headers.
func (m *message) settleHeader() {
	if h := m.header; h != nil {
		meta := &xmltree.Element{Name: "itemMeta", Nodes: h.Nodes}
		whole := &xmltree.Element{Name: "header", Nodes: append(h.Nodes, xmltree.Node{Element: meta}), Line: h.Line, Column: h.Column}
		m.packages = append(m.packages, m.packet(whole, m.guids))
	}
}

// settlePackages gives the articles what is said of the packages that they come in, whatever the order of these, and a picture.
func (m *message) settlePackages() {
	within := map[string][]*source.Article{}
	for i, guid := range m.guids {
		within[guid] = append(within[guid], m.list[i]) // several versions may come at once
	}
	for _, pack := range m.packages {
		if pack.guid != "" { // it may be in another
			within[pack.guid] = append(within[pack.guid], pack.fate)
		}
	}
	for range 2 { // packages of packages of stories
		for _, pack := range m.packages {
			for guid := range pack.each() {
				for _, a := range within[guid] {
					m.settle(a, pack)
				}
			}
		}
	}
	m.illustratePackages(within)
}

// each gives the guids of the items in a package, each once: those of the header are all that are in the message.
func (p packet) each() map[string]bool {
	guids := map[string]bool{}
	for _, guid := range p.guids {
		if guid != "" || p.at.Name == "header" {
			guids[guid] = true
		}
	}
	return guids
}

// illustratePackages gives the articles the pictures that a package puts beside them. One that only comes in the same message may be
// another story's.
func (m *message) illustratePackages(within map[string][]*source.Article) {
	pictures := map[string]picture{}
	for _, p := range m.pictures {
		pictures[p.guid] = p
	}
	for _, pack := range m.packages {
		var beside []picture
		for _, guid := range pack.guids {
			if p, ok := pictures[guid]; ok && len(beside) < mostPictures {
				beside = append(beside, p)
			}
		}
		for guid := range pack.each() {
			for _, a := range within[guid] {
				m.illustrate(a, beside)
			}
		}
	}
}

// settle gives a story the fate of the package that it comes in. By the standard what a package says of itself is said of that choice
// of items and not of each, but who sends a story in a package that may not be out yet, or any more, does not want it out: of two
// embargoes the later holds, of two ends the earlier, and what was taken back as a whole is held, as nobody knows whether each was.
func (m *message) settle(a *source.Article, pack packet) {
	from := func(o source.Origin) source.Origin {
		o.Key = pack.at.Name + "/" + strings.TrimPrefix(o.Key, pack.at.Name+"/")
		return o
	}
	fate := pack.fate
	if a.ShareTimes(fate, from) {
		a.Problems = append(a.Problems, fate.Problems...)
	}
	for _, held := range []source.Field[bool]{fate.Draft, fate.Withdrawn} {
		if held.Value && !a.Draft.Value && !a.Withdrawn.Value {
			a.Draft.Override(true, from(held.From))
			r := xmltree.Record{File: m.file, Article: a, Rule: rule}
			r.Problem(pack.at, a.Draft.From.Key, "what the story comes in is withheld or was taken back, so that the story is held back",
				"write draft: false in a sidecar if it may be published")
		}
	}
}

// mostPictures is more than a story has beside it to choose from.
const mostPictures = 20

// illustrate gives an article the first of the pictures that may be shown with it.
func (m *message) illustrate(a *source.Article, pictures []picture) {
	r := xmltree.Record{File: m.file, Article: a, Rule: rule}
	for _, p := range pictures {
		if why := p.withheld(a); why != "" {
			r.Problem(p.at, "picture "+p.guid, "the picture is not shown: "+why, "add it in a sidecar if it may be shown")
		} else if len(p.parts) > 0 {
			r.SayMap("image", "picture "+p.guid, p.at, p.parts...)
			return
		}
	}
}

// hidePictures takes those out of the texts that come in the same message and must not be shown.
func (m *message) hidePictures() {
	held := source.HeldMedia{}
	for _, p := range m.pictures {
		for _, address := range p.files {
			if p.isWithheld() {
				held.Hold(address)
			} else if p.fate.Embargo.Known() {
				held.HoldUntil(address, p.fate.Embargo.Value)
			}
		}
	}
	for _, a := range m.list {
		if len(held) == 0 || a.Rejected {
			continue
		}
		text := a.HTML
		if text == "" {
			e, err := member(m.file, a.Part)
			if err != nil {
				continue // as it will be when the text is asked for
			}
			text = body(e)
		}
		a.HTML = cmp.Or(a.WithoutMedia(text, held), nothing)
	}
}

// count puts kinds into words: "a package, 4 pictures".
func count(kinds []string) string {
	var order []string
	n := map[string]int{}
	for _, kind := range kinds {
		if n[kind]++; n[kind] == 1 {
			order = append(order, kind)
		}
	}
	for i, kind := range order {
		one, many := kindNames(kind)
		if order[i] = one; n[kind] > 1 {
			order[i] = fmt.Sprintf("%d %s", n[kind], many)
		}
	}
	return strings.Join(order, ", ")
}
