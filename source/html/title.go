package html

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// headlineShown finds the h1 that names the article: the first within it, else the one that the page's title begins with.
func (s *speaker) headlineShown() {
	title := s.first("<title>")
	var outside *html.Node
	for n := range s.root.Descendants() {
		switch {
		case n.DataAtom != atom.H1 || within(n, atom.H1) || textOf(n) == "":
		case s.tree.story != s.body && s.own[n]:
			if text := textOf(n); !isLabel(text, title) {
				s.add("<h1>", text, n)
			}
			return
		case outside == nil && opens(title, n):
			outside = n
		}
	}
	if outside != nil {
		s.add("<h1>", textOf(outside), outside)
	}
}

// isLabel reports a headline of one word that the page's title of several does not have: what is named so is a part of it.
func isLabel(headline, title string) bool {
	return headline != "" && len(strings.Fields(headline)) == 1 && utf8.RuneCountInString(headline) < 10 && len(strings.Fields(title)) > 1 &&
		!strings.Contains(strings.ToLower(title), strings.ToLower(headline))
}

// opens reports whether the page's title begins with a headline. One that is a link and short beside the title is the
// name of the site, with which other titles begin.
func opens(title string, headline *html.Node) bool {
	text := textOf(headline)
	if title == "" {
		return true
	}
	isSite := first(headline, atom.A) != nil && 2*len(text) < len(title)
	return !isSite && len(text) <= len(title) && strings.EqualFold(title[:len(text)], text)
}

// separators stand between the title of an article and the name of the site.
const separators = "|｜-–—·•:«»‹›_⋆*/"

// cutSite takes the name of the site off the titles, on either side.
func (s *speaker) cutSite() {
	sites := append(s.siteNames(), s.hosts()...)
	shown := s.headings()
	for _, name := range saidOf("title") {
		for i, v := range s.said[name] {
			v.Text = withoutSite(v.Text, sites)
			v.Text = asShown(v.Text, shown)
			if name == "<title>" && !containsFold(shown, v.Text) {
				v.Text = withoutEnd(v.Text)
			}
			s.said[name][i] = v
		}
	}
}

// headings gives the headings of the page that may be the article's.
func (s *speaker) headings() (list []string) {
	for n := range s.body.Descendants() {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3:
			if text := textOf(n); len(text) > 12 && !s.namesOther(n) {
				list = append(list, text)
			}
			if len(list) == 20 {
				return list
			}
		}
	}
	return list
}

// namesOther reports a heading that leads elsewhere: to the front page of the site whose name it is, or to another story.
func (s *speaker) namesOther(heading *html.Node) bool {
	a := first(heading, atom.A)
	return a != nil && !hasWord(a, "rel", "bookmark") && (s.tree.story == s.body || !s.own[heading])
}

// hosts are the names of the site in its addresses.
func (s *speaker) hosts() (names []string) {
	for _, name := range []string{"<link rel=canonical>", "og:url"} {
		if host := hostOf(s.first(name)); host != "" {
			names = append(names, host)
		}
	}
	return names
}

// hostOf gives the name of the site that an address is on, such as example.org.
func hostOf(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return ""
	}
	host, _, _ := strings.Cut(rest, "/")
	return strings.TrimPrefix(host, "www.")
}

// withoutSite cuts a part off a title that is the name of the site, and what stands behind that.
func withoutSite(title string, sites []string) string {
	title = withoutRunIn(title, sites)
	parts := split(title)
	for i, p := range parts {
		if i > 0 && namesSite(p.text, sites) || i == len(parts)-1 && i > 0 && namesDesk(p.text, sites) && len(p.text) < p.at {
			parts = parts[:i]
			break
		}
	}
	for len(parts) > 1 {
		first, last := parts[0], parts[len(parts)-1]
		switch {
		case namesSite(last.text, sites):
			parts = parts[:len(parts)-1]
		case namesSite(first.text, sites):
			parts = parts[1:]
		default:
			return title[parts[0].at : parts[len(parts)-1].at+len(parts[len(parts)-1].text)]
		}
	}
	return parts[0].text
}

// withoutRunIn cuts the name of a site off the end of a title in scripts that have no spaces to tell the two apart.
func withoutRunIn(title string, sites []string) string {
	for _, site := range sites {
		if first, _ := utf8.DecodeRuneInString(site); !unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			continue
		}
		rest, ok := strings.CutSuffix(title, site)
		last, size := utf8.DecodeLastRuneInString(rest)
		if ok && len(rest) > size && strings.ContainsRune("-–—_|｜ㅣ：", last) {
			return strings.TrimRight(rest, "-–—_|｜ㅣ： ")
		}
	}
	return title
}

// namesDesk reports whether a part of a title is the name of the site with that of one of its desks behind it, such as
// Example Politics.
func namesDesk(part string, sites []string) bool {
	return slices.ContainsFunc(sites, func(site string) bool {
		rest, ok := strings.CutPrefix(part, site+" ")
		return ok && site != "" && len(strings.Fields(rest)) == 1
	})
}

// namesSite reports whether a part of a title is one of the names of the site, or the middle of its host's.
func namesSite(part string, sites []string) bool {
	plain := letters(part)
	if len(plain) < 2 {
		return false
	}
	for _, site := range sites {
		if letters(site) == plain {
			return true
		}
		if labels := strings.Split(site, "."); len(labels) > 1 && !strings.Contains(site, " ") && len(plain) > 3 {
			for i := range labels[:len(labels)-1] {
				if letters(labels[i]) == plain || letters(strings.Join(labels[i:], "")) == plain {
					return true
				}
			}
		}
	}
	return false
}

// letters gives the letters and digits of a name, in small letters.
func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}

// part is a piece of a title between two separators, and where in the title it begins.
type part struct {
	text string
	at   int
}

// split takes a title apart at its separators, which stand between spaces; |, », «, _ and :: need one at most.
func split(title string) (parts []part) {
	start := 0
	for i, c := range title {
		if i < start || !strings.ContainsRune(separators, c) {
			continue
		}
		end := i + utf8.RuneLen(c)
		for end < len(title) && title[end] == title[i] {
			end++
		}
		if parting(title, c, i, end) {
			parts = appendPart(parts, title, start, i)
			start = end
		}
	}
	parts = appendPart(parts, title, start, len(title))
	if len(parts) == 0 {
		return []part{{title, 0}}
	}
	return parts
}

// parting reports whether a separator in a title parts it, and is not of a word.
func parting(title string, c rune, start, end int) bool {
	before, after := strings.HasSuffix(title[:start], " "), strings.HasPrefix(title[end:], " ")
	switch {
	case before && after, c == '｜':
		return true
	case c == '_':
		return before || after || start > 0 && title[start-1] >= utf8.RuneSelf
	}
	return (before || after) && strings.ContainsRune("|»«›‹", c)
}

func appendPart(parts []part, title string, from, to int) []part {
	text := strings.TrimSpace(title[from:to])
	if text == "" {
		return parts
	}
	return append(parts, part{text, from + strings.Index(title[from:to], text)})
}

// asShown gives the heading of the page that a title is made of together with something else. Of two it is the later: sites
// put their own name on top.
func asShown(title string, headings []string) string {
	parts := split(title)
	for _, h := range slices.Backward(headings) {
		for i := len(parts) - 1; i > 0; i-- {
			if before := title[:parts[i-1].at+len(parts[i-1].text)]; letters(before) == letters(h) && title[len(before)] == ' ' {
				return before // in other quotation marks, too
			}
		}
		if len(h) >= len(title) {
			continue
		}
		if strings.EqualFold(title[:len(h)], h) {
			if rest := strings.TrimLeft(title[len(h):], " "); strings.IndexAny(rest, "|｜-–—·•«»‹›_⋆*:") == 0 && !strings.HasPrefix(rest, ":") {
				return title[:len(h)]
			}
		}
		if i := len(title) - len(h); strings.EqualFold(title[i:], h) {
			rest := strings.TrimRight(title[:i], " ")
			last, _ := utf8.DecodeLastRuneInString(rest)
			if strings.ContainsRune("|｜»›_·•", last) || strings.HasSuffix(rest, "::") {
				return title[i:]
			}
		}
	}
	return title
}

// withoutEnd cuts the last part off a title that is nowhere on the page: the shorter behind a longer one.
func withoutEnd(title string) string {
	parts := split(title)
	if len(parts) < 2 {
		return title
	}
	last := parts[len(parts)-1]
	rest := strings.TrimRight(title[:last.at], " "+separators)
	if len(strings.Fields(rest)) < 3 && utf8.RuneCountInString(rest) < 12 || len(strings.Fields(last.text)) > 5 || len(last.text) > len(rest) || startsLower(last.text) {
		return title
	}
	return rest
}

func startsLower(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(c) && !strings.Contains(s, ".")
}
