package html

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// furnitureNames are the words by which themes and programs name what belongs to the page: parts of a class or an id,
// joined with hyphens. An element with such a name is dropped unless it holds a good part of the story. To teach the reader
// a new one, add a row: name, and a class or id as it was met, which the test tries.
var furnitureNames = []struct{ name, met string }{
	{"share", "post-share"}, {"sharing", "sharing-tools"}, {"sharedaddy", "sharedaddy sd-sharing-enabled"},
	{"sharebar", "sharebar"}, {"social", "social-media-links"}, {"addthis", "addthis_toolbox"},
	{"addtoany", "addtoany_content"}, {"likes", "sd-like jetpack-likes-widget"}, {"related", "related-posts"},
	{"jp-relatedposts", "jp-relatedposts"}, {"yarpp", "yarpp-related"}, {"recommended", "recommended-stories"},
	{"recommendations", "recommendations"}, {"more-stories", "more-stories"}, {"more-from", "more-from-author"},
	{"read-next", "readNext"}, {"trending", "trending-now"}, {"popular", "most-popular"}, {"most-read", "mostRead"},
	{"recirc", "recirc-unit"}, {"teaser", "teaser-list"}, {"outbrain", "OUTBRAIN"}, {"taboola", "taboola-below"},
	{"zergnet", "zergnet-widget"}, {"newsletter", "newsletter-signup"}, {"subscribe", "subscribe-box"},
	{"subscription", "subscription-offer"}, {"signup", "email-signup"}, {"sign-up", "sign-up"},
	{"mailchimp", "mailchimp-form"}, {"paywall-prompt", "paywall-prompt"}, {"cookie", "cookie-banner"},
	{"cookies", "cookies-info"}, {"consent", "consent-layer"}, {"gdpr", "gdpr-notice"}, {"popup", "popup-wrap"},
	{"modal", "modal-dialog"}, {"breadcrumb", "breadcrumb"}, {"breadcrumbs", "rank-math-breadcrumbs"},
	{"pagination", "pagination"}, {"pager", "pager-nav"}, {"page-links", "page-links"},
	{"post-navigation", "post-navigation"}, {"nav", "site-nav"}, {"navi", "page-navi"}, {"navigation", "navigation"},
	{"navbar", "navbar"}, {"menu", "menu-main"}, {"sidebar", "left-sidebar"}, {"toolbar", "article-toolbar"},
	{"skip-link", "skip-link"}, {"comments", "post-comments"}, {"comment-form", "comment-form"}, {"respond", "respond"},
	{"disqus", "disqus_thread"}, {"livefyre", "livefyre"}, {"ad", "ad-slot"}, {"ads", "google-ads"},
	{"advert", "advert-box"}, {"advertisement", "advertisement"}, {"adsbygoogle", "adsbygoogle"},
	{"sponsored", "sponsored-links"}, {"promo", "promo-box"}, {"widget-area", "widget-area"},
	{"textwidget", "textwidget"}, {"author-bio", "author-bio"}, {"author-box", "td-author-box"},
	{"author-info", "author-info"}, {"about-author", "aboutAuthor"}, {"byline", "c-byline"}, {"author", "author vcard"},
	{"post-date", "post-date"}, {"entry-date", "entry-date"}, {"published", "published"}, {"meta", "meta"},
	{"entry-meta", "entry-meta"}, {"post-meta", "post-meta"}, {"article-meta", "article-meta"},
	{"postmetadata", "postmetadata"}, {"tags", "post-tags"}, {"tag-list", "tag-list"}, {"entry-footer", "entry-footer"},
	{"post-footer", "post-footer"}, {"screen-reader-text", "screen-reader-text"}, {"sr-only", "sr-only"},
	{"visually-hidden", "visually-hidden"}, {"visuallyhidden", "visuallyhidden"}, {"noprint", "noprint"},
	{"print-link", "print-link"}, {"mw-editsection", "mw-editsection"}, {"mw-jump-link", "mw-jump-link"},
	{"navbox", "navbox"}, {"catlinks", "catlinks"}, {"toc", "toc"}, {"footer", "page-footer"}, {"rating", "post-rating"},
	{"authors", "article__authors"}, {"read-more", "readMore"}, {"article-card", "article-card"}, {"tooltip", "tooltip"},
	{"comment-count", "comment-count"}, {"join-conversation", "join-conversation"}, {"timestamp", "timestamp"},
	{"lastchanged", "lastchanged"}, {"last-updated", "lastUpdated"}, {"reading-time", "reading-time"}, {"read-time", "readTime"},
	{"registration-only", "registration-only"}, {"create-account", "create-account"}, {"control-bar", "vjs-control-bar"},
	{"vjs-no-js", "vjs-no-js"}, {"video-fallback", "video-fallback"}, {"call-to-action", "call-to-action"}, {"cta", "cta-box"},
	{"onetrust", "onetrust-consent-sdk"}, {"usercentrics", "usercentrics-root"}, {"didomi", "didomi-host"},
	{"cmplz", "cmplz-cookiebanner"}, {"cookiebot", "cookiebot-widget"}, {"prev-next", "prev-next"}, {"next-prev", "nextPrev"},
}

// hasFurnitureName reports whether an element's class or id is that of the page's furniture.
func hasFurnitureName(n *html.Node) bool {
	for _, name := range strings.Fields(attr(n, "class") + " " + attr(n, "id")) {
		if isFurnitureName(name) {
			return true
		}
	}
	return false
}

func isFurnitureName(name string) bool {
	base, _, _ := strings.Cut(name, "--")
	words := hyphenated(base)
	for _, f := range furnitureNames {
		if strings.Contains(words, "-"+f.name+"-") {
			return true
		}
	}
	return false
}

// hyphenated writes a name so that its words stand between hyphens: "-td-author-box-" for td-author_box and tdAuthorBox.
func hyphenated(name string) string {
	var b strings.Builder
	b.WriteByte('-')
	lower := false
	for _, c := range name {
		switch {
		case !unicode.IsLetter(c) && !unicode.IsDigit(c):
			c = '-'
		case unicode.IsUpper(c) && lower:
			b.WriteByte('-')
		}
		lower = unicode.IsLower(c)
		b.WriteRune(unicode.ToLower(c))
	}
	b.WriteByte('-')
	return b.String()
}

// cleaner takes out what belongs to the page and not to the article.
type cleaner struct {
	*tree
	weights
	story weight
}

// dropFurniture takes out of the story what belongs to the page.
func (t *tree) dropFurniture() {
	c := cleaner{tree: t, weights: weigh(t.story)}
	c.story = c.weights[t.story]
	c.clean(t.story)
}

func (c *cleaner) clean(n *html.Node) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		if c.isFurniture(child) || c.isNamed(child) || c.isLinkList(child) || isFurnitureLine(child) {
			n.RemoveChild(child)
		} else {
			c.clean(child)
		}
		child = next
	}
}

// isNamed goes by the name, unless so much of the text is in there that the name must mean something else.
func (c *cleaner) isNamed(n *html.Node) bool {
	if n.Type != html.ElementNode || !hasFurnitureName(n) && !isHidden(n) && !saysWho(n) {
		return false
	}
	switch n.DataAtom {
	case atom.Body, atom.Html, atom.Pre, atom.Code, atom.Table, atom.Tbody, atom.Tr, atom.Td:
		return false
	}
	w := c.weights[n]
	if within(n, atom.Pre, atom.Code, atom.Figure) {
		return false
	}
	return 4*w.words() < c.story.words() && n.DataAtom != atom.Article && w.headlines == 0
}

// saysWho reports an element that is marked as what the article's metadata says already.
func saysWho(n *html.Node) bool {
	switch attr(n, "itemprop") {
	case "author", "datePublished", "dateModified", "publisher", "copyrightHolder", "articleSection":
		return true
	}
	return false
}

// furnitureLine matches the whole of a line that no author writes: how long it takes to read, that an advertisement is here.
var furnitureLine = pattern.New(`(?i)^(?:(?:ca\. )?\d{1,3}[ -]?min(?:ute[ns]?|utos|uti|\.)? (?:read|lesezeit|de lecture|de lectura|de leitura|di lettura|leestijd)|` +
	`(?:lesezeit|lesedauer|reading time|temps de lecture|tiempo de lectura|tempo de leitura|tempo di lettura|leestijd) ?:? ?(?:ca\. )?\d{1,3} ?min(?:ute[ns]?|utos|uti)?\.?|` +
	`(?:story|article) continues below (?:this )?(?:advertisement|ad)|advertisement|scroll to continue|skip to (?:main )?content|link copied!?|copy link|publicité|publicidade?|anzeige|werbung|annonsørinnhold|annonse|reklama|広告)$`)

// isFurnitureLine reports a box that is such a line.
func isFurnitureLine(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.Span, atom.Li, atom.H3, atom.H4, atom.H5:
		return !isLong(n) && first(n, atom.Img) == nil && furnitureLine.MatchString(textOf(n)) && !within(n, atom.Pre, atom.Code, atom.Table, atom.P)
	}
	return false
}

// isLinkList reports a box that holds links and hardly a word beside them.
func (c *cleaner) isLinkList(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Ul, atom.Ol, atom.Footer:
	default:
		return false
	}
	w := c.weights[n]
	return w.isLinks(50) && w.prose < 80 && w.text > 0 && w.anchors > 2 && w.pictures == 0
}

func (t *tree) isFurniture(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Script, atom.Style, atom.Template, atom.Dialog,
		atom.Form, atom.Input, atom.Select, atom.Textarea, atom.Button:
		return true
	case atom.Header, atom.Footer:
		return t.isPages(n)
	}
	if strings.HasPrefix(n.Data, "amp-ad") || n.Data == "amp-sidebar" || n.Data == "amp-analytics" {
		return true
	}
	if _, hidden := lookup(n, "hidden"); hidden {
		return true
	}
	role := attr(n, "role")
	return role == "navigation" || role == "complementary" || role == "search" || isComment(n)
}

// isPages reports whether a header or footer is the page's own and not that of an article, a section or a quotation: only
// div elements are around it. A header with the headline is the article's, unless it holds the menu too and the page has
// another headline.
func (t *tree) isPages(n *html.Node) bool {
	for p := n.Parent; p != t.body; p = p.Parent {
		if p == nil || p.DataAtom != atom.Div {
			return false
		}
	}
	if n.DataAtom == atom.Header && first(n, atom.H1) != nil {
		return first(n, atom.Nav) != nil && count(n, atom.H1) < t.headlines
	}
	return true
}

func count(n *html.Node, name atom.Atom) (found int) {
	for d := range n.Descendants() {
		if d.DataAtom == name {
			found++
		}
	}
	return found
}

// isHidden reports whether an element is not shown, or only to those who hear the page read.
func isHidden(n *html.Node) bool {
	if attr(n, "aria-hidden") == "true" {
		return true
	}
	style := attr(n, "style")
	if style == "" {
		return false
	}
	style = strings.ToLower(strings.ReplaceAll(style, " ", ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}
