package newsml

import (
	"slices"
	"strings"
	"time"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/nitf"
	"github.com/masthead-feeds/masthead/source/pattern"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// rights states the rights in the whole item.
func (it item) rights(tree *xmltree.Reader) {
	whole := it.wholeRights()
	for _, info := range whole {
		it.right(tree, info)
	}
	it.terms(whole)
	for _, info := range whole {
		it.links(info)
	}
	for _, e := range it.contentMeta("digitalSourceType") {
		it.Say("digital_source", "contentMeta/digitalSourceType", term(e), e)
	}
}

// wholeRights gives each rightsInfo that speaks of the story. Others speak of a part of it, of what is said about it, or of how it
// was put together: http://cv.iptc.org/newscodes/riscope/ and http://cv.iptc.org/newscodes/riaspect/.
func (it item) wholeRights() (list []*xmltree.Element) {
	for _, info := range some(it.root.All("rightsInfo")) {
		if it.isOfText(info.Attr("idrefs")) && names(info, "scope", "content") && names(info, "aspect", "values") {
			list = append(list, info)
		}
	}
	return list
}

// isOfText reports whether the ids of parts of an item, if there are any, have that of its text among them.
func (it item) isOfText(ids string) bool {
	parts := append(it.root.All("contentSet"), append(it.root.All("contentSet", "inlineXML"), it.root.All("contentSet", "inlineData")...)...)
	return ids == "" || slices.ContainsFunc(parts, func(e *xmltree.Element) bool {
		return e.Attr("id") != "" && slices.Contains(strings.Fields(ids), e.Attr("id"))
	})
}

// names reports whether a list of terms, in the attribute or in the one for their addresses, has one of them, or there is none.
func names(info *xmltree.Element, attr, term string) bool {
	terms := strings.Fields(info.Attr(attr) + " " + info.Attr(attr+"uri"))
	return len(terms) == 0 || slices.ContainsFunc(terms, func(t string) bool { return lastPart(t) == term })
}

// validity heeds from when to when there are rights at all: a rightsInfo does not hold before validfrom, nor after validto, says the
// schema. Who has no rights in a story may not publish it.
func (it item) validity() {
	whole := it.wholeRights()
	it.furthest(whole, "embargo", "validfrom", time.Time.Before)
	it.furthest(whole, "expires", "validto", time.Time.After)
}

// furthest states the instant at which the first rights begin, or the last end. If one holds without a limit there is none.
func (it item) furthest(whole []*xmltree.Element, key, attr string, further func(a, b time.Time) bool) {
	var found *xmltree.Element
	var instant time.Time
	for _, info := range whole {
		limit := info.Attr(attr)
		d, err := dates.Parse(limit, it.File.Zone)
		switch {
		case xmltree.IsPlaceholder(limit):
			return
		case err != nil:
			it.Say(key, "rightsInfo/@"+attr, limit, info) // which holds the story
			return
		case found == nil || further(d.Time, instant):
			found, instant = info, d.Time
		}
	}
	if found != nil && (key != "embargo" || instant.After(it.Article.Published.Value)) {
		it.Say(key, "rightsInfo/@"+attr, found.Attr(attr), found)
	}
}

func (it item) right(tree *xmltree.Reader, info *xmltree.Element) {
	var holders []string
	for _, e := range some(info.All("copyrightHolder")) {
		if name := it.name(e); !xmltree.IsPlaceholder(name) && !slices.Contains(holders, name) {
			holders = append(holders, name)
		}
	}
	it.Say("rights.holder", "rightsInfo/copyrightHolder", strings.Join(holders, ", "), info.First("copyrightHolder"))
	if e := it.choose(info.All("copyrightNotice")); e != nil {
		it.Say("rights.notice", "rightsInfo/copyrightNotice", e.Text(), e)
	}
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

// terms states the usage terms, of which there may be several in each language. Those that hold only for a time say so: feeds are read
// at any.
func (it item) terms(whole []*xmltree.Element) {
	var all []*xmltree.Element
	limits := map[*xmltree.Element]string{}
	for _, info := range whole {
		for _, e := range info.All("usageTerms") {
			all = append(all, e)
			limits[e] = limitOf(info)
		}
	}
	first := it.choose(all)
	var texts []string
	for _, e := range all {
		text := e.Text()
		if text != "" && !strings.EqualFold(text, "none") && e.Attr("lang") == first.Attr("lang") && !slices.Contains(texts, limits[e]+text) {
			texts = append(texts, limits[e]+text)
		}
		if source.NamesEmbargo(text) {
			it.HoldByNote("rightsInfo/usageTerms", e, text)
		}
	}
	if first != nil {
		it.Say("rights.usage_terms", "rightsInfo/usageTerms", source.Sentences(texts), first)
	}
}

// limitOf puts the times from and to which rights hold before their terms: "From 2026-03-12 to 2026-03-19: ".
func limitOf(info *xmltree.Element) string {
	from, to := info.Attr("validfrom"), info.Attr("validto")
	switch {
	case from != "" && to != "":
		return "From " + from + " to " + to + ": "
	case from != "":
		return "From " + from + ": "
	case to != "":
		return "Until " + to + ": "
	}
	return ""
}

// links states the licence and the pages of terms that are linked to.
func (it item) links(info *xmltree.Element) {
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
