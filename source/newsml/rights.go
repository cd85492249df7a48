package newsml

import (
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/nitf"
	"github.com/masthead-feeds/masthead/source/pattern"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// rights states the rights in the whole item. A rightsInfo may speak of a part of it only, or of one aspect: that is not said
// of the story.
func (it item) rights(tree *xmltree.Reader) {
	for _, info := range it.root.All("rightsInfo") {
		if info.Attr("idrefs") == "" && info.Attr("scope") == "" && info.Attr("aspect") == "" &&
			info.Attr("scopeuri") == "" && info.Attr("aspecturi") == "" {
			it.right(tree, info)
		}
	}
	for _, e := range it.contentMeta("digitalSourceType") {
		it.Say("digital_source", "contentMeta/digitalSourceType", term(e), e)
	}
}

func (it item) right(tree *xmltree.Reader, info *xmltree.Element) {
	for _, e := range info.All("copyrightHolder") {
		it.Say("rights.holder", "rightsInfo/copyrightHolder", it.name(e), e)
	}
	if e := it.choose(info.All("copyrightNotice")); e != nil {
		it.Say("rights.notice", "rightsInfo/copyrightNotice", e.Text(), e)
	}
	it.terms(info)
	for _, e := range info.All("dataMining") {
		it.Say("rights.data_mining", "rightsInfo/dataMining", term(e), e)
	}
	for _, name := range []string{"rightsExpressionXML", "rightsExpressionData"} {
		for _, e := range info.All(name) {
			it.Say("rights.expression", "rightsInfo/"+name, inside(tree.Source(e)), e)
		}
	}
}

// term gives a term of a vocabulary: its address, or its code without the prefix.
func term(e *xmltree.Element) string {
	if uri := e.Attr("uri"); uri != "" {
		return uri
	}
	q := e.Attr("qcode")
	return q[strings.LastIndexByte(q, ':')+1:]
}

// terms states the usage terms, of which there may be several in each language, and the page that has them.
func (it item) terms(info *xmltree.Element) {
	all := info.All("usageTerms")
	first := it.choose(all)
	var texts []string
	for _, e := range all {
		text := e.Text()
		if text != "" && !strings.EqualFold(text, "none") && e.Attr("lang") == first.Attr("lang") {
			texts = append(texts, text)
		}
		if source.NamesEmbargo(text) {
			it.HoldByNote("rightsInfo/usageTerms", e, text)
		}
	}
	if first != nil {
		it.Say("rights.usage_terms", "rightsInfo/usageTerms", source.Sentences(texts), first)
	}
	for _, e := range info.All("link") {
		page := e.Attr("href")
		if page == "" {
			page = e.Attr("residref")
		}
		switch rel := lastPart(e.Attr("rel")); {
		case !nitf.Publishable(page):
		case rel == "license", strings.Contains(page, "creativecommons.org/"):
			it.Say("rights.license", "rightsInfo/link", page, e)
		default:
			it.Say("rights.usage_terms", "rightsInfo/link", page, e)
		}
	}
}

// cdata matches the marks around text that is not to be read as XML.
var cdata = pattern.New(`(?s)^\s*<!\[CDATA\[(.*)\]\]>\s*$`)

// inside takes the tags around what an element holds, which is then kept as it is.
func inside(element string) string {
	from, to := strings.IndexByte(element, '>'), strings.LastIndex(element, "</")
	if from < 0 || to <= from {
		return ""
	}
	return cdata.ReplaceAllString(element[from+1:to], "$1")
}
