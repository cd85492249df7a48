package html

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// speaker gathers what the elements of a page say of the article.
type speaker struct {
	*tree
	said
	repeated       map[[2]string]bool  // what was said already, and under which name
	own            map[*html.Node]bool // the elements of the article itself
	lengths        map[*html.Node]int  // of the text of paragraphs that hold a date
	licenses       map[string]bool     // every licence that a link of the page names
	beside         *html.Node          // the first link to one that stands beside the article
	describesStory bool                // whether JSON-LD has a thing that is the article
	scripts        []meta.Value        // what the page's JSON-LD holds
	ld
	linkedPicture meta.Value
	shown
}

// statements reads what the elements of the page say of the article.
func (t *tree) statements() *speaker {
	s := speaker{tree: t, said: said{}, repeated: map[[2]string]bool{}, own: map[*html.Node]bool{},
		lengths: map[*html.Node]int{}, licenses: map[string]bool{}}
	s.findOwn(t.story)
	t.headline = t.findHeadline()
	for n := range t.root.Descendants() {
		s.element(n)
	}
	s.headlineShown()
	s.linkedData()
	s.cutSite()
	s.look()
	s.cards()
	s.agencyAuthors()
	s.chooseAuthors()
	s.licenseBeside()
	s.notices(t.body, false)
	s.agencyLines()
	s.redirect()
	s.embargo()
	s.picture()
	return &s
}

// put notes what is more than a text, or stands at a place of its own.
func (s *speaker) put(name string, v meta.Value) {
	key := [2]string{name, v.Text}
	if v.Kind == meta.Map {
		key[1] = v.Map[0].Value.Text
	}
	if key[1] != "" && !s.repeated[key] {
		s.repeated[key] = true
		s.said[name] = append(s.said[name], v)
	}
}

// picture notes the article's picture: the one that the page shows when it is shared, with what JSON-LD says of the same
// one, or the one of JSON-LD where only that says whose it is.
func (s *speaker) picture() {
	linked := s.linkedPicture
	for _, name := range []string{"og:image", "twitter:image"} {
		shared := s.said[name]
		if len(shared) == 0 || shared[0].Kind != meta.Text {
			continue
		}
		v := shared[0]
		image := meta.Value{Kind: meta.Map, Line: v.Line, Column: v.Column, Map: []meta.Pair{{Key: "url", Value: v}}}
		if len(linked.Map) > 1 && fileName(linked.Map[0].Value.Text) == fileName(v.Text) {
			image.Map = append(image.Map, linked.Map[1:]...)
		} else if len(linked.Map) > 1 {
			break
		}
		if alt := s.said[name+":alt"]; len(alt) > 0 {
			image.Map = append(image.Map, meta.Pair{Key: "alt", Value: alt[0]})
		}
		s.said[name][0] = image
		return
	}
	if linked.Kind == meta.Map {
		s.said["JSON-LD image"] = []meta.Value{linked}
	}
}

// fileName is what a picture is called whatever its size.
func fileName(address string) string {
	address, _, _ = strings.Cut(address, "?")
	return address[strings.LastIndexByte(address, '/')+1:]
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
	case atom.Footer:
		s.unpublished(n)
	case atom.Script:
		if isLinkedData(n) && n.FirstChild != nil {
			s.scripts = append(s.scripts, readJSON(n.FirstChild.Data, s.places[n])...)
		}
	}
	if n.DataAtom != atom.Meta && attr(n, "itemprop") != "" && s.own[n] {
		s.itemprop(n)
	}
	s.entry(n)
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

func isLinkedData(n *html.Node) bool {
	kind, _, _ := strings.Cut(attr(n, "type"), ";")
	return strings.EqualFold(strings.TrimSpace(kind), "application/ld+json")
}

func (s *speaker) meta(n *html.Node) {
	for _, by := range []string{"name", "property", "itemprop", "http-equiv"} {
		name := strings.ToLower(strings.TrimSpace(attr(n, by)))
		if name == "" {
			continue
		}
		for _, name := range strings.Fields(name) {
			if s.inHead(n) || by == "itemprop" && s.own[n] {
				content := cmp.Or(attr(n, "content"), attr(n, "value"))
				if strings.HasSuffix(name, ":title") && isCut(n) {
					continue
				}
				s.add(metaNames.Replace(name), escapedTwice.ReplaceAllStringFunc(content, html.UnescapeString), n)
				s.robots(name, content, n)
			}
		}
		return
	}
}

// isCut reports an element whose value ended at a quotation mark that was meant as a part of it: what followed was read as
// attributes, the last of which has the closing mark in its name.
func isCut(n *html.Node) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return strings.Contains(a.Key, `"`) })
}

// cards reads who wrote the story off the two lines with a label that cards on Twitter have, where Yoast's plugin and
// others write it in the language of the site.
func (s *speaker) cards() {
	for _, n := range []string{"1", "2"} {
		if writtenBy.MatchString(s.first("twitter:label"+n)) && len(s.said["twitter:data"+n]) > 0 {
			s.put("twitter:data", s.said["twitter:data"+n][0])
		}
	}
}

// writtenBy matches the labels of the author.
var writtenBy = pattern.New(`^(?i:written by|author|(?:verfasst|geschrieben) von|autore?|écrit par|auteur|escrito por|scritto da|geschreven door|skriv[et]+n? a[vf]|napisane przez|napsal(?:\(a\))?|kirjoittanut|yazan|автор|написано автором|作者|執筆者|投稿者|글쓴이)$`)

// escapedTwice matches what is left of a character that a site escaped once too often: title &amp;#039;quoted&amp;#039;. What pages
// that speak of HTML write themselves stays.
var escapedTwice = pattern.New(`&(?:#\d+|#[xX][0-9a-fA-F]+|[lr][sd]quo|[mn]dash|hellip|[A-Za-z](?:acute|grave|circ|uml|tilde|cedil|ring));`)

// robots adds the instant after which search engines are told to show the page no more.
func (s *speaker) robots(name, content string, n *html.Node) {
	const until = "unavailable_after:"
	at := strings.Index(strings.ToLower(content), until)
	if at < 0 || name != "robots" && name != "googlebot" {
		return
	}
	when := content[at+len(until):]
	if end := nextDirective.FindStringIndex(when); end != nil {
		when = when[:end[0]]
	}
	s.add("unavailable_after", strings.TrimSpace(when), n)
}

// nextDirective matches where another directive for search engines begins: dates have commas, too.
var nextDirective = pattern.New(`(?i),\s*(?:all|index|follow|no\w+|max-\w|none)`)

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
	if strings.Contains(attr(n, "href"), "//") {
		s.licenseLink(n)
	}
	switch {
	case hasWord(n, "rel", "author") && s.own[n]:
		s.add("<a rel=author>", textOf(n), n)
	case hasWord(n, "rel", "tag") && s.own[n]:
		s.add("<a rel=tag>", textOf(n), n)
	}
}

// metaNames writes the names of meta elements as the rules do: Dublin Core's come with any of three prefixes.
var metaNames = strings.NewReplacer("dc:", "dc.", "dcterms:", "dcterms.", "dcterm:", "dcterms.", "dcterm.", "dcterms.", "dc.terms.", "dcterms.",
	"og:image:url", "og:image", "og:image:secure_url", "og:image", "twitter:image:src", "twitter:image")

// itemprop reads the microdata of an element in the article, as far as it speaks of the article and not of somebody in it.
func (s *speaker) itemprop(n *html.Node) {
	if hasWord(n, "itemprop", "author") {
		s.add("<itemprop=author>", nameIn(n), n)
	}
	for _, property := range []string{"datepublished", "datemodified", "datecreated"} {
		if hasWord(n, "itemprop", property) {
			s.add(property, instantOf(n), n)
		}
	}
	if !ownItem(n) {
		return
	}
	for _, property := range []string{"headline", "copyrightholder", "copyrightyear", "articlesection"} {
		if hasWord(n, "itemprop", property) {
			s.add("<itemprop="+property+">", cmp.Or(attr(n, "content"), textOf(n)), n)
		}
	}
}

// ownItem reports whether the item that an element is a property of is an article, or of no type.
func ownItem(n *html.Node) bool {
	for p := range n.Ancestors() {
		if _, item := lookup(p, "itemscope"); item {
			kind := attr(p, "itemtype")
			return kind == "" || isStory(kind[strings.LastIndexByte(kind, '/')+1:])
		}
	}
	return true
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
	if _, err := dates.Parse(text, time.UTC); err == nil {
		return text
	}
	return dayIn(text) // nothing in "two hours ago"
}
