package meta

import (
	"bytes"

	"github.com/masthead-feeds/masthead/source/pattern"
)

// bareKey begins front matter whose first fence was left out, as Hexo allows: one of the keys that its posts begin with.
var bareKey = pattern.New(`(?i)^(?:title|date|layout|tags|categories|author|permalink|updated|comments|description|id|slug)[ \t]*:(?:[ \t]|$)`)

// bare reads front matter that has no fence but the one that ends it. A heading underlined with --- is the same to look at
// where only one line stands above: that is Markdown. Every line must be one of a YAML map.
func (s *splitter) bare(none Block, first []byte) (Block, bool) {
	if !bareKey.Match(first) {
		return none, false
	}
	b := Block{Format: FormatYAML, Line: s.line - 1}
	start := bytes.Index(s.file, first)
	keys := 1
	for s.at < len(s.file) && s.at-start <= MaxSize {
		end := s.at
		line, ended := s.next()
		switch {
		case !ended:
			return Block{Format: FormatYAML, Open: true}, !s.complete
		case string(line) == "---" && keys > 1:
			b.Data, b.Body, b.BodyLine = s.file[start:end], s.file[s.at:], s.line
			return b, true
		case likeKey(line, FormatYAML) && line[0] != '#':
			keys++
		case len(line) > 0 && !bytes.HasPrefix(line, []byte(" ")) && !bytes.HasPrefix(line, []byte("- ")) && line[0] != '#':
			return none, false
		}
	}
	return Block{Format: FormatYAML, Open: true}, !s.complete
}

// mayBeBare reports whether a first line that is cut short may yet begin one of these blocks.
func mayBeBare(line []byte) bool {
	return bareStart.Match(line) || bareKey.Match(line) || bareMember.Match(line)
}

var bareStart = pattern.New(`^(?:[A-Za-z]{0,11}[ \t]*:?|"\w{0,99}"?[ \t]*)$`)

var bareMember = pattern.New(`^"\w+"[ \t]*:`)

// braceless reads the other front matter of Hexo: the members of a JSON object without its braces, up to a line ;;;.
func (s splitter) braceless(none Block) (Block, bool) {
	start, first := s.at, s.line
	if line, _ := s.next(); !bareMember.Match(line) {
		return none, false
	}
	for s.at < len(s.file) && s.at-start <= MaxSize {
		end := s.at
		line, ended := s.next()
		if !ended {
			break
		}
		if string(line) == ";;;" {
			members := bytes.TrimRight(s.file[start:end], ", \t\r\n")
			return Block{Format: FormatJSON, braceless: true, Data: members, Line: first, Body: s.file[s.at:], BodyLine: s.line}, true
		}
	}
	return Block{Format: FormatJSON, Open: true}, !s.complete
}
