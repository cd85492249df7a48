package markdown

import (
	"bytes"
	"path"
	"strings"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// wikiLink reads the links of Obsidian: [[Page]], [[Page|text]], ![[picture.png|100]]. Only its vault knows the address of
// a page, so that the words stay and the link does not.
func (s *scanner) wikiLink() bool {
	from := s.at
	m := wiki.FindSubmatch(s.text[from:min(len(s.text), from+400)])
	if m == nil || s.isLink(from, m[2], m[3]) {
		return false
	}
	to := from + len(m[0]) - len(m[3])
	if contents.Match(m[2]) {
		return s.replace(from, to, "")
	}
	if len(m[1]) > 0 {
		page, words := pageAndWords(string(m[2]))
		return s.embed(from, to, strings.TrimSpace(page), words)
	}
	return s.replace(from, to, linkWords(string(m[2])))
}

func pageAndWords(inner string) (page, words string) {
	page, words, _ = strings.Cut(strings.ReplaceAll(inner, `\|`, "|"), "|")
	return page, words
}

// linkWords gives what such a link shows, as Markdown.
func linkWords(inner string) string {
	page, words := pageAndWords(inner)
	if words == "" {
		words = strings.Trim(strings.ReplaceAll(page, "#", " > "), " >^")
		words = literal(words[strings.LastIndexByte(words, '/')+1:])
	}
	return words
}

// wiki knows such a link, and the two characters behind it.
var wiki = pattern.New("(?s)^(!?)\\[\\[([^\\s\\[\\]`][^\\[\\]\n`]*)\\]\\](.?.?)")

// isLink reports whether the inner brackets are a link of Markdown, as in [[#12]](…), or name a slot of ECMAScript, o.[[Get]].
func (s *scanner) isLink(from int, name, next []byte) bool {
	follows := len(next) > 0 && (next[0] == '(' || next[0] == '[' && string(next) != "[^") // which is a footnote's
	if follows || s.defines(name) {
		return true
	}
	return from > 0 && s.text[from] == '[' && (s.text[from-1] == '.' || s.text[from-1] == '!')
}

// contents knows the words in whose place programs put a table of contents.
var contents = pattern.New(`(?i)^_?toc_?$`)

// defines reports whether the text has a link definition of this label (CommonMark 4.7), so that the inner brackets are a link.
func (s *scanner) defines(name []byte) bool {
	if s.labels == nil {
		s.labels = map[string]bool{}
		for _, m := range definition.FindAllSubmatch(s.text, -1) {
			s.labels[strings.ToLower(string(m[1]))] = true
		}
	}
	return s.labels[strings.ToLower(string(name))]
}

var definition = pattern.New(`(?m)^ {0,3}\[([^\[\]\n]{1,200})\]:`)

// embed writes the picture that a note embeds; what other notes it embeds is not at hand.
func (s *scanner) embed(from, to int, file, words string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp":
		alt := words
		if strings.Trim(alt, "0123456789x ") == "" {
			alt = ""
		}
		address := strings.NewReplacer(" ", "%20", "<", "%3C", ">", "%3E", `\`, "/").Replace(file)
		return s.replace(from, to, "!["+literal(alt)+"](<"+address+">)") // an element alone on a line would make HTML of the lines below it
	}
	t := &tag{dialect: colons, name: "![[", said: "![[" + file + "]]", alone: true}
	s.pieces = append(s.pieces, piece{from: from, to: to, tag: t})
	s.at = to
	return true
}

// percent leaves out the comments of Obsidian, %%…%%, and the widgets of Hashnode, %%[name]; what the latter embeds,
// %[https://…], becomes a link.
func (s *scanner) percent() bool {
	from := s.at
	if from == 0 || isBlank(s.text[from-1]) {
		if s.has("%[") {
			if m := embedded.FindSubmatch(s.text[from:min(len(s.text), from+2000)]); m != nil {
				return s.replace(from, from+len(m[0]), "<"+string(m[1])+">")
			}
		}
		if s.has("%%[") {
			if m := widget.Find(s.text[from:min(len(s.text), from+200)]); m != nil {
				return s.replace(from, from+len(m), "")
			}
		}
	}
	if !s.has("%%") || s.has("%%%") || from > 0 && !isBlank(s.text[from-1]) {
		return false
	}
	end := s.find("%%", from+2, len(s.text))
	if end < 0 {
		return false
	}
	return s.replace(from, end+2, "")
}

var (
	embedded = pattern.New(`^%\[(https?://[^\]\s<>]+)\]`)
	widget   = pattern.New(`(?m)^%%\[[\w-]+\][ \t]*$`)
	aligned  = pattern.New(`^!\[([^\[\]\n]*)\]\((https?://[^\s()<>]+) +align="[a-z]+"\)`)
)

// exclamation takes the place off a picture of Hashnode, ![…](… align="center"), which would be none with it.
func (s *scanner) exclamation() bool {
	if s.has("![") {
		if m := aligned.FindSubmatch(s.text[s.at:min(len(s.text), s.at+4000)]); m != nil {
			return s.replace(s.at, s.at+len(m[0]), "!["+string(m[1])+"]("+string(m[2])+")")
		}
	}
	return s.wikiLink()
}

// highlighted writes ==words== as marked.
func (s *scanner) highlighted() bool {
	from := s.at
	if !s.has("==") || from > 0 && bytes.IndexByte([]byte(" \t\n([*_>\"'-|"), s.text[from-1]) < 0 {
		return false
	}
	m := marked.FindSubmatch(s.text[from:min(len(s.text), from+1000)])
	if m == nil || bytes.IndexByte(m[1], '`') >= 0 {
		return false
	}
	return s.replace(from, from+len(m[1])+4, "<mark>"+string(m[1])+"</mark>")
}

var marked = pattern.New(`^==([^\s=](?:[^=\n]*[^\s=])?)==(?:[^=A-Za-z]|$)`)

// blockID leaves out the name that Obsidian gives a paragraph at its end, ^name. What is short or a number may be a power.
func (s *scanner) blockID() bool {
	from := s.at
	m := blockID.Find(s.text[from:min(len(s.text), from+200)])
	if s.mdx || m == nil || from > 0 && !isBlank(s.text[from-1]) {
		return false
	}
	if next := from + len(m); next < len(s.text) {
		if l := measure(s.text, next); !l.blank && !l.marked {
			return false
		}
	}
	begin := from - min(from, 2000)
	begin += bytes.LastIndexByte(s.text[begin:from], '\n') + 1
	if words := bytes.TrimLeft(s.text[begin:from], " \t>"); hasPrefix(words, "|") {
		return false // a cell of a table
	}
	from = begin + len(bytes.TrimRight(s.text[begin:from], " \t"))
	return s.replace(from, s.at+len(bytes.TrimRight(m, " \t\r\n")), "")
}

var blockID = pattern.New(`^\^(?:[A-Za-z0-9-]{6,}|[0-9-]*[A-Za-z][A-Za-z0-9-]{2,})[ \t\r]*(?:\n|$)`)

// zolaLink gives [text](@/blog/x.md) the address of the page.
func (s *scanner) zolaLink() bool {
	from := s.at
	if !s.has("@/") || from == 0 || bytes.IndexByte([]byte("(< \""), s.text[from-1]) < 0 {
		return false
	}
	n := addressLength(s.text[from:])
	file := string(s.text[from+1 : from+n])
	if !strings.Contains(file, ".md") {
		return false
	}
	dir, base := path.Split(file)
	if m := dated.FindStringSubmatch(base); m != nil {
		base = m[4]
	}
	return s.replace(from, from+n, page("zola", dir+base))
}

// addressLength gives how much of a text is the destination of a link.
func addressLength(text []byte) int {
	for i, c := range text[:min(len(text), 2000)] {
		if isBlank(c) || c == ')' || c == '>' || c == '"' || c == ']' {
			return i
		}
	}
	return min(len(text), 2000)
}

var pelican = pattern.New(`^[{|](filename|static|attach|category|tag|author|index)[}|]`)

// pelicanLink gives [text]({filename}x.md) the address of the page.
func (s *scanner) pelicanLink() bool {
	from := s.at
	if from == 0 || bytes.IndexByte([]byte("(<\"' "), s.text[from-1]) < 0 {
		return false
	}
	m := pelican.FindSubmatch(s.text[from:min(len(s.text), from+20)])
	if m == nil {
		return false
	}
	rest := s.text[from+len(m[0]):]
	n := addressLength(rest)
	file, fragment, hash := strings.Cut(string(rest[:n]), "#")
	if hash {
		fragment = "#" + fragment
	}
	switch kind := string(m[1]); kind {
	case "filename":
		if stem, ok := withoutEnding(strings.Replace(file, ".rst", ".md", 1)); ok {
			root := ""
			if strings.HasPrefix(file, "/") {
				root = "/"
			}
			file = root + path.Base(stem) + ".html"
		}
	case "category", "tag", "author":
		file = "/" + kind + "/" + file + ".html"
	case "index":
		file = "/" + file
	}
	return s.replace(from, from+len(m[0])+n, file+fragment)
}

// ghostLink leaves out what Ghost writes for the root of its site.
func (s *scanner) ghostLink() bool {
	const root = "__GHOST_URL__"
	return s.has(root) && s.replace(s.at, s.at+len(root), "")
}
