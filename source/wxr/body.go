package wxr

import (
	"strings"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source"
	"github.com/masthead-feeds/masthead/source/pattern"
)

// writer makes HTML of what WordPress stores of one post.
type writer struct {
	content    content
	shortcodes map[string]row
	beside     func() *beside

	within   bool   // this is a part of a post, whose faults are told of elsewhere
	summary  string // what stands before the mark at which the summary ends
	problems []source.Problem
	missed   map[string]bool // shortcodes that were told of
	counted  int             // how far the lines of the text have been counted
	lines    int
}

func newWriter(c content, shortcodes map[string]row, beside func() *beside) *writer {
	return &writer{content: c, shortcodes: shortcodes, beside: beside, missed: map[string]bool{}}
}

// more matches the mark at which the summary ends, with the words of a theme's link.
var more = pattern.New(`<!--more(?:\s[^>]*)?-->`)

// html gives the body. Posts of the block editor have their paragraphs already; the others get them as WordPress does it.
func (w *writer) html() string {
	s := forEverybody(w.expand(w.content.text))
	if at := more.FindStringIndex(s); at != nil && !w.within {
		before := newWriter(content{id: w.content.id}, w.shortcodes, w.beside)
		before.within = true
		w.summary = plain(before.paragraphs(s[:at[0]]))
	}
	return w.paragraphs(s)
}

// paragraphs writes a text whose shortcodes are written already.
func (w *writer) paragraphs(s string) string {
	if strings.Contains(s, blockMark) {
		return w.blocks(s)
	}
	return paragraphs(links(s))
}

// miss notes that something is left out which readers of the site see, once for each name.
func (w *writer) miss(name string, at int, message, fix string) {
	if w.missed[name] {
		return
	}
	w.missed[name] = true
	if at > w.counted {
		w.lines += strings.Count(w.content.text[w.counted:at], "\n")
		w.counted = at
	}
	w.problems = append(w.problems, source.Problem{Line: w.content.line + w.lines, Field: "body", Message: message, Fix: fix})
}

// longestTitle is how many characters of its text name a post that has no title.
const longestTitle = 60

// nameAndSum adds what only the body says: the summary that ends at a mark, and the first words as the name of a post without a
// title. WordPress has such posts, short notes most of all; the name of the file is that of the whole export.
func (w *writer) nameAndSum(f *source.File, a *source.Article) {
	at := source.Origin{File: f.Path, Line: w.content.line}
	if w.summary != "" {
		at.Rule = "more mark"
		a.Summary.Set(w.summary, at)
	}
	if a.Title.Known() {
		return
	}
	at.Rule = "first words"
	if title := firstWords(plain(a.HTML)); title != "" {
		a.Title.Set(title, at)
		return
	}
	at.Rule = "no title"
	a.Title.Set("(no title)", at) // as WordPress itself lists it
}

// firstWords cuts text after a word.
func firstWords(s string) string {
	if utf8.RuneCountInString(s) <= longestTitle {
		return s
	}
	runes := []rune(s[:min(len(s), 4*longestTitle)])
	cut := string(runes[:min(len(runes), longestTitle)])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,.;:–-") + "…"
}
