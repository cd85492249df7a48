package html

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// licenseLink notes a link to a licence: one in the article that says so is believed. One elsewhere may be that of a picture
// or of another text, and is kept for later.
func (s *speaker) licenseLink(n *html.Node) {
	address := licenseAddress(n)
	if address == "" {
		return
	}
	declared := hasWord(n, "rel", "license")
	if !declared && !commons.MatchString(address) {
		return
	}
	switch {
	case within(n, atom.Figure, atom.Figcaption), !declared && !licensesText(n) && !isBadge(n):
		s.licenses[address] = true
	case declared && s.own[n]:
		s.licenses[address] = true
		s.add("<a rel=license>", address, n)
	case !within(n, atom.Article) || s.own[n]:
		s.licenses[address] = true
		if s.beside == nil {
			s.beside = n
		}
	}
}

// commons matches the address of a Creative Commons licence.
var commons = pattern.New(`(?i)^https?://(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/[a-z-]+/\d`)

// licensing matches what a sentence says that puts a text under a licence, ofPicture what makes it that of something else.
var (
	licensing = pattern.New(`(?i)licen[scz]|lizenz|licenza|licença|лиценз|ライセンス|许可|授权|creative commons`)
	ofPicture = pattern.New(`(?i)\b(?:photos?|fotos?|photograph|images?|bild(?:er|quelle|nachweis)?|pictures?|illustrations?|titelbild|beitragsbild|grafik|icons?|logo|music|musik|video)\b`)
)

// isBadge reports a link that shows the sign of a licence and nothing else, as its authors hand it out for a page.
func isBadge(n *html.Node) bool {
	img := first(n, atom.Img)
	return img != nil && textOf(n) == "" && badge.MatchString(attr(img, "src")+" "+attr(img, "alt")+" "+attr(img, "title"))
}

// badge matches what the picture of such a sign is called.
var badge = pattern.New(`(?i)creative.?commons|\bcc[ _-]?(?:by|zero|lizenz|licen[cs]e)|/l/by|\bby-(?:sa|nc|nd)\b|88x31|80x15`)

// licensesText reports whether the sentence around a link to a licence speaks of the text.
func licensesText(n *html.Node) bool {
	block := n
	for p := n.Parent; p != nil && !isBlock(block.DataAtom); p = p.Parent {
		block = p
	}
	if isLong(block) {
		return false
	}
	text := sentenceAround(textOf(block), textOf(n))
	return licensing.MatchString(text) && !ofPicture.MatchString(text)
}

// sentenceAround gives the sentence of a text that words stand in.
func sentenceAround(text, words string) string {
	at := strings.Index(text, words)
	if at < 0 || words == "" {
		return text
	}
	before, behind := text[:at], text[at:]
	if i := strings.LastIndex(before, ". "); i >= 0 {
		before = before[i+2:]
	}
	if i := strings.Index(behind[len(words):], ". "); i >= 0 {
		behind = behind[:len(words)+i]
	}
	return before + behind
}

// licenseBeside believes the licence that a page names beside the article, as in its footer or in the box that the licence's
// authors hand out, where no other is named: it is that of the whole page.
func (s *speaker) licenseBeside() {
	if s.beside != nil && len(s.licenses) == 1 {
		s.add("<a rel=license>", licenseAddress(s.beside), s.beside)
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

// notices reads the lines that state whose copyright it is: at the foot of the story those of the story, elsewhere those of
// the site, which never become the story's.
func (s *speaker) notices(n *html.Node, footer bool) {
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			s.notice(c, footer)
		case c.Type == html.ElementNode && !isUnseen(c) && c.DataAtom != atom.Figure:
			s.notices(c, footer || c.DataAtom == atom.Footer || hasName(names(attr(c, "class")+" "+attr(c, "id")), footerNames))
		}
	}
}

// footerNames are the words by which themes name the end of the page.
var footerNames = []string{"footer", "foot", "colophon", "copyright", "copy", "legal", "site-info", "impressum", "bottom"}

func (s *speaker) notice(n *html.Node, footer bool) {
	if len(n.Data) > 2000 || !strings.Contains(n.Data, "©") && !strings.Contains(strings.ToLower(n.Data), "copyright") {
		return
	}
	block := blockOf(n)
	if block == nil {
		return
	}
	notice, ok := noticeIn(block, n)
	switch ofSite := containsFold(s.siteNames(), notice.Holder); {
	case !ok:
	case footer:
		s.add("<footer notice>", notice.Text, block)
	case s.own[block] && s.tree.story.DataAtom == atom.Article && notice.Holder != "" && !ofSite:
		s.add("<notice>", notice.Text, block)
		s.agency(notice.Holder, block)
	}
}

// blockOf gives the box that a piece of text stands in.
func blockOf(n *html.Node) *html.Node {
	block := n.Parent
	for block != nil && !isBlock(block.DataAtom) {
		block = block.Parent
	}
	return block
}

// noticeIn reads a box that is a notice as a whole, or else the piece of text in it.
func noticeIn(block, text *html.Node) (source.Notice, bool) {
	line := strings.Join(strings.Fields(text.Data), " ")
	if !isLong(block) {
		line = textOf(block)
	}
	notice, ok := source.ParseNotice(line)
	return notice, ok && len(line) <= 300
}
