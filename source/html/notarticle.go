package html

import (
	"cmp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// refresh matches where a page sends its visitors, and after how many seconds (HTML, "Refresh state").
var refresh = pattern.New(`(?i)^\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?['"]?\s*([^'"\s]+)`)

// redirect finds where a page leads that has nothing to read: Jekyll, Hugo and their like write one for each former address
// of an article.
func (s *speaker) redirect() {
	if textLength(s.body) > 300 || first(s.body, atom.Article) != nil {
		return
	}
	for n := range s.root.Descendants() {
		if n.DataAtom != atom.Meta || !strings.EqualFold(attr(n, "http-equiv"), "refresh") {
			continue
		}
		m := refresh.FindStringSubmatch(attr(n, "content"))
		if m == nil {
			continue
		}
		if wait, err := strconv.Atoi(m[1]); err == nil && wait <= 10 {
			s.add("http-equiv=refresh", m[2], n)
		}
	}
}

// notFound matches the titles of pages that say that there is none.
var notFound = pattern.New(`(?i)^(?:error )?404\b|^(?:page not found|not found|seite nicht gefunden|page introuvable|página no encontrada)\b`)

// listClasses are the words by which the common programs mark the body of pages that are lists, each with what it is.
var listClasses = []struct{ class, what string }{
	{"search-results", "the results of a search"}, {"search-no-results", "the results of a search"},
	{"archive", "a list of articles"}, {"tag-template", "a list of articles"}, {"author-template", "a list of articles"},
	{"home-template", "a list of articles"}, {"post-type-archive", "a list of articles"},
}

// notArticle says what a page is that is plainly no article. In doubt it is one: an article lost is worse than a list kept.
func (s *speaker) notArticle() (why source.NotArticle, is bool) {
	title := cmp.Or(s.first("<title>"), s.first("<h1>"))
	if hasWord(s.body, "class", "error404") || notFound.MatchString(title) && textLength(s.body) < 3000 {
		return source.NotArticle{Why: "a page that says there is none: " + title}, true
	}
	if strings.HasPrefix(s.first("generator"), "masthead ") { // the page of a feed, written to where it is not by now
		return source.NotArticle{Why: "the page of a feed: " + title}, true
	}
	if s.isOfAccount() {
		return source.NotArticle{Why: "what an export of Medium says of the account: " + title}, true
	}
	if s.isShell() {
		return source.NotArticle{Why: "an empty page that a program in it fills: " + title}, true
	}
	if s.describesStory || hasWord(s.body, "class", "single") || s.first("article:published_time") != "" {
		return source.NotArticle{}, false
	}
	if s.isFeed() {
		return source.NotArticle{Why: "a list of whole articles (h-feed); a source with feeds: true reads the feed beside it: " + title}, true
	}
	if s.teasers() < 3 {
		return source.NotArticle{}, false
	}
	for _, l := range listClasses {
		if hasWord(s.body, "class", l.class) {
			return source.NotArticle{Why: l.what + ": " + title}, true
		}
	}
	if hasType(s.ld.page(), func(name string) bool { return name == "CollectionPage" || name == "SearchResultsPage" }) {
		return source.NotArticle{Why: "a list of articles: " + title}, true
	}
	return source.NotArticle{}, false
}

// isOfAccount reports the pages that an export of Medium has beside the posts: sessions and addresses of the account, whom it
// blocks, what it paid, bookmarked, clapped for. They are one section, a heading and lists; those of lists of posts say so.
func (s *speaker) isOfAccount() bool {
	section := onlyElement(s.body)
	if section == nil {
		return false
	}
	if section.DataAtom == atom.Article {
		for n := range section.ChildNodes() {
			if n.DataAtom == atom.Section && attr(n, "data-field") == "lists" {
				return true
			}
		}
		return false
	}
	if section.DataAtom != atom.Section {
		return false
	}
	heading, lists := false, 0
	for n := range section.ChildNodes() {
		switch {
		case n.Type != html.ElementNode, n.DataAtom == atom.Img, n.DataAtom == atom.H4:
		case n.DataAtom == atom.H3 && !heading && lists == 0:
			heading = true
		case n.DataAtom == atom.Ul, n.DataAtom == atom.Ol:
			lists++
		case n.DataAtom == atom.P && strings.HasPrefix(textOf(n), "Note: Medium "):
		default:
			return false
		}
	}
	return heading && lists > 0
}

// isFeed reports a page of whole articles and nothing else, as exports of Micro.blog have for an index.
func (s *speaker) isFeed() bool {
	whole := 0
	for n := range s.body.Descendants() {
		if !hasWord(n, "class", "h-entry") {
			continue
		}
		listed := false
		for p := range n.Ancestors() {
			if hasWord(p, "class", "h-entry") {
				return false // it is a comment
			}
			listed = listed || hasWord(p, "class", "h-feed")
		}
		if !listed {
			return false // it is the page's own, and the others are listed beside it
		}
		for d := range n.Descendants() {
			if hasWord(d, "class", "e-content") {
				whole++
				break
			}
		}
	}
	return whole > 2
}

// isShell reports a page on which nothing stands, and of which nothing is said but its title, such as that of Twitter's archive.
func (s *speaker) isShell() bool {
	return !s.describesStory && first(s.body, atom.Script) != nil && isEmpty(s.body) && s.first("description") == "" && s.first("og:title") == ""
}

// onlyElement gives the element that is all there is in another one, or nil.
func onlyElement(parent *html.Node) (only *html.Node) {
	for n := range parent.ChildNodes() {
		switch {
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) == "", n.Type == html.CommentNode:
		case n.Type == html.ElementNode && only == nil:
			only = n
		default:
			return nil
		}
	}
	return only
}

// templateTag matches the tags that a template of pages has, at the beginning of a text.
var templateTag = pattern.New(`^\s*(?:\{#|\{%-?\s*(?:extends|block|include|macro|import|from|if|for|set|render|layout)\b|\{\{-?\s*(?:[.$]\w*|(?:define|template|block|range|with|if|end|partial|printf|content|contents|template_content)\b)` +
	`|\{\{>\s*\w|\{\{\{\s*[\w.]+\s*\}\}\}|<%|\$(?:body\$|(?:if|for|partial)\())`)

// isTemplate reports a page that a program makes others of. What stands in code is shown, and what stands within a sentence spoken
// of; a page with a whole story on it may have been saved with the templates of its menus.
func (t *tree) isTemplate() bool {
	if textLength(t.body) > 1500 {
		return false
	}
	for n := range t.root.Descendants() {
		if n.Type == html.TextNode && !within(n, inCode...) && templateTag.MatchString(n.Data) {
			return true
		}
	}
	return false
}

// inCode are the elements in which what looks like a tag of a template is none.
var inCode = []atom.Atom{atom.Pre, atom.Code, atom.Kbd, atom.Samp, atom.Textarea, atom.Script, atom.Style}

// teasers counts the articles on the page that begin with a heading that leads to them.
func (s *speaker) teasers() (count int) {
	seen := 0
	for n := range s.body.Descendants() {
		if n.DataAtom != atom.Article && !hasWord(n, "class", "hentry") && !hasWord(n, "class", "post") {
			continue
		}
		if seen++; seen > 50 {
			break
		}
		for _, heading := range []atom.Atom{atom.H2, atom.H3} {
			if h := first(n, heading); h != nil && (first(h, atom.A) != nil || within(h, atom.A)) {
				count++
				break
			}
		}
	}
	return count
}

// linkedBody gives the text that JSON-LD holds of an article that a script would have written on the page.
func (t *tree) linkedBody() string {
	s := speaker{tree: t}
	s.ld.byID = map[string]meta.Value{}
	for n := range t.root.Descendants() {
		if n.DataAtom == atom.Script && isLinkedData(n) && n.FirstChild != nil {
			for _, v := range readJSON(n.FirstChild.Data, place{1, 1}) {
				s.ld.add(v)
			}
		}
	}
	story, ok := s.ld.article(nil, nil)
	if !ok {
		return ""
	}
	return property(story, "articleBody").Text
}

// paragraphs writes a text as HTML, unless it is already.
func paragraphs(text string) string {
	if strings.Contains(text, "<p") {
		return text
	}
	var b strings.Builder
	for line := range strings.SplitSeq(html.UnescapeString(text), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString("<p>" + html.EscapeString(line) + "</p>\n")
		}
	}
	return b.String()
}
