package wxr

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/masthead-feeds/masthead/source"
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

// blockMark begins the comments by which the block editor says where its blocks are.
const blockMark = "<!-- wp:"

// more matches the mark at which the summary ends, with the words of a theme's link.
var more = regexp.MustCompile(`<!--more(?:\s[^>]*)?-->`)

// html gives the body. Posts of the block editor have their paragraphs already; the others get them as WordPress does it.
func (w *writer) html() string {
	s := w.content.text
	if at := more.FindStringIndex(s); at != nil && !w.within {
		before := newWriter(content{text: s[:at[0]], id: w.content.id}, w.shortcodes, w.beside)
		before.within = true
		w.summary = plain(before.html())
	}
	s = w.expand(s)
	if strings.Contains(s, blockMark) {
		return w.blocks(s)
	}
	return paragraphs(links(s))
}

// blocks takes off the comments of the block editor. Text outside of all blocks is from before it.
func (w *writer) blocks(s string) string {
	var out, loose strings.Builder
	depth := 0
	flush := func() {
		if s := loose.String(); strings.Contains(s, "<p") {
			out.WriteString(links(s))
		} else if strings.TrimSpace(s) != "" {
			out.WriteString(paragraphs(links(s)) + "\n")
		}
		loose.Reset()
	}
	var block strings.Builder
	for p := range pieces(s, untouchable) {
		opens, closes := isBlockMark(p)
		switch {
		case opens:
			if depth == 0 {
				flush()
			}
			depth++
		case closes:
			if depth--; depth <= 0 {
				depth = 0
				out.WriteString(links(strings.Trim(block.String(), "\n")) + "\n")
				block.Reset()
			}
		case p.kind == comment:
			if s := w.shared(p); depth > 0 {
				block.WriteString(s)
			} else if s != "" {
				flush()
				out.WriteString(s + "\n")
			}
		case depth > 0:
			block.WriteString(p.text)
		default:
			loose.WriteString(p.text)
		}
	}
	out.WriteString(links(block.String()))
	flush()
	return strings.TrimSpace(out.String())
}

// isBlockMark tells the comments that begin and end a block. One that does both stands for what the site makes anew each time,
// a list of its latest posts or the like.
func isBlockMark(p piece) (opens, closes bool) {
	if p.kind != comment {
		return false, false
	}
	return strings.HasPrefix(p.text, blockMark) && !strings.HasSuffix(p.text, "/-->"), strings.HasPrefix(p.text, "<!-- /wp:")
}

// sharedBlock matches the mark that stands for a block which several posts share.
var sharedBlock = regexp.MustCompile(`^<!-- wp:block \{[^}]*"ref":(\d+)`)

// shared writes a block that several posts share, once in a post.
func (w *writer) shared(p piece) string {
	m := sharedBlock.FindStringSubmatch(p.text)
	if m == nil || w.within || w.missed["block "+m[1]] {
		return ""
	}
	text, ok := w.beside().blocks[m[1]]
	if !ok {
		w.miss("block "+m[1], 0, "a block that other posts share is left out: it is not in the export", "export all content of the site")
		return ""
	}
	w.missed["block "+m[1]] = true
	inner := newWriter(content{text: text, id: w.content.id}, w.shortcodes, w.beside)
	inner.within = true
	return inner.html()
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
