package nitf

import (
	"cmp"
	"encoding/xml"
	"net/url"
	"strings"

	"github.com/masthead-feeds/masthead/source/xmltree"
)

// picture is what a media element says, in the words of an article.
type picture struct {
	at                          *xmltree.Element
	url, kind, alt              string
	caption, credit, rightsLine string
}

// picture reads a media element; ok is false when there is nothing that may be shown.
func pictureOf(media *xmltree.Element) (p picture, ok bool) {
	for _, ref := range media.All("media-reference") {
		p.url = cmp.Or(ref.Attr("source"), ref.Attr("data-location"))
		if !Publishable(p.url) {
			continue
		}
		p.at, p.kind = ref, cmp.Or(ref.Attr("mime-type"), media.Attr("media-type"))
		p.alt = ref.Attr("alternate-text")
		p.credit = cmp.Or(media.First("media-producer").Text(), ref.Attr("source-credit"))
		p.caption = media.First("media-caption").Text()
		p.rightsLine = ref.Attr("copyright")
		return p, true
	}
	return p, false
}

func (p picture) isImage() bool { return strings.HasPrefix(p.kind, "image") }

func (p picture) parts() []string {
	kind := p.kind
	if !strings.Contains(kind, "/") {
		kind = ""
	}
	return []string{"url", p.url, "type", kind, "alt", p.alt, "caption", p.caption, "credit", p.credit, "rights", p.rightsLine}
}

// figure shows the picture with its caption and credit.
func (p picture) figure() string {
	img := &xmltree.Element{Name: "img", Attrs: []xml.Attr{attr("src", p.url), attr("alt", p.alt)}}
	figure := &xmltree.Element{Name: "figure", Nodes: []xmltree.Node{{Element: img}}}
	words := strings.TrimSpace(p.caption)
	if p.credit != "" && !strings.Contains(words, p.credit) {
		words = strings.TrimSpace(words + " (" + p.credit + ")")
	}
	if words != "" {
		figure.Nodes = append(figure.Nodes, xmltree.Node{Element: &xmltree.Element{Name: "figcaption", Nodes: []xmltree.Node{{Text: words}}}})
	}
	whole := &xmltree.Element{Nodes: []xmltree.Node{{Element: figure}}}
	return whole.HTML(xmltree.XHTML)
}

func attr(name, value string) xml.Attr { return xml.Attr{Name: xml.Name{Local: name}, Value: value} }

// pictures states the first picture of the story as its lead, and its recordings and films.
func (s story) pictures() {
	var others [][]string
	var first *xmltree.Element
	for _, media := range media(s.root.First("body", "body.content")) {
		p, ok := pictureOf(media)
		switch {
		case !ok:
		case p.isImage():
			s.SayMap("image", "media", p.at, p.parts()...)
		default:
			first = cmp.Or(first, p.at)
			others = append(others, p.parts())
		}
	}
	if first != nil {
		s.SayMaps("media", "media", first, others)
	}
}

// media finds the media of a story, at whatever depth.
func media(e *xmltree.Element) (list []*xmltree.Element) {
	for _, child := range e.Children() {
		switch child.Name {
		case "media":
			list = append(list, child)
		case "note":
		default:
			list = append(list, media(child)...)
		}
	}
	return list
}

// Publishable reports whether an address may be printed: one of the web, and without what lets its owner in. Agencies put
// keys and signatures into the addresses of their files.
func Publishable(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return false
	}
	for name := range u.Query() {
		if isKey(strings.ToLower(name)) {
			return false
		}
	}
	return true
}

func isKey(name string) bool {
	switch name {
	case "sig", "key", "apikey", "api_key", "qt", "et", "expires", "hash", "session", "sid", "password", "policy", "hmac", "jwt", "auth":
		return true
	}
	return strings.Contains(name, "token") || strings.Contains(name, "signature") || strings.Contains(name, "credential") ||
		strings.Contains(name, "accesskey") || strings.HasPrefix(name, "x-amz-") || strings.HasPrefix(name, "x-goog-")
}
