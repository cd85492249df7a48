package feedfile

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/jsonfile"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// items are the elements that are one item each, in RSS and in Atom.
var items = []string{"item", "entry"}

// deletedEntry is how a feed of Atom says that an entry was taken back (RFC 6721).
const deletedEntry = "deleted-entry"

// headings are the elements by which a feed speaks of itself, and those that have such in them and speak of something else.
var headings = append([]string{
	"title", "link", "id", "language", "copyright", "rights", "author", "creator", "person", "license", "generator",
	"image", "textInput", "textinput", "liveItem", deletedEntry,
}, items...)

// feedXML goes through one file of RSS or Atom.
type feedXML struct {
	f    *source.File
	root *xmltree.Element
	tree *xmltree.Reader
	*document

	above  []*xmltree.Element // what the feed says of itself before its first item
	gone   []*xmltree.Element // the entries that it says were taken back
	headed bool
}

func (d *document) readXML(f *source.File, data []byte) error {
	x := &feedXML{f: f, document: d}
	if err := x.open(data); err != nil {
		return err
	}
	x.each(x.article, x.broken)
	x.finishHead()
	x.withdraw()
	if len(x.articles) == 0 && len(x.tree.Problems) > 0 {
		return x.tree.Problems[0]
	}
	for _, p := range x.tree.Problems {
		x.articles[0].Problem(p)
	}
	return nil
}

// withdraw takes back the entries of this feed that were deleted since they last changed. Those of others are not its own.
func (x *feedXML) withdraw() {
	deleted := map[string]*xmltree.Element{}
	for _, e := range x.gone {
		deleted[e.Attr("ref")] = e
	}
	for _, a := range x.articles {
		if e := deleted[a.ID.Value]; e != nil && a.ID.Known() && !a.Updated.Value.After(instant(e.Attr("when"))) {
			a.Withdrawn.Set(true, source.Origin{File: x.f.Path, Line: e.Line, Column: e.Column, Rule: x.head.rule, Key: "at:" + deletedEntry})
		}
	}
}

// open finds out what the file is.
func (x *feedXML) open(data []byte) (err error) {
	if x.tree, err = xmltree.Open(data, 1); err != nil {
		return err
	}
	x.root = x.tree.Root()
	at := source.Problem{Line: x.root.Line, Column: x.root.Column, Fix: "get the feed again, or exclude the file"}
	switch x.root.Name {
	case "rss", "RDF":
		x.head.rule = "RSS"
	case "feed":
		x.head.rule = "Atom"
	default:
		at.Message = fmt.Sprintf("no feed: its root is the element <%s>", x.root.Name)
		return at
	}
	for _, a := range x.root.Attrs {
		if strings.Contains(a.Value, "wordpress.org/export/") { // of which half may be drafts
			at.Message, at.Fix = "an export of WordPress, and no feed", "read it from a source without feeds: true"
			return at
		}
	}
	return nil
}

// each goes through the items. What the feed says of itself comes before them; behind a broken item nothing is looked for but the
// next one.
func (x *feedXML) each(item func(*xmltree.Element), broken func(error)) {
	names := headings
	for n := 0; ; {
		e, err := x.tree.Next(names...)
		isItem := err == nil && slices.Contains(items, e.Name)
		switch {
		case errors.Is(err, io.EOF):
			return
		case err != nil || isItem:
			names = append(slices.Clone(items), deletedEntry)
			x.finishHead()
			if n++; n > jsonfile.MaxMembers {
				broken(source.Problem{Message: fmt.Sprintf("more than %d items in one feed: from here on they are not read", jsonfile.MaxMembers), Fix: "split the file"})
				return
			}
		}
		switch {
		case err != nil:
			broken(err)
		case isItem:
			item(e)
		case e.Name == deletedEntry:
			x.gone = append(x.gone, e)
		default:
			x.above = append(x.above, e)
		}
	}
}

func (x *feedXML) finishHead() {
	if x.headed {
		return
	}
	x.headed = true
	if x.head.rule == "RSS" {
		x.rssHead()
	} else {
		x.atomHead()
	}
	x.above = nil
}

// broken makes a rejected article of an item that cannot be read. The others are none the worse for it.
func (x *feedXML) broken(err error) {
	x.articles = append(x.articles, source.Broken(err))
}

// article makes one of an item.
func (x *feedXML) article(e *xmltree.Element) {
	if !x.head.isPost(e) {
		x.passed++
		return
	}
	a := &source.Article{}
	prune(e, func(child *xmltree.Element) {
		a.Problem(tooMany(x.f, child.Line, child.Column, "<"+written(child.Prefix, child.Name)+">"))
	})
	if x.tree.Plain {
		a.Part = source.Part{Start: e.Start, End: e.End, Line: e.Line}
	} else if a.Part = (source.Part{Start: e.Start, Line: e.Line}); !x.verbatim {
		x.bodies[e.Start] = textOf(e, &x.head)
	}
	m := &member{entry: entry{f: x.f, a: a, head: &x.head, at: placeIn(e), verbatim: x.verbatim}, e: e}
	m.base, _ = url.Parse(baseOf(e, x.head.base))
	m.heldBack()
	read := m.rss
	if x.head.rule == "Atom" {
		read = m.atom
	}
	switch known, err := read(x.root); {
	case err != nil:
		x.broken(source.Problem{Line: e.Line, Column: e.Column, Message: "this item cannot be read: " + err.Error(), Fix: "get the feed again"})
	case known:
		x.articles = append(x.articles, a)
	}
}

// prune leaves out of an item what it has more of than anything has, but for the elements of its text.
func prune(e *xmltree.Element, tell func(first *xmltree.Element)) {
	if len(e.Nodes) > mostOfAKind {
		number := map[string]int{}
		e.Nodes = slices.DeleteFunc(e.Nodes, func(n xmltree.Node) bool {
			if n.Element == nil {
				return false
			}
			kind := written(n.Element.Prefix, n.Element.Name)
			if number[kind]++; number[kind] == mostOfAKind+1 {
				tell(n.Element)
			}
			return number[kind] > mostOfAKind
		})
	}
	for _, child := range e.Children("group", "content", "source") { // of Media RSS, and what Atom has of another feed
		if child.Name != "content" || child.Prefix != e.Prefix {
			prune(child, tell)
		}
	}
}

// member is an item of RSS or Atom.
type member struct {
	entry
	e *xmltree.Element
}

// own gives the first child of that name that is of the feed's format: <id>, and not <yt:id>.
func (m *member) own(name string) *xmltree.Element {
	return ownOf(m.e.Children(name), m.e.Prefix, name)
}

func ownOf(list []*xmltree.Element, prefix, name string) *xmltree.Element {
	for _, e := range list {
		if e.Name == name && e.Prefix == prefix {
			return e
		}
	}
	return nil
}

// placeIn finds where an item says something: content:encoded is looked for as encoded.
func placeIn(e *xmltree.Element) func(said string) (line, column int) {
	return func(said string) (line, column int) {
		_, name, prefixed := strings.Cut(said, ":")
		if !prefixed {
			name = said
		}
		if child := e.First(name); child != nil {
			return child.Line, child.Column
		}
		return e.Line, e.Column
	}
}

// baseOf gives what the addresses in an element are relative to (XML Base).
func baseOf(e *xmltree.Element, around string) string {
	for _, a := range e.Attrs {
		if a.Name.Space == "xml" && a.Name.Local == "base" {
			u, err := url.Parse(around)
			if err != nil {
				u = nil
			}
			return resolve(u, a.Value)
		}
	}
	return around
}

// languageOf gives the language that an element says it is in.
func languageOf(e *xmltree.Element) string {
	for _, a := range e.Attrs {
		if a.Name.Space == "xml" && a.Name.Local == "lang" {
			return a.Value
		}
	}
	return ""
}

// xmlBody reads again the item whose part of the file this is.
func xmlBody(f *source.File, part source.Part, head *heading) (body, error) {
	data, err := f.Part(part)
	if err != nil {
		return body{}, err
	}
	tree, err := xmltree.Open(data, part.Line)
	if err != nil {
		return body{}, err
	}
	e, err := tree.Next(items...)
	if err != nil {
		return body{}, err
	}
	return textOf(e, head), nil
}

// textOf gives the text of an item: content:encoded or content, and the description of an item of RSS that has nothing else. What
// xml:base says of it is kept; without that, its addresses are those of the item's page.
func textOf(e *xmltree.Element, head *heading) body {
	for _, name := range []string{"encoded", "content", "description"} {
		for _, c := range e.Children(name) {
			if name != "encoded" && (c.Prefix != e.Prefix || (name == "content") != (e.Name == "entry")) { // media:content, say
				continue
			}
			rebase(c, baseOf(c, baseOf(e, head.base)))
			text, ok := construct(c)
			if !ok {
				continue
			}
			b := body{html: text}
			if base := baseOf(c, baseOf(e, head.xmlBase)); base != "" {
				b.base = baseOf(c, baseOf(e, head.base))
			}
			return b
		}
	}
	return body{}
}

// rebase makes the addresses absolute of elements of XHTML that have an xml:base of their own, or stand in one that has.
func rebase(e *xmltree.Element, around string) {
	for _, child := range e.Children() {
		within := baseOf(child, around)
		if base, err := url.Parse(within); err == nil && within != around {
			resolveBelow(child, base)
		}
		rebase(child, within)
	}
}

func resolveBelow(e *xmltree.Element, base *url.URL) {
	for i, a := range e.Attrs {
		e.Attrs[i].Value = resolveAttr(base, a.Name.Local, a.Value)
	}
	for _, child := range e.Children() {
		if baseOf(child, "") == "" {
			resolveBelow(child, base)
		}
	}
}

// construct gives the HTML of a text of Atom (RFC 4287 §3.1, and Atom 0.3), or of RSS, which says of none what it is, and means
// HTML. What is no text, or lies elsewhere, is none.
func construct(e *xmltree.Element) (text string, ok bool) {
	if e == nil {
		return "", false
	}
	kind, mode := strings.ToLower(e.Attr("type")), strings.ToLower(e.Attr("mode"))
	switch {
	case e.Attr("src") != "" || mode == "base64":
		return "", false
	case strings.Contains(kind, "xhtml"), len(e.Children()) > 0: // or HTML that nobody escaped
		text = e.HTML(xmltree.XHTML)
	case kind == "html", kind == "text/html", mode == "escaped", e.Name == "encoded", e.Name == "description":
		text = e.Raw()
	case kind == "", strings.HasPrefix(kind, "text"):
		text = xmltree.Paragraphs(e.Raw())
	}
	return text, strings.TrimSpace(text) != ""
}

// line gives a text of Atom as plain text on one line.
func line(e *xmltree.Element) string {
	if e == nil {
		return ""
	}
	if isPlain(e) {
		return plainLine(e.Text())
	}
	text, _ := construct(e)
	return words(text)
}

// isPlain reports that a text of Atom is said to be plain.
func isPlain(e *xmltree.Element) bool {
	kind := strings.ToLower(e.Attr("type"))
	return kind == "" && e.Attr("mode") == "" || strings.HasPrefix(kind, "text") && kind != "text/html"
}

// around writes elements as a file of their own, below the root that they have in theirs, for gofeed to read. The encoding is
// settled by now, and so is what xml:base says, which gofeed takes for a folder.
func around(root *xmltree.Element, within string, list ...*xmltree.Element) io.Reader {
	var b strings.Builder
	outer := *root
	outer.Nodes = nil
	open := func(e *xmltree.Element) string {
		b.WriteString("<" + written(e.Prefix, e.Name))
		for _, a := range e.Attrs {
			if a.Name.Space == "xml" && a.Name.Local == "base" {
				continue
			}
			b.WriteString(" " + written(a.Name.Space, a.Name.Local) + `="` + escape(a.Value) + `"`)
		}
		b.WriteByte('>')
		return "</" + written(e.Prefix, e.Name) + ">"
	}
	var write func(e *xmltree.Element)
	write = func(e *xmltree.Element) {
		end := open(e)
		for _, n := range e.Nodes {
			if n.Element != nil {
				write(n.Element)
			} else {
				b.WriteString(escape(n.Text))
			}
		}
		b.WriteString(end)
	}
	end := open(&outer)
	if within != "" {
		b.WriteString("<" + within + ">")
		end = "</" + within + ">" + end
	}
	for _, e := range list {
		write(e)
	}
	b.WriteString(end)
	return strings.NewReader(b.String())
}

func written(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + ":" + name
}

func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}
