package html

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/masthead-feeds/masthead/source/dates"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// shown is what the page shows its readers, where nothing says it to programs.
type shown struct {
	seenBy, seenDate bool
	around           bool // whether what stands around the story is read
	below            bool // whether the headline was passed
	passed           int  // how many lines since
}

// bylineNames are the words in a class or an id by which themes name the byline, and not what else tells of the author.
var bylineNames = []string{"byline", "by-line", "bylines", "author", "authors", "author-name", "authorname", "autor", "autore", "autoren", "auteur",
	"writer", "written-by", "writtenby", "posted-by", "postedby", "reporter", "verfasser"}

// notByline are the words that make something else of it.
var notByline = []string{"bio", "box", "info", "image", "img", "avatar", "photo", "picture", "about", "description", "desc", "links", "social", "comment", "comments",
	"more", "related", "date", "title", "follow", "twitter", "email", "position"}

// dateNames are the words for the day of publication.
var dateNames = []string{"date", "dates", "dateline", "datetime", "datum", "fecha", "published", "publish-date", "pubdate", "pub-date", "timestamp", "time",
	"posted-on", "postdate", "created", "submitted", "byline", "meta", "entry-meta", "postmeta", "post-info", "postinfo", "postmetadata", "date-header", "artikeldatum", "article-metadata", "article-date"}

// look reads the byline and the date that the page shows above or below the text.
func (s *speaker) look() {
	s.lookAt(s.tree.story)
	s.around, s.below = true, false
	if !s.seenBy || !s.seenDate {
		s.lookAt(s.body)
	}
	if !s.seenBy {
		s.signature()
	}
	for _, name := range []string{"<link rel=canonical>", "og:url"} {
		if v := s.said[name]; len(v) > 0 {
			if m := dateInAddress.FindStringSubmatch(v[0].Text); m != nil {
				s.put("<date in address>", textAt(m[1]+"-"+m[2]+"-"+m[3], v[0]))
			}
		}
	}
}

// dateInAddress matches the day in an address such as /2026/03/12/wall/.
var dateInAddress = pattern.New(`/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])[/-]`)

// lookAt reads the elements of the story; or, the second time, those around it that follow its headline: what names
// somebody elsewhere is of other stories.
func (s *speaker) lookAt(n *html.Node) {
	for c := range n.ChildNodes() {
		if c == s.tree.headline {
			s.below = true
		}
		switch {
		case c.Type != html.ElementNode, isUnseen(c), isComment(c):
		case s.around && !s.own[c] && s.isFurniture(c) && c.DataAtom != atom.Header:
		case !s.around && !s.own[c]:
		default:
			s.lookAtOne(c)
			s.lookAt(c)
		}
	}
}

func (s *speaker) lookAtOne(n *html.Node) {
	if s.around && !s.below {
		return
	}
	s.byName(n)
	if s.around {
		return
	}
	switch n.DataAtom {
	case atom.Time:
		if s.below && s.passed < 12 && s.isDateline(n) {
			s.add("<time below>", instantOf(n), n)
		}
	case atom.P, atom.Div, atom.Span, atom.Address, atom.Small, atom.H3, atom.H4, atom.H5, atom.Em, atom.I, atom.B, atom.Strong:
		if !s.seenBy {
			s.by(n)
		}
		if s.below && s.passed < 40 {
			s.passed++
			s.dateline(n)
		}
	}
}

// byName reads an element whose class or id says that it is the byline or the date.
func (s *speaker) byName(n *html.Node) {
	name := attr(n, "class") + " " + attr(n, "id")
	if len(name) == 1 || s.seenBy && s.seenDate {
		return
	}
	words := names(name)
	dated := hasName(words, dateNames)
	switch {
	case s.seenBy:
	case hasName(words, bylineNames) && !hasName(words, notByline), hasName(words, []string{"date-author", "author-date"}):
		s.byline(n)
	case dated:
		s.linkedPeople(n)
	}
	if dated && !s.seenDate {
		s.date(n, "<date>")
	}
}

// dateline reads a line below the headline that is a date and hardly anything else.
func (s *speaker) dateline(n *html.Node) {
	if isLong(n) {
		return
	}
	text := textOf(n)
	if day := dayIn(text); day != "" && (2*len(day) >= len(text) || labelsDate.MatchString(text) && strings.Index(text, day) < 60) {
		s.add("<dateline>", day, n)
	}
}

// labelsDate matches the beginning of a line that says when the story appeared, and more.
var labelsDate = pattern.New(`^(?i:posted|published|veröffentlicht|erschienen|erstellt am|datum:|date:|pressemitteilung vom|medienmitteilung vom|meldung vom|publié|mis en ligne|publicado|pubblicato|gepubliceerd|fecha:)(?:[\s:]|$)`)

// names gives the words of a class and an id between hyphens.
func names(s string) string {
	var b strings.Builder
	for _, name := range strings.Fields(s) {
		name = strings.TrimPrefix(name, "field--name-") // as Drupal names what an editor fills in
		base, _, _ := strings.Cut(name, "--")
		b.WriteString(hyphenated(base))
	}
	return b.String()
}

func hasName(words string, list []string) bool {
	for _, name := range list {
		if strings.Contains(words, "-"+name+"-") {
			return true
		}
	}
	return false
}

// byline notes the people that an element of that name names: those its links lead to, else its text.
func (s *speaker) byline(n *html.Node) {
	if isLong(n) {
		return
	}
	text := textOf(n)
	if text == "" || len(text) > 200 {
		return
	}
	linked := peopleLinked(n)
	people := namesInPieces(n)
	if len(people) == 0 {
		people = splitNames(text)
	}
	if len(linked) == 0 || len(people) > len(linked) && isFullName(people[0]) {
		linked = people
	}
	s.sayBy(linked, n)
}

func (s *speaker) sayBy(people []string, n *html.Node) {
	for _, name := range people {
		if isPersonName(name) {
			s.add("<byline>", name, n)
			s.seenBy = true
		}
	}
}

// linkedPeople reads the people to whom a line leads that says when the story appeared.
func (s *speaker) linkedPeople(n *html.Node) {
	if !isLong(n) {
		s.sayBy(slices.DeleteFunc(peopleLinked(n), func(name string) bool { return !isFullName(name) }), n)
	}
}

// peopleLinked gives the names that link to the pages of people.
func peopleLinked(n *html.Node) (names []string) {
	for d := range n.Descendants() {
		if d.DataAtom == atom.A && leadsToPerson(d) {
			if name := personName(textOf(d)); isPersonName(name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// namesInPieces reads a byline whose parts are elements of their own: names, what joins them, and then what their bearers
// are and where to follow them.
func namesInPieces(n *html.Node) (names []string) {
	joined := true
	for d := range n.Descendants() {
		if d.Type != html.TextNode {
			continue
		}
		piece := strings.TrimSpace(d.Data)
		word := strings.Trim(piece, " ,;&")
		full := false
		if joined || joins(word) {
			for _, name := range splitNames(piece) {
				if isFullName(name) {
					names, full = append(names, name), true
				}
			}
		}
		switch {
		case full:
			joined = strings.HasSuffix(piece, ",")
		case piece != "" && len(names) > 0 && word != "" && !joins(word):
			return names
		case piece != "":
			joined = true
		}
	}
	return names
}

func joins(word string) bool {
	switch strings.ToLower(word) {
	case "and", "und", "et", "y", "e", "en", "og", "och", "with", "mit", "avec":
		return true
	}
	return false
}

// leadsToPerson reports whether a link is to somebody's page.
func leadsToPerson(a *html.Node) bool {
	href := strings.ToLower(attr(a, "href"))
	for _, word := range []string{"author", "autor", "auteur", "people", "person", "profile", "profil", "staff", "by/", "writer", "contributor", "user", "redaktion", "journalist"} {
		if strings.Contains(href, word) {
			return true
		}
	}
	return hasWord(a, "rel", "author")
}

// byLine matches a line that names the author and nothing else, or when the story appeared before that.
var byLine = pattern.New(`^(?i:(?:(?:posted|published|submitted|veröffentlicht|publié|publicado)\s[^.]{0,30}\d[^.]{0,15}\s)?(?:by|von|par|por)|(?:written|posted|submitted|words|text|story) by|di|text:|aut(?:or|orin|oren|ore|ores|eur|eurs) ?:|authors?:|` +
	`(?:geschrieben|verfasst|erstellt|eingestellt) von|(?:ein )?(?:artikel|beitrag) von|text von|écrit par|publié par|propos recueillis par|a cura di)\s+(\p{Lu}.*)$`)

// by reads a line such as "By Jane Doe" at the head of the story.
func (s *speaker) by(n *html.Node) {
	if isLong(n) {
		return
	}
	m := byLine.FindStringSubmatch(textOf(n))
	if m == nil {
		return
	}
	for _, name := range splitNames(m[1]) {
		if isFullName(name) {
			s.add("<by>", name, n)
			s.seenBy = true
		}
	}
}

// signature reads the last name that stands alone at the right, where letters are signed.
func (s *speaker) signature() {
	var last *html.Node
	for n := range s.tree.story.Descendants() {
		if n.DataAtom != atom.P || !s.own[n] {
			continue
		}
		style := strings.ReplaceAll(attr(n, "style"), " ", "")
		if attr(n, "align") == "right" || strings.Contains(style, "text-align:right") {
			last = n
		}
	}
	if last == nil || isLong(last) {
		return
	}
	if name := textOf(last); isFullName(name) && len(strings.Fields(name)) <= 4 {
		s.add("<by>", name, last)
	}
}

// date reads the day that an element of such a name shows.
func (s *speaker) date(n *html.Node, name string) {
	if isLong(n) {
		return
	}
	if day := dayIn(textOf(n)); day != "" {
		s.add(name, day, n)
		s.seenDate = true
	}
}

// written matches what may be a date in a line, in any of the orders that languages have.
var written = pattern.New(`\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]|` +
	`\d{1,2}(?:\.|st|nd|rd|th|er|º|°)?,?\s+(?:de\s+|of\s+)?\p{L}{3,12}\.?,?\s+(?:de[l]?\s+)?\d{4}|\p{L}{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}|` +
	`\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{4}[./]\d{1,2}[./]\d{1,2}|\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}`)

// clockBehind matches the time of day that stands behind a day, with its zone if there is one.
var clockBehind = pattern.New(`^(?:\s*(?:,|\||-|–|—|•|·|/|at|um|à|kl\.|alle|a las|às|@)){0,2}\s*\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s*(?i:[ap]\.?m\b\.?|Uhr))?(?:\s*\(?(?:(?:UTC|GMT)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|[A-Z]{1,4}T\b|Z\b|[+-]\d\d:?\d\d))?`)

// runOn matches what stands behind digits that are no year: those of a clock that follows a short one without a space.
var runOn = pattern.New(`^:\d\d`)

// dayIn gives the first date in a line that can be read in one way only, with the time of day behind it.
func dayIn(text string) string {
	for _, at := range written.FindAllStringIndex(text, 4) {
		day, rest := text[at[0]:at[1]], text[at[1]:]
		if runOn.MatchString(rest) {
			continue
		}
		if _, err := dates.Parse(day, time.UTC); err != nil {
			continue
		}
		if clock := clockBehind.FindString(rest); clock != "" {
			if _, err := dates.Parse(day+clock, time.UTC); err == nil {
				return day + clock
			}
		}
		return day
	}
	return ""
}
