package markdown

import (
	"bytes"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// attributeList knows what kramdown, Hugo and markdown-it write behind an element to name its classes: {: .wide #id},
// {.wide width="3"}, {:toc}. {#id} behind a heading is read by the parser.
var attributeList = pattern.New(`^\{(?::\s*|\s*)(?:(?:[.#][\w:-]+|#\s+[\w:-]+|[\w:-]+=(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'}]+)|toc|no_toc|footnotes|refdef|target)\s*)+:?\s*\}$`)

// kramdownBlock knows kramdown's extensions: {::comment}, {:/comment}, {::nomarkdown}, {::options … /}.
var kramdownBlock = pattern.New(`^\{:[:/](?:(comment|nomarkdown|options)\b[^}\n]*|/?)\}`)

// contentsLine is where other programs put the table of contents.
var contentsLine = pattern.New(`^(\[TOC\]|\[toc\]|\$\{toc\})$`)

// attributes leaves out the attributes of a span.
func (s *scanner) attributes() bool {
	if m := kramdownBlock.FindSubmatch(s.text[s.at:min(len(s.text), s.at+300)]); m != nil {
		end := s.at + len(m[0])
		if s.has("{::comment") && !bytes.HasSuffix(m[0], []byte("/}")) {
			if i := s.find("{:/", end, len(s.text)); i > 0 {
				s.at = i
				return s.replace(end-len(m[0]), i+len(s.upTo('}', 100)), "")
			}
		}
		return s.replace(s.at, end, "")
	}
	const most = 2000 // an alternative text may be long
	list := s.text[s.at:min(len(s.text), s.at+most)]
	list = list[:listEnd(list)]
	if attributeList.Match(withoutTags(list)) && !bytes.Contains(list, []byte("\n\n")) {
		return s.replace(s.at, s.at+len(list), "")
	}
	return false
}

// listEnd gives the place behind the brace that closes a list of attributes, in which a template may have tags; 0 where none does.
func listEnd(list []byte) int {
	for at := 1; at < len(list); at++ {
		switch {
		case list[at] == '}':
			return at + 1
		case bytes.HasPrefix(list[at:], []byte("{{")):
			n := bytes.Index(list[at:], []byte("}}"))
			if n < 0 {
				return 0
			}
			at += n + 1
		}
	}
	return 0
}

var tagWithin = pattern.New(`\{\{[^{}]*\}\}`)

func withoutTags(list []byte) []byte {
	if !bytes.Contains(list, []byte("{{")) {
		return list
	}
	return []byte(tagWithin.ReplaceAllString(string(list), "x"))
}

// followsSpan reports whether the { at hand stands right behind a link, a picture, code or another tag.
func (s *scanner) followsSpan() bool {
	if s.at == 0 {
		return false
	}
	before := s.text[s.at-1]
	return bytes.IndexByte([]byte(")]`*_"), before) >= 0 || before == '}' && len(s.pieces) > 0 && s.pieces[len(s.pieces)-1].to == s.at
}

// endsParagraph reports whether the list of attributes at hand is all that follows the words of a paragraph, whose it is.
func (s *scanner) endsParagraph() bool {
	list := s.upTo('}', 200)
	to := s.at + len(list)
	if list == nil || s.at == 0 || !isBlank(s.text[s.at-1]) {
		return false
	}
	for to < len(s.text) && s.text[to] != '\n' && isBlank(s.text[to]) {
		to++
	}
	if to == len(s.text) {
		return true
	}
	return s.text[to] == '\n' && measure(s.text, to+1).blank
}

// attributeLine leaves out a line of attributes, and the item that kramdown puts the table of contents in place of.
func (s *scanner) attributeLine(l line) bool {
	words := l.words(s.text)
	if contentsLine.Match(words) {
		return s.replace(l.content, l.content+len(words), "")
	}
	if len(words) < 4 || words[0] != '{' || len(words) > 500 || !attributeList.Match(words) {
		return false
	}
	from := l.content
	if bytes.Contains(words, []byte("toc")) && !bytes.Contains(words, []byte("no_toc")) && s.lastItem.end == l.start {
		from = s.lastItem.start
	}
	return s.replace(from, l.content+len(words), "")
}
