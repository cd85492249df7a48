package markdown

import (
	"bytes"
	"html"
	"path"
	"regexp"
	"strings"
)

// wikiLink reads the links of Obsidian: [[Page]], [[Page|text]], ![[picture.png|100]]. Only its vault knows the address of
// a page, so that the words stay and the link does not. [[#12]](…) is a link of Markdown.
func (s *scanner) wikiLink() bool {
	from := s.at
	embed := s.has("![[")
	if !embed && !s.has("[[") {
		return false
	}
	begin := from + 2
	if embed {
		begin++
	}
	inner := s.text[begin:min(len(s.text), begin+400)]
	end := bytes.Index(inner, []byte("]]"))
	if end < 1 || isBlank(inner[0]) || bytes.ContainsAny(inner[:end], "[]\n`") {
		return false
	}
	to := begin + end + 2
	if next := s.text[to:min(len(s.text), to+1)]; bytes.ContainsAny(next, "([") || s.defines(inner[:end]) || !embed && s.isSlot(from) {
		return false
	}
	if contents.Match(inner[:end]) {
		return s.replace(from, to, "")
	}
	page, words, _ := strings.Cut(strings.ReplaceAll(string(inner[:end]), `\|`, "|"), "|")
	if embed {
		return s.embed(from, to, strings.TrimSpace(page), words)
	}
	if words == "" {
		words = strings.Trim(strings.ReplaceAll(page, "#", " > "), " >^")
		words = literal(words[strings.LastIndexByte(words, '/')+1:])
	}
	return s.replace(from, to, words)
}

// contents knows the words in whose place programs put a table of contents.
var contents = regexp.MustCompile(`(?i)^_?toc_?$`)

// isSlot knows the internal slots of ECMAScript, o.[[Get]]().
func (s *scanner) isSlot(from int) bool {
	return from > 0 && (s.text[from-1] == '.' || s.text[from-1] == '!')
}

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

var definition = regexp.MustCompile(`(?m)^ {0,3}\[([^\[\]\n]{1,200})\]:`)

// embed writes the picture that a note embeds; what other notes it embeds is not at hand.
func (s *scanner) embed(from, to int, file, words string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".bmp":
		alt := words
		if strings.Trim(alt, "0123456789x ") == "" {
			alt = ""
		}
		return s.replace(from, to, `<img src="`+html.EscapeString(strings.ReplaceAll(file, " ", "%20"))+`" alt="`+html.EscapeString(alt)+`">`)
	}
	t := &tag{dialect: colons, name: "![[", said: "![[" + file + "]]", alone: true}
	s.pieces = append(s.pieces, piece{from: from, to: to, tag: t})
	s.at = to
	return true
}

// percent leaves out the comments of Obsidian, %%…%%.
func (s *scanner) percent() bool {
	from := s.at
	if !s.has("%%") || s.has("%%%") || from > 0 && !isBlank(s.text[from-1]) {
		return false
	}
	end := s.find("%%", from+2, len(s.text))
	if end < 0 {
		return false
	}
	return s.replace(from, end+2, "")
}

// highlighted writes ==words== as marked.
func (s *scanner) highlighted() bool {
	from := s.at
	if !s.has("==") || from > 0 && bytes.IndexByte([]byte(" \t\n([*_>\"'-|"), s.text[from-1]) < 0 {
		return false
	}
	rest := s.text[from+2 : min(len(s.text), from+1000)]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	end := bytes.Index(rest, []byte("=="))
	if end < 1 || isBlank(rest[0]) || rest[0] == '=' || isBlank(rest[end-1]) || end+2 < len(rest) && (rest[end+2] == '=' || isLetter(rest[end+2])) {
		return false
	}
	if bytes.IndexByte(rest[:end], '`') >= 0 {
		return false
	}
	return s.replace(from, from+end+4, "<mark>"+string(rest[:end])+"</mark>")
}

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

var pelican = regexp.MustCompile(`^[{|](filename|static|attach|category|tag|author|index)[}|]`)

// pelicanLink gives [text]({filename}x.md) the address of the page.
func (s *scanner) pelicanLink(byte) bool {
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
