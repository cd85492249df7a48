package html

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
)

// names says which elements of a page speak of which field, in the order in which they are believed. A name is that of a
// meta element (name, property, itemprop or http-equiv), or one of the page's own elements in angle brackets.
var names = []struct {
	key  string
	said []string
}{
	{"title", []string{"og:title", "twitter:title", "dc.title", "citation_title", "<h1>", "<title>"}},
	{"authors", []string{"author", "article:author", "dc.creator", "citation_author", "parsely-author", "sailthru.author", "<a rel=author>"}},
	{"date", []string{"article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued",
		"dcterms.date", "citation_publication_date", "citation_date", "pubdate", "publish-date", "parsely-pub-date", "sailthru.date", "<time>"}},
	{"updated", []string{"article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "last-modified"}},
	{"summary", []string{"description", "og:description", "twitter:description", "dc.description"}},
	{"language", []string{"<html lang>", "content-language", "dc.language", "og:locale"}},
	{"url", []string{"<link rel=canonical>", "og:url"}},
	{"rights.notice", []string{"copyright", "dc.rights", "dcterms.rights", "rights"}},
	{"rights.holder", []string{"dcterms.rightsholder"}},
	{"rights.license", []string{"<link rel=license>", "<a rel=license>", "dcterms.license"}},
	{"section", []string{"article:section"}},
	{"tags", []string{"article:tag", "news_keywords", "keywords"}},
	{"image", []string{"og:image", "twitter:image"}},
}

// plural are the fields of which a page may name several, one element each.
func plural(key string) bool { return key == "authors" || key == "tags" || key == "rights.license" }

// said is everything that a page states, by the name it gives it.
type said map[string][]meta.Value

// state gives the article what the page says of it.
func (s said) state(f *source.File, a *source.Article) {
	for _, n := range names {
		for _, name := range n.said {
			values := s[name]
			if len(values) == 0 {
				continue
			}
			value := values[0]
			if plural(n.key) && len(values) > 1 {
				value = meta.Value{Kind: meta.List, List: values, Line: value.Line, Column: value.Column}
			}
			a.State(f, "page", source.Statement{Key: n.key, Said: name, Value: value})
			if plural(n.key) {
				break // two elements that both name the author name the same one
			}
		}
	}
}

// scanner reads the elements of a page in order, and knows where it is.
type scanner struct {
	said
	tokens       *html.Tokenizer
	line, column int       // of the token at hand
	text         string    // name of the element whose words are being gathered; empty when none is
	words        []byte    // those words
	start        [2]int    // line and column where they begin
	until        atom.Atom // the element that ends them
	inArticle    int
}

// scan reads what the elements of a page say. line is the line of the file on which the page begins.
func scan(page []byte, line int) said {
	s := &scanner{said: said{}, tokens: html.NewTokenizer(bytes.NewReader(page)), line: line, column: 1}
	for {
		kind := s.tokens.Next()
		if kind == html.ErrorToken {
			return s.said
		}
		raw := bytes.Clone(s.tokens.Raw()) // Token reuses the buffer
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			s.open(s.tokens.Token())
		case html.EndTagToken:
			s.close(s.tokens.Token())
		case html.TextToken:
			if s.text != "" {
				s.words = append(s.words, s.tokens.Text()...)
			}
		}
		s.advance(raw)
	}
}

func (s *scanner) advance(raw []byte) {
	if i := bytes.LastIndexByte(raw, '\n'); i >= 0 {
		s.line += bytes.Count(raw, []byte{'\n'})
		s.column = 1
		raw = raw[i+1:]
	}
	s.column += utf8.RuneCount(raw)
}

func (s *scanner) add(name, value string) { s.addAt(name, value, s.line, s.column) }

func (s *scanner) addAt(name, value string, line, column int) {
	if value = strings.Join(strings.Fields(value), " "); value != "" {
		s.said[name] = append(s.said[name], meta.Value{Kind: meta.Text, Text: value, Line: line, Column: column})
	}
}

func (s *scanner) open(t html.Token) {
	switch t.DataAtom {
	case atom.Html:
		s.add("<html lang>", attr(t, "lang"))
	case atom.Meta:
		s.meta(t)
	case atom.Link, atom.A:
		s.link(t)
	case atom.Time:
		s.time(t)
	case atom.Article, atom.Main:
		s.inArticle++
	case atom.Title:
		s.gather("<title>", t.DataAtom)
	case atom.H1:
		if s.inArticle > 0 && len(s.said["<h1>"]) == 0 {
			s.gather("<h1>", t.DataAtom)
		}
	}
}

func (s *scanner) close(t html.Token) {
	if s.text != "" && t.DataAtom == s.until {
		s.addAt(s.text, html.UnescapeString(string(s.words)), s.start[0], s.start[1])
		s.text = ""
	}
	if t.DataAtom == atom.Article || t.DataAtom == atom.Main {
		s.inArticle--
	}
}

// gather collects the words up to the end of an element.
func (s *scanner) gather(name string, until atom.Atom) {
	s.text, s.until, s.words, s.start = name, until, nil, [2]int{s.line, s.column}
}

func (s *scanner) meta(t html.Token) {
	for _, by := range []string{"name", "property", "itemprop", "http-equiv"} {
		if name := strings.ToLower(strings.TrimSpace(attr(t, by))); name != "" {
			s.add(strings.Replace(name, "dc:", "dc.", 1), attr(t, "content"))
			return
		}
	}
}

func (s *scanner) link(t html.Token) {
	for _, rel := range strings.Fields(strings.ToLower(attr(t, "rel"))) {
		switch {
		case t.DataAtom == atom.Link && (rel == "canonical" || rel == "license"):
			s.add("<link rel="+rel+">", attr(t, "href"))
		case t.DataAtom == atom.A && rel == "license":
			s.add("<a rel=license>", attr(t, "href"))
		case t.DataAtom == atom.A && rel == "author":
			s.gather("<a rel=author>", atom.A)
		}
	}
}

// time believes an element that says it is the date of publication, and else the first one in the article.
func (s *scanner) time(t html.Token) {
	itemprop := strings.ToLower(attr(t, "itemprop"))
	if itemprop == "datepublished" || itemprop == "datemodified" {
		s.add(itemprop, attr(t, "datetime"))
	} else if s.inArticle > 0 {
		s.add("<time>", attr(t, "datetime"))
	}
}

func attr(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
