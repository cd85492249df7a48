package ninjs

import (
	"net/url"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/nitf"
)

// sizes ranks the words by which renditions of one picture are called, the one to show first.
var sizes = []struct {
	rank  int
	words []string
}{
	{0, []string{"original"}},
	{1, []string{"highres", "hires", "main", "full", "high"}},
	{2, []string{"baseimage", "base", "mp4"}},
	{4, []string{"viewimage", "preview", "mid", "medium"}},
	{5, []string{"lowres", "low", "small", "web"}},
	{6, []string{"thumbnail", "thumb"}},
}

// otherSize is the rank of a rendition whose name says nothing of its size: a cut of the picture to another shape.
const otherSize = 3

// rendition is one of the files of an item.
type rendition struct {
	entry
	href fact
}

// file chooses the file to publish: the best there is, without a mark on it, of the item's kind, at an address that
// everybody may know.
func (e entry) file(s statements) (best rendition, ok bool) {
	hidden := false
	for _, r := range e.renditions() {
		switch {
		case !isPublishable(strings.TrimSpace(r.href.value.Text)):
			hidden = true
		case !ok || r.size() < best.size():
			best, ok = r, true
		}
	}
	if hidden && !ok {
		s.a.Problem(source.Problem{Line: e.value.Line, Column: e.value.Column, Field: e.fact.said,
			Message: "the medium is not shown: its address is none of the web, or has a key in it", Fix: "fetch the file, and name it in a sidecar"})
	}
	return best, ok
}

// renditions gives the files that are of the item's kind, and meant to be shown.
func (e entry) renditions() (list []rendition) {
	for _, r := range e.entriesOf("renditions") {
		href, ok := r.first("href", "url")
		if file := (rendition{r, r.path(href)}); ok && href.isText() && !file.isMarked() && file.isOf(e) {
			list = append(list, file)
		}
	}
	return list
}

func (r rendition) size() int {
	for _, name := range []string{r.name, r.text("name"), r.text("title")} {
		name = strings.ToLower(name)
		for _, size := range sizes {
			for _, word := range size.words {
				if strings.HasPrefix(name, word) {
					return size.rank
				}
			}
		}
	}
	return otherSize
}

// isMarked reports a file with the agency's mark across it, which is only for looking at.
func (r rendition) isMarked() bool {
	all := strings.ToLower(r.name + " " + r.text("name") + " " + r.text("title") + " " + r.href.value.Text)
	return strings.Contains(all, "watermark")
}

// isOf reports that the file is of the kind that its item is: a picture comes with its caption as a file of text, and a film
// with pictures of itself.
func (r rendition) isOf(e entry) bool {
	kind := e.kind()
	if kind == "picture" || kind == "graphic" {
		kind = "image"
	}
	declared := r.contentType(e)
	return strings.HasPrefix(declared, kind+"/") || declared == "" && kind == "image"
}

// contentType gives the media type of the file: its own, that of the item, or what the ending of its name says.
func (r rendition) contentType(e entry) string {
	declared := strings.ToLower(r.text("contenttype", "mimetype", "mime_type"))
	if declared == "" {
		declared = source.TypeByEnding(r.href.value.Text)
	}
	if declared == "" {
		declared = strings.ToLower(e.text("mimetype", "mime_type", "contenttype"))
	}
	declared, _, _ = strings.Cut(declared, ";")
	if declared == "image/jpg" {
		return "image/jpeg"
	}
	return strings.TrimSpace(declared)
}

// length gives the size of the file in bytes, where it is a number. dpa's size is that of the longer side.
func (r rendition) length() string {
	if size := r.text("size"); size != "" && (size == r.text("width") || size == r.text("height")) {
		return ""
	}
	if n := r.text("sizeinbytes", "size"); strings.Trim(n, "0123456789") == "" && len(n) < 16 {
		return n
	}
	return ""
}

// isPublishable reports an address that may be printed: one of the web without a key in it, or one below the story's own.
func isPublishable(address string) bool {
	u, err := url.Parse(address)
	if err != nil || strings.Contains(u.RawQuery, "!qt~") { // the Associated Press hides its key in a value
		return false
	}
	return u.Scheme == "" && u.Host == "" && u.Path != "" || nitf.Publishable(address)
}
