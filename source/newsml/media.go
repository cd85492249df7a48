package newsml

import (
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/nitf"
	"github.com/masthead-feeds/masthead/source/xmltree"
)

// picture is an item of its own, with its own words and rights, and its own fate.
type picture struct {
	guid  string
	at    *xmltree.Element
	parts []string // none where none of its files may be shown
	files []string // the addresses of all
	fate  *source.Article
}

// pictureOf reads a picture.
func pictureOf(f *source.File, e *xmltree.Element) picture {
	p := picture{guid: e.Attr("guid"), at: e, fate: &source.Article{}}
	it := newItem(f, p.fate, e)
	it.dates()
	it.status()
	files := e.All("contentSet", "remoteContent")
	for _, file := range files {
		p.files = append(p.files, file.Attr("href"))
	}
	file := best(files, "image/")
	if file == nil {
		return p
	}
	p.at = file
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
	p.parts = append(parts, "rights", it.pictureRights())
	return p
}

// pictureRights gives the notice of a picture, and the terms of its use behind it. A holder without a notice is the notice.
func (it item) pictureRights() string {
	text := ""
	if notice := it.choose(it.root.All("rightsInfo", "copyrightNotice")); notice != nil {
		text = notice.Text()
	} else if holder := it.root.First("rightsInfo", "copyrightHolder"); holder != nil && it.name(holder) != "" {
		text = "© " + it.name(holder)
	}
	if terms := it.choose(it.root.All("rightsInfo", "usageTerms")); terms != nil {
		text = source.Sentences([]string{text, terms.Text()})
	}
	return text
}

// withheld says why a picture must not be shown with a story; it is empty for one that may be. A picture has no times of its own
// here, so that one which may be shown only for a while is left out.
func (p picture) withheld(story *source.Article) string {
	switch {
	case p.isWithheld():
		return "it is withheld, was taken back, or expires"
	case p.fate.Embargo.Known() && !story.ShownWith(p.fate.Embargo.Value):
		return "it has an embargo of its own"
	}
	return ""
}

// isWithheld reports a picture that no story may show.
func (p picture) isWithheld() bool {
	return p.fate.Withdrawn.Value || p.fate.Draft.Value || p.fate.Expires.Known()
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
