package newsml

import (
	"strings"

	"github.com/masthead-feeds/masthead/source/nitf"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// picture is an item of its own, with its own words and rights.
type picture struct {
	guid  string
	at    *xmltree.Element
	parts []string
}

// pictureOf reads a picture; ok is false when none of its files may be shown.
func pictureOf(e *xmltree.Element) (p picture, ok bool) {
	it := item{root: e, lang: e.Attr("lang")}
	file := best(e.All("contentSet", "remoteContent"), "image/")
	if file == nil {
		return p, false
	}
	parts := remote(file)
	for _, d := range it.contentMeta("description") {
		if r := role(d); r == "" || strings.HasSuffix(r, "caption") {
			parts = append(parts, "caption", d.Text())
			break
		}
	}
	if by := it.choose(it.contentMeta("creditline")); by != nil {
		parts = append(parts, "credit", by.Text())
	} else if by := it.choose(it.contentMeta("by")); by != nil {
		parts = append(parts, "credit", by.Text())
	}
	if notice := it.choose(e.All("rightsInfo", "copyrightNotice")); notice != nil {
		parts = append(parts, "rights", notice.Text())
	}
	return picture{e.Attr("guid"), file, parts}, true
}

// pictures states the files that come with a story: its lead picture, recordings and films.
func (it item) pictures() {
	files := it.root.All("contentSet", "remoteContent")
	if e := best(append(files, it.contentMeta("icon")...), "image/"); e != nil {
		it.SayMap("image", "contentSet/remoteContent", e, remote(e)...)
	}
	var list [][]string
	var first *xmltree.Element
	for _, kind := range []string{"audio/", "video/"} {
		if e := best(files, kind); e != nil {
			list = append(list, remote(e))
			first = e
		}
	}
	if first != nil {
		it.SayMaps("media", "contentSet/remoteContent", first, list)
	}
}

func remote(e *xmltree.Element) []string {
	return []string{"url", e.Attr("href"), "type", e.Attr("contenttype"), "length", e.Attr("size"), "alt", e.First("altText").Text()}
}

// best chooses among the renditions of one thing the largest that may be shown. Agencies keep theirs behind a login, in the
// same folder, or mark them.
func best(files []*xmltree.Element, kind string) (chosen *xmltree.Element) {
	rank := 99
	for _, e := range files {
		if r := renditionRank(lastPart(e.Attr("rendition"))); strings.HasPrefix(e.Attr("contenttype"), kind) && nitf.Publishable(e.Attr("href")) &&
			!strings.Contains(e.Attr("href"), "/auth-server/") && r < rank {
			chosen, rank = e, r
		}
	}
	return chosen
}

func renditionRank(name string) int {
	switch name {
	case "original", "filedimage":
		return 0
	case "highres", "main", "print":
		return 1
	case "baseimage":
		return 2
	case "":
		return 3
	case "web", "viewimage", "midres":
		return 4
	case "preview", "lowres":
		return 5
	case "thumbnail":
		return 7
	}
	if strings.Contains(name, "watermark") {
		return 100
	}
	return 6
}
