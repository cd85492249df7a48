package html

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// headline finds the h1 that names the article: the first within it, else the one that the page's title begins with.
func (s *speaker) headline() {
	title := s.first("<title>")
	var outside *html.Node
	for n := range s.root.Descendants() {
		switch {
		case n.DataAtom != atom.H1 || within(n, atom.H1) || textOf(n) == "":
		case s.story != s.body && s.own[n]:
			s.add("<h1>", textOf(n), n)
			return
		case outside == nil && opens(title, n):
			outside = n
		}
	}
	if outside != nil {
		s.add("<h1>", textOf(outside), outside)
	}
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
var separators = []string{" - ", " | ", " – ", " — ", " · ", " :: "}

// cutSite takes the name of the site off the end of titles.
func (s *speaker) cutSite() {
	site := s.first("og:site_name")
	if site == "" {
		return
	}
	for _, name := range saidOf("title") {
		for i := range s.said[name] {
			s.said[name][i].Text = withoutSite(s.said[name][i].Text, site)
		}
	}
}

func withoutSite(title, site string) string {
	for _, separator := range separators {
		end := len(title) - len(separator) - len(site)
		if end > 0 && strings.EqualFold(title[end:], separator+site) {
			return title[:end]
		}
	}
	return title
}
