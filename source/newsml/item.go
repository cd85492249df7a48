package newsml

import (
	"cmp"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/nitf"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

const rule = "newsml"

// item is a news item whose words go into an article.
type item struct {
	xmltree.Record
	root *xmltree.Element
	lang string // of the item: it chooses among words in several languages
}

func newItem(f *source.File, a *source.Article, e *xmltree.Element) item {
	it := item{xmltree.Record{File: f, Article: a, Rule: rule}, e, ""}
	it.language()
	it.lang = a.Language.Value
	return it
}

// state gives the article all that the item says of it. A story in NITF says some of it again, and sometimes more; it counts
// less than what stands around it.
func (it item) state(tree *xmltree.Reader) {
	it.identity()
	it.dates()
	it.status()
	it.people()
	it.subjects()
	it.rights(tree)
	it.pictures()
	for _, story := range it.stories() {
		story.State(it.File, it.Article, rule)
	}
	it.lastResorts()
	it.Article.HoldByHeading(it.File, it.Article.Title)
	for _, e := range it.contentMeta("slugline") {
		it.HoldByHeading("contentMeta/slugline", e)
	}
	it.clamp()
}

// stories gives the documents of NITF in the item, also those that stand in it as a string.
func (it item) stories() (list []nitf.Document) {
	for _, form := range it.root.All("contentSet", "inlineXML") {
		for _, e := range form.Children("nitf") {
			list = append(list, nitf.Of(e))
		}
	}
	for _, form := range append(it.root.All("contentSet", "inlineXML"), it.root.All("contentSet", "inlineData")...) {
		if len(form.Children()) > 0 {
			continue
		}
		if text, ok := plain(form); ok && isNITF(text) {
			if story, err := nitf.Parse([]byte(text), form.Line); err == nil {
				list = append(list, story)
			}
		}
	}
	return list
}

// itemMeta gives the elements of a name in itemMeta.
func (it item) itemMeta(name string) []*xmltree.Element { return some(it.root.All("itemMeta", name)) }

// contentMeta gives the elements of a name in contentMeta.
func (it item) contentMeta(name string) []*xmltree.Element {
	return some(it.root.All("contentMeta", name))
}

// some takes as many of a list as any item has: some are compared with one another.
func some(list []*xmltree.Element) []*xmltree.Element {
	const most = 500
	return list[:min(most, len(list))]
}

func (it item) identity() {
	it.Say("id", "newsItem/@guid", it.root.Attr("guid"), it.root)
	it.Say("version", "newsItem/@version", it.root.Attr("version"), it.root)
	var main []*xmltree.Element
	for _, e := range it.contentMeta("headline") {
		switch r := role(e); {
		case r == "", r == "main", r == "headline", r == "title", e.Attr("rank") == "1" && !strings.Contains(r, "sub"):
			main = append(main, e)
		}
	}
	if e := it.choose(main); e != nil {
		it.Say("title", "contentMeta/headline", e.Text(), e)
	}
}

func (it item) language() {
	for _, e := range it.contentMeta("language") {
		it.Say("language", "contentMeta/language", e.Attr("tag"), e)
	}
	for _, e := range it.root.All("contentSet", "inlineXML") {
		it.Say("language", "inlineXML/@xml:lang", e.Attr("lang"), e)
	}
	it.Say("language", "newsItem/@xml:lang", it.root.Attr("lang"), it.root)
}

// choose gives, of elements that say the same in several languages, the one in that of the item, else one without a
// language, else the first. Empty ones say nothing.
func (it item) choose(list []*xmltree.Element) *xmltree.Element {
	var without, first *xmltree.Element
	for _, e := range list {
		if xmltree.IsPlaceholder(e.Text()) {
			continue
		}
		switch lang := e.Attr("lang"); {
		case lang == "":
			without = cmp.Or(without, e)
		case sameLanguage(lang, it.lang):
			return e
		}
		first = cmp.Or(first, e)
	}
	return cmp.Or(without, first)
}

func sameLanguage(a, b string) bool {
	a, _, _ = strings.Cut(a, "-")
	b, _, _ = strings.Cut(b, "-")
	return strings.EqualFold(a, b)
}

// name gives what a party or a concept is called: its name, else its literal. A code is no name.
func (it item) name(e *xmltree.Element) string {
	var names, short []*xmltree.Element
	for _, n := range e.All("name") {
		switch role(n) {
		case "mnemonic", "short", "abbr":
			short = append(short, n)
		default:
			names = append(names, n)
		}
	}
	if n := cmp.Or(it.choose(names), it.choose(short)); n != nil {
		return strings.Trim(n.Text(), `"`)
	}
	return strings.Trim(e.Attr("literal"), `"`)
}

// lastResorts name an item that has no headline.
func (it item) lastResorts() {
	for _, e := range it.itemMeta("title") {
		if role(e) == "" {
			it.Say("title", "itemMeta/title", e.Text(), e)
		}
	}
	for _, e := range it.contentMeta("headline") {
		it.Say("title", "contentMeta/headline", e.Text(), e)
	}
	if it.Article.Title.Known() {
		return
	}
	for _, e := range append(it.contentMeta("description"), it.root.All("contentSet")...) {
		it.Say("title", "first words", firstWords(e.Text()), e)
	}
}

// firstWords gives as much of a text as a title has.
func firstWords(s string) string {
	const most = 12
	if words := strings.Fields(s); len(words) > most {
		return strings.Join(words[:most], " ") + " …"
	}
	return s
}
