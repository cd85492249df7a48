package markup

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// WithoutImages leaves the pictures out of a body that Clean has written, but for those whose address keep holds for, and with
// them the figures, links and paragraphs that hold nothing else. A caption goes with its picture: it speaks of it. Of a
// picture in several sizes the one that every reader shows is kept.
func WithoutImages(body string, keep func(address string) bool) string {
	if !strings.Contains(body, "<img") && !strings.Contains(body, " poster=") {
		return body
	}
	w := imageless{keep: keep}
	tokens := html.NewTokenizer(strings.NewReader(body))
	for tokens.Next() != html.ErrorToken {
		raw := append([]byte(nil), tokens.Raw()...)
		w.token(tokens.Token(), raw)
	}
	return string(w.out)
}

// imageless writes a body without its pictures.
type imageless struct {
	keep    func(address string) bool
	out     []byte
	open    []framed // the elements that may turn out to hold nothing
	picture bool     // within a picture, whose sources go
}

// framed is an element that was begun, and what became of what it holds.
type framed struct {
	name    atom.Atom
	start   int  // where it begins
	dropped bool // a picture went out of it
	kept    bool // something else to look at is in it
	words   bool // or text outside of captions
}

func (w *imageless) token(t html.Token, raw []byte) {
	switch {
	case t.Type == html.TextToken:
		w.text(raw)
	case t.DataAtom == atom.Picture:
		w.picture = t.Type == html.StartTagToken
	case t.DataAtom == atom.Source && w.picture:
	case t.DataAtom == atom.Img:
		w.image(t)
	case t.Type == html.EndTagToken:
		w.end(t.DataAtom, raw)
	default:
		w.start(t, raw)
	}
}

func (w *imageless) text(raw []byte) {
	w.out = append(w.out, raw...)
	if len(bytes.TrimSpace(raw)) == 0 {
		return
	}
	for i := len(w.open) - 1; i >= 0 && w.open[i].name != atom.Figcaption; i-- {
		w.open[i].words = true
	}
}

func (w *imageless) image(t html.Token) {
	if !w.keep(valueOf(t, "src")) {
		for i := range w.open {
			w.open[i].dropped = true
		}
		return
	}
	w.note()
	w.out = append(w.out, tagWithout(t, "srcset", "sizes")...)
}

func (w *imageless) start(t html.Token, raw []byte) {
	switch t.DataAtom {
	case atom.Figure, atom.Figcaption, atom.A, atom.P:
		w.open = append(w.open, framed{name: t.DataAtom, start: len(w.out)})
	case atom.Video, atom.Audio, atom.Table, atom.Pre, atom.Blockquote:
		w.note()
	}
	if poster := valueOf(t, "poster"); poster != "" && !w.keep(poster) {
		raw = []byte(tagWithout(t, "poster"))
	}
	w.out = append(w.out, raw...)
}

// note says that there is something to look at in all that is open.
func (w *imageless) note() {
	for i := range w.open {
		w.open[i].kept = true
	}
}

func (w *imageless) end(name atom.Atom, raw []byte) {
	w.out = append(w.out, raw...)
	last := len(w.open) - 1
	if last < 0 || w.open[last].name != name {
		return
	}
	e := w.open[last]
	w.open = w.open[:last]
	if e.dropped && !e.kept && !e.words {
		w.out = w.out[:e.start]
	}
}

func valueOf(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// tagWithout writes a start tag without some of its attributes.
func tagWithout(t html.Token, keys ...string) string {
	t.Attr = slices.DeleteFunc(t.Attr, func(a html.Attribute) bool { return slices.Contains(keys, a.Key) })
	return t.String()
}
