package wxr

import (
	"strconv"
	"strings"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/meta"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// picture is a file that was put into the site: a picture, a recording, a film.
type picture struct {
	url, alt, caption, credit, rights string
}

// placeholder matches what Squarespace writes where a picture has no caption.
var placeholder = pattern.New(`^(?:exc|img)-[0-9a-f]{24}$`)

func (x *export) attachment(m member) {
	p := picture{url: m.text("wp:attachment_url"), alt: plain(m.meta("_wp_attachment_image_alt").Text), caption: plain(m.text("excerpt:encoded"))}
	if placeholder.MatchString(p.caption) {
		p.caption = ""
	}
	id := m.text("wp:post_id")
	if p.url == "" || id == "" {
		return
	}
	said := m.meta("_wp_attachment_metadata").Text
	p.credit, p.rights = serialised(said, "credit"), serialised(said, "copyright")
	x.beside.pictures[id] = p
	if parent := m.text("wp:post_parent"); parent != "" && parent != "0" {
		x.beside.children[parent] = append(x.beside.children[parent], id)
	}
}

// serialised gives a string out of an array of PHP: s:6:"credit";s:8:"Jane Doe"; by its length in bytes, or nothing.
func serialised(array, key string) string {
	_, rest, ok := strings.Cut(array, `s:`+strconv.Itoa(len(key))+`:"`+key+`";s:`)
	if !ok {
		return ""
	}
	size, rest, ok := strings.Cut(rest, `:"`)
	n, err := strconv.Atoi(size)
	if !ok || err != nil || n < 0 || n > len(rest) || !strings.HasPrefix(rest[n:], `"`) {
		return ""
	}
	return strings.TrimSpace(rest[:n])
}

// picture states the picture that leads an article. Where the export has only posts, nobody knows its address.
func (x *export) picture(w waiting) {
	p, ok := x.beside.pictures[w.picture.Text]
	if !ok {
		return
	}
	said := w.picture
	part := func(key, text string) meta.Pair {
		v := said
		v.Text = text
		return meta.Pair{Key: key, Value: v}
	}
	said = meta.Value{Kind: meta.Map, Line: said.Line, Column: said.Column, Map: []meta.Pair{
		part("url", p.url), part("alt", p.alt), part("title", p.caption), part("credit", p.credit), part("rights", p.rights)}}
	w.a.State(x.f, rule, source.Statement{Key: "image", Said: "_thumbnail_id", Value: said})
}

// enclosures gives the recordings of a post: a field of lines, the address, the size, the type, and what a plugin for
// podcasts adds.
func (s statements) enclosures() meta.Value {
	list := meta.Value{Kind: meta.List}
	for _, e := range s.m.metas("enclosure") {
		lines := strings.Split(strings.TrimSpace(e.Raw()), "\n")
		at := textOf(e)
		if list.Line == 0 {
			list.Line, list.Column = at.Line, at.Column
		}
		medium := meta.Value{Kind: meta.Map, Line: at.Line, Column: at.Column}
		for i, key := range []string{"url", "length", "type"} {
			if i < len(lines) {
				medium.Map = append(medium.Map, meta.Pair{Key: key, Value: meta.Value{Kind: meta.Text, Text: strings.TrimSpace(lines[i]), Line: at.Line, Column: at.Column}})
			}
		}
		if len(lines) > 3 {
			medium.Map = append(medium.Map, meta.Pair{Key: "duration", Value: meta.Value{Kind: meta.Text, Text: serialised(lines[3], "duration"), Line: at.Line, Column: at.Column}})
		}
		list.List = append(list.List, medium)
	}
	if len(list.List) == 0 {
		return meta.Value{}
	}
	return list
}
