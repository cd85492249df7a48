package html

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/meta"
)

// speaker gathers what the elements of a page say of the article.
type speaker struct {
	*tree
	said
	repeated map[[2]string]bool  // what was said already, and under which name
	own      map[*html.Node]bool // the elements of the article itself
	lengths  map[*html.Node]int  // of the text of paragraphs that hold a date
	licenses map[string]bool     // every licence that a link of the page names
	footer   *html.Node          // the link to one in the page's own footer
}

// statements reads what the elements of the page say of the article.
func (t *tree) statements() said {
	s := speaker{tree: t, said: said{}, repeated: map[[2]string]bool{}, own: map[*html.Node]bool{},
		lengths: map[*html.Node]int{}, licenses: map[string]bool{}}
	s.findOwn(t.story)
	for n := range t.root.Descendants() {
		s.element(n)
	}
	s.headline()
	s.cutSite()
	s.chooseAuthors()
	s.footerLicense()
	return s.said
}

// add notes what an element says.
func (s *speaker) add(name, value string, n *html.Node) {
	value = strings.Join(strings.Fields(value), " ")
	if said := [2]string{name, value}; value != "" && !s.repeated[said] {
		s.repeated[said] = true
		at := s.places[n]
		s.said[name] = append(s.said[name], meta.Value{Kind: meta.Text, Text: value, Line: at.line, Column: at.column})
	}
}

func (s *speaker) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		s.add("<html lang>", cmp.Or(attr(n, "lang"), attr(n, "xml:lang")), n)
	case atom.Title:
		if n.Namespace == "" { // a picture has a title too
			s.add("<title>", textOf(n), n)
		}
	case atom.Meta:
		s.meta(n)
	case atom.Link:
		s.link(n)
	case atom.A:
		s.anchor(n)
	case atom.Time:
		s.time(n)
	}
	if n.DataAtom != atom.Meta && attr(n, "itemprop") != "" && s.own[n] {
		s.itemprop(n)
	}
}

// inHead reports whether an element speaks of the whole page: it stands in the head, or before the body where a stray
// element ended the head too early.
func (s *speaker) inHead(n *html.Node) bool {
	body, written := s.places[s.body]
	return within(n, atom.Head) || written && s.places[n].before(body)
}

// findOwn finds the elements that speak of the article itself, and not of another one, of the page or of a picture. What
// an article element sets aside is often its byline.
func (s *speaker) findOwn(n *html.Node) {
	for c := range n.ChildNodes() {
		aside := c.DataAtom == atom.Aside && s.story.DataAtom == atom.Article
		switch {
		case c.Type != html.ElementNode, c.DataAtom == atom.Article, c.DataAtom == atom.Figure, s.isFurniture(c) && !aside:
		default:
			s.own[c] = true
			s.findOwn(c)
		}
	}
}

func (s *speaker) meta(n *html.Node) {
	for _, by := range []string{"name", "property", "itemprop", "http-equiv"} {
		name := strings.ToLower(strings.TrimSpace(attr(n, by)))
		if name == "" {
			continue
		}
		if s.inHead(n) || by == "itemprop" && s.own[n] {
			s.add(strings.Replace(name, "dc:", "dc.", 1), attr(n, "content"), n)
		}
		return
	}
}

func (s *speaker) link(n *html.Node) {
	switch {
	case !s.inHead(n):
	case hasWord(n, "rel", "canonical"):
		s.add("<link rel=canonical>", s.resolve(attr(n, "href")), n)
	case hasWord(n, "rel", "license"):
		s.add("<link rel=license>", licenseAddress(n), n)
	}
}

func (s *speaker) anchor(n *html.Node) {
	switch {
	case hasWord(n, "rel", "license"):
		s.license(n)
	case hasWord(n, "rel", "author") && s.own[n]:
		s.add("<a rel=author>", textOf(n), n)
	}
}

// license believes a link in the article. One elsewhere may be that of a picture or of another text.
func (s *speaker) license(n *html.Node) {
	s.licenses[licenseAddress(n)] = true
	switch {
	case s.own[n]:
		s.add("<a rel=license>", licenseAddress(n), n)
	case within(n, atom.Footer) && !within(n, atom.Article, atom.Figure):
		s.footer = n
	}
}

// footerLicense believes the licence in the page's own footer where no other is named: it is that of the whole page.
func (s *speaker) footerLicense() {
	if s.footer != nil && len(s.licenses) == 1 {
		s.add("<a rel=license>", licenseAddress(s.footer), s.footer)
	}
}

// licenseAddress gives a licence's address in full. An address on the site itself leads to a page about the matter, or to
// nowhere, and is empty.
func licenseAddress(n *html.Node) string {
	href := strings.TrimSpace(attr(n, "href"))
	if strings.HasPrefix(href, "//") {
		href = "https:" + href
	}
	if u, err := url.Parse(href); err != nil || u.Host == "" {
		return ""
	}
	return href
}

// itemprop reads the microdata of an element in the article.
func (s *speaker) itemprop(n *html.Node) {
	if hasWord(n, "itemprop", "author") {
		s.add("<itemprop=author>", nameIn(n), n)
	}
	for _, property := range []string{"datepublished", "datemodified", "datecreated"} {
		if hasWord(n, "itemprop", property) {
			s.add(property, instantOf(n), n)
		}
	}
}

// time believes an element that says it is the date of publication, and else the first in the article that is not part of
// a sentence.
func (s *speaker) time(n *html.Node) {
	_, pubdate := lookup(n, "pubdate")
	switch {
	case attr(n, "itemprop") != "" || !s.own[n]:
	case pubdate:
		s.add("<time pubdate>", instantOf(n), n)
	case s.story != s.body && s.isDateline(n):
		s.add("<time>", instantOf(n), n)
	}
}

// isDateline reports whether a date is not part of a sentence or a quotation: a paragraph around it holds little else.
func (s *speaker) isDateline(n *html.Node) bool {
	for p := range n.Ancestors() {
		if p.DataAtom == atom.Blockquote || p.DataAtom == atom.P && 2*textLength(n) < s.length(p) {
			return false
		}
	}
	return true
}

// length remembers: a paragraph may hold many dates.
func (s *speaker) length(p *html.Node) int {
	length, known := s.lengths[p]
	if !known {
		length = textLength(p)
		s.lengths[p] = length
	}
	return length
}

// instantOf gives the date that an element states: for programs, else the one for people if it can be read.
func instantOf(n *html.Node) string {
	if when := cmp.Or(attr(n, "datetime"), attr(n, "content")); when != "" {
		return when
	}
	text := textOf(n)
	if _, err := dates.Parse(text, time.UTC); err != nil {
		return "" // such as "two hours ago"
	}
	return text
}
